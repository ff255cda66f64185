// SPDX-License-Identifier: GPL-3.0-or-later

/// The two ledgers 两本账 side by side: who is paid on a town's posts, and who works there.
public struct LedgerTable: Sendable {
  /// One line in one pool, or in all together. A figure that is not known is `nil`.
  public struct Figures: Hashable, Sendable {
    /// Today's quota.
    public private(set) var quotaToday: Int?
    /// The planned quota.
    public private(set) var planned: Int
    /// People on the books 实有在编.
    public private(set) var staff: Int?
    /// Of those, people who work elsewhere 借出.
    public private(set) var secondedOut: Int?
    /// People on the books of another town or pool of the scenario who work here 借入.
    public private(set) var secondedIn: Int?
    /// People on the books of a department above who work here 上级派驻.
    public private(set) var stationed: Int?
    /// People at work 实际在岗: on the books, less those seconded out, and those seconded in and stationed.
    public private(set) var atWork: Int?

    /// People at work less people on the books.
    public var difference: Int? { Self.difference(atWork, staff) }
    /// Staff on the books over the planned quota; vacant posts below zero.
    public var overQuotaByBooks: Int? { Self.difference(staff, planned) }
    /// People at work over the planned quota; below zero where fewer work than are planned.
    public var overQuotaByWork: Int? { Self.difference(atWork, planned) }

    private static func difference(_ left: Int?, _ right: Int?) -> Int? { left.flatMap { l in right.map { l - $0 } } }

    static var none: Figures {
      Figures(quotaToday: 0, planned: 0, staff: 0, secondedOut: 0, secondedIn: 0, stationed: 0, atWork: 0)
    }

    /// Adds up; a sum with a missing figure is missing, for blank is not zero.
    static func + (left: Figures, right: Figures) -> Figures {
      func sum(_ path: KeyPath<Figures, Int?>) -> Int? {
        left[keyPath: path].flatMap { l in right[keyPath: path].map { l + $0 } }
      }
      return Figures(
        quotaToday: sum(\.quotaToday), planned: left.planned + right.planned, staff: sum(\.staff),
        secondedOut: sum(\.secondedOut), secondedIn: sum(\.secondedIn), stationed: sum(\.stationed),
        atWork: sum(\.atWork))
    }
  }

  /// One line: a town, a group's subtotal, or the total.
  public struct Row: Sendable {
    /// What the line is about.
    public let subject: PlanTable.Row.Subject
    /// One entry a pool.
    public let pools: [Figures]
    /// All pools together: who is paid on a post of one pool and works on one of another is both, and evens out.
    public var together: Figures { pools.reduce(.none, +) }
  }

  /// The lines, in the order of the plan's table.
  public let rows: [Row]

  /// Lays out a plan's ledgers; `nil` where no figure of secondment is known at all. O(towns · (pools + levels)).
  public init?(_ plan: Plan) {
    let scenario = plan.scenario
    guard scenario.hasLedgers else { return nil }
    let ledgers = Ledgers(scenario)
    let figures = scenario.towns.indices.map { town in
      scenario.pools.indices.map { Self.figures(plan, ledgers, town: town, pool: $0) }
    }
    rows = PlanTable(plan).rows.map { row in
      let towns = scenario.towns(of: row.subject)
      return Row(
        subject: row.subject,
        pools: scenario.pools.indices.map { pool in towns.reduce(.none) { $0 + figures[$1][pool] } })
    }
  }

  private static func figures(_ plan: Plan, _ ledgers: Ledgers, town: Int, pool: Int) -> Figures {
    let posts = plan.scenario.towns[town].posts[pool]
    return Figures(
      quotaToday: posts.quota, planned: plan.quotas[town][pool], staff: posts.staff,
      secondedOut: ledgers.figure(\.secondedOut, town: town, pool: pool),
      secondedIn: ledgers.figure(\.secondedIn, town: town, pool: pool),
      stationed: ledgers.figure(\.stationed, town: town, pool: pool),
      atWork: ledgers.atWork(town: town, pool: pool))
  }
}

extension Scenario {
  /// Whether a figure of secondment is known of any town.
  public var hasLedgers: Bool {
    let columns = columns
    return columns.areInShape ? columns.haveLedgers : towns.contains { $0.posts.contains(where: \.isInLedgers) }
  }

  /// The towns that a line of a table adds up, by their places. O(towns).
  public func towns(of subject: PlanTable.Row.Subject) -> [Int] {
    switch subject {
    case .town(let town): [town]
    case .subtotal(let path): towns.indices.filter { towns[$0].group.starts(with: path) }
    case .total: Array(towns.indices)
    }
  }
}
