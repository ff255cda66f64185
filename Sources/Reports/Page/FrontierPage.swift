// SPDX-License-Identifier: GPL-3.0-or-later

internal import Charts
public import Staffing

/// A frontier as a page of its own, with a chart and its table: one HTML file that needs no other and no script.
public struct FrontierPage: Sendable {
  private let frontier: Frontier
  private let words: Words
  private let provenance: Provenance

  /// The page of a frontier in a language.
  public init(_ frontier: Frontier, _ language: Language, provenance: Provenance) {
    self.frontier = frontier
    self.provenance = provenance
    words = Words(language)
  }

  /// The page. The same frontier gives the same bytes.
  public var text: String { "<!DOCTYPE html>\n" + document.text }

  private var title: String { words.frontierTitle(frontier.goals) }

  private var document: Markup {
    Markup(
      "html", ["lang": words.languageTag],
      [
        Markup(
          "head", [:],
          [
            Markup("meta", ["charset": "utf-8"], []),
            Markup("meta", ["name": "viewport", "content": "width=device-width, initial-scale=1"], []),
            Markup("meta", ["name": "generator", "content": "Allot \(provenance.version)"], []),
            Markup("title", [:], frontier.scenario.title), Markup("style", [:], PageStyle.sheet + ChartStyle.sheet),
          ]),
        Markup(
          "body", [:],
          [
            header,
            Markup("main", [:], [PageSection("frontier", title, "", [chart] + notes + [table.markup]).markup]), foot,
          ]),
      ])
  }

  private var header: Markup {
    var pieces = [Markup("h1", [:], frontier.scenario.title)]
    if let note = frontier.scenario.note { pieces.append(Markup("p", ["class": "note"], note.trimmingLines)) }
    if let date = provenance.date { pieces.append(Markup("p", ["class": "date"], date)) }
    if frontier.limit != nil {
      pieces.append(Markup("p", ["class": "caution", "role": "note"], words.frontierStopped(hasPoints: true)))
    }
    return Markup("header", [:], pieces)
  }

  private var notes: [Markup] {
    [Markup("ul", [:], words.frontierNotes(frontier).map { Markup("li", [:], $0) })]
  }

  private var chart: Markup {
    let (goals, words) = (frontier.goals, words)
    func height(_ value: Double) -> Double {
      goals.aim == .fit ? max(0, value - (frontier.points.last?.value ?? 0)) : value
    }
    // From left to right: coverage falls along the points.
    let isFalling = goals.against == .fairness
    let order = isFalling ? Array(frontier.points.indices.reversed()) : Array(frontier.points.indices)
    let named = [0, frontier.points.count - 1, frontier.knee]
    let dots = order.map { place in
      let point = frontier.points[place]
      return FrontierChart.Dot(
        x: point.given, y: height(point.value),
        name: named.contains(place)
          ? "\(place + 1): \(words.frontierGiven(frontier, point)) / \(words.frontierValue(frontier, point))" : nil)
    }
    let bends = frontier.vertices.map { (x: Double($0.moved), y: height($0.value)) }
    let places = order.map { (x: frontier.points[$0].given, y: height(frontier.points[$0].value)) }
    let legend = words.frontierChartLegend
    let chart = FrontierChart(
      dots, line: bends.isEmpty ? places : bends, knee: frontier.knee.flatMap(order.firstIndex),
      course: !bends.isEmpty ? .straight : isFalling ? .heldFromRight : .heldFromLeft,
      legend: .init(
        x: words.frontierGiven(goals.against), y: words.frontierMeasure(goals.aim), dot: legend.dot, line: legend.line,
        knee: frontier.knee == nil ? "" : legend.knee),
      xFormat: { goals.against == .fairness ? words.percent($0) : words.axisNumber($0) },
      yFormat: { goals.aim == .fairness ? words.percent($0) : words.axisNumber($0) })
    let drawing = chart.drawing(id: "frontier-chart", title: title, description: words.frontierDescription(frontier))
    let frame = Markup("div", ["class": "scroll", "tabindex": "0", "role": "group", "aria-label": title], [drawing])
    let note = chart.leavesOutZero ? [Markup("p", ["class": "small"], words.uprightTorn)] : []
    return Markup("figure", [:], [frame] + note)
  }

  private var table: PageTable {
    PageTable(
      id: "frontier-points", caption: words.frontierTableCaption, headings: words.frontierHeadings(frontier.goals),
      texts: [5],
      groups: [
        .init(
          rows: frontier.points.indices.map { place in
            PageTable.Row(
              words.frontierCells(frontier, place).map { .init($0) }, place == frontier.knee ? "subtotal" : "")
          })
      ])
  }

  private var foot: Markup {
    let solver = frontier.points.first?.plan.solving.solver ?? ""
    return words.foot(of: frontier.scenario, solver: solver, provenance)
  }
}
