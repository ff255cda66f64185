// SPDX-License-Identifier: GPL-3.0-or-later

/// Bounds to be moved so that a program becomes feasible.
public struct Relaxation: Sendable, Hashable {
  /// What has bounds.
  public enum Target: Sendable, Hashable {
    /// A constraint.
    case constraint(Constraint)
    /// A variable.
    case variable(Variable)
  }

  /// One bound to be moved.
  public struct Move: Sendable, Hashable {
    /// Whose bound.
    public let target: Target
    /// ``Conflict/Side/lower`` or ``Conflict/Side/upper``.
    public let side: Conflict.Side
    /// The bound as it is.
    public let from: Double
    /// The bound as it has to be: below `from` for a lower bound, above it for an upper one.
    public let to: Double
    /// The price per unit.
    public let price: RelaxationPrice

    /// `weight · distance`.
    public var cost: Double { price.weight * abs(to - from) }
  }

  /// The cost at one priority.
  public struct Cost: Sendable, Hashable {
    /// The priority.
    public let priority: Int
    /// Σ weight · distance over the moves of this priority.
    public let total: Double
  }

  /// The bounds to be moved: constraints in the program's order, then variables.
  public let moves: [Move]

  /// The cost at each priority that has a price, the highest priority first; 0 where nothing of it is moved.
  public let costs: [Cost]

  /// A point that the program with these moves allows, one number a variable: the proof that they suffice.
  let values: [Double]

  private let program: ObjectIdentifier

  init(moves: [Move], costs: [Cost], values: [Double], program: ObjectIdentifier) {
    self.moves = moves
    self.costs = costs
    self.values = values
    self.program = program
  }

  /// The value of a variable at a point that the program with these moves allows, within the solver's tolerances; NaN
  /// for a variable of another program.
  public subscript(_ variable: Variable) -> Double {
    variable.program == program && variable.index < values.count ? values[variable.index] : .nan
  }
}

extension LinearProgram {
  /// This program with bounds moved: feasible where the relaxation was found for it. O(variables + constraints).
  ///
  /// Moves of another program's bounds change nothing.
  public func relaxed(by relaxation: Relaxation) -> LinearProgram {
    var program = self
    for move in relaxation.moves {
      switch move.target {
      case .constraint(let constraint):
        guard label(of: constraint) != nil else { continue }
        let row = constraint.index
        program.constraints.setBounds(
          of: row, lower: move.side == .lower ? move.to : program.constraints.rows[row].lower,
          upper: move.side == .upper ? move.to : program.constraints.rows[row].upper)
      case .variable(let variable):
        guard owns(variable) else { continue }
        let index = variable.index
        program.variables.setBounds(
          of: index, lower: move.side == .lower ? move.to : program.variables.lower[index],
          upper: move.side == .upper ? move.to : program.variables.upper[index])
      }
    }
    return program
  }

  /// Looks for the bounds to move so that this program becomes feasible, at the least cost. The goal plays no part.
  ///
  /// ```swift
  /// let outcome = program.cheapestRelaxation { constraint in
  ///   wishes.contains(constraint) ? RelaxationPrice(priority: 1, weight: 2) : nil
  /// }
  /// for move in outcome.relaxation?.moves ?? [] { print(move.target, move.from, "→", move.to) }
  /// ```
  ///
  /// Priorities are lexicographic: first the cost at the highest priority is made as small as any moving of lower ones
  /// allows, then the next. One solve a priority, of the program with two more variables a priced bound.
  ///
  /// - Parameters:
  ///   - limits: ``Limits/seconds`` holds for all of it together.
  ///   - monitor: Lets another thread cancel.
  ///   - price: The price of a constraint's bounds; `nil` where they must not be moved.
  ///   - boundPrice: The price of a variable's bounds; `nil`, as for all by default, where they must not be moved.
  public func cheapestRelaxation(
    limits: Limits = .none, monitor: SolveMonitor? = nil,
    price: (Constraint) -> RelaxationPrice? = { _ in RelaxationPrice() },
    boundPrice: (Variable) -> RelaxationPrice? = { _ in nil }
  ) -> RelaxationOutcome {
    let faults = self.faults
    guard faults.isEmpty else { return .failed(.invalidModel(faults)) }
    if monitor?.isCancelled == true { return .undecided(.cancelled) }
    let prices = BoundPrices(
      rows: (0..<constraints.count).map { price(Constraint(program: id, index: $0)) },
      variables: (0..<variables.count).map { boundPrice(Variable(program: id, index: $0)) })
    if let target = prices.firstUnsound(in: self) { return .weightNotPositive(target) }
    guard fixedBoundsAreInOrder(prices) else { return .impossible }
    do {
      return try GLPKSession.run(monitor: monitor, seconds: limits.seconds) { session throws(SolverFault) in
        var search = RelaxationSearch(self, prices, limits)
        return try search.run(in: session)
      }
    } catch {
      return .failed(error)
    }
  }
}

/// The prices of a program's bounds, by index.
struct BoundPrices {
  let rows: [RelaxationPrice?]
  let variables: [RelaxationPrice?]

  /// Every priority that occurs, the highest first.
  var priorities: [Int] { Set((rows + variables).compactMap { $0?.priority }).sorted(by: >) }

  func firstUnsound(in program: LinearProgram) -> Relaxation.Target? {
    func isUnsound(_ price: RelaxationPrice?) -> Bool {
      price.map { !($0.weight > 0 && $0.weight < .infinity) } ?? false
    }
    if let row = rows.firstIndex(where: isUnsound) { return .constraint(Constraint(program: program.id, index: row)) }
    return variables.firstIndex(where: isUnsound).map { .variable(Variable(program: program.id, index: $0)) }
  }
}

extension LinearProgram {
  /// Whether the bounds that must not be moved leave room: a conflict among these no relaxation can mend.
  fileprivate func fixedBoundsAreInOrder(_ prices: BoundPrices) -> Bool {
    for index in 0..<variables.count where prices.variables[index] == nil {
      let (lower, upper) = (variables.lower[index], variables.upper[index])
      if lower > upper { return false }
      if variables.takesWholeNumbers(index), lower.rounded(.up) > upper.rounded(.down) { return false }
    }
    return constraints.rows.indices.allSatisfy {
      prices.rows[$0] != nil || constraints.rows[$0].lower <= constraints.rows[$0].upper
    }
  }
}
