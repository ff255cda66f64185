// SPDX-License-Identifier: GPL-3.0-or-later

import Staffing
import Testing

@Suite("A scenario's order")
struct ScenarioTests {
  @Test("Towns are kept by group and name whatever order they came in", arguments: 0..<5)
  func identityOrder(seed: Int) {
    var random = SplitMix64(seed: seed)
    let ids = [([], "z"), (["a"], "y"), (["a", "b"], "x"), (["a", "c"], "a"), (["b"], "a")] as [([String], String)]
    let towns = ids.map { Build.town($0.1, [1], group: $0.0) }.shuffled(using: &random)
    #expect(Build.scenario([1], towns).towns.map(\.name) == ["z", "y", "x", "a", "a"])
  }

  @Test("Without ordinals the listing is by identity")
  func listingByIdentity() {
    #expect(Build.scenario([1], ["c", "a"].map { Build.town($0, [1]) }).listingOrder == [0, 1])
  }

  @Test("Ordinals order the listing, and a group stands where its first town does, whole")
  func listingByOrdinal() {
    let towns = [
      Build.town("a", [Quantity(1)], group: ["x"], ordinal: 5),
      Build.town("b", [Quantity(1)], group: ["x"], ordinal: 2),
      Build.town("c", [Quantity(1)], group: ["y"], ordinal: 3),
      Build.town("d", [Quantity(1)], group: ["y"], ordinal: 1),
      Build.town("e", [Quantity(1)], group: ["z"]),
    ]
    let scenario = Build.scenario([1], towns)
    #expect(scenario.listingOrder.map { scenario.towns[$0].name } == ["d", "c", "b", "a", "e"])
  }

  @Test("A listing has every town once and keeps every group together")
  func permutation() {
    for seed in 0..<50 {
      var random = SplitMix64(seed: seed)
      let towns = (0..<15).map { index in
        Build.town(
          "\(index)", [Quantity(1)], group: (0..<random.int(0...3)).map { _ in ["a", "b"][random.int(0...1)] },
          ordinal: random.chance(70) ? random.int(1...30) : nil)
      }
      let scenario = Build.scenario([1], towns)
      #expect(scenario.listingOrder.sorted() == Array(0..<15))
      for depth in 1...3 {
        let paths = scenario.listingOrder.map { scenario.towns[$0].group.prefix(depth) }.filter { $0.count == depth }
        let runs = zip(paths, paths.dropFirst()).count { $0 != $1 } + (paths.isEmpty ? 0 : 1)
        #expect(depth > 1 || runs == Set(paths.map(Array.init)).count, "seed \(seed)")
      }
    }
  }
}
