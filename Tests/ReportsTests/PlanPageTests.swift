// SPDX-License-Identifier: GPL-3.0-or-later

import Documents
import Foundation
import Testing

@testable import Reports
@testable import Staffing

@Suite("A plan as a page")
struct PlanPageTests {
  static func page(
    _ plan: Plan, _ language: Language = .english, sources: [SourceFile] = [], date: String? = nil
  ) -> String {
    PlanPage(
      plan, language, causes: plan.causes(), provenance: Provenance(version: "0", sources: sources, date: date)
    ).text
  }

  /// The survey with rules and goals of which something is to be seen.
  static func survey() throws -> (plan: Plan, sources: [SourceFile]) {
    let folder = ScenarioFolder(path: "\(packageRoot)/Scenarios/survey-35-subdistricts")
    let (scenario, sources) = try folder.readWithSources()
    return (try plan(of: scenario), sources)
  }

  /// The page as it was last looked at and found good. To renew: ALLOT_RENEW_SNAPSHOTS=1 swift test --filter PlanPage,
  /// then look at the pages in a browser before they are committed.
  @Test("The page of the scenario to start from is as it was", arguments: Language.allCases)
  func snapshot(_ language: Language) throws {
    let plan = try templatePlan(inChinese: language == .chinese)
    let text = Self.page(plan, language, date: "2026-03-01").replacing(plan.solving.solver, with: "GLPK")
    let file = "\(packageRoot)/Tests/ReportsTests/Snapshots/page.\(language.rawValue).html"
    if ProcessInfo.processInfo.environment["ALLOT_RENEW_SNAPSHOTS"] != nil {
      try Data(text.utf8).write(to: URL(filePath: file))
    }
    let kept = try String(contentsOfFile: file, encoding: .utf8)
    // The whole of two pages in one message is of no use to anyone.
    let difference = zip(kept.split(separator: "\n"), text.split(separator: "\n")).first { $0 != $1 }
    #expect(difference == nil && kept.count == text.count)
  }

  @Test("The survey's page is well-formed and whole in itself, in both languages", arguments: Language.allCases)
  func structure(_ language: Language) throws {
    let (plan, sources) = try Self.survey()
    let page = Self.page(plan, language, sources: sources)
    let root = try PageReader.read(page)
    #expect(root.name == "html" && root.attributes["lang"] == (language == .chinese ? "zh-CN" : "en"))
    // One file: nothing is fetched, and nothing is run.
    #expect(root.all("script").isEmpty && root.all("link").isEmpty && root.all("img").isEmpty)
    #expect(!page.contains("http") && !page.contains("url(") && !page.contains("@import"))
    #expect(root.all.allSatisfy { !$0.attributes.keys.contains { $0.hasPrefix("on") } })
    // Identities are told apart, and what refers to one finds it.
    let ids = root.all.compactMap { $0.attributes["id"] }
    #expect(Set(ids).count == ids.count)
    for element in root.all {
      let references = (element.attributes["aria-labelledby"] ?? "").split(separator: " ").map(String.init)
      let link = element.attributes["href"].map { [String($0.dropFirst())] } ?? []
      #expect(Set(references + link).isSubset(of: ids), "\(element.name) \(references) \(link)")
    }
    // Headings go down one step at a time.
    let levels = root.all.compactMap { $0.name.wholeMatch(of: /h([1-6])/).flatMap { Int($0.output.1) } }
    #expect(levels.first == 1 && levels.count { $0 == 1 } == 1)
    #expect(zip(levels, levels.dropFirst()).allSatisfy { $1 <= $0 + 1 })
    // Every table has a caption, and every heading cell says what it is for.
    #expect(
      root.all("table").allSatisfy { ($0.children.first?.name == "caption") && !$0.all("caption")[0].text.isEmpty })
    #expect(root.all("th").allSatisfy { $0.attributes["scope"] != nil })
    #expect(
      root.all("table").allSatisfy { table in
        let widths = table.all("tr").filter { $0.attributes["class"] != "group" }.map(\.children.count)
        return Set(widths).count == 1
      })
    // Every drawing has a name and a description.
    #expect(root.all("svg").count >= 6)
    for drawing in root.all("svg") {
      #expect(drawing.attributes["role"] == "img")
      #expect(drawing.children.prefix(2).map(\.name) == ["title", "desc"])
    }
  }

  @Test("The headlines, the table's totals and its columns are the plan's")
  func totals() throws {
    let (plan, _) = try Self.survey()
    let root = try PageReader.read(Self.page(plan, .chinese))
    let text = try #require(root.element("summary")).text
    for figure in ["532", "1,743", "2,275", "2,445", "1,204"] { #expect(text.contains(figure)) }
    let rows = root.rows(of: "plan-1")
    #expect(rows.first == ["序号", "单位", "现核定", "在编", "应配数", "方案", "增减", "增幅 %", "现超空", "后超空", "理由"])
    #expect(rows.last == ["", "合计", "532", "480", "532.00", "532", "0", "0.0", "-52", "-52", ""])
    #expect(rows.count { $0.count > 1 && $0[1].hasSuffix("小计") } == 5)
    #expect(try #require(root.element("plan-1-caption")).text == "行政编制")
    #expect(root.all("span").contains { $0.attributes["class"] == "unit" && $0.text == "单位：名" })
    // The five that gain and lose most, counted from the plan.
    let changes = plan.scenario.towns.indices.map { town -> Int in
      let today = plan.scenario.towns[town].posts.reduce(0) { $0 + ($1.quota ?? 0) }
      return plan.quotas[town].reduce(0, +) - today
    }
    for (id, sign) in [("gainers", 1), ("losers", -1)] {
      let listed = root.rows(of: id).dropFirst().map { $0[3].filter { "+-0123456789".contains($0) } }
      let most: [Int] = changes.map { sign * $0 }.sorted(by: >).prefix(5).map { sign * $0 }
      #expect(listed.compactMap { Int($0) } == most)
    }
  }

  @Test("The numbers in every chart are those of the table beside it", arguments: Language.allCases)
  func charts(_ language: Language) throws {
    let (plan, _) = try Self.survey()
    let root = try PageReader.read(Self.page(plan, language))
    /// The texts of a drawing that are no quiet ones, which are of axes and legends.
    func texts(_ id: String) throws -> [String] {
      let drawing = try #require(
        root.all("svg").first { $0.attributes["aria-labelledby"]?.hasPrefix("\(id)-title") == true })
      return drawing.children.filter { $0.name == "text" && $0.attributes["class"] != "quiet" }.map(\.text)
    }
    for pool in ["1", "2", "all"] {
      let table = root.rows(of: "plan-\(pool)").filter { Int($0[0]) != nil }.map { [$0[1], $0[2], $0[5], $0[6]] }
      let drawn = try texts("changes-\(pool)")
      try #require(drawn.count == 4 * table.count && table.count == 35)
      let lines = stride(from: 0, to: drawn.count, by: 4).map { Array(drawn[$0..<$0 + 4]) }
      #expect(Set(lines) == Set(table))
    }
    for id in ["way-pools", "way-groups"] {
      let table = root.rows(of: "\(id)-numbers").dropFirst().map { $0.map { $0.replacing("  ", with: " ") } }
      let drawn = try texts(id)
      let lines: [[String]] = stride(from: 0, to: drawn.count, by: 2).map { [drawn[$0], drawn[$0 + 1]] }
      #expect(lines == Array(table))
      // What is between the first and the last line is their difference.
      let numbers = table.compactMap { Double($0[1].filter { !"▲▼ ,+".contains($0) }) }
      try #require(numbers.count == table.count && numbers.count > 2)
      let steps: Double = numbers.dropFirst().dropLast().reduce(0, +)
      let (first, last): (Double, Double) = (numbers[0], numbers[numbers.count - 1])
      #expect(abs(first + steps - last) < 1e-6)
    }
    let loads = root.rows(of: "load-numbers").dropFirst()
    #expect(loads.count == 35)
    let names = try texts("load-chart")
    #expect(!names.isEmpty && Set(names).isSubset(of: loads.map { $0[0] }))
  }

  @Test("The scatter marks the towns that allot flag lists as off the norm, and no others", arguments: [0, 1, 3, 20])
  func outliers(_ count: Int) throws {
    let towns = (0..<60).map { (place: Int) -> Town in
      let (people, area) = (2_000 + 1_500 * (place * 37 % 61), 10 + place * 53 % 89)
      let wobble = [0.94, 1.07, 1, 0.97, 1.04][place % 5]
      let off = place < count ? (place.isMultiple(of: 2) ? 2.2 : 0.4) : 1
      let posts = 0.05 * Double(people).squareRoot() * Double(area).squareRoot() * wobble * off + 9
      return Town(
        id: .init(group: [], name: "T\(place)"), kind: .town, metrics: [Quantity(people), Quantity(area)],
        posts: [.init(quota: Int(posts), staff: 20)], givenNeeds: [Quantity(20)])
    }
    let scenario = Scenario(
      title: "Off", metrics: [.residentPopulation, .area], pools: [Pool(id: "administrative", total: 1_200)],
      towns: towns, model: PolicyModel(title: "Given", parts: [.init(rule: .given)]))
    let flagged = scenario.mismatches(fewestMovesWithin: nil).mismatches.compactMap { mismatch -> (String, Bool)? in
      guard case .outlier(let outlier) = mismatch.finding else { return nil }
      return (scenario.distinctName(mismatch.town), outlier.score > 0)
    }
    try #require(flagged.count >= count)
    let root = try PageReader.read(Self.page(try plan(of: scenario)))
    let drawing = try #require(
      root.all("svg").first { $0.attributes["aria-labelledby"]?.hasPrefix("load-chart-title") == true })
    // One ▲ and one ▼ stand in the legend, where there are any.
    for (style, isAbove) in [("up", true), ("down", false)] {
      #expect(
        drawing.all("path").count { $0.attributes["class"] == style }
          == (flagged.isEmpty ? 0 : 1) + flagged.count { $0.1 == isAbove })
    }
    let names = drawing.all("text").filter { $0.attributes["class"]?.contains("halo") == true }.map(\.text)
    let farthest = flagged.prefix(PlanPage.Limits.named).map(\.0)
    #expect(flagged.isEmpty ? names.count <= 4 : Set(names).isSubset(of: farthest) && names.count * 2 > farthest.count)
    let caption = try #require(root.element("load")).text
    for name in farthest { #expect(caption.contains(name)) }
    // The table has the marks as well, in the order of the plan's towns.
    let marked = root.rows(of: "load-numbers").filter { row in row.contains { $0.contains("▲") || $0.contains("▼") } }
    #expect(Set(marked.map { $0[0] }) == Set(flagged.map(\.0)))
  }

  @Test("Where needs are only rounded a sentence says so, and where rules move posts a chart shows how")
  func wayByCause() throws {
    let towns: [(String, Int, Int?, Int?)] = [("A", 3, 4, 5), ("B", 8, 6, 2), ("C", 5, 4, 4)]
    let rounded = Self.page(try plan(of: smallScenario(towns, total: 17)))
    let scaled = try PageReader.read(rounded)
    #expect(scaled.element("way-causes-1-title") != nil)
    let (survey, _) = try Self.survey()
    let root = try PageReader.read(Self.page(survey))
    #expect(root.element("way-causes-1-title") == nil && root.element("way-pools-title") != nil)
    let text = try #require(root.element("totals")).text
    #expect(text.contains("Administrative quota: from a need of 532.00 to a plan of 532 there is nothing but rounding"))
    let whole = try PageReader.read(Self.page(try plan(of: smallScenario(towns, total: 16))))
    #expect(try #require(whole.element("totals")).text.contains("every town's plan is its need, 16 in all"))
  }

  @Test("A town's reasons add up: parts to need, and need by steps to the plan")
  func reasons() throws {
    let (plan, _) = try Self.survey()
    let root = try PageReader.read(Self.page(plan))
    for town in plan.scenario.towns.indices {
      let rows = root.rows(of: "reasons-\(town + 1)").dropFirst()
      for pool in plan.scenario.pools.indices {
        let need = try #require(rows.firstIndex { $0[0] == "Need" })
        let end = try #require(rows.firstIndex { $0[0] == "Plan" })
        func hundredths(_ rows: ArraySlice<[String]>) -> Int {
          let numbers = rows.map { Double($0[pool + 1].replacing(",", with: "")) ?? 0 }
          return Int((100 * numbers.reduce(0, +)).rounded())
        }
        #expect(hundredths(rows[..<need]) == hundredths(rows[need...need]))
        #expect(hundredths(rows[need..<end]) == 100 * plan.quotas[town][pool])
      }
    }
  }

  @Test("Names, titles, reasons and dates that look like markup are text")
  func hostile() throws {
    let evil = #"<script>alert("1")</script> & '</td>"#
    let rules = [Rule(.floor(1), because: evil, reference: evil)]
    let base = smallScenario([(evil, 10, 5, 7), ("B", 20, 5, 5)], total: 20, group: [evil], rules: rules)
    let scenario = Scenario(
      title: evil, note: evil, levels: [evil], pools: [Pool(id: evil, title: evil, total: 20)], towns: base.towns,
      model: PolicyModel(title: evil, parts: [.init(title: evil, because: evil, rule: .given)]), rules: rules)
    for language in Language.allCases {
      let page = Self.page(try plan(of: scenario), language, date: evil)
      let root = try PageReader.read(page)
      #expect(root.all("script").isEmpty && !page.contains("<script"))
      #expect(root.all("h1").map(\.text) == [evil] && root.all("title").first?.text == evil)
      #expect(root.rows(of: "plan-1").contains { $0.count > 1 && $0[1] == evil })
    }
  }

  @Test("The date is the user's or none, and the files have their digests")
  func provenance() throws {
    let (plan, sources) = try Self.survey()
    let dated = try PageReader.read(Self.page(plan, sources: sources, date: "1 March 2026"))
    #expect(dated.all("dd").contains { $0.text == "1 March 2026" })
    let undated = try PageReader.read(Self.page(plan, sources: sources))
    #expect(undated.all("dd").contains { $0.text == "none stated" })
    #expect(undated.rows(of: "inputs").dropFirst().map { $0[0] } == sources.map(\.name))
    #expect(undated.rows(of: "inputs").dropFirst().map { $0[2] } == sources.map(\.sha256))
  }

  @Test("What is not known is a dash, and no chart is drawn of it", arguments: Language.allCases)
  func unknown(_ language: Language) throws {
    let scenario = smallScenario([("A", 10, nil, nil), ("B", 10, nil, nil)], total: 20)
    let root = try PageReader.read(Self.page(try plan(of: scenario), language))
    let total = try #require(root.rows(of: "plan-1").last)
    #expect(Array(total[2...9]) == ["—", "—", "20.00", "20", "—", "—", "—", "—"])
    #expect(root.rows(of: "gainers").isEmpty && root.element("load") == nil && root.element("way-pools-title") == nil)
  }

  @Test("The same towns give the same page, in whatever order they came")
  func order() throws {
    let towns: [(String, Int, Int?, Int?)] = [("A", 3, 4, 5), ("B", 8, 6, 2), ("C", 5, 4, 4), ("D", 5, 4, 4)]
    let pages = try [towns, towns.reversed(), [towns[2], towns[0], towns[3], towns[1]]].map {
      Self.page(try plan(of: smallScenario($0, total: 20)), .chinese)
    }
    #expect(Set(pages).count == 1)
  }

  @Test("An English page of an English scenario has no Chinese in it, and a Chinese page no English sentence")
  func languages() throws {
    #expect(!Self.page(try templatePlan(inChinese: false)).hasChinese)
    let chinese = try PageReader.read(Self.page(try templatePlan(inChinese: true), .chinese))
    let text = try #require(chinese.all("body").first).text
    for word in ["plan", "quota", "staff", "need", "total", "share", "town", "post"] {
      #expect(!text.contains(word + " "), "\(word)")
    }
  }

  @Test("The page of many towns stays small, shows subtotals and what changes most, and says what it leaves out")
  func manyTowns() throws {
    let count = 1_500
    let towns = (0..<count).map { (place: Int) -> Town in
      let people: Int = 1_000 + 37 * (place * 7919 % 911)
      let need: Int = 10 + place * 7919 % 23
      return Town(
        id: .init(group: ["P\(place % 3)", "C\(place % 60)"], name: "T\(place)"), kind: .town,
        metrics: [Quantity(people)], posts: [.init(quota: 20, staff: 20)],
        givenNeeds: [Quantity(need)])
    }
    let scenario = Scenario(
      title: "Many", levels: ["province", "city"], metrics: [.residentPopulation],
      pools: [Pool(id: "administrative", total: 20 * count)], towns: towns,
      model: PolicyModel(title: "Given", parts: [.init(rule: .given)]))
    let page = Self.page(try plan(of: scenario))
    #expect(page.utf8.count < 3_000_000)
    let root = try PageReader.read(page)
    let rows = root.rows(of: "plan-1")
    #expect(rows.count { $0.count > 1 && $0[1].hasSuffix("subtotal") } == 63)
    #expect(!rows.contains { $0.count > 1 && $0[1].hasPrefix("T") && $0[1] != "Town" && $0[1] != "Total" })
    #expect(rows.last?[5] == "30,000")
    #expect(page.contains("Of 1,500 towns the tables list subtotals and totals"))
    #expect(page.contains("40 of 1,500 towns"))
    // The towns of the chart have their lines with everything else beside it.
    let beside = root.rows(of: "changes-1-numbers")
    #expect(beside.count == PlanPage.Limits.lines + 1 && beside.allSatisfy { $0.count == rows[0].count + 1 })
    #expect(root.all("details").count { $0.attributes["class"] == "town" } == PlanPage.Limits.shortList)
    #expect(root.all("circle").count <= 2 * PlanPage.Limits.dots)
  }

  @Test("The style sheet has nothing that would have to be escaped")
  func style() { #expect(!PageStyle.sheet.contains { "<>&\"'".contains($0) }) }
}
