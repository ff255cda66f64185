// SPDX-License-Identifier: GPL-3.0-or-later

internal import Charts

/// A table of the page. On a narrow screen it scrolls within its own frame, which can be reached by keyboard.
struct PageTable {
  /// A cell.
  struct Cell {
    let text: String
    var style = ""
    /// ▲ or ▼ before the text, in their colours.
    var trend = Trend.same

    init(_ text: String, _ style: String = "", trend: Trend = .same) {
      self.text = text
      self.style = style
      self.trend = trend
    }

    fileprivate var content: [Markup] {
      trend == .same
        ? [.text(text)] : [Markup("span", ["class": "mark \(trend.style)"], trend.sign), .text(" " + text)]
    }
  }

  /// A line: what it is about, and its cells. `name` is the place of the cell that names it.
  struct Row {
    let cells: [Cell]
    var style = ""

    init(_ cells: [Cell], _ style: String = "") {
      self.cells = cells
      self.style = style
    }
  }

  /// Lines that stand together, under a heading of their own where there is one.
  struct Group {
    var heading: String?
    var rows: [Row]
  }

  let id: String
  let caption: String
  var unit: String?
  /// The headings; those of columns that hold text and not numbers are in `texts`.
  let headings: [String]
  /// Which columns hold text.
  var texts: Set<Int> = [0]
  /// Which column names its line.
  var name = 0
  var style = ""
  var groups: [Group]

  var markup: Markup {
    var title = [Markup("span", ["id": "\(id)-caption"], caption)]
    if let unit { title.append(Markup("span", ["class": "unit"], unit)) }
    let head = headings.enumerated().map { place, heading in
      Markup("th", ["scope": "col", "class": columnStyle(place)], heading)
    }
    let bodies = groups.map { group -> Markup in
      var lines: [Markup] = []
      if let heading = group.heading {
        let cell = Markup(
          "th", ["scope": "rowgroup", "colspan": "\(headings.count)"], [Markup("span", [:], heading)])
        lines.append(Markup("tr", ["class": "group"], [cell]))
      }
      return Markup("tbody", [:], lines + group.rows.map(line))
    }
    let table = Markup(
      "table", ["class": style],
      [Markup("caption", [:], title), Markup("thead", [:], [Markup("tr", [:], head)])] + bodies)
    return Markup(
      "div", ["class": "scroll", "tabindex": "0", "role": "group", "aria-labelledby": "\(id)-caption"], [table])
  }

  private func line(_ row: Row) -> Markup {
    let cells = row.cells.enumerated().map { place, cell -> Markup in
      let style = [columnStyle(place), cell.style].filter { !$0.isEmpty }.joined(separator: " ")
      return place == name
        ? Markup("th", ["scope": "row", "class": style], cell.content)
        : Markup("td", ["class": style], cell.content)
    }
    return Markup("tr", ["class": row.style], cells)
  }

  private func columnStyle(_ place: Int) -> String {
    (texts.contains(place) ? "text" : "number") + (place == name ? " name" : "")
  }
}
