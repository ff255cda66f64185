// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Staffing
import Testing

@Suite("How evenly posts are spread")
struct InequalityTests {
  private static let values: [Double] = [541, 1463, 2445, 3438, 4437, 5401, 6392, 8304, 11904, 22261]

  private func rounded(_ value: Double?) -> String { value.map { String(format: "%.6f", $0) } ?? "none" }

  @Test("The figures of the literature, to the printed digits")
  func figures() throws {
    let measures = try #require(Inequality(Self.values))
    #expect(rounded(measures.gini) == "0.462091")
    #expect(rounded(measures.correctedGini) == "0.513435")
    #expect(rounded(measures.theilT) == "0.362341")
    #expect(rounded(measures.theilL) == "0.433595")
    #expect(rounded(measures.coefficientOfVariation) == "0.966559")
    #expect(rounded(measures.largestToSmallest) == rounded(22261.0 / 541))
  }

  @Test("Where all have alike every measure is zero, and the largest is the smallest")
  func even() throws {
    let measures = try #require(Inequality([3, 3, 3], weights: [1, 5, 9]))
    #expect(measures.gini == 0 && measures.theilT == 0 && measures.theilL == 0)
    #expect(measures.coefficientOfVariation == 0 && measures.largestToSmallest == 1)
  }

  @Test("A place of weight three is three places of weight one", arguments: 0..<20)
  func weights(seed: Int) throws {
    var random = SplitMix64(seed: seed)
    let places = (0..<random.int(2...8)).map { _ in (Double(random.int(1...90)), random.int(1...5)) }
    let weighted = try #require(Inequality(places.map(\.0), weights: places.map { Double($0.1) }))
    let repeated = places.flatMap { Array(repeating: $0.0, count: $0.1) }
    let plain = try #require(Inequality(repeated))
    // By the definition, pair by pair.
    let mean = repeated.reduce(0, +) / Double(repeated.count)
    let pairs = repeated.reduce(0) { sum, one in repeated.reduce(sum) { $0 + abs(one - $1) } }
    #expect(abs(plain.gini - pairs / Double(2 * repeated.count * repeated.count) / mean) < 1e-12)
    #expect(abs(weighted.gini - plain.gini) < 1e-12 && abs(weighted.theilT - plain.theilT) < 1e-12)
    #expect(abs((weighted.theilL ?? -1) - (plain.theilL ?? -2)) < 1e-12)
    let scaled = try #require(Inequality(repeated.map { $0 * 7 }))
    #expect(abs(scaled.gini - plain.gini) < 1e-12, "the unit does not matter")
  }

  @Test("One place with everything, and nothing to compare")
  func edges() throws {
    let all = try #require(Inequality([0, 0, 0, 8]))
    #expect(all.correctedGini == 1 && all.theilL == nil && all.largestToSmallest == nil)
    #expect(abs(all.theilT - log(4)) < 1e-12)
    let single = try #require(Inequality([5]))
    #expect(single.gini == 0 && single.correctedGini == nil && single.coefficientOfVariation == nil)
    #expect(Inequality([]) == nil && Inequality([0, 0]) == nil)
    #expect(
      Inequality([1, -1]) == nil && Inequality([1, 2], weights: [1, 0]) == nil && Inequality([1], weights: []) == nil)
  }
}
