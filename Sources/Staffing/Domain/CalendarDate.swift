// SPDX-License-Identifier: GPL-3.0-or-later

/// A day of the Gregorian calendar, without time or zone. It is always stated by the planner, never read off a clock.
public struct CalendarDate: Hashable, Sendable, Comparable {
  /// 1 to 9999.
  public let year: Int
  /// 1 to 12.
  public let month: Int
  /// 1 to 31.
  public let day: Int

  /// A day; `nil` where there is no such day.
  public init?(year: Int, month: Int, day: Int) {
    guard (1...9999).contains(year), (1...12).contains(month),
      day >= 1, day <= Self.days(inMonth: month, of: year)
    else { return nil }
    self.year = year
    self.month = month
    self.day = day
  }

  /// The day that a text states as `2026-12-31`, `2026/12/31` or `2026年12月31日`; `nil` for anything else.
  public init?(_ text: some StringProtocol) {
    var plain = String(text)
    if plain.last == "日" {
      plain = String(plain.dropLast()).replacing("年", with: "-").replacing("月", with: "-")
    }
    let separator: Character = plain.contains("/") ? "/" : "-"
    let fields = plain.split(separator: separator, omittingEmptySubsequences: false)
    guard fields.count == 3, fields[0].count == 4, fields.dropFirst().allSatisfy({ (1...2).contains($0.count) }),
      fields.allSatisfy({ $0.utf8.allSatisfy((UInt8(ascii: "0")...UInt8(ascii: "9")).contains) }),
      let year = Int(fields[0]), let month = Int(fields[1]), let day = Int(fields[2])
    else { return nil }
    self.init(year: year, month: month, day: day)
  }

  /// The earlier day comes first.
  public static func < (left: CalendarDate, right: CalendarDate) -> Bool {
    (left.year, left.month, left.day) < (right.year, right.month, right.day)
  }

  private static func days(inMonth month: Int, of year: Int) -> Int {
    switch month {
    case 2: year.isMultiple(of: 4) && (!year.isMultiple(of: 100) || year.isMultiple(of: 400)) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }
}

extension CalendarDate: CustomStringConvertible {
  /// ISO 8601: `2026-12-31`.
  public var description: String {
    func padded(_ number: Int, _ width: Int) -> String {
      String(repeating: "0", count: max(0, width - String(number).count)) + String(number)
    }
    return "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))"
  }
}
