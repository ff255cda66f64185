// SPDX-License-Identifier: GPL-3.0-or-later

internal import Staffing

/// Reads a policy model: a title and a list of parts. Each kind of part has a file of its own.
struct ModelReader {
  let yaml: YAMLReader
  let records: RecordReader
  let metrics: MetricLookup
  let pools: [Pool]
  let kinds: [String]
  let towns: [Town]
  /// The projects that the scenario lists.
  let scenario: ListedProjects

  /// What a policy model's mapping may say.
  static let keys = ["title", "source", "note", "parts"]
  static let rules = ["base", "share", "projects", "index", "workload", "duties", "norm", "given"]
  private static let common = ["title", "because", "pools", "kinds"]

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
    guard let keys = yaml.mapping(value, accepting: Self.rules + Self.common) else { return nil }
    let named = Self.rules.filter { keys[$0] != nil }
    guard let name = named.first, named.count == 1, let body = keys[name] else {
      // A slip in the key has been named already.
      if named.count > 1 || yaml.faults.faults.count == before {
        yaml.faults.add(.needsOneOf(Self.rules), at: value.position)
      }
      return nil
    }
    let pools = keys["pools"].map(reach)
    // A base that names kinds has narrowed itself down; a second narrowing would have no effect, or undo the first.
    if let kinds = keys["kinds"], name == "base", body.isMapping {
      let accepted = Self.common.filter { $0 != "kinds" }
      yaml.faults.add(.unknownKey("kinds", nearest: nil, accepted: [name] + accepted), at: kinds.position)
    }
    let kinds = keys["kinds"].flatMap(kindSet)
    guard let rule = rule(name, body) else { return nil }
    return PolicyModel.Part(
      title: keys["title"].flatMap(yaml.text), because: keys["because"].flatMap(yaml.text), pools: pools?.places,
      division: pools?.division, kinds: kinds, reference: value.reference, rule: rule)
  }

  private func rule(_ name: String, _ body: YAMLValue) -> PolicyModel.Part.Rule? {
    switch name {
    case "base": return base(body).map { .base(posts: $0) }
    case "share": return share(body).map { .share(weights: $0) }
    case "projects": return projects(body).map { .projects($0) }
    case "index": return index(body).map { .index($0) }
    case "workload": return workload(body).map { .workload($0) }
    case "duties": return duties(body).map { .duties($0) }
    case "norm": return norm(body).map { .norm($0) }
    default:
      if body.text != "columns" { yaml.faults.add(.wrongValue(body.excerpt, expected: .columns), at: body.position) }
      return .given
    }
  }

  // MARK: Pools and kinds

  /// The pools of a part: a list, or how the part is divided over them.
  private func reach(_ value: YAMLValue) -> (places: [Int]?, division: [Int: Quantity]?) {
    guard value.isMapping else { return (places(value), nil) }
    var division: [Int: Quantity] = [:]
    for (name, amount) in yaml.entries(value) ?? [] {
      guard let place = pools.firstIndex(where: { $0.id == name }) else {
        yaml.unknown(name, of: .pool, among: pools.map(\.id), at: amount.position)
        continue
      }
      division[place] = yaml.quantity(amount, aboveZero: true)
    }
    if yaml.entries(value)?.isEmpty == true {
      yaml.faults.add(.wrongValue(value.excerpt, expected: .someItems), at: value.position)
    }
    return (nil, division)
  }

  private func places(_ value: YAMLValue) -> [Int]? {
    guard let items = yaml.list(value) else { return nil }
    if items.isEmpty { yaml.faults.add(.wrongValue(value.excerpt, expected: .someItems), at: value.position) }
    return items.compactMap { item in
      yaml.name(item, of: .pool, among: pools.enumerated().map { ($1.id, $0) })
    }
  }

  /// A set of kinds: a list, or in a table one cell as `镇、街道`.
  func kindSet(_ value: YAMLValue) -> Set<Town.Kind>? {
    if let text = value.text, value.isCell {
      return Set(
        text.split { "、,，;； ".contains($0) }.compactMap { kind(named: String($0), at: value.position) })
    }
    guard let items = yaml.list(value) else { return nil }
    if items.isEmpty { yaml.faults.add(.wrongValue(value.excerpt, expected: .someItems), at: value.position) }
    return Set(items.compactMap { item in yaml.text(item).flatMap { kind(named: $0, at: item.position) } })
  }

  func kind(named name: String, at position: Position) -> Town.Kind? {
    if kinds.contains(name) { return Town.Kind(rawValue: name) }
    if let known = TownsReader.chineseKinds[name] { return Town.Kind(rawValue: known) }
    yaml.unknown(name, of: .kind, among: kinds, at: position)
    return nil
  }

  /// One amount for each kind that is named.
  func byKind(_ value: YAMLValue) -> [Town.Kind: Quantity]? {
    guard let entries = yaml.entries(value) else { return nil }
    if entries.isEmpty { yaml.faults.add(.wrongValue(value.excerpt, expected: .mapping), at: value.position) }
    var amounts: [Town.Kind: Quantity] = [:]
    for (name, amount) in entries {
      let quantity = yaml.quantity(amount)
      if let kind = kind(named: name, at: amount.position) { amounts[kind] = quantity }
    }
    return amounts
  }

  // MARK: Base

  private func base(_ value: YAMLValue) -> [Town.Kind: Quantity]? {
    guard value.text != nil else { return byKind(value) }
    // One number is for every kind alike.
    return yaml.quantity(value).map { posts in
      Dictionary(kinds.map { (Town.Kind(rawValue: $0), posts) }, uniquingKeysWith: { first, _ in first })
    }
  }
}
