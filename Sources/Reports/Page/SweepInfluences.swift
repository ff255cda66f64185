// SPDX-License-Identifier: GPL-3.0-or-later

internal import Charts
internal import Staffing

/// What the outcome depends on: the tornado, and the towns that each parameter moves most.
extension SweepPage {
  var influences: [Markup] {
    var pieces: [Markup] = []
    if let moves = summary.moves {
      pieces.append(tornado(moves))
    } else {
      pieces.append(Markup("p", [:], words.movesUnknown))
    }
    pieces.append(influenceTable.markup)
    pieces.append(Markup("p", ["class": "small"], words.influencesNote))
    return pieces
  }

  private func tornado(_ moves: SweptMoves) -> Markup {
    let bars = zip(summary.sweep.parameters, moves.swings).map { parameter, swing in
      TornadoChart.Bar(
        words.name(of: parameter), ends: swing.map { (max(0, $0.atLeast), max(0, $0.atMost)) },
        texts: swing.map { [posts($0.atLeast), posts($0.atMost)] } ?? ["—", "—"])
    }
    let chart = TornadoChart(
      bars, middle: moves.mean, headings: words.tornadoHeadings,
      legend: .init(outcome: words.movedHeading, atLeast: words.atLeastLegend, atMost: words.atMostLegend),
      format: words.axisNumber)
    let drawing = chart.drawing(
      id: "tornado", title: words.tornadoTitle, description: words.tornadoDescription(bars.count))
    return figure(words.tornadoTitle, drawing, notes: [words.tornadoNote(mean: posts(moves.mean))])
  }

  /// Posts with one decimal. No plan moves fewer than none, where a straight line may.
  private func posts(_ value: Double) -> String { words.number(max(0, value), decimals: 1) }

  private var influenceTable: PageTable {
    let rows = summary.sweep.parameters.enumerated().map { place, parameter in
      let swing = summary.moves.flatMap { $0.swings[place] }
      let towns = mostMoved(by: place)
      return PageTable.Row([
        .init(words.name(of: parameter)), .init(swing.map { posts($0.atLeast) } ?? "—"),
        .init(swing.map { posts($0.atMost) } ?? "—"),
        .init(towns.isEmpty ? "—" : words.townsMoved(towns.map { (names[$0.town], $0.effect) })),
      ])
    }
    return PageTable(
      id: "influence", caption: words.influenceCaption, headings: words.influenceHeadings, texts: [0, 3],
      style: "prose", groups: [.init(rows: rows)])
  }

  /// The towns that a parameter moves most over all pools, the largest effect first.
  private func mostMoved(by parameter: Int) -> [(town: Int, effect: Double)] {
    let effects = summary.together.enumerated().compactMap { town, spread in
      spread.effects[parameter].map { (town: town, effect: $0) }
    }
    let order = effects.filter { $0.effect.magnitude >= 0.05 }
      .sorted { ($1.effect.magnitude, $0.town) < ($0.effect.magnitude, $1.town) }
    return Array(order.prefix(Limits.named))
  }

  /// A chart with its title and what must be said of it.
  func figure(_ title: String, _ drawing: Markup, style: String = "", notes: [String]) -> Markup {
    let frame = Markup(
      "div", ["class": "scroll", "tabindex": "0", "role": "group", "aria-label": title], [drawing])
    let text = notes.isEmpty ? [] : [Markup("p", ["class": "small"], notes.joined(separator: words.say("", " ")))]
    return Markup("figure", ["class": style], [Markup("figcaption", [:], title), frame] + text)
  }
}
