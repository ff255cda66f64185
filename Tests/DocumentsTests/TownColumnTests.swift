// SPDX-License-Identifier: GPL-3.0-or-later

import Staffing
import Testing

@testable import Documents

@Suite("Headings of a towns file")
struct TownColumnTests {
  private let catalog = ColumnCatalog(
    levels: ["county"], metrics: Metric.standard, declaredHeadings: [:],
    pools: [Pool(id: "administrative", total: 1), Pool(id: "police", title: "公安专项", total: 1)])

  @Test(
    "A Chinese heading states what the English one states",
    arguments: [
      ("ordinal", "序号"), ("town", "镇街"), ("town", "乡镇街道"), ("kind", "类别"), ("county", "县（市、区）"),
      ("county", "县(市、区)"), ("resident_population", "常住人口"), ("registered_population", "户籍人口"), ("area", "管辖范围"),
      ("economic_output", "经济总量"), ("fiscal_revenue", "财政收入"), ("work_intensity", "工作强度"), ("mean_age", "平均年龄"),
      ("administrative_quota", "行政编制核定"), ("administrative_staff", "行政编制在编"), ("administrative_need", "行政编制应配"),
      ("police_quota", "公安专项核定编制"), ("police_staff", "公安专项实有在编"), ("contract_staff", "政府购买服务"), ("total_quota", "编制总数"),
    ])
  func bothLanguages(_ english: String, _ chinese: String) {
    #expect(catalog.column(named: english) != nil)
    #expect(catalog.column(named: english) == catalog.column(named: chinese))
  }

  @Test("English headings are known in any case, with blanks for underscores")
  func folded() {
    #expect(catalog.column(named: "Resident Population") == .metric(.residentPopulation))
    #expect(catalog.column(named: "TOWN") == .name)
  }

  @Test("A heading that nobody declared states nothing")
  func unknown() {
    #expect(catalog.column(named: "institutional_quota") == nil)
    #expect(catalog.column(named: "") == nil)
  }

  @Test("Messages show a heading as a planner would write it, in both languages and with its unit")
  func examples() {
    #expect(catalog.example(of: .metric(.area)) == "area / 管辖范围 (km²)")
    #expect(catalog.example(of: .metric(.workIntensity)) == "work_intensity / 工作强度")
    #expect(catalog.example(of: .name) == "town / 镇街")
    #expect(catalog.example(of: .quota(pool: 1)) == "police_quota / 公安专项核定")
  }
}
