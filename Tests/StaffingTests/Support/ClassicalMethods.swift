// SPDX-License-Identifier: GPL-3.0-or-later

import BigInt
import Staffing

/// The five methods by their classical definitions: a common divisor that makes the rounded quotients add up, and for
/// Hamilton's the largest remainders. Nothing is granted post by post, and no cost is compared.
///
/// Balinski and Young, *Fair Representation* (1982), appendix A.
enum ClassicalMethods {
  /// Divisors are looked for in units of 2^-20.
  private static let unit = BigInt(1) << 20

  /// Each one's seats; `nil` where no divisor gives the total, because of a tie.
  static func seats(_ people: [Int], total: Int, _ method: ApportionmentMethod) -> [Int]? {
    method == .hamilton ? largestRemainders(people, total) : byDivisor(people, total, method)
  }

  private static func byDivisor(_ people: [Int], _ total: Int, _ method: ApportionmentMethod) -> [Int]? {
    var (low, high) = (BigInt(1), BigInt(people.reduce(0, +) + 1) * unit)
    while low <= high {
      let divisor = (low + high) / 2
      let seats = people.map { rounded(BigInt($0) * unit, over: divisor, method) }
      let sum = seats.reduce(0, +)
      if sum == total { return seats }
      if sum > total { low = divisor + 1 } else { high = divisor - 1 }
    }
    return nil
  }

  /// The quotient, rounded as the method rounds.
  private static func rounded(_ people: BigInt, over divisor: BigInt, _ method: ApportionmentMethod) -> Int {
    let (whole, rest) = people.quotientAndRemainder(dividingBy: divisor)
    let isUp =
      switch method {
      case .adams: rest > 0
      case .webster: 2 * rest >= divisor
      // At the geometric mean of the whole numbers on either side.
      case .huntingtonHill: people * people >= whole * (whole + 1) * divisor * divisor
      case .jefferson, .hamilton: false
      }
    return Int(whole) + (isUp ? 1 : 0)
  }

  private static func largestRemainders(_ people: [Int], _ total: Int) -> [Int] {
    let all = people.reduce(0, +)
    var seats = people.map { $0 * total / all }
    let byRemainder = people.indices.sorted { people[$0] * total % all > people[$1] * total % all }
    for place in byRemainder.prefix(total - seats.reduce(0, +)) { seats[place] += 1 }
    return seats
  }
}
