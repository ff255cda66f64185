// SPDX-License-Identifier: GPL-3.0-or-later

import Staffing
import Testing

@testable import Documents

@Suite("Columns of the two ledgers")
struct LedgerColumnTests {
  private static let towns = """
    county,town,kind,resident_population (people),administrative_staff,行政编制借出,administrative_seconded_in,\
    行政编制上级派驻,institutional_staff,institutional_seconded_out
    East,Ash,town,1000,10,3,0,1,20,4
    East,Birch,subdistrict,2000,10,0,7,,20,0

    """

  private func texts(_ towns: String = towns) -> ScenarioTexts {
    var texts = ScenarioTexts()
    texts.towns = towns
    texts.more = "temporary_staff: 20\n"
    return texts
  }

  @Test("Secondment is read under headings in both languages, and so is the number of temporary staff")
  func columns() throws {
    let scenario = try texts().read()
    #expect(
      scenario.towns[0].posts == [
        .init(staff: 10, secondedOut: 3, secondedIn: 0, stationed: 1), .init(staff: 20, secondedOut: 4),
      ])
    #expect(scenario.towns[1].posts[0].stationed == nil && scenario.temporaryStaff == 20)
  }

  @Test("Ledgers that do not go together are told with the place")
  func faults() throws {
    let found = try texts(Self.towns.replacing("10,3,0,1", with: "10,13,0,1").replacing("0,7,", with: "0,18,")).faults()
    let ash = Town.ID(group: ["East"], name: "Ash")
    #expect(
      found == [
        DocumentFault(
          .scenario(.ledger(.moreInThanOut(secondedIn: 18, out: 17))), at: Position(file: "towns.csv")),
        DocumentFault(
          .scenario(.ledger(.moreOutThanStaff(ash, pool: "administrative", out: 13, staff: 10))),
          at: Position(file: "towns.csv", line: 2, column: 6, field: "行政编制借出")),
      ])
  }
}
