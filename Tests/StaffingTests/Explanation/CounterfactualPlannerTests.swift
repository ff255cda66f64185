// SPDX-License-Identifier: GPL-3.0-or-later

import LinearPrograms
import TestLength
import Testing

@testable import Staffing

@Suite("Plans with something other than it is")
struct CounterfactualPlannerTests {
  /// Any figure of a town that a need is told from, and a value near it.
  private func change(
    _ scenario: Scenario, _ random: inout SplitMix64
  ) -> (figure: QuotaMargin.Figure, town: Int, pool: Int, value: Quantity)? {
    let (town, pool) = (random.int(0...scenario.towns.count - 1), random.int(0...scenario.pools.count - 1))
    guard let figure = scenario.figures(behind: town, pool: pool).randomElement(using: &random),
      let value = scenario.value(of: figure, town: town, pool: pool)?
        .adding(random.int(-3...30), powerOfTen: scenario.stepExponent(of: figure, pool: pool))
    else { return nil }
    return value.isNegative ? nil : (figure, town, pool, value)
  }

  @Test(
    "Needs that take over untouched parts are those worked out anew, to the last digit",
    arguments: 1...everyday(2, long: 20))
  func needs(seed: Int) throws {
    let scenario = try NeedPartsTests.scenario(seed: seed)
    let planner = CounterfactualPlanner(
      AllocationProblem(scenario), with: GLPKSolver(), limits: .none, monitor: SolveMonitor())
    var random = SplitMix64(seed: seed)
    var changes = 0
    for _ in 0..<4 {
      guard let (figure, town, pool, value) = change(scenario, &random) else { continue }
      let changed = scenario.with(figure, of: town, pool: pool, value)
      guard changed.faults.isEmpty else {
        #expect(planner.needs(figure, of: town, pool: pool, value) == nil)
        continue
      }
      changes += 1
      let quick = try #require(planner.needs(figure, of: town, pool: pool, value))
      let anew = NeedTable(changed)
      #expect(quick.rest == anew.rest && quick.notes == anew.notes)
      let (exact, exactly) = (NeedFormula<Rational>(quick.basis), NeedFormula<Rational>(anew.basis))
      for place in scenario.towns.indices {
        #expect(quick[place, 0] == anew[place, 0])
        #expect(quick.parts(town: place, pool: 0) == anew.parts(town: place, pool: 0))
        #expect(exact.need(town: place, pool: 0) == exactly.need(town: place, pool: 0))
      }
    }
    #expect(changes > 0)
  }

  @Test("The quotas are those of the changed scenario's own plan, with whatever rules and goals")
  func quotas() {
    var plans = 0
    let fit = [PlanningGoal(.fit(.webster, moveCost: nil))]
    let draws = everyday(16, long: 60)
    for seed in 0..<draws {
      let scenario = RandomRules.scenario(seed: seed)
      guard scenario.faults.isEmpty else { continue }
      let planner = CounterfactualPlanner(
        AllocationProblem(scenario), with: GLPKSolver(), limits: .none, monitor: SolveMonitor())
      let share = TimeShare(of: SolveMonitor())
      var random = SplitMix64(seed: seed)
      if let (figure, town, pool, value) = change(scenario, &random) {
        let changed = scenario.with(figure, of: town, pool: pool, value)
        let answer = planner.needs(figure, of: town, pool: pool, value).map {
          planner.answer($0, changed: figure, within: share)
        }
        expect(answer, changed, "seed \(seed)", &plans)
      }
      expect(
        planner.answer(withOnePostMoreIn: 0, within: share), scenario.withOnePostMore(pool: 0), "seed \(seed)", &plans)
      let rules = Array(scenario.rules.dropLast())
      expect(
        planner.answer(rules: rules, goals: fit, within: share), scenario.with(rules: rules, goals: fit),
        "seed \(seed)", &plans)
    }
    #expect(plans > draws, "only \(plans) plans")
  }

  private func expect(
    _ answer: CounterfactualPlanner.Answer?, _ changed: Scenario, _ place: Comment, _ plans: inout Int
  ) {
    switch (answer, changed.plan()) {
    case (.quotas(let quotas)?, .plan(let plan)):
      #expect(quotas == plan.quotas, place)
      plans += 1
    case (.noPlan?, .infeasible), (nil, .failed(.unsoundScenario)), (.noPlan?, .failed(.unsoundScenario)): break
    case (let answer, let outcome): Issue.record("\(String(describing: answer)) against \(outcome), \(place)")
    }
  }

  /// GLPK, with a count of what it was asked.
  private final class CountingSolver: LinearProgramSolver, @unchecked Sendable {
    let name = "counting"
    // Tests ask from one thread.
    private(set) var programs = 0

    func solve(_ program: LinearProgram, limits: Limits, monitor: SolveMonitor?) -> Outcome {
      programs += 1
      return program.solve(with: GLPKSolver(), limits: limits, monitor: monitor)
    }
  }

  @Test("What cannot be is found out by one program, without a search for the rules that clash")
  func impossible() throws {
    // Every county keeps its total, so the pool cannot have one post more.
    let towns = (0..<6).map { Build.town("t\($0)", [10 + $0], group: ["c\($0 / 3)"], today: [10]) }
    let rule = Build.rule(.groupTotals(level: 0, .asToday))
    let scenario = Build.scenario([60], towns, rules: [rule])
    let plan = try scenario.requirePlan()
    let solver = CountingSolver()
    #expect(plan.withOnePostMore(pool: 0, with: solver) == .infeasible)
    #expect(solver.programs <= 1)
  }
}
