// SPDX-License-Identifier: GPL-3.0-or-later

// MARK: - Segments of convex costs

extension GLPKSolve {
  /// What one more unit of each variable is worth, and the multipliers of the program's rows.
  ///
  /// Where a variable has columns, its worth is told from what they cost: that is exact for a basic one, and no rounding of
  /// large multipliers is in it. It is the same for every segment.
  func worths(
    _ form: ColumnForm, _ duals: (rows: [Double], columns: [Double]), at point: [Double]
  ) -> (worths: [Double], multipliers: [Double]) {
    var multipliers = form.placed(duals.rows, among: program.constraintCount, rest: 0)
    var worths = program.worths(at: multipliers)
    for segments in segments where segments.cuts.count > 1 {
      guard let cost = program.goal.convexCosts[segments.variable] else { continue }
      worths[segments.variable] =
        StepSegments.slope(cost, from: segments.cuts[0], to: segments.cuts[1])
        - duals.columns[form.firstColumn[segments.variable]]
        - (form.shortfalls?.worth(ofFirst: segments, at: multipliers) ?? 0)
    }
    if let shortfalls = form.shortfalls {
      shortfalls.settle(&worths, &multipliers, at: form.variableValues(at: point), of: program)
    }
    return (worths, multipliers)
  }

  /// Whether steps that were left out may be taken, or given up, at these prices.
  func windowsHideSteps(_ worths: [Double], _ tolerance: Double) -> Bool {
    segments.indices.contains { place in
      let variable = segments[place].variable
      guard segments[place].isWindow, let cost = program.goal.convexCosts[variable] else { return false }
      return segments[place].hides(cost, worth: worths[variable], tolerance: tolerance)
    }
  }

  /// Looks at the whole ranges.
  mutating func openWindows() {
    areWindows = false
    segments = StepSegments.initial(of: program, near: prices?.values)
  }

  /// Cuts every segment that the price falls into and that is not exact. Returns whether there was one.
  mutating func refineSegments(_ worths: [Double], _ tolerance: Double) -> Bool {
    var refined = false
    for position in segments.indices where !segments[position].isOpen {
      let variable = segments[position].variable
      guard let cost = program.goal.convexCosts[variable] else { continue }
      if segments[position].refine(cost, worth: worths[variable], tolerance: tolerance) { refined = true }
    }
    return refined
  }

  /// Opens the steps that a better point than one which is known could take, and leaves out all others: what a point is
  /// worse than the linear program by is at least what its steps cost more than they are worth. Returns whether that
  /// was done; it is not where no point is known.
  mutating func narrowSegments(
    _ form: ColumnForm, in session: borrowing GLPKSession
  ) throws(SolverFault) -> Bool {
    guard known == nil, mostNodes == 0, segments.contains(where: { !$0.isOpen }), let root,
      let found = try startFromRelaxation(form, in: session)
    else { return false }
    let gap = found.goal - root.goal
    guard gap.isFinite else { return false }
    known = found
    let slack = max(0, gap) + GLPKSolver.tieTolerance * max(1, abs(found.goal))
    var left = StepSegments.mostSteps
    var narrowed: [StepSegments] = []
    for segments in segments {
      guard let cost = program.goal.convexCosts[segments.variable] else { continue }
      var range = segments.bounds
      if let margin = root.margins[segments.variable] {
        range = margin.range(within: slack, cost, segments.bounds, mostSteps: left)
      }
      left -= range.count
      guard left >= 0 else { return false }
      narrowed.append(StepSegments(variable: segments.variable, steps: range, of: cost))
    }
    segments = narrowed
    return true
  }

  mutating func openAllSegments() throws(SolverFault) -> Bool {
    guard segments.contains(where: { !$0.isOpen }) else { return false }
    segments = try StepSegments.exact(of: program)
    return true
  }

  /// For each variable with a convex cost, its worth at the margin and the values that the reduced costs leave open.
  func margins(_ worths: [Double], _ tolerance: Double) -> MarginTable {
    var margins = MarginTable()
    margins.reserve(program.variableCount)
    for place in segments.indices where segments[place].hasSteps {
      let variable = segments[place].variable
      let worth = worths[variable]
      let least = segments[place].bounds.lowerBound
      var (certain, possible) = (least, least)
      guard segments[place].bounds.count > 1, let cost = program.goal.convexCosts[variable] else {
        margins[variable] = Solution.Margin(worth: worth, optimalRange: least...least)
        continue
      }
      for (from, to) in segments[place].pieces {
        // Costs grow with the step: a segment is taken whole if its last step pays, and left if its first does not.
        if cost.ofStep(to) - worth < -tolerance { certain = to }
        if cost.ofStep(from + 1) - worth <= tolerance { possible = to }
      }
      margins[variable] = Solution.Margin(worth: worth, optimalRange: certain...max(certain, possible))
    }
    return margins
  }
}

extension ColumnForm {
  /// Within what reduced costs count as zero. O(columns).
  ///
  /// - Parameter largestOutside: The largest cost of steps that are not among the columns.
  func tieTolerance(largestOutside: Double) -> Double {
    let largest = costs.reduce(largestOutside) { max($0, abs($1)) }
    return GLPKSolver.tieTolerance * (largest > 0 ? min(1, largest) : 1)
  }
}
