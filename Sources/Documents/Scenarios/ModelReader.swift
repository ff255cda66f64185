// SPDX-License-Identifier: GPL-3.0-or-later

internal import Staffing

/// Reads a policy model: a title and a list of parts.
struct ModelReader {
  let yaml: YAMLReader
  let pools: [Pool]
  /// The metrics that there are columns for, by their places in the scenario.
  let metrics: [Metric]
  let kinds: [String]

  /// What a policy model's mapping may say.
  static let keys = ["title", "source", "note", "parts"]
  private static let rules = ["base", "share", "given"]

  /// The metrics that a model's shares name, whether known or not.
  static func metricNames(in value: YAMLValue, _ yaml: YAMLReader) -> [YAMLValue] {
    // A look ahead without faults: the model itself is read when the columns are known.
    let silent = YAMLReader(faults: FaultCollector())
    guard let parts = silent.mapping(value, accepting: keys)?["parts"].flatMap(silent.list) else { return [] }
    return parts.flatMap { part -> [YAMLValue] in
      let share = silent.entries(part)?.first { $0.key == "share" }?.value
      return (share.flatMap(silent.entries) ?? []).map(\.value)
    }
  }

  func model(_ value: YAMLValue) -> PolicyModel? {
    guard let keys = yaml.mapping(value, accepting: Self.keys) else { return nil }
    let title = yaml.required("title", in: keys, of: value).flatMap(yaml.text)
    if let source = keys["source"] { _ = yaml.text(source) }
    if let note = keys["note"] { _ = yaml.text(note) }
    guard let list = yaml.required("parts", in: keys, of: value).flatMap(yaml.list) else { return nil }
    return PolicyModel(title: title ?? "", parts: list.compactMap(part))
  }

  private func part(_ value: YAMLValue) -> PolicyModel.Part? {
    let before = yaml.faults.faults.count
    guard let keys = yaml.mapping(value, accepting: Self.rules + ["pools", "because"]) else { return nil }
    let named = Self.rules.filter { keys[$0] != nil }
    guard let name = named.first, named.count == 1, let body = keys[name] else {
      // A slip in the key has been named already.
      if named.count > 1 || yaml.faults.faults.count == before {
        yaml.faults.add(.needsOneOf(Self.rules), at: value.position)
      }
      return nil
    }
    if let because = keys["because"] { _ = yaml.text(because) }
    let pools = keys["pools"].flatMap { places($0) }
    if let list = keys["pools"], pools?.isEmpty == true {
      yaml.faults.add(.wrongValue(list.excerpt, expected: .list), at: list.position)
    }
    switch name {
    case "base": return base(body).map { PolicyModel.Part(pools: pools, rule: .base(posts: $0)) }
    case "share": return share(body).map { PolicyModel.Part(pools: pools, rule: .share(weights: $0)) }
    default:
      if body.text != "columns" { yaml.faults.add(.wrongValue(body.excerpt, expected: .columns), at: body.position) }
      return PolicyModel.Part(pools: pools, rule: .given)
    }
  }

  private func places(_ value: YAMLValue) -> [Int]? {
    yaml.list(value)?.compactMap { item in
      yaml.name(item, of: .pool, among: pools.enumerated().map { ($1.id, $0) })
    }
  }

  private func base(_ value: YAMLValue) -> [Town.Kind: Quantity]? {
    // One number is for every kind alike.
    if value.text != nil {
      return yaml.quantity(value).map { posts in
        Dictionary(kinds.map { (Town.Kind(rawValue: $0), posts) }, uniquingKeysWith: { first, _ in first })
      }
    }
    guard let entries = yaml.entries(value) else { return nil }
    var posts: [Town.Kind: Quantity] = [:]
    for (kind, amount) in entries {
      if !kinds.contains(kind) { yaml.unknown(kind, of: .kind, among: kinds, at: amount.position) }
      posts[Town.Kind(rawValue: kind)] = yaml.quantity(amount)
    }
    return posts
  }

  private func share(_ value: YAMLValue) -> [PolicyModel.MetricWeight]? {
    guard let entries = yaml.entries(value) else { return nil }
    if entries.isEmpty { yaml.faults.add(.wrongValue(value.excerpt, expected: .mapping), at: value.position) }
    return entries.compactMap { name, amount in
      let weight = yaml.quantity(amount, aboveZero: true)
      guard let place = metrics.firstIndex(where: { $0.id == name }) else { return nil }
      return weight.map { PolicyModel.MetricWeight(metric: place, weight: $0) }
    }
  }
}
