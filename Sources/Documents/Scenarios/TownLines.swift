// SPDX-License-Identifier: GPL-3.0-or-later

internal import Staffing

/// The line that each town stands on, by its identity. Towns of a group are kept together, as they mostly come: a path of
/// groups is looked up once for all of them.
final class TownLines {
  private final class Group {
    let path: [String]
    /// The towns of a group of a few, which are looked through: their names, the digests of these, and their lines.
    private var names: [String] = []
    private var digests: [UInt64] = []
    private var lines: [Int] = []
    /// The lines by name, of larger groups and where names are not digested.
    private var lineOfName: [String: Int] = [:]

    private static let mostLookedThrough = 64

    init(_ path: [String]) { self.path = path }

    func line(of name: String) -> Int? { line(of: name, digest: CanonicalText.digest(name)) }

    private func line(of name: String, digest: UInt64?) -> Int? {
      guard let digest, lineOfName.isEmpty else {
        return lineOfName[name] ?? names.firstIndex(of: name).map { lines[$0] }
      }
      for place in digests.indices where digests[place] == digest && names[place] == name { return lines[place] }
      return nil
    }

    /// Notes a line, unless one is known already, which is returned.
    func note(_ name: String, line: Int) -> Int? {
      let digest = CanonicalText.digest(name)
      if let known = self.line(of: name, digest: digest) { return known }
      if let digest, lineOfName.isEmpty, names.count < Self.mostLookedThrough {
        names.append(name)
        digests.append(digest)
        lines.append(line)
        return nil
      }
      for (name, line) in zip(names, lines) { lineOfName[name] = line }
      (names, digests, lines) = ([], [], [])
      lineOfName[name] = line
      return nil
    }
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
    return group.note(town.name, line: line)
  }

  /// The line of a town; `nil` for one that was not noted.
  subscript(town: Town.ID) -> Int? { group(town.group)?.line(of: town.name) }

  private func group(_ path: [String]) -> Group? {
    if let latest, latest.path == path { return latest }
    return groups[path]
  }
}
