// SPDX-License-Identifier: GPL-3.0-or-later

@testable import Staffing
import Testing

/// Biproportional apportionment: rows are towns, columns are pools, and both have totals.
@Suite("Two-way totals")
struct TwoWayTotalsTests {
  private struct Cell {
    let row: String
    let column: String
    let weight: Quantity
    let seats: Int
    let rowTotal: Int
    let columnTotal: Int

    init(_ row: String?, _ column: String?, _ numbers: [String?], weighs: Bool = true) throws {
      self.row = try #require(row)
      self.column = try #require(column)
      weight = weighs ? try #require(numbers[0].flatMap { Quantity($0) }) : .zero
      seats = try #require(numbers[1].flatMap { Int($0) })
      rowTotal = try #require(numbers[2].flatMap { Int($0) })
      columnTotal = try #require(numbers[3].flatMap { Int($0) })
    }
  }

  /// Webster's plan and the answer, both by row and column; weights are divided by the divisor of their row.
  private static func check(_ cells: [Cell], divisor: (Cell) -> Int64 = { _ in 1 }) throws {
    let rows = Set(cells.map(\.row)).sorted()
    let columns = Set(cells.map(\.column)).sorted()
    let towns = try rows.map { row in
      let own = cells.filter { $0.row == row }
      let needs = try columns.map { column in
        // A party that did not stand in a district has no row there.
        guard let cell = own.first(where: { $0.column == column }) else { return Quantity.zero }
        guard divisor(cell) != 1 else { return cell.weight }
        // To nine decimals: far below what decides any seat here.
        let whole = try #require(cell.weight.wholeNumber)
        return try #require(
          Quantity(significand: Int64(whole) * 1_000_000_000 / divisor(cell), exponent: -9))
      }
      return Build.town(row, needs, total: own.first?.rowTotal)
    }
    let totals = try columns.map { column in try #require(cells.first { $0.column == column }).columnTotal }
    let plan = try Build.scenario(totals, towns, rules: [Build.rule(.townTotals(.column))]).requirePlan()
    for cell in cells {
      let town = try #require(plan.scenario.towns.firstIndex { $0.name == cell.row })
      let pool = try #require(columns.firstIndex(of: cell.column))
      #expect(plan.quotas[town][pool] == cell.seats, "\(cell.row), \(cell.column)")
    }
    #expect(plan.solving.isLinear)
  }

  @Test(
    "The examples of Wikipedia come out cell by cell", .enabled(if: SharedData.isThere, "no ../shared/data"),
    arguments: ["biprop_wikipedia_de.csv", "biprop_wikipedia_en.csv"])
  func wikipedia(file: String) throws {
    try Self.check(
      try SharedData.rows(file).map {
        try Cell($0["row"], $0["column"], [$0["weight"], $0["seats"], $0["row_total"], $0["column_total"]])
      })
  }

  @Test(
    "Where a quadratic cost goes wrong the logarithm is right", .enabled(if: SharedData.isThere, "no ../shared/data"))
  func logarithm() throws {
    let rows = try SharedData.rows("biprop_log_vs_quadratic.csv")
    let cases = Dictionary(grouping: rows, by: { $0["case"] ?? "" })
    #expect(cases.count == 2)
    for (_, members) in cases {
      try Self.check(
        try members.map {
          try Cell($0["row"], $0["column"], [$0["weight"], $0["seats_log_cost"], $0["row_total"], $0["column_total"]])
        })
    }
  }

  @Test(
    "Swiss cantons' seats come out cell by cell, from votes and from voters alike: a factor for a district is nothing",
    .enabled(if: SharedData.isThere, "no ../shared/data"), arguments: [false, true])
  func swiss(dividesByDistrictSeats: Bool) throws {
    let rows = try SharedData.rows("biproportional_swiss_elections.csv")
    let elections = Dictionary(grouping: rows, by: { $0["election"] ?? "" })
    #expect(elections.count == 2)
    for (_, members) in elections {
      try Self.check(
        try members.map {
          try Cell(
            $0["district"], $0["party"],
            [$0["votes"], $0["seats_expected"], $0["district_seats"], $0["party_seats_total"]],
            weighs: $0["eligible_after_quorum"] == "1")
        }, divisor: { dividesByDistrictSeats ? Int64($0.rowTotal) : 1 })
    }
  }

  @Test("A need of zero is a cell of zero, and where that leaves a town's total no room there is no plan")
  func zeroCells() throws {
    let rule = [Build.rule(.townTotals(.column))]
    let open = [Build.town("a", [3, 0], total: 2), Build.town("b", [1, 4], total: 3)]
    #expect(try Build.scenario([3, 2], open, rules: rule).requirePlan().quotas == [[2, 0], [1, 2]])
    let crossed = [
      Build.town("a", [3, 0, 1], total: 1), Build.town("b", [1, 0, 4], total: 3), Build.town("c", [1, 2, 0], total: 2),
    ]
    guard
      case .conditionsConflict(let conflict)? = Build.scenario([2, 3, 1], crossed, rules: rule).infeasibilities.first
    else {
      Issue.record("No conflict was found.")
      return
    }
    // Two posts are all that c may have of p1, which nobody else has a need of, but p1 has three.
    #expect(conflict.isProvenSmallest && conflict.conditions.count == 4, "\(conflict.conditions)")
  }

  @Test("Equal cells that the totals leave open are a named tie, whatever the order of the rows", arguments: 0..<6)
  func ties(seed: Int) throws {
    var random = SplitMix64(seed: seed)
    let towns = ["a", "b"].map { Build.town($0, [1, 1], total: 1) }.shuffled(using: &random)
    let plan = try Build.scenario([1, 1], towns, rules: [Build.rule(.townTotals(.column))]).requirePlan()
    #expect(plan.quotas == [[1, 0], [0, 1]])
    #expect(plan.ties == [.init(pool: 0, granted: [0], declined: [])])
  }
}
