// SPDX-License-Identifier: GPL-3.0-or-later

/// A point that keeps all constraints, re-checked against the model independently of the solver.
public struct Solution: Sendable {
  /// How a point was found.
  public enum Method: Sendable, Hashable {
    /// By the simplex method on a program whose matrix is a network or two families of totals, and whose bounds are
    /// whole: whole-number variables come out whole by construction, and nothing was branched.
    case network(iterations: Int)
    /// By the simplex method on the linear program itself. Whole-number variables, if any, happened to come out whole:
    /// nothing was branched.
    case linearProgram(iterations: Int)
    /// By branch and bound.
    case branchAndBound(nodes: Int)
    /// By prices for the rows that couple many small blocks, or sums in an order: they prove a bound, and leave branch and
    /// bound what is between the bound and a point; no nodes where nothing is.
    case prices(nodes: Int)

    /// The subproblems of branch and bound. O(1).
    public var nodes: Int {
      switch self {
      case .network, .linearProgram: 0
      case .branchAndBound(let nodes), .prices(let nodes): nodes
      }
    }

    /// Whether it took more than a linear program. O(1).
    public var isBranched: Bool {
      switch self {
      case .network, .linearProgram: false
      case .branchAndBound, .prices: true
      }
    }

    /// How parts of one whole were solved together: as the one that took the most. O(parts).
    ///
    /// - Parameters:
    ///   - methods: How each part was solved.
    ///   - iterations: The simplex iterations of all parts; `nil` for the sum of what they say.
    public init(together methods: some Sequence<Method>, iterations: Int? = nil) {
      var (sum, nodes) = (0, 0)
      var (isNetwork, isPriced, wasSearched) = (true, false, false)
      for method in methods {
        nodes += method.nodes
        switch method {
        case .network(let count): sum += count
        case .linearProgram(let count): (sum, isNetwork) = (sum + count, false)
        case .branchAndBound: wasSearched = true
        case .prices: isPriced = true
        }
      }
      if wasSearched {
        self = .branchAndBound(nodes: nodes)
      } else if isPriced {
        self = .prices(nodes: nodes)
      } else {
        self = isNetwork ? .network(iterations: iterations ?? sum) : .linearProgram(iterations: iterations ?? sum)
      }
    }
  }

  /// The goal's value, computed from the point by the model and not by the solver.
  public let goal: Double

  /// How it was found.
  public let method: Method

  /// The largest amount by which the point breaks a constraint or bound: 0, or a rounding error within the tolerance.
  public let largestViolation: Double

  /// One value a variable, by its index.
  let values: [Double]

  /// Whether more than a linear program was needed; a solution without it carries the multipliers of the linear program.
  public var wasBranched: Bool { method.isBranched }

  /// What the duals say of each variable with a convex cost, by variable index.
  let margins: MarginTable

  /// What the linear program at the root of branch and bound says; `nil` where nothing was branched.
  var root: Root?

  /// The solutions of the program's parts, where it was taken apart and some part was branched.
  var parts: Parts?

  /// What prices leave of the program, where they proved this point.
  var narrowing: Narrowing?

  /// The linear program at the root: its goal, and what its duals say of each variable with a convex cost.
  struct Root: Sendable {
    let goal: Double
    let margins: MarginTable
  }

  /// One multiplier a constraint, ∂goal/∂bound, where the linear program gave the solution; empty otherwise.
  let multipliers: [Double]

  /// The program that this is a point of; its copies share it.
  let program: ObjectIdentifier

  init(
    program: ObjectIdentifier, values: [Double], goal: Double, method: Method, largestViolation: Double,
    margins: MarginTable = MarginTable(), multipliers: [Double] = []
  ) {
    self.program = program
    self.values = values
    self.goal = goal
    self.method = method
    self.largestViolation = largestViolation
    self.margins = margins
    self.multipliers = multipliers
  }

  /// The value of a variable; NaN for a variable of another program. Whole-number variables are exactly whole.
  public subscript(_ variable: Variable) -> Double {
    variable.program == program && variable.index < values.count ? values[variable.index] : .nan
  }

  /// The value of a term or an expression; NaN where a variable of another program is in it. O(terms).
  public subscript(_ part: some LinearConvertible) -> Double {
    let expression = part.asExpression
    let isOwn = !expression.mixesPrograms && (expression.program == nil || expression.program == program)
    guard isOwn, expression.entries.allSatisfy({ $0.index < values.count }) else { return .nan }
    return expression.value(at: values)
  }

  /// What the duals say of a variable with a convex cost; `nil` for other variables, and where branch and bound was
  /// needed, whose points have no duals.
  public func margin(of variable: Variable) -> Margin? {
    variable.program == program ? margins[variable.index] : nil
  }

  /// How a variable with a convex cost stands against the price of what it uses.
  public struct Margin: Sendable, Hashable {
    /// What one more unit of the variable may cost and still pay: the multipliers of its constraints times its
    /// coefficients, less its linear coefficient in the goal. Steps that cost less are taken, steps that cost more are not.
    public let worth: Double

    /// The values that the variable can take in any point whose goal is as good, to within
    /// ``GLPKSolver/tieTolerance``; one value where the goal leaves no choice. Read off the reduced costs, so it may be
    /// wider than the truth but never narrower.
    public let optimalRange: ClosedRange<Int>
  }
}

extension Solution.Margin {
  /// The values that a point can have whose goal is at most `slack` worse than the linear program's: each step beyond
  /// what pays costs at least what it costs more than it is worth. Where these are more than `mostSteps`, steps of one cost
  /// counted once, no more are looked at, and what comes back has as many at least. O(steps of different costs · log range).
  func range(
    within slack: Double, _ cost: ConvexCost, _ bounds: ClosedRange<Int>, mostSteps: Int
  ) -> ClosedRange<Int> {
    var (low, high) = (optimalRange.lowerBound, optimalRange.upperBound)
    var (loss, steps) = (0.0, 0)
    /// How many of some steps of one cost are within the slack.
    func affordable(_ count: Int, at excess: Double) -> Int {
      loss += excess
      guard loss <= slack else { return 0 }
      guard excess > 0, count > 1 else { return count }
      let more = min(Double(count - 1), ((slack - loss) / excess).rounded(.down))
      loss += more * excess
      return 1 + Int(more)
    }
    while high < bounds.upperBound, steps <= mostSteps {
      let run = cost.endOfRun(from: high + 1, upTo: bounds.upperBound) - high
      let count = affordable(run, at: max(0, cost.ofStep(high + 1) - worth))
      high += count
      steps += 1
      guard count == run else { break }
    }
    loss = 0
    while low > bounds.lowerBound, steps <= mostSteps {
      let run = low + 1 - cost.startOfRun(to: low, from: bounds.lowerBound + 1)
      let count = affordable(run, at: max(0, worth - cost.ofStep(low)))
      low -= count
      steps += 1
      guard count == run else { break }
    }
    return low...high
  }
}
