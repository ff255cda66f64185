// SPDX-License-Identifier: GPL-3.0-or-later

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// How unevenly posts stand to people, or to land 配置公平性: the usual measures, each zero where all have alike.
///
/// Every place counts by its weight, as by its people: then posts for each person are compared as if everyone were
/// asked. With equal weights these are the measures of the textbooks (Gini, 1912; Theil, *Economics and Information
/// Theory*, 1967).
///
/// ```swift
/// Inequality([541, 1463, 2445, 3438, 4437, 5401, 6392, 8304, 11904, 22261])?.gini  // 0.462091…
/// ```
public struct Inequality: Hashable, Sendable {
  /// The Gini coefficient 基尼系数: half the mean difference of two, relative to the mean. In this literature 0.4 is the
  /// usual line to "poor".
  public let gini: Double
  /// The Gini coefficient times n / (n − 1), which makes it 1 where one place has everything; `nil` for a single place.
  public let correctedGini: Double?
  /// Theil's T 泰尔指数 T: the mean of x/μ · ln(x/μ).
  public let theilT: Double
  /// Theil's L 泰尔指数 L, the mean logarithmic deviation: the mean of ln(μ/x); `nil` where a place has none.
  public let theilL: Double?
  /// The standard deviation with n − 1 over the mean 变异系数; `nil` for a single place.
  public let coefficientOfVariation: Double?
  /// The largest over the smallest 极差比; `nil` where a place has none.
  public let largestToSmallest: Double?

  /// The measures of some values.
  ///
  /// - Parameters:
  ///   - values: what each place has, none below zero; `nil` comes back where they are all zero, or there are none.
  ///   - weights: how much each counts, all above zero; equally where they are left out.
  /// - Complexity: O(n log n).
  public init?(_ values: [Double], weights: [Double]? = nil) {
    let weights = weights ?? values.map { _ in 1 }
    guard !values.isEmpty, values.count == weights.count, values.allSatisfy({ $0 >= 0 && $0.isFinite }),
      weights.allSatisfy({ $0 > 0 && $0.isFinite })
    else { return nil }
    let all = Double.sum(weights)
    let parts = weights.map { $0 / all }
    let mean = Double.sum(zip(parts, values).lazy.map { $0 * $1 })
    guard mean > 0, mean.isFinite else { return nil }
    let ratios = values.map { $0 / mean }
    let count = Double(values.count)

    // Σᵢ Σⱼ pᵢ pⱼ |xᵢ − xⱼ| / 2μ, from the smallest on: each counts against those below and above it.
    var below = 0.0
    var terms: [Double] = []
    for place in ratios.indices.sorted(by: { (ratios[$0], $0) < (ratios[$1], $1) }) {
      terms.append(parts[place] * ratios[place] * (2 * below + parts[place] - 1))
      below += parts[place]
    }
    gini = max(0, Double.sum(terms))
    correctedGini = values.count > 1 ? gini * count / (count - 1) : nil
    theilT = max(0, Double.sum(zip(parts, ratios).lazy.map { $1 > 0 ? $0 * $1 * log($1) : 0 }))
    let isComplete = ratios.allSatisfy { $0 > 0 }
    theilL = isComplete ? max(0, Double.sum(zip(parts, ratios).lazy.map { -$0 * log($1) })) : nil
    let variance = Double.sum(zip(parts, ratios).lazy.map { $0 * ($1 - 1) * ($1 - 1) })
    coefficientOfVariation = values.count > 1 ? (variance * count / (count - 1)).squareRoot() : nil
    largestToSmallest = isComplete ? (values.max() ?? 0) / (values.min() ?? 1) : nil
  }
}
