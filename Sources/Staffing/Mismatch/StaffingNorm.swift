// SPDX-License-Identifier: GPL-3.0-or-later

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// A norm for the posts of towns over all pools, fitted to today's quotas: `ln posts = Σ coefficient · ln metric +
/// constant`, by least absolute deviations, so that the outliers which it is to expose do not bend it.
public struct StaffingNorm: Hashable, Sendable {
  /// The metrics, by their places in the scenario.
  public let metrics: [Int]
  /// One exponent a metric.
  public let exponents: [Double]
  /// The constant.
  public let constant: Double
  /// 1.4826 times the median absolute residual, times n / (n − p) for n towns and p coefficients, of which each takes one
  /// residual to zero.
  public let spread: Double
  /// The robust spreads off the norm from which on a town stands out.
  public static let outlierScore = 2.5
  /// The towns that it was fitted to.
  public var towns: Int { fitted.count }
  /// The fewest towns for each coefficient; of fewer a norm says more about them than about any norm.
  public static let fewestTownsACoefficient = 6
  /// The towns that it was fitted to, by their places, with their posts and residuals.
  let fitted: [(town: Int, posts: Int, residual: Double)]

  /// The norm's posts for a town that has all figures.
  func posts(residual: Double, of posts: Int) -> Double { Double(posts) / exp(residual) }

  /// Fits the norm; `nil` where fewer than ``fewestTownsACoefficient`` have all figures above zero, or a metric
  /// follows from others. Only these towns count, and of them those that have all figures. O(one linear program of as many rows as towns).
  init?(_ scenario: Scenario, metrics: [Int], among places: [Int]) {
    var towns: [(town: Int, posts: Int, amounts: [Double])] = []
    for index in places {
      let town = scenario.towns[index]
      let amounts = metrics.compactMap { town.metrics[$0]?.doubleValue }.filter { $0 > 0 }
      if let posts = town.quotaToday, posts > 0, amounts.count == metrics.count {
        towns.append((index, posts, amounts.map { log($0) }))
      }
    }
    let fitting = NormFitting(
      observations: towns.map { NormFitting.Observation(amounts: $0.amounts, figure: log(Double($0.posts))) },
      terms: metrics.count)
    guard towns.count >= Self.fewestTownsACoefficient * (metrics.count + 1), fitting.dependentTerm == nil,
      let fit = fitting.fit()
    else {
      return nil
    }
    self.metrics = metrics
    exponents = fit.coefficients
    constant = fit.constant
    fitted = towns.map { town in
      let norm = Double.sum(zip(fit.coefficients, town.amounts).map { $0 * $1 } + [fit.constant])
      return (town.town, town.posts, log(Double(town.posts)) - norm)
    }
    let sizes = fitted.map { abs($0.residual) }.sorted()
    let middle = sizes.count / 2
    let median = sizes.count.isMultiple(of: 2) ? (sizes[middle - 1] + sizes[middle]) / 2 : sizes[middle]
    spread = 1.4826 * median * Double(towns.count) / Double(towns.count - metrics.count - 1)
  }

  /// The towns that stand out: beyond ``outlierScore``, and from 3.5 on (Iglewicz and Hoaglin, 1993) seriously.
  var outliers: [Mismatch] {
    // Where most towns are on the norm there is no spread to measure others by.
    guard spread > 1e-9 else { return [] }
    return fitted.compactMap { town, posts, residual in
      let score = residual / spread
      guard abs(score) >= Self.outlierScore else { return nil }
      return Mismatch(
        town: town,
        finding: .outlier(
          Mismatch.Outlier(
            posts: posts, norm: self.posts(residual: residual, of: posts), residual: residual, score: score)),
        severity: abs(score) >= 3.5 ? .serious : .warning)
    }
  }

  /// By what was fitted and what came of it.
  public static func == (left: StaffingNorm, right: StaffingNorm) -> Bool {
    left.metrics == right.metrics && left.exponents == right.exponents && left.constant == right.constant
      && left.spread == right.spread
  }

  /// By what was fitted and what came of it.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(metrics)
    hasher.combine(exponents)
    hasher.combine(constant)
  }
}
