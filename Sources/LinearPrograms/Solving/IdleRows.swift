// SPDX-License-Identifier: GPL-3.0-or-later

extension LinearProgram {
  /// The rows that the bounds of variables do not keep by themselves. O(nonzeros).
  var rowsWithSay: [Int] {
    (0..<constraints.count).filter { row in
      var (least, most) = (CompensatedSum(), CompensatedSum())
      for position in constraints.entries(of: row) {
        let (variable, value) = (Int(constraints.indices[position]), constraints.values[position])
        let ends = (value * variables.lower[variable], value * variables.upper[variable])
        least.add(min(ends.0, ends.1))
        most.add(max(ends.0, ends.1))
      }
      return !(least.value >= constraints.rows[row].lower && most.value <= constraints.rows[row].upper)
    }
  }

  /// The rows that have a say, where most of many have none; `nil` elsewhere. To the simplex method every row counts, as
  /// its basis is as large as there are rows. O(nonzeros).
  var fewRowsWithSay: [Int]? {
    guard constraints.count >= Self.manyRows else { return nil }
    let rows = rowsWithSay
    return 2 * rows.count <= constraints.count ? rows : nil
  }

  private static let manyRows = 4_000

  /// The program with these rows alone, in their order. O(nonzeros of the rows).
  func keeping(rows: [Int]) -> LinearProgram {
    var program = self
    program.constraints = ConstraintTable()
    for row in rows {
      let entries = constraints.entries(of: row).map { position in
        LinearExpression.Entry(index: constraints.indices[position], coefficient: constraints.values[position])
      }
      _ = program.constraints.append(
        entries, lower: constraints.rows[row].lower, upper: constraints.rows[row].upper, width: variableCount)
    }
    return program
  }
}

extension Outcome {
  /// The outcome of a program of which only these rows were kept, as one of the whole: rows without a say have a
  /// multiplier of 0. O(rows).
  func placed(rows: [Int], among count: Int) -> Outcome {
    switch self {
    case .optimal(let solution): .optimal(solution.placed(rows: rows, among: count))
    case .feasible(let solution, let bound, let limit):
      .feasible(solution.placed(rows: rows, among: count), bound: bound, limit: limit)
    case .infeasible, .unbounded, .undecided, .failed: self
    }
  }
}

extension Solution {
  fileprivate func placed(rows: [Int], among count: Int) -> Solution {
    guard !multipliers.isEmpty else { return self }
    var placed = [Double](repeating: 0, count: count)
    for (row, multiplier) in zip(rows, multipliers) { placed[row] = multiplier }
    var solution = Solution(
      program: program, values: values, goal: goal, method: method, largestViolation: largestViolation,
      margins: margins, multipliers: placed)
    (solution.root, solution.parts, solution.narrowing) = (root, parts, narrowing)
    return solution
  }
}
