// SPDX-License-Identifier: GPL-3.0-or-later

public import LinearPrograms

/// What came of planning a scenario.
public enum PlanningOutcome: Sendable {
  /// A plan that keeps every rule, re-checked in whole numbers.
  case plan(Plan)
  /// No plan can keep all rules; why, in sums.
  case infeasible([Infeasibility])
  /// A limit was reached before the plan was decided. The best plan so far, if there is one, keeps every rule,
  /// re-checked in whole numbers; see ``Plan/Solving/limit``.
  case stopped(Limit, best: Plan?)
  /// There is no answer.
  case failed(PlanningFault)
}

/// Why planning gave no answer.
public enum PlanningFault: Error, Hashable, Sendable {
  /// The scenario makes no sense as it stands.
  case unsoundScenario([ScenarioFault])
  /// The solver failed.
  case solver(SolverFault)
  /// The plan broke a rule when it was re-checked: a defect of this program, never shown as a plan.
  case planBreaksRules([Breach])
}

extension Scenario {
  /// Shares out the pools: the plan that keeps every rule and reaches the scenario's ``goals`` best, in their order.
  ///
  /// Where fit is the only goal, and the rules are bounds and totals, the linear program is solved first. Posts whose
  /// worths are too near for floating point to tell apart are then put in exact order, ties broken by the written rule
  /// (see ``Plan/ties``), and the program over those posts alone is solved again. So the plan is unique, and the same for
  /// the same towns in whatever order. Elsewhere goals are solved for in order, and what they leave open goes to the
  /// larger need as far as can be.
  ///
  /// - Parameters:
  ///   - solver: Solves the linear programs.
  ///   - limits: When to stop. The time counts for the whole plan, or, where a monitor is given, for each linear
  ///     program, and the monitor's own for the whole.
  ///   - monitor: Shows progress and lets another thread cancel.
  ///   - workers: How many threads may be at work at once: where pools have nothing to do with one another, each is
  ///     planned by itself. The plan is the same whatever their number.
  public func plan(
    with solver: some LinearProgramSolver = GLPKSolver(), limits: Limits = .none, monitor: SolveMonitor? = nil,
    workers: Int = 1
  ) -> PlanningOutcome {
    let faults = self.faults
    guard faults.isEmpty else { return .failed(.unsoundScenario(faults)) }
    let problem = AllocationProblem(self, workers: workers)
    let conflicts = problem.conflicts
    // One clock for all the linear programs of a plan.
    let monitor = monitor ?? SolveMonitor(seconds: limits.seconds)
    guard conflicts.isEmpty else {
      let wayOut = ScenarioDiagnosis(problem, limits: limits, monitor: monitor).wayOut(of: conflicts)
      return .infeasible(conflicts + (wayOut.map { [.wayOut($0)] } ?? []))
    }
    do {
      let plan: Plan
      if problem.isPlain {
        let planner = FitPlanner(problem, workers: workers) { $0.solve(with: solver, limits: limits, monitor: monitor) }
        plan = try planner.plan(solverName: solver.name)
      } else {
        plan = try StagedPlanner(problem, solver, limits, monitor, workers: workers).plan()
      }
      let breaches = plan.breaches
      guard breaches.isEmpty else { return .failed(.planBreaksRules(breaches)) }
      return plan.solving.limit.map { .stopped($0, best: plan) } ?? phasedIn(plan, solver, limits, monitor)
    } catch .infeasible {
      return .infeasible([ScenarioDiagnosis(problem, limits: limits, monitor: monitor).infeasibility])
    } catch {
      return error.outcome
    }
  }
}

extension AllocationProblem {
  /// The quotas of the best plan and nothing beside them, the same that ``Scenario/plan(with:limits:monitor:)`` has: who
  /// ties with whom is not looked for, nor, where there is no plan, why. A limit is an ``Interruption``, whatever was found.
  func quotas(
    with solver: some LinearProgramSolver, limits: Limits, monitor: SolveMonitor
  ) throws(Interruption) -> [[Int]] {
    guard conflicts.isEmpty else { throw .infeasible }
    guard isPlain else { return try StagedPlanner(self, solver, limits, monitor).quotas() }
    return try FitPlanner(self) { $0.solve(with: solver, limits: limits, monitor: monitor) }.quotas()
  }
}

/// Why a linear program of a plan gave no solution.
enum Interruption: Error {
  case infeasible
  case stopped(Limit)
  case failed(SolverFault)

  /// Why an outcome without an optimum has none.
  init(_ outcome: Outcome) {
    self =
      switch outcome {
      case .infeasible: .infeasible
      case .feasible(_, _, let limit), .undecided(_, let limit): .stopped(limit)
      case .optimal, .unbounded: .failed(.numericalTrouble(message: ""))
      case .failed(let fault): .failed(fault)
      }
  }

  var outcome: PlanningOutcome {
    switch self {
    case .infeasible: return .infeasible([])
    case .stopped(let limit): return .stopped(limit, best: nil)
    case .failed(let fault): return .failed(.solver(fault))
    }
  }
}
