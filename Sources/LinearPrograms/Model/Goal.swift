// SPDX-License-Identifier: GPL-3.0-or-later

/// What a program should do best.
///
/// A linear expression to be made small or large, and, for a goal to be made small, convex costs of single variables.
public struct Goal: Sendable {
  /// The direction of a goal.
  public enum Sense: Sendable, Equatable {
    /// As small as possible.
    case minimize
    /// As large as possible.
    case maximize
  }

  /// Whether small or large values are better.
  public let sense: Sense

  /// The linear part.
  public let expression: LinearExpression

  /// The convex costs, by the index of the variable that bears them.
  private(set) var convexCosts = ConvexCostTable()

  /// To make `expression` as small as possible.
  public static func minimize(_ expression: LinearExpression = LinearExpression()) -> Goal {
    Goal(.minimize, expression)
  }

  /// To make a variable or a term as small as possible.
  public static func minimize(_ part: some LinearConvertible) -> Goal {
    Goal(.minimize, part.asExpression)
  }

  /// To make a variable or a term as large as possible.
  public static func maximize(_ part: some LinearConvertible) -> Goal {
    Goal(.maximize, part.asExpression)
  }

  /// To make `expression` as large as possible.
  public static func maximize(_ expression: LinearExpression) -> Goal {
    Goal(.maximize, expression)
  }

  private init(_ sense: Sense, _ expression: LinearExpression) {
    self.sense = sense
    self.expression = expression
  }

  /// Adds a convex cost of one variable. A second cost of the same variable replaces the first.
  ///
  /// The variable must take whole numbers and have finite bounds, and the goal must be one to minimise; the program
  /// that is given this goal records a fault otherwise.
  public mutating func add(_ cost: ConvexCost, on variable: Variable) {
    if latestOwner != variable.program {
      owners.insert(variable.program)
      latestOwner = variable.program
    }
    convexCosts[variable.index] = cost
  }

  /// Makes room for costs of the first so many variables, so that adding does not move memory.
  public mutating func reserve(variables: Int) { convexCosts.reserve(variables) }

  /// The programs of the variables with convex costs: more than one, or another than the goal's, is a fault.
  private(set) var owners: Set<ObjectIdentifier> = []
  /// The one that was met last: mostly the only one.
  private var latestOwner: ObjectIdentifier?

  /// Whether every variable named here is among the first `count` of the program `identity`.
  func belongs(to identity: ObjectIdentifier, variables count: Int) -> Bool {
    !expression.mixesPrograms
      && (expression.program == nil || expression.program == identity)
      && expression.entries.allSatisfy { $0.index < count }
      && owners.allSatisfy { $0 == identity }
      && convexCosts.keys.allSatisfy { $0 < count }
  }
}
