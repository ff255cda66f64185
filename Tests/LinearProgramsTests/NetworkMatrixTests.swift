// SPDX-License-Identifier: GPL-3.0-or-later

import Testing

@testable import LinearPrograms

@Suite("Matrices that make vertices whole are recognised, and others are not")
struct NetworkMatrixTests {
  /// A program with a row for each list of (column, coefficient).
  private func program(columns: Int, _ rows: [[(Int, Double)]], bound: Double = 3) -> LinearProgram {
    var program = LinearProgram()
    let variables = (0..<columns).map { _ in program.addVariable(in: 0...2, wholeNumbers: true) }
    for row in rows { program.add(LinearExpression(sum: row.map { $1 * variables[$0] }) <= bound) }
    return program
  }

  @Test("A transport problem is a network")
  func transport() {
    let rows = [[(0, 1.0), (1, 1)], [(2, 1), (3, 1)], [(0, -1), (2, -1)], [(1, -1), (3, -1)]]
    #expect(NetworkMatrix.makesVerticesWhole(program(columns: 4, rows)))
  }

  @Test("Nested totals are recognised, and so are totals of the other direction across them")
  func families() {
    let nested = [[(0, 1.0), (1, 1), (2, 1), (3, 1)], [(0, 1), (1, 1)], [(2, 1), (3, 1)]]
    #expect(NetworkMatrix.makesVerticesWhole(program(columns: 4, nested)))
    #expect(NetworkMatrix.makesVerticesWhole(program(columns: 4, nested + [[(0, 1), (2, 1)], [(1, 1), (3, 1)]])))
  }

  @Test("An odd cycle of overlapping pairs has halves as vertices and is not taken for a network")
  func oddCycle() {
    let triangle = [[(0, 1.0), (1, 1)], [(1, 1), (2, 1)], [(0, 1), (2, 1)]]
    #expect(!NetworkMatrix.makesVerticesWhole(program(columns: 3, triangle)))
  }

  @Test("A row with unequal coefficients, a bound that is not whole: not recognised")
  func others() {
    #expect(!NetworkMatrix.makesVerticesWhole(program(columns: 2, [[(0, 1), (1, 2)]])))
    #expect(!NetworkMatrix.makesVerticesWhole(program(columns: 2, [[(0, 1), (1, 1)]], bound: 1.5)))
    #expect(!NetworkMatrix.makesVerticesWhole(program(columns: 2, [[(0, 2), (1, 2)]])))
  }

  @Test("Whatever is recognised has whole vertices", arguments: 0..<300)
  func vertices(seed: Int) throws {
    var random = SplitMix64(seed: seed)
    let columns = Int.random(in: 2...6, using: &random)
    let rows = (0..<Int.random(in: 1...5, using: &random)).map { _ in
      (0..<columns).compactMap { column -> (Int, Double)? in
        guard Bool.random(using: &random) else { return nil }
        return (column, seed.isMultiple(of: 2) ? 1 : Bool.random(using: &random) ? 1 : -1)
      }
    }
    var relaxed = program(columns: columns, rows, bound: Double(Int.random(in: 0...4, using: &random)))
    guard NetworkMatrix.makesVerticesWhole(relaxed) else { return }
    // Costs that no two vertices share, on continuous variables: what the simplex method returns is a vertex.
    var continuous = LinearProgram()
    let variables = (0..<columns).map { _ in continuous.addVariable(in: 0...2) }
    relaxed.goal = .minimize()
    for row in 0..<relaxed.constraintCount {
      let terms = relaxed.constraints.entries(of: row).map {
        relaxed.constraints.values[$0] * variables[Int(relaxed.constraints.indices[$0])]
      }
      continuous.add(LinearExpression(sum: terms) <= relaxed.constraints.rows[row].upper)
    }
    continuous.goal = .maximize(
      LinearExpression(sum: variables.map { Double.random(in: -1...1, using: &random) * $0 }))
    let solution = try #require(continuous.solve().solution)
    for variable in variables { #expect(abs(solution[variable] - solution[variable].rounded()) < 1e-9) }
  }
}
