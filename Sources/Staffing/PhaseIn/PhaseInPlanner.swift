// SPDX-License-Identifier: GPL-3.0-or-later

internal import LinearPrograms

/// Finds the years between today and a plan, pool by pool.
struct PhaseInPlanner<Solver: LinearProgramSolver> {
  let plan: Plan
  let rule: PhaseInRule
  let solver: Solver
  let limits: Limits
  let monitor: SolveMonitor

  /// Why there are no such years.
  enum Failure: Error {
    /// Totals of years that the limits on change do not let the quotas come to.
    case outOfReach([Infeasibility])
    case interrupted(Interruption)
  }

  /// The years. After the last year the quotas are as near to the plan as can be, then in all years together; where not
  /// all towns can move at once, those with more posts to go come first.
  func phaseIn() throws(Failure) -> PhaseIn {
    var quotas = Array(repeating: plan.quotas, count: rule.years)
    var totals = Array(repeating: [Int](), count: rule.years)
    var isMonotone: [Bool] = []
    var outOfReach: [Infeasibility] = []
    for pool in plan.scenario.pools.indices {
      let course = PhaseInCourse(plan, rule, pool: pool)
      do throws(Interruption) {
        let found = try years(of: course)
        isMonotone.append(found.isMonotone)
        for year in 0..<rule.years {
          totals[year].append(course.totals[year])
          for town in plan.quotas.indices { quotas[year][town][pool] = found.quotas[year][town] }
        }
      } catch .infeasible {
        do throws(Interruption) {
          outOfReach.append(try firstOutOfReach(course))
        } catch {
          throw .interrupted(error)
        }
      } catch {
        throw .interrupted(error)
      }
    }
    guard outOfReach.isEmpty else { throw .outOfReach(outOfReach) }
    return PhaseIn(
      years: rule.years, quotas: quotas, staff: StaffProjection(plan.scenario, rule).staff(under: quotas),
      totals: totals, isMonotone: isMonotone, targets: plan.quotas)
  }

  private func years(of course: PhaseInCourse) throws(Interruption) -> (quotas: [[Int]], isMonotone: Bool) {
    do throws(Interruption) {
      return (try quotas(of: course, isMonotone: true), true)
    } catch .infeasible {
      return (try quotas(of: course, isMonotone: false), false)
    }
  }

  private func quotas(of course: PhaseInCourse, isMonotone: Bool) throws(Interruption) -> [[Int]] {
    let years = rule.years
    let program = PhaseInProgram(course, years: years, isMonotone: isMonotone)
    var goals: [PrioritizedGoal] = isMonotone ? [] : [.optimize(program.away)]
    goals.append(.optimize(program.distance(in: years - 1..<years)))
    goals.append(.optimize(program.distance(in: 0..<years)))
    goals.append(.optimize(program.unevenness(in: 0..<years)))
    let outcome = program.program.solve(inOrder: goals, with: solver, limits: limits, monitor: monitor).outcome
    guard case .optimal(let solution) = outcome else { throw Interruption(outcome) }
    return program.quotas(at: solution, years: years)
  }

  /// The first year whose total cannot be, with what could be where the years before are as stated.
  private func firstOutOfReach(_ course: PhaseInCourse) throws(Interruption) -> Infeasibility {
    let pool = plan.scenario.pools[course.pool].id
    var before = course.today.reduce(0, +)
    for year in 1...max(1, rule.years) {
      let program = PhaseInProgram(course, years: year, isMonotone: false, isLastOpen: true)
      let moves = program.moves(in: year - 1)
      let least = before + (try value(of: moves, .minimize(moves), in: program.program))
      let most = before + (try value(of: moves, .maximize(moves), in: program.program))
      before = course.totals[year - 1]
      if before < least || before > most {
        return .yearlyTotalOutOfReach(
          pool: pool, year: year, total: before, least: least, most: most, rule: rule.reference)
      }
    }
    throw .failed(.numericalTrouble(message: ""))
  }

  private func value(
    of moves: LinearExpression, _ goal: Goal, in program: LinearProgram
  ) throws(Interruption) -> Int {
    var program = program
    program.goal = goal
    let outcome = program.solve(with: solver, limits: limits, monitor: monitor)
    guard case .optimal(let solution) = outcome, let value = Int(exactly: solution.goal.rounded()) else {
      throw Interruption(outcome)
    }
    return value
  }
}

extension Scenario {
  /// A plan with its years, if there are any to be.
  func phasedIn(
    _ plan: Plan, _ solver: some LinearProgramSolver, _ limits: Limits, _ monitor: SolveMonitor
  ) -> PlanningOutcome {
    guard let rule = phaseIn else { return .plan(plan) }
    var phased = plan
    do {
      phased.phaseIn = try PhaseInPlanner(plan: plan, rule: rule, solver: solver, limits: limits, monitor: monitor)
        .phaseIn()
    } catch {
      switch error {
      case .outOfReach(let reasons): return .infeasible(reasons)
      case .interrupted(.stopped(let limit)): return .stopped(limit, best: plan)
      case .interrupted(let interruption): return interruption.outcome
      }
    }
    let breaches = phased.yearlyBreaches
    return breaches.isEmpty ? .plan(phased) : .failed(.planBreaksRules(breaches.map { .year($0) }))
  }
}
