// SPDX-License-Identifier: GPL-3.0-or-later

internal import Staffing

/// Reads the duties that a scenario hands down or returns.
struct DutyMoveReader {
  let yaml: YAMLReader
  /// What reads towns, kinds and groups.
  let scopes: RuleReader

  private static let directions = DutyMove.Direction.allCases

  func moves(_ value: YAMLValue) -> [DutyMove] {
    (yaml.list(value) ?? []).compactMap(move)
  }

  private func move(_ value: YAMLValue) -> DutyMove? {
    let names = Self.directions.map(\.rawValue)
    let before = yaml.faults.faults.count
    guard let keys = yaml.mapping(value, accepting: names + ["kinds", "groups", "towns", "because"]) else { return nil }
    let stated = Self.directions.filter { keys[$0.rawValue] != nil }
    guard let direction = stated.first, stated.count == 1, let duty = keys[direction.rawValue].flatMap(yaml.text) else {
      if stated.count > 1 || yaml.faults.faults.count == before {
        yaml.faults.add(.needsOneOf(names), at: value.position)
      }
      return nil
    }
    return DutyMove(
      duty: duty, direction: direction,
      scope: Rule.Scope(
        kinds: keys["kinds"].flatMap(scopes.kindSet), groups: keys["groups"].flatMap(scopes.groupSet),
        towns: keys["towns"].flatMap(scopes.townSet)), because: keys["because"].flatMap(yaml.text),
      reference: value.reference)
  }
}
