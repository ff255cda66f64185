// SPDX-License-Identifier: GPL-3.0-or-later

/// The people in post after each year, where nobody has to go who would not go anyway.
///
/// Where staff is over the quota, who retires is not replaced, until the quota is reached. Where it is not, staff stays:
/// who retires is replaced.
struct StaffProjection {
  private let scenario: Scenario
  private let rule: PhaseInRule

  init(_ scenario: Scenario, _ rule: PhaseInRule) {
    self.scenario = scenario
    self.rule = rule
  }

  /// Staff by year, town and pool; `nil` where today's figure is missing. O(years · towns · pools).
  func staff(under quotas: [[[Int]]]) -> [[[Int?]]] {
    var staff = scenario.towns.map { town in town.posts.map { $0.staff ?? (town.isNew ? 0 : nil) } }
    return quotas.indices.map { year in
      for (town, row) in quotas[year].enumerated() {
        for (pool, quota) in row.enumerated() {
          let retiring = retirements(scenario.towns[town].posts[pool], year: year + 1)
          staff[town][pool] = staff[town][pool].map { $0 > quota ? max(quota, $0 - retiring) : $0 }
        }
      }
      return staff
    }
  }

  /// Who retires in one year, counted from 1.
  private func retirements(_ posts: Town.Posts, year: Int) -> Int {
    let stated = posts.retirements ?? 0
    switch rule.retirements {
    case nil: return 0
    case .eachYear: return stated
    case .allYears:
      func until(_ year: Int) -> Int { PhaseInCourse.part(year, of: rule.years, from: 0, to: stated) }
      return until(year) - until(year - 1)
    }
  }
}
