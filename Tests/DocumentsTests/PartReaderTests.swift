// SPDX-License-Identifier: GPL-3.0-or-later

import Staffing
import Testing

@testable import Documents

@Suite("Parts of a policy model in files")
struct PartReaderTests {
  private func quantity(_ text: String) throws -> Quantity { try #require(Quantity(text)) }

  // MARK: Shares

  @Test("A metric's transform and its weights by kind, with units")
  func share() throws {
    let texts = PartTexts(
      """
        - share:
            resident_population: {weight: 0.5, power: 0.5}
            area: {weight: {town: 0.3, subdistrict: 0}, logarithm: 100 公顷}
            cases: {weight: 0.2, bands: {0: 1, 150: 2, 300: 4}}
          title: 动态
          because: 试点
          kinds: [town, subdistrict]
      """)
    let part = try #require(try texts.read().model.parts.first)
    let bands = [(0, 1), (150, 2), (300, 4)].map {
      MetricTransform.Band(from: Quantity($0.0), score: Quantity($0.1))
    }
    #expect(
      part.rule
        == .share(weights: [
          .init(metric: 0, weight: try quantity("0.5"), transform: .power(try quantity("0.5"))),
          .init(
            metric: 1, byKind: [.town: try quantity("0.3"), .subdistrict: .zero],
            transform: .logarithm(unit: Quantity(1))),
          .init(metric: 2, weight: try quantity("0.2"), transform: .bands(bands)),
        ]))
    #expect(part.title == "动态" && part.because == "试点" && part.kinds == [.town, .subdistrict])
    #expect(part.reference == "model.yaml:3")
  }

  @Test("Bands of people are in people, however they are written")
  func bandUnits() throws {
    let texts = PartTexts(
      "  - share: {resident_population: {weight: 1, bands: {0: 1, 0.15 万人: 2, 3 千人: 4}}}")
    guard case .share(let weights)? = try texts.rule(), case .bands(let bands) = weights[0].transform else {
      Issue.record("no bands")
      return
    }
    #expect(bands.map(\.from) == [.zero, Quantity(1500), Quantity(3000)])
  }

  @Test(
    "A transform that makes no sense is told with its place",
    arguments: [
      ("{weight: 1, power: 5}", DocumentFault.Problem.outOfRange("5", least: "0", most: "4")),
      ("{weight: 1, power: 0}", .wrongValue("0", expected: .positiveNumber)),
      ("{weight: 1, power: 1, bands: {0: 1}}", .needsOneOf(["power", "logarithm", "bands"])),
      ("{weight: 1, logarithm: 10}", .amountWithoutUnit("10", accepted: MeasuringUnit.accepted(for: .people))),
      ("{weight: 1, logarithm: 10 km²}", .unknownUnit("km²", accepted: MeasuringUnit.accepted(for: .people))),
      ("{weight: 1, bands: {1 人: 1}}", .outOfOrder("1 人")),
      ("{weight: 1, bands: {0: 1, 9 人: 1, 8 人: 2}}", .outOfOrder("8 人")),
      (
        "{weight: 1, logaritm: 1 人}",
        .unknownKey("logaritm", nearest: "logarithm", accepted: ["weight", "power", "logarithm", "bands"])
      ),
      ("{power: 0.5}", .missingKey("weight")),
      ("{weight: {town: -1}}", .wrongValue("-1", expected: .number)),
      ("{weight: {}}", .wrongValue("{…}", expected: .mapping)),
    ])
  func transformFaults(_ body: String, _ problem: DocumentFault.Problem) throws {
    let faults = try PartTexts("  - share:\n      resident_population: \(body)").faults()
    #expect(faults.map(\.problem).contains(problem), "\(faults)")
    #expect(faults.allSatisfy { $0.position.file == "model.yaml" && $0.position.line == 4 }, "\(faults)")
  }

  @Test("Weights that are zero for every kind weigh nothing")
  func zeroWeights() throws {
    let texts = PartTexts("  - share: {resident_population: 1, area: {weight: {town: 0}}}")
    #expect(try texts.problems() == [.scenario(.weightNotPositive(metric: "area"))])
  }

  @Test("A base that names kinds is not narrowed down a second time; kinds and pools are never empty")
  func narrowing() throws {
    #expect(
      try PartTexts("  - base: {town: 3}\n    kinds: [town]\n  - share: {area: 1}").problems() == [
        .unknownKey("kinds", nearest: nil, accepted: ["base", "title", "because", "pools"])
      ])
    #expect(
      try PartTexts("  - share: {area: 1}\n    kinds: []").problems() == [.wrongValue("[…]", expected: .someItems)])
    #expect(
      try PartTexts("  - share: {area: 1}\n    pools: {administrative: 1}").problems() == [
        .scenario(.part("model.yaml:3", .dividedShare))
      ])
  }

  // MARK: Projects

  private static let projects = """
      - {name: 新城, town: Birch, posts: 3, until: 2027-12-31}
      - {name: 园区, town: West/Ash, posts: 1.5, until: 2026年6月30日}

    """

  @Test("Projects stand in the model, in the scenario or in a table, and come to the same")
  func projectPlaces() throws {
    let inModel = PartTexts("  - projects:\n" + Self.projects.replacing("  - ", with: "      - "))
    let table = "项目,县,镇街,名额,截止日期\n新城,,Birch,3,2027/12/31\n园区,West,Ash,1.5,2026/6/30\n"
    let inTable = PartTexts("  - projects: projects.csv", tables: ["projects.csv": table])
    let inScenario = PartTexts("  - projects: scenario", more: "projects:\n" + Self.projects)
    let throughScenario = PartTexts(
      "  - projects: scenario", more: "projects: projects.csv\n", tables: ["projects.csv": table])
    let rule = try #require(try inModel.rule())
    guard case .projects(let projects) = rule else { return }
    #expect(projects.map(\.town.group) == [["East"], ["West"]])
    #expect(projects.map(\.posts.description) == ["3", "1.5"])
    #expect(projects.map(\.until.description) == ["2027-12-31", "2026-06-30"])
    for other in [inTable, inScenario, throughScenario] { #expect(try other.rule() == rule) }
  }

  @Test("A project's town is one that there is, and no other of the same name")
  func projectTowns() throws {
    func problems(_ town: String) throws -> [DocumentFault.Problem] {
      try PartTexts("  - projects: [{name: x, town: \(town), posts: 1, until: 2027-01-01}]").problems()
    }
    #expect(try problems("Ash") == [.ambiguousName("Ash", of: .town, paths: ["East/Ash", "West/Ash"])])
    #expect(
      try problems("Brich") == [
        .unknownName("Brich", of: .town, nearest: "Birch", accepted: ["Ash", "Birch", "Cedar", "Ash", "Elm"])
      ])
  }

  @Test("What a list of projects lacks is told with its place, in YAML and in a table")
  func projectFaults() throws {
    let inModel = PartTexts("  - projects:\n      - {name: x, town: Elm, posts: -1, until: 2027-02-30, budget: 3}")
    #expect(
      Set(try inModel.problems()) == [
        .wrongValue("-1", expected: .number), .wrongValue("2027-02-30", expected: .date),
        .unknownKey("budget", nearest: nil, accepted: ["name", "county", "town", "posts", "until"]),
      ])
    func table(_ text: String) throws -> [DocumentFault] {
      try PartTexts("  - projects: p.csv", tables: ["p.csv": text]).faults()
    }
    #expect(
      try table("项目,镇街,名额,截止日期\nx,Elm,,2027-01-01\n") == [
        DocumentFault(.blank, at: Position(file: "p.csv", line: 2, column: 3, field: "名额"))
      ])
    #expect(
      try table("项目,镇街,名额\nx,Elm,1\n") == [
        DocumentFault(.missingHeading(expected: "until / 截止日期"), at: Position(file: "p.csv", line: 1))
      ])
    #expect(try table("项目,镇街,名额,截止日期\n").map(\.problem) == [.noEntries])
    #expect(
      try table("项目,镇街,名额,截止日期,预算\nx,Elm,1,2027-01-01,3\n").map(\.problem) == [
        .unknownHeading("预算", nearest: nil, .init(more: 0, toIgnore: ["预算"]))
      ])
    #expect(
      try table("项目,镇街,名额,截止日期\nx,Elm,1\n").map(\.problem) == [.raggedRow(found: 3, expected: 4)])
    #expect(
      try PartTexts("  - projects: p.csv").faults() == [DocumentFault(.notFound, at: Position(file: "p.csv"))])
    #expect(try PartTexts("  - projects: p.xls").problems() == [.wrongValue("p.xls", expected: .records)])
  }

  @Test("Projects need a date, and a scenario's list needs a part that asks for it")
  func projectDate() throws {
    var texts = PartTexts("  - share: {area: 1}", more: "projects:\n" + Self.projects)
    #expect(try texts.problems() == [.noEffect("projects")])
    texts = PartTexts("  - projects: scenario")
    #expect(try texts.problems() == [.missingKey("projects")])
  }

  // MARK: Indices

  private static let index = """
      - index:
          metrics: {resident_population: 0.6, area: 0.4}
          reference: {resident_population: 0.2 万人, area: mean}
          classes:
            - {class: 一般镇, from: 0, posts: 10}
            - {class: 较大镇, from: 0.8, posts: 15}
    """

  @Test("An index has metrics, references and classes, the classes in YAML or in a table")
  func index() throws {
    let texts = PartTexts(Self.index)
    let rule = try #require(try texts.rule())
    guard case .index(let index) = rule else { return }
    #expect(index.items.map(\.reference) == [.stated(Quantity(2000)), .mean])
    #expect(index.grades.map(\.title) == ["一般镇", "较大镇"])
    let head = Self.index.split(separator: "\n").prefix(3).joined(separator: "\n")
    let table = PartTexts(
      head + "\n      classes: c.csv", tables: ["c.csv": "类别,下限,编制\n一般镇,0,10\n较大镇,0.8,15\n"])
    #expect(try table.rule() == rule)
  }

  @Test("References are for the metrics of the index, each with one")
  func references() throws {
    func problems(_ reference: String) throws -> [DocumentFault.Problem] {
      try PartTexts(Self.index.replacing("{resident_population: 0.2 万人, area: mean}", with: reference)).problems()
    }
    #expect(try problems("mean").isEmpty)
    #expect(try problems("{resident_population: mean}") == [.missingKey("area")])
    #expect(
      try problems("{resident_population: mean, area: 0 km²}") == [.wrongValue("0 km²", expected: .positiveNumber)])
    #expect(
      try problems("{resident_population: mean, aera: mean, area: mean}") == [
        .unknownKey("aera", nearest: "area", accepted: ["resident_population", "area"])
      ])
  }

  @Test("Classes begin at zero and ascend")
  func classes() throws {
    #expect(try PartTexts(Self.index.replacing("from: 0,", with: "from: 0.1,")).problems() == [.outOfOrder("0.1")])
    #expect(try PartTexts(Self.index.replacing("from: 0.8,", with: "from: 0,")).problems() == [.outOfOrder("0")])
  }

  // MARK: Norms

  @Test("Coefficients are stated for a unit, or fitted to today's figures")
  func norms() throws {
    let stated = PartTexts(
      "  - norm: {form: logarithm, coefficients: {resident_population: 0.67 / 千人, area: 0.11 / km², cases: -0.1}, constant: -0.5}"
    )
    guard case .norm(let norm)? = try stated.rule() else { return }
    #expect(norm.terms.map(\.unit) == [Quantity(1000), Quantity(1), Quantity(1)] && norm.form == .logarithm)
    let numbers = try ["0.67", "0.11", "-0.1", "-0.5"].map { try quantity($0) }
    #expect(norm.coefficients == .stated(Array(numbers.prefix(3)), constant: numbers[3]))
    guard case .norm(let fitted)? = try PartTexts("  - norm: {fit: today, metrics: [resident_population]}").rule()
    else {
      Issue.record("no norm")
      return
    }
    #expect(fitted.coefficients == .fitted(to: .quota) && fitted.form == .linear)
  }

  @Test(
    "What is wrong with a norm is told",
    arguments: [
      ("{coefficients: {area: 0.1}, constant: 1}", DocumentFault.Problem.wrongValue("0.1", expected: .rate)),
      ("{coefficients: {area: 1 / 千人}, constant: 1}", .unknownUnit("千人", accepted: MeasuringUnit.accepted(for: .area))),
      ("{coefficients: {area: 1 / km²}}", .missingKey("constant")),
      ("{coefficients: {}, constant: 1}", .wrongValue("{…}", expected: .mapping)),
      (
        "{fit: today, metrics: [area], constant: 3}",
        .unknownKey("constant", nearest: nil, accepted: ["form", "fit", "metrics"])
      ),
      ("{fit: today}", .missingKey("metrics")),
      ("{fit: today, metrics: [area, area]}", .duplicateName("area", of: .metric)),
      (
        "{fit: tomorrow, metrics: [area]}",
        .unknownName("tomorrow", of: .choice, nearest: nil, accepted: ["today", "quota", "staff"])
      ),
      (
        "{fit: today, metrics: [resident_population, area, cases]}",
        .scenario(.part("model.yaml:3", .dependentMetric("cases", pool: "administrative")))
      ),
    ])
  func normFaults(_ body: String, _ problem: DocumentFault.Problem) throws {
    let problems = try PartTexts("  - norm: \(body)").problems()
    #expect(problems.contains(problem), "\(problems)")
  }

  @Test("A metric that two parts name and that has no column is missing once")
  func missingColumnOnce() throws {
    let parts = "  - share: {fiscal_revenue: 1}\n  - norm: {fit: today, metrics: [fiscal_revenue]}"
    #expect(try PartTexts(parts).problems() == [.missingHeading(expected: "fiscal_revenue / 财政收入 (元)")])
  }

  // MARK: Gaps

  @Test("Missing figures and new towns are faults unless the scenario has a rule for them")
  func gaps() throws {
    var texts = PartTexts("  - share: {resident_population: 1}", more: "rules: [{change: {posts: 9}}]\n")
    texts.towns = texts.towns.replacing("West,Elm,town,5000,70,500,14,10", with: "West,Elm,town,,70,500,,")
    #expect(try texts.problems() == [.blank, .blank])
    texts.more += "missing: mean_of_kind_in_group\nnew_towns: no_history\n"
    #expect(try texts.problems().isEmpty)
    texts.more = texts.more.replacing("no_history", with: "no_histroy")
    #expect(
      try texts.problems() == [
        .unknownName("no_histroy", of: .choice, nearest: "no_history", accepted: ["error", "no_history"])
      ])
  }

  @Test("A date that does not exist is refused", arguments: ["2026-02-29", "today", "20260101"])
  func date(_ text: String) throws {
    var texts = PartTexts("  - share: {area: 1}")
    texts.more = ""
    #expect(try texts.problems().isEmpty)
    let yaml = YAMLReader(faults: FaultCollector())
    let top = try #require(yaml.document(Array("as_of: \(text)".utf8), file: "f.yaml"))
    let value = try #require(yaml.entries(top)?.first?.value)
    #expect(yaml.date(value) == nil)
    #expect(yaml.faults.faults.map(\.problem) == [.wrongValue(text, expected: .date)])
  }
}
