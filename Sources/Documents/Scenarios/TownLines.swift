// SPDX-License-Identifier: GPL-3.0-or-later

internal import Staffing

/// The line that each town stands on, by its identity. Towns of a group are kept together, as they mostly come: a path of
/// groups is looked up once for all of them.
final class TownLines {
  private final class Group {
    let path: [String]
    var lines: [String: Int] = [:]
    init(_ path: [String]) { self.path = path }
  }

  private var groups: [[String]: Group] = [:]
  private var latest: Group?

  /// Notes a town's line, unless one is known already, which is returned. O(1).
  func note(_ town: Town.ID, line: Int) -> Int? {
    let group = group(town.group) ?? Group(town.group)
    if group !== latest {
      groups[group.path] = group
      latest = group
    }
    if let first = group.lines[town.name] { return first }
    group.lines[town.name] = line
    return nil
  }

  /// The line of a town; `nil` for one that was not noted.
  subscript(town: Town.ID) -> Int? { group(town.group)?.lines[town.name] }

  private func group(_ path: [String]) -> Group? {
    if let latest, latest.path == path { return latest }
    return groups[path]
  }
}
