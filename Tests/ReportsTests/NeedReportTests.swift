// SPDX-License-Identifier: GPL-3.0-or-later

import Documents
import Foundation
import Staffing
import Testing

@testable import Reports

/// A scenario with every kind of part, every note, and two pools.
enum EveryPart {
  static let scenario = """
    title: 各类部分
    as_of: 2026-01-01
    towns: towns.csv
    model: model.yaml
    missing: mean_of_kind_in_group
    new_towns: no_history
    pools: {administrative: 150, institutional: 350}
    metrics: {approvals: {heading: 审批件数, measures: number}}
    projects: projects.csv
    duty_moves:
      - returned: 违建查处
        kinds: [subdistrict]
        because: 试点
    rules:
      - change: {percent: 900}

    """

  static let model = """
    title: 各类部分
    parts:
      - base: {town: 3, subdistrict: 2}
        because: 每镇三名
      - share:
          resident_population: {weight: 0.5, power: 0.5}
          area: {weight: {town: 0.3}, logarithm: 10 km²}
          approvals: {weight: 0.2, bands: {0: 1, 100: 2, 300: 4}}
      - projects: scenario
        pools: [administrative]
      - index:
          metrics: {resident_population: 0.6, area: 0.4}
          reference: mean
          classes:
            - {class: 一般镇, from: 0, posts: 8}
            - {class: 较大镇, from: 0.8, posts: 12}
        pools: [administrative]
        kinds: [town]
      - workload:
          working_time: {days: 260, absences: {公休: 13, 年休: 18, 病假: 12, 培训: 5}, hours: 8}
          activities:
            - {activity: 审批, volume: approvals, hours: 6}
          category_allowances: {例会: 5%, 学习: 0.1375}
          individual_allowances:
            - {allowance: 值班, hours: 120, staff: 2}
        pools: {administrative: 3, institutional: 7}
      - duties:
          working_time: {days: 250, hours: 8}
          supporting: 30%
          list: duties.csv
        pools: [institutional]
      - norm: {coefficients: {resident_population: 0.2 / 千人}, constant: 1.5}
        pools: [institutional]
      - norm: {fit: today, form: logarithm, metrics: [resident_population]}
        pools: [institutional]
      - base: 4
        kinds: [township]
        title: 乡的基数

    """

  static let towns = """
    县,镇街,类别,常住人口(万人),面积(km²),审批件数,行政编制核定,行政编制在编,事业编制核定,事业编制在编
    东县,甲镇,镇,4.1,96,200,18,17,40,40
    东县,乙镇,镇,2.1,50,,20,17,45,40
    东县,丙街道,街道,6.1,20,600,20,17,45,40
    西县,丁街道,街道,5.1,10,500,25,17,50,40
    西县,戊镇,镇,3,40,250,,,,

    """

  static let projects = """
    项目,县,镇街,编制,截止日期
    高铁新城,东县,甲镇,3,2027/12/31
    老旧改造,,乙镇,2,2025-06-30

    """

  static let duties = """
    事项,责任,频次,工时,承担,适用类别
    社会救助,主体,240,10,,
    违建查处,配合,approvals,4,,镇、街道

    """

  static let files: ScenarioFiles = [
    ("scenario.yaml", Array(scenario.utf8)), ("model.yaml", Array(model.utf8)), ("towns.csv", Array(towns.utf8)),
    ("projects.csv", Array(projects.utf8)), ("duties.csv", Array(duties.utf8)),
  ]

  static func plan() throws -> Plan {
    let folder = try TemporaryFolder()
    for file in files { try folder.write(file.bytes, to: file.name) }
    return try ReportsTests.plan(of: ScenarioFolder(path: folder.path).read())
  }
}

@Suite("Needs in reports")
struct NeedReportTests {
  private struct Document: Decodable {
    struct Workload: Decodable {
      let available_hours: Double
      let activities: Double
      let category_allowance_factor: Double
      let individual_allowance_factor: Double
      let required: Double
      let difference: Double?
      let ratio: Double?
    }
    struct Part: Decodable {
      let part: Int
      let kind: String
      let title: String
      let because: String?
      let posts: Double
      let `class`: String?
      let workload: Workload?
      let projects: [String]?
      let duties: Int?
    }
    struct Need: Decodable {
      let total: Double
      let parts: [Part]
    }
    struct Figures: Decodable { let need: Double }
    struct Pool: Decodable {
      let figures: Figures
      let need: Need
    }
    struct Town: Decodable {
      let town: String
      let pools: [Pool]
    }
    let towns: [Town]
    let need_notes: [String]
  }

  private func document(_ plan: Plan) throws -> Document {
    try JSONDecoder().decode(Document.self, from: Data(PlanJSON(plan).text.utf8))
  }

  private func units(_ value: Double) -> Int { Int((value * 1e6).rounded()) }

  @Test("The parts of every town and pool add up to the need, in the digits that are written")
  func sums() throws {
    let document = try document(EveryPart.plan())
    var kinds: Set<String> = []
    for pool in document.towns.flatMap(\.pools) {
      #expect(pool.need.parts.reduce(0) { $0 + units($1.posts) } == units(pool.need.total))
      #expect(pool.need.total == pool.figures.need)
      kinds.formUnion(pool.need.parts.map(\.kind))
    }
    #expect(kinds == ["base", "share", "projects", "index", "workload", "duties", "norm"])
    let first = try #require(document.towns.first { $0.town == "甲镇" }?.pools[0].need.parts)
    #expect(first.map(\.part) == [1, 2, 3, 4, 5])
    #expect(first[0].because == "每镇三名" && first[0].title == "Base guarantee")
    #expect(first[2].projects == ["高铁新城"] && first[3].class == "较大镇")
  }

  @Test("Everything that the numbers do not show is said: gaps, new towns, ended projects, moved duties, fits, nobody")
  func notes() throws {
    let plan = try EveryPart.plan()
    let english = try document(plan).need_notes
    #expect(english.count == 6)
    for (sign, language) in [(["2026-01-01", "老旧改造"], Language.english), (["老旧改造"], .chinese)] {
      let words = Words(language)
      let lines = plan.needs.notes.map { words.needNote($0, of: plan.scenario) }
      #expect(Set(lines).count == 6)
      #expect(lines.contains { line in sign.allSatisfy(line.contains) })
      let text = PlanText(plan, language).text
      for line in lines { #expect(text.contains(line)) }
      for word in ["乙镇", "戊镇", "违建查处", "乡的基数"] { #expect(lines.contains { $0.contains(word) }) }
    }
    let chinese = plan.needs.notes.map { Words(.chinese).needNote($0, of: plan.scenario) }
    #expect(zip(chinese, english).allSatisfy { $0 != $1 && $0.hasChinese })
  }

  @Test("Rounded summands add up to their rounded sum, each at most one unit off")
  func apportioned() {
    var random = SplitMix64(seed: 4)
    for _ in 0..<500 {
      let values = (0..<Int.random(in: 0...9, using: &random)).map { _ in Double.random(in: -5...500, using: &random) }
      let sum = values.reduce(0, +)
      for decimals in 0...6 {
        let rounded = DecimalNumeral.apportioned(values, of: sum, decimals: decimals)
        let unit = (0..<decimals).reduce(1.0) { power, _ in power / 10 }
        #expect(
          abs(rounded.reduce(0, +) - (Double(DecimalNumeral.fixed(sum, decimals: decimals)) ?? .nan)) < unit / 100)
        for (value, near) in zip(values, rounded) { #expect(abs(value - near) < unit * 1.001) }
      }
    }
    #expect(DecimalNumeral.apportioned([1 / 3.0, 1 / 3.0, 1 / 3.0], of: 1, decimals: 2) == [0.34, 0.33, 0.33])
    #expect(DecimalNumeral.apportioned([1e300, .infinity], of: .infinity, decimals: 2) == [1e300, .infinity])
  }

  @Test("Every kind of part has a name in both languages, unless the file gives one")
  func titles() throws {
    let parts = try EveryPart.plan().scenario.model.parts
    for part in parts where part.title == nil {
      #expect(Words(.chinese).part(part).hasChinese && !Words(.english).part(part).hasChinese)
    }
    #expect(Words(.english).part(parts[parts.count - 1]) == "乡的基数")
  }
}
