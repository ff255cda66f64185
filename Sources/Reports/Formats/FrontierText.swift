// SPDX-License-Identifier: GPL-3.0-or-later

public import Staffing

/// A frontier as text for a terminal.
public struct FrontierText: Sendable {
  private let frontier: Frontier
  private let words: Words

  /// The text of a frontier in a language.
  public init(_ frontier: Frontier, _ language: Language) {
    self.frontier = frontier
    words = Words(language)
  }

  /// A table, a line a point, and what has to be known to read it. Ends with a line end.
  public var text: String {
    var table = TextTable([.right, .right, .right, .right, .right, .left])
    table.add(words.frontierHeadings(frontier.goals))
    table.addRule()
    for place in frontier.points.indices { table.add(words.frontierCells(frontier, place)) }
    let head = [frontier.scenario.title, words.frontierTitle(frontier.goals)].joined(separator: "\n")
    return [head, table.text, words.frontierNotes(frontier).joined(separator: "\n")].joined(separator: "\n\n") + "\n"
  }
}

extension Words {
  /// A point's line, under ``frontierHeadings(_:)``.
  func frontierCells(_ frontier: Frontier, _ place: Int) -> [String] {
    let point = frontier.points[place]
    return [
      number(place + 1), frontierGiven(frontier, point), frontierValue(frontier, point),
      frontier.gained(at: point).map { number(100 * $0, decimals: 1) } ?? "—", frontierGain(frontier, after: place),
      frontierRemarks(frontier, place),
    ]
  }
}
