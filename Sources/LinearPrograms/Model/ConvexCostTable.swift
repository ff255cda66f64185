// SPDX-License-Identifier: GPL-3.0-or-later

/// The convex costs of a goal by the index of the variable that bears them, in ascending order of it.
///
/// A plain array with a place for each variable up to the last with a cost: most variables of a program with convex costs
/// have one.
struct ConvexCostTable: Sendable, Sequence {
  private var costs: [ConvexCost?] = []
  /// How many there are.
  private(set) var count = 0

  var isEmpty: Bool { count == 0 }

  /// Makes room, so that adding does not move memory.
  mutating func reserve(_ places: Int) { costs.reserveCapacity(places) }

  /// The cost of a variable; `nil` where it has none. O(1).
  subscript(index: Int) -> ConvexCost? {
    get { costs.indices.contains(index) ? costs[index] : nil }
    set {
      if index == costs.count, newValue != nil {
        count += 1
        costs.append(newValue)
        return
      }
      if index >= costs.count {
        guard newValue != nil else { return }
        costs.append(contentsOf: repeatElement(nil, count: index + 1 - costs.count))
      }
      count += (newValue == nil ? 0 : 1) - (costs[index] == nil ? 0 : 1)
      costs[index] = newValue
    }
  }

  /// What a variable's step costs; 0 where it bears no cost. O(1).
  func cost(ofStep step: Int, of index: Int) -> Double {
    costs.indices.contains(index) ? costs[index]?.ofStep(step) ?? 0 : 0
  }

  /// Where looking for a variable's optimum begins; 0 where it bears no cost. O(1).
  func origin(of index: Int) -> Int { costs.indices.contains(index) ? costs[index]?.origin ?? 0 : 0 }

  /// Whether a variable bears a cost, and one with a closed form. O(1).
  func bearsCost(_ index: Int) -> Bool { costs.indices.contains(index) && costs[index] != nil }
  func hasClosedForm(_ index: Int) -> Bool { costs.indices.contains(index) && costs[index]?.closedForm != nil }

  /// The variables that bear a cost, ascending.
  var keys: some Sequence<Int> { costs.indices.lazy.filter { costs[$0] != nil } }

  struct Iterator: IteratorProtocol {
    fileprivate let costs: [ConvexCost?]
    fileprivate var place = 0

    mutating func next() -> (key: Int, value: ConvexCost)? {
      while place < costs.count {
        place += 1
        if let cost = costs[place - 1] { return (place - 1, cost) }
      }
      return nil
    }
  }

  /// So that what is made of all of them is made in one piece.
  var underestimatedCount: Int { count }

  func makeIterator() -> Iterator { Iterator(costs: costs) }
}
