// SPDX-License-Identifier: GPL-3.0-or-later

/// Decimal numerals that are the same on every machine and in every locale.
enum DecimalNumeral {
  /// A number with a fixed count of decimals, rounded half away from zero: `15.38`. Needs are below 10⁹, so six
  /// decimals are exact in 64-bit integers; what is not finite or larger is written as the language writes it.
  static func fixed(_ value: Double, decimals: Int) -> String {
    var text: [UInt8] = []
    append(value, decimals: decimals, to: &text)
    return String(decoding: text, as: UTF8.self)
  }

  /// Appends what ``fixed(_:decimals:)`` writes to a text in UTF-8.
  static func append(_ value: Double, decimals: Int, to text: inout [UInt8]) {
    NumeralWriter.with(room: NumeralWriter.widestNumeral + decimals) { writer in
      writer.prepend(value, decimals: decimals)
      text.append(contentsOf: writer.text)
    }
  }

  /// Appends a whole number to a text in UTF-8, or one of so many tenths, hundredths and so on.
  static func append(_ units: Int, decimals: Int = 0, to text: inout [UInt8]) {
    NumeralWriter.with(room: NumeralWriter.widestNumeral + decimals) { writer in
      writer.prepend(units, decimals: decimals)
      text.append(contentsOf: writer.text)
    }
  }

  /// The number nearest to what ``fixed(_:decimals:)`` writes.
  static func rounded(_ value: Double, decimals: Int) -> Double {
    Double(fixed(value, decimals: decimals)) ?? value
  }

  /// Summands rounded so that they add up to their rounded sum: each to a neighbour of its own value, those with the
  /// largest remainders upwards, the first of equals. As they are where they are too large for whole numbers.
  static func apportioned(_ values: [Double], of sum: Double, decimals: Int) -> [Double] {
    var power = 1.0
    for _ in 0..<decimals { power *= 10 }
    let scaled = values.map { $0 * power }
    guard (scaled + [sum * power]).allSatisfy({ abs($0) < 0x1p53 }) else { return values }
    var units = scaled.map { Int($0.rounded(.down)) }
    var missing = Int((sum * power).rounded(.toNearestOrAwayFromZero)) - units.reduce(0, +)
    func remainder(_ place: Int) -> Double { scaled[place] - Double(units[place]) }
    let byRemainder = values.indices.sorted { (remainder($0), $1) > (remainder($1), $0) }
    for place in byRemainder where missing > 0 { (units[place], missing) = (units[place] + 1, missing - 1) }
    for place in byRemainder.reversed() where missing < 0 { (units[place], missing) = (units[place] - 1, missing + 1) }
    return units.map { Double($0) / power }
  }
}
