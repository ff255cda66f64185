// SPDX-License-Identifier: GPL-3.0-or-later

internal import Staffing

/// A language that Allot speaks.
public enum Language: String, Sendable, CaseIterable {
  /// Chinese.
  case chinese = "zh"
  /// English.
  case english = "en"

  /// The language of a POSIX locale, as `zh_CN.UTF-8`: Chinese for any `zh`, English otherwise.
  public init(locale: String) {
    self = locale.lowercased().hasPrefix("zh") ? .chinese : .english
  }
}

/// Everything that Allot says, in one language. The sentences stand in this folder and nowhere else, each in both
/// languages side by side.
public struct Words: Sendable {
  /// The language spoken.
  public let language: Language

  /// The words of a language.
  public init(_ language: Language) { self.language = language }

  /// One text in both languages; a text that is the same in both is given once.
  func say(_ chinese: String, _ english: String) -> String {
    language == .chinese ? chinese : english
  }

  /// Several names, as `a, b and c`.
  func list(_ names: [String]) -> String {
    guard language == .english else { return names.joined(separator: "、") }
    guard let last = names.last, names.count > 1 else { return names.first ?? "" }
    return names.dropLast().joined(separator: ", ") + " and " + last
  }

  /// Several names, of many the first few and how many there are; `--json` has them all.
  func shortList(_ names: [String]) -> String {
    let most = 12
    guard names.count > most + 1 else { return list(names) }
    let first = Array(names.prefix(most))
    return say(
      "\(list(first))等 \(number(names.count)) 处",
      "\(first.joined(separator: ", ")) and \(number(names.count - most)) others")
  }

  /// A whole number with its thousands set off.
  func number(_ value: Int) -> String {
    let digits = Array(String(value.magnitude))
    var text = ""
    for (index, digit) in digits.enumerated() {
      if index > 0 && (digits.count - index).isMultiple(of: 3) { text += "," }
      text.append(digit)
    }
    return (value < 0 ? "-" : "") + text
  }

  /// A number with so many decimals, its thousands set off: `5,228.6`.
  func number(_ value: Double, decimals: Int) -> String {
    let numeral = DecimalNumeral.fixed(value, decimals: decimals)
    guard let whole = numeral.split(separator: ".").first, let digits = Int(whole) else { return numeral }
    // Minus zero has its sign from the numeral.
    let sign = digits == 0 && numeral.hasPrefix("-") ? "-" : ""
    return sign + number(digits) + numeral.dropFirst(whole.count)
  }

  /// A ratio in percent with one decimal: `103.8 %`, in either language with a space, as everywhere.
  func percent(_ ratio: Double) -> String { number(100 * ratio, decimals: 1) + " %" }

  /// A number of things, in English with the noun in the right number: `1 rule`, `2 rules`.
  func count(_ value: Int, _ noun: String, plural: String? = nil) -> String {
    "\(number(value)) \(value == 1 ? noun : plural ?? noun + "s")"
  }

  /// A whole number with its sign, `+47`; zero has none.
  func signed(_ value: Int) -> String {
    (value > 0 ? "+" : "") + number(value)
  }

  /// A growth as `+103.8`, and a dash where there is none to state.
  func growth(_ growth: Growth?) -> String { growth?.numeral ?? "—" }
}
