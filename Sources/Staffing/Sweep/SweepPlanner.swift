// SPDX-License-Identifier: GPL-3.0-or-later

public import LinearPrograms

/// Plans the cases of a sweep, for their quotas alone; each by itself, so that any order and any number of threads give
/// the same.
///
/// What a case does not touch is taken over from the scenario's own needs, which changes no digit. Which towns tie, and
/// why there is no plan, is not looked for: `allot plan` of the case says so.
public struct SweepPlanner: Sendable {
  /// The scenario as it is.
  public let scenario: Scenario
  /// What varies.
  public let sweep: Sweep
  /// The cases, as ``Sweep/cases`` has them.
  public let cases: [[Quantity?]]
  private let needs: NeedTable

  /// A scenario without ``Scenario/faults``, and a sweep of it. O(towns · parts · metrics + cases · parameters).
  public init(_ scenario: Scenario, _ sweep: Sweep) {
    self.scenario = scenario
    self.sweep = sweep
    cases = sweep.cases
    needs = NeedTable(scenario)
  }

  /// The scenario of a case, from 0: what a plan of it by itself would be made from.
  public func scenario(of number: Int) -> Scenario {
    cases.indices.contains(number) ? scenario.with(cases[number], of: sweep.parameters) : scenario
  }

  /// The pools of a case, from 0. O(pools + parameters).
  public func pools(of number: Int) -> [Pool] {
    cases.indices.contains(number) ? scenario.pools(cases[number], of: sweep.parameters) : scenario.pools
  }

  /// What comes of a case, from 0: the same quotas as those of ``Scenario/plan(with:limits:monitor:)``.
  ///
  /// - Parameter monitor: lets another thread cancel; serves one thread at a time.
  public func result(
    of number: Int, with solver: some LinearProgramSolver = GLPKSolver(), monitor: SolveMonitor = SolveMonitor()
  ) -> SweepResult {
    let changed = scenario(of: number)
    let grown = Set(
      sweep.parameters.compactMap { parameter in
        if case .growth(let metric) = parameter.subject { metric } else { nil }
      })
    // Other figures may be out of range, or all zero, and without a weight nothing may be left to share by; other totals,
    // weights and posts cannot go wrong.
    guard grown.isEmpty && !isWithoutWeight(number) || changed.faults.isEmpty else { return .unsound }
    let basis = NeedBasis(changed, like: needs.basis) { part in
      grown.contains { part.looks(at: .metric($0)) }
    }
    guard basis.faults.isEmpty else { return .unsound }
    let problem = AllocationProblem(changed, NeedTable(basis))
    do throws(Interruption) {
      let quotas = try problem.quotas(with: solver, limits: .none, monitor: monitor)
      let breaches = changed.breaches(of: quotas)
      guard breaches.isEmpty else { return .failed(.planBreaksRules(breaches)) }
      return .plan(quotas: quotas, needs: problem.needs)
    } catch {
      switch error {
      case .infeasible: return .infeasible
      case .stopped(let limit): return .stopped(limit)
      case .failed(let fault): return .failed(.solver(fault))
      }
    }
  }
}

extension SweepPlanner {
  /// Whether a metric does not count in a case.
  private func isWithoutWeight(_ number: Int) -> Bool {
    guard cases.indices.contains(number) else { return false }
    return zip(sweep.parameters, cases[number]).contains { parameter, value in
      if case .weight = parameter.subject { value == .zero } else { false }
    }
  }
}

/// What comes of one case of a sweep.
public enum SweepResult: Sendable {
  /// One quota a town and pool, which keep every rule, and the needs that they are made from.
  case plan(quotas: [[Int]], needs: NeedTable)
  /// No plan can keep all rules.
  case infeasible
  /// The figures make no sense any more, as where a metric that is shared by becomes zero for every town.
  case unsound
  /// A limit was reached first.
  case stopped(Limit)
  /// There is no answer.
  case failed(PlanningFault)
}
