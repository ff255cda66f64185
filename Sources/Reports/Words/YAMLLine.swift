// SPDX-License-Identifier: GPL-3.0-or-later

/// Pieces of YAML for messages, to be copied into a scenario as they stand.
enum YAMLLine {
  /// `[省代码, "a, b"]`
  static func list(_ texts: [String]) -> String { "[" + texts.map(scalar).joined(separator: ", ") + "]" }

  /// `{file: towns.xlsx, sheet: "2024"}`
  static func mapping(_ pairs: [(key: String, value: String)]) -> String {
    "{" + pairs.map { "\($0.key): \(scalar($0.value))" }.joined(separator: ", ") + "}"
  }

  /// A text as a scalar of a flow collection: in quotes unless it is letters and digits, with a letter first.
  static func scalar(_ text: String) -> String {
    let isPlain =
      text.unicodeScalars.first?.properties.isAlphabetic == true
      && text.unicodeScalars.allSatisfy {
        $0.properties.isAlphabetic || $0.properties.numericType != nil || "_-.".unicodeScalars.contains($0)
      }
      && !["true", "false", "yes", "no", "on", "off", "null", "y", "n"].contains(text.lowercased())
    guard !isPlain else { return text }
    let escaped = text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
      .replacing("\n", with: "\\n").replacing("\t", with: "\\t").replacing("\r", with: "\\r")
    return "\"" + escaped + "\""
  }
}
