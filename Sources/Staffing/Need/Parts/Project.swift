// SPDX-License-Identifier: GPL-3.0-or-later

/// A key project 重点项目 that a town has posts for, until it ends.
public struct Project: Hashable, Sendable {
  /// What it is called.
  public let name: String
  /// The town that has the posts.
  public let town: Town.ID
  /// How many; zero or above.
  public let posts: Quantity
  /// Its last day.
  public let until: CalendarDate

  /// A project.
  public init(name: String, town: Town.ID, posts: Quantity, until: CalendarDate) {
    self.name = name
    self.town = town
    self.posts = posts
    self.until = until
  }

  /// Whether it still runs on a day: its last day counts.
  public func runs(on day: CalendarDate) -> Bool { day <= until }
}
