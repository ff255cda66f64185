// SPDX-License-Identifier: GPL-3.0-or-later

/// The columns that stand for one variable with a convex cost: its range cut into segments at whole numbers.
///
/// A segment's column has the cost of its middle step for every one of its steps. That is exact for a segment of one
/// step or of steps that all cost the same; any other keeps the cost convex. Where the segments next to a point are
/// exact, the point is optimal for the true cost if it is for the cut one: the two have the same slopes there. So only
/// segments that the price falls into have to be cut further, where their steps cost the price: a segment that is
/// partly filled is halved, and a range of thousands costs a handful of columns.
struct StepSegments: Sendable {
  let variable: Int
  let bounds: ClosedRange<Int>
  /// Where the range is cut, its ends included; ascending.
  private(set) var cuts: [Int]

  /// The most steps that are written out at once: 10 million, some 2 GB.
  static let mostSteps = 10_000_000

  /// The most steps of one segment that are made columns of their own in one go.
  private static let mostCuts = 64

  /// A few steps around a guess, and one segment on either side.
  init(variable: Int, bounds: ClosedRange<Int>, near: Int) {
    self.variable = variable
    self.bounds = bounds
    let center = min(max(near, bounds.lowerBound), bounds.upperBound)
    let around = max(bounds.lowerBound, center - 2)...min(bounds.upperBound, center + 2)
    cuts = Set([bounds.lowerBound, bounds.upperBound] + around).sorted()
  }

  /// A column a step over a part of the variable's range.
  init(variable: Int, steps bounds: ClosedRange<Int>) {
    self.variable = variable
    self.bounds = bounds
    cuts = Array(bounds)
  }

  /// The cost that a segment's column has for each of its steps.
  static func slope(_ cost: ConvexCost, from: Int, to: Int) -> Double {
    cost.ofStep(from + (to - from + 1) / 2)
  }

  /// Cuts at every whole number.
  mutating func open() { cuts = Array(bounds) }

  /// Whether every segment is a single step.
  var isOpen: Bool { cuts.count == bounds.count }

  /// Cuts the segments in which steps cost what one more unit is worth, to within `tolerance`. Returns whether any was
  /// cut: if not, every segment near the price is exact. O(segments · log range).
  mutating func refine(_ cost: ConvexCost, worth: Double, tolerance: Double) -> Bool {
    var more: [Int] = []
    for (from, to) in zip(cuts, cuts.dropFirst()) where to - from > 1 {
      let (first, last) = (cost.ofStep(from + 1), cost.ofStep(to))
      guard first <= worth + tolerance, last >= worth - tolerance, first != last else { continue }
      // The first step that costs about the worth or more; costs grow with the step.
      var (low, high) = (from + 1, to)
      while low < high {
        let middle = low + (high - low) / 2
        if cost.ofStep(middle) >= worth - tolerance { high = middle } else { low = middle + 1 }
      }
      // One step before it, and those after it that cost about the worth, and one more: single steps all.
      var end = low
      while end < min(to, low + Self.mostCuts), cost.ofStep(end) <= worth + tolerance { end += 1 }
      more += max(from, low - 2)...end
    }
    let before = cuts.count
    if !more.isEmpty { cuts = Set(cuts + more).sorted() }
    return cuts.count > before
  }
}

extension StepSegments {
  /// A few segments for each convex cost of a program without faults and crossed bounds.
  static func initial(of program: LinearProgram) -> [StepSegments] {
    program.goal.convexCosts.sorted { $0.key < $1.key }.map { index, cost in
      StepSegments(variable: index, bounds: program.wholeRange(ofVariable: index), near: cost.origin)
    }
  }

  /// A column a step for each convex cost of a program; throws where these are more than ``mostSteps``.
  static func all(of program: LinearProgram) throws(SolverFault) -> [StepSegments] {
    var segments = initial(of: program)
    let steps = segments.reduce(0) { $0 + ($1.bounds.upperBound - $1.bounds.lowerBound) }
    guard steps <= mostSteps else { throw .invalidModel([.tooManySteps(steps)]) }
    for position in segments.indices { segments[position].open() }
    return segments
  }
}
