// SPDX-License-Identifier: GPL-3.0-or-later

internal import Charts
public import Staffing

/// A plan as a page: one HTML file that needs no other and no script, to be read on screen and printed on A4.
///
/// ```swift
/// PlanPage(plan, .chinese, causes: plan.causes(), provenance: provenance).text
/// ```
public struct PlanPage: Sendable {
  let plan: Plan
  let words: Words
  let causes: QuotaCauses
  let provenance: Provenance
  let table: PlanTable
  /// The causes that move any quota.
  let causesOfAny: [QuotaCauses.Cause]
  /// The towns' names, each told apart from others of the same name.
  let names: [String]
  /// The lines for towns, in listing order.
  let townRows: [(town: Int, row: PlanTable.Row)]
  /// The number of each town in listing order, from one on.
  let ordinals: [Int: Int]

  /// The page of a plan in a language.
  ///
  /// - Parameters:
  ///   - causes: the way from need to quota; see ``Staffing/Plan/causes(with:limits:monitor:)``.
  ///   - provenance: what the plan was made from and with, for the foot.
  public init(_ plan: Plan, _ language: Language, causes: QuotaCauses, provenance: Provenance) {
    self.plan = plan
    self.causes = causes
    causesOfAny = causes.all
    self.provenance = provenance
    words = Words(language)
    table = PlanTable(plan)
    names = plan.scenario.towns.indices.map(plan.scenario.distinctName)
    townRows = table.rows.compactMap { row in
      if case .town(let town) = row.subject { (town, row) } else { nil }
    }
    ordinals = Dictionary(
      townRows.enumerated().map { ($1.town, $0 + 1) }, uniquingKeysWith: { first, _ in first })
  }

  /// The page. The same plan gives the same bytes. O(towns · (pools + parts of the model)), a linear program for the
  /// norm, and at most some megabytes however many towns there are: see ``Limits``.
  public var text: String { "<!DOCTYPE html>\n" + document.text }

  /// How much is shown where there is much. What is left out is said.
  enum Limits {
    /// Towns up to which the tables list all of them.
    static let listed = 400
    /// Subtotals in a table that cannot list all towns.
    static let subtotals = 200
    /// Lines of a list of towns that cannot have all.
    static let shortList = 100
    /// Lines of a chart of towns.
    static let lines = 40
    /// Dots of a scatter.
    static let dots = 2_000
    /// Names in a scatter.
    static let named = 12
    /// Towns that stand out in a scatter.
    static let marked = 200
    /// Towns up to which each one's reasons are told.
    static let reasons = 400
    /// Towns up to which their reasons are printed, too.
    static let printedReasons = 12
  }

  private var document: Markup {
    let sections = sections.filter { !$0.content.isEmpty }
    return Markup(
      "html", ["lang": words.languageTag],
      [
        Markup(
          "head", [:],
          [
            Markup("meta", ["charset": "utf-8"], []),
            Markup("meta", ["name": "viewport", "content": "width=device-width, initial-scale=1"], []),
            Markup("meta", ["name": "generator", "content": "Allot \(provenance.version)"], []),
            Markup("title", [:], plan.scenario.title),
            Markup("style", [:], PageStyle.sheet + ChartStyle.sheet),
          ]),
        Markup("body", [:], [header(sections), Markup("main", [:], sections.map(\.markup)), foot]),
      ])
  }

  private func header(_ sections: [PageSection]) -> Markup {
    var pieces = [Markup("h1", [:], plan.scenario.title)]
    if let note = plan.scenario.note { pieces.append(Markup("p", ["class": "note"], note.trimmingLines)) }
    if let date = provenance.date { pieces.append(Markup("p", ["class": "date"], date)) }
    if let limit = plan.solving.limit {
      pieces.append(Markup("p", ["class": "caution", "role": "note"], words.stopped(limit, hasPlan: true)))
    }
    let links = sections.map { section in
      Markup("li", [:], [Markup("a", ["href": "#\(section.id)"], section.title)])
    }
    let contents = Markup("nav", ["aria-label": words.contentsTitle], [Markup("ul", [:], links)])
    return Markup("header", [:], pieces + [contents])
  }

  private var sections: [PageSection] {
    [
      PageSection("summary", words.summaryTitle, "sheet", summary),
      PageSection("plan", words.planTitle, "", planTables),
      PageSection("totals", words.causesTitle, "", waterfalls),
      PageSection("load", words.loadTitle, "", load),
      PageSection("coverage", words.coverageTitle, "", coverage),
      PageSection("evenness", words.fairnessTitle, "", evenness),
      PageSection("years", words.yearsTitle, "wide", years),
      PageSection("ledgers", words.ledgersTitle, "wide", ledgers),
      PageSection("rules", words.rulesTitle, "", rules),
      PageSection("reasons", words.reasonsTitle, "", reasons),
      PageSection("notes", words.notesTitle, "", notes),
    ]
  }
}

/// A part of the page under a heading of its own; one without content is left out.
struct PageSection {
  let id: String
  let title: String
  let style: String
  let content: [Markup]

  init(_ id: String, _ title: String, _ style: String, _ content: [Markup]) {
    self.id = id
    self.title = title
    self.style = style
    self.content = content
  }

  var markup: Markup {
    let heading = Markup("h2", ["id": "\(id)-heading"], title)
    return Markup("section", ["id": id, "class": style, "aria-labelledby": "\(id)-heading"], [heading] + content)
  }
}
