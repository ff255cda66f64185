// SPDX-License-Identifier: GPL-3.0-or-later

/// What stands in for figures that a town does not have.
public enum MissingRule: String, Hashable, Sendable, CaseIterable {
  /// Nothing: a missing figure is a fault.
  case fault = "error"
  /// The mean of the towns of the same kind in the same group, or in the nearest group above where one has a figure.
  case meanOfKindInGroup = "mean_of_kind_in_group"
}

/// Figures that a town does not have and the policy model needs, and what stands in for them.
struct MetricGaps: Sendable {
  /// A mean that stands in.
  struct Mean: Sendable {
    let figure: Rational
    /// The group it is the mean of.
    let group: [String]
    /// Of how many towns.
    let towns: Int
  }

  private var means: [Int: [Int: Mean]] = [:]
  /// What is missing and nothing stands in for, by metric and then town.
  private(set) var missing: [(metric: Int, town: Int)] = []

  /// O(towns · parts · metrics), and O(towns · depth) a metric with gaps.
  init(_ scenario: Scenario) {
    var needed: [Int: [Int]] = [:]
    let hasGaps = scenario.columns.amounts.contains { $0.contains { $0 == nil } }
    for (index, town) in scenario.towns.enumerated() where hasGaps && town.metrics.contains(where: { $0 == nil }) {
      for metric in scenario.metricsNeeded(of: town) where town.metrics[metric] == nil {
        needed[metric, default: []].append(index)
      }
    }
    for (metric, towns) in needed.sorted(by: { $0.key < $1.key }) {
      guard scenario.missing == .meanOfKindInGroup else {
        missing += towns.map { (metric, $0) }
        continue
      }
      let sums = Self.sums(scenario, metric)
      for town in towns {
        if let mean = Self.mean(for: scenario.towns[town], sums) {
          means[metric, default: [:]][town] = mean
        } else {
          missing.append((metric, town))
        }
      }
    }
  }

  private struct Key: Hashable {
    let kind: Town.Kind
    let group: [String]
  }

  private static func sums(_ scenario: Scenario, _ metric: Int) -> [Key: (sum: Rational, count: Int)] {
    var sums: [Key: (sum: Rational, count: Int)] = [:]
    for town in scenario.towns {
      guard let figure = town.metrics[metric]?.rational else { continue }
      for depth in 0...town.group.count {
        let key = Key(kind: town.kind, group: Array(town.group.prefix(depth)))
        let (sum, count) = sums[key] ?? (.zero, 0)
        sums[key] = ((sum + figure).reduced, count + 1)
      }
    }
    return sums
  }

  private static func mean(for town: Town, _ sums: [Key: (sum: Rational, count: Int)]) -> Mean? {
    for depth in stride(from: town.group.count, through: 0, by: -1) {
      let group = Array(town.group.prefix(depth))
      guard let (sum, count) = sums[Key(kind: town.kind, group: group)] else { continue }
      return Mean(figure: (sum / Rational(Quantity(count))).reduced, group: group, towns: count)
    }
    return nil
  }

  /// What stands in for a town's figure, by the places of both; `nil` where the town has one of its own.
  func mean(town: Int, metric: Int) -> Mean? { means[metric]?[town] }

  /// Every figure that is stood in for, by metric and town.
  var notes: [NeedNote] {
    means.sorted { $0.key < $1.key }.flatMap { metric, towns in
      towns.sorted { $0.key < $1.key }.map { town, mean in
        .filled(town: town, metric: metric, mean: Double(mean.figure), group: mean.group, towns: mean.towns)
      }
    }
  }
}

extension Scenario {
  /// The metrics that the policy model asks of a town, by their places, in their order.
  func metricsNeeded(of town: Town) -> [Int] {
    Set(model.parts.flatMap { $0.metrics(of: town.kind) }).sorted()
  }
}

extension PolicyModel.Part {
  /// The metrics that the part asks of a town of a kind.
  func metrics(of kind: Town.Kind) -> [Int] {
    covers(kind)
      ? metrics {
        $0.counts(for: kind)
      } where: {
        $0.isOf(kind)
      } : []
  }

  /// Every metric that the part names.
  var metrics: [Int] {
    metrics { _ in
      true
    } where: { _ in
      true
    }
  }

  private func metrics(
    _ counts: (PolicyModel.MetricWeight) -> Bool, where isHeld: (DutyList.Duty) -> Bool
  ) -> [Int] {
    func metric(_ volume: Volume) -> Int? {
      if case .metric(let place) = volume { place } else { nil }
    }
    return switch rule {
    case .base, .projects, .given: []
    case .share(let weights): weights.filter(counts).map(\.metric)
    case .index(let index): index.items.map(\.weight).filter(counts).map(\.metric)
    case .workload(let workload): workload.activities.compactMap { metric($0.volume) }
    case .duties(let list): list.duties.filter(isHeld).compactMap { metric($0.frequency) }
    case .norm(let norm): norm.terms.map(\.metric)
    }
  }
}

extension PolicyModel.MetricWeight {
  /// Whether the metric counts for a kind of town: where it does not, no figure is needed.
  func counts(for kind: Town.Kind) -> Bool { weight(of: kind).significand > 0 }
}

extension DutyList.Duty {
  /// Whether it is a duty of a kind of town at all.
  func isOf(_ kind: Town.Kind) -> Bool { kinds?.contains(kind) ?? true }
}
