// SPDX-License-Identifier: GPL-3.0-or-later

import Testing

@testable import LinearPrograms

@Suite("MPS files are read as they are meant")
struct MPSReadingTests {
  /// A file in free format around the given sections.
  private func file(
    rows: String = " N goal\n L r", columns: String = " x goal 1 r 1", rhs: String = "", ranges: String = "",
    bounds: String = ""
  ) -> String {
    "NAME t\nROWS\n\(rows)\nCOLUMNS\n\(columns)\nRHS\n\(rhs)\nRANGES\n\(ranges)\nBOUNDS\n\(bounds)\nENDATA\n"
  }

  private func problems(_ text: String) -> [MPSFault.Problem] {
    do {
      _ = try LinearProgram(mps: text)
      return []
    } catch {
      return error.faults.map(\.problem)
    }
  }

  private static let rangeCases: [(type: String, range: String, lower: Double, upper: Double)] = [
    ("L", "4", 6.0, 10.0), ("L", "-4", 6, 10), ("G", "4", 10, 14), ("G", "-4", 10, 14), ("E", "4", 10, 14),
    ("E", "-4", 6, 10), ("E", "0", 10, 10), ("N", "4", -.infinity, .infinity),
  ]

  @Test("A range lies on the side that its row's type and its sign say", arguments: rangeCases)
  func ranges(type: String, range: String, lower: Double, upper: Double) throws {
    let program = try LinearProgram(
      mps: file(rows: " N goal\n \(type) r", rhs: " RHS r 10", ranges: " RNG r \(range)"))
    #expect(program.constraints.rows.map(\.lower) == [lower])
    #expect(program.constraints.rows.map(\.upper) == [upper])
  }

  private static let boundCases: [(lines: String, lower: Double, upper: Double, whole: Bool)] = [
    ("", 0.0, .infinity, false), (" UP B x 4", 0, 4, false), (" UP B x 0", 0, 0, false),
    (" UP B x -4", -.infinity, -4, false), (" LO B x -9\n UP B x -4", -9, -4, false),
    (" UP B x -4\n LO B x -9", -9, -4, false), (" LO B x 2", 2, .infinity, false), (" FX B x 3", 3, 3, false),
    (" FR B x", -.infinity, .infinity, false), (" FR x", -.infinity, .infinity, false),
    (" MI B x", -.infinity, .infinity, false), (" MI B x 0\n UP B x 4", -.infinity, 4, false),
    (" PL B x", 0, .infinity, false), (" BV B x", 0, 1, true), (" BV x", 0, 1, true),
    (" LI B x 2", 2, .infinity, true),
    (" UI B x 7", 0, 7, true), (" UP x 4", 0, 4, false), (" UP B x 1e30", 0, .infinity, false),
    (" UP B x Inf", 0, .infinity, false), (" LO B x -1E+20", -.infinity, .infinity, false),
    (" up B x 1.5D1", 0, 15, false),
  ]

  @Test("Each type of bound bounds what it says", arguments: boundCases)
  func bounds(lines: String, lower: Double, upper: Double, whole: Bool) throws {
    let program = try LinearProgram(mps: file(bounds: lines))
    #expect(program.variables.lower == [lower])
    #expect(program.variables.upper == [upper])
    #expect(program.variables.takesWholeNumbers(0) == whole)
  }

  private static let markerCases: [(bounds: String, lower: Double, upper: Double)] = [
    ("", 0.0, 1.0), (" UP B x 9", 0, 9), (" LO B x -2", -2, .infinity), (" PL B x", 0, .infinity),
  ]

  @Test("A column between markers is whole, and 0 or 1 without a bound", arguments: markerCases)
  func markers(bounds: String, lower: Double, upper: Double) throws {
    let columns = " M 'MARKER' 'INTORG'\n x goal 1 r 1\n M 'MARKER' 'INTEND'\n y goal 1"
    let program = try LinearProgram(mps: file(columns: columns, bounds: bounds))
    #expect(program.variables.lower == [lower, 0])
    #expect(program.variables.upper == [upper, .infinity])
    #expect(program.variables.wholeNumbers == [1, 0])
  }

  @Test("The goal's constant is the negative of its right-hand side, or the column fixed at 1")
  func constant() throws {
    #expect(try LinearProgram(mps: file(rhs: " RHS goal -7.5 r 2")).goal.expression.constant == 7.5)
    let columns = " x goal 1 r 1\n ~constant goal 12"
    let program = try LinearProgram(mps: file(columns: columns, bounds: " FX B ~constant 1"))
    #expect(program.goal.expression.constant == 12)
    #expect(program.variableCount == 1)
    #expect(try LinearProgram(mps: file(columns: columns + " r 1", bounds: " FX B ~constant 1")).variableCount == 2)
  }

  @Test(
    "The sense stands beside or below OBJSENSE, in any column and spelling",
    arguments: ["OBJSENSE MAX", "OBJSENSE\n    MAX", "OBJSENSE\nMAXIMIZE", "objsense\n maximise"])
  func sense(text: String) throws {
    let program = try LinearProgram(mps: "NAME\n\(text)\n" + file().drop { $0 != "\n" }.dropFirst())
    #expect(program.goal.sense == .maximize)
  }

  @Test("Comments, blank lines, carriage returns, a set without a name and rows without bounds")
  func tolerance() throws {
    let body = file(
      rows: " N goal\n L r\n N other", columns: " x goal 1 r 1\n* in between\n   \n x other 3", rhs: " r 4")
    let text = "* comment\r\n\r\n" + body.replacing("\n", with: "\r\n") + "anything after the end"
    let program = try LinearProgram(mps: text)
    #expect(program.name == "t")
    #expect(program.constraints.rows.map(\.upper) == [4, .infinity])
    #expect(program.constraints.rows.map(\.lower) == [-.infinity, -.infinity])
    #expect(program.nonzeroCount == 2)
  }

  @Test("Fixed format: names with blanks, empty sets, two pairs a line")
  func fixed() throws {
    let text = """
      NAME          A NAME
      ROWS
       N  THE GOAL
       L  ROW ONE
       G  ROW 2
      COLUMNS
          COL A     THE GOAL           1.5   ROW ONE             2.
          COL A     ROW 2              -1.
          COL B     THE GOAL            3.   ROW 2               1.
      RHS
                    ROW ONE            10.   ROW 2             1E-2
      BOUNDS
       UP BOUND 1   COL A               4.
       FR BOUND 1   COL B
      ENDATA
      """
    let program = try LinearProgram(mps: text)
    #expect(program.name == "A NAME")
    #expect((0..<program.variableCount).map(program.variables.name) == ["COL A", "COL B"])
    #expect((0..<program.constraintCount).map(program.constraints.label) == ["ROW ONE", "ROW 2"])
    #expect(program.constraints.rows.map(\.upper) == [10, .infinity])
    #expect(program.constraints.rows.map(\.lower) == [-.infinity, 0.01])
    #expect(program.variables.upper == [4, .infinity])
    #expect(program.variables.lower == [0, -.infinity])
    #expect(program.goal.expression.terms.map(\.coefficient) == [1.5, 3])
  }

  @Test("In fixed format, a number that runs out of its columns is not cut")
  func overlong() {
    let first = "    C 1       R 1                1.0"
    let line = first + "   R 2" + String(repeating: " ", count: 18) + "123"
    #expect(throws: MPSFault.Problem.self) { try MPSLine.all(of: line).first?.fixedFields() }
    #expect(throws: MPSFault.Problem.self) { try MPSLine.all(of: "    C 1       R 1\t   1").first?.fixedFields() }
  }

  @Test("All faults are found at once, each with its line")
  func faults() {
    let text = """
      NAME t
      ROWS
       N goal
       Q r
       L a
       L a
      COLUMNS
       x goal 1 a nan
       x missing 2 a 1x
       y a 1
       x a 3
       y a 1
       z a
      RHS
       R1 a 4
       R1 a 5
       R2 a 1
      BOUNDS
       SC B x 4
       UP B w 4
       XX B x 4
       LO B x inf
       UP B y 1
       UP B y 2
      SOS
       S1 s 1
      NONSENSE
      """
    do {
      _ = try LinearProgram(mps: text)
      Issue.record("accepted")
    } catch {
      #expect(!error.isFixedFormat)
      let expected: [MPSFault] = [
        MPSFault(4, .rowTypeUnknown("Q")), MPSFault(6, .rowRepeated("a")), MPSFault(8, .numberNotFinite("nan")),
        MPSFault(9, .rowUnknown("missing")), MPSFault(9, .numberUnreadable("1x")), MPSFault(11, .columnSplit("x")),
        MPSFault(12, .entryRepeated(row: "a", column: "y")), MPSFault(13, .wrongFieldCount(2)),
        MPSFault(16, .valueRepeated(section: "RHS", row: "a")),
        MPSFault(17, .severalSets(section: "RHS", first: "R1", other: "R2")),
        MPSFault(19, .boundNotSupported(type: "SC", column: "x")), MPSFault(20, .columnUnknown("w")),
        MPSFault(21, .boundTypeUnknown("XX")), MPSFault(22, .numberNotFinite("inf")),
        MPSFault(24, .boundRepeated(column: "y")), MPSFault(25, .sectionNotSupported("SOS")),
        MPSFault(27, .sectionUnknown("NONSENSE")), MPSFault(27, .sectionMissing("ENDATA")),
      ]
      #expect(error.faults == expected)
    }
  }

  @Test(
    "Numbers that are none are refused",
    arguments: ["0x10", "1e", "--1", "1,5", "e5", ".", "", "1e999", "infinite", "١", "1_000"])
  func numbers(text: String) {
    #expect(!problems(file(columns: " x r \(text)")).isEmpty)
  }

  @Test("Texts that are no files have faults", arguments: ["", "\n", "x", " x", "ROWS", "\u{0}\u{1}", "NAME\nENDATA"])
  func noFiles(text: String) {
    #expect(!problems(text).isEmpty)
  }

  @Test("Data in the first column is not lost without a word")
  func unindented() {
    #expect(problems(file().replacing("RHS\n", with: "RHS r 5\n")) == [.wrongFieldCount(3)])
  }
}
