// SPDX-License-Identifier: GPL-3.0-or-later

/// What a sweep's cases come to over its parameters, as a straight line each: fitted by least squares, to all parameters
/// together where they vary together (multiple regression), so that what one does is not laid to another that happened to
/// go with it in the cases drawn; to each by itself where one varies at a time.
struct EffectLines {
  /// A parameter's effect on some numbers.
  struct Effect {
    /// By how much they rise while it goes from its smallest value to its largest.
    let rise: Double
    /// Whether that is more than chance would make of cases like these: beyond twice its standard error.
    let isClear: Bool
  }

  /// Where a parameter's values lie: the smallest and the largest less their mean, over the way between them.
  private struct Ends {
    let least: Double
    let most: Double
  }

  private let ends: [Ends?]
  private let fits: [LeastSquares]
  /// For each parameter the fit that it is in, and its place there; `nil` where nothing can be told of it.
  private let place: [(fit: Int, term: Int)?]

  init(_ planner: SweepPlanner, _ planned: [Int]) {
    let parameters = planner.sweep.parameters
    let columns = parameters.indices.map { Column(planner, planned, parameter: $0) }
    ends = columns.map { column in column.map { Ends(least: $0.least, most: $0.most) } }
    let varying = parameters.indices.filter { columns[$0] != nil }
    let groups = planner.sweep.design == .oneAtATime ? varying.map { [$0] } : [varying]
    var (fits, place): ([LeastSquares], [(fit: Int, term: Int)?]) = ([], parameters.map { _ in nil })
    for group in groups where !group.isEmpty {
      let own = group.compactMap { columns[$0] }
      // Cases in which a parameter has no value of its own say nothing of the others.
      let common = own.dropFirst().reduce(Set(own[0].cases)) { $0.intersection($1.cases) }.sorted()
      guard let fit = LeastSquares(cases: common, own.map { column in common.map { column.values[$0] ?? 0 } }) else {
        continue
      }
      for (term, parameter) in group.enumerated() { place[parameter] = (fits.count, term) }
      fits.append(fit)
    }
    (self.fits, self.place) = (fits, place)
  }

  /// A parameter's values over the cases that say something of it, each over the way from the smallest to the largest.
  private struct Column {
    /// By the case's place among those with a plan.
    let values: [Int: Double]
    let least: Double
    let most: Double
    var cases: Dictionary<Int, Double>.Keys { values.keys }

    init?(_ planner: SweepPlanner, _ planned: [Int], parameter: Int) {
      let own = planner.scenario.value(of: planner.sweep.parameters[parameter].subject)?.doubleValue
      var values: [(place: Int, value: Double)] = []
      for (place, number) in planned.enumerated() {
        let settings = planner.cases[number]
        // Where one varies at a time, the cases of the others say nothing of it.
        if planner.sweep.design == .oneAtATime,
          settings.enumerated().contains(where: { $0.offset != parameter && $0.element != nil })
        {
          continue
        }
        guard let value = settings[parameter]?.doubleValue ?? own else { continue }
        values.append((place, value))
      }
      guard let least = values.map(\.value).min(), let most = values.map(\.value).max(), least < most else {
        return nil
      }
      let mean = values.reduce(0.0) { $0 + $1.value } / Double(values.count)
      self.least = (least - mean) / (most - least)
      self.most = (most - mean) / (most - least)
      self.values = Dictionary(
        values.map { ($0.place, ($0.value - mean) / (most - least)) }, uniquingKeysWith: { first, _ in first })
    }
  }

  /// The effects on what never changes.
  var flat: [Effect?] { place.map { $0.map { _ in Effect(rise: 0, isClear: true) } } }

  /// The effects on numbers, one a case with a plan; `nil` for a parameter that has one value only, and where the cases are
  /// too few to tell parameters apart. O(cases · parameters).
  func effects(on numbers: [Int]) -> [Effect?] {
    let found = fits.map { $0.effects(on: numbers) }
    return place.map { place in place.map { found[$0.fit].effects[$0.term] } }
  }

  /// What numbers come to at each parameter's smallest and largest value, with the others at their means.
  func ends(of numbers: [Int]) -> [SweptMoves.Swing?] {
    let found = fits.map { $0.effects(on: numbers) }
    return zip(place, ends).map { place, ends in
      guard let place, let ends else { return nil }
      let (mean, rise) = (found[place.fit].mean, found[place.fit].effects[place.term].rise)
      return SweptMoves.Swing(atLeast: mean + rise * ends.least, atMost: mean + rise * ends.most)
    }
  }
}

/// Ordinary least squares of numbers on some terms and a constant, with what does not depend on the numbers worked out
/// once.
private struct LeastSquares {
  /// The cases by which is fitted.
  private let cases: [Int]
  /// One row a term: its values less their mean.
  private let terms: [[Double]]
  /// The inverse of the terms' products with one another.
  private let inverse: [[Double]]

  /// `nil` where the cases do not tell the terms apart.
  init?(cases: [Int], _ rows: [[Double]]) {
    self.cases = cases
    terms = rows.map { row in
      let mean = row.reduce(0, +) / Double(max(1, row.count))
      return row.map { $0 - mean }
    }
    let terms = terms
    let products = terms.map { left in terms.map { right in zip(left, right).reduce(0.0) { $0 + $1.0 * $1.1 } } }
    guard let inverse = Self.inverse(of: products) else { return nil }
    self.inverse = inverse
  }

  func effects(on numbers: [Int]) -> (effects: [EffectLines.Effect], mean: Double) {
    let mean = cases.reduce(0.0) { $0 + Double(numbers[$1]) } / Double(max(1, cases.count))
    let deviations = cases.map { Double(numbers[$0]) - mean }
    let projections = terms.map { term in zip(term, deviations).reduce(0.0) { $0 + $1.0 * $1.1 } }
    let rises = inverse.map { row in zip(row, projections).reduce(0.0) { $0 + $1.0 * $1.1 } }
    let whole = deviations.reduce(0.0) { $0 + $1 * $1 }
    let rest = max(0, whole - zip(rises, projections).reduce(0.0) { $0 + $1.0 * $1.1 })
    let freedom = cases.count - terms.count - 1
    let effects = rises.indices.map { term in
      // A rest that is but a rounding error leaves no doubt.
      if rest <= 1e-12 * max(1, whole) { return EffectLines.Effect(rise: rises[term], isClear: true) }
      let error = freedom > 0 ? (rest / Double(freedom) * inverse[term][term]).squareRoot() : .infinity
      return EffectLines.Effect(rise: rises[term], isClear: rises[term].magnitude > 2 * error)
    }
    return (effects, mean)
  }

  /// The inverse of a symmetric matrix by Gauss and Jordan with pivots from the diagonal; `nil` where it is singular, or so
  /// near to it that nothing could be told.
  private static func inverse(of matrix: [[Double]]) -> [[Double]]? {
    var (left, right) = (matrix, matrix.indices.map { row in matrix.indices.map { $0 == row ? 1.0 : 0 } })
    let scale = matrix.indices.map { matrix[$0][$0] }
    for pivot in matrix.indices {
      guard left[pivot][pivot] > 1e-9 * scale[pivot], scale[pivot] > 0 else { return nil }
      let factor = 1 / left[pivot][pivot]
      for column in matrix.indices {
        left[pivot][column] *= factor
        right[pivot][column] *= factor
      }
      for row in matrix.indices where row != pivot {
        let factor = left[row][pivot]
        for column in matrix.indices {
          left[row][column] -= factor * left[pivot][column]
          right[row][column] -= factor * right[pivot][column]
        }
      }
    }
    return right
  }
}
