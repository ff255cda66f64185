// SPDX-License-Identifier: GPL-3.0-or-later

internal import CGLPKSession

/// A window into a running solve for another thread: how far it has come, and the means to stop it.
///
/// ```swift
/// let monitor = SolveMonitor()
/// // … on another thread: monitor.cancel()
/// let outcome = program.solve(monitor: monitor)
/// ```
///
/// Serves one solve at a time. Reading and cancelling are atomic and take O(1).
public final class SolveMonitor: Sendable {
  /// How far a solve has come.
  public struct Progress: Sendable, Hashable {
    /// Simplex iterations so far.
    public let iterations: Int
    /// Branch-and-bound subproblems so far.
    public let nodes: Int
    /// Goal of the best whole-number point so far.
    public let best: Double?
    /// Proven bound on the goal so far.
    public let bound: Double?

    /// How far apart the two are, relative to the best point: |best − bound| / (|best| + ε), ε = 2⁻⁵², which is the measure
    /// of ``Limits/relativeGap`` and GLPK's. 0 where the best point is proved optimal; `nil` as long as one of the two is
    /// missing. Of no use near a goal of 0, where it grows beyond all bounds.
    public var gap: Double? { relativeGap(best: best, bound: bound) }
  }

  // The control is allocated once, freed once, and every access to what it holds is atomic in C.
  nonisolated(unsafe) let control: OpaquePointer?

  /// A monitor for one solve, or for several that follow one another.
  ///
  /// - Parameter seconds: All solves under this monitor have to end this long from now, however many there are;
  ///   `nil` for no limit beside their own.
  public init(seconds: Double? = nil) {
    control = CGLPKControl_create(secondsInC(seconds))
  }

  deinit {
    CGLPKControl_destroy(control)
  }

  /// Asks the solve to stop as soon as it can. It then ends with what it has and ``Limit/cancelled``.
  public func cancel() {
    CGLPKControl_cancel(control)
  }

  /// Whether ``cancel()`` was called.
  public var isCancelled: Bool {
    CGLPKControl_is_cancelled(control)
  }

  /// The seconds until all solves under this monitor have to end, negative afterwards; `nil` where there is no limit.
  public var secondsLeft: Double? {
    let left = CGLPKControl_seconds_left(control)
    return left.isFinite ? left : nil
  }

  /// How far the solve has come.
  public var progress: Progress {
    let progress = CGLPKControl_progress(control)
    return Progress(
      iterations: Int(progress.iterations), nodes: Int(progress.nodes),
      best: progress.best.isNaN ? nil : progress.best, bound: progress.bound.isNaN ? nil : progress.bound)
  }
}
