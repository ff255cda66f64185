// SPDX-License-Identifier: GPL-3.0-or-later

internal import Staffing

/// Composite indices.
extension ModelReader {
  private static let columns = [
    RecordColumn("class", "类别", "档次", isRequired: true), RecordColumn("from", "下限", isRequired: true),
    RecordColumn("posts", "编制", "名额", isRequired: true),
  ]

  func index(_ value: YAMLValue) -> CompositeIndex? {
    guard let keys = yaml.mapping(value, accepting: ["metrics", "reference", "classes"]) else { return nil }
    let weights = yaml.required("metrics", in: keys, of: value).flatMap(weights)
    let reference = yaml.required("reference", in: keys, of: value)
    let grades = yaml.required("classes", in: keys, of: value).flatMap(grades)
    guard let weights, let reference, let grades else { return nil }
    let references = references(reference, weights)
    return CompositeIndex(
      items: weights.compactMap { weight in
        references[weight.metric].map { CompositeIndex.Item(weight: weight, reference: $0) }
      }, grades: grades)
  }

  /// One reference for all metrics, or one each.
  private func references(
    _ value: YAMLValue, _ weights: [PolicyModel.MetricWeight]
  ) -> [Int: CompositeIndex.Reference] {
    var references: [Int: CompositeIndex.Reference] = [:]
    guard value.isMapping else {
      for weight in weights { references[weight.metric] = reference(value, weight) }
      return references
    }
    let names = weights.map { metrics.metric(at: $0.metric).id }
    for (name, body) in yaml.entries(value) ?? [] {
      guard let place = names.firstIndex(of: name) else {
        yaml.faults.add(
          .unknownKey(name, nearest: Nearest.name(to: name, among: names), accepted: names), at: body.position)
        continue
      }
      references[weights[place].metric] = reference(body, weights[place])
    }
    for (name, weight) in zip(names, weights) where references[weight.metric] == nil {
      if !(yaml.entries(value) ?? []).contains(where: { $0.key == name }) {
        yaml.faults.add(.missingKey(name), at: value.position)
      }
    }
    return references
  }

  private func reference(_ value: YAMLValue, _ weight: PolicyModel.MetricWeight) -> CompositeIndex.Reference? {
    if value.text == "mean" { return .mean }
    // A score of a transform has no unit.
    let dimension = weight.transform == .linear ? metrics.metric(at: weight.metric).dimension : .number
    return yaml.amount(value, of: dimension, aboveZero: true).map { .stated($0) }
  }

  private func grades(_ value: YAMLValue) -> [CompositeIndex.Grade]? {
    var last: Quantity?
    return records.records(value, Self.columns)?.compactMap { record in
      let title = record["class"].flatMap(yaml.text)
      let from = record["from"].flatMap { yaml.quantity($0) }
      let posts = record["posts"].flatMap { yaml.quantity($0) }
      guard let title, let from, let posts else { return nil }
      if last.map({ from.doubleValue <= $0.doubleValue }) ?? (from != .zero) {
        yaml.faults.add(.outOfOrder(from.description), at: record.position)
      }
      last = from
      return CompositeIndex.Grade(title: title, from: from, posts: posts)
    }
  }
}
