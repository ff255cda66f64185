// SPDX-License-Identifier: GPL-3.0-or-later

extension MPSReader {
  /// Bounds of this size and beyond are none, as to CPLEX, SCIP and HiGHS: their writers put 1e20 or 1e30 for infinity.
  static let infinity = 1e20

  mutating func setBound(_ record: MPSRecord) throws(MPSFault.Problem) {
    let type = record.code
    guard let pair = record.pairs.first else { throw .wrongFieldCount(0) }
    try checkSet(record.name, .bounds)
    switch type {
    case "LO", "UP", "FX", "FR", "MI", "PL", "BV", "LI", "UI": break
    case "SC", "SI": throw .boundNotSupported(type: type, column: pair.name)
    default: throw .boundTypeUnknown(type)
    }
    let column = try columnPlace(pair.name)
    let value = pair.value.isEmpty ? 0 : try Self.bound(pair.value)
    var lower: Double?
    var upper: Double?
    switch type {
    case "LO", "LI": lower = value
    case "UP", "UI": upper = value
    case "FX": (lower, upper) = (value, value)
    case "FR": (lower, upper) = (-.infinity, .infinity)
    case "MI": lower = -.infinity
    case "PL": upper = .infinity
    default: (lower, upper) = (0, 1)
    }
    if lower == .infinity || upper == -.infinity { throw .numberNotFinite(pair.value) }
    let isRepeated =
      lower != nil && columns[column].lower != nil || upper != nil && columns[column].upper != nil
    guard !isRepeated else { throw .boundRepeated(column: pair.name) }
    columns[column].lower = lower ?? columns[column].lower
    columns[column].upper = upper ?? columns[column].upper
    if ["BV", "LI", "UI"].contains(type) { columns[column].takesWholeNumbers = true }
  }

  /// A finite number.
  static func finite(_ text: String) throws(MPSFault.Problem) -> Double {
    let value = try number(text)
    guard value.isFinite else { throw .numberNotFinite(text) }
    return value
  }

  /// A number or an infinity.
  private static func bound(_ text: String) throws(MPSFault.Problem) -> Double {
    let value = try number(text)
    guard !value.isNaN else { throw .numberNotFinite(text) }
    return abs(value) < infinity ? value : value < 0 ? -.infinity : .infinity
  }

  /// A decimal number, with `E` or Fortran's `D` before the exponent; or `inf`, `infinity`, `nan` with a sign.
  private static func number(_ text: String) throws(MPSFault.Problem) -> Double {
    let decimal = text.utf8.allSatisfy { byte in
      (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || "+-.eEdD".utf8.contains(byte)
    }
    if decimal {
      // A D would be a digit to a hexadecimal reader, an exponent to no other.
      let plain = text.utf8.map { $0 | 0x20 == UInt8(ascii: "d") ? UInt8(ascii: "e") : $0 }
      if let value = Double(String(decoding: plain, as: UTF8.self)) { return value }
    } else {
      let word = text.lowercased()
      let isNegative = word.hasPrefix("-")
      switch word.drop(while: { $0 == "+" || $0 == "-" }) {
      case "inf", "infinity": return isNegative ? -.infinity : .infinity
      case "nan": return .nan
      default: break
      }
    }
    throw .numberUnreadable(text)
  }
}
