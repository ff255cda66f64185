// SPDX-License-Identifier: GPL-3.0-or-later

/// Some conditions of a program as a program of their own, without a goal: it is feasible where they have a common
/// point.
///
/// Variables that occur in none of the constraints are left out; the base's bounds must be in order, so that these
/// cannot be in conflict.
struct Subsystem {
  /// What the conditions come to.
  enum Verdict {
    /// This point keeps them all, one number a variable of the base.
    case feasible([Double])
    case infeasible
    /// `nil` where no limit but the numbers left it open.
    case unknown(Limit?)
  }

  private let base: LinearProgram
  private var program = LinearProgram()
  /// The variable of the base of each variable here.
  private var origins: [Int] = []

  /// O(variables and constraints of the base + nonzeros of the constraints that are kept).
  init(of base: LinearProgram, keeping conditions: some Sequence<Condition>) {
    self.base = base
    // Arrays and not dictionaries: a base may have hundreds of thousands of bounds, and this is no time to be late.
    var rowLower = [Double](repeating: -.infinity, count: base.constraintCount)
    var rowUpper = [Double](repeating: .infinity, count: base.constraintCount)
    var lower = [Double](repeating: -.infinity, count: base.variableCount)
    var upper = [Double](repeating: .infinity, count: base.variableCount)
    var whole = [Bool](repeating: false, count: base.variableCount)
    for condition in conditions {
      switch condition {
      case .row(let row, .lower): rowLower[row] = base.constraints.rows[row].lower
      case .row(let row, .upper): rowUpper[row] = base.constraints.rows[row].upper
      case .bound(let index, .lower): lower[index] = base.variables.lower[index]
      case .bound(let index, .upper): upper[index] = base.variables.upper[index]
      case .whole(let index): whole[index] = true
      }
    }
    let kept = rowLower.indices.filter { rowLower[$0] > -.infinity || rowUpper[$0] < .infinity }
    var place = [Int32](repeating: -1, count: base.variableCount)
    for row in kept {
      for position in base.constraints.entries(of: row) {
        let index = Int(base.constraints.indices[position])
        guard place[index] < 0 else { continue }
        place[index] = Int32(truncatingIfNeeded: origins.count)
        origins.append(index)
        program.variables.append(lower: lower[index], upper: upper[index], wholeNumbers: whole[index])
      }
    }
    for row in kept {
      let entries = base.constraints.entries(of: row).map {
        LinearExpression.Entry(
          index: place[Int(base.constraints.indices[$0])], coefficient: base.constraints.values[$0])
      }
      _ = program.constraints.append(
        entries, lower: rowLower[row], upper: rowUpper[row], width: origins.count)
    }
  }

  /// Solves it within what is left of the session's time. Throws what makes the session useless.
  func judge(
    in session: borrowing GLPKSession, _ limits: Limits, mostNodes: Int = 0
  ) throws(SolverFault) -> Verdict {
    if let limit = session.limitReached { return .unknown(limit) }
    do throws(SolverFault) {
      switch try GLPKSolve(program, limits, mostNodes: mostNodes).run(in: session) {
      case .optimal(let solution), .feasible(let solution, _, _): return .feasible(widened(solution.values))
      case .infeasible: return .infeasible
      case .undecided(_, let limit): return .unknown(limit)
      case .failed(let fault): throw fault
      // There is no goal that could be unbounded.
      case .unbounded: return .unknown(nil)
      }
    } catch {
      guard error.isOfTheNumbers else { throw error }
      return .unknown(nil)
    }
  }

  /// A point of the base: variables that do not occur here are as near to 0 as their own conditions let them.
  private func widened(_ values: [Double]) -> [Double] {
    var point = (0..<base.variableCount).map { index in
      let (lower, upper) = (base.variables.lower[index], base.variables.upper[index])
      let whole = base.variables.takesWholeNumbers(index)
      return min(max(0, whole ? lower.rounded(.up) : lower), whole ? upper.rounded(.down) : upper)
    }
    for (place, index) in origins.enumerated() { point[index] = values[place] }
    return point
  }
}

extension SolverFault {
  /// Whether only this one solve is lost by it, and another may do better.
  var isOfTheNumbers: Bool {
    switch self {
    case .numericalTrouble, .unsoundPoint: true
    case .invalidModel, .unsupported, .fatal, .refused, .threadBusy: false
    }
  }
}
