// SPDX-License-Identifier: GPL-3.0-or-later

internal import CGLPKSession

/// The basis of a linear program's optimum, kept to begin another one from: the same program with other bounds, another
/// goal, its convex costs cut otherwise, or more rows and variables at the end.
struct WarmStart: Sendable {
  /// The program that it is of, or copies of it.
  private let identity: ProgramIdentity
  private let form: ColumnForm
  private let rows: [UInt8]
  private let columns: [UInt8]
  private let point: [Double]

  init(_ form: ColumnForm, of program: LinearProgram, in session: borrowing GLPKSession) throws(SolverFault) {
    identity = program.identity
    self.form = form
    (rows, columns) = try session.basis(rows: form.rows.count, columns: form.lower.count)
    point = try session.point(columns: form.lower.count)
  }

  /// The same basis for another form of a copy of the program. `nil` where it has too many or too few basic places
  /// there, and for any other program. O(columns).
  func standings(for other: ColumnForm, of program: LinearProgram) -> (rows: [UInt8], columns: [UInt8])? {
    guard identity === program.identity, other.rows.count >= rows.count, other.variableCount >= form.variableCount
    else { return nil }
    let rowStandings = rows + Array(repeating: UInt8(CGLPKBasic.rawValue), count: other.rows.count - rows.count)
    var columnStandings: [UInt8] = []
    columnStandings.reserveCapacity(other.lower.count)
    for variable in 0..<other.variableCount {
      let range = other.columns(of: variable)
      guard variable < form.variableCount else {
        columnStandings += range.map { _ in UInt8(CGLPKAtLower.rawValue) }
        continue
      }
      let old = form.columns(of: variable)
      // Pieces of both ascend, so that one pass over the old ones serves all new ones.
      var first = old.lowerBound
      for column in range {
        let extent = other.extent(of: column)
        while first < old.upperBound, isBelow(form.extent(of: first), extent) { first += 1 }
        columnStandings.append(
          UInt8(standing(of: extent, among: first..<old.upperBound, after: old.lowerBound).rawValue))
      }
    }
    let basic = UInt8(CGLPKBasic.rawValue)
    let count = rowStandings.count { $0 == basic } + columnStandings.count { $0 == basic }
    return count == rowStandings.count ? (rowStandings, columnStandings) : nil
  }

  /// Whether a piece ends before an extent begins.
  private func isBelow(_ piece: ClosedRange<Double>, _ extent: ClosedRange<Double>) -> Bool {
    piece.upperBound <= extent.lowerBound && piece != extent
  }

  /// Where a piece of a variable's range stands, by the pieces that the range was cut into before: those from the first
  /// that does not end below it. O(pieces within the extent).
  private func standing(
    of extent: ClosedRange<Double>, among pieces: Range<Int>, after start: Int
  ) -> CGLPKStanding {
    var standings: Set<UInt32> = []
    for column in pieces {
      let piece = form.extent(of: column)
      if piece.lowerBound >= extent.upperBound, piece != extent { break }
      let standing = CGLPKStanding(UInt32(columns[column]))
      guard standing == CGLPKBasic, piece != extent, piece.lowerBound <= extent.lowerBound,
        extent.upperBound <= piece.upperBound
      else {
        standings.insert(standing.rawValue)
        continue
      }
      // A basic piece that was cut: the cut piece that the point lies in is basic.
      let place = piece.lowerBound + point[column] - form.lower[column]
      if place > extent.upperBound || place <= extent.lowerBound && extent.lowerBound > piece.lowerBound {
        standings.insert(place > extent.upperBound ? CGLPKAtUpper.rawValue : CGLPKAtLower.rawValue)
      } else {
        standings.insert(standing.rawValue)
      }
    }
    switch standings.count {
    case 0: return pieces.lowerBound > start ? CGLPKAtLower : CGLPKAtUpper
    case 1: return CGLPKStanding(standings.first ?? CGLPKAtLower.rawValue)
    default: return CGLPKBasic
    }
  }
}

extension ColumnForm {
  /// How many variables the columns stand for.
  fileprivate var variableCount: Int { firstColumn.isEmpty ? lower.count : firstColumn.count - 1 }

  /// The columns of a variable.
  fileprivate func columns(of variable: Int) -> Range<Int> {
    firstColumn.isEmpty ? variable..<variable + 1 : firstColumn[variable]..<firstColumn[variable + 1]
  }

  /// The part of its variable's range that a column stands for.
  fileprivate func extent(of column: Int) -> ClosedRange<Double> {
    if !origins.isEmpty, let segment = origins[column].segment {
      return Double(segment.lowerBound)...Double(segment.upperBound)
    }
    return lower[column]...max(lower[column], upper[column])
  }
}
