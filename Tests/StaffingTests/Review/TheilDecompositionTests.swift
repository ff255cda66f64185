// SPDX-License-Identifier: GPL-3.0-or-later

import Staffing
import Testing

@Suite("Unevenness within groups and between them")
struct TheilDecompositionTests {
  @Test("Groups whose members have alike differ between them only, and groups of one mean within them only")
  func extremes() throws {
    let apart = try #require(TheilDecomposition([2, 2, 6, 6], groups: ["a", "a", "b", "b"]))
    #expect(apart.within.theilT == 0 && apart.within.theilL == 0)
    #expect(apart.between.theilT > 0)
    let alike = try #require(TheilDecomposition([1, 3, 3, 1], groups: ["a", "a", "b", "b"]))
    #expect(alike.between.theilT == 0 && alike.between.theilL == 0)
    #expect(alike.within.theilT > 0)
  }

  @Test(
    "Both parts are what the groups' own measures say, weighted by what they have and by how many they are",
    arguments: 0..<40)
  func sums(seed: Int) throws {
    var random = SplitMix64(seed: seed)
    let groups = (0..<random.int(2...12)).map { _ in random.int(0...3) }
    let values = groups.map { _ in Double(random.int(1...90)) }
    let weights = groups.map { _ in Double(random.int(1...9)) }
    let whole = try #require(Inequality(values, weights: weights))
    let parts = try #require(TheilDecomposition(values, weights: weights, groups: groups))
    let all = weights.reduce(0, +)
    let sum = zip(values, weights).reduce(0) { $0 + $1.0 * $1.1 }
    var (withinT, withinL) = (0.0, 0.0)
    for group in Set(groups) {
      let members = groups.indices.filter { groups[$0] == group }
      let own = try #require(Inequality(members.map { values[$0] }, weights: members.map { weights[$0] }))
      withinT += members.reduce(0) { $0 + values[$1] * weights[$1] } / sum * own.theilT
      withinL += members.reduce(0) { $0 + weights[$1] } / all * (own.theilL ?? .nan)
    }
    #expect(
      abs(parts.within.theilT - withinT) < 1e-12
        && abs(parts.within.theilT + parts.between.theilT - whole.theilT) < 1e-12)
    #expect(abs((parts.within.theilL ?? .nan) - withinL) < 1e-12)
    #expect(abs((parts.within.theilL ?? .nan) + (parts.between.theilL ?? .nan) - (whole.theilL ?? .nan)) < 1e-12)
  }

  @Test("Nothing to compare: no places, all zero, lists of other lengths; a place with none has no Theil-L")
  func nothing() {
    #expect(TheilDecomposition([], groups: [Int]()) == nil)
    #expect(TheilDecomposition([0, 0], groups: [1, 2]) == nil)
    #expect(TheilDecomposition([1, 2], groups: [1]) == nil)
    let parts = TheilDecomposition([0, 2, 3], groups: [1, 1, 2])
    #expect(parts?.within.theilL == nil && parts?.between.theilL == nil && parts != nil)
  }
}
