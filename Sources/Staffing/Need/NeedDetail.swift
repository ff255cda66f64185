// SPDX-License-Identifier: GPL-3.0-or-later

/// What one part of the policy model adds to a town's need in a pool.
public struct NeedPart: Hashable, Sendable {
  /// The part, by its place in the model.
  public let part: Int
  /// What it adds, in posts.
  public let posts: Double
  /// How it got there, where there is more to say.
  public let detail: NeedDetail?
}

/// How a part arrived at a town's posts.
public enum NeedDetail: Hashable, Sendable {
  /// The index, and the class it falls into.
  case index(Double, grade: String)
  /// The figures of WISN, before the part is divided over pools.
  case workload(WorkloadFigures)
  /// The projects that count, by name.
  case projects([String])
  /// The duties that the town holds.
  case duties(count: Int)
}

/// The figures of WISN for one town.
public struct WorkloadFigures: Hashable, Sendable {
  /// AWT, in hours a year.
  public let availableHours: Double
  /// `A`: posts for the activities alone.
  public let activities: Double
  /// CAF.
  public let categoryAllowanceFactor: Double
  /// IAF, in posts.
  public let individualAllowanceFactor: Double
  /// `A` × CAF + IAF.
  public let required: Double

  /// The WISN difference: staff less required; below zero where there are too few.
  public func difference(staff: Int) -> Double { Double(staff) - required }

  /// The WISN ratio: staff / required, below 1 where there are too few; `nil` where nothing is required.
  public func ratio(staff: Int) -> Double? { required > 0 ? Double(staff) / required : nil }
}
