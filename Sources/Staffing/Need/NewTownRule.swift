// SPDX-License-Identifier: GPL-3.0-or-later

/// What holds for new towns: those that have neither quota nor staff of any pool today.
public enum NewTownRule: String, Hashable, Sendable, CaseIterable {
  /// Nothing: where a rule needs today's quota, a blank one is a fault.
  case fault = "error"
  /// They have no history: limits on change and today's totals of towns do not bind them, and in today's totals of
  /// groups they count zero.
  case noHistory = "no_history"
}

extension Town {
  /// Whether the town has neither quota nor staff of any pool today.
  public var isNew: Bool { posts.allSatisfy { $0.quota == nil && $0.staff == nil } }
}

extension Scenario {
  /// Whether rules on change from today do not bind a town.
  func isFreeOfHistory(_ town: Town) -> Bool { newTowns == .noHistory && town.isNew }
}
