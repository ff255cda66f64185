// SPDX-License-Identifier: GPL-3.0-or-later

/// A composite index 综合指数 of several metrics, with classes that state the posts.
///
/// The index is Σ weight · score / reference. Weights, references and thresholds are local policy: none is built in.
public struct CompositeIndex: Hashable, Sendable {
  /// What a score is measured by.
  public enum Reference: Hashable, Sendable {
    /// The mean score of the towns that the part is for and of which the metric counts.
    case mean
    /// A stated score, above zero; for a metric without transform, a figure in the metric's own unit.
    case stated(Quantity)
  }

  /// One metric of the index.
  public struct Item: Hashable, Sendable {
    /// Metric, weight and transform.
    public let weight: PolicyModel.MetricWeight
    /// What its score is measured by.
    public let reference: Reference

    /// A metric of the index.
    public init(weight: PolicyModel.MetricWeight, reference: Reference) {
      self.weight = weight
      self.reference = reference
    }
  }

  /// A class of towns, as 一般镇, 较大镇, 特大镇.
  public struct Grade: Hashable, Sendable {
    /// What it is called.
    public let title: String
    /// The least index of the class.
    public let from: Quantity
    /// The posts of each town in it; zero or above.
    public let posts: Quantity

    /// A class.
    public init(title: String, from: Quantity, posts: Quantity) {
      self.title = title
      self.from = from
      self.posts = posts
    }
  }

  /// The metrics.
  public let items: [Item]
  /// The classes: the first begins at zero, and each after the one before.
  public let grades: [Grade]

  /// An index.
  public init(items: [Item], grades: [Grade]) {
    self.items = items
    self.grades = grades
  }

  /// The class of an index; `nil` where there is no class at all. O(classes).
  func grade(of index: Rational) -> Grade? {
    grades.last { $0.from.rational <= index }
  }

  var gradesAreInOrder: Bool {
    grades.first?.from == .zero && zip(grades, grades.dropFirst()).allSatisfy { $0.from.rational < $1.from.rational }
  }
}
