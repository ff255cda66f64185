// SPDX-License-Identifier: GPL-3.0-or-later

import TestLength
import Testing

@testable import Documents

@Suite("Tables of comma-separated values")
struct CSVTableTests {
  @Test("A row ends at LF, CR or CR LF alike", arguments: ["\n", "\r", "\r\n"])
  func lineEnds(_ end: String) {
    let (table, faults) = table(["town,kind", "Ash,town", "Birch,town"].joined(separator: end) + end)
    #expect(faults.isEmpty)
    #expect(table.texts(table.headings) == ["town", "kind"])
    #expect(table.texts == [["Ash", "town"], ["Birch", "town"]])
    #expect(table.rows.map(\.line) == [2, 3])
  }

  @Test(
    "A first line that names the separator is understood", arguments: ["sep=,", "SEP=,", "sep=,,,", "sep=;", "sep="])
  func separatorLine(_ line: String) {
    let (table, faults) = table("\(line)\r\ntown,kind\r\nAsh,town\r\n")
    #expect(faults.isEmpty)
    #expect(table.texts(table.headings) == ["town", "kind"] && table.headings.line == 2)
    #expect(table.texts == [["Ash", "town"]])
  }

  @Test("What is no separator's line stays a heading row", arguments: ["sep=x,y", "separate,kind", "sepal"])
  func noSeparatorLine(_ line: String) {
    let (table, _) = table("\(line)\nAsh,town\n")
    #expect(table.headings.line == 1)
  }

  @Test("The last row needs no line end")
  func noLastLineEnd() {
    #expect(table("a,b\n1,2").table.texts == [["1", "2"]])
    #expect(table("a,b\n1,").table.texts == [["1", ""]])
    #expect(table("a,b\n1,\"2\"").table.texts == [["1", "2"]])
  }

  @Test("Quotes hold commas, line ends and doubled quotes together")
  func quotes() {
    let (table, faults) = table("a,b\n\"x,\"\"y\"\"\nz\",\"\"\n")
    #expect(faults.isEmpty)
    #expect(table.texts == [["x,\"y\"\nz", ""]])
  }

  @Test("A quote inside an unquoted field is a character like any other")
  func innerQuote() {
    #expect(table("a,b\n5\" pipe,x\n").table.texts == [["5\" pipe", "x"]])
  }

  @Test(
    "Lines are counted on through fields of several lines, whatever ends them", arguments: ["\n", "\r", "\r\n"])
  func linesAfterLongFields(_ end: String) {
    let (table, faults) = table("a,b\(end)\"1\(end)2\(end)3\",x\(end)4,y\(end)")
    #expect(faults.isEmpty)
    #expect(table.rows.map(\.line) == [2, 5])
  }

  @Test("A quote that is never closed is named where it opens")
  func unterminated() {
    let (_, faults) = table("a,b\n1,2\n3,\"4\n5,6\n")
    #expect(faults == [DocumentFault(.unterminatedQuote, at: Position(file: "t.csv", line: 3, column: 2))])
  }

  @Test("Text after a closing quote is a fault, and the rows after it are still read")
  func textAfterQuote() {
    let (table, faults) = table("a,b\n\"1\"x,2\n3,4\n")
    #expect(faults == [DocumentFault(.textAfterQuote, at: Position(file: "t.csv", line: 2, column: 1))])
    #expect(table.texts == [["3", "4"]])
  }

  @Test("A heading row that cannot be read is one fault, and no town is taken for headings")
  func brokenHeadings() {
    let (table, faults) = table("\"town\"x,kind\nAsh,town\n")
    #expect(faults == [DocumentFault(.textAfterQuote, at: Position(file: "t.csv", line: 1, column: 1))])
    #expect(table.headings.count == 0)
  }

  @Test("Rows that are blank or commas alone are passed over")
  func blankRows() {
    let (table, faults) = table("\n,,\na,b\n\n , \n\u{3000},\n1,2\n,\n")
    #expect(faults.isEmpty)
    #expect(table.headings.line == 3)
    #expect(table.rows.map(\.line) == [7])
  }

  @Test("Blanks around a field are no part of it, ideographic spaces included")
  func blanksAround() {
    #expect(table("a\n\u{3000} 城关 镇\t\n").table.texts == [["城关 镇"]])
    #expect(" \u{3000}".trimmingBlanks == "")
  }

  @Test("A row keeps its own number of fields, and a field beyond its end is empty")
  func ragged() {
    let (table, faults) = table("a,b,c\n1\n1,2,3,4\n1,2,\n")
    #expect(faults.isEmpty)
    #expect(table.rows.map(\.count) == [1, 4, 3])
    #expect(table.rows.first.map { table.text($0, 2) } == "")
  }

  @Test("A file without a single heading is empty", arguments: ["", "\n\n", ",,\n", "\r\n"])
  func empty(_ text: String) {
    #expect(table(text).faults == [DocumentFault(.empty, at: Position(file: "t.csv"))])
  }

  @Test(
    "A file that several threads read at once has the same rows, lines and faults",
    arguments: everyday([0, 1, 2, 5, 9], long: Array(0..<12)))
  func stretches(_ seed: Int) {
    var random = DemoRandom(seed: UInt64(seed))
    // Quotes around line ends, lines of old Macs and blank ones, and in every third file faults.
    var pieces = ["城关镇,1,2\n", "\"Ash\nwood\",3,4\r\n", "a,\"5 \"\"b\"\"\",6\n", "\n", "c,7\r", "d,8,9,10\n", ",,\n"]
    if seed % 3 == 0 { pieces.append("\"e\"x,1,2\n") }
    if seed % 4 == 1 { pieces.append("\"f\n") }
    var text = "town,one,two\n"
    while text.utf8.count < everyday(140_000, long: 300_000) {
      // Mostly the plain row, so that stretches begin anywhere.
      text += pieces[random.whole(0...7) == 0 ? random.whole(0...(pieces.count - 1)) : 0]
    }
    let one = FaultCollector()
    let whole = CSVTable(Array(text.utf8), file: "t.csv", faults: one)
    let (lines, texts) = (whole.rows.map(\.line), whole.texts)
    for workers in [2, 3, 5] {
      let several = FaultCollector()
      let table = CSVTable(Array(text.utf8), file: "t.csv", faults: several, workers: workers)
      #expect(several.faults == one.faults)
      #expect(table.rows.map(\.line) == lines)
      #expect(table.texts == texts)
      #expect(table.texts(table.headings) == whole.texts(whole.headings))
    }
  }
}
