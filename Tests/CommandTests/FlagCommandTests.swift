// SPDX-License-Identifier: GPL-3.0-or-later

import Testing

@Suite("The command flag")
struct FlagCommandTests {
  @Test("Flags are printed in both languages; --check makes them an answer of no")
  func flags() throws {
    let english = try allot("flag", survey)
    #expect(english.code == 0)
    #expect(english.output.contains("云山街道 has 66 posts for 9,000 people"))
    let chinese = try allot("flag", survey, "--language", "zh", "--check")
    #expect(chinese.code == 1)
    #expect(chinese.output.contains("倒挂") && chinese.output.contains("云山街道 9,000 人有 66 名"))
  }

  @Test("JSON states every flag; an unknown metric is bad input and named")
  func json() throws {
    let flags = try allot("flag", survey, "--json")
    #expect(flags.code == 0 && flags.output.contains("\"kind\" : \"over_quota\""))
    let unknown = try allot("flag", survey, "--compare", "populaton")
    #expect(unknown.code == 2 && unknown.errors.contains("populaton") && unknown.output.isEmpty)
  }
}
