// SPDX-License-Identifier: GPL-3.0-or-later

internal import BigInt

/// All that a town's need in a pool comes of: towns of the same figures have the same need, to the last digit.
struct NeedFigures: Hashable {
  fileprivate let kind: Int32
  /// The amounts by which shares are made, in the order of parts and weights; `nil` where another stands in.
  fileprivate var amounts: [Quantity?] = []
  /// What stands in for amounts, and the posts of parts that are worked out town by town, in the order of parts: each a
  /// fraction in two numbers.
  fileprivate var fractions: [BigInt] = []
}

extension NeedBasis {
  /// What a town's need in a pool comes of: its kind, the posts of parts that are worked out town by town, and the amounts
  /// that shares look at. O(parts · metrics).
  func figures(town: Int, pool: Int) -> NeedFigures {
    var figures = NeedFigures(kind: kinds.ofTown[town])
    for (place, part) in scenario.model.parts.enumerated() where covers(part: place, town: town, pool: pool) {
      switch part.rule {
      // The same for all towns of a kind.
      case .base: continue
      case .share(let weights):
        for weight in weights {
          let amount = amount(weight.metric, town: town)
          figures.amounts.append(amount)
          if amount == nil { figures.add(figure(weight.metric, town: town)) }
        }
      case .given, .projects, .index, .workload, .duties, .norm:
        figures.add(posts(part: place, town: town, pool: pool))
      }
    }
    return figures
  }
}

extension NeedFigures {
  fileprivate mutating func add(_ fraction: Rational) {
    let reduced = fraction.reduced
    fractions += [reduced.numerator, reduced.denominator]
  }
}
