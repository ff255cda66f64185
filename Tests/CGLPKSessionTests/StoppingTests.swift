// SPDX-License-Identifier: GPL-3.0-or-later

import CGLPKSession
import Dispatch
import Testing

/// A control that another thread may hold as well: all of its fields are atomic.
final class Control: @unchecked Sendable {
  let pointer: OpaquePointer

  init?() {
    guard let pointer = CGLPKControl_create(0) else { return nil }
    self.pointer = pointer
  }

  deinit { CGLPKControl_destroy(pointer) }

  var isCancelled: Bool { CGLPKControl_is_cancelled(pointer) }
  var progress: CGLPKProgress { CGLPKControl_progress(pointer) }
  func cancel() { CGLPKControl_cancel(pointer) }

  func cancel(after seconds: Double) {
    DispatchQueue.global().asyncAfter(deadline: .now() + seconds) { self.cancel() }
  }
}

/// Serialized, since these measure time.
@Suite("Deadlines and cancellation", .serialized)
struct StoppingTests {
  /// What the clock may show beyond a limit while other suites keep every core busy: a test here shows that a solve ends
  /// at its limit and not at its own end, which is hours away. How promptly it does is measured alone.
  static let tolerance = 30.0

  private func seconds(_ body: () -> Void) -> Double {
    let elapsed = ContinuousClock().measure(body)
    return Double(elapsed.components.seconds) + Double(elapsed.components.attoseconds) * 1e-18
  }

  @Test("A hard integer program returns by its deadline with the best point and a bound", arguments: [false, true])
  func branchDeadline(presolve: Bool) throws {
    try withSession { session in
      let program = Program.marketSplit(markets: 4, products: 35)
      session.load(program)
      if !presolve { session.relax() }
      let time = seconds {
        #expect(
          session.branch {
            $0.presolve = presolve
            $0.seconds = 0.3
          } == CGLPKDeadline)
      }
      #expect(time < 0.3 + Self.tolerance)
      #expect(time > 0.25)
      #expect(session.status == CGLPKFeasible)
      #expect(session.bound <= session.goal)
      #expect(session.bound >= 0)
      #expect(session.progress.nodes > 1)
      let point = try #require(session.point(program.costs.count))
      #expect(near(zip(point, program.costs).map(*).reduce(0, +), session.goal))
      for row in program.rows {
        #expect(near(row.entries.map { point[Int($0.0)] * $0.1 }.reduce(0, +), row.lower))
      }
    }
  }

  @Test("A session's deadline holds for all of its solves together")
  func sessionDeadline() throws {
    try withSession { session in
      session.load(.marketSplit(markets: 4, products: 35))
      CGLPKSession_set_deadline(session.pointer, 0.2)
      let time = seconds {
        session.relax()
        #expect(session.branch { $0.seconds = 60 } == CGLPKDeadline)
        #expect(session.branch() == CGLPKDeadline)
      }
      #expect(time < 0.2 + Self.tolerance)
      CGLPKSession_set_deadline(session.pointer, 0)
      session.load(.knapsack)
      session.relax()
      #expect(session.branch() == CGLPKFinished)
    }
  }

  @Test("A long linear program returns by its deadline with the point it has")
  func simplexDeadline() throws {
    try withSession { session in
      session.load(.matching(size: 300))
      let time = seconds { #expect(session.relax { $0.seconds = 0.1 } == CGLPKDeadline) }
      #expect(time < 0.1 + Self.tolerance)
      #expect(session.status == CGLPKFeasible)
      #expect(session.goal > 0)
    }
  }

  @Test("A long integer program is cancelled from another thread and keeps its best point and bound")
  func cancelBranch() throws {
    let control = try #require(Control())
    try withSession(control.pointer) { session in
      session.load(.marketSplit(markets: 4, products: 35))
      session.relax()
      control.cancel(after: 0.2)
      let time = seconds { #expect(session.branch() == CGLPKCancelled) }
      #expect(time < 0.2 + Self.tolerance)
      #expect(session.status == CGLPKFeasible)
      #expect(session.bound <= session.goal)
      let progress = control.progress
      #expect(progress.nodes > 1 && progress.iterations > 1)
      #expect(progress.best == session.goal && progress.bound == session.bound)
      // The search ended gently, so the program is still there.
      #expect(session.duals(rows: 4, columns: 43) != nil)
    }
  }

  @Test("A long linear program is cancelled from another thread, and the session takes a new program")
  func cancelSimplex() throws {
    let control = try #require(Control())
    try withSession(control.pointer) { session in
      session.load(.matching(size: 300))
      control.cancel(after: 0.1)
      let time = seconds { #expect(session.relax() == CGLPKCancelled) }
      #expect(time < 0.1 + Self.tolerance)
      #expect(control.progress.iterations > 0)
      #expect(session.status == CGLPKUndefined)
      #expect(session.goal.isNaN)
      #expect(session.point(90_000) == nil)
      #expect(session.relax() == nil)
      #expect(session.message == "No program is loaded.")
      #expect(session.load(.small) == CGLPKDone)
      // The control stays cancelled.
      #expect(session.relax() == CGLPKCancelled)
    }
    try withSession { session in
      session.load(.small)
      session.relax()
      #expect(near(session.goal, 11))
    }
  }

  @Test("A solve that was cancelled before it began does nothing")
  func cancelledBefore() throws {
    let control = try #require(Control())
    control.cancel()
    #expect(control.isCancelled)
    try withSession(control.pointer) { session in
      session.load(.knapsack)
      #expect(session.relax() == CGLPKCancelled)
      #expect(session.branch { $0.presolve = true } == CGLPKCancelled)
      #expect(session.progress.iterations == 0)
      #expect(session.status == CGLPKUndefined)
    }
  }
}
