// SPDX-License-Identifier: GPL-3.0-or-later

/// Something that a report of needs must say, because the numbers alone do not show it.
public enum NeedNote: Hashable, Sendable {
  /// A town had no figure for a metric; the mean of the towns of its kind in a group stood in.
  ///
  /// `town` and `metric` are places in the scenario, `group` is the path of the group, empty for all towns; `towns`
  /// says of how many the mean is.
  case filled(town: Int, metric: Int, mean: Double, group: [String], towns: Int)
  /// A project of a part had ended by the scenario's date and counts nothing.
  case projectEnded(part: Int, Project)
  /// A move of a duty, by its place in the scenario, changed a part's posts of so many towns by so much together.
  case dutyMoved(move: Int, part: Int, towns: Int, posts: Double)
  /// A norm was fitted to today's figures.
  case fitted(part: Int, pool: Int, NormFit)
  /// A town has no quota and no staff today: rules on change from today do not bind it.
  case newTown(town: Int)
  /// There is no town of the kinds that a part is for.
  case forNobody(part: Int)
}

/// What came of fitting a norm.
public struct NormFit: Hashable, Sendable {
  /// One coefficient a term.
  public let coefficients: [Double]
  /// The constant.
  public let constant: Double
  /// How many towns it was fitted to.
  public let towns: Int
  /// The mean absolute deviation, in posts; in the logarithmic form, of the logarithms.
  public let meanDeviation: Double
}
