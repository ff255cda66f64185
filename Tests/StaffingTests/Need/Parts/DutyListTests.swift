// SPDX-License-Identifier: GPL-3.0-or-later

import Staffing
import Testing

@Suite("Responsibility lists")
struct DutyListTests {
  private static let towns = [
    Parts.town("a", ["1000", "1", "100"]), Parts.town("b", ["1000", "1", "300"], kind: .subdistrict),
  ]

  /// 2,000 hours a year a post: lead 1,000 h, supporting 2,000 h at a quarter, by column 10 h each, and one held above.
  private static let list = DutyList(
    time: Parts.time, supporting: Parts.quantity("0.25"),
    duties: [
      .init(title: "lead", responsibility: .lead, frequency: .stated(Quantity(100)), hours: Quantity(10)),
      .init(title: "support", responsibility: .supporting, frequency: .stated(Quantity(200)), hours: Quantity(10)),
      .init(
        title: "cases", responsibility: .lead, frequency: .metric(2), hours: Quantity(10), kinds: [.subdistrict]),
      .init(
        title: "above", responsibility: .lead, frequency: .stated(Quantity(400)), hours: Quantity(10), holder: .above),
    ])

  private func scenario(_ moves: [DutyMove] = [], _ list: DutyList = list) -> Scenario {
    Parts.scenario(Self.towns, [.init(rule: .duties(list))], total: 20, moves: moves)
  }

  private func move(
    _ direction: DutyMove.Direction, _ duty: String, _ scope: Rule.Scope = .init(), line: Int = 1
  ) -> DutyMove {
    DutyMove(duty: duty, direction: direction, scope: scope, reference: "scenario.yaml:\(line)")
  }

  @Test("Hours over the working time, supporting duties in part, a kind's duties for that kind alone")
  func held() {
    // a: 0.5 + 0.25; b: 0.5 + 0.25 + 3000 / 2000.
    let scenario = scenario()
    #expect(Parts.needs(scenario) == ["a": 0.75, "b": 2.25])
    let counts = scenario.towns.indices.map { NeedTable(scenario).parts(town: $0, pool: 0)[0].detail }
    #expect(counts == [.duties(count: 2), .duties(count: 3)])
  }

  @Test("A duty that is returned takes its hours along, for the towns it is returned by, and the report says so")
  func returned() {
    let scenario = scenario([move(.returned, "lead", .init(kinds: [.subdistrict]))])
    #expect(Parts.needs(scenario) == ["a": 0.75, "b": 1.75])
    #expect(NeedTable(scenario).notes == [.dutyMoved(move: 0, part: 0, towns: 1, posts: -0.5)])
  }

  @Test("A duty that is handed down brings its hours")
  func handedDown() {
    let scenario = scenario([move(.handedDown, "above")])
    #expect(Parts.needs(scenario) == ["a": 2.75, "b": 4.25])
    #expect(NeedTable(scenario).notes == [.dutyMoved(move: 0, part: 0, towns: 2, posts: 4)])
  }

  @Test("Moves follow one another: what is handed down to all can be returned by one")
  func sequence() {
    let moves = [move(.handedDown, "above"), move(.returned, "above", .init(towns: ["a"]), line: 2)]
    #expect(Parts.needs(scenario(moves)) == ["a": 0.75, "b": 4.25])
    #expect(scenario(Array(moves.reversed())).faults == [.moveWithoutEffect(move: "scenario.yaml:2")])
  }

  @Test("A move of no duty, or of one that is there already, is a fault")
  func ineffective() {
    #expect(scenario([move(.returned, "laed")]).faults == [.unknownDuty("laed", move: "scenario.yaml:1")])
    for none in [
      move(.returned, "above"), move(.handedDown, "lead"), move(.returned, "cases", .init(kinds: [.town])),
      move(.returned, "lead", .init(towns: ["z"])),
    ] {
      #expect(scenario([none]).faults == [.moveWithoutEffect(move: "scenario.yaml:1")])
    }
  }

  @Test("What a supporting duty counts must be stated, and duties are listed once")
  func faults() {
    #expect(
      Parts.partFaults(scenario([], DutyList(time: Parts.time, duties: Self.list.duties))) == [
        .supportingNotStated(duty: "support")
      ])
    let twice = DutyList(time: Parts.time, duties: [Self.list.duties[0], Self.list.duties[0]])
    #expect(Parts.partFaults(scenario([], twice)) == [.listedTwice("lead")])
    #expect(Parts.partFaults(scenario([], DutyList(time: Parts.time, duties: []))) == [.empty])
  }
}
