// SPDX-License-Identifier: GPL-3.0-or-later

internal import Concurrency
public import Staffing

/// A plan as comma-separated values: a contract for other programs, in English whatever the language.
public struct PlanCSV: Sendable {
  private let plan: Plan

  /// The headings, in their order.
  public static let headings = [
    "town", "kind", "group", "pool", "quota_today", "staff_today", "need", "quota_planned", "change",
    "growth_percent", "reason",
  ]

  /// The table of a plan.
  public init(_ plan: Plan) { self.plan = plan }

  /// One row a town and pool in listing order; UTF-8, lines ended by LF, fields quoted where they need it (RFC 4180).
  /// Needs have six decimals, growth one; what is unknown is blank; the group's path is joined by `/`.
  public var text: String {
    var bytes: [UInt8] = []
    for piece in pieces() { bytes += piece }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The ``text`` in UTF-8, in pieces that follow one another and are made as they are asked for: all at once they would
  /// take more memory than the plan.
  ///
  /// - Parameter workers: How many threads may be at work at once; the text is the same whatever their number.
  public func pieces(workers: Int = 1) -> some Sequence<[UInt8]> {
    let headings = Array((Self.headings.joined(separator: ",") + "\n").utf8)
    let order = plan.scenario.listingOrder
    let workers = max(1, workers)
    let piecesOfBatch = workers > 1 ? 4 * workers : 1
    var starts = stride(from: 0, to: order.count, by: piecesOfBatch * Self.townsOfPiece).makeIterator()
    func nextBatch() -> WorkAhead<[UInt8]>? {
      starts.next().map { start in
        WorkAhead(piecesOfBatch, workers: workers) {
          rows(of: order.dropFirst(start + $0 * Self.townsOfPiece).prefix(Self.townsOfPiece))
        }
      }
    }
    // While one batch is being written, the other threads are at the next one.
    var batch = nextBatch()
    let batches = sequence(first: [headings]) { _ in
      let pieces = batch?.results()
      batch = nextBatch()
      return pieces
    }
    return batches.lazy.joined()
  }

  /// Rows of so many towns stay in the processor's cache until they are written.
  private static let townsOfPiece = 1_024

  /// The rows of some towns.
  private func rows(of towns: ArraySlice<Int>) -> [UInt8] {
    let scenario = plan.scenario
    let words = Words(.english)
    // What many rows have in common is put into words once.
    let pools = scenario.pools.map { Self.field($0.id) }
    var reasons = pools.map { _ in KnownFields<Reason>() }
    var kinds = KnownFields<Town.Kind>()
    var (path, group) = ([String](), [UInt8]())
    var (text, head) = ([UInt8](), [UInt8]())
    text.reserveCapacity(towns.count * pools.count * 144)
    NumeralWriter.with(room: Self.numerals * NumeralWriter.widestNumeral) { numerals in
      for index in towns {
        let town = scenario.towns[index]
        if town.group != path || group.isEmpty {
          (path, group) = (town.group, Self.field(town.group.joined(separator: "/")))
        }
        head.removeAll(keepingCapacity: true)
        head += Self.field(town.name)
        head += kinds.field(of: town.kind) { Self.field($0.rawValue) }
        head += group
        for pool in pools.indices {
          numerals.clear()
          numerals.prepend(plan.figures(town: index, pool: pool))
          text += head
          text += pools[pool]
          text.append(contentsOf: numerals.text)
          text += reasons[pool].field(of: plan.reason(town: index, pool: pool)) {
            Self.field(words.reason($0, of: scenario), end: "\n")
          }
        }
      }
    }
    return text
  }

  /// How many of the headings are numerals.
  private static let numerals = 6

  /// A field and what ends it.
  private static func field(_ text: String, end: String = ",") -> [UInt8] { Array((quoted(text) + end).utf8) }

  /// Fields that many rows have in common, each put into words once.
  private struct KnownFields<Key: Hashable> {
    private var known: [Key: [UInt8]] = [:]
    /// Neighbours mostly have the same.
    private var latest: (key: Key, field: [UInt8])?

    mutating func field(of key: Key, _ make: (Key) -> [UInt8]) -> [UInt8] {
      if let latest, latest.key == key { return latest.field }
      if let field = known[key] {
        latest = (key, field)
        return field
      }
      let field = make(key)
      known[key] = field
      latest = (key, field)
      return field
    }
  }

  static func quoted(_ field: String) -> String {
    let needsQuotes = field.utf8.contains { byte in
      byte == UInt8(ascii: ",") || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\n")
        || byte == UInt8(ascii: "\r")
    }
    return needsQuotes ? "\"" + field.replacing("\"", with: "\"\"") + "\"" : field
  }
}

extension NumeralWriter {
  /// Writes the figures of a row, each with its comma.
  fileprivate mutating func prepend(_ figures: Figures) {
    field(figures.growth?.tenths, decimals: 1)
    field(figures.change)
    field(figures.planned)
    prepend(",")
    prepend(figures.need, decimals: 6)
    field(figures.staff)
    field(figures.quotaToday)
  }

  /// A whole number, or one of so many tenths and so on; blank where there is none.
  private mutating func field(_ units: Int?, decimals: Int = 0) {
    prepend(",")
    if let units { prepend(units, decimals: decimals) }
  }
}
