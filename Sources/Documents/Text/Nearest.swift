// SPDX-License-Identifier: GPL-3.0-or-later

/// The valid name nearest to a wrong one, for "did you mean".
enum Nearest {
  /// The candidate that takes the fewest single-character edits, if these are at most a third of the longer name's
  /// length, rounded up, and not all of it; the first of equals.
  static func name(to wrong: String, among candidates: some Sequence<String>) -> String? {
    var best: (name: String, distance: Int)?
    for candidate in candidates {
      let distance = edits(Array(wrong.lowercased()), Array(candidate.lowercased()))
      let length = max(wrong.count, candidate.count)
      guard distance <= (length + 2) / 3, distance < length else { continue }
      if distance < best?.distance ?? .max { best = (candidate, distance) }
    }
    return best?.name
  }

  /// Insertions, deletions, replacements and swaps of neighbours (Damerau, 1964, restricted). O(product of lengths).
  private static func edits(_ a: [Character], _ b: [Character]) -> Int {
    // Nobody mistypes a name of hundreds of characters, and the table would be large.
    guard a.count <= 100, b.count <= 100 else { return .max }
    var (twoBack, previous) = ([Int](), Array(0...b.count))
    for i in a.indices {
      var row = [i + 1]
      for j in b.indices {
        var cost = min(previous[j + 1] + 1, row[j] + 1, previous[j] + (a[i] == b[j] ? 0 : 1))
        if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { cost = min(cost, twoBack[j - 1] + 1) }
        row.append(cost)
      }
      (twoBack, previous) = (previous, row)
    }
    return previous[b.count]
  }
}
