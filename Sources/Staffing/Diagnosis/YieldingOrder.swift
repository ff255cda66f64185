// SPDX-License-Identifier: GPL-3.0-or-later

/// Which rules give way before which: a rule of priority 1 after all of priority 2, and those after all without one.
struct YieldingOrder {
  let rules: [Rule]

  /// The rank of a rule by its place; those of smaller rank give way first.
  func rank(of place: Int) -> Int {
    rules[place].priority.map { 1 + max(0, Self.lastPriority - min($0, Self.lastPriority)) } ?? 0
  }

  /// A pool's total is no rule that could give way: it comes after all of them.
  static let rankOfPools = lastPriority + 3

  /// Priorities beyond this count as equal.
  private static let lastPriority = 100
}
