// SPDX-License-Identifier: GPL-3.0-or-later

import Staffing
import Testing

@testable import Reports

@Suite("Tables of text")
struct TextTableTests {
  @Test(
    "A Chinese character takes two columns of a terminal, a combining mark none",
    arguments: [
      ("", 0), ("Ash", 3), ("镇街", 4), ("（）", 4), ("—", 1), ("km²", 3), ("e\u{301}", 1), ("\u{200B}", 0), ("ＡＢ", 4),
      ("\u{20000}", 2), ("한국", 4), ("ｱ", 1), ("\u{3000}", 2), ("“”", 2),
    ])
  func widths(_ text: String, _ width: Int) {
    #expect(text.displayWidth == width)
  }

  @Test("Columns line up whatever the width of their characters")
  func alignment() {
    var table = TextTable([.left, .right, .left])
    table.add(["town", "n", "why"])
    table.addRule()
    table.add(["城关街道", "1,234", "按需"])
    table.add(["Ash", "5", ""])
    #expect(
      table.text == """
        town          n  why
        ---------------------
        城关街道  1,234  按需
        Ash           5
        """)
  }

  @Test("A name of several lines or with a tab stays in its row")
  func controlCharacters() {
    var table = TextTable([.left, .right])
    table.add(["城关\n街道", "1"])
    table.add(["a\tb\r\nc", "2"])
    let lines = table.text.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines.count == 2)
    #expect(!table.text.contains("\t") && !table.text.contains("\r"))
    #expect(Set(lines.map { String($0).displayWidth }).count == 1)
  }

  @Test("Every number of a plan's tables ends in the column that its heading ends in", arguments: Language.allCases)
  func planColumns(_ language: Language) throws {
    let text = PlanText(try templatePlan(inChinese: language == .chinese), language).text
    let tables = text.split(separator: "\n\n").filter { $0.contains("\n---") }
    #expect(tables.count == 3)
    for table in tables {
      let lines = table.split(separator: "\n").dropFirst().filter { !$0.hasPrefix("---") }
      let ends = lines.map { Self.fieldEnds(String($0)).dropFirst().prefix(8).map(\.self) }
      #expect(ends.allSatisfy { $0.count == 8 && $0 == ends[0] })
    }
  }

  /// The display column where each field ends; fields are two blanks or more apart.
  private static func fieldEnds(_ line: String) -> [Int] {
    var ends: [Int] = []
    var rest = line[...]
    while let gap = rest.firstRange(of: "  ") {
      if gap.lowerBound > rest.startIndex { ends.append(String(line[..<gap.lowerBound]).displayWidth) }
      rest = rest[gap.upperBound...].drop { $0 == " " }
    }
    return rest.isEmpty ? ends : ends + [line.displayWidth]
  }
}
