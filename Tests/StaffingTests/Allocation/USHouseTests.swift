// SPDX-License-Identifier: GPL-3.0-or-later

import Staffing
import Testing

@Suite("The United States House", .enabled(if: SharedData.isThere, "no ../shared/data beside the project"))
struct USHouseTests {
  static let censuses = Array(stride(from: 1910, through: 2020, by: 10))

  private static let rows = Result { try SharedData.rows("us_house_apportionment_1910_2020.csv") }

  static func house(_ year: Int, _ method: ApportionmentMethod) throws -> (scenario: Scenario, seats: [String: Int]) {
    let rows = try rows.get().filter { $0["census_year"] == "\(year)" }
    var (towns, seats): ([Town], [String: Int]) = ([], [:])
    for row in rows {
      let state = try #require(row["state"])
      towns.append(Build.town(state, [try #require(Quantity(row["apportionment_population"] ?? ""))]))
      let count = try #require(Int(row["seats_435"] ?? ""))
      seats[state] = count
    }
    return (Build.scenario([435], towns, method: method), seats)
  }

  @Test(
    "Huntington and Hill's method gives every state its seats in each census, without branch and bound",
    arguments: censuses)
  func huntingtonHill(year: Int) throws {
    let (scenario, seats) = try Self.house(year, .huntingtonHill)
    let plan = try scenario.requirePlan()
    #expect(seats.count == 50)
    #expect(plan.quotas() == seats)
    #expect(plan.ties.isEmpty && plan.solving.isLinear)
  }

  @Test(
    "Each of the five methods gives every state of each census what its divisor or its remainders give",
    arguments: censuses, ApportionmentMethod.allCases)
  func classical(year: Int, method: ApportionmentMethod) throws {
    let (scenario, published) = try Self.house(year, method)
    let plan = try scenario.requirePlan()
    let people = try plan.scenario.towns.map { try #require($0.givenNeeds[0]?.wholeNumber) }
    let seats = try #require(ClassicalMethods.seats(people, total: 435, method))
    #expect(plan.quotas.map { $0[0] } == seats)
    if method == .huntingtonHill { #expect(plan.scenario.towns.map { published[$0.name] } == seats) }
    #expect(plan.ties.isEmpty && plan.solving.isLinear)
  }

  @Test("At least four of the five methods disagree on the House in every census, so that none passes for another")
  func differences() throws {
    var different: Set<Int> = []
    for year in Self.censuses {
      let (scenario, _) = try Self.house(year, .webster)
      let people = try scenario.towns.map { try #require($0.givenNeeds[0]?.wholeNumber) }
      let answers = Set(ApportionmentMethod.allCases.map { ClassicalMethods.seats(people, total: 435, $0) })
      if answers.count >= 4 { different.insert(year) }
    }
    #expect(different.count == Self.censuses.count, "\(different)")
  }

  @Test("Under Webster's method of 2020 New York keeps 27 seats and Ohio 16, and Montana and Rhode Island have one")
  func webster() throws {
    let (scenario, seats) = try Self.house(2020, .webster)
    var expected = seats
    for (state, count) in [("New York", 27), ("Ohio", 16), ("Montana", 1), ("Rhode Island", 1)] {
      expected[state] = count
    }
    #expect(try scenario.requirePlan().quotas() == expected)
  }

  @Test("Eighty-nine people more in 2020 would have moved the last seat from Minnesota to New York, eighty-eight not")
  func lastSeat() throws {
    for (more, seats) in [(88, 26), (89, 27)] {
      let (scenario, _) = try Self.house(2020, .huntingtonHill)
      let towns = try scenario.towns.map { state in
        let people = try #require(state.givenNeeds[0]?.wholeNumber)
        return Build.town(state.name, [people + (state.name == "New York" ? more : 0)])
      }
      let plan = try Build.scenario([435], towns, method: .huntingtonHill).requirePlan()
      #expect(plan.quotas()["New York"] == seats && plan.quotas()["Minnesota"] == 34 - seats)
    }
  }
}
