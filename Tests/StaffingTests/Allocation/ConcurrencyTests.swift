// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Staffing
import Synchronization
import Testing

@Suite("Many plans at once")
struct ConcurrencyTests {
  @Test("A hundred plans on as many threads are the plans that one thread makes")
  func hundredThreads() throws {
    let size = RandomScenario.Size(
      towns: 4...10, most: 6, pools: 1...2, mayBeImpossible: true, townTotals: true, tied: false)
    let scenarios = (1...20).map { RandomScenario.scenario(seed: $0, size) }
    let expected = scenarios.map { $0.planIfFeasible()?.quotas }
    let answers = Mutex([Int: [[Int]]?]())
    let group = DispatchGroup()
    for number in 0..<100 {
      group.enter()
      let thread = Thread {
        let answer: [[Int]]? =
          if case .plan(let plan) = scenarios[number % scenarios.count].plan() { plan.quotas } else { nil }
        answers.withLock { $0[number] = .some(answer) }
        group.leave()
      }
      thread.stackSize = 1 << 20
      thread.start()
    }
    group.wait()
    let all = answers.withLock(\.self)
    #expect(all.count == 100)
    for (number, answer) in all { #expect(answer == expected[number % scenarios.count]) }
  }
}
