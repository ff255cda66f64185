// SPDX-License-Identifier: GPL-3.0-or-later

internal import LinearPrograms

/// Finds the few conditions that make a scenario infeasible whose sums are all possible by themselves, and what would
/// mend it.
struct ScenarioDiagnosis {
  private let problem: AllocationProblem
  private let limits: Limits
  private let monitor: SolveMonitor?

  /// One side of a bound or row of ``ConditionProgram``, by its index.
  private enum Item: Hashable {
    case total(Int, isCap: Bool)
    case quota(Int, isCap: Bool)
  }

  /// The most seconds that each of the searches may take where the plan has no limit of its own.
  private static let patience = 10.0
  /// The most items times quotas that are tried one by one: about a second. A count and not a time, so that the same
  /// scenario is told the same.
  private static let mostWork = 500_000

  /// - Parameters:
  ///   - limits: ``Limits/seconds`` holds for the search of the conflict and that of the remedy, each.
  ///   - monitor: Lets another thread cancel.
  init(_ problem: AllocationProblem, limits: Limits, monitor: SolveMonitor?) {
    self.problem = problem
    self.limits = Limits(seconds: limits.seconds ?? Self.patience, iterations: limits.iterations)
    self.monitor = monitor
  }

  /// The conflict in the scenario's own words; all rules where a limit was reached before it was found.
  var infeasibility: Infeasibility {
    let conditions = ConditionProgram(problem, wholeNumbers: false)
    guard let conflict = conditions.program.explainInfeasibility(limits: limits, monitor: monitor).conflict else {
      return .totalsConflict(rules: problem.scenario.rules.map(\.reference))
    }
    let found = conflict.members.flatMap(items).filter { item in
      // That no quota is below zero goes without saying.
      if case .quota(let index, isCap: false) = item { return conditions.floor(of: index) != nil }
      return true
    }
    let (needed, isProven) = filtered(found, conditions)
    return .conditionsConflict(
      ConditionConflict(
        conditions: named(needed, conditions), isProvenSmallest: isProven,
        remedy: RemedySearch(problem).remedy(limits: limits, monitor: monitor)))
  }

  private func items(of member: Conflict.Member) -> [Item] {
    switch member {
    case .constraint(let row, let side): side.areCaps.map { .total(row.index, isCap: $0) }
    case .bound(let variable, let side): side.areCaps.map { .quota(variable.index, isCap: $0) }
    case .wholeNumber: []
    }
  }

  /// The items that are needed for the conflict when no quota may be below zero, which the search did not know to be
  /// beyond question; and whether each was proved to be needed. One small linear program an item; where those are too
  /// many nothing is proved.
  private func filtered(_ items: [Item], _ conditions: ConditionProgram) -> (needed: [Item], isProven: Bool) {
    guard items.count * conditions.variables.count <= Self.mostWork else { return (items, false) }
    var needed = items
    var isProven = true
    for item in items {
      let others = needed.filter { $0 != item }
      switch program(of: others, conditions).solve(limits: limits, monitor: monitor) {
      case .infeasible: needed = others
      case .optimal: continue
      case .feasible, .unbounded, .undecided, .failed: isProven = false
      }
    }
    return (needed, isProven)
  }

  private func program(of items: [Item], _ conditions: ConditionProgram) -> LinearProgram {
    var program = LinearProgram()
    var variables: [Int: Variable] = [:]
    for item in items {
      let (quotas, posts, isCap): ([Int], Int, Bool) =
        switch item {
        case .total(let row, let isCap):
          (conditions.quotas(of: conditions.totals[row]), conditions.totals[row].posts, isCap)
        case .quota(let index, let isCap): ([index], conditions.bound(of: index, isCap: isCap), isCap)
        }
      var sum = LinearExpression()
      for quota in quotas {
        let variable = variables[quota] ?? program.addVariable()
        variables[quota] = variable
        sum += variable
      }
      program.add(isCap ? sum <= Double(posts) : sum >= Double(posts))
    }
    return program
  }

  /// The items in the scenario's words, both sides of one total as one.
  private func named(_ items: [Item], _ conditions: ConditionProgram) -> [PlanCondition] {
    let all = Set(items)
    return items.compactMap { item in
      switch item {
      case .total(let row, isCap: false):
        conditions.condition(ofTotal: row, all.contains(.total(row, isCap: true)) ? .exactly : .atLeast)
      case .total(let row, isCap: true):
        all.contains(.total(row, isCap: false)) ? nil : conditions.condition(ofTotal: row, .atMost)
      case .quota(let index, isCap: false): conditions.floor(of: index)
      case .quota(let index, isCap: true): conditions.cap(of: index)
      }
    }
  }
}

extension Conflict.Side {
  /// The sides that take part: whether each is the upper one.
  fileprivate var areCaps: [Bool] {
    switch self {
    case .lower: [false]
    case .upper: [true]
    case .both: [false, true]
    }
  }
}
