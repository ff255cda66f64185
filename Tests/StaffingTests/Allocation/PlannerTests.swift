// SPDX-License-Identifier: GPL-3.0-or-later

import LinearPrograms
import Staffing
import TestLength
import Testing

@Suite("Planning against every whole-number plan there is")
struct PlannerTests {
  static let onePool = RandomScenario.Size(
    towns: 2...5, most: 2, pools: 1...3, mayBeImpossible: true, townTotals: false, tied: false)
  static let twoWay = RandomScenario.Size(
    towns: 2...4, most: 2, pools: 2...2, mayBeImpossible: true, townTotals: true, tied: false)

  @Test("With nested totals the plan has the least misfit of all, and there is none only where no plan keeps the rules")
  func nested() {
    var feasible = 0
    let draws = everyday(48, long: 120)
    for seed in 1...draws {
      let scenario = RandomScenario.scenario(seed: seed, seed % 3 == 0 ? Self.onePool.tieing : Self.onePool)
      let needs = ExactNeeds(scenario)
      let brute = BruteForce(scenario: scenario, needs: needs)
      let misfit = Misfit(method: scenario.method, needs: needs, most: scenario.pools.map(\.total).max() ?? 0)
      let plan = scenario.planIfFeasible()
      let columns = scenario.pools.indices.map { brute.columns(pool: $0) }
      #expect((plan != nil) == columns.allSatisfy { !$0.isEmpty }, "seed \(seed)")
      guard let plan else { continue }
      feasible += 1
      for (pool, columns) in columns.enumerated() {
        // The other pools as planned: misfits add up, or multiply, pool by pool.
        let misfits = columns.map { column in
          misfit(zip(plan.quotas, column).map { $0.replacing(pool, with: $1) })
        }
        let own = misfit(plan.quotas)
        #expect(misfits.min() == own, "seed \(seed), pool \(pool)")
        let isTied = misfits.count { $0 == own } > 1
        #expect(plan.ties.contains { $0.pool == pool } == isTied, "seed \(seed): a tie is named where there is one")
      }
    }
    #expect(feasible > draws / 2, "the test would prove little with fewer: \(feasible)")
  }

  @Test("With towns' totals across the pools the plan has the least misfit of all")
  func crossed() {
    var feasible = 0
    let draws = everyday(60, long: 101)
    for seed in 1000..<1000 + draws {
      let scenario = RandomScenario.scenario(seed: seed, seed % 3 == 0 ? Self.twoWay.tieing : Self.twoWay)
      // A draw in which no town has a fixed total is a rule for nobody.
      guard scenario.faults.isEmpty else { continue }
      let needs = ExactNeeds(scenario)
      let plans = BruteForce(scenario: scenario, needs: needs).plans()
      let plan = scenario.planIfFeasible()
      #expect((plan != nil) == !plans.isEmpty, "seed \(seed)")
      guard let plan else { continue }
      feasible += 1
      let misfit = Misfit(method: scenario.method, needs: needs, most: scenario.pools.map(\.total).max() ?? 0)
      let misfits = plans.map { misfit($0) }
      let own = misfit(plan.quotas)
      #expect(misfits.min() == own, "seed \(seed)")
      #expect(
        plan.ties.isEmpty == (misfits.count { $0 == own } == 1), "seed \(seed): a tie is named where there is one")
    }
    #expect(feasible > draws * 2 / 5, "the test would prove little with fewer: \(feasible)")
  }

  @Test("A drawn plan needs no branch and bound and breaks no rule")
  func integral() throws {
    let size = RandomScenario.Size(
      towns: 5...30, most: 30, pools: 1...3, mayBeImpossible: false, townTotals: true, tied: false)
    for seed in 1...everyday(20, long: 40) {
      let plan = try RandomScenario.scenario(seed: seed, size).requirePlan()
      #expect(plan.breaches.isEmpty)
      #expect(plan.solving.isLinear, "seed \(seed) was branched: \(plan.solving.method)")
    }
  }

  /// Solves the first programs, and says of all others that the time was over.
  private final class TiredSolver: LinearProgramSolver, @unchecked Sendable {
    let name = "tired"
    private var left: Int

    init(solves: Int) { left = solves }

    func solve(_ program: LinearProgram, limits: Limits, monitor: SolveMonitor?) -> Outcome {
      left -= 1
      guard left >= 0 else { return .undecided(bound: nil, limit: .time) }
      return GLPKSolver().solve(program, limits: limits, monitor: monitor)
    }
  }

  @Test("At a limit the best plan so far is kept, with its certificate; without one there is none", arguments: 0..<20)
  func bestSoFar(seed: Int) throws {
    let size = RandomScenario.Size(
      towns: 3...8, most: 9, pools: 2...3, mayBeImpossible: false, townTotals: true, tied: true)
    let scenario = RandomScenario.scenario(seed: seed, size)
    guard let whole = scenario.planIfFeasible() else { return }
    var hadPlan = false
    // Every part has a program of fit and one for ties, or more.
    for solves in 0... {
      switch scenario.plan(with: TiredSolver(solves: solves)) {
      case .stopped(.time, best: nil):
        #expect(!hadPlan)
        continue
      case .stopped(.time, best: let best?):
        hadPlan = true
        #expect(solves > 0 && best.solving.limit == .time && best.breaches.isEmpty)
        #expect(best.certificate.refusals(against: scenario).isEmpty)
        #expect(abs(best.solving.misfit - whole.solving.misfit) < 1e-6)
        continue
      case .plan(let plan):
        #expect(solves > 0 && plan.quotas == whole.quotas && plan.solving.limit == nil)
      case let other: Issue.record("\(other)")
      }
      break
    }
  }

  @Test("A scenario with faults is refused with all of them")
  func unsound() {
    let scenario = Build.scenario([3], [])
    guard case .failed(.unsoundScenario(let faults)) = scenario.plan() else {
      Issue.record("it was not refused")
      return
    }
    #expect(faults == [.noTowns])
  }
}

extension RandomScenario.Size {
  /// The same with needs so small that ties abound.
  var tieing: Self {
    var size = self
    size.tied = true
    return size
  }
}

extension [Int] {
  func replacing(_ place: Int, with value: Int) -> [Int] {
    var copy = self
    copy[place] = value
    return copy
  }
}
