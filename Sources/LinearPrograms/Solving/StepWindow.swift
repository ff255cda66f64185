// SPDX-License-Identifier: GPL-3.0-or-later

/// The steps of one variable with a convex cost that are columns at present: those after `window.lowerBound` up to
/// `window.upperBound`, within the whole numbers that the variable may take.
struct StepWindow: Sendable {
  let variable: Int
  let bounds: ClosedRange<Int>
  private(set) var window: ClosedRange<Int>

  /// The most steps that are written out at once: 10 million, some 2 GB.
  static let mostSteps = 10_000_000

  /// A window of a few steps around a guess.
  init(variable: Int, bounds: ClosedRange<Int>, near: Int) {
    self.variable = variable
    self.bounds = bounds
    let center = min(max(near, bounds.lowerBound), bounds.upperBound)
    window = max(bounds.lowerBound, center - 2)...min(bounds.upperBound, center + 2)
  }

  var isFull: Bool { window == bounds }

  mutating func growUp() {
    let more = max(4, 2 * window.count)
    window = window.lowerBound...min(bounds.upperBound, window.upperBound + more)
  }

  mutating func growDown() {
    let more = max(4, 2 * window.count)
    window = max(bounds.lowerBound, window.lowerBound - more)...window.upperBound
  }

  mutating func open() { window = bounds }
}

extension StepWindow {
  /// A window of a few steps for each convex cost of a program without faults and crossed bounds.
  static func initial(of program: LinearProgram) -> [StepWindow] {
    program.goal.convexCosts.sorted { $0.key < $1.key }.map { index, cost in
      StepWindow(variable: index, bounds: program.wholeRange(ofVariable: index), near: cost.origin)
    }
  }

  /// A window of every step for each convex cost of a program; throws where these are more than ``mostSteps``.
  static func all(of program: LinearProgram) throws(SolverFault) -> [StepWindow] {
    var windows = initial(of: program)
    let steps = windows.reduce(0) { $0 + ($1.bounds.upperBound - $1.bounds.lowerBound) }
    guard steps <= mostSteps else { throw .invalidModel([.tooManySteps(steps)]) }
    for position in windows.indices { windows[position].open() }
    return windows
  }
}
