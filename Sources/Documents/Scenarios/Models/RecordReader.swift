// SPDX-License-Identifier: GPL-3.0-or-later

internal import Yams

/// What an entry of a list may state: a key in YAML, a column in a table.
struct RecordColumn {
  let key: String
  /// The headings in a table beside the key.
  let headings: [String]
  let isRequired: Bool

  init(_ key: String, _ headings: String..., isRequired: Bool = false) {
    self.key = key
    self.headings = headings
    self.isRequired = isRequired
  }

  /// The heading that messages show.
  var example: String { ([key] + headings.prefix(1)).joined(separator: " / ") }
}

/// One entry of a list.
struct Record {
  let position: Position
  fileprivate let fields: [String: YAMLValue]

  /// What the entry says under a key; `nil` where it says nothing.
  subscript(key: String) -> YAMLValue? { fields[key] }
}

/// Reads lists of entries that stand in YAML, or in a table whose file YAML names.
struct RecordReader {
  let yaml: YAMLReader
  /// A table by its file's name; `nil` where it cannot be read, which is recorded.
  let table: (String) -> (any HeadedTable)?
  /// Headings that the scenario says to pass over.
  let ignored: [String]

  /// The entries; `nil` where there is no list, which is recorded. A file's name counts from the file that states it.
  func records(_ value: YAMLValue, _ columns: [RecordColumn]) -> [Record]? {
    if let name = value.text {
      guard [".csv", ".xlsx"].contains(where: name.lowercased().hasSuffix) else {
        yaml.faults.add(.wrongValue(value.excerpt, expected: .records), at: value.position)
        return nil
      }
      let folder = value.file.split(separator: "/", omittingEmptySubsequences: false).dropLast()
      let path = name.hasPrefix("/") ? name : (folder.map(String.init) + [name]).joined(separator: "/")
      return table(path).map { rows($0, columns) }
    }
    guard let items = yaml.list(value) else { return nil }
    if items.isEmpty { yaml.faults.add(.wrongValue(value.excerpt, expected: .records), at: value.position) }
    return items.compactMap { item in
      guard let keys = yaml.mapping(item, accepting: columns.map(\.key)) else { return nil }
      for column in columns where column.isRequired { _ = yaml.required(column.key, in: keys, of: item) }
      return Record(position: item.position, fields: keys)
    }
  }

  private func rows(_ table: any HeadedTable, _ columns: [RecordColumn]) -> [Record] {
    let line = table.headingPosition
    guard table.headings.count > 0 else { return [] }
    if let separator = table.foreignSeparator {
      yaml.faults.add(.wrongSeparator(separator), at: line)
      return []
    }
    let places = places(table, columns)
    let missing = columns.filter { $0.isRequired && places[$0.key] == nil }
    for column in missing { yaml.faults.add(.missingHeading(expected: column.example), at: line) }
    guard missing.isEmpty else { return [] }
    if table.rows.isEmpty { yaml.faults.add(.noEntries, at: line) }
    return table.rows.compactMap { record($0, table, columns, places) }
  }

  private func places(_ table: any HeadedTable, _ columns: [RecordColumn]) -> [String: Int] {
    var places: [String: Int] = [:]
    var unknown: [(text: String, nearest: String?, position: Position)] = []
    for index in 0..<table.headings.count {
      let text = table.text(table.headings, index)
      let name = Heading(text).name
      if text.isEmpty && table.rows.allSatisfy({ table.text($0, index).isEmpty }) { continue }
      if ignored.contains(text) || ignored.contains(name) { continue }
      let position = table.position(line: table.headings.line, column: index, field: text.isEmpty ? nil : text)
      if let problem = table.problem(table.headings, index) {
        yaml.faults.add(problem, at: position)
        continue
      }
      let found = columns.first { column in
        ([column.key] + column.headings).contains { [name.lowercased(), text].contains($0) }
      }
      guard let found else {
        let nearest = text.isEmpty ? nil : Nearest.name(to: name, among: columns.flatMap { [$0.key] + $0.headings })
        if text.isEmpty {
          yaml.faults.add(.unknownHeading("", nearest: nil), at: position)
        } else {
          unknown.append((text, nearest, position))
        }
        continue
      }
      if let first = places[found.key] {
        yaml.faults.add(.duplicateHeading(text, firstColumn: first + 1), at: position)
      } else {
        places[found.key] = index
      }
    }
    yaml.faults.add(unknown: unknown, ignored: ignored)
    return places
  }

  private func record(
    _ row: TableRow, _ table: any HeadedTable, _ columns: [RecordColumn], _ places: [String: Int]
  ) -> Record? {
    guard row.count == table.headings.count || table.isPadded(row) else {
      yaml.faults.add(
        .raggedRow(found: row.count, expected: table.headings.count), at: table.position(line: row.line))
      return nil
    }
    var fields: [String: YAMLValue] = [:]
    for column in columns {
      guard let index = places[column.key] else { continue }
      let heading = table.text(table.headings, index)
      let place = table.position(line: row.line, column: index, field: heading)
      if let problem = table.problem(row, index) {
        yaml.faults.add(problem, at: place)
        continue
      }
      let text = table.text(row, index)
      if !text.isEmpty {
        fields[column.key] = YAMLValue(node: Node(text), file: table.file, path: heading, cell: place)
      } else if column.isRequired {
        yaml.faults.add(.blank, at: place)
      }
    }
    return Record(position: table.position(line: row.line), fields: fields)
  }
}
