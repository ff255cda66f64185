// SPDX-License-Identifier: GPL-3.0-or-later

/// What is wrong with a part of a policy model.
public enum PartFault: Hashable, Sendable {
  /// A number that must not be below zero is; or a unit, reference or fraction is out of its range.
  case outOfRange
  /// Nothing is listed: no project, activity, duty, metric or class.
  case empty
  /// A transform's exponent, unit or bands are not as documented.
  case transformUnsound(metric: String)
  /// The classes of an index do not begin at zero or do not ascend.
  case classesOutOfOrder
  /// Absences use up the working days.
  case noWorkingTime
  /// Σ CAS is not below 1: what everybody does beside leaves no time for anything else.
  case allowancesTooLarge
  /// A project is for a town that there is none of, or that the part is not for.
  case unknownTown(Town.ID)
  /// Projects end, and the scenario does not say as of when they count.
  case noDate
  /// Hours of work would count once for each of several pools; the part must say how they are divided.
  case undividedWork
  /// A share cannot be divided over pools: it takes what is left of each.
  case dividedShare
  /// A metric's mean is zero, so nothing can be measured by it.
  case zeroMean(metric: String)
  /// Two duties, activities, classes, or projects of one town have the same title.
  case listedTwice(String)
  /// A duty is of supporting responsibility, and what that counts is not stated.
  case supportingNotStated(duty: String)
  /// The metric is zero for a town and has no logarithm.
  case logarithmOfZero(Town.ID, metric: String)
  /// Today's figure is zero for a town and has no logarithm, so the norm cannot be fitted to it.
  case logarithmOfNoPosts(Town.ID, pool: String)
  /// A norm of so many coefficients cannot be fitted to so few towns.
  case tooFewTowns(Int, coefficients: Int, pool: String)
  /// The metric follows from the others and the constant for all towns, so a norm cannot be fitted.
  case dependentMetric(String, pool: String)
  /// The solver found no fit.
  case notFitted(pool: String)
  /// The part gives a town a number of posts below zero or beyond ``Scenario/largestCount``.
  case postsOutOfRange(Town.ID, posts: Double)
}
