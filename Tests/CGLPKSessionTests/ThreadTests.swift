// SPDX-License-Identifier: GPL-3.0-or-later

import CGLPKSession
import Foundation
import Testing

/// Where a number of threads wait for one another.
private final class Gate: @unchecked Sendable {
  private let condition = NSCondition()
  private var missing: Int

  init(_ threads: Int) { missing = threads }

  func pass() {
    condition.lock()
    missing -= 1
    if missing == 0 { condition.broadcast() }
    while missing > 0 { condition.wait() }
    condition.unlock()
  }
}

/// What threads report, in any order.
private final class Reports<Report>: @unchecked Sendable {
  private let lock = NSLock()
  private var reports: [Report] = []

  func add(_ report: Report) { lock.withLock { reports.append(report) } }
  var all: [Report] { lock.withLock { reports } }
}

/// Runs `body` on as many threads of their own and waits for all of them.
private func onThreads(_ count: Int, _ body: @escaping @Sendable (Int) -> Void) {
  let done = DispatchGroup()
  for index in 0..<count {
    done.enter()
    Thread.detachNewThread {
      body(index)
      done.leave()
    }
  }
  done.wait()
}

@Suite("Threads")
struct ThreadTests {
  @Test("A second session on one thread is refused, and one after the other is not")
  func oneAtATime() throws {
    try withSession { session in
      #expect(CGLPKSession_open(nil) == nil)
      #expect(session.load(.small) == CGLPKDone)
    }
    #expect(try withSession { _ in true })
    CGLPKSession_close(nil)
  }

  @Test("A session refuses the calls of other threads and stays whole")
  func otherThread() throws {
    struct Passed: @unchecked Sendable { let session: Session }
    let outcomes = Reports<CGLPKReturn>()
    try withSession { session in
      session.load(.small)
      let passed = Passed(session: session)
      onThreads(1) { _ in
        outcomes.add(passed.session.load(.knapsack))
        CGLPKSession_close(passed.session.pointer)
      }
      #expect(session.relax() == CGLPKFinished)
      #expect(near(session.goal, 11))
    }
    #expect(outcomes.all == [CGLPKRefused])
  }

  @Test("A hundred sessions at once, each on its thread, have the right answers, also next to faults")
  func hundredAtOnce() {
    let gate = Gate(100)
    let wrong = Reports<Int>()
    onThreads(100) { index in
      let right = try? withSession { session in
        // All of them are open before the first goes on.
        gate.pass()
        var program = index % 3 == 0 ? Program.knapsack : .small
        if index % 10 == 9 { program.rows[0].entries[0].0 = 9 }
        program.constant = Double(index)
        let loaded = session.load(program)
        if index % 10 == 9 { return loaded == CGLPKFault && session.message.contains("out of range") }
        session.relax()
        if index % 3 != 0 { return near(session.goal, 11 + Double(index)) }
        session.branch()
        return near(session.goal, 225 + Double(index))
      }
      if right != true { wrong.add(index) }
    }
    #expect(wrong.all == [])
  }

  @Test("Closing frees GLPK's environment on every thread, also after a fault")
  func environmentIsFreed() {
    let left = Reports<Int>()
    onThreads(20) { index in
      for round in 0..<3 {
        // A session opens only where GLPK has no environment, so that the next one opens is the proof.
        let opened: Void? = try? withSession { session in
          var program = Program.small
          if (index + round) % 2 == 0 { program.rows[0].entries[0].0 = 9 }
          session.load(program)
          session.relax()
        }
        if opened == nil { left.add(index) }
      }
    }
    #expect(left.all == [])
  }
}
