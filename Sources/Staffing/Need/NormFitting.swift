// SPDX-License-Identifier: GPL-3.0-or-later

internal import LinearPrograms

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// Fits a norm by least absolute deviations, which a few outliers cannot move: the very towns that it should expose.
///
/// The fit is a linear program (Charnes, Cooper and Ferguson, *Management Science* 1, 1955): minimise Σ (over + under)
/// with Σ coefficient · amount + constant + over − under = figure for each town.
struct NormFitting {
  /// One town that the norm is fitted to.
  struct Observation {
    /// One amount a term.
    let amounts: [Double]
    /// What the norm should give.
    let figure: Double
  }

  let observations: [Observation]
  let terms: Int

  /// The first term that follows from those before it and the constant for all observations: its distance from them
  /// is below 10⁻⁹ of its length, where rounding errors are near 10⁻¹⁵. O(observations · terms²).
  var dependentTerm: Int? {
    let count = observations.count
    guard count > 0 else { return nil }
    var basis = [[Double](repeating: 1 / Double(count).squareRoot(), count: count)]
    for term in 0..<terms {
      var column = observations.map { $0.amounts[term] }
      let length = Self.length(column)
      // Twice, for what the first pass leaves behind (Giraud, Langou and Rozložník, 2005).
      for direction in basis + basis {
        let share = Double.sum(zip(column, direction).map { $0 * $1 })
        for row in column.indices { column[row] -= share * direction[row] }
      }
      let rest = Self.length(column)
      if !(rest > 1e-9 * length) { return term }
      basis.append(column.map { $0 / rest })
    }
    return nil
  }

  private static func length(_ column: [Double]) -> Double {
    Double.sum(column.map { $0 * $0 }).squareRoot()
  }

  /// The fit; `nil` where the solver finds none. No term may be dependent on the others.
  ///
  /// Of many observations most lie so clearly above or below that only a few have to be looked at one by one; see
  /// ``fitFromSample(with:)``.
  func fit(with solver: some LinearProgramSolver = GLPKSolver()) -> NormFit? {
    let fit =
      observations.count > Self.fittedAtOnce
      ? fitFromSample(with: solver)
      : fit(Sides(between: Array(observations.indices)), with: solver)
    return fit.map {
      NormFit(
        coefficients: $0.coefficients, constant: $0.constant, towns: observations.count,
        meanDeviation: $0.deviation / Double(max(1, observations.count)))
    }
  }
}

extension NormFitting {
  /// What a norm of a scenario's part is to be fitted to, or what is wrong with it.
  ///
  /// - Parameters:
  ///   - amounts: the terms' amounts of a town, by its place.
  static func of(
    _ norm: RegressionNorm, to figure: RegressionNorm.Figure, pool: Int, towns: [Int], in scenario: Scenario,
    amounts: (Int) -> [Rational]
  ) -> (fitting: NormFitting, faults: [PartFault]) {
    var faults: [PartFault] = []
    var observations: [Observation] = []
    let name = scenario.pools[pool].id
    for index in towns {
      let town = scenario.towns[index]
      let today = figure == .quota ? town.posts[pool].quota : town.posts[pool].staff
      // A blank is told elsewhere, and a new town has nothing to teach.
      guard let today else { continue }
      var values = amounts(index).map { Double($0) }
      var target = Double(today)
      if norm.form == .logarithm {
        if today == 0 { faults.append(.logarithmOfNoPosts(town.id, pool: name)) }
        values = values.map { log($0) }
        target = log(target)
      }
      observations.append(Observation(amounts: values, figure: target))
    }
    let fitting = NormFitting(observations: observations, terms: norm.terms.count)
    guard faults.isEmpty, observations.allSatisfy({ ($0.amounts + [$0.figure]).allSatisfy(\.isFinite) }) else {
      return (fitting, faults)
    }
    if observations.count <= norm.terms.count + 1 {
      faults.append(.tooFewTowns(observations.count, coefficients: norm.terms.count + 1, pool: name))
    } else if let dependent = fitting.dependentTerm {
      faults.append(.dependentMetric(scenario.metrics[norm.terms[dependent].metric].id, pool: name))
    }
    return (fitting, faults)
  }
}
