// SPDX-License-Identifier: GPL-3.0-or-later

import LinearPrograms
import Testing

@testable import Staffing

@Suite("Shares of a time limit")
struct TimeShareTests {
  @Test("Time is shared: each part has its share of what is left, and what it leaves goes to those after it")
  func time() throws {
    let monitor = SolveMonitor(seconds: 1000)
    #expect(abs(try #require(TimeShare(of: monitor, parts: 4).secondsLeft) - 250) < 5)
    #expect(abs(try #require(TimeShare(of: monitor, parts: 1).secondsLeft) - 1000) < 5)
    #expect(TimeShare(of: monitor, parts: 3).limitReached == nil)
    #expect(TimeShare(of: SolveMonitor()).secondsLeft == nil)
    #expect(TimeShare(of: SolveMonitor(seconds: 0), parts: 2).limitReached == .time)
    let share = TimeShare(of: monitor, parts: 3)
    monitor.cancel()
    #expect(share.limitReached == .cancelled)
  }
}
