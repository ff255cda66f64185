// SPDX-License-Identifier: GPL-3.0-or-later

/// Shares out the time of a solve among its stages.
struct StageTime {
  private let limits: Limits
  private let shares: [Double]
  private let monitor: SolveMonitor

  /// The time begins now.
  init(_ limits: Limits, shares: [Double]) {
    self.limits = limits
    self.shares = shares
    monitor = SolveMonitor(seconds: limits.seconds)
  }

  /// The seconds that are left of all; `nil` where there is no limit.
  var secondsLeft: Double? { monitor.secondsLeft }

  /// The limits of a stage that begins now: its share of the time that is left, in proportion to those of the stages
  /// after it. `nil` where no time is left.
  func limits(ofStage place: Int) -> Limits? {
    guard let left = monitor.secondsLeft else { return limits }
    guard left > 0 else { return nil }
    let sum = shares[place...].reduce(0, +)
    var limits = limits
    limits.seconds = sum > 0 ? max(left * shares[place] / sum, .leastNonzeroMagnitude) : left
    return limits
  }

  /// A solver of several programs that keeps the time as a whole.
  func limiting(_ solve: @escaping (LinearProgram, Limits) -> Outcome) -> (LinearProgram) -> Outcome {
    { program in
      guard let limits = limits(ofStage: 0) else { return .undecided(bound: nil, limit: .time) }
      return solve(program, limits)
    }
  }
}
