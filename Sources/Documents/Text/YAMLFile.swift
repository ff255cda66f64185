// SPDX-License-Identifier: GPL-3.0-or-later

internal import Staffing
internal import Yams

/// A value in a YAML file with the way to it.
struct YAMLValue {
  let node: Node
  let file: String
  /// The key path, as `rules[2].floor`; empty at the top.
  let path: String
  /// Where the value stands if it is a cell of a table; `nil` in YAML.
  var cell: Position?

  /// Whether the value is a cell of a table.
  var isCell: Bool { cell != nil }

  var position: Position {
    cell
      ?? Position(file: file, line: node.mark?.line, column: node.mark?.column, field: path.isEmpty ? nil : path)
  }

  /// Where the value is, for references in messages: `scenario.yaml:14`.
  var reference: String {
    position.line.map { "\(file):\($0)" } ?? file
  }

  /// The value as the planner wrote it, for messages; shortened where it is long.
  var excerpt: String {
    switch node {
    case .scalar(let scalar): String(scalar.string.prefix(60))
    case .mapping: "{…}"
    case .sequence: "[…]"
    case .alias: "*…"
    }
  }

  /// Whether nothing is written.
  var isNull: Bool {
    guard case .scalar(let scalar) = node else { return false }
    return scalar.style == .plain && ["", "~", "null"].contains(scalar.string)
  }

  /// Whether the value is `key: value` lines.
  var isMapping: Bool {
    if case .mapping = node { true } else { false }
  }

  /// Text, or a number or the like written without quotes.
  var text: String? {
    guard case .scalar(let scalar) = node, !isNull else { return nil }
    return scalar.string
  }
}

/// Reads YAML and takes it apart, gathering every fault with its line, column and key path.
struct YAMLReader {
  let faults: FaultCollector

  /// The top of a file; `nil` where it is no YAML, which is a fault.
  func document(_ bytes: [UInt8], file: String) -> YAMLValue? {
    let text = String(decoding: bytes, as: UTF8.self)
    do {
      // What a scalar means is for its reader to say.
      guard let node = try Yams.compose(yaml: text, .basic) else {
        faults.add(.empty, at: Position(file: file))
        return nil
      }
      return YAMLValue(node: node, file: file, path: "")
    } catch let error as YamlError {
      add(error, file, text)
    } catch {
      faults.add(.syntax("\(error)"), at: Position(file: file))
    }
    return nil
  }

  private func add(_ error: YamlError, _ file: String, _ text: String) {
    switch error {
    case .duplicatedKeysInMapping(let keys, let context):
      let position = Position(file: file, line: context.mark.line, column: context.mark.column)
      for key in keys.sorted() { faults.add(.duplicateKey(key), at: position) }
    case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
      .composer(_, let problem, let mark, _):
      let position = Position(file: file, line: mark.line, column: mark.column)
      // The parser stumbles on the line after a full-width colon or on it.
      let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
      let near = [mark.line - 1, mark.line - 2].filter(lines.indices.contains).map { String(lines[$0]) }
      let culprit = near.first { line in
        line.contains("：") && !line.contains(": ") || line.contains("，") && line.contains { "{[".contains($0) }
      }
      if let culprit {
        faults.add(.fullWidthPunctuation(culprit.trimmingBlanks), at: position)
      } else {
        faults.add(.syntax(problem), at: position)
      }
    case .reader(let problem, _, _, _): faults.add(.syntax(problem), at: Position(file: file))
    default: faults.add(.syntax("\(error)"), at: Position(file: file))
    }
  }

  /// The entries of a mapping in their order; `nil` where the value is none, which is a fault.
  func entries(_ value: YAMLValue) -> [(key: String, value: YAMLValue)]? {
    guard case .mapping(let mapping) = value.node else {
      if let text = value.text, text.contains("：") {
        faults.add(.fullWidthPunctuation(value.excerpt), at: value.position)
      } else {
        faults.add(.wrongValue(value.excerpt, expected: .mapping), at: value.position)
      }
      return nil
    }
    return mapping.map { key, child in
      let name = key.scalar?.string ?? "?"
      let path = value.path.isEmpty ? name : "\(value.path).\(name)"
      return (name, YAMLValue(node: child, file: value.file, path: path))
    }
  }

  /// The entries of a mapping by key; a key that is not accepted is a fault.
  func mapping(_ value: YAMLValue, accepting keys: [String]) -> [String: YAMLValue]? {
    guard let entries = entries(value) else { return nil }
    var result: [String: YAMLValue] = [:]
    for (key, child) in entries {
      if keys.contains(key) {
        result[key] = child
      } else {
        faults.add(
          .unknownKey(key, nearest: Nearest.name(to: key, among: keys), accepted: keys), at: child.position)
      }
    }
    return result
  }

  /// The items of a list; `nil` where the value is none, which is a fault.
  func list(_ value: YAMLValue) -> [YAMLValue]? {
    guard case .sequence(let sequence) = value.node else {
      faults.add(.wrongValue(value.excerpt, expected: .list), at: value.position)
      return nil
    }
    return sequence.enumerated().map { index, node in
      YAMLValue(node: node, file: value.file, path: "\(value.path)[\(index + 1)]")
    }
  }

  /// Text that is not blank.
  func text(_ value: YAMLValue) -> String? {
    guard let text = value.text, !text.trimmingBlanks.isEmpty else {
      faults.add(.wrongValue(value.excerpt, expected: .text), at: value.position)
      return nil
    }
    // An escape in quotes can write any character, and a terminal obeys some.
    if let control = text.unicodeScalars.first(where: \.isControl) {
      faults.add(.controlCharacter(control.value), at: value.position)
      return nil
    }
    return text
  }

  /// A list of texts.
  func texts(_ value: YAMLValue) -> [String]? {
    list(value)?.compactMap(text)
  }

  /// A whole number of posts, 0 to ``Scenario/largestCount``.
  func count(_ value: YAMLValue) -> Int? {
    guard let text = value.text, let number = Numeral.quantity(text)?.wholeNumber, number >= 0 else {
      faults.add(.wrongValue(value.excerpt, expected: .wholeNumber), at: value.position)
      return nil
    }
    guard number <= Scenario.largestCount else {
      faults.add(
        .outOfRange(value.excerpt, least: "0", most: String(Scenario.largestCount)), at: value.position)
      return nil
    }
    return number
  }

  /// A decimal number, zero or above, or above zero.
  func quantity(_ value: YAMLValue, aboveZero: Bool = false) -> Quantity? {
    guard let text = value.text, let number = Numeral.quantity(text), !number.isNegative,
      !(aboveZero && number == .zero)
    else {
      faults.add(
        .wrongValue(value.excerpt, expected: aboveZero ? .positiveNumber : .number), at: value.position)
      return nil
    }
    guard number.doubleValue <= Double(Scenario.largestCount) else {
      faults.add(
        .outOfRange(value.excerpt, least: "0", most: String(Scenario.largestCount)), at: value.position)
      return nil
    }
    return number
  }

  /// One of several names.
  func name<Named>(
    _ value: YAMLValue, of kind: DocumentFault.NameKind, among candidates: [(name: String, value: Named)]
  ) -> Named? {
    guard let text = text(value) else { return nil }
    if let match = candidates.first(where: { $0.name == text }) { return match.value }
    unknown(text, of: kind, among: candidates.map(\.name), at: value.position)
    return nil
  }

  /// Records that there is nothing of a name.
  func unknown(
    _ text: String, of kind: DocumentFault.NameKind, among names: [String], at position: Position
  ) {
    faults.add(
      .unknownName(text, of: kind, nearest: Nearest.name(to: text, among: names), accepted: names), at: position)
  }

  /// A child that must be there.
  func required(_ key: String, in mapping: [String: YAMLValue], of parent: YAMLValue) -> YAMLValue? {
    if let value = mapping[key] { return value }
    faults.add(.missingKey(key), at: parent.position)
    return nil
  }
}
