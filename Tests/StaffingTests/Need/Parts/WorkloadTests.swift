// SPDX-License-Identifier: GPL-3.0-or-later

import Staffing
import Testing

/// The figures are those of the WHO's worked examples for WISN.
@Suite("Workload by WISN")
struct WorkloadTests {
  private static let time = WorkingTime(
    days: Quantity(260),
    absences: [("holidays", 13), ("leave", 18), ("sickness", 12), ("training", 5)].map {
      WorkingTime.Absence(title: $0, days: Quantity($1))
    }, hoursADay: Quantity(8))

  private func figures(
    _ activities: [Workload.Activity], _ category: [String] = [], _ individual: [(hours: Int, staff: Int)] = [],
    time: WorkingTime = time
  ) throws -> WorkloadFigures {
    let workload = Workload(
      time: time, activities: activities,
      categoryAllowances: category.map { .init(title: "c", fraction: Parts.quantity($0)) },
      individualAllowances: individual.map {
        .init(title: "i", hours: Quantity($0.hours), staff: Quantity($0.staff))
      })
    let scenario = Parts.scenario(
      [Parts.town("a", ["1", "1", "10548.5"])], [.init(rule: .workload(workload))], total: 20)
    #expect(scenario.faults.isEmpty)
    let parts = NeedTable(scenario).parts(town: 0, pool: 0)
    guard case .workload(let figures) = try #require(parts.first?.detail) else { throw NoPlan() }
    #expect(parts[0].posts == figures.required)
    return figures
  }

  private func at(_ value: Double, _ decimals: Int) -> Double {
    var power = 1.0
    for _ in 0..<decimals { power *= 10 }
    return (value * power).rounded() / power
  }

  @Test("AWT: (260 − 13 − 18 − 12 − 5) × 8 = 1,696 hours")
  func availableTime() { #expect(Self.time.availableHours == 1696) }

  @Test("An emergency unit of 10,548.5 hours, CAS 0.1875, 7 staff: A 6.219634, CAF 1.230769, required 7.654935")
  func emergencyUnit() throws {
    let figures = try figures(
      [.init(title: "service", volume: .metric(2), hours: Quantity(1))], ["0.125", "0.0625"])
    #expect(figures.availableHours == 1696)
    #expect(at(figures.activities, 6) == 6.219634)
    #expect(at(figures.categoryAllowanceFactor, 6) == 1.230769)
    #expect(figures.individualAllowanceFactor == 0)
    #expect(at(figures.required, 6) == 7.654935)
    #expect(at(figures.difference(staff: 7), 6) == -0.654935)
    #expect(at(figures.ratio(staff: 7) ?? 0, 6) == 0.914443)
  }

  @Test("A = 1, CAS 1/8, 848 hours for one of 2 staff: required 1.642857, ratio 1.217")
  func secondExample() throws {
    let figures = try figures(
      [.init(title: "all", volume: .stated(Quantity(1696)), hours: Quantity(1))], ["0.125"], [(848, 1)])
    #expect(figures.activities == 1)
    #expect(at(figures.required, 6) == 1.642857)
    #expect(at(figures.ratio(staff: 2) ?? 0, 3) == 1.217)
  }

  @Test("Unit times of several activities add up: a standard workload is the time over the unit time")
  func activities() throws {
    // 1,696 a year at one hour, and 848 at half an hour: one post and a quarter.
    let figures = try figures([
      .init(title: "a", volume: .stated(Quantity(1696)), hours: Quantity(1)),
      .init(title: "b", volume: .stated(Quantity(848)), hours: Parts.quantity("0.5")),
    ])
    #expect(figures.activities == 1.25 && figures.required == 1.25)
  }

  @Test("Category allowances of the whole time or more leave none for anything else", arguments: ["1", "0.6", "0.5"])
  func tooLarge(_ fraction: String) {
    let workload = Workload(
      time: Self.time, activities: [.init(title: "a", volume: .stated(Quantity(1)), hours: Quantity(1))],
      categoryAllowances: ["0.5", fraction].map { .init(title: "c", fraction: Parts.quantity($0)) })
    let scenario = Parts.scenario([Parts.town("a", ["1", "1", "1"])], [.init(rule: .workload(workload))])
    #expect(Parts.partFaults(scenario) == [.allowancesTooLarge])
  }

  @Test("Absences of all days leave no working time")
  func noTime() {
    let time = WorkingTime(
      days: Quantity(10), absences: [.init(title: "all", days: Quantity(10))], hoursADay: Quantity(8))
    let workload = Workload(
      time: time, activities: [.init(title: "a", volume: .stated(Quantity(1)), hours: Quantity(1))])
    let scenario = Parts.scenario([Parts.town("a", ["1", "1", "1"])], [.init(rule: .workload(workload))])
    #expect(Parts.partFaults(scenario) == [.noWorkingTime])
  }

  @Test("Work for two pools is divided between them, never counted twice")
  func division() throws {
    let rule = PolicyModel.Part.Rule.workload(
      Workload(
        time: Parts.time,
        activities: [.init(title: "a", volume: .stated(Quantity(20_000)), hours: Quantity(1))]))
    func scenario(_ part: PolicyModel.Part) -> Scenario {
      Scenario(
        title: "two", pools: [Pool(id: "p", total: 5), Pool(id: "q", total: 5)],
        towns: [Town(id: .init(group: [], name: "a"), kind: .town, metrics: [], posts: [.init(), .init()])],
        model: PolicyModel(title: "m", parts: [part]))
    }
    #expect(Parts.partFaults(scenario(.init(rule: rule))) == [.undividedWork])
    let divided = scenario(.init(division: [0: Quantity(3), 1: Quantity(7)], rule: rule))
    #expect(divided.faults.isEmpty)
    let table = NeedTable(divided)
    #expect(table[0, 0] == 3 && table[0, 1] == 7)
  }
}
