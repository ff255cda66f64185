// SPDX-License-Identifier: GPL-3.0-or-later

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// How much of an unevenness lies within groups, and how much between them: Theil's measures are the sum of both, to
/// the last digit that floating point has (Shorrocks, *The Class of Additively Decomposable Inequality Measures*, 1980).
///
/// ```swift
/// TheilDecomposition([1, 3, 2, 6], groups: [0, 0, 1, 1])?.between.theilT
/// ```
public struct TheilDecomposition: Hashable, Sendable {
  /// One side of the sum.
  public struct Part: Hashable, Sendable {
    /// Of Theil's T 泰尔指数 T, at least 0.
    public let theilT: Double
    /// Of Theil's L 泰尔指数 L, at least 0; `nil` where a place has none.
    public let theilL: Double?
  }

  /// As if all groups had the same mean 组内.
  public let within: Part
  /// As if all places of a group had its mean 组间.
  public let between: Part

  /// Takes the measures of ``Inequality`` apart.
  ///
  /// - Parameters:
  ///   - values: what each place has, none below zero; `nil` comes back where they are all zero, or there are none.
  ///   - weights: how much each counts, all above zero; equally where they are left out.
  ///   - groups: the group of each place.
  /// - Complexity: O(n) on average.
  public init?<Group: Hashable>(_ values: [Double], weights: [Double]? = nil, groups: [Group]) {
    let weights = weights ?? values.map { _ in 1 }
    guard values.count == groups.count, let whole = Inequality(values, weights: weights) else { return nil }
    var places: [Int] = []
    var index: [Group: Int] = [:]
    for group in groups {
      places.append(index[group, default: index.count])
      index[group] = places.last
    }
    var (weight, sum) = (Array(repeating: 0.0, count: index.count), Array(repeating: 0.0, count: index.count))
    for (place, group) in places.enumerated() {
      weight[group] += weights[place]
      sum[group] += weights[place] * values[place]
    }
    guard let means = Inequality(zip(sum, weight).map { $0 / $1 }, weights: weight) else { return nil }
    between = Part(theilT: means.theilT, theilL: whole.theilL == nil ? nil : means.theilL)
    within = Part(
      theilT: max(0, whole.theilT - between.theilT),
      theilL: whole.theilL.flatMap { all in means.theilL.map { max(0, all - $0) } })
  }
}
