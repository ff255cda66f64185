// SPDX-License-Identifier: GPL-3.0-or-later

internal import Staffing

/// Reads the rules of a scenario once its towns are known, so that a rule for nobody is a fault.
struct RuleReader {
  let yaml: YAMLReader
  let pools: [Pool]
  let levels: [String]
  /// The metrics that there are columns for, by their places in the scenario.
  let metrics: [Metric]
  let kinds: [String]
  let towns: [Town]

  private static let requirements = [
    "floor", "cap", "pin", "change", "total", "town_total", "mix", "no_inversion", "moves",
  ]

  /// The keys by which a requirement can be narrowed.
  private static func scopes(of requirement: String, _ body: YAMLValue) -> [String] {
    switch requirement {
    case "total": body.isMapping ? ["pools", "within"] : ["pools", "groups", "within"]
    case "town_total", "mix": ["kinds", "groups", "towns"]
    case "moves": ["pools", "groups"] + (body.isMapping ? [] : ["kinds", "towns"])
    default: ["pools", "kinds", "groups", "towns"]
    }
  }

  func rules(_ value: YAMLValue) -> [Rule] {
    (yaml.list(value) ?? []).compactMap(rule)
  }

  private func rule(_ value: YAMLValue) -> Rule? {
    let scopes = ["pools", "kinds", "groups", "towns", "within"]
    let before = yaml.faults.faults.count
    guard let keys = yaml.mapping(value, accepting: Self.requirements + scopes + ["because", "priority"]) else {
      return nil
    }
    let named = Self.requirements.filter { keys[$0] != nil }
    guard let name = named.first, named.count == 1, let body = keys[name] else {
      // A slip in the key has been named already.
      if named.count > 1 || yaml.faults.faults.count == before {
        yaml.faults.add(.needsOneOf(Self.requirements), at: value.position)
      }
      return nil
    }
    let because = keys["because"].flatMap(yaml.text)
    // What would not narrow the rule must not look as if it did.
    let accepted = [name] + Self.scopes(of: name, body) + ["because", "priority"]
    for key in scopes where !accepted.contains(key) {
      if let value = keys[key] {
        yaml.faults.add(.unknownKey(key, nearest: nil, accepted: accepted), at: value.position)
      }
    }
    let scope = Rule.Scope(
      pools: keys["pools"].flatMap(places), kinds: keys["kinds"].flatMap(kindSet),
      groups: keys["groups"].flatMap(groupSet), towns: keys["towns"].flatMap(townSet))
    guard let requirement = requirement(name, body, keys, of: value) else { return nil }
    return Rule(
      requirement, scope: scope, because: because, priority: keys["priority"].flatMap(yaml.count),
      reference: value.reference)
  }

  private func requirement(
    _ name: String, _ body: YAMLValue, _ keys: [String: YAMLValue], of rule: YAMLValue
  ) -> Rule.Requirement? {
    switch name {
    case "floor": return amount(body).map { .floor($0) }
    case "cap": return amount(body).map { .cap($0) }
    case "pin": return amount(body).map { .pin($0) }
    case "change": return change(body)
    case "mix": return mix(body)
    case "no_inversion": return noInversion(body)
    case "moves": return moves(body)
    case "total":
      guard let within = yaml.required("within", in: keys, of: rule),
        let level = yaml.name(within, of: .level, among: levels.enumerated().map { ($1, $0) })
      else { return nil }
      return groupTotals(body, level)
    default:
      switch body.text {
      case "today": return .townTotals(.asToday)
      case "column": return .townTotals(.column)
      default:
        yaml.faults.add(.wrongValue(body.excerpt, expected: .townTotals), at: body.position)
        return nil
      }
    }
  }

  private func change(_ body: YAMLValue) -> Rule.Requirement? {
    guard let keys = yaml.mapping(body, accepting: ["posts", "percent"]) else { return nil }
    if keys.isEmpty { yaml.faults.add(.needsSomeOf(["posts", "percent"]), at: body.position) }
    let posts = keys["posts"].flatMap(yaml.count)
    let percent = keys["percent"].flatMap { yaml.quantity($0) }
    return posts == nil && percent == nil ? nil : .change(posts: posts, percent: percent)
  }

  private func groupTotals(_ body: YAMLValue, _ level: Int) -> Rule.Requirement? {
    if body.text == "today" { return .groupTotals(level: level, .asToday) }
    guard body.isMapping, let entries = yaml.entries(body) else {
      yaml.faults.add(.wrongValue(body.excerpt, expected: .groupTotals), at: body.position)
      return nil
    }
    let known = groups(atLevel: level)
    var totals: [[String]: Rule.GroupTotal] = [:]
    for (name, amount) in entries {
      guard let path = find(name, in: known, at: amount.position) else { continue }
      if totals[path] != nil { yaml.faults.add(.duplicateName(name, of: .group), at: amount.position) }
      totals[path] = groupTotal(amount)
    }
    return .groupTotals(level: level, .given(totals))
  }

  private func groups(atLevel level: Int) -> [[String]] {
    var seen = Set<[String]>()
    return towns.filter { $0.group.count > level }.map { Array($0.group.prefix(level + 1)) }
      .filter { seen.insert($0).inserted }
  }

  /// A group by its whole path, `浙江省/杭州市`, or by its own name where only one group has it; else a fault.
  private func find(_ name: String, in groups: [[String]], at position: Position) -> [String]? {
    if let whole = groups.first(where: { $0.joined(separator: "/") == name }) { return whole }
    let last = groups.filter { $0.last == name }
    if last.count > 1 {
      let paths = last.map { $0.joined(separator: "/") }
      yaml.faults.add(.ambiguousName(name, of: .group, paths: paths), at: position)
    } else if last.isEmpty {
      yaml.unknown(name, of: .group, among: groups.map { $0.joined(separator: "/") }, at: position)
    }
    return last.count == 1 ? last.first : nil
  }

  /// Posts, or percent of the pool's total, as `25%`.
  private func groupTotal(_ value: YAMLValue) -> Rule.GroupTotal? {
    guard let text = value.text, let last = text.last, "%％".contains(last) else {
      return yaml.count(value).map { .posts($0) }
    }
    guard let percent = Numeral.quantity(String(text.dropLast())), !percent.isNegative, percent.doubleValue <= 100
    else {
      yaml.faults.add(.wrongValue(value.excerpt, expected: .percent), at: value.position)
      return nil
    }
    return .percent(percent)
  }

  private func places(_ value: YAMLValue) -> [Int]? {
    yaml.list(value)?.compactMap { item in
      yaml.name(item, of: .pool, among: pools.enumerated().map { ($1.id, $0) })
    }
  }

  func kindSet(_ value: YAMLValue) -> Set<Town.Kind>? {
    yaml.list(value).map { items in
      Set(
        items.compactMap { item in
          // Chinese names are understood where the towns file may have them; others are told by the files' own.
          let known = item.text.flatMap { TownsReader.chineseKinds[$0] }.flatMap { kinds.contains($0) ? $0 : nil }
          return known.map { Town.Kind(rawValue: $0) }
            ?? yaml.name(item, of: .kind, among: kinds.map { ($0, Town.Kind(rawValue: $0)) })
        })
    }
  }

  func groupSet(_ value: YAMLValue) -> Set<[String]>? {
    let known = levels.indices.flatMap(groups(atLevel:))
    return yaml.list(value).map { items in
      Set(
        items.compactMap { item -> [String]? in
          guard let name = yaml.text(item) else { return nil }
          return find(name, in: known, at: item.position)
        })
    }
  }

  func townSet(_ value: YAMLValue) -> Set<String>? {
    let names = Set(towns.flatMap { [$0.name, ($0.group + [$0.name]).joined(separator: "/")] })
    return yaml.list(value).map { items in
      Set(
        items.compactMap { item -> String? in
          guard let name = yaml.text(item) else { return nil }
          if !names.contains(name) { yaml.unknown(name, of: .town, among: names.sorted(), at: item.position) }
          return name
        })
    }
  }
}
