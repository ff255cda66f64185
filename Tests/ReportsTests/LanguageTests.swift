// SPDX-License-Identifier: GPL-3.0-or-later

import Staffing
import Testing

@testable import Reports

@Suite("Two languages")
struct LanguageTests {
  @Test(
    "A Chinese locale speaks Chinese, every other English",
    arguments: [
      ("zh_CN.UTF-8", Language.chinese), ("zh", .chinese), ("ZH_tw", .chinese), ("en_US.UTF-8", .english),
      ("C", .english),
      ("", .english), ("de_DE", .english),
    ])
  func locales(_ locale: String, _ language: Language) {
    #expect(Language(locale: locale) == language)
  }

  @Test("Thousands are set off, and a change has its sign")
  func numbers() {
    let words = Words(.english)
    #expect(
      [0, 7, 999, 1000, 1_234_567, -1000].map(words.number) == ["0", "7", "999", "1,000", "1,234,567", "-1,000"])
    let decimals = [0.04, -0.04, 999.96, 5228.6, -1_234_567.89].map { words.number($0, decimals: 1) }
    #expect(decimals == ["0.0", "0.0", "1,000.0", "5,228.6", "-1,234,567.9"])
    for language in Language.allCases { #expect(Words(language).percent(1.0378) == "103.8 %") }
    #expect([47, 0, -3, 2000].map(words.signed) == ["+47", "0", "-3", "+2,000"])
  }

  @Test("Growth has a sign and one decimal; from nothing it is a dash")
  func growth() {
    let words = Words(.chinese)
    #expect(words.growth(Growth(from: 266, to: 542)) == "+103.8")
    #expect(words.growth(Growth(from: 1000, to: 960)) == "-4.0")
    #expect(words.growth(Growth(from: 66, to: 66)) == "0.0")
    #expect(words.growth(Growth(from: 1, to: 0)) == "-100.0")
    #expect(words.growth(Growth(from: 0, to: 5)) == "—")
    #expect(words.growth(Growth(from: 0, to: 0)) == "—")
    #expect(words.growth(Growth(from: nil, to: 5)) == "—")
    // 0.05 % is rounded away from zero on both sides, 0.04 % to none.
    #expect(words.growth(Growth(from: 2000, to: 2001)) == "+0.1")
    #expect(words.growth(Growth(from: 2000, to: 1999)) == "-0.1")
    #expect(words.growth(Growth(from: 2500, to: 2499)) == "0.0")
  }

  @Test("Names are listed as each language lists them")
  func lists() {
    #expect(Words(.english).list([]) == "")
    #expect(Words(.english).list(["a"]) == "a")
    #expect(Words(.english).list(["a", "b", "c"]) == "a, b and c")
    #expect(Words(.chinese).list(["甲", "乙", "丙"]) == "甲、乙、丙")
  }

  @Test("Of many names the first are told and how many there are; of few all")
  func shortLists() {
    let names = (1...400).map { "t\($0)" }
    #expect(Words(.chinese).shortList(Array(names.prefix(13))) == names.prefix(13).joined(separator: "、"))
    #expect(Words(.chinese).shortList(names) == names.prefix(12).joined(separator: "、") + "等 400 处")
    #expect(Words(.english).shortList(names) == names.prefix(12).joined(separator: ", ") + " and 388 others")
  }
}
