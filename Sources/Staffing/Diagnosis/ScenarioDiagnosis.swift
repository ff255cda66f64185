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
    case row(Int, isCap: Bool)
    case quota(Int, isCap: Bool)
  }

  /// The most seconds that the search of the conflict may take where the plan has no limit of its own.
  private static let patience = 10.0
  /// The most seconds that the search of what would mend it may take: what it has by then does, if it is not the least.
  private static let remedyPatience = 2.0
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
    let conditions = ConditionProgram(problem, wholeNumbers: !problem.ruleRows.isEmpty)
    guard let conflict = conditions.program.explainInfeasibility(limits: limits, monitor: monitor).conflict else {
      return .totalsConflict(rules: problem.scenario.rules.map(\.reference))
    }
    let found = conflict.members.flatMap(items).filter { item in
      // That no quota is below zero goes without saying.
      switch item {
      case .quota(let index, isCap: false): return conditions.floor(of: index) != nil
      case .quota(let index, isCap: true): return conditions.cap(of: index) != nil
      case .row(let row, _): return conditions.condition(ofRow: row, .atLeast) != nil
      }
    }
    let (needed, isProven) = filtered(found, conditions)
    return .conditionsConflict(
      ConditionConflict(
        conditions: named(needed, conditions), isProvenSmallest: isProven,
        remedy: remedy))
  }

  /// What would mend a scenario whose sums do not go together; `nil` where no rule's giving way does, as with bases that
  /// exceed a total, or a limit was reached.
  func wayOut(of conflicts: [Infeasibility]) -> ConditionConflict.Remedy? {
    for case .basesExceedTotal in conflicts { return nil }
    return remedy
  }

  private var remedy: ConditionConflict.Remedy? {
    let limits = Limits(
      seconds: min(limits.seconds ?? Self.remedyPatience, Self.remedyPatience), iterations: limits.iterations)
    return RemedySearch(problem, limits: limits, monitor: monitor).remedy
  }

  private func items(of member: Conflict.Member) -> [Item] {
    switch member {
    case .constraint(let row, let side): side.areCaps.map { .row(row.index, isCap: $0) }
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
    func add(_ terms: [(variable: Int, coefficient: Double)], from lower: Double, to upper: Double) {
      var sum = LinearExpression()
      for term in terms {
        let isWhole = conditions.wholeNumbers && conditions.isQuota(term.variable)
        let variable = variables[term.variable] ?? program.addVariable(wholeNumbers: isWhole)
        variables[term.variable] = variable
        sum += term.coefficient * variable
      }
      if lower > -.infinity { program.add(sum >= lower) }
      if upper < .infinity { program.add(sum <= upper) }
    }
    for item in items {
      switch item {
      case .row(let place, let isCap):
        let row = conditions.rows[place]
        add(row.terms, from: isCap ? -.infinity : row.lower, to: isCap ? row.upper : .infinity)
        guard case .moves = row.requirement else { continue }
        // What is taken from a quota means something only with what says what that is.
        let losses = Set(row.terms.map(\.variable))
        for loss in conditions.rows {
          if case .loss = loss.requirement, let variable = loss.terms.first?.variable, losses.contains(variable) {
            add(loss.terms, from: loss.lower, to: loss.upper)
          }
        }
      case .quota(let index, let isCap):
        let posts = Double(conditions.bound(of: index, isCap: isCap))
        add([(index, 1)], from: isCap ? -.infinity : posts, to: isCap ? posts : .infinity)
      }
    }
    return program
  }

  /// The items in the scenario's words, both sides of one total as one.
  private func named(_ items: [Item], _ conditions: ConditionProgram) -> [PlanCondition] {
    let all = Set(items)
    func isExact(_ row: Int) -> Bool { conditions.rows[row].lower == conditions.rows[row].upper }
    return items.compactMap { item in
      switch item {
      case .row(let row, isCap: false):
        conditions.condition(ofRow: row, isExact(row) && all.contains(.row(row, isCap: true)) ? .exactly : .atLeast)
      case .row(let row, isCap: true):
        isExact(row) && all.contains(.row(row, isCap: false)) ? nil : conditions.condition(ofRow: row, .atMost)
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
