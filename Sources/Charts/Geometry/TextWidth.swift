// SPDX-License-Identifier: GPL-3.0-or-later

/// How wide a text will be, without the font that it will be set in: an estimate on the wide side, for a drawing is laid
/// out where no font is at hand.
enum TextWidth {
  /// How far letters rise above and fall below the line, in ems: those of the tallest usual Chinese fonts.
  static let (ascent, descent) = (1.16, 0.29)

  /// The width of a text in units of the font size.
  static func ems(_ text: String) -> Double {
    text.unicodeScalars.reduce(0) { $0 + ems($1) }
  }

  private static func ems(_ scalar: Unicode.Scalar) -> Double {
    switch scalar {
    case "0"..."9", "+", "-", "−": 0.6
    case " ", ".", ",", ":", ";", "'", "|", "!", "i", "j", "l", "I": 0.32
    case "f", "t", "r", "(", ")", "[", "]", "/": 0.42
    case "m", "w", "M", "W", "%", "@": 0.95
    case "A"..."Z": 0.72
    case "\u{21}"..."\u{7E}": 0.6
    default:
      switch scalar.properties.generalCategory {
      case .nonspacingMark, .enclosingMark, .format, .control: 0
      default: scalar.value < 0x2000 ? 0.72 : 1.02
      }
    }
  }

  /// A text that is no wider than so many ems: the beginning of a path, `东省/甲市/城关镇`, gives way to an ellipsis, else
  /// its end.
  static func shortened(_ text: String, to width: Double) -> String {
    guard ems(text) > width else { return text }
    if text.contains("/") {
      let parts = text.split(separator: "/")
      for dropped in 1..<max(2, parts.count) {
        let rest = (["…"] + parts.dropFirst(dropped)).joined(separator: "/")
        if ems(rest) <= width { return rest }
      }
    }
    var (kept, taken) = ("", ems("…"))
    for character in text {
      taken += ems(String(character))
      guard taken <= width else { break }
      kept.append(character)
    }
    return kept + "…"
  }
}
