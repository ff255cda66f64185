// SPDX-License-Identifier: GPL-3.0-or-later

/// A table of text whose columns line up, double-width characters counted as two.
struct TextTable {
  /// Where a column's text stands.
  enum Alignment {
    case left
    case right
  }

  let alignments: [Alignment]
  private var lines: [[String]?] = []

  init(_ alignments: [Alignment]) { self.alignments = alignments }

  /// Adds a line; line ends and tabs in a cell become blanks.
  mutating func add(_ cells: [String]) { lines.append(cells.map(\.onOneLine)) }

  mutating func addRule() { lines.append(nil) }

  /// The table's lines, without blanks at their ends.
  var text: String {
    let widths = alignments.indices.map { column in
      lines.compactMap { $0?[column].displayWidth }.max() ?? 0
    }
    let width = widths.reduce(0, +) + 2 * max(0, widths.count - 1)
    return lines.map { line in
      guard let line else { return String(repeating: "-", count: width) }
      var text = ""
      for (column, cell) in line.enumerated() {
        let padding = String(repeating: " ", count: widths[column] - cell.displayWidth)
        text += alignments[column] == .left ? cell + padding : padding + cell
        if column < line.count - 1 { text += "  " }
      }
      while text.last == " " { text.removeLast() }
      return text
    }.joined(separator: "\n")
  }
}

extension String {
  fileprivate var onOneLine: String {
    String(map { $0.unicodeScalars.contains { $0.properties.generalCategory == .control } ? " " : $0 })
  }

  /// How many columns of a terminal the text takes: two for East Asian wide and full-width characters (Unicode
  /// Standard Annex 11), none for combining marks and other invisible characters, one for the rest.
  var displayWidth: Int {
    unicodeScalars.reduce(0) { width, scalar in
      switch scalar.properties.generalCategory {
      case .nonspacingMark, .enclosingMark, .format, .control: width
      default: width + (scalar.isWide ? 2 : 1)
      }
    }
  }
}

extension Unicode.Scalar {
  fileprivate var isWide: Bool {
    switch value {
    case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xA960...0xA97F, 0xAC00...0xD7A3, 0xF900...0xFAFF,
      0xFE10...0xFE19, 0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1F64F, 0x1F900...0x1F9FF,
      0x20000...0x3FFFD:
      true
    default: false
    }
  }
}
