// SPDX-License-Identifier: GPL-3.0-or-later

import Staffing
import Testing

@testable import Documents

@Suite("Workloads and responsibility lists in files")
struct WorkReaderTests {
  private static let workload = """
      - workload:
          working_time: {days: 260, absences: {公休: 13, 年休: 18, 病假: 12, 培训: 5}, hours: 8}
          activities:
            - {activity: 审批, volume: cases, hours: 1.5}
            - {activity: 值守, volume: 365, hours: 2}
          category_allowances: {例会: 5%, 学习: 0.1375}
          individual_allowances:
            - {allowance: 带教, hours: 120, staff: 2}
    """

  @Test("A workload's times, volumes and allowances")
  func workload() throws {
    guard case .workload(let workload)? = try PartTexts(Self.workload).rule() else { return }
    #expect(workload.time.availableHours == 1696)
    #expect(workload.activities.map(\.volume) == [.metric(2), .stated(Quantity(365))])
    #expect(workload.categoryAllowances.map(\.fraction.description) == ["0.05", "0.1375"])
    #expect(workload.individualAllowances.map(\.title) == ["带教"])
    let table = PartTexts(
      "  - workload:\n      working_time: {days: 250, hours: 8}\n      activities: a.csv",
      tables: ["a.csv": "业务,业务量,单位工时\n审批,cases,1.5\n值守,365,2\n"])
    guard case .workload(let listed)? = try table.rule() else { return }
    #expect(listed.activities.map(\.volume) == workload.activities.map(\.volume))
  }

  @Test("Category allowances of the whole time, and absences of all days, are faults at their places")
  func workloadFaults() throws {
    let allowances = try PartTexts(Self.workload.replacing("5%", with: "86.25%")).faults()
    #expect(allowances.map(\.problem) == [.scenario(.part("", .allowancesTooLarge))])
    #expect(allowances.first?.position.line == 8)
    let absences = try PartTexts(Self.workload.replacing("公休: 13", with: "公休: 225")).faults()
    #expect(absences.map(\.problem) == [.scenario(.part("", .noWorkingTime))])
    #expect(
      try PartTexts(Self.workload.replacing("days: 260", with: "days: 400")).problems() == [
        .outOfRange("400", least: "0", most: "366")
      ])
    #expect(
      try PartTexts(Self.workload.replacing("5%", with: "120%")).problems() == [
        .wrongValue("120%", expected: .fraction)
      ])
    #expect(
      try PartTexts(Self.workload.replacing("volume: cases", with: "volume: case")).problems().contains {
        if case .unknownName("case", of: .metric, nearest: "cases", _) = $0 { true } else { false }
      })
  }

  private static let duties = """
      - duties:
          working_time: {days: 250, hours: 8}
          supporting: 30%
          list:
            - {duty: 社会救助, responsibility: lead, frequency: cases, hours: 4}
            - {duty: 违建查处, responsibility: supporting, frequency: 48, hours: 20, kinds: [subdistrict]}
            - {duty: 执法, responsibility: lead, frequency: 12, hours: 8, held_by: above}
    """

  @Test("Duties stand in YAML or in a table")
  func duties() throws {
    let rule = try #require(try PartTexts(Self.duties).rule())
    guard case .duties(let list) = rule else { return }
    #expect(list.duties.map(\.holder) == [.town, .town, .above])
    #expect(list.duties.map(\.kinds) == [nil, [.subdistrict], nil])
    let head = Self.duties.split(separator: "\n").prefix(3).joined(separator: "\n")
    let table = """
      履职事项,责任,每年次数,每次工时,承担,适用类别
      社会救助,主体责任,cases,4,,
      违建查处,配合责任,48,20,,街道
      执法,主体,12,8,上级,

      """
    #expect(try PartTexts(head + "\n      list: d.csv", tables: ["d.csv": table]).rule() == rule)
  }

  @Test("Duties are handed down and returned by the scenario, for kinds, groups or towns")
  func moves() throws {
    let more = """
      duty_moves:
        - handed_down: 执法
          groups: [East]
          because: 赋权
        - returned: 违建查处

      """
    let moves = try PartTexts(Self.duties, more: more).read().dutyMoves
    #expect(moves.map(\.direction) == [.handedDown, .returned])
    #expect(moves.map(\.duty) == ["执法", "违建查处"] && moves[0].because == "赋权")
    #expect(moves[0].scope.groups == [["East"]] && moves.map(\.reference) == ["scenario.yaml:8", "scenario.yaml:11"])
  }

  @Test("A move of an unknown duty, or one without effect, is a fault at its line")
  func moveFaults() throws {
    func faults(_ move: String) throws -> [DocumentFault] {
      try PartTexts(Self.duties, more: "duty_moves:\n  - \(move)\n").faults()
    }
    let place = Position(file: "scenario.yaml", line: 8)
    #expect(
      try faults("returned: 会救助") == [
        DocumentFault(
          .unknownName("会救助", of: .duty, nearest: "社会救助", accepted: ["社会救助", "违建查处", "执法"]), at: place)
      ])
    #expect(
      try faults("returned: 执法") == [DocumentFault(.scenario(.moveWithoutEffect(move: "scenario.yaml:8")), at: place)])
    #expect(try faults("{}").map(\.problem) == [.needsOneOf(["handed_down", "returned"])])
    #expect(try faults("{returned: 社会救助, towns: [Elmm]}").contains { $0.problem.isUnknownTown })
  }

  @Test("A supporting fraction without supporting duties has no effect, and none where there are is a fault")
  func supporting() throws {
    #expect(
      try PartTexts(Self.duties.replacing("responsibility: supporting", with: "responsibility: lead")).problems() == [
        .noEffect("supporting")
      ])
    let without = Self.duties.split(separator: "\n").filter { !$0.contains("supporting: 30%") }
    #expect(
      try PartTexts(without.joined(separator: "\n")).problems() == [
        .scenario(.part("model.yaml:3", .supportingNotStated(duty: "违建查处")))
      ])
    #expect(
      try PartTexts(Self.duties.replacing("duty: 执法", with: "duty: 社会救助")).problems() == [
        .duplicateName("社会救助", of: .duty)
      ])
  }
}
