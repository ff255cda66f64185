// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Testing

@Suite("Rules and goals that the survey has waiting in comments, each switched on")
struct SurveySwitchTests {
  /// A bound on each quota: the least and the most, by hand; `nil` for whom the rule is not.
  typealias Bounds = @Sendable (_ row: SurveyRow, _ pool: Int) -> ClosedRange<Int>?

  /// What each rule on single quotas comes to, worked out from the table alone.
  private static let bounds: [(title: String, bounds: Bounds)] = [
    (
      "change: {posts: 12, percent: 30}",
      { row, pool in
        let most = min(12, row.quota[pool] * 30 / 100)
        return pool == 1 ? row.quota[pool] - most...row.quota[pool] + most : nil
      }
    ),
    ("floor: quota", { row, pool in row.county == "乙县" ? row.quota[pool]...9999 : nil }),
    ("floor: staff", { row, pool in pool == 0 ? row.staff[0]...9999 : nil }),
    ("floor: staff_after_retirements", { row, pool in row.staff[pool] - row.retirements[pool]...9999 }),
    (
      "floor: {base: 36, resident_population: {posts: 4, per: 10000}}",
      { row, pool in pool == 1 ? 36 + (row.population * 4 + 9999) / 10000...9999 : nil }
    ),
    ("cap: 70", { _, pool in pool == 1 ? 0...70 : nil }),
    (
      "cap: {base: 40, area: {posts: 1, per: 5}}",
      { row, pool in pool == 1 && row.county == "乙县" ? 0...40 + Int(row.area / 5) : nil }
    ),
    ("pin: 66", { row, pool in pool == 1 && row.town == "中心街道" ? 66...66 : nil }),
  ]

  /// The other rules and the goals; each has a test below.
  private static let others = [
    "total: today", "total: {甲县: 330, 丙区: 325}", "total: {丁区: 24%, 乙县: 23%}", "town_total: today",
    "mix: {pool: administrative, from: 20, to: 26}", "no_inversion: [resident_population, work_intensity]",
    "no_inversion: {metrics: [resident_population, area], price: 2}", "moves: 60", "moves: {within: county}",
    "moves: {within: county, price: 1}", "fairness: all", "stability: posts_moved", "prices: soft_rules",
  ]

  /// The plan with these switched on, and how reports cite the first.
  private func plan(_ titles: String...) throws -> (rows: [SurveyRow], citation: String) {
    let (folder, citation) = try WaitingLines().switched(on: titles)
    return try withExtendedLifetime(folder) { (try SurveyRow.rows(folder.path), citation) }
  }

  private func sums(_ rows: [SurveyRow], _ pool: Int, today: Bool = false) -> [String: Int] {
    Dictionary(rows.map { ($0.county, (today ? $0.quota : $0.planned)[pool]) }, uniquingKeysWith: +)
  }

  @Test("Each takes one to five lines, and each has a test")
  func all() throws {
    let waiting = try WaitingLines()
    #expect(waiting.titles == waiting.titles.filter { (Self.bounds.map(\.title) + Self.others).contains($0) })
    #expect(Set(waiting.titles).count == Self.bounds.count + Self.others.count)
    #expect(waiting.blocks.allSatisfy { (1...5).contains($0.count) })
  }

  @Test(
    "A bound is kept; whom it holds is named by it, and the rest have what Webster's divisor gives", arguments: bounds)
  func bound(_ title: String, _ bounds: Bounds) throws {
    let (rows, citation) = try plan(title)
    for (pool, total) in [532, 1743].enumerated() {
      #expect(rows.map { $0.planned[pool] }.reduce(0, +) == total)
      for row in rows {
        let isNamed = row.reasons[pool].contains(citation)
        guard let range = bounds(row, pool) else {
          #expect(!isNamed, "\(row.town)")
          continue
        }
        #expect(range.contains(row.planned[pool]), "\(row.town)")
        #expect(!isNamed || row.planned[pool] == range.lowerBound || row.planned[pool] == range.upperBound)
      }
      // One divisor rounds every need to its quota but those that a rule holds, and these it would not.
      func last(_ row: SurveyRow) -> Double { row.need[pool] / (Double(row.planned[pool]) - 0.5) }
      func next(_ row: SurveyRow) -> Double { row.need[pool] / (Double(row.planned[pool]) + 0.5) }
      let free = rows.filter { !$0.reasons[pool].contains("scenario.yaml:") }
      let least = try #require(free.map(next).max())
      let most = try #require(free.map(last).min())
      #expect(least <= most + 1e-6)
      for row in rows {
        if row.reasons[pool].hasPrefix("held up") { #expect(last(row) <= most + 1e-6, "\(row.town)") }
        if row.reasons[pool].hasPrefix("held down") { #expect(next(row) >= least - 1e-6, "\(row.town)") }
      }
    }
    #expect(rows.contains { $0.reasons.joined().contains(citation) })
  }

  @Test("Totals of counties are today's, or as given in posts or percent; the towns in them are named by the rule")
  func groupTotals() throws {
    let (today, _) = try plan("total: today")
    for pool in [0, 1] { #expect(sums(today, pool) == sums(today, pool, today: true)) }
    let (given, itsCitation) = try plan("total: {甲县: 330, 丙区: 325}")
    #expect(sums(given, 1)["甲县"] == 330 && sums(given, 1)["丙区"] == 325)
    for row in given {
      #expect(row.reasons[1].contains(itsCitation) == ["甲县", "丙区"].contains(row.county), "\(row.town)")
    }
    let (percent, _) = try plan("total: {丁区: 24%, 乙县: 23%}")
    for (pool, total) in [532, 1743].enumerated() {
      for (county, share) in [("丁区", 24), ("乙县", 23)] {
        let sum = try #require(sums(percent, pool)[county])
        #expect(sum * 100 > total * share - 100 && sum * 100 < total * share + 100)
      }
    }
  }

  @Test("Each subdistrict keeps its total where only its pools may change")
  func townTotals() throws {
    let (rows, citation) = try plan("town_total: today")
    #expect(rows.allSatisfy { $0.posts == $0.quota.reduce(0, +) })
    #expect(rows.allSatisfy { $0.reasons.allSatisfy { $0.contains(citation) } })
  }

  @Test("The mix of pools is within 20 and 26 percent everywhere; those that were outside are named")
  func mix() throws {
    let (rows, citation) = try plan("mix: {pool: administrative, from: 20, to: 26}")
    func isWithin(_ row: SurveyRow) -> Bool {
      row.planned[0] * 100 >= row.posts * 20 && row.planned[0] * 100 <= row.posts * 26
    }
    #expect(rows.allSatisfy(isWithin))
    let outside = try SurveyRow.rows(survey).filter { !isWithin($0) }.map(\.town)
    #expect(!outside.isEmpty && rows.contains { $0.reasons.joined().contains(citation) })
  }

  /// The pairs of which the first is at least as large, larger on one metric, and has fewer posts.
  private func inversions(_ rows: [SurveyRow], _ metrics: (SurveyRow) -> [Double]) -> [(SurveyRow, SurveyRow)] {
    rows.flatMap { larger in
      rows.filter { smaller in
        zip(metrics(larger), metrics(smaller)).allSatisfy { $0 >= $1 } && metrics(larger) != metrics(smaller)
          && larger.posts < smaller.posts
      }.map { (larger, $0) }
    }
  }

  @Test("No inversion is left, hard, by branch and bound; some are named by the rule")
  func noInversion() throws {
    func metrics(_ row: SurveyRow) -> [Double] { [Double(row.population), Double(row.intensity)] }
    #expect(!inversions(try SurveyRow.rows(survey), metrics).isEmpty)
    let title = "no_inversion: [resident_population, work_intensity]"
    let (rows, citation) = try plan(title)
    #expect(inversions(rows, metrics).isEmpty)
    #expect(rows.count { $0.reasons.joined().contains(citation) } > 0)
    let (folder, _) = try WaitingLines().switched(on: [title])
    let run = try allot("plan", folder.path)
    #expect(run.code == 0 && run.output.contains("branch and bound, "))
  }

  @Test("A soft rule comes first where no goal names it, and is kept where it can be")
  func soft() throws {
    let (rows, citation) = try plan("no_inversion: {metrics: [resident_population, area], price: 2}")
    #expect(inversions(rows) { [Double($0.population), $0.area] }.isEmpty)
    #expect(rows.contains { $0.reasons.joined().contains(citation) })
    let (within, _) = try plan("moves: {within: county, price: 1}")
    #expect(sums(within, 1) == sums(within, 1, today: true))
    #expect(sums(within, 0) != sums(within, 0, today: true))
  }

  @Test("At most 60 posts are moved, and those that stay for it are named")
  func moves() throws {
    func moved(_ rows: [SurveyRow]) -> Int {
      rows.flatMap { row in zip(row.quota, row.planned).map { max(0, $0 - $1) } }.reduce(0, +)
    }
    #expect(moved(try SurveyRow.rows(survey)) > 60)
    let (rows, citation) = try plan("moves: 60")
    #expect(moved(rows) == 60)
    #expect(rows.contains { $0.reasons.joined().contains(citation) })
  }

  @Test("Posts that may not leave their county do not")
  func movesWithin() throws {
    let (rows, citation) = try plan("moves: {within: county}")
    for pool in [0, 1] { #expect(sums(rows, pool) == sums(rows, pool, today: true)) }
    #expect(rows.allSatisfy { $0.reasons.allSatisfy { $0.contains(citation) } })
  }

  @Test("With fairness first, the worst-covered quota is as well covered as any plan can have it")
  func fairness() throws {
    let (rows, _) = try plan("fairness: all")
    for (pool, total) in [532, 1743].enumerated() {
      let worst = try #require(rows.map { Double($0.planned[pool]) / $0.need[pool] }.min())
      // To cover everyone a little better takes more than there is.
      let posts = rows.map { max(pool == 0 ? 11 : 0, Int(($0.need[pool] * (worst + 1e-6)).rounded(.up))) }
      #expect(posts.reduce(0, +) > total)
    }
  }

  @Test("With stability first nothing is moved, since today keeps every rule")
  func stability() throws {
    let (rows, _) = try plan("stability: posts_moved")
    #expect(rows.allSatisfy { $0.planned == $0.quota })
    #expect(rows.contains { $0.reasons.joined().contains("stability") })
  }

  @Test("A goal that names the soft rules lets them come first, at the least price together")
  func prices() throws {
    let soft = ["no_inversion: {metrics: [resident_population, area], price: 2}", "moves: {within: county, price: 1}"]
    let (rows, _) = try plan(soft[0], soft[1], "prices: soft_rules")
    func leaving(_ rows: [SurveyRow]) -> Int {
      let (now, then) = (sums(rows, 1, today: true), sums(rows, 1))
      return now.reduce(0) { $0 + max(0, $1.value - (then[$1.key] ?? 0)) }
    }
    let free = try SurveyRow.rows(survey)
    func inverted(_ rows: [SurveyRow]) -> Int { inversions(rows) { [Double($0.population), $0.area] }.count }
    #expect(leaving(rows) + inverted(rows) < leaving(free) + inverted(free))
    #expect(rows.contains { $0.reasons.joined().contains("soft rules") })
  }
}
