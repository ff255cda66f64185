// SPDX-License-Identifier: GPL-3.0-or-later

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// A regression norm 回归标准: posts as a function of metrics, as in Japan's 定員回帰指標.
///
/// - Linear: posts = Σ coefficient · metric / unit + constant.
/// - Logarithmic: ln posts = Σ coefficient · ln(metric / unit) + constant.
///
/// Coefficients are stated, or fitted to today's figures of the towns that the part is for.
public struct RegressionNorm: Hashable, Sendable {
  /// The form of the function.
  public enum Form: String, Hashable, Sendable, CaseIterable {
    /// A sum.
    case linear
    /// A product of powers.
    case logarithm
  }

  /// Which of today's figures a norm is fitted to.
  public enum Figure: String, Hashable, Sendable, CaseIterable {
    /// Today's quota.
    case quota
    /// Staff in post.
    case staff
  }

  /// A metric, and the amount of it that counts as one.
  public struct Term: Hashable, Sendable {
    /// The metric, by its place in the scenario.
    public let metric: Int
    /// The unit in which it is counted, above zero: 1,000 for thousands of people.
    public let unit: Quantity

    /// A metric in a unit.
    public init(metric: Int, unit: Quantity) {
      self.metric = metric
      self.unit = unit
    }
  }

  /// Where the coefficients come from.
  public enum Coefficients: Hashable, Sendable {
    /// Stated: one a term, and the constant; of either sign.
    case stated([Quantity], constant: Quantity)
    /// Those of the least sum of absolute deviations from the figures of today.
    case fitted(to: Figure)
  }

  /// The form.
  public let form: Form
  /// The metrics.
  public let terms: [Term]
  /// The coefficients.
  public let coefficients: Coefficients

  /// A norm.
  public init(form: Form, terms: [Term], coefficients: Coefficients) {
    self.form = form
    self.terms = terms
    self.coefficients = coefficients
  }

  /// The norm's posts for the amounts of its terms, in their units; amounts are above zero in the logarithmic form.
  ///
  /// In the linear form exactly; a power is irrational, so the logarithmic form gives what the C library gives for
  /// exp(Σ coefficient · ln amount + constant), which counts as exact from there on; `nil` where that is no number.
  func posts(_ amounts: [Rational], _ coefficients: [Rational], constant: Rational) -> Rational? {
    switch form {
    case .linear: return Rational.sum(zip(amounts, coefficients).map { $0 * $1 } + [constant])
    case .logarithm:
      let exponent = Double.sum(zip(amounts, coefficients).map { log(Double($0)) * Double($1) } + [Double(constant)])
      let posts = exp(exponent)
      return posts.isFinite ? Rational(nearest: posts) : nil
    }
  }
}
