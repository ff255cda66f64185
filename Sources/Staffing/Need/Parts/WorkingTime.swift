// SPDX-License-Identifier: GPL-3.0-or-later

/// The time that one post works in a year.
public struct WorkingTime: Hashable, Sendable {
  /// Days on which nobody works, or not everybody.
  public struct Absence: Hashable, Sendable {
    /// What for, as holidays, leave, sickness, training.
    public let title: String
    /// Days a year; zero or above.
    public let days: Quantity

    /// Days off.
    public init(title: String, days: Quantity) {
      self.title = title
      self.days = days
    }
  }

  /// Working days a year before absences, as 260.
  public let days: Quantity
  /// What is taken off.
  public let absences: [Absence]
  /// Hours a day.
  public let hoursADay: Quantity

  /// A working time.
  public init(days: Quantity, absences: [Absence] = [], hoursADay: Quantity) {
    self.days = days
    self.absences = absences
    self.hoursADay = hoursADay
  }

  /// The available working time AWT in hours a year: (days − absences) × hours a day. Not above zero where the
  /// absences use the days up, which is a fault of the part.
  public var availableHours: Double { Double(available) }

  var available: Rational {
    let off = Rational.sum(absences.map(\.days.rational))
    return ((days.rational - off) * hoursADay.rational).reduced
  }
}

/// How often something is done in a year in a town.
public enum Volume: Hashable, Sendable {
  /// As often as the metric at this place says.
  case metric(Int)
  /// So often in every town; zero or above.
  case stated(Quantity)
}
