// SPDX-License-Identifier: GPL-3.0-or-later

/// What the names in an exported file stand for: the mapping to be written beside it.
///
/// A name is exported escaped (see ``escaped(_:)``). The first of several equal names keeps that form; the others, names
/// that had to be cut, and unnamed ones end in `~` and their place from 1, so that every name in a file is its own.
/// ``unescaped(_:)`` alone gives back every name but the cut ones; this mapping gives back all.
///
/// ```swift
/// let file = try program.mpsText()
/// let names = program.exchangeNames          // JSON: {"variables": {"%E9%95%87": "镇"}, "constraints": {}}
/// let again = try LinearProgram(mps: file, names: names)
/// ```
public struct ExchangeNames: Hashable, Sendable, Codable {
  /// The variables' original names, by the exported one; unnamed variables are left out.
  public let variables: [String: String]
  /// The constraints' original labels, by the exported one; constraints without a label are left out.
  public let constraints: [String: String]

  /// A mapping; the empty one leaves everything to ``unescaped(_:)``.
  public init(variables: [String: String] = [:], constraints: [String: String] = [:]) {
    self.variables = variables
    self.constraints = constraints
  }

  /// The original name of a column in a file: its variable's, for a step of a convex cost as well; empty for an unnamed
  /// one. O(length).
  public func variable(_ exported: String) -> String {
    Self.original(exported, in: variables)
  }

  /// The original label of a row in a file: its constraint's, for either half of a two-sided one as well; empty for one
  /// without a label. O(length).
  public func constraint(_ exported: String) -> String {
    Self.original(exported, in: constraints)
  }

  /// A name in the letters that every reader of LP and MPS files takes: ASCII letters, digits, `_` and `.` stay, every
  /// other byte of the UTF-8 form is percent-encoded, as is a first letter that could be read as a number or keyword.
  /// Injective up to 200 bytes, where it is cut. O(length).
  public static func escaped(_ name: String) -> String { NameEscape.escaped(name).text }

  /// The name that ``escaped(_:)`` was given, without anything that an export added after a `~`. O(length).
  public static func unescaped(_ name: String) -> String { NameEscape.unescaped(name) }

  private static func original(_ exported: String, in names: [String: String]) -> String {
    if let name = names[exported] { return name }
    if let mark = exported.lastIndex(of: "~"), let name = names[String(exported[..<mark])] { return name }
    return NameEscape.unescaped(exported)
  }
}

extension LinearProgram {
  /// What the names in ``cplexText()`` and ``mpsText(goal:)`` stand for; both formats use the same.
  /// O(names).
  public var exchangeNames: ExchangeNames {
    let names = ExportedNames(self)
    return ExchangeNames(
      variables: Self.mapping(names.variables) { variables.name($0) },
      constraints: Self.mapping(names.constraints) { constraints.label($0) })
  }

  private static func mapping(_ exported: [String], _ original: (Int) -> String?) -> [String: String] {
    Dictionary(
      exported.enumerated().compactMap { index, name in original(index).map { (name, $0) } },
      uniquingKeysWith: { first, _ in first })
  }
}

/// The names of a program as files carry them, by place; all variables' differ, and all constraints'.
struct ExportedNames {
  let variables: [String]
  let constraints: [String]

  /// O(names).
  init(_ program: LinearProgram) {
    variables = Self.unique(program.variables.count) { program.variables.name($0) }
    constraints = Self.unique(program.constraints.count) { program.constraints.label($0) }
  }

  private static func unique(_ count: Int, _ original: (Int) -> String?) -> [String] {
    var taken: Set<String> = []
    return (0..<count).map { index in
      let (text, isCut) = NameEscape.escaped(original(index) ?? "")
      // A place is one name's own, and no escaped name holds a bare `~`: neither form can meet the other.
      return !text.isEmpty && !isCut && taken.insert(text).inserted ? text : "\(text)~\(index + 1)"
    }
  }
}
