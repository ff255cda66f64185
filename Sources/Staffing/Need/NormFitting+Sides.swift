// SPDX-License-Identifier: GPL-3.0-or-later

internal import LinearPrograms

extension NormFitting {
  /// Which observations are taken to lie above the norm, or below it, and which may lie on either side.
  struct Sides {
    var above: [Int] = []
    var below: [Int] = []
    var between: [Int]
  }

  /// A norm with its Σ of absolute deviations.
  struct Line {
    let coefficients: [Double]
    let constant: Double
    let deviation: Double
  }

  /// Observations up to which the fit is one linear program of all of them.
  static let fittedAtOnce = 3_000
  /// Those that a first guess is fitted to where there are more.
  private static let sampled = 1_000

  /// The same fit of many observations: a sample says about where the norm runs; all that lie far from there count as
  /// above or below, for which their sums will do, and the others are fitted one by one. Where some turn out to lie on
  /// the other side, they are fitted too, and so on: the result is the optimum of all, for what is taken to lie on one
  /// side costs no more than its deviation, and exactly that where it does lie there (Portnoy and Koenker, *Statistical
  /// Science* 12, 1997). A few linear programs of some thousand rows.
  func fitFromSample(with solver: some LinearProgramSolver) -> Line? {
    let count = observations.count
    let sample = (0..<Self.sampled).map { $0 * count / Self.sampled }
    guard var line = fit(Sides(between: sample), with: solver) else { return nil }
    var kept = max(2 * Self.sampled, count / 16)
    var residuals = observations.indices.map { residual($0, line) }
    while kept < count {
      let order = observations.indices.sorted { (abs(residuals[$0]), $0) < (abs(residuals[$1]), $1) }
      var sides = Sides(between: Array(order.prefix(kept)))
      for place in order.dropFirst(kept) {
        if residuals[place] > 0 { sides.above.append(place) } else { sides.below.append(place) }
      }
      while let better = fit(sides, with: solver) {
        line = better
        let now = observations.indices.map { residual($0, line) }
        let least = 1e-9 * (observations.map { abs($0.figure) }.max() ?? 1)
        let wrong = sides.above.filter { now[$0] < -least } + sides.below.filter { now[$0] > least }
        guard !wrong.isEmpty else {
          return Line(
            coefficients: line.coefficients, constant: line.constant, deviation: Double.sum(now.map { abs($0) }))
        }
        // Where the sample was far off, it is better to begin again from here than to go on bit by bit.
        guard wrong.count <= kept / 4 else {
          residuals = now
          break
        }
        let moved = Set(wrong)
        sides.above.removeAll(where: moved.contains)
        sides.below.removeAll(where: moved.contains)
        sides.between += wrong
      }
      kept *= 2
    }
    return fit(Sides(between: Array(observations.indices)), with: solver)
  }

  /// What an observation lies above a line.
  private func residual(_ place: Int, _ line: Line) -> Double {
    let observation = observations[place]
    return observation.figure - line.constant
      - Double.sum(zip(line.coefficients, observation.amounts).map { $0 * $1 })
  }

  /// The line of the least deviation, as if everything lay on its side; `nil` where the solver finds none, as where the
  /// sides leave it without bound.
  ///
  /// Terms are scaled to at most 1, so that people and square kilometres are alike to the solver.
  func fit(_ sides: Sides, with solver: some LinearProgramSolver) -> Line? {
    let scales = (0..<terms).map { term in observations.map { abs($0.amounts[term]) }.max() ?? 1 }
    let height = max(observations.map { abs($0.figure) }.max() ?? 1, .leastNormalMagnitude)
    var program = LinearProgram(name: "norm")
    program.reserve(
      variables: terms + 1 + 2 * sides.between.count, constraints: sides.between.count,
      nonzeros: (terms + 3) * sides.between.count)
    let coefficients = (0..<terms).map { program.addVariable("coefficient \($0 + 1)", from: -.infinity) }
    let constant = program.addVariable("constant", from: -.infinity)
    var deviation = LinearExpression()
    if !(sides.above.isEmpty && sides.below.isEmpty) {
      deviation += Double(sides.below.count - sides.above.count) * constant
      for (term, coefficient) in coefficients.enumerated() {
        func sum(_ places: [Int]) -> Double {
          Double.sum(places.map { observations[$0].amounts[term] / scales[term] })
        }
        deviation += (sum(sides.below) - sum(sides.above)) * coefficient
      }
    }
    for place in sides.between {
      let observation = observations[place]
      let (over, under) = (program.addVariable(), program.addVariable())
      var value = 1 * constant + over - under
      for (term, coefficient) in coefficients.enumerated() {
        value += (observation.amounts[term] / scales[term]) * coefficient
      }
      program.add(value == observation.figure / height)
      deviation += over + under
    }
    program.goal = .minimize(deviation)
    guard case .optimal(let solution) = program.solve(with: solver) else { return nil }
    return Line(
      coefficients: zip(coefficients, scales).map { solution[$0] / $1 * height },
      constant: solution[constant] * height, deviation: solution.goal * height)
  }
}
