// SPDX-License-Identifier: GPL-3.0-or-later

internal import Staffing

/// Regression norms.
extension ModelReader {
  private static let figures: [(String, RegressionNorm.Figure)] = [
    // Rules say today for today's quota as well.
    ("today", .quota), ("quota", .quota), ("staff", .staff),
  ]

  func norm(_ value: YAMLValue) -> RegressionNorm? {
    let isFitted = (yaml.entries(value) ?? []).contains { $0.key == "fit" }
    // What is fitted is not stated as well.
    let accepted = isFitted ? ["form", "fit", "metrics"] : ["form", "coefficients", "constant"]
    guard value.isMapping, let keys = yaml.mapping(value, accepting: accepted) else { return nil }
    let forms = RegressionNorm.Form.allCases.map { ($0.rawValue, $0) }
    let form = keys["form"].map { yaml.name($0, of: .choice, among: forms) } ?? .linear
    return isFitted ? fitted(form, keys, of: value) : stated(form, keys, of: value)
  }

  /// `coefficients: {resident_population: 1.8 / 千人}` and `constant: 12.5`.
  private func stated(
    _ form: RegressionNorm.Form?, _ keys: [String: YAMLValue], of value: YAMLValue
  ) -> RegressionNorm? {
    let constant = yaml.required("constant", in: keys, of: value).flatMap(yaml.signed)
    guard let body = yaml.required("coefficients", in: keys, of: value), let entries = yaml.entries(body) else {
      return nil
    }
    if entries.isEmpty { yaml.faults.add(.wrongValue(body.excerpt, expected: .mapping), at: body.position) }
    var terms: [RegressionNorm.Term] = []
    var coefficients: [Quantity] = []
    for (name, rate) in entries {
      let place = metrics.place(of: name, at: rate.position)
      guard let metric = metrics.metric(named: name), let rate = yaml.rate(rate, of: metric.dimension), let place
      else { continue }
      terms.append(RegressionNorm.Term(metric: place, unit: rate.unit))
      coefficients.append(rate.amount)
    }
    guard let form, let constant else { return nil }
    return RegressionNorm(form: form, terms: terms, coefficients: .stated(coefficients, constant: constant))
  }

  /// `fit: today` and `metrics: [resident_population, area]`.
  private func fitted(
    _ form: RegressionNorm.Form?, _ keys: [String: YAMLValue], of value: YAMLValue
  ) -> RegressionNorm? {
    let figure = keys["fit"].flatMap { yaml.name($0, of: .choice, among: Self.figures) }
    guard let body = yaml.required("metrics", in: keys, of: value), let names = yaml.list(body) else { return nil }
    if names.isEmpty { yaml.faults.add(.wrongValue(body.excerpt, expected: .list), at: body.position) }
    var seen: Set<String> = []
    let terms = names.compactMap { item -> RegressionNorm.Term? in
      guard let name = yaml.text(item) else { return nil }
      if !seen.insert(name).inserted { yaml.faults.add(.duplicateName(name, of: .metric), at: item.position) }
      // Thousands of people, so that the coefficients are numbers to talk about.
      let unit = metrics.metric(named: name)?.dimension == .people ? Quantity(1000) : Quantity(1)
      return metrics.place(of: name, at: item.position).map { RegressionNorm.Term(metric: $0, unit: unit) }
    }
    guard let form, let figure else { return nil }
    return RegressionNorm(form: form, terms: terms, coefficients: .fitted(to: figure))
  }
}
