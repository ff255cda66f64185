// SPDX-License-Identifier: GPL-3.0-or-later

/// When to stop before the end.
public struct Limits: Sendable, Hashable {
  /// The most seconds a solve may take as a whole; `nil` for no limit.
  public var seconds: Double?
  /// The most simplex iterations of one linear program; `nil` for no limit.
  public var iterations: Int?
  /// The most branch-and-bound subproblems of one program; `nil` for no limit. Unlike ``seconds`` it ends the same solve at
  /// the same point on every machine.
  public var nodes: Int?
  /// For whole-number variables: the gap between the best point and the bound that is good enough, relative to the whole
  /// goal of the best point, its constant included; see ``Outcome/gap``. 0 asks for the proof.
  public var relativeGap: Double

  /// Limits; none by default.
  public init(seconds: Double? = nil, iterations: Int? = nil, nodes: Int? = nil, relativeGap: Double = 0) {
    self.seconds = seconds
    self.iterations = iterations
    self.nodes = nodes
    self.relativeGap = relativeGap
  }

  /// No limit.
  public static var none: Limits { Limits() }
}
