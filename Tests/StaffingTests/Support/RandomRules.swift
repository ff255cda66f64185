// SPDX-License-Identifier: GPL-3.0-or-later

import Staffing

/// Small scenarios drawn from a seed, with every kind of rule and goal; some are impossible.
struct RandomRules {
  private var random: SplitMix64
  private var rules: [Rule] = []
  private let pools: Int
  private let kinds: [Int]

  /// - Parameter kinds: the kinds of rule that are drawn, by their places in ``draw(kind:)``; all where left out.
  static func scenario(seed: Int, kinds: [Int] = Array(0..<12), plainGoals: Bool = false) -> Scenario {
    var draw = RandomRules(seed: seed, kinds: kinds)
    return draw.scenario(plainGoals)
  }

  private init(seed: Int, kinds: [Int]) {
    random = SplitMix64(seed: seed)
    pools = random.int(1...2)
    self.kinds = kinds
  }

  private mutating func scenario(_ plainGoals: Bool) -> Scenario {
    let towns = (0..<random.int(2...(pools == 1 ? 4 : 3))).map { town($0) }
    let totals = (0..<pools).map { pool in
      min(7, max(1, towns.reduce(0) { $0 + ($1.posts[pool].quota ?? 0) } + random.int(-1...2)))
    }
    for _ in 0..<random.int(1...3) { draw(kind: kinds[random.int(0...(kinds.count - 1))]) }
    let goals = plainGoals ? [PlanningGoal(.fit(.webster, moveCost: nil))] : goals()
    return Scenario(
      title: "drawn", levels: ["county"], metrics: [.residentPopulation, .area],
      pools: totals.enumerated().map { Pool(id: "p\($0)", total: $1) }, towns: towns.shuffled(using: &random),
      model: Build.given, rules: rules, goals: goals)
  }

  private mutating func town(_ index: Int) -> Town {
    let posts = (0..<pools).map { _ in
      let quota = random.int(0...3)
      return Town.Posts(quota: quota, staff: max(0, quota + random.int(-1...1)), retirements: random.int(0...2))
    }
    let needs = (0..<pools).map { _ in
      random.chance(8) ? Quantity.zero : Quantity(significand: Int64(random.int(1...60)), exponent: -1) ?? Quantity(1)
    }
    return Town(
      id: Town.ID(group: [random.chance(50) ? "e" : "w"], name: "t\(index)"),
      kind: random.chance(50) ? .town : .subdistrict,
      metrics: [Quantity(random.int(1...3)), Quantity(random.int(1...3))], posts: posts, givenNeeds: needs,
      fixedTotal: random.chance(50) ? posts.reduce(0) { $0 + ($1.quota ?? 0) } : nil)
  }

  private mutating func amount() -> PostAmount {
    switch random.int(0...5) {
    case 0: .quotaToday
    case 1: .staffToday
    case 2: .staffAfterRetirements
    case 3:
      .formula(
        base: Quantity(significand: Int64(random.int(-10...15)), exponent: -1) ?? .zero,
        rates: [.init(metric: random.int(0...1), posts: Quantity(1), per: Quantity(random.int(1...4)))])
    default: .posts(random.int(0...3))
    }
  }

  private mutating func draw(kind: Int) {
    let onePool = random.chance(40) ? [random.int(0...(pools - 1))] : nil
    let towns: Set<String>? = random.chance(60) ? ["t0"] : random.chance(50) ? ["t0", "t1"] : nil
    let scope = Rule.Scope(pools: onePool, towns: towns)
    switch kind {
    case 0: add(.floor(amount()), scope)
    case 1: add(.cap(amount()), scope)
    case 2: add(.pin(amount()), Rule.Scope(pools: onePool, towns: ["t\(random.int(0...1))"]))
    case 3:
      let percent = random.chance(50) ? Quantity(random.int(10...100)) : nil
      add(.change(posts: percent == nil || random.chance(50) ? random.int(0...2) : nil, percent: percent), scope)
    case 4: add(.townTotals(.asToday), Rule.Scope(towns: ["t0"]))
    case 5:
      let from = random.chance(60) ? Quantity(random.int(1...9) * 5) : nil
      let to = from == nil || random.chance(40) ? Quantity(random.int(10...19) * 5) : nil
      if pools > 1 { add(.mix(pool: random.int(0...1), from: from, to: to), Rule.Scope(towns: towns)) }
    case 6: add(.noInversion(metrics: random.chance(40) ? [0] : [0, 1], price: nil), Rule.Scope(pools: onePool))
    case 7:
      add(.noInversion(metrics: [random.int(0...1)], price: Quantity(random.int(1...3))), Rule.Scope(pools: onePool))
    case 8: add(.moves(most: random.int(0...3)), Rule.Scope(pools: onePool))
    case 9: add(.movesWithin(level: 0, price: nil), Rule.Scope(pools: onePool))
    case 10: add(.movesWithin(level: 0, price: Quantity(random.int(1...2))), Rule.Scope(pools: onePool))
    default: drawPercents(onePool)
    }
  }

  /// The group of the first town has so many percent, or what it has today, of each pool.
  private mutating func drawPercents(_ onePool: [Int]?) {
    let percent = Rule.GroupTotal.percent(Quantity(random.int(2...18) * 5))
    add(
      random.chance(70) ? .groupTotals(level: 0, .given([["e"]: percent])) : .groupTotals(level: 0, .asToday),
      Rule.Scope(pools: onePool))
  }

  private mutating func add(_ requirement: Rule.Requirement, _ scope: Rule.Scope) {
    rules.append(Build.rule(requirement, scope: scope, at: rules.count + 1))
  }

  private mutating func goals() -> [PlanningGoal] {
    let method = ApportionmentMethod.allCases[random.int(0...4)]
    let fit = PlanningGoal.Aim.fit(method, moveCost: random.chance(40) ? Quantity("0.2") : nil)
    let hundredths = Quantity("0.3") ?? .zero
    let hasPrices = rules.contains { if case .noInversion(_, .some) = $0.requirement { true } else { false } }
    switch random.int(0...(hasPrices ? 8 : 7)) {
    case 0: return [PlanningGoal(fit)]
    case 1: return [PlanningGoal(.fairness(rounds: nil)), PlanningGoal(fit)]
    case 2: return [PlanningGoal(.fairness(rounds: random.int(1...2))), PlanningGoal(.stability), PlanningGoal(fit)]
    case 3: return [PlanningGoal(.stability), PlanningGoal(fit)]
    case 4: return [PlanningGoal(.stability, mayLosePercent: Quantity(50)), PlanningGoal(.fairness(rounds: nil))]
    case 5: return [PlanningGoal(fit, mayLose: hundredths), PlanningGoal(.stability)]
    case 6: return [PlanningGoal(.stability, mayLose: Quantity(1)), PlanningGoal(fit, mayLose: hundredths)]
    case 7: return [PlanningGoal(fit), PlanningGoal(.stability)]
    default: return [PlanningGoal(fit, mayLose: hundredths), PlanningGoal(.prices), PlanningGoal(.stability)]
    }
  }
}
