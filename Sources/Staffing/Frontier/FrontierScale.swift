// SPDX-License-Identifier: GPL-3.0-or-later

internal import BigInt

/// How far the goal that gives way has done so along a frontier, counted in whole steps: posts moved, coverage lost in
/// steps of 10⁻¹⁵, prices in the finest digit that any has. What is nearer than a step is told apart nowhere else, either.
///
/// A plan's mark is the least that admits it; marks ascend as the goal gives way.
struct FrontierScale {
  private enum Measure {
    case moves(today: Int)
    case coverage(ExactCoverage)
    case prices(SoftPrices, exponent: Int, most: Int)
  }

  private let scenario: Scenario
  private let measure: Measure

  private static let coverageDigits = 15

  /// The scenario must have no ``Scenario/faults``. O(towns · pools · (rules + parts · metrics)).
  init(_ scenario: Scenario, _ against: FrontierGoals.Against) {
    self.scenario = scenario
    switch against {
    case .stability:
      let today = scenario.towns.reduce(0) { sum, town in town.posts.reduce(sum) { $0 + ($1.quota ?? 0) } }
      measure = .moves(today: today)
    case .fairness: measure = .coverage(scenario.coverage)
    case .prices:
      let prices = SoftPrices(scenario)
      var exponent = prices.exponent
      // Steps are counted in whole numbers that floating point has as well.
      while exponent < 18, Self.steps(in: prices.beyondAll, exponent) > 1 << 52 { exponent += 1 }
      measure = .prices(prices, exponent: exponent, most: Self.steps(in: prices.beyondAll, exponent))
    }
  }

  /// The mark at which the goal sets no limit.
  var loosest: Int {
    switch measure {
    case .moves(let today): today
    case .coverage: 0
    case .prices(_, _, let most): most
    }
  }

  /// The mark of a plan. O(towns · pools), and the terms of soft rules.
  func mark(of quotas: [[Int]]) -> Int {
    switch measure {
    case .moves: scenario.postsMoved(by: quotas)
    case .coverage(let coverage): -(coverage.worst(of: quotas) * Self.tenfold(Self.coverageDigits)).roundedDown
    case .prices(let prices, let exponent, _): Self.steps(in: prices.total(at: quotas), exponent)
    }
  }

  /// The goal in its own measure: posts moved, the worst coverage, the price. O(towns · pools), and the terms of soft rules.
  func value(of quotas: [[Int]]) -> Double {
    switch measure {
    case .moves: Double(scenario.postsMoved(by: quotas))
    case .coverage(let coverage): Double(coverage.worst(of: quotas).reduced)
    case .prices(let prices, _, _): Double(prices.total(at: quotas).reduced)
    }
  }

  /// What a mark asks of plans.
  func level(_ mark: Int) -> FrontierPlace.Level {
    switch measure {
    case .moves: .moves(most: mark)
    case .coverage: .coverage(least: Self.quantity(-mark, -Self.coverageDigits))
    case .prices(_, let exponent, _): .price(most: Self.quantity(mark, exponent))
    }
  }

  private static func quantity(_ steps: Int, _ exponent: Int) -> Quantity {
    Quantity(significand: Int64(steps), exponent: exponent) ?? .zero
  }

  private static func steps(in amount: Rational, _ exponent: Int) -> Int { (amount * tenfold(-exponent)).roundedUp }

  /// A power of ten.
  private static func tenfold(_ exponent: Int) -> Rational {
    let power = BigInt(10).power(abs(exponent))
    return exponent < 0 ? Rational(1, power) : Rational(power, 1)
  }
}
