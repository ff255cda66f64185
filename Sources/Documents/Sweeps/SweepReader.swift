// SPDX-License-Identifier: GPL-3.0-or-later

internal import Staffing

/// Reads what a sweep varies, and how its cases are chosen.
struct SweepReader {
  let yaml: YAMLReader
  let scenario: Scenario

  /// The columns that the table of cases has beside the parameters.
  static let reservedNames: Set<String> = [
    "case", "outcome", "town", "kind", "group", "pool", "quota_today", "need", "quota_planned", "change",
    "growth_percent",
  ]

  func sweep(_ value: YAMLValue) -> Sweep? {
    guard let keys = yaml.mapping(value, accepting: ["title", "parameters", "design"]) else { return nil }
    let title = keys["title"].flatMap(yaml.text)
    let parameters = yaml.required("parameters", in: keys, of: value).flatMap(parameters)
    let design = yaml.required("design", in: keys, of: value)
    guard let chosen = design.flatMap(self.design), let design, let parameters else { return nil }
    let sweep = Sweep(title: title, parameters: parameters, design: chosen)
    // What is wrong with a parameter has been told; how many cases the rest would make is of no interest.
    if yaml.faults.isEmpty, sweep.caseCount == nil {
      yaml.faults.add(.tooManyCases(most: Sweep.mostCases), at: design.position)
    }
    return sweep
  }

  // MARK: Parameters

  private func parameters(_ value: YAMLValue) -> [SweepParameter]? {
    guard let entries = yaml.entries(value) else { return nil }
    if entries.isEmpty { yaml.faults.add(.wrongValue(value.excerpt, expected: .mapping), at: value.position) }
    var subjects: Set<SweepParameter.Subject> = []
    return entries.compactMap { name, body in
      if !ScenarioFolder.isName(name) { yaml.faults.add(.badName(name), at: body.position) }
      if Self.reservedNames.contains(name) {
        yaml.faults.add(.reservedName(name), at: body.position)
      }
      guard let parameter = parameter(name, body) else { return nil }
      // The second would undo the first.
      if !subjects.insert(parameter.subject).inserted { yaml.faults.add(.noEffect(name), at: body.position) }
      return parameter
    }
  }

  private static let subjects = ["weight", "total", "floor", "cap", "pin", "growth"]

  private func parameter(_ name: String, _ value: YAMLValue) -> SweepParameter? {
    let before = yaml.faults.faults.count
    guard
      let keys = yaml.mapping(value, accepting: Self.subjects + ["title", "values", "from", "to", "steps"])
    else { return nil }
    let named = Self.subjects.filter { keys[$0] != nil }
    guard let sort = named.first, named.count == 1, let body = keys[sort] else {
      // A slip in the key has been named already.
      if named.count > 1 || yaml.faults.faults.count == before {
        yaml.faults.add(.needsOneOf(Self.subjects), at: value.position)
      }
      return nil
    }
    let title = keys["title"].flatMap(yaml.text)
    let subject = subject(sort, body)
    // Their numbers are checked by the sort alone, so that a wrong name hides no wrong number.
    guard let values = values(keys, of: value, sort), let subject else { return nil }
    return SweepParameter(name: name, title: title, subject: subject, values: stepped(values, keys, subject))
  }

  private func subject(_ sort: String, _ body: YAMLValue) -> SweepParameter.Subject? {
    switch sort {
    case "weight":
      let weighted = Set(scenario.model.parts.flatMap(\.weights).map(\.metric))
      return metric(body, among: weighted.sorted()).map { .weight(metric: $0) }
    case "growth":
      guard let metric = metric(body, among: Array(scenario.metrics.indices)) else { return nil }
      // No need and no rule depends on it.
      if !scenario.looks(at: metric) { yaml.faults.add(.noEffect(scenario.metrics[metric].id), at: body.position) }
      return .growth(metric: metric)
    case "total":
      return yaml.name(body, of: .pool, among: scenario.pools.enumerated().map { ($1.id, $0) }).map {
        .total(pool: $0)
      }
    default: return rule(sort, body).map { .posts(rule: $0) }
    }
  }

  private func metric(_ body: YAMLValue, among places: [Int]) -> Int? {
    yaml.name(body, of: .metric, among: places.map { (scenario.metrics[$0].id, $0) })
  }

  /// A floor, cap or pin that states a number of posts: by the line that it stands on, as `scenario.yaml:14`, by its place
  /// among the rules, from 1, or by a pool that only one of its sort is for.
  private func rule(_ sort: String, _ body: YAMLValue) -> Int? {
    guard let text = yaml.text(body) else { return nil }
    let known = scenario.rules.indices.filter { place in
      let rule = scenario.rules[place]
      switch (sort, rule.requirement) {
      case ("floor", .floor), ("cap", .cap), ("pin", .pin): return rule.statedPosts != nil
      default: return false
      }
    }
    if let place = known.first(where: { scenario.rules[$0].reference == text || "\($0 + 1)" == text }) { return place }
    if let pool = scenario.pools.firstIndex(where: { $0.id == text }) {
      let own = known.filter { scenario.rules[$0].scope.covers(pool: pool) }
      if own.count == 1 { return own.first }
      if own.count > 1 {
        yaml.faults.add(
          .ambiguousName(text, of: .rule, paths: own.map { scenario.rules[$0].reference }), at: body.position)
        return nil
      }
    }
    yaml.unknown(text, of: .rule, among: known.map { scenario.rules[$0].reference }, at: body.position)
    return nil
  }

  // MARK: Values

  private func values(_ keys: [String: YAMLValue], of value: YAMLValue, _ sort: String) -> SweepParameter.Values? {
    if let list = keys["values"] {
      for key in ["from", "to", "steps"] {
        if let extra = keys[key] { yaml.faults.add(.noEffect(key), at: extra.position) }
      }
      guard let items = yaml.list(list) else { return nil }
      if items.isEmpty { yaml.faults.add(.wrongValue(list.excerpt, expected: .someItems), at: list.position) }
      var seen: Set<Quantity> = []
      let values = items.compactMap { item in
        let value = number(item, sort)
        // Twice the same case would count twice.
        if let value, !seen.insert(value).inserted { yaml.faults.add(.listedTwice(item.excerpt), at: item.position) }
        return value
      }
      return values.isEmpty ? nil : .listed(values)
    }
    guard keys["from"] != nil || keys["to"] != nil else {
      yaml.faults.add(.needsOneOf(["values", "from"]), at: value.position)
      return nil
    }
    let from = yaml.required("from", in: keys, of: value).flatMap { number($0, sort) }
    let end = yaml.required("to", in: keys, of: value)
    guard let to = end.flatMap({ number($0, sort) }), let from, let end else { return nil }
    guard from.doubleValue < to.doubleValue else {
      yaml.faults.add(.notAbove(end.excerpt, least: from.description), at: end.position)
      return nil
    }
    return .range(from, to)
  }

  /// A range of so many steps is a list.
  private func stepped(
    _ values: SweepParameter.Values, _ keys: [String: YAMLValue], _ subject: SweepParameter.Subject
  ) -> SweepParameter.Values {
    guard let value = keys["steps"], case .range(let from, let to) = values, let count = yaml.count(value) else {
      return values
    }
    let most = min(Sweep.mostCases, SweepParameter.steps(Sweep.mostCases, from: from, to: to, of: subject).count)
    guard (2...most).contains(count) else {
      yaml.faults.add(.outOfRange(value.excerpt, least: "2", most: String(most)), at: value.position)
      return values
    }
    return .listed(SweepParameter.steps(count, from: from, to: to, of: subject))
  }

  /// A number that a sort of parameter can have.
  private func number(_ value: YAMLValue, _ sort: String) -> Quantity? {
    switch sort {
    case "total", "floor", "cap", "pin": return yaml.count(value).map { Quantity($0) }
    case "weight":
      guard let weight = yaml.quantity(value, aboveZero: false) else { return nil }
      return isFine(weight, value) ? weight : nil
    default:
      var text = value.text ?? ""
      if let last = text.last, "%％".contains(last) { text = String(text.dropLast()).trimmingBlanks }
      guard let percent = Numeral.quantity(text), percent.doubleValue > -100, percent.doubleValue <= 100_000 else {
        yaml.faults.add(.wrongValue(value.excerpt, expected: .growth), at: value.position)
        return nil
      }
      return isFine(percent, value) ? percent : nil
    }
  }

  /// Whether a number has no finer steps than a sweep makes.
  private func isFine(_ number: Quantity, _ value: YAMLValue) -> Bool {
    if number.exponent >= SweepParameter.Subject.weight(metric: 0).stepExponent { return true }
    yaml.faults.add(.wrongValue(value.excerpt, expected: .sixDecimals), at: value.position)
    return false
  }

  // MARK: Designs

  private func design(_ value: YAMLValue) -> Sweep.Design? {
    switch value.text {
    case "grid": return .grid
    case "one_at_a_time": return .oneAtATime
    default: break
    }
    let drawn = ["latin_hypercube", "monte_carlo"]
    guard value.isMapping else {
      yaml.faults.add(.wrongValue(value.excerpt, expected: .design), at: value.position)
      return nil
    }
    let before = yaml.faults.faults.count
    guard let keys = yaml.mapping(value, accepting: drawn) else { return nil }
    guard keys.count == 1, let (name, body) = keys.first else {
      if keys.count > 1 || yaml.faults.faults.count == before {
        yaml.faults.add(.needsOneOf(drawn), at: value.position)
      }
      return nil
    }
    guard let settings = yaml.mapping(body, accepting: ["cases", "seed"]) else { return nil }
    let cases = yaml.required("cases", in: settings, of: body).flatMap(caseCount)
    let seed = yaml.required("seed", in: settings, of: body).flatMap(yaml.count)
    guard let cases, let seed else { return nil }
    let number = UInt64(seed)
    return name == "monte_carlo"
      ? .monteCarlo(cases: cases, seed: number) : .latinHypercube(cases: cases, seed: number)
  }

  private func caseCount(_ value: YAMLValue) -> Int? {
    guard let count = yaml.count(value) else { return nil }
    if (1...Sweep.mostCases).contains(count) { return count }
    yaml.faults.add(.outOfRange(value.excerpt, least: "1", most: String(Sweep.mostCases)), at: value.position)
    return nil
  }
}
