// SPDX-License-Identifier: GPL-3.0-or-later

internal import Staffing

/// The projects that a scenario lists, for a model that asks for them.
final class ListedProjects {
  /// The list; `nil` where the scenario has none.
  let list: YAMLValue?
  /// The top of the scenario.
  let top: YAMLValue
  /// Whether a part of the model asked.
  var isUsed = false

  init(list: YAMLValue?, top: YAMLValue) {
    self.list = list
    self.top = top
  }
}

/// Key projects, written out, in a table, or listed by the scenario.
extension ModelReader {
  private static let columns = [
    RecordColumn("name", "项目", "项目名称", isRequired: true), RecordColumn("county", "县", "县（市、区）", "县(市、区)"),
    RecordColumn("town", "镇街", isRequired: true), RecordColumn("posts", "编制", "名额", isRequired: true),
    RecordColumn("until", "截止日期", "到期", isRequired: true),
  ]

  func projects(_ value: YAMLValue) -> [Project]? {
    guard value.text == "scenario" else { return projects(listed: value) }
    guard let list = scenario.list else {
      yaml.faults.add(.missingKey("projects"), at: scenario.top.position)
      return nil
    }
    scenario.isUsed = true
    return projects(listed: list)
  }

  private func projects(listed value: YAMLValue) -> [Project]? {
    records.records(value, Self.columns)?.compactMap { record in
      let name = record["name"].flatMap(yaml.text)
      let posts = record["posts"].flatMap { yaml.quantity($0) }
      let until = record["until"].flatMap(yaml.date)
      let town = record["town"].flatMap { self.town(named: $0, in: record["county"]) }
      guard let name, let posts, let until, let town else { return nil }
      return Project(name: name, town: town, posts: posts, until: until)
    }
  }

  /// A town by its path, or by its own name where only one has it.
  private func town(named value: YAMLValue, in county: YAMLValue?) -> Town.ID? {
    guard var name = yaml.text(value) else { return nil }
    if let county = county.flatMap(yaml.text) { name = "\(county)/\(name)" }
    func path(_ id: Town.ID) -> String { (id.group + [id.name]).joined(separator: "/") }
    let ids = towns.map(\.id)
    if let whole = ids.first(where: { path($0) == name }) { return whole }
    let namesakes = ids.filter { $0.name == name || path($0).hasSuffix("/\(name)") }
    if let only = namesakes.first, namesakes.count == 1 { return only }
    if namesakes.isEmpty {
      yaml.unknown(name, of: .town, among: ids.map(\.name), at: value.position)
    } else {
      yaml.faults.add(.ambiguousName(name, of: .town, paths: namesakes.map(path)), at: value.position)
    }
    return nil
  }
}
