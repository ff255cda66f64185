// SPDX-License-Identifier: GPL-3.0-or-later

internal import LinearPrograms

/// One of several parts of what is left of a monitor's time, from now on.
struct TimeShare {
  private let monitor: SolveMonitor
  /// The monitor's seconds left at which the share is over; `nil` for no limit.
  private let end: Double?

  /// A share, with so many parts still to come, this one included. What a part leaves goes to those after it.
  init(of monitor: SolveMonitor, parts: Int = 1) {
    self.monitor = monitor
    end = monitor.secondsLeft.map { $0 - $0 / Double(max(1, parts)) }
  }

  /// The seconds that are left of it, above zero; `nil` for no limit.
  var secondsLeft: Double? {
    guard let end, let left = monitor.secondsLeft else { return nil }
    return max(left - end, .leastNonzeroMagnitude)
  }

  /// Why it is over; `nil` as long as it is not.
  var limitReached: Limit? {
    if monitor.isCancelled { return .cancelled }
    guard let end, let left = monitor.secondsLeft else { return nil }
    return left <= end ? .time : nil
  }
}
