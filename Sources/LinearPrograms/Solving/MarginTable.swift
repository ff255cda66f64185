// SPDX-License-Identifier: GPL-3.0-or-later

/// What the duals say of the variables with a convex cost, by the index of the variable, in ascending order of it.
///
/// A plain array with a place for each variable up to the last that has an entry.
struct MarginTable: Sendable, Sequence {
  private var margins: [Solution.Margin?] = []

  /// Makes room for the first so many variables.
  mutating func reserve(_ places: Int) { margins.reserveCapacity(places) }

  /// What is said of a variable; `nil` where nothing is. O(1).
  subscript(index: Int) -> Solution.Margin? {
    get { margins.indices.contains(index) ? margins[index] : nil }
    set {
      if index == margins.count, newValue != nil {
        margins.append(newValue)
        return
      }
      if index >= margins.count {
        guard newValue != nil else { return }
        margins.append(contentsOf: repeatElement(nil, count: index + 1 - margins.count))
      }
      margins[index] = newValue
    }
  }

  /// The same of variables that stand in other places. O(variables).
  func placed(_ places: [Int]) -> MarginTable {
    var placed = MarginTable()
    for (index, margin) in self { placed[places[index]] = margin }
    return placed
  }

  struct Iterator: IteratorProtocol {
    fileprivate let margins: [Solution.Margin?]
    fileprivate var place = 0

    mutating func next() -> (key: Int, value: Solution.Margin)? {
      while place < margins.count {
        place += 1
        if let margin = margins[place - 1] { return (place - 1, margin) }
      }
      return nil
    }
  }

  func makeIterator() -> Iterator { Iterator(margins: margins) }
}
