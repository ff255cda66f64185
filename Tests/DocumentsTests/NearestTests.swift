// SPDX-License-Identifier: GPL-3.0-or-later

import Testing

@testable import Documents

@Suite("Did you mean")
struct NearestTests {
  @Test("The name that takes the fewest slips is proposed")
  func slips() {
    let keys = ["title", "towns", "total", "pools"]
    #expect(Nearest.name(to: "titel", among: keys) == "title")
    #expect(Nearest.name(to: "Pool", among: keys) == "pools")
    #expect(Nearest.name(to: "twons", among: keys) == "towns")
    #expect(Nearest.name(to: "常住人囗", among: ["户籍人口", "常住人口"]) == "常住人口")
  }

  @Test("Nothing is proposed where nothing is near")
  func nothingNear() {
    #expect(Nearest.name(to: "elephant", among: ["title", "towns"]) == nil)
    #expect(Nearest.name(to: "x", among: []) == nil)
    #expect(Nearest.name(to: String(repeating: "a", count: 5000), among: ["aaaa"]) == nil)
  }

  @Test("The first of equally near names is proposed")
  func equallyNear() {
    #expect(Nearest.name(to: "cat", among: ["car", "can"]) == "car")
  }
}
