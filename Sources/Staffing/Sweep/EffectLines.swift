// SPDX-License-Identifier: GPL-3.0-or-later

/// Straight lines, fitted by least squares, through what a sweep's cases come to over each parameter.
struct EffectLines {
  /// A parameter's values, less their mean, and its smallest and largest.
  private struct Line {
    /// The cases that count, by their places among those with a plan.
    let places: [Int]
    let deviations: [Double]
    let squares: Double
    let least: Double
    let most: Double
    /// The way from the smallest to the largest.
    let length: Double

    /// The slope of the line through numbers, one a case with a plan.
    func slope(of numbers: [Int]) -> Double {
      // Deviations add up to zero, so that the numbers' own mean is of no account; the first keeps them small.
      let origin = places.first.map { numbers[$0] } ?? 0
      return zip(places, deviations).reduce(0.0) { $0 + $1.1 * Double(numbers[$1.0] - origin) } / squares
    }
  }

  private let lines: [Line?]

  init(_ planner: SweepPlanner, _ planned: [Int]) {
    let parameters = planner.sweep.parameters
    lines = parameters.enumerated().map { parameter, properties in
      let own = planner.scenario.value(of: properties.subject)?.doubleValue
      var (places, values): ([Int], [Double]) = ([], [])
      for (place, number) in planned.enumerated() {
        let settings = planner.cases[number]
        // Where one varies at a time, the cases of the others say nothing of it.
        if planner.sweep.design == .oneAtATime,
          settings.enumerated().contains(where: { $0.offset != parameter && $0.element != nil })
        {
          continue
        }
        guard let value = settings[parameter]?.doubleValue ?? own else { continue }
        places.append(place)
        values.append(value)
      }
      guard let least = values.min(), let most = values.max(), least < most else { return nil }
      let mean = values.reduce(0, +) / Double(values.count)
      let deviations = values.map { $0 - mean }
      return Line(
        places: places, deviations: deviations, squares: deviations.reduce(0) { $0 + $1 * $1 }, least: least - mean,
        most: most - mean, length: most - least)
    }
  }

  /// The effects on what never changes.
  var flat: [Double?] { lines.map { $0.map { _ in 0 } } }

  /// By how much numbers rise while each parameter goes from its smallest value to its largest.
  func effects(on numbers: [Int]) -> [Double?] {
    lines.map { line in line.map { $0.slope(of: numbers) * $0.length } }
  }

  /// What numbers come to at each parameter's smallest and largest value.
  func ends(of numbers: [Int]) -> [SweptMoves.Swing?] {
    lines.map { line in
      line.map { line in
        let mean = line.places.reduce(0.0) { $0 + Double(numbers[$1]) } / Double(max(1, line.places.count))
        let slope = line.slope(of: numbers)
        return SweptMoves.Swing(atLeast: mean + slope * line.least, atMost: mean + slope * line.most)
      }
    }
  }
}
