// SPDX-License-Identifier: GPL-3.0-or-later

/// Conditions of a program that no point keeps all at once: why it is infeasible.
///
/// The set is irreducible where ``isProvenMinimal`` says so: without any one of its members the others have a common
/// point. A program may have many such sets, and a smaller one may exist elsewhere (finding the smallest of all is
/// NP-hard: Amaldi, Pfetsch and Trotter, 2003).
public struct Conflict: Sendable, Hashable {
  /// Which side of a pair of bounds takes part.
  public enum Side: Sendable, Hashable {
    /// The least value allowed.
    case lower
    /// The greatest value allowed.
    case upper
    /// Both, each needed for the conflict.
    case both
  }

  /// A condition that takes part.
  public enum Member: Sendable, Hashable {
    /// A bound of a constraint.
    case constraint(Constraint, Side)
    /// A bound of a variable.
    case bound(Variable, Side)
    /// That a variable takes whole numbers only.
    case wholeNumber(Variable)
  }

  /// How a conflict was found. Each is tried where the ones before it found nothing.
  public enum Method: Sendable, Hashable {
    /// A lower bound exceeds its upper one, or no whole number lies between them.
    case invertedBounds
    /// One constraint is out of reach for its variables within their bounds.
    case rowActivity
    /// One constraint with whole coefficients and variables: no multiple of the coefficients' greatest common divisor
    /// lies between its bounds.
    case divisibility
    /// Constraints tighten the bounds of variables in a chain that ends in a contradiction; so many of them take part.
    case propagation(constraints: Int)
    /// The multipliers of the elastic program, in which constraints may be broken at a cost, name the members, and all
    /// of them are needed (Chinneck and Dravnieks, 1991).
    case elasticFilter
    /// What the linear relaxation's conflict can do without was taken away piece by piece (Chinneck and Dravnieks, 1991).
    case deletionFilter
    /// The linear relaxation is feasible and only whole numbers are not: deletion filter by branch and bound.
    case branchAndBound
  }

  /// The members: constraints, bounds, whole numbers, each in the program's order.
  public let members: [Member]

  /// The members of which it is not proven that the conflict needs them; empty where it is minimal.
  public let unproven: [Member]

  /// How it was found.
  public let method: Method

  /// What kept the rest from being proven; `nil` where all is proven, or where the numbers left it open.
  public let limit: Limit?

  /// Whether the members have no common point, but all of them except any one do. Where this is false, the members are
  /// still in conflict, and those of ``unproven`` may or may not be needed for it.
  public var isProvenMinimal: Bool { unproven.isEmpty }
}

extension Conflict {
  init(
    _ conditions: some Collection<Condition>, unproven: Set<Condition> = [], by method: Method, limit: Limit? = nil,
    in program: LinearProgram
  ) {
    members = program.members(conditions)
    self.unproven = program.members(unproven)
    self.method = method
    self.limit = unproven.isEmpty ? nil : limit
  }
}

extension LinearProgram {
  /// Conditions as members, sorted, the two sides of one pair of bounds as one.
  fileprivate func members(_ conditions: some Collection<Condition>) -> [Conflict.Member] {
    var members: [Conflict.Member] = []
    var sorted = conditions.sorted()[...]
    while let condition = sorted.popFirst() {
      var side = Conflict.Side(condition.side)
      if let next = sorted.first, condition.isOtherSide(of: next) {
        sorted.removeFirst()
        side = .both
      }
      switch condition {
      case .row(let row, _): members.append(.constraint(Constraint(program: id, index: row), side))
      case .bound(let index, _): members.append(.bound(Variable(program: id, index: index), side))
      case .whole(let index): members.append(.wholeNumber(Variable(program: id, index: index)))
      }
    }
    return members
  }
}

extension Conflict.Side {
  fileprivate init(_ side: Condition.Side) {
    self = side == .lower ? .lower : .upper
  }
}
