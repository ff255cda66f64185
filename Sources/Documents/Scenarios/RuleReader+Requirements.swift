// SPDX-License-Identifier: GPL-3.0-or-later

internal import Staffing

extension RuleReader {
  /// Posts: a number, the name of a figure that the town has today, or a formula over metrics.
  func amount(_ value: YAMLValue) -> PostAmount? {
    if value.isMapping { return formula(value) }
    switch value.text {
    case "quota": return .quotaToday
    case "staff": return .staffToday
    case "staff_after_retirements": return .staffAfterRetirements
    case let text? where Numeral.quantity(text) == nil:
      yaml.faults.add(.wrongValue(value.excerpt, expected: .postAmount), at: value.position)
      return nil
    default: return yaml.count(value).map { .posts($0) }
    }
  }

  /// `{base: 5, resident_population: {posts: 1, per: 10000}}`.
  private func formula(_ value: YAMLValue) -> PostAmount? {
    guard let entries = yaml.entries(value) else { return nil }
    var base = Quantity.zero
    var rates: [PostAmount.MetricRate] = []
    for (key, body) in entries {
      if key == "base" {
        base = yaml.quantity(body) ?? .zero
        continue
      }
      guard let metric = metrics.firstIndex(where: { $0.id == key }) else {
        yaml.unknown(key, of: .metric, among: ["base"] + metrics.map(\.id), at: body.position)
        continue
      }
      guard let keys = yaml.mapping(body, accepting: ["posts", "per"]) else { continue }
      let posts = yaml.required("posts", in: keys, of: body).flatMap { yaml.quantity($0) }
      let per = yaml.required("per", in: keys, of: body).flatMap { yaml.quantity($0, aboveZero: true) }
      if let posts, let per { rates.append(PostAmount.MetricRate(metric: metric, posts: posts, per: per)) }
    }
    if entries.isEmpty { yaml.faults.add(.wrongValue(value.excerpt, expected: .postAmount), at: value.position) }
    return .formula(base: base, rates: rates)
  }

  /// `{pool: administrative, from: 20, to: 35}`, in percent of the town's posts.
  func mix(_ value: YAMLValue) -> Rule.Requirement? {
    guard let keys = yaml.mapping(value, accepting: ["pool", "from", "to"]) else { return nil }
    let pool = yaml.required("pool", in: keys, of: value).flatMap { body in
      yaml.name(body, of: .pool, among: pools.enumerated().map { ($1.id, $0) })
    }
    if keys["from"] == nil && keys["to"] == nil { yaml.faults.add(.needsSomeOf(["from", "to"]), at: value.position) }
    let from = keys["from"].flatMap { percent($0, atMost: Quantity(100)) }
    let to = keys["to"].flatMap { percent($0, atMost: Quantity(100)) }
    if let from, let to, from.doubleValue > to.doubleValue, let body = keys["to"] {
      yaml.faults.add(.outOfRange(body.excerpt, least: from.description, most: "100"), at: body.position)
    }
    return pool.map { .mix(pool: $0, from: from, to: to) }
  }

  private func percent(_ value: YAMLValue, atMost most: Quantity) -> Quantity? {
    guard let percent = yaml.quantity(value) else { return nil }
    if percent.doubleValue > most.doubleValue {
      yaml.faults.add(.outOfRange(value.excerpt, least: "0", most: most.description), at: value.position)
    }
    return percent
  }

  /// `[resident_population, area]`, or the same under `metrics` with a `price`.
  func noInversion(_ value: YAMLValue) -> Rule.Requirement? {
    guard value.isMapping else { return metricPlaces(value).map { .noInversion(metrics: $0, price: nil) } }
    guard let keys = yaml.mapping(value, accepting: ["metrics", "price"]) else { return nil }
    let price = keys["price"].flatMap { yaml.quantity($0, aboveZero: true) }
    return yaml.required("metrics", in: keys, of: value).flatMap(metricPlaces).map {
      .noInversion(metrics: $0, price: price)
    }
  }

  private func metricPlaces(_ value: YAMLValue) -> [Int]? {
    guard let items = yaml.list(value) else { return nil }
    if items.isEmpty { yaml.faults.add(.wrongValue(value.excerpt, expected: .list), at: value.position) }
    var places: [Int] = []
    for item in items {
      guard let place = yaml.name(item, of: .metric, among: metrics.enumerated().map { ($1.id, $0) }) else { continue }
      if places.contains(place) { yaml.faults.add(.duplicateName(metrics[place].id, of: .metric), at: item.position) }
      places.append(place)
    }
    return places
  }

  /// A number of posts, or `{within: county, price: 2}`.
  func moves(_ value: YAMLValue) -> Rule.Requirement? {
    guard value.isMapping else { return yaml.count(value).map { .moves(most: $0) } }
    guard let keys = yaml.mapping(value, accepting: ["within", "price"]) else { return nil }
    let price = keys["price"].flatMap { yaml.quantity($0, aboveZero: true) }
    let level = yaml.required("within", in: keys, of: value).flatMap { body in
      yaml.name(body, of: .level, among: levels.enumerated().map { ($1, $0) })
    }
    return level.map { .movesWithin(level: $0, price: price) }
  }
}
