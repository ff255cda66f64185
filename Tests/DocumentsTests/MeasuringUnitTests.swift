// SPDX-License-Identifier: GPL-3.0-or-later

import Staffing
import Testing

@testable import Documents

@Suite("Units of measured columns")
struct MeasuringUnitTests {
  /// The first town's amount of a metric, from a table that has the metric's column as given.
  private func amount(_ heading: String, _ text: String, of metric: Metric) throws -> Quantity? {
    var texts = ScenarioTexts()
    texts.towns = """
      town,resident_population (people),\(heading)
      Ash,1000,"\(text)"

      """
    let scenario = try texts.read()
    let place = try #require(scenario.metrics.firstIndex(of: metric))
    return scenario.towns[0].metrics[place]
  }

  @Test(
    "Areas come out in square kilometres, exactly",
    arguments: [
      ("area (km²)", "45.3", "45.3"), ("管辖范围（平方公里）", "45.3", "45.3"), ("area (ha)", "4530", "45.3"),
      ("面积(公顷)", "1", "0.01"), ("area (m²)", "45300000", "45.3"), ("Area (KM2)", "45.3", "45.3"),
    ])
  func areas(_ heading: String, _ text: String, _ expected: String) throws {
    #expect(try amount(heading, text, of: .area)?.description == expected)
  }

  @Test(
    "Money comes out in yuan, exactly",
    arguments: [
      ("经济总量(元)", "7", "7"), ("经济总量(万元)", "0.3", "3000"), ("经济总量(亿元)", "48.2", "4820000000"),
      ("地区生产总值（百万元）", "1.5", "1500000"), ("economic_output (100m yuan)", "0.1", "10000000"),
      ("Economic Output (10k yuan)", "1,234.5", "12345000"),
    ])
  func money(_ heading: String, _ text: String, _ expected: String) throws {
    #expect(try amount(heading, text, of: .economicOutput)?.description == expected)
  }

  @Test(
    "People come out in heads, exactly",
    arguments: [
      ("户籍人口(人)", "47,000", "47000"), ("户籍人口(万人)", "4.7", "47000"), ("户籍人口(万人)", "0.9", "9000"),
      ("registered_population (thousand people)", "0.001", "1"), ("户籍人口(万人)", "0.0003", "3"),
    ])
  func people(_ heading: String, _ text: String, _ expected: String) throws {
    #expect(try amount(heading, text, of: .registeredPopulation)?.description == expected)
  }

  @Test("People are whole: a ten-thousandth of a 万人 is one, and no part of one")
  func wholePeople() throws {
    var texts = ScenarioTexts()
    texts.towns = "镇街,常住人口(万人)\n甲镇,4.70005\n"
    #expect(try texts.problems() == [.notANumber("4.70005", expected: .people)])
  }

  @Test("A score needs no unit, and may state one")
  func scores() throws {
    #expect(try amount("工作强度", "90", of: .workIntensity)?.description == "90")
    #expect(try amount("工作强度(分)", "90", of: .workIntensity)?.description == "90")
  }

  @Test("A measured column without a unit is a fault that names the units there are")
  func missingUnit() throws {
    var texts = ScenarioTexts()
    texts.towns = "town,resident_population (people),area\nAsh,1000,4\n"
    let accepted = MeasuringUnit.accepted(for: .area)
    #expect(accepted.contains("km²") && accepted.contains("公顷"))
    #expect(
      try texts.faults() == [
        DocumentFault(
          .missingUnit("area", accepted: accepted),
          at: Position(file: "towns.csv", line: 1, column: 3, field: "area"))
      ])
  }

  @Test("A unit that measures something else is a fault")
  func unknownUnit() throws {
    var texts = ScenarioTexts()
    texts.towns = "town,resident_population (people),面积(万人)\nAsh,1000,4\n"
    #expect(try texts.problems() == [.unknownUnit("万人", accepted: MeasuringUnit.accepted(for: .area))])
  }
}
