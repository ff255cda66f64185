// SPDX-License-Identifier: GPL-3.0-or-later

internal import Staffing

/// The rows of one case as they are read back, held against what must stand in them: all that the sweep settles
/// beforehand, and sums and differences of what it does not.
struct CaseRows {
  private let csv: SweepCSV
  private let number: Int
  private var outcome: String?
  private var start = ""
  private var quotas: [Int]
  private var count = 0

  init(_ csv: SweepCSV, case number: Int) {
    self.csv = csv
    self.number = number
    quotas = Array(repeating: 0, count: csv.cells.count)
  }

  /// Whether all rows were taken.
  var isComplete: Bool { count == csv.cells.count }

  /// Takes the next row; whether it can be that.
  mutating func take(_ line: ArraySlice<UInt8>) -> Bool {
    guard !isComplete, findOutcome(line) else { return false }
    let cell = csv.cells[count]
    let rest = line.dropFirst(start.utf8.count)
    guard Self.begins(line, start), Self.begins(rest, cell.fields) else { return false }
    let fields = rest.dropFirst(cell.fields.utf8.count).split(
      separator: UInt8(ascii: ","), omittingEmptySubsequences: false
    ).map { String(decoding: $0, as: UTF8.self) }
    // An empty one before the comma, then need, quota, change and growth.
    guard fields.count == 5, fields[0].isEmpty else { return false }
    count += 1
    guard outcome == "plan" else { return fields.allSatisfy(\.isEmpty) }
    guard let quota = Int(fields[2]), quota >= 0, quota <= Scenario.largestCount, !fields[1].isEmpty else {
      return false
    }
    quotas[cell.town * csv.planner.scenario.pools.count + cell.pool] = quota
    return fields[3] == (cell.quotaToday.map { String(quota - $0) } ?? "")
  }

  private static func begins(_ line: ArraySlice<UInt8>, _ text: String) -> Bool {
    String(decoding: line.prefix(text.utf8.count), as: UTF8.self) == text
  }

  /// What came of the case, which all its rows say.
  private mutating func findOutcome(_ line: ArraySlice<UInt8>) -> Bool {
    if outcome != nil { return true }
    for outcome in ["plan", "infeasible", "unsound"] {
      let start = csv.start(of: number, outcome) + ","
      if Self.begins(line, start) {
        (self.outcome, self.start) = (outcome, start)
        return true
      }
    }
    return false
  }

  /// Adds the case to a tally; whether its quotas come to the pools' totals.
  func add(to tally: inout SweepTally) -> Bool {
    switch outcome {
    case "infeasible": tally.add(isInfeasible: true)
    case "unsound": tally.add(isInfeasible: false)
    default:
      let pools = csv.planner.pools(of: number)
      for (pool, properties) in pools.enumerated() {
        let sum = stride(from: pool, to: quotas.count, by: pools.count).reduce(0) { $0 + quotas[$1] }
        if sum != properties.total { return false }
      }
      tally.add(case: number, quotas: quotas)
    }
    return true
  }
}
