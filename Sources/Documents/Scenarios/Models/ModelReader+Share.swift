// SPDX-License-Identifier: GPL-3.0-or-later

internal import Staffing

/// Shares, and the weighted metrics that they have in common with indices.
extension ModelReader {
  private static let transforms = ["power", "logarithm", "bands"]

  func share(_ value: YAMLValue) -> [PolicyModel.MetricWeight]? { weights(value) }

  /// Metrics with their weights, as `area: 0.2` or `area: {weight: 0.2, power: 0.5}`.
  func weights(_ value: YAMLValue) -> [PolicyModel.MetricWeight]? {
    guard let entries = yaml.entries(value) else { return nil }
    if entries.isEmpty { yaml.faults.add(.wrongValue(value.excerpt, expected: .mapping), at: value.position) }
    return entries.compactMap { name, body in
      let place = metrics.place(of: name, at: body.position)
      guard body.isMapping else {
        let weight = yaml.quantity(body, aboveZero: true)
        return place.flatMap { place in weight.map { PolicyModel.MetricWeight(metric: place, weight: $0) } }
      }
      guard let keys = yaml.mapping(body, accepting: ["weight"] + Self.transforms) else { return nil }
      let transform = transform(keys, of: body, metrics.metric(named: name)?.dimension ?? .number)
      guard let weight = yaml.required("weight", in: keys, of: body) else { return nil }
      if weight.isMapping {
        let byKind = byKind(weight)
        return place.flatMap { place in
          byKind.map { PolicyModel.MetricWeight(metric: place, byKind: $0, transform: transform) }
        }
      }
      let number = yaml.quantity(weight, aboveZero: true)
      return place.flatMap { place in
        number.map { PolicyModel.MetricWeight(metric: place, weight: $0, transform: transform) }
      }
    }
  }

  private func transform(
    _ keys: [String: YAMLValue], of body: YAMLValue, _ dimension: Metric.Dimension
  ) -> MetricTransform {
    let named = Self.transforms.filter { keys[$0] != nil }
    guard let name = named.first, let value = keys[name] else { return .linear }
    if named.count > 1 { yaml.faults.add(.needsOneOf(Self.transforms), at: body.position) }
    switch name {
    case "power":
      guard let exponent = yaml.quantity(value, aboveZero: true) else { return .linear }
      let most = MetricTransform.largestExponent
      if exponent.doubleValue > most.doubleValue {
        yaml.faults.add(.outOfRange(value.excerpt, least: "0", most: most.description), at: value.position)
      }
      return .power(exponent)
    case "logarithm":
      guard let unit = yaml.amount(value, of: dimension, aboveZero: true) else { return .linear }
      return .logarithm(unit: unit)
    default: return bands(value, dimension)
    }
  }

  private func bands(_ value: YAMLValue, _ dimension: Metric.Dimension) -> MetricTransform {
    var bands: [MetricTransform.Band] = []
    for (key, body) in yaml.entries(value) ?? [] {
      let score = yaml.quantity(body)
      guard let from = yaml.amount(key, of: dimension, at: body.position), let score else { continue }
      if bands.isEmpty ? from != .zero : !(bands.last.map { $0.from.doubleValue < from.doubleValue } ?? true) {
        yaml.faults.add(.outOfOrder(key), at: body.position)
      }
      bands.append(MetricTransform.Band(from: from, score: score))
    }
    if bands.isEmpty, value.isMapping {
      yaml.faults.add(.wrongValue(value.excerpt, expected: .mapping), at: value.position)
    }
    return .bands(bands)
  }
}
