// SPDX-License-Identifier: GPL-3.0-or-later

/// Everything a plan is made from 方案: towns, pools, a policy model, rules and the measure of fit.
///
/// A value that knows no file. The towns are kept in the order of their identities, whatever order they came in, so
/// everything that follows is the same for shuffled rows.
public struct Scenario: Sendable {
  /// What it is called.
  public let title: String
  /// Remarks that every report repeats, as that the data is synthetic.
  public let note: String?
  /// The names of the hierarchy's levels in files, the largest first: `city`, `county`.
  public let levels: [String]
  /// The metrics that the towns have figures of.
  public let metrics: [Metric]
  /// The pools to be shared out.
  public let pools: [Pool]
  /// The towns, by ``Town/id``.
  public let towns: [Town]
  /// What turns metrics into need.
  public let model: PolicyModel
  /// What a plan must keep.
  public let rules: [Rule]
  /// What a plan should do best, the most important first.
  public let goals: [PlanningGoal]
  /// The day as of which everything is meant, as the planner states it; key projects count until they end.
  public let date: CalendarDate?
  /// What stands in for figures of metrics that towns do not have.
  public let missing: MissingRule
  /// What holds for towns without quota and staff today.
  public let newTowns: NewTownRule
  /// Duties that are handed down or returned, in this order.
  public let dutyMoves: [DutyMove]
  /// How the plan is phased in over years; `nil` for at once.
  public let phaseIn: PhaseInRule?
  /// People whom departments above can send for a while; `nil` where that is not asked.
  public let temporaryStaff: Int?
  /// The towns' figures column by column. Each must have an amount a metric and an entry a pool.
  var columns: TownColumns { knownColumns.value { TownColumns(self) } }
  /// Scenarios of the same towns share them.
  let knownColumns: Deferred<TownColumns>
  /// How much of its share each town has, as exact fractions; the scenario must have no ``faults``.
  var coverage: ExactCoverage { knownCoverage.value { ExactCoverage(NeedTable(self)) } }
  /// Scenarios of the same needs share it.
  let knownCoverage: Deferred<ExactCoverage>
  /// Names that more than one town has.
  private let sharedNames = Deferred<Set<String>>()
  /// What keeps it from being planned: whoever reads it asks, and whoever plans it asks again.
  let knownFaults = Deferred<[ScenarioFault]>()

  /// A scenario. Whether it makes sense is told by ``faults``. O(towns · log towns).
  ///
  /// - Parameter workers: How many threads may be at work at once; the scenario is the same whatever their number.
  public init(
    title: String, note: String? = nil, levels: [String] = [], metrics: [Metric] = [], pools: [Pool], towns: [Town],
    model: PolicyModel, rules: [Rule] = [], goals: [PlanningGoal] = [PlanningGoal(.fit(.webster, moveCost: nil))],
    date: CalendarDate? = nil, missing: MissingRule = .fault, newTowns: NewTownRule = .fault,
    dutyMoves: [DutyMove] = [],
    phaseIn: PhaseInRule? = nil, temporaryStaff: Int? = nil, workers: Int = 1
  ) {
    self.init(
      title: title, note: note, levels: levels, metrics: metrics, pools: pools,
      ordered: Town.inOrder(towns, workers: workers), model: model, rules: rules, goals: goals, date: date,
      missing: missing, newTowns: newTowns, dutyMoves: dutyMoves,
      phaseIn: phaseIn, temporaryStaff: temporaryStaff)
    if workers > 1 { _ = knownColumns.value { TownColumns(self, workers: workers) } }
  }

  /// A scenario of towns that are in the order of their identities already.
  init(
    title: String, note: String?, levels: [String], metrics: [Metric], pools: [Pool], ordered towns: [Town],
    model: PolicyModel, rules: [Rule], goals: [PlanningGoal], date: CalendarDate?, missing: MissingRule,
    newTowns: NewTownRule, dutyMoves: [DutyMove], phaseIn: PhaseInRule?, temporaryStaff: Int?,
    columns: Deferred<TownColumns> = Deferred(), coverage: Deferred<ExactCoverage> = Deferred()
  ) {
    (knownColumns, knownCoverage) = (columns, coverage)
    self.title = title
    self.note = note
    self.levels = levels
    self.metrics = metrics
    self.pools = pools
    self.towns = towns
    self.model = model
    self.rules = rules
    self.goals = goals
    self.date = date
    self.missing = missing
    self.newTowns = newTowns
    self.dutyMoves = dutyMoves
    self.phaseIn = phaseIn
    self.temporaryStaff = temporaryStaff
  }

  /// How posts are rounded to needs: by the first goal that says so, Webster's method where none does.
  public var method: ApportionmentMethod {
    for goal in goals {
      if case .fit(let method, _) = goal.aim { return method }
    }
    return .webster
  }

  /// A town's name, with its group in front where another town has the same: `东县/城关镇`. O(1), but for the first time.
  public func distinctName(_ town: Int) -> String {
    let name = towns[town].name
    let isShared = sharedNames.value { Self.repeated(towns.lazy.map(\.name)) }.contains(name)
    return isShared ? (towns[town].group + [name]).joined(separator: "/") : name
  }

  /// The names that occur more than once.
  private static func repeated(_ names: some Collection<String>) -> Set<String> {
    var (seen, repeated) = (Set<String>(minimumCapacity: names.count), Set<String>())
    for name in names where !seen.insert(name).inserted { repeated.insert(name) }
    return repeated
  }

  /// The towns' places in the order in which they are listed: by ``Town/ordinal`` where they have one, then by
  /// identity; towns of a group stay together, and a group stands where its first town does. O(towns · log towns).
  public var listingOrder: [Int] {
    guard towns.contains(where: { $0.ordinal != nil }) else { return Array(towns.indices) }
    var first: [[String]: Int] = [:]
    for town in towns {
      for depth in 0...town.group.count {
        let path = Array(town.group.prefix(depth))
        first[path] = min(first[path] ?? .max, town.ordinal ?? .max)
      }
    }
    func key(_ town: Town) -> [Int] {
      (0...town.group.count).map { first[Array(town.group.prefix($0))] ?? .max } + [town.ordinal ?? .max]
    }
    let keyed = towns.map(key)
    // Stable by identity where the ordinals do not decide.
    return towns.indices.sorted { left, right in
      let (mine, theirs) = (towns[left], towns[right])
      for depth in 0..<min(mine.group.count, theirs.group.count)
      where mine.group[depth] != theirs.group[depth] {
        let (a, b) = (keyed[left][depth + 1], keyed[right][depth + 1])
        return a != b ? a < b : left < right
      }
      if mine.group.count != theirs.group.count { return mine.group.count < theirs.group.count }
      let (a, b) = (mine.ordinal ?? .max, theirs.ordinal ?? .max)
      return a != b ? a < b : left < right
    }
  }
}
