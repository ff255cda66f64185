// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Staffing
import Testing

@Suite("Dates")
struct CalendarDateTests {
  @Test("Days exist as the Gregorian calendar has them")
  func days() throws {
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = try #require(TimeZone(identifier: "UTC"))
    for year in [1900, 2000, 2023, 2024, 2100, 2400] {
      for month in 1...12 {
        let first = try #require(calendar.date(from: DateComponents(year: year, month: month)))
        let count = try #require(calendar.range(of: .day, in: .month, for: first)?.count)
        for day in 0...32 {
          #expect((CalendarDate(year: year, month: month, day: day) != nil) == (1...count).contains(day))
        }
      }
    }
  }

  @Test("A day is written with hyphens, slashes or in Chinese", arguments: ["2026-03-05", "2026/3/5", "2026年3月5日"])
  func forms(_ text: String) {
    #expect(CalendarDate(text)?.description == "2026-03-05")
  }

  @Test(
    "Anything else is no day",
    arguments: ["", "2026", "2026-3", "26-3-5", "2026-13-01", "2026-02-30", "2026-3-5 ", "2026/3-5", "２０２６-3-5", "日"])
  func refused(_ text: String) { #expect(CalendarDate(text) == nil) }

  @Test("Days are in order")
  func order() throws {
    let days = try ["2025-12-31", "2026-01-01", "2026-01-02", "2026-02-01"].map { try #require(CalendarDate($0)) }
    #expect(days.shuffled().sorted() == days)
  }
}
