// SPDX-License-Identifier: GPL-3.0-or-later

/// When a solve has to stop: what a solver of another module asks between its steps.
///
/// ```swift
/// let clock = SolveClock(limits: limits, monitor: monitor)
/// while let step = next() {
///   if let limit = clock.limitReached { return .undecided(bound: nil, limit: limit) }
///   …
/// }
/// ```
///
/// Counts the seconds of ``Limits/seconds`` from its making, and heeds the monitor's time and cancellation.
public struct SolveClock: Sendable {
  private let start = ContinuousClock.now
  private let seconds: Double?
  private let monitor: SolveMonitor?

  /// A clock that starts now.
  public init(limits: Limits, monitor: SolveMonitor?) {
    seconds = limits.seconds
    self.monitor = monitor
  }

  /// The limit that has been reached, or `nil` as long as the solve may go on. No seconds, fewer than none or NaN are
  /// over at once. O(1).
  public var limitReached: Limit? {
    if let monitor {
      if monitor.isCancelled { return .cancelled }
      if let left = monitor.secondsLeft, left <= 0 { return .time }
    }
    guard let seconds else { return nil }
    return (ContinuousClock.now - start) / .seconds(1) < seconds ? nil : .time
  }
}
