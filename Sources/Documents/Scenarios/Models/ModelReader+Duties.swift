// SPDX-License-Identifier: GPL-3.0-or-later

internal import Staffing

/// Responsibility lists.
extension ModelReader {
  private static let columns = [
    RecordColumn("duty", "事项", "履职事项", isRequired: true), RecordColumn("responsibility", "责任", isRequired: true),
    RecordColumn("frequency", "频次", "每年次数", isRequired: true), RecordColumn("hours", "工时", "每次工时", isRequired: true),
    RecordColumn("held_by", "承担", "承担层级"), RecordColumn("kinds", "适用类别"),
  ]

  private static let responsibilities: [(String, DutyList.Responsibility)] = [
    ("lead", .lead), ("supporting", .supporting), ("主体", .lead), ("配合", .supporting), ("主体责任", .lead),
    ("配合责任", .supporting),
  ]
  private static let holders: [(String, DutyList.Holder)] = [
    ("town", .town), ("above", .above), ("镇街", .town), ("上级", .above),
  ]

  func duties(_ value: YAMLValue) -> DutyList? {
    guard let keys = yaml.mapping(value, accepting: ["working_time", "supporting", "list"]) else { return nil }
    let time = yaml.required("working_time", in: keys, of: value).flatMap(workingTime)
    let before = yaml.faults.faults.count
    let supporting = keys["supporting"].flatMap(yaml.fraction)
    let duties = yaml.required("list", in: keys, of: value).flatMap(listed)
    guard let time, let duties else { return nil }
    // A weight for what there is none of; a duty that could not be read may be of that sort.
    if let place = keys["supporting"]?.position, yaml.faults.faults.count == before,
      !duties.contains(where: { $0.responsibility == .supporting })
    {
      yaml.faults.add(.noEffect("supporting"), at: place)
    }
    return DutyList(time: time, supporting: supporting, duties: duties)
  }

  private func listed(_ value: YAMLValue) -> [DutyList.Duty]? {
    var seen: Set<String> = []
    return records.records(value, Self.columns)?.compactMap { record in
      let title = record["duty"].flatMap(yaml.text)
      let responsibility = record["responsibility"].flatMap { yaml.name($0, of: .choice, among: Self.responsibilities) }
      let frequency = record["frequency"].flatMap(volume)
      let hours = record["hours"].flatMap { yaml.quantity($0) }
      let holder = record["held_by"].map { yaml.name($0, of: .choice, among: Self.holders) } ?? .town
      let kinds = record["kinds"].flatMap(kindSet)
      if let title, !seen.insert(title).inserted {
        yaml.faults.add(.duplicateName(title, of: .duty), at: record["duty"]?.position ?? record.position)
      }
      guard let title, let responsibility, let frequency, let hours, let holder else { return nil }
      return DutyList.Duty(
        title: title, responsibility: responsibility, frequency: frequency, hours: hours, holder: holder, kinds: kinds)
    }
  }
}
