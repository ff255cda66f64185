// SPDX-License-Identifier: GPL-3.0-or-later

import Testing

@testable import LinearPrograms

@Suite("Exact numbers")
struct DyadicTests {
  /// Doubles of every size, with neighbours and short ones among them, so that sums cancel and products tie.
  private func numbers(_ count: Int, seed: Int) -> [Double] {
    var random = SplitMix64(seed: seed)
    return (0..<count).map { index in
      let number = Double(bitPattern: random.next())
      guard number.isFinite else { return Double(index) }
      return switch index % 4 {
      case 0: number
      case 1: Double(Int.random(in: -9999...9999, using: &random)) / 8
      case 2: Double.random(in: -1...1, using: &random)
      default: number * 1e-300
      }
    }
  }

  @Test("A sum or product rounded once is what the processor rounds")
  func rounding() {
    for seed in 0..<20 {
      let numbers = numbers(100, seed: seed)
      for (left, right) in zip(numbers, numbers.reversed()) {
        let product = Dyadic(left) * Dyadic(right)
        #expect(product.rounded(.toNearestOrEven) == left * right, "\(left) · \(right)")
        let sum = Dyadic(left) + Dyadic(right)
        #expect(sum.rounded(.toNearestOrEven) == left + right, "\(left) + \(right)")
        for exact in [product, sum] where exact.rounded(.toNearestOrEven).isFinite {
          #expect(Dyadic(exact.rounded(.down)) <= exact)
          let up = exact.rounded(.up)
          if up.isFinite {
            #expect(Dyadic(up) >= exact)
            #expect(exact.rounded(.down) == up || exact.rounded(.down).nextUp == up)
          }
        }
      }
    }
  }

  @Test("Sums in any order are the same number")
  func order() {
    for seed in 0..<20 {
      let numbers = numbers(60, seed: seed)
      let forth = numbers.reduce(Dyadic.zero) { $0 + Dyadic($1) }
      let back = numbers.reversed().reduce(Dyadic.zero) { $0 + Dyadic($1) }
      #expect(forth == back)
      #expect(numbers.reduce(forth) { $0 - Dyadic($1) }.isZero)
    }
  }

  @Test("Divisors of binary fractions, and beyond the largest double")
  func edges() {
    #expect(Dyadic(0.75).greatestCommonDivisor(with: Dyadic(-2)) == Dyadic(0.25))
    #expect(Dyadic.zero.greatestCommonDivisor(with: Dyadic(6)) == Dyadic(6.0))
    let beyond = Dyadic(Double.greatestFiniteMagnitude) * Dyadic(2.0)
    #expect(beyond.rounded(.up) == .infinity)
    #expect(beyond.rounded(.down) == .greatestFiniteMagnitude)
    #expect((-beyond).rounded(.up) == -.greatestFiniteMagnitude)
    let tiny = Dyadic(Double.leastNonzeroMagnitude) * Dyadic(0.25)
    #expect(tiny.rounded(.up) == .leastNonzeroMagnitude)
    #expect(tiny.rounded(.down) == 0)
  }
}
