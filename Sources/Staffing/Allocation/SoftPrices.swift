// SPDX-License-Identifier: GPL-3.0-or-later

internal import BigInt
internal import LinearPrograms

/// What plans cost by a scenario's soft rules, to the last digit: whole posts at prices that are decimal numbers.
struct SoftPrices: Sendable {
  private let rows: [(row: RuleRow, price: Quantity)]
  /// More than any plan costs.
  let beyondAll: Rational
  /// The power of ten in which every price is a whole number.
  let exponent: Int

  /// O(rules · towns · pools), and O(towns² · metrics) at worst for rules against inversion.
  init(_ scenario: Scenario) {
    rows = scenario.ruleRows.compactMap { row in scenario.rules[row.rule].price.map { (row, $0) } }
    let posts = scenario.pools.reduce(1) { $0 + $1.total }
    beyondAll = rows.reduce(Rational.one) { sum, entry in
      // No row is short by more than all posts and what it asks for.
      sum + entry.price.rational * Rational(BigInt(posts) + BigInt(max(0, entry.row.lower)), 1)
    }
    exponent = rows.lazy.map(\.price.exponent).min() ?? 0
  }

  /// The price of a plan. O(terms).
  func total(at quotas: [[Int]]) -> Rational {
    // Coefficients of soft rows are ones, so what is short is whole.
    rows.reduce(.zero) { $0 + $1.price.rational * Rational(BigInt($1.row.shortfall(at: quotas)), 1) }
  }
}

/// A limit on what soft rules cost together.
struct PriceLimit: Sendable {
  let rule: Int
  let most: Quantity
}

extension Scenario {
  /// The limits on the price of soft rules. O(rules).
  var priceLimits: [PriceLimit] {
    rules.enumerated().compactMap { place, rule in
      guard case .price(let most) = rule.requirement else { return nil }
      return PriceLimit(rule: place, most: most)
    }
  }
}
