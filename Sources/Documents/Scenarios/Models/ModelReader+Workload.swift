// SPDX-License-Identifier: GPL-3.0-or-later

internal import Staffing

/// Workloads by WISN, and the working time that they have in common with duties.
extension ModelReader {
  private static let activityColumns = [
    RecordColumn("activity", "工作", "业务", isRequired: true), RecordColumn("volume", "数量", "业务量", isRequired: true),
    RecordColumn("hours", "单位工时", "每次工时", isRequired: true),
  ]
  private static let allowanceColumns = [
    RecordColumn("allowance", "工作", "业务", isRequired: true), RecordColumn("hours", "每人每年工时", "工时", isRequired: true),
    RecordColumn("staff", "人数", isRequired: true),
  ]

  func workload(_ value: YAMLValue) -> Workload? {
    let accepted = ["working_time", "activities", "category_allowances", "individual_allowances"]
    guard let keys = yaml.mapping(value, accepting: accepted) else { return nil }
    let time = yaml.required("working_time", in: keys, of: value).flatMap(workingTime)
    let activities = yaml.required("activities", in: keys, of: value).flatMap(activities)
    let category = keys["category_allowances"].map(categoryAllowances) ?? []
    let individual = keys["individual_allowances"].map(individualAllowances) ?? []
    guard let time, let activities else { return nil }
    let workload = Workload(
      time: time, activities: activities, categoryAllowances: category, individualAllowances: individual)
    if !workload.leavesTime, let place = keys["category_allowances"]?.position {
      yaml.faults.add(.scenario(.part("", .allowancesTooLarge)), at: place)
    }
    return workload
  }

  /// `{days: 260, absences: {公休: 13, 年休: 18}, hours: 8}`.
  func workingTime(_ value: YAMLValue) -> WorkingTime? {
    guard let keys = yaml.mapping(value, accepting: ["days", "absences", "hours"]) else { return nil }
    let days = yaml.required("days", in: keys, of: value).flatMap { amount($0, most: 366) }
    let hours = yaml.required("hours", in: keys, of: value).flatMap { amount($0, most: 24) }
    let absences = (keys["absences"].flatMap(yaml.entries) ?? []).compactMap { title, body in
      yaml.quantity(body).map { WorkingTime.Absence(title: title, days: $0) }
    }
    guard let days, let hours else { return nil }
    let time = WorkingTime(days: days, absences: absences, hoursADay: hours)
    if !(time.availableHours > 0) { yaml.faults.add(.scenario(.part("", .noWorkingTime)), at: value.position) }
    return time
  }

  private func amount(_ value: YAMLValue, most: Int) -> Quantity? {
    guard let amount = yaml.quantity(value, aboveZero: true) else { return nil }
    if amount.doubleValue > Double(most) {
      yaml.faults.add(.outOfRange(value.excerpt, least: "0", most: "\(most)"), at: value.position)
    }
    return amount
  }

  /// A number for every town, or the name of a metric that the towns have a column of.
  func volume(_ value: YAMLValue) -> Volume? {
    guard let text = yaml.text(value) else { return nil }
    if Numeral.quantity(text) != nil { return yaml.quantity(value).map { .stated($0) } }
    return metrics.place(of: text, at: value.position).map { .metric($0) }
  }

  private func activities(_ value: YAMLValue) -> [Workload.Activity]? {
    records.records(value, Self.activityColumns)?.compactMap { record in
      let title = record["activity"].flatMap(yaml.text)
      let volume = record["volume"].flatMap(volume)
      let hours = record["hours"].flatMap { yaml.quantity($0) }
      guard let title, let volume, let hours else { return nil }
      return Workload.Activity(title: title, volume: volume, hours: hours)
    }
  }

  private func categoryAllowances(_ value: YAMLValue) -> [Workload.CategoryAllowance] {
    (yaml.entries(value) ?? []).compactMap { title, body in
      yaml.fraction(body).map { Workload.CategoryAllowance(title: title, fraction: $0) }
    }
  }

  private func individualAllowances(_ value: YAMLValue) -> [Workload.IndividualAllowance] {
    (records.records(value, Self.allowanceColumns) ?? []).compactMap { record in
      let title = record["allowance"].flatMap(yaml.text)
      let hours = record["hours"].flatMap { yaml.quantity($0) }
      let staff = record["staff"].flatMap { yaml.quantity($0) }
      guard let title, let hours, let staff else { return nil }
      return Workload.IndividualAllowance(title: title, hours: hours, staff: staff)
    }
  }
}
