// SPDX-License-Identifier: GPL-3.0-or-later

import Testing

@testable import LinearPrograms

@Suite("A row written in place is the constraint that the operators would make")
struct ConstraintRowTests {
  struct Stop: Error {}

  @Test("Terms, expressions and numbers add up, and numbers move to the bounds")
  func sameAsOperators() {
    var program = LinearProgram()
    let (x, y, z) = (program.addVariable("x"), program.addVariable("y"), program.addVariable("z"))
    program.add((2 * x - y + 3 * (z + 2) - 1 + x).within(0...9), label: "operators")
    program.addConstraint(in: 0...9, label: "in place") { sum in
      sum += 2 * x
      sum -= y
      sum += 3 * (z + 2)
      sum.add(-1)
      sum += x
    }
    let table = program.constraints
    #expect(table.values[table.entries(of: 0)] == [3, -1, 3])
    #expect(table.values[table.entries(of: 1)] == [3, -1, 3])
    #expect(table.indices[table.entries(of: 1)] == [0, 1, 2])
    #expect(table.rows.map(\.lower) == [-5, -5] && table.rows.map(\.upper) == [4, 4])
    #expect(table.label(0) == "operators" && table.label(1) == "in place")
  }

  @Test("Rows grow beyond the memory that there is", arguments: [0, 1, 7, 100])
  func growth(reserved: Int) {
    var program = LinearProgram()
    program.reserve(nonzeros: reserved)
    let variables = (0..<40).map { _ in program.addVariable() }
    for length in 1...40 {
      program.addConstraint(to: 1) { sum in
        for (place, variable) in variables.prefix(length).enumerated() { sum += Double(place + 1) * variable }
      }
    }
    #expect(program.nonzeroCount == 820)
    for length in 1...40 {
      let entries = program.constraints.entries(of: length - 1)
      #expect(program.constraints.indices[entries] == ArraySlice((0..<length).map(Int32.init)))
      #expect(program.constraints.values[entries] == ArraySlice((1...length).map(Double.init)))
    }
  }

  @Test("Variables of another program, or of a copy later on, are refused by name and leave the row empty")
  func foreign() {
    var program = LinearProgram()
    let x = program.addVariable("x")
    var other = LinearProgram()
    let stranger = other.addVariable("stranger")
    var copy = program
    let later = copy.addVariable("later")
    program.addConstraint(to: 1, label: "stranger") { sum in
      sum += x
      sum += 2 * stranger
    }
    program.addConstraint(to: 1, label: "expression") { $0 += 2 * (x + stranger) }
    program.addConstraint(to: 1, label: "later") { $0 += later }
    program.addConstraint(to: 1, label: "own") { $0 += x }
    #expect(program.faults == ["stranger", "expression", "later"].map { .foreignVariable(constraint: $0) })
    #expect(program.constraints.rows.map(\.end) == [0, 0, 0, 1])
  }

  @Test("Numbers that are none are recorded by name")
  func notFinite() {
    var program = LinearProgram()
    let x = program.addVariable("x")
    program.addConstraint(to: .nan, label: "bound") { $0 += x }
    program.addConstraint(to: 1, label: "coefficient") { $0 += Double.infinity * x }
    program.addConstraint(to: 1, label: "number") { $0.add(.nan) }
    #expect(
      program.faults == [
        .boundNotANumber(constraint: "bound"), .coefficientNotFinite(constraint: "coefficient", variable: "x"),
        .boundNotANumber(constraint: "number"),
      ])
  }

  @Test("Numbers that are finite one by one are none the worse for a sum that is not")
  func greatNumbers() {
    var program = LinearProgram()
    let (x, y) = (program.addVariable("x"), program.addVariable("y"))
    let greatest = Double.greatestFiniteMagnitude
    for label in ["before", "after"] {
      program.addConstraint(to: 1, label: label) { sum in
        sum += greatest * x
        sum += greatest * y
      }
    }
    program.add(greatest * x + greatest * y <= 1, label: "expression")
    #expect(program.faults.isEmpty)
    #expect(program.constraints.rows.map(\.end) == [2, 4, 6])
    #expect(program.constraints.values.prefix(program.nonzeroCount) == ArraySlice(repeating: greatest, count: 6))
  }

  @Test("Coefficients of one variable that add up to more than the greatest number are recorded by name")
  func overflow() {
    var program = LinearProgram()
    let (x, y) = (program.addVariable("x"), program.addVariable("y"))
    program.addConstraint(to: 1, label: "twice") { sum in
      sum += y
      sum += Double.greatestFiniteMagnitude * x
      sum += Double.greatestFiniteMagnitude * x
    }
    #expect(program.faults == [.coefficientNotFinite(constraint: "twice", variable: "x")])
    #expect(program.nonzeroCount == 2)
  }

  @Test("What is wrong with a row that had no room is found as well")
  func faultsWithoutRoom() {
    var program = LinearProgram()
    let (x, y) = (program.addVariable("x"), program.addVariable("y"))
    var other = LinearProgram()
    let stranger = other.addVariable("stranger")
    program.addConstraint(to: 1, label: "coefficient") { sum in
      for _ in 0..<3 { sum += y }
      sum += Double.nan * x
    }
    program.addConstraint(to: 1, label: "stranger") { sum in
      for _ in 0..<50 { sum += y }
      sum += stranger
    }
    program.addConstraint(from: .infinity, to: 1, label: "bound") { sum in
      for _ in 0..<50 { sum += 2 * y }
    }
    #expect(
      program.faults == [
        .coefficientNotFinite(constraint: "coefficient", variable: "x"), .foreignVariable(constraint: "stranger"),
        .boundNotANumber(constraint: "bound"),
      ])
    #expect(program.constraints.rows.map(\.end) == [2, 2, 3])
    #expect(program.constraints.values[2] == 100)
  }

  @Test("An error while a row is written leaves the program as it was")
  func thrown() throws {
    var program = LinearProgram()
    let x = program.addVariable("x")
    #expect(throws: Stop.self) {
      try program.addConstraint(to: 1) { (sum) throws(Stop) in
        for _ in 0..<10 { sum += 2 * x }
        throw Stop()
      }
    }
    #expect(program.constraintCount == 0 && program.nonzeroCount == 0)
    program.add(3 * x <= 3)
    #expect(program.constraints.values.prefix(program.nonzeroCount) == [3])
  }

  @Test("A copy keeps its rows when the original goes on")
  func copies() {
    var program = LinearProgram()
    let x = program.addVariable("x")
    program.reserve(nonzeros: 10)
    program.addConstraint(to: 3) { $0 += x }
    let copy = program
    program.addConstraint(to: 3) { $0 += 2 * x }
    #expect(copy.constraintCount == 1 && copy.constraints.values.prefix(copy.nonzeroCount) == [1])
    #expect(program.constraints.values.prefix(program.nonzeroCount) == [1, 2])
  }
}
