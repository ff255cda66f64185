// SPDX-License-Identifier: GPL-3.0-or-later

internal import Charts
public import Staffing

/// What a sweep comes to, as a page of its own: how far each quota varies, and what with. One HTML file that needs no
/// other and no script.
public struct SweepPage: Sendable {
  let summary: SweepSummary
  let words: Words
  private let solver: String
  private let provenance: Provenance
  let names: [String]

  /// The page of a sweep in a language.
  ///
  /// - Parameter solver: the solver that planned the cases, by name.
  public init(_ summary: SweepSummary, _ language: Language, solver: String, provenance: Provenance) {
    self.summary = summary
    self.solver = solver
    self.provenance = provenance
    words = Words(language)
    names = summary.scenario.towns.indices.map(summary.scenario.distinctName)
  }

  /// The page. The same sweep gives the same bytes.
  public var text: String { "<!DOCTYPE html>\n" + document.text }

  /// How much a page shows of what there is too much of.
  enum Limits {
    /// Lines of a chart of towns.
    static let lines = 60
    /// Towns up to which tables list all of them.
    static let listed = 400
    /// Towns that are named for each parameter.
    static let named = 3
  }

  private var document: Markup {
    let scenario = summary.scenario
    return Markup(
      "html", ["lang": words.languageTag],
      [
        Markup(
          "head", [:],
          [
            Markup("meta", ["charset": "utf-8"], []),
            Markup("meta", ["name": "viewport", "content": "width=device-width, initial-scale=1"], []),
            Markup("meta", ["name": "generator", "content": "Allot \(provenance.version)"], []),
            Markup("title", [:], words.sweepPageTitle(summary)),
            Markup("style", [:], PageStyle.sheet + ChartStyle.sheet),
          ]),
        Markup(
          "body", [:],
          [
            header, Markup("main", [:], sections.map(\.markup)),
            words.foot(of: scenario, solver: solver, provenance),
          ]),
      ])
  }

  private var header: Markup {
    var pieces = [Markup("h1", [:], words.sweepPageTitle(summary))]
    if let note = summary.scenario.note { pieces.append(Markup("p", ["class": "note"], note.trimmingLines)) }
    if let date = provenance.date { pieces.append(Markup("p", ["class": "date"], date)) }
    return Markup("header", [:], pieces)
  }

  private var sections: [PageSection] {
    let first = PageSection("summary", words.sweepSummaryTitle, "sheet", overview)
    guard summary.planned > 0 else { return [first] }
    return [
      first, PageSection("influences", words.influencesTitle, "", influences),
      PageSection("spreads", words.spreadsTitle, "", spreads),
    ]
  }

  // MARK: The first sheet

  private var overview: [Markup] {
    var pieces: [Markup] = []
    if summary.planned > 0 { pieces.append(Markup("ul", ["class": "cards"], cards)) }
    pieces.append(Markup("p", [:], words.sweepCases(summary)))
    let rows = summary.sweep.parameters.map { parameter in
      let (subject, values, today) = words.sweptValues(parameter, of: summary.scenario)
      return PageTable.Row([.init(words.name(of: parameter)), .init(subject), .init(values), .init(today)])
    }
    pieces.append(
      PageTable(
        id: "parameters", caption: words.parametersCaption, headings: words.parameterHeadings, texts: [0, 1, 2],
        style: "prose", groups: [.init(rows: rows)]
      ).markup)
    return pieces
  }

  /// The cases, the posts that they move, and how many towns gain or lose whatever happens.
  private var cards: [Markup] {
    func card(_ name: String, _ number: String, _ basis: String) -> Markup {
      Markup(
        "li", [:],
        [
          Markup("span", ["class": "card-name"], name), Markup("strong", [:], number),
          Markup("span", ["class": "quiet"], basis),
        ])
    }
    var cards = [
      card(
        words.plannedCases, words.number(summary.planned), words.ofCases(summary.cases))
    ]
    if let moves = summary.moves {
      cards.append(
        card(words.movesCard, words.number(moves.median, decimals: 0), words.usualRange(moves.quantiles)))
    }
    let known = summary.together.filter { $0.quotaToday != nil }
    if !known.isEmpty {
      cards.append(
        card(
          words.alwaysGains, words.number(known.count { $0.gains == summary.planned }),
          words.sometimesGains(known.count { ($0.gains ?? 0) > 0 })))
      cards.append(
        card(
          words.alwaysLoses, words.number(known.count { $0.loses == summary.planned }),
          words.sometimesLoses(known.count { ($0.loses ?? 0) > 0 })))
    }
    return cards
  }
}
