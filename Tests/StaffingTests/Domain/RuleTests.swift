// SPDX-License-Identifier: GPL-3.0-or-later

import Staffing
import Testing

@Suite("A rule's scope")
struct RuleTests {
  static let town = Build.town("城关镇", [Quantity(1)], group: ["浙江", "杭州"], kind: .town)

  @Test("An empty scope is for everyone")
  func everyone() {
    #expect(Rule.Scope().covers(Self.town) && Rule.Scope().covers(pool: 7))
  }

  @Test("Each narrowing is enough to leave a town out, and all must fit to keep it in")
  func narrowed() {
    #expect(Rule.Scope(kinds: [.town], groups: [["浙江"]], towns: ["城关镇"]).covers(Self.town))
    #expect(!Rule.Scope(kinds: [.subdistrict], groups: [["浙江"]], towns: ["城关镇"]).covers(Self.town))
    #expect(!Rule.Scope(kinds: [.town], groups: [["江苏"]], towns: ["城关镇"]).covers(Self.town))
    #expect(!Rule.Scope(kinds: [.town], groups: [["浙江"]], towns: ["东镇"]).covers(Self.town))
  }

  @Test("A group takes in what lies below it, and a path is read from the top")
  func groups() {
    #expect(Rule.Scope(groups: [["浙江", "杭州"]]).covers(Self.town))
    #expect(!Rule.Scope(groups: [["杭州"]]).covers(Self.town))
    #expect(!Rule.Scope(groups: [["浙江", "杭州", "西湖"]]).covers(Self.town))
    #expect(!Rule.Scope(groups: [["浙江"]]).covers(Build.town("a", [1])))
  }

  @Test("Pools are named by their places")
  func pools() {
    #expect(Rule.Scope(pools: [1]).covers(pool: 1) && !Rule.Scope(pools: [1]).covers(pool: 0))
    #expect(!Rule.Scope(pools: []).covers(pool: 0))
  }
}
