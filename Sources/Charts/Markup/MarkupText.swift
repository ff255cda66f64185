// SPDX-License-Identifier: GPL-3.0-or-later

extension Markup {
  /// The piece as text that is HTML and well-formed XML alike: every element is closed, `&`, `<`, `>` and quotes are
  /// escaped, and characters that XML has no place for become U+FFFD. O(length).
  public var text: String {
    var text = ""
    write(to: &text)
    return text
  }

  private func write(to text: inout String) {
    switch content {
    case .text(let plain): Self.escape(plain, to: &text)
    case .sequence(let pieces): for piece in pieces { piece.write(to: &text) }
    case .element(let name, let attributes, let children):
      let name = name.description
      text += "<" + name
      for (key, value) in attributes {
        text += " " + key.description + "=\""
        Self.escape(value, to: &text)
        text += "\""
      }
      if Self.empty.contains(name) {
        text += "/>"
      } else {
        text += ">"
        if Self.blocks.contains(name) { text += "\n" }
        for child in children { child.write(to: &text) }
        text += "</" + name + ">"
      }
      if Self.lines.contains(name) || Self.blocks.contains(name) { text += "\n" }
    }
  }

  /// Elements that are written without an end tag.
  private static let empty: Set<String> = ["meta", "br", "col", "circle", "line", "path", "rect", "polyline"]
  /// Elements that stand on lines of their own with each child, so that two pages can be compared line by line.
  private static let blocks: Set<String> = [
    "html", "head", "body", "header", "main", "nav", "section", "div", "figure", "svg", "g", "table", "thead", "tbody",
    "tfoot", "details", "footer", "ul", "ol", "dl",
  ]
  /// Elements that stand on one line.
  private static let lines: Set<String> = [
    "meta", "title", "desc", "style", "h1", "h2", "h3", "h4", "p", "caption", "figcaption", "tr", "li", "dt", "dd",
    "summary", "colgroup", "circle", "line", "path", "rect", "polyline", "text",
  ]

  private static func escape(_ plain: String, to text: inout String) {
    guard plain.unicodeScalars.contains(where: isSpecial) else {
      text += plain
      return
    }
    for scalar in plain.unicodeScalars {
      switch scalar {
      case "&": text += "&amp;"
      case "<": text += "&lt;"
      case ">": text += "&gt;"
      case "\"": text += "&quot;"
      case "'": text += "&#39;"
      case "\n", "\t": text.unicodeScalars.append(scalar)
      default: text.unicodeScalars.append(isSpecial(scalar) ? "\u{FFFD}" : scalar)
      }
    }
  }

  private static func isSpecial(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "&", "<", ">", "\"", "'": true
    default: scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value) || scalar.value & 0xFFFE == 0xFFFE
    }
  }
}
