// SPDX-License-Identifier: GPL-3.0-or-later

/// Numbers as spreadsheets keep them: binary floating point, of which the user sees fifteen digits.
enum CellNumeral {
  /// The plain decimal numeral that the user means by a number of the file: as it is written where it has no more than
  /// fifteen digits, else rounded to them, so that 0.1 + 0.2, kept as 0.30000000000000004, is 0.3. `nil` for what is no
  /// number.
  static func plain(_ text: String) -> String? {
    var (digits, hasPower) = (0, false)
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"): digits += 1
      case UInt8(ascii: "e"), UInt8(ascii: "E"): hasPower = true
      case UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."): break
      default: return nil
      }
    }
    guard digits > 0 else { return nil }
    guard let value = Double(text), value.isFinite else { return nil }
    return !hasPower && digits <= 15 ? text : fifteenDigits(value)
  }

  /// The numeral of a finite number, to fifteen digits.
  static func fifteenDigits(_ value: Double) -> String {
    // The language gives the shortest digits that name the number: 0.30000000000000004, 1e-07, 5e+20.
    let parts = value.magnitude.description.split(separator: "e")
    let mantissa = parts[0].split(separator: ".")
    var digits = mantissa.joined().utf8.map { Int($0 - UInt8(ascii: "0")) }
    // The value is 0.digits · 10^point.
    var point = (mantissa.first?.utf8.count ?? 0) + (parts.count > 1 ? Int(parts[1]) ?? 0 : 0)
    while digits.first == 0 {
      digits.removeFirst()
      point -= 1
    }
    if digits.count > 15 {
      let roundsUp = digits[15] >= 5
      digits.removeSubrange(15...)
      var place = 14
      while roundsUp, place >= 0 {
        digits[place] += 1
        if digits[place] < 10 { break }
        digits[place] = 0
        place -= 1
      }
      if roundsUp && place < 0 {
        digits.insert(1, at: 0)
        point += 1
      }
    }
    while digits.last == 0 { digits.removeLast() }
    guard !digits.isEmpty else { return "0" }
    let sign = value < 0 ? "-" : ""
    let text = digits.map { String($0) }.joined()
    // Beyond what any figure is, the power is left where the language puts it.
    guard (-18...18).contains(point) else { return "\(value)" }
    if point <= 0 { return sign + "0." + String(repeating: "0", count: -point) + text }
    if digits.count <= point { return sign + text + String(repeating: "0", count: point - digits.count) }
    return sign + text.prefix(point) + "." + text.dropFirst(point)
  }

  /// The day that a serial number stands for, as `2024-03-01`; `nil` beyond the years 1900 to 9999 and for times alone.
  ///
  /// Day 60 of the 1900 system is 29 February 1900, which never was: Excel keeps Lotus's mistake.
  static func day(_ serial: Double, from1904: Bool) -> String? {
    guard serial >= 1, serial < 2_958_466 else { return nil }
    let number = Int(serial) + (from1904 ? 1462 : 0)
    if number == 60 { return "1900-02-29" }
    // Days since 1 March of year 0, in the proleptic Gregorian calendar; day 1 is 1 January 1900.
    let days = number + (number < 60 ? 1 : 0) + 693_899
    let era = days / 146_097
    let ofEra = days % 146_097
    let yearOfEra = (ofEra - ofEra / 1460 + ofEra / 36_524 - ofEra / 146_096) / 365
    let ofYear = ofEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let month = (5 * ofYear + 2) / 153
    let day = ofYear - (153 * month + 2) / 5 + 1
    let civilMonth = month < 10 ? month + 3 : month - 9
    let year = era * 400 + yearOfEra + (civilMonth <= 2 ? 1 : 0)
    func padded(_ value: Int, _ width: Int) -> String {
      let digits = String(value)
      return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
    return "\(padded(year, 4))-\(padded(civilMonth, 2))-\(padded(day, 2))"
  }
}
