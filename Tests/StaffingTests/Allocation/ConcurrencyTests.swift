// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Staffing
import Testing

@Suite("Many plans at once")
struct ConcurrencyTests {
  @Test("A hundred plans on as many threads are the plans that one thread makes")
  func hundredThreads() throws {
    let size = RandomScenario.Size(
      towns: 4...10, most: 6, pools: 1...2, mayBeImpossible: true, townTotals: true, tied: false)
    let scenarios = (1...20).map { RandomScenario.scenario(seed: $0, size) }
    let expected = scenarios.map { $0.planIfFeasible()?.quotas }
    let answers = Answers()
    let group = DispatchGroup()
    for number in 0..<100 {
      group.enter()
      let thread = Thread {
        let answer: [[Int]]? =
          if case .plan(let plan) = scenarios[number % scenarios.count].plan() { plan.quotas } else { nil }
        answers.add(answer, of: number)
        group.leave()
      }
      thread.stackSize = 1 << 20
      thread.start()
    }
    group.wait()
    let all = answers.all
    #expect(all.count == 100)
    for (number, answer) in all { #expect(answer == expected[number % scenarios.count]) }
  }
}

/// Behind a POSIX lock, which the thread sanitizer knows; it takes the standard library's `Mutex` for a race.
private final class Answers: @unchecked Sendable {
  private let lock = NSLock()
  private var answers: [Int: [[Int]]?] = [:]

  var all: [Int: [[Int]]?] { lock.withLock { answers } }

  func add(_ answer: [[Int]]?, of number: Int) {
    lock.withLock { answers[number] = .some(answer) }
  }
}
