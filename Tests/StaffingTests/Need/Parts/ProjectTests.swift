// SPDX-License-Identifier: GPL-3.0-or-later

import Staffing
import Testing

@Suite("Key projects")
struct ProjectTests {
  private static let towns = ["a", "b"].map { Parts.town($0, ["1000", "1", "1"]) }

  private func scenario(as date: String?, _ projects: [(String, Int, String)]) throws -> Scenario {
    let list = try projects.enumerated().map { index, project in
      Project(
        name: "project \(index)", town: .init(group: [], name: project.0), posts: Quantity(project.1),
        until: try #require(CalendarDate(project.2)))
    }
    return Parts.scenario(
      Self.towns,
      [.init(rule: .projects(list)), .init(rule: .share(weights: [.init(metric: 0, weight: Quantity(1))]))], total: 20,
      date: date.flatMap { CalendarDate($0) })
  }

  @Test("A project counts until its last day and nothing from the day after, which the report says")
  func lastDay() throws {
    let projects = [("a", 4, "2026-12-31"), ("b", 2, "2027-06-30")]
    let before = try scenario(as: "2026-12-31", projects)
    #expect(Parts.needs(before) == ["a": 11, "b": 9])
    #expect(NeedTable(before).notes.isEmpty)
    let after = try scenario(as: "2027-01-01", projects)
    #expect(Parts.needs(after) == ["a": 9, "b": 11])
    let ended = Project(
      name: "project 0", town: .init(group: [], name: "a"), posts: Quantity(4),
      until: try #require(CalendarDate("2026-12-31")))
    #expect(NeedTable(after).notes == [.projectEnded(part: 0, ended)])
  }

  @Test("Several projects of one town add up, and the need names them")
  func several() throws {
    let scenario = try scenario(as: "2026-01-01", [("a", 4, "2026-12-31"), ("a", 3, "2026-12-31")])
    let part = try #require(NeedTable(scenario).parts(town: 0, pool: 0).first)
    #expect(part.posts == 7 && part.detail == .projects(["project 0", "project 1"]))
  }

  @Test("Projects need a date to count as of, and a town that is there")
  func faults() throws {
    #expect(Parts.partFaults(try scenario(as: nil, [("a", 4, "2026-12-31")])) == [.noDate])
    #expect(
      Parts.partFaults(try scenario(as: "2026-01-01", [("z", 4, "2026-12-31")])) == [
        .unknownTown(.init(group: [], name: "z"))
      ])
    #expect(Parts.partFaults(try scenario(as: "2026-01-01", [])) == [.empty])
    #expect(Parts.partFaults(try scenario(as: "2026-01-01", [("a", -1, "2026-12-31")])) == [.outOfRange])
  }
}
