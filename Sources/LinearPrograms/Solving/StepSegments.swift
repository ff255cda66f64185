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
  /// The values that are looked at: the variable's range, or a window of it.
  let bounds: ClosedRange<Int>
  /// Where the range is cut, its ends included; ascending.
  private(set) var cuts: SegmentCuts
  /// Whether no segment has steps of two costs.
  private var isExact = false
  /// Whether the variable's range goes on below, or above, what is looked at.
  private var isCutBelow = false
  private var isCutAbove = false

  /// The most steps that are written out at once: 10 million, some 2 GB.
  static let mostSteps = 10_000_000

  /// The most steps of one segment that are made columns of their own in one go.
  private static let mostCuts = 64

  /// A few steps around a guess, so many on either side, and one segment beyond them on either side.
  init(variable: Int, bounds: ClosedRange<Int>, near: Int, steps: Int = 2) {
    self.variable = variable
    self.bounds = bounds
    let center = min(max(near, bounds.lowerBound), bounds.upperBound)
    cuts = SegmentCuts(
      max(bounds.lowerBound, center - steps)...min(bounds.upperBound, center + steps), within: bounds)
  }

  /// Those steps next to a value that are open, and nothing beyond where steps there cost more, or less, than that.
  ///
  /// Where the value is the optimum, what is left out changes nothing: see ``hides(_:worth:tolerance:)``.
  init(
    variable: Int, window value: Int, _ open: OpenSteps, of range: ClosedRange<Int>, costOfStep: (_ step: Int) -> Double
  ) {
    var (low, high) = (value, value)
    if open.contains(.last), value > range.lowerBound {
      low = value - 1
      if low > range.lowerBound, !(costOfStep(low) < costOfStep(value)) { low = range.lowerBound }
    }
    if open.contains(.next), value < range.upperBound {
      high = value + 1
      if high < range.upperBound, !(costOfStep(high + 1) > costOfStep(high)) { high = range.upperBound }
    }
    self.init(variable: variable, bounds: low...high, near: value, steps: 1)
    isCutBelow = low > range.lowerBound
    isCutAbove = high < range.upperBound
  }

  /// Whether the variable's range has a step.
  var hasSteps: Bool { bounds.count > 1 || isWindow }

  /// Whether steps of the variable's range are left out.
  var isWindow: Bool { isCutBelow || isCutAbove }

  /// Whether a variable's range has steps beyond the window that may be taken, or given up, where one more unit is worth
  /// so much: costs grow with the step, so that the first one says it for all. O(1).
  func hides(_ cost: ConvexCost, worth: Double, tolerance: Double) -> Bool {
    if isCutBelow, !(cost.ofStep(bounds.lowerBound) < worth - tolerance) { return true }
    return isCutAbove && !(cost.ofStep(bounds.upperBound + 1) > worth + tolerance)
  }

  /// A column for each run of steps that cost the same, over a part of the variable's range.
  init(variable: Int, steps bounds: ClosedRange<Int>, of cost: ConvexCost) {
    self.variable = variable
    self.bounds = bounds
    cuts = SegmentCuts(cost.runs(in: bounds))
    isExact = true
  }

  /// The segments, each by its ends.
  var pieces: some Sequence<(from: Int, to: Int)> {
    (1..<max(1, cuts.count)).lazy.map { [cuts] in (cuts[$0 - 1], cuts[$0]) }
  }

  /// The cost that a segment's column has for each of its steps.
  static func slope(_ cost: ConvexCost, from: Int, to: Int) -> Double {
    cost.ofStep(from + (to - from + 1) / 2)
  }

  /// Cuts at every whole number.
  mutating func writeOut() {
    cuts = SegmentCuts(bounds, within: bounds)
    isExact = true
  }

  /// Cuts wherever the next step costs more. Steps of one cost stay together: as columns of their own they could change
  /// places, and branch and bound would go through all their orders.
  mutating func open(_ cost: ConvexCost) {
    cuts = SegmentCuts(cost.runs(in: bounds))
    isExact = true
  }

  /// Whether every segment is a single step, or one of steps that cost the same.
  var isOpen: Bool { isExact || cuts.count == bounds.count }

  /// Cuts the segments in which steps cost what one more unit is worth, to within `tolerance`. Returns whether any was
  /// cut: if not, every segment near the price is exact. O(segments · log range).
  mutating func refine(_ cost: ConvexCost, worth: Double, tolerance: Double) -> Bool {
    var more: [Int] = []
    for (from, to) in pieces where to - from > 1 {
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
    if !more.isEmpty { cuts = SegmentCuts(Set(cuts + more).sorted()) }
    return cuts.count > before
  }
}

extension StepSegments {
  /// A few segments for each convex cost of a program without faults and crossed bounds.
  ///
  /// - Parameter guess: Where the optimum is likely to be, one value a variable; by default it is looked for around the
  ///   costs' origins.
  static func initial(of program: LinearProgram, near guess: [Int]? = nil) -> [StepSegments] {
    program.goal.convexCosts.map { index, cost in
      StepSegments(
        variable: index, bounds: program.wholeRange(ofVariable: index), near: guess?[index] ?? cost.origin,
        steps: guess == nil ? 2 : 1)
    }
  }

  /// Windows of the convex costs of a program without faults around values that are thought to be the optimum, each with
  /// the steps that are open.
  static func windows(of program: LinearProgram, around values: [Int], open: [OpenSteps]) -> [StepSegments] {
    let costs = program.goal.convexCosts
    var windows: [StepSegments] = []
    windows.reserveCapacity(costs.count)
    for index in costs.keys {
      windows.append(
        StepSegments(
          variable: index, window: values[index], open[index], of: program.wholeRange(ofVariable: index)
        ) { costs.cost(ofStep: $0, of: index) })
    }
    return windows
  }

  /// Every convex cost of a program cut at each whole number, as a file has it; throws where the steps are more than
  /// ``mostSteps``.
  static func all(of program: LinearProgram) throws(SolverFault) -> [StepSegments] {
    var segments = initial(of: program)
    let steps = segments.reduce(0) { $0 + ($1.bounds.upperBound - $1.bounds.lowerBound) }
    guard steps <= mostSteps else { throw .invalidModel([.tooManySteps(steps)]) }
    for position in segments.indices { segments[position].writeOut() }
    return segments
  }

  /// The same with the steps of one cost together, as branch and bound needs it.
  static func exact(of program: LinearProgram) throws(SolverFault) -> [StepSegments] {
    var segments = initial(of: program)
    let steps = segments.reduce(0) { $0 + ($1.bounds.upperBound - $1.bounds.lowerBound) }
    guard steps <= mostSteps else { throw .invalidModel([.tooManySteps(steps)]) }
    for position in segments.indices {
      guard let cost = program.goal.convexCosts[segments[position].variable] else { continue }
      segments[position].open(cost)
    }
    return segments
  }
}

extension ConvexCost {
  /// Where a range is to be cut so that all steps of a piece cost the same; its ends included, ascending.
  /// O(pieces · log range).
  func runs(in range: ClosedRange<Int>) -> [Int] { runs(in: range, most: .max) ?? [range.lowerBound] }

  /// The same; `nil` where the pieces are more than `most`.
  func runs(in range: ClosedRange<Int>, most: Int) -> [Int]? {
    var cuts = [range.lowerBound]
    var value = range.lowerBound
    while value < range.upperBound {
      guard cuts.count <= most else { return nil }
      value = endOfRun(from: value + 1, upTo: range.upperBound)
      cuts.append(value)
    }
    return cuts
  }

  /// The last of the steps from one on that cost the same as it: as costs never fall, such steps lie side by side, and
  /// their end is found in longer and longer strides. O(log steps).
  func endOfRun(from step: Int, upTo last: Int) -> Int {
    let cost = ofStep(step)
    return step + LongStrides.farthest(last - step) { ofStep(step + $0) == cost }
  }

  /// The first of the steps up to one that cost the same as it. O(log steps).
  func startOfRun(to step: Int, from first: Int) -> Int {
    let cost = ofStep(step)
    return step - LongStrides.farthest(step - first) { ofStep(step - $0) == cost }
  }
}
