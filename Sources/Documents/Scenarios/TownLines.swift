// SPDX-License-Identifier: GPL-3.0-or-later

internal import Staffing

/// The line that each town stands on, by its identity. Towns of a group are kept together, as they mostly come: a path of
/// groups is looked up once for all of them.
final class TownLines {
  private final class Group {
    let path: [String]
    /// The towns of a group of a few, which are looked through.
    private var entries: [Entry] = []
    /// The lines by name, of larger groups and where names are not digested.
    private var lineOfName: [String: Int] = [:]

    private struct Entry {
      let digest: UInt64
      let name: String
      let line: Int
    }

    private static let mostLookedThrough = 64

    init(_ path: [String]) { self.path = path }

    func line(of name: String) -> Int? { line(of: name, digest: CanonicalText.digest(name)) }

    private func line(of name: String, digest: UInt64?) -> Int? {
      guard let digest, lineOfName.isEmpty else {
        return lineOfName[name] ?? entries.first { $0.name == name }?.line
      }
      return entries.withUnsafeBufferPointer { entries in
        for place in entries.indices where entries[place].digest == digest && entries[place].name == name {
          return entries[place].line
        }
        return nil
      }
    }

    /// Notes a line, unless one is known already, which is returned.
    func note(_ name: String, line: Int) -> Int? {
      let digest = CanonicalText.digest(name)
      if let known = self.line(of: name, digest: digest) { return known }
      if let digest, lineOfName.isEmpty, entries.count < Self.mostLookedThrough {
        entries.append(Entry(digest: digest, name: name, line: line))
        return nil
      }
      for entry in entries { lineOfName[entry.name] = entry.line }
      entries = []
      lineOfName[name] = line
      return nil
    }
  }

  private var groups: [[String]: Group] = [:]
  private var latest: Group?
  /// Towns whose lines are noted when one is looked up: where there is no fault none is.
  private var later: (towns: [Town], lines: [Int]) = ([], [])

  /// Notes the lines of towns. O(1), and O(towns) when the first line is looked up.
  func note(_ towns: [Town], lines: [Int]) { later = (towns, lines) }

  /// Notes a town's line, unless one is known already, which is returned. O(1).
  func note(_ town: Town.ID, line: Int) -> Int? {
    let group = group(town.group) ?? Group(town.group)
    if group !== latest {
      groups[group.path] = group
      latest = group
    }
    return group.note(town.name, line: line)
  }

  /// The line of a town; `nil` for one that was not noted.
  subscript(town: Town.ID) -> Int? {
    for (town, line) in zip(later.towns, later.lines) { _ = note(town.id, line: line) }
    later = ([], [])
    return group(town.group)?.line(of: town.name)
  }

  private func group(_ path: [String]) -> Group? {
    if let latest, latest.path == path { return latest }
    return groups[path]
  }
}
