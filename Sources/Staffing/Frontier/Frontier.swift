// SPDX-License-Identifier: GPL-3.0-or-later

public import LinearPrograms

/// What a goal costs in another 权衡曲线: the best that can be had of the one for each number of posts moved, or for each
/// coverage of the worst-covered town, or for each price of soft rules.
///
/// ```swift
/// if case .frontier(let frontier) = scenario.frontier(.fit) {
///   for point in frontier.points { print(point.moved, frontier.loss(of: point)) }
/// }
/// ```
///
/// No plan that keeps the rules has the goal better and the other as good, nor the other better and the goal as good: the
/// points are the nondominated ones (Pareto). Each is a plan in full, made by ``Scenario/at(_:)``.
public struct Frontier: Sendable {
  /// One point.
  public struct Point: Sendable {
    /// Which point it is: how far the other goal may have given way where it was found.
    public let place: FrontierPlace
    /// The plan.
    public let plan: Plan
    /// The posts that it takes from towns which have them today.
    public let moved: Int
    /// The goal that gives way, in its own measure: posts moved, the worst coverage, the price of soft rules.
    public let given: Double
    /// The goal in its own measure: the misfit for fit, the worst coverage for fairness, the price for soft rules.
    public let value: Double
    /// Whether no plan in which the other goal has given way as little is proved to have the goal better.
    public let isProved: Bool
    /// What the goal cannot be beyond where the other has given way as far; `nil` where nothing is known.
    public let bound: Double?
    /// Whether the price of a move changes here: the frontier is a straight line between two such points. `false` where
    /// that is not known.
    public internal(set) var isBreak = false
    /// The marks at which it is the point: its own is the first.
    let marks: ClosedRange<Int>

    /// The mark of its plan.
    var mark: Int { marks.lowerBound }
  }

  /// A place where the frontier bends.
  public struct Vertex: Hashable, Sendable {
    /// Posts moved.
    public let moved: Int
    /// The goal.
    public let value: Double
  }

  /// What it is of.
  public let scenario: Scenario
  /// The two goals.
  public let goals: FrontierGoals
  /// The points, from where the other goal is at its best on; at least one.
  public let points: [Point]
  /// Whether every point of the frontier is among them.
  public let isComplete: Bool
  /// Whether the frontier is known to be convex: each move brings no more than the one before.
  public let isConvex: Bool
  /// Where the frontier bends, and its two ends, from the fewest posts moved on; empty where that was not asked for.
  public let vertices: [Vertex]
  /// Whether all of these were found.
  public let hasAllVertices: Bool
  /// The place in ``points`` of the one farthest from the straight line between the ends, each measured from 0 to 1:
  /// on a convex frontier moves bring more than on average before it, and less beyond it (Das, 1999). `nil` where no point is
  /// off the line, and where a limit left only a part of the frontier.
  public let knee: Int?
  /// The limit at which the search ended before all points asked for were found; `nil` where there was none.
  public let limit: Limit?

  /// How much worse the goal is at a point than at its best, 0 or more.
  public func loss(of point: Point) -> Double {
    guard let best = points.last else { return 0 }
    return max(0, goals.aim == .fairness ? best.value - point.value : point.value - best.value)
  }

  /// The part of what giving way can bring that a point has, from 0 where the other goal is at its best to 1 at the best of
  /// the goal; `nil` where it brings nothing.
  public func gained(at point: Point) -> Double? {
    guard let first = points.first, loss(of: first) > 0 else { return nil }
    return 1 - loss(of: point) / loss(of: first)
  }

  /// What each move from a point to the next one listed brings on average, or each unit of the other goal that gives way;
  /// `nil` at the last one.
  public func gainPerUnit(after place: Int) -> Double? {
    guard points.indices.contains(place + 1) else { return nil }
    let (here, next) = (points[place], points[place + 1])
    return (loss(of: here) - loss(of: next)) / abs(next.given - here.given)
  }
}

/// What came of looking for a frontier.
public enum FrontierOutcome: Sendable {
  /// The frontier, or what a limit left of it.
  case frontier(Frontier)
  /// No plan can keep all rules; why, in sums.
  case infeasible([Infeasibility])
  /// A limit was reached before there was any point.
  case stopped(Limit)
  /// There is no answer.
  case failed(PlanningFault)
}

extension Frontier {
  /// The place of the point that is farthest below the straight line between the first and the last, each axis measured
  /// from 0 to 1; `nil` where none is below it. O(points).
  ///
  /// That is the knee by normal-boundary intersection: I. Das, On characterizing the “knee” of the Pareto curve based on
  /// normal-boundary intersection, Structural Optimization 18 (1999). Of several as far, the first.
  ///
  /// - Parameter points: marks, such as posts moved, and the loss, marks ascending and losses descending.
  static func knee(_ points: [(mark: Int, loss: Double)]) -> Int? {
    guard let first = points.first, let last = points.last, last.mark > first.mark, first.loss > last.loss else {
      return nil
    }
    let depths = points.map { point in
      let x = Double(point.mark - first.mark) / Double(last.mark - first.mark)
      return 1 - x - (point.loss - last.loss) / (first.loss - last.loss)
    }
    var deepest: Int?
    for place in depths.indices where depths[place] > (deepest.map { depths[$0] } ?? 0) + 1e-9 { deepest = place }
    return deepest
  }
}
