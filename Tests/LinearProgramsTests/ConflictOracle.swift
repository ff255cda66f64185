// SPDX-License-Identifier: GPL-3.0-or-later

import Testing

@testable import LinearPrograms

/// Checks conflicts by building every subset anew and solving it on its own: shares no code with the search.
struct ConflictOracle {
  let program: LinearProgram

  /// A member with the sides of a pair told apart.
  struct Piece {
    let member: Conflict.Member
    let isLower: Bool
  }

  /// The program of some pieces, with all variables.
  func program(of pieces: [Piece]) -> LinearProgram {
    var lower = [Double](repeating: -.infinity, count: program.variableCount)
    var upper = [Double](repeating: .infinity, count: program.variableCount)
    var whole = [Bool](repeating: false, count: program.variableCount)
    var rows: [(row: Int, isLower: Bool)] = []
    for piece in pieces {
      switch piece.member {
      case .constraint(let constraint, _): rows.append((constraint.index, piece.isLower))
      case .bound(let variable, _):
        if piece.isLower {
          lower[variable.index] = program.variables.lower[variable.index]
        } else {
          upper[variable.index] = program.variables.upper[variable.index]
        }
      case .wholeNumber(let variable): whole[variable.index] = true
      }
    }
    var result = LinearProgram()
    let variables = lower.indices.map {
      result.addVariable(from: lower[$0], to: upper[$0], wholeNumbers: whole[$0])
    }
    for (row, isLower) in rows {
      let sum = LinearExpression(
        sum: program.constraints.entries(of: row).map {
          program.constraints.values[$0] * variables[Int(program.constraints.indices[$0])]
        })
      result.add(isLower ? sum >= program.constraints.rows[row].lower : sum <= program.constraints.rows[row].upper)
    }
    return result
  }

  /// Whether the pieces have a common point; `nil` where that was not found out in time.
  func isFeasible(_ pieces: [Piece]) -> Bool? {
    // Rounding and repairing would look for a point before it is known that there is one.
    let solver = GLPKSolver(branching: BranchSettings(beginsWithRoundedPoint: false))
    return switch program(of: pieces).solve(with: solver, limits: Limits(seconds: 5)) {
    case .optimal, .feasible: true
    case .infeasible: false
    default: nil
    }
  }

  func pieces(of members: [Conflict.Member]) -> [Piece] {
    members.flatMap { member -> [Piece] in
      switch member {
      case .constraint(_, .both), .bound(_, .both):
        [Piece(member: member, isLower: true), Piece(member: member, isLower: false)]
      case .constraint(_, let side), .bound(_, let side): [Piece(member: member, isLower: side == .lower)]
      case .wholeNumber: [Piece(member: member, isLower: true)]
      }
    }
  }

  /// Expects that the members are in conflict and that no one of those proved necessary can be left out.
  func expectSound(_ conflict: Conflict, _ note: String = "") {
    let all = pieces(of: conflict.members)
    #expect(isFeasible(all) == false, "\(note): the conflict itself is feasible")
    let unproven = pieces(of: conflict.unproven)
    for place in all.indices
    where !unproven.contains(where: { $0.member == all[place].member && $0.isLower == all[place].isLower }) {
      var rest = all
      rest.remove(at: place)
      #expect(isFeasible(rest) == true, "\(note): not minimal, without \(all[place]) it is still infeasible")
    }
  }
}
