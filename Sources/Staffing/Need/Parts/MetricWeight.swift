// SPDX-License-Identifier: GPL-3.0-or-later

extension PolicyModel {
  /// How much a metric counts, for each kind of town, and how its figure becomes a score.
  public struct MetricWeight: Hashable, Sendable {
    /// The metric, by its place in the scenario.
    public let metric: Int
    /// The weight of every kind that ``byKind`` does not replace; relative to the other metrics' weights.
    public let weight: Quantity
    /// Weights by kind, zero or above, where they differ; kinds that are not named have none. `nil` where they do not.
    public let byKind: [Town.Kind: Quantity]?
    /// How a figure becomes a score.
    public let transform: MetricTransform

    /// A metric that counts alike for every kind; its weight is above zero.
    public init(metric: Int, weight: Quantity, transform: MetricTransform = .linear) {
      self.metric = metric
      self.weight = weight
      self.byKind = nil
      self.transform = transform
    }

    /// A metric that counts differently by kind: zero where a kind has nothing to do with it.
    public init(metric: Int, byKind: [Town.Kind: Quantity], transform: MetricTransform = .linear) {
      self.metric = metric
      self.weight = .zero
      self.byKind = byKind
      self.transform = transform
    }

    /// The weight for a kind of town.
    public func weight(of kind: Town.Kind) -> Quantity {
      byKind.map { $0[kind] ?? .zero } ?? weight
    }

    /// Whether some kind has a weight and none has one below zero.
    var isSound: Bool {
      guard let byKind else { return weight.significand > 0 }
      return byKind.values.allSatisfy { !$0.isNegative } && byKind.values.contains { $0.significand > 0 }
    }
  }
}
