// SPDX-License-Identifier: GPL-3.0-or-later

import Testing

@testable import Documents

@Suite("Headings taken apart")
struct HeadingTests {
  @Test(
    "A heading is a name with its unit in brackets of any width",
    arguments: ["常住人口(万人)", "常住人口（万人）", "常住人口 (万人)", "常住人口［万人］", "常住人口【万人】", "常住人口\n（万人）", "常住人口( 万人 )"])
  func withUnit(_ text: String) {
    let heading = Heading(text)
    #expect(heading.name == "常住人口")
    #expect(heading.unit == "万人")
  }

  @Test("A heading without brackets at its end has no unit", arguments: ["镇街", "a(b)c", "(万人)", "人口)", ""])
  func withoutUnit(_ text: String) {
    #expect(Heading(text).name == text)
    #expect(Heading(text).unit == nil)
  }

  @Test("The last pair of brackets holds the unit")
  func lastPair() {
    let heading = Heading("人口(户籍)(万人)")
    #expect(heading.name == "人口(户籍)")
    #expect(heading.unit == "万人")
  }
}
