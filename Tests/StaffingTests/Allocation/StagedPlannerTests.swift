// SPDX-License-Identifier: GPL-3.0-or-later

import LinearPrograms
@testable import Staffing
import TestLength
import Testing

@Suite("Rules that cross totals, and goals in order, against every plan there is")
struct StagedPlannerTests {
  /// Judges a plan by one goal after the other; returns what is left to choose in the end.
  private func judge(_ plan: Plan, _ oracle: RuleOracle, _ comment: Comment) -> [[[Int]]] {
    let scenario = plan.scenario
    var left = oracle.plans
    #expect(left.contains(plan.quotas), comment)
    var stages = scenario.goals
    let hasPrices = stages.contains { $0.aim == .prices }
    if scenario.rules.contains(where: \.hasPrice) && !hasPrices { stages.insert(PlanningGoal(.prices), at: 0) }
    let again = stages.filter { $0.mayLose != .zero || $0.mayLosePercent != .zero }
    for (place, goal) in (stages + again).enumerated() {
      let (kept, best) = oracle.best(goal, among: left, strictly: place >= stages.count)
      #expect(kept.contains(plan.quotas), "\(comment), goal \(goal.aim): \(plan.quotas) is not among \(kept)")
      left = kept
      guard place < stages.count, let index = scenario.goals.firstIndex(of: goal) else { continue }
      let result = plan.solving.goals.first { $0.goal == index }
      #expect(result?.isProved == true, comment)
      guard let result else { continue }
      switch goal.aim {
      case .fairness: #expect(abs(result.value - oracle.worstCoverage(plan.quotas)) < 1e-9, comment)
      case .fit:
        // Misfits are counted from some plan or other.
        let taken = oracle.value(goal.aim, plan.quotas) - best
        #expect(abs(result.value - result.best - taken) < 1e-6, "\(comment): \(result), \(taken)")
      case .stability, .prices:
        #expect(abs(result.value - oracle.value(goal.aim, plan.quotas)) < 1e-6, comment)
        #expect(abs(result.best - best) < 1e-6, "\(comment): \(result), \(best)")
      }
    }
    return left
  }

  @Test("Where goals leave posts open in pools that fall apart, the written rule decides: group and name first")
  func tiesInParts() throws {
    let needs = [("K0", "T00", [3, 6]), ("K1", "T01", [6, 3]), ("K0", "T02", [3, 6]), ("K1", "T03", [6, 6])]
    let towns = needs.map { Build.town($0.1, $0.2, group: [$0.0], today: [3, 3]) }
    let scenario = Build.scenario([13, 12], towns, rules: [Build.rule(.cap(8))])
      .with(goals: [PlanningGoal(.fairness(rounds: nil)), PlanningGoal(.fit(.webster, moveCost: nil))])
    let plan = try scenario.requirePlan()
    #expect(plan.solving.areTiesSettled)
    // In the order of identities T00 and T02 come first; of their equal needs the one whose name comes first has the post.
    #expect(plan.scenario.towns.map(\.name) == ["T00", "T02", "T01", "T03"])
    #expect(plan.quotas[0][0] == 3 && plan.quotas[1][0] == 2)
  }

  @Test("The plan is the best by the goals in their order, and there is none only where no plan keeps the rules")
  func mixtures() {
    var (feasible, branched) = (0, 0)
    let draws = everyday(120, long: 400)
    for seed in 0..<draws {
      let scenario = RandomRules.scenario(seed: seed)
      guard scenario.faults.isEmpty else { continue }
      let oracle = RuleOracle(scenario)
      let plan = scenario.planIfFeasible()
      #expect((plan != nil) == !oracle.plans.isEmpty, "seed \(seed): \(oracle.plans.count) plans")
      guard let plan, !oracle.plans.isEmpty else { continue }
      feasible += 1
      if !plan.solving.isLinear { branched += 1 }
      let left = judge(plan, oracle, "seed \(seed)")
      let prices = plan.softRuleBreaches.reduce(0) { $0 + $1.price }
      #expect(abs(prices - oracle.value(.prices, plan.quotas)) < 1e-6, "seed \(seed): \(plan.softRuleBreaches)")
      #expect(plan.ties.isEmpty == (left.count == 1), "seed \(seed): a tie is named where there is one, of \(left)")
    }
    #expect(
      feasible > draws / 2 && branched > draws / 40, "the test would prove little with fewer: \(feasible), \(branched)")
  }

  @Test("Each kind of rule by itself is honoured exactly", arguments: 0..<12)
  func alone(kind: Int) {
    var feasible = 0
    for seed in 0..<everyday(15, long: 40) {
      let scenario = RandomRules.scenario(seed: 7000 + seed, kinds: [kind], plainGoals: true)
      guard scenario.faults.isEmpty else { continue }
      let oracle = RuleOracle(scenario)
      let plan = scenario.planIfFeasible()
      #expect((plan != nil) == !oracle.plans.isEmpty, "seed \(seed)")
      guard let plan, !oracle.plans.isEmpty else { continue }
      feasible += 1
      _ = judge(plan, oracle, "seed \(seed)")
    }
    #expect(feasible > 2, "\(feasible)")
  }

  @Test("The same towns in another order have the same plan, ties and values", arguments: 0..<30)
  func shuffled(seed: Int) {
    let scenario = RandomRules.scenario(seed: seed)
    guard scenario.faults.isEmpty, let plan = scenario.planIfFeasible() else { return }
    var random = SplitMix64(seed: seed)
    let again = Scenario(
      title: scenario.title, levels: scenario.levels, metrics: scenario.metrics, pools: scenario.pools,
      towns: scenario.towns.shuffled(using: &random), model: scenario.model, rules: scenario.rules,
      goals: scenario.goals
    ).planIfFeasible()
    #expect(again?.quotas == plan.quotas && again?.ties == plan.ties && again?.solving == plan.solving)
  }

  /// Two towns of one county and one of another; the small one has most today.
  private static let towns = [
    Build.town("a", [6], group: ["e"], today: [2]), Build.town("b", [3], group: ["e"], today: [3]),
    Build.town("c", [1], group: ["w"], today: [5]),
  ]

  private func plan(_ goals: [PlanningGoal], _ rules: [Rule] = []) throws -> Plan {
    try Scenario(
      title: "t", levels: ["county"], pools: [Pool(id: "p0", total: 10)], towns: Self.towns, model: Build.given,
      rules: rules, goals: goals
    ).requirePlan()
  }

  @Test("Stability before fit keeps today's quotas; a price a post moves some; fit alone moves all")
  func stability() throws {
    #expect(
      try plan([PlanningGoal(.stability), PlanningGoal(.fit(.webster, moveCost: nil))]).quotas == [[2], [3], [5]])
    #expect(try plan([PlanningGoal(.fit(.webster, moveCost: nil))]).quotas == [[6], [3], [1]])
    let some = try plan([PlanningGoal(.fit(.webster, moveCost: Quantity("1.3")))])
    #expect(some.quotas == [[4], [3], [3]])
    #expect(some.reason(town: 2, pool: 0) == .goal(.stability))
  }

  @Test("A soft rule that is broken names what is broken, how far and at what price; a quota that it holds cites it")
  func softRules() throws {
    let soft = Build.rule(.movesWithin(level: 0, price: Quantity("0.5")), at: 7)
    let floor = Build.rule(.floor(.posts(7)), scope: .init(towns: ["a"]), at: 8)
    let plan = try plan([PlanningGoal(.fit(.webster, moveCost: nil))], [soft, floor])
    // Seven posts for a, of today's five of both in its county: two must come from the west.
    #expect(plan.quotas == [[7], [0], [3]])
    #expect(plan.hasSoftRules)
    #expect(
      plan.softRuleBreaches == [
        SoftRuleBreach(rule: 0, subject: .leavingGroup(pool: 0, group: ["w"]), posts: 2, price: 1)
      ])
    #expect(plan.reason(town: 2, pool: 0) == .heldUp(.rule(0)))
  }

  @Test("What a goal may lose is only lost where a later goal is the better for it")
  func degradation() throws {
    let fit = PlanningGoal(.fit(.webster, moveCost: nil), mayLose: Quantity(100))
    // The prices of soft rules are zero as it is: nothing is to be had for what fit may lose.
    let soft = Build.rule(.movesWithin(level: 0, price: Quantity(1)), scope: .init(groups: [["e"]]))
    let free = try plan([fit, PlanningGoal(.prices)], [soft])
    #expect(free.quotas == [[6], [3], [1]])
    #expect(free.solving.goals.map { $0.value == $0.best } == [true, true])
    let sold = try plan([fit, PlanningGoal(.stability)])
    #expect(sold.quotas == [[2], [3], [5]])
    #expect(sold.solving.goals[0].value > sold.solving.goals[0].best + 1)
    #expect(sold.solving.goals[1].value == 0)
  }

  @Test("Percents of stability are of all posts that are moved, also those that a cap moves anyway")
  func percentsOfMoves() throws {
    // The cap takes two posts; half of them more may go.
    let cap = Build.rule(.cap(3), scope: .init(towns: ["c"]))
    let goals = [
      PlanningGoal(.stability, mayLosePercent: Quantity(50)), PlanningGoal(.fit(.webster, moveCost: nil)),
    ]
    let plan = try plan(goals, [cap])
    #expect(plan.solving.goals[0].best == 2 && plan.solving.goals[0].value == 3)
    #expect(plan.quotas == [[5], [3], [2]])
  }

  @Test("A relaxation that ends beyond a bound by a rounding error leaves later goals their points all the same")
  func relaxationBeyondBounds() throws {
    // Needs in hundredths; the cost of a first post has no end by Adams's method.
    let towns = [
      ([460, 1300], [6, 13]), ([600, 1520], [3, 9]), ([760, 710], [9, 4]), ([427, 170], [4, 0]), ([280, 200], [4, 2]),
      ([470, 400], [8, 2]), ([300, 500], [4, 7]), ([380, 400], [2, 5]),
    ].enumerated().map { place, town in Build.town("T\(place)", town.0, today: town.1) }
    let mixes = [
      Build.rule(.mix(pool: 0, from: Quantity(22), to: nil)),
      Build.rule(.mix(pool: 0, from: Quantity(24), to: Quantity(65))),
    ]
    let plan = try Build.scenario([35, 45], towns, rules: mixes)
      .with(goals: [
        PlanningGoal(.stability, mayLosePercent: Quantity(5)), PlanningGoal(.fairness(rounds: 3)),
        PlanningGoal(.fit(.adams, moveCost: nil)),
      ]).requirePlan()
    #expect(plan.solving.goals.map(\.isProved) == [true, true, true])
    #expect(plan.solving.goals[0].value == 6)
  }

  @Test("Fairness by rounds raises the worst first; its levels are the coverages, the worst first")
  func fairness() throws {
    let plan = try plan([PlanningGoal(.fairness(rounds: nil))], [Build.rule(.cap(2), scope: .init(towns: ["a"]))])
    // A is held at 2 of 6; 8 posts go to b (3) and c (1) as evenly as whole posts can be.
    #expect(plan.quotas[0] == [2])
    let goal = try #require(plan.solving.goals.first)
    #expect(goal.levels == goal.levels.sorted())
    #expect(goal.value == goal.levels.first && abs(goal.value - 2.0 / 6) < 1e-12)
  }

  @Test("Parts finer than a town's posts can tell apart are kept exactly")
  func finePercents() throws {
    let third = try #require(Quantity("33.3333333333333333"))
    let towns = [Build.town("a", [1, 8], today: [1, 2]), Build.town("b", [7, 2], today: [2, 4])]
    for rule in [Rule.Requirement.mix(pool: 0, from: third, to: nil), .mix(pool: 0, from: nil, to: third)] {
      for totals in [[9, 18], [8, 19], [10, 17]] {
        let scenario = Build.scenario(totals, towns, rules: [Build.rule(rule)])
        let oracle = RuleOracle(scenario)
        let plan = scenario.planIfFeasible()
        #expect((plan != nil) == !oracle.plans.isEmpty, "\(rule) \(totals)")
        if let plan { _ = judge(plan, oracle, "\(rule) \(totals)") }
      }
    }
  }

  @Test("The exported program keeps every rule: its own optimum is the plan's misfit")
  func exported() throws {
    let rules = [Build.rule(.moves(most: 2)), Build.rule(.noInversion(metrics: [], price: nil))].prefix(1)
    let plan = try plan([PlanningGoal(.fit(.webster, moveCost: nil))], Array(rules))
    guard case .program(let program) = plan.scenario.linearProgram else {
      Issue.record("no program")
      return
    }
    let optimum = try #require(program.solve().solution)
    #expect(abs(optimum.goal - plan.solving.misfit) < 1e-9)
    #expect(plan.scenario.postsMoved(by: plan.quotas) == 2)
  }

  @Test(
    "Under a cap on moves near ties are named as they are without, however far it holds other quotas from their needs")
  func tiesUnderMoves() throws {
    let needs = [("X", "112000", 10), ("Y", "112000.04", 10), ("Z", "450000", 60), ("S", "4500", 1)]
    let towns = try needs.map { name, need, today in Build.town(name, [try #require(Quantity(need))], today: [today]) }
    let others = (0..<5).map { Build.town("V\($0)", [120_000], today: [10]) }
    let most = try (0..<40).map { Build.town("W\($0)", [try #require(Quantity("101037.46"))], today: [10]) }
    let plan = try Build.scenario(
      [532], towns + others + most, rules: [Build.rule(.moves(most: 5))]
    ).requirePlan()
    let tied = plan.ties.map { tie in
      (tie.granted.map { plan.scenario.towns[$0].name }, tie.declined.map { plan.scenario.towns[$0].name })
    }
    #expect(tied.count == 1 && Set((tied.first?.0 ?? []) + (tied.first?.1 ?? [])) == ["X", "Y"], "\(tied)")
  }
}

extension Rule {
  var hasPrice: Bool {
    switch requirement {
    case .noInversion(_, .some), .movesWithin(_, .some): true
    default: false
    }
  }
}
