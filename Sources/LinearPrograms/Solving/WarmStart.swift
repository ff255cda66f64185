// SPDX-License-Identifier: GPL-3.0-or-later

internal import CGLPKSession

/// The basis of a linear program's optimum, kept to begin another one from: the same program with other bounds, another
/// goal, its convex costs cut otherwise, or more rows and variables at the end.
struct WarmStart: Sendable {
  /// The program that it is of, or copies of it.
  private let identity: ProgramIdentity
  /// Where each row of the program stands.
  private var rows: [UInt8]
  /// The columns: of the whole program, or of shares of it that were solved apart.
  private var parts: [Part]
  /// The part of each variable and its place there; empty where there is one part, with every variable in its place.
  private let places: [(share: Int32, place: Int32)]
  /// Where shortfalls stand that have no columns, by their variables; empty where there are none.
  private var shortfalls: [Int: CGLPKStanding] = [:]

  fileprivate struct Part: Sendable {
    let form: ColumnForm
    let columns: [UInt8]
    let point: [Double]
  }

  init(_ form: ColumnForm, of program: LinearProgram, in session: borrowing GLPKSession) throws(SolverFault) {
    identity = program.identity
    let basis = try session.basis(rows: form.rows.count, columns: form.lower.count)
    rows = basis.rows
    parts = [Part(form: form, columns: basis.columns, point: try session.point(columns: form.lower.count))]
    places = []
    if let folded = form.shortfalls { unfold(folded, program) }
  }

  /// What shares of a program ended with, as one basis of the whole; `nil` where one was not kept. O(variables).
  init?(shares: TotalsShares, _ ends: [WarmStart?], of program: LinearProgram) {
    rows = Array(repeating: UInt8(CGLPKBasic.rawValue), count: program.constraintCount)
    parts = []
    for (end, rowsOfShare) in zip(ends, shares.rows) {
      guard let end, end.parts.count == 1 else { return nil }
      for (row, standing) in zip(rowsOfShare, end.rows) { rows[row] = standing }
      parts += end.parts
    }
    identity = program.identity
    places = shares.places
  }

  /// How many variables it is of.
  private var variableCount: Int { places.isEmpty ? parts[0].form.variableCount : places.count }

  /// Gives the shortfalls and the rows that tie them the places that they would have: the shortfall is basic where its
  /// variable is short, or its steps below the target are basic, and else its row is. O(columns).
  private mutating func unfold(_ folded: FoldedShortfalls, _ program: LinearProgram) {
    let basic = UInt8(CGLPKBasic.rawValue)
    let (form, columns) = (parts[0].form, parts[0].columns)
    rows = form.placed(rows, among: program.constraintCount, rest: basic)
    let values = form.variableValues(at: parts[0].point)
    shortfalls.reserveCapacity(folded.cap.items.count)
    for item in folded.cap.items {
      let isBasicBelow = form.columns(of: item.variable).contains { column in
        columns[column] == basic && form.origins[column].segment.map { $0.upperBound <= item.target } ?? false
      }
      let isShort = values[item.shortfall] > 1e-6 || isBasicBelow
      shortfalls[item.shortfall] = isShort ? CGLPKBasic : CGLPKAtLower
      if isShort { rows[item.row] = UInt8(CGLPKAtLower.rawValue) }
    }
  }

  /// The same basis for another form of a copy of the program. `nil` where it has too many or too few basic places
  /// there, and for any other program. O(columns).
  func standings(for other: ColumnForm, of program: LinearProgram) -> (rows: [UInt8], columns: [UInt8])? {
    guard identity === program.identity, other.rows.count >= rows.count, other.variableCount >= variableCount
    else { return nil }
    let variableCount = variableCount
    let rowStandings = rows + Array(repeating: UInt8(CGLPKBasic.rawValue), count: other.rows.count - rows.count)
    var columnStandings: [UInt8] = []
    columnStandings.reserveCapacity(other.lower.count)
    for variable in 0..<other.variableCount {
      let range = other.columns(of: variable)
      guard variable < variableCount else {
        columnStandings += range.map { _ in UInt8(CGLPKAtLower.rawValue) }
        continue
      }
      if let standing = shortfalls[variable] {
        columnStandings += range.map { _ in UInt8(standing.rawValue) }
        continue
      }
      let (part, place) =
        places.isEmpty
        ? (parts[0], variable) : (parts[Int(places[variable].share)], Int(places[variable].place))
      let old = part.form.columns(of: place)
      // What had no pieces had one value.
      if old.isEmpty {
        columnStandings += range.map { column in
          let isTaken = other.extent(of: column).upperBound <= part.form.base[place]
          return UInt8((isTaken ? CGLPKAtUpper : CGLPKAtLower).rawValue)
        }
        continue
      }
      // Pieces of both ascend, so that one pass over the old ones serves all new ones.
      var first = old.lowerBound
      for column in range {
        let extent = other.extent(of: column)
        while first < old.upperBound, part.isBelow(first, extent) { first += 1 }
        columnStandings.append(
          UInt8(part.standing(of: extent, among: first..<old.upperBound, after: old.lowerBound).rawValue))
      }
    }
    let basic = UInt8(CGLPKBasic.rawValue)
    let count = rowStandings.count { $0 == basic } + columnStandings.count { $0 == basic }
    return count == rowStandings.count ? (rowStandings, columnStandings) : nil
  }
}

extension WarmStart.Part {
  /// Whether a column's piece of its range ends before an extent begins.
  fileprivate func isBelow(_ column: Int, _ extent: ClosedRange<Double>) -> Bool {
    let piece = form.extent(of: column)
    return piece.upperBound <= extent.lowerBound && piece != extent
  }

  /// Where a piece of a variable's range stands, by the pieces that the range was cut into before: those from the first
  /// that does not end below it. O(pieces within the extent).
  fileprivate func standing(
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
