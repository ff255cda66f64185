// SPDX-License-Identifier: GPL-3.0-or-later

/// Each town's posts of today on its people and on its land: per 10,000 people and per 100 km², as reports state them.
public struct DensityTable: Sendable {
  /// One town and metric.
  public struct Entry: Hashable, Sendable {
    /// The town, by its place in the scenario.
    public let town: Int
    /// The metric, by its place in the scenario.
    public let metric: Int
    /// Posts of all pools together for each person, or for each km²; `nil` where a figure is missing, or the town has no
    /// people or no land.
    public let posts: Double?
  }

  /// The metrics that there are figures of, resident population before area, by their places.
  public let metrics: [Int]
  /// By town, and for each by metric, in the order of ``metrics``.
  public let entries: [[Entry]]

  /// The densities of a scenario's quotas of today. O(towns).
  public init(_ scenario: Scenario) {
    let metrics = [Metric.residentPopulation, .area].compactMap { wanted in
      scenario.metrics.firstIndex { $0.id == wanted.id }
    }.filter { metric in scenario.towns.contains { $0.metrics[metric] != nil } }
    self.metrics = metrics
    entries = scenario.towns.enumerated().map { place, town in
      metrics.map { metric in
        let amount = town.metrics[metric]?.doubleValue ?? 0
        return Entry(
          town: place, metric: metric, posts: amount > 0 ? town.quotaToday.map { Double($0) / amount } : nil)
      }
    }
  }
}
