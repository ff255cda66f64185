// SPDX-License-Identifier: GPL-3.0-or-later

import Documents
import Staffing
import Testing

@Suite("Towns by name")
struct NamedTownTests {
  private let scenario = Scenario(
    title: "t", levels: ["city", "county"], pools: [Pool(id: "administrative", title: "行政编制", total: 1)],
    towns: [(["市", "东县"], "城关镇"), (["市", "西县"], "城关镇"), (["市", "西县"], "河口镇")].map { group, name in
      Town(id: Town.ID(group: group, name: name), kind: .town, metrics: [], posts: [Town.Posts()])
    }, model: PolicyModel(title: "m", parts: []))

  @Test("A name, a path or its end means the town; a shared name is ambiguous, and a wrong one has its nearest")
  func towns() {
    #expect(scenario.town(named: "河口镇") == .found(2))
    #expect(scenario.town(named: "市/西县/城关镇") == .found(1))
    #expect(scenario.town(named: "东县/城关镇") == .found(0))
    #expect(scenario.town(named: "城关镇") == .ambiguous(["市/东县/城关镇", "市/西县/城关镇"]))
    #expect(scenario.town(named: "河囗镇") == .unknown(nearest: "河口镇"))
    #expect(scenario.town(named: "") == .unknown(nearest: nil))
    #expect(scenario.town(named: "/") == .unknown(nearest: nil))
  }

  @Test("A pool goes by its name in files and by its title")
  func pools() {
    #expect(scenario.pool(named: "administrative") == .found(0) && scenario.pool(named: "行政编制") == .found(0))
    #expect(scenario.pool(named: "administrativ") == .unknown(nearest: "administrative"))
  }
}
