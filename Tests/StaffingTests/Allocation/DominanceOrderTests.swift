// SPDX-License-Identifier: GPL-3.0-or-later

@testable import Staffing
import TestLength
import Testing

@Suite("Which towns are at least as large as which")
struct DominanceOrderTests {
  private static func towns(_ amounts: [[Int]]) -> [Town] {
    amounts.enumerated().map { index, row in
      Town(
        id: .init(group: [], name: "t\(index)"), kind: .town, metrics: row.map { Quantity($0) },
        posts: [.init()])
    }
  }

  /// Whether the first is at least as large on every metric, and larger on one.
  private static func isLarger(_ left: [Int], _ right: [Int]) -> Bool {
    zip(left, right).allSatisfy { $0 >= $1 } && left != right
  }

  @Test(
    "Pairs are those with no third between, all others follow from them, and none can be left out",
    arguments: 0..<everyday(32, long: 60))
  func transitiveReduction(seed: Int) {
    var random = SplitMix64(seed: seed)
    let metrics = random.int(1...3)
    // Few towns of which many are alike, and more that mostly differ.
    let (most, largest) = seed % 4 == 0 ? (60, 40) : (14, 4)
    let amounts = (0..<random.int(1...most)).map { _ in (0..<metrics).map { _ in random.int(0...largest) } }
    let pairs = DominanceOrder(Self.towns(amounts), Array(amounts.indices), by: Array(0..<metrics)).coveringPairs
    let expected = amounts.indices.flatMap { smaller in
      amounts.indices.filter { larger in
        Self.isLarger(amounts[larger], amounts[smaller])
          && !amounts.contains { Self.isLarger(amounts[larger], $0) && Self.isLarger($0, amounts[smaller]) }
      }.map { [$0, smaller] }
    }
    #expect(pairs.map { [$0.larger, $0.smaller] } == expected)
    // The closure of the pairs is the whole order.
    var reached = amounts.map { _ in Set<Int>() }
    for _ in amounts {
      for pair in pairs { reached[pair.larger].formUnion(reached[pair.smaller].union([pair.smaller])) }
    }
    for larger in amounts.indices {
      #expect(reached[larger] == Set(amounts.indices.filter { Self.isLarger(amounts[larger], amounts[$0]) }))
    }
  }

  @Test("Equal towns are not larger than one another, and towns out of scope have no part")
  func scope() {
    let towns = Self.towns([[1], [1], [2], [3]])
    let all = DominanceOrder(towns, [0, 1, 2, 3], by: [0]).coveringPairs.map { [$0.larger, $0.smaller] }
    #expect(all == [[2, 0], [2, 1], [3, 2]])
    #expect(DominanceOrder(towns, [0, 3], by: [0]).coveringPairs.map { [$0.larger, $0.smaller] } == [[3, 0]])
  }
}
