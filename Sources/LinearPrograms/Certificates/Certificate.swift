// SPDX-License-Identifier: GPL-3.0-or-later

/// Everything that is needed to check a result without the solver and without the model: a plain value, kept as JSON.
///
/// ```swift
/// let certificate = try program.certificate(for: program.solve())
/// let json = try JSONEncoder().encode(certificate)
/// // … elsewhere, years later:
/// switch CertificateChecker().check(try JSONDecoder().decode(Certificate.self, from: json)) {
/// case .valid(let proof): print(proof.optimality)
/// case .refused(let refusals): print(refusals)
/// }
/// ```
///
/// Every number is a double and means exactly that double; in JSON it is the shortest decimal that is nearest to it, so
/// it comes back bit for bit. An infinite bound is `null`. Variables and rows are counted from 0.
///
/// What a certificate cannot show has to be trusted: that the program in it is the one that was meant; and for convex
/// costs, of which it holds only the steps of a window around the point, that steps below the window cost no more than
/// its first step and steps above it no less than its last. Within the window this is checked.
public struct Certificate: Sendable, Hashable, Codable {
  /// The layout that this source file describes.
  public static let currentFormat = "linear-program-certificate/1"

  /// The layout of the JSON text: ``currentFormat``.
  public var format = Certificate.currentFormat
  /// The program.
  public var program: Program
  /// One value a variable.
  public var point: [Double]
  /// The most by which the point may break a bound or a row, in the unit of each: 0, or for points that a floating-point
  /// solver rounded, the largest amount by which it does, rounded up. Whole-number variables are exactly whole always.
  public var tolerance: Double
  /// The goal's value at the point: the double nearest to the exact value, the even one of two.
  public var goal: Double
  /// What is said of the point.
  public var claim: Claim
  /// How far from zero a variable may go that has no bound where the proof needs one, and gets none from the rows: what
  /// is proved holds for points within, of which this must be one. `nil`, which is usual, where nothing is left to be
  /// assumed.
  ///
  /// It is needed where the optimum is not a bounded set: then the least rounding of data or multipliers makes a goal
  /// that falls without end, if ever so slowly, and in exact arithmetic that is what the program says.
  public var reach: Double?

  /// A certificate as it stands; whether it holds is told by ``CertificateChecker``.
  public init(
    program: Program, point: [Double], tolerance: Double, goal: Double, claim: Claim, reach: Double? = nil
  ) {
    self.program = program
    self.point = point
    self.tolerance = tolerance
    self.goal = goal
    self.claim = claim
    self.reach = reach
  }

  /// What a certificate says of its point, beyond that it keeps all constraints.
  public enum Claim: Sendable, Hashable, Codable {
    /// No point has a goal better than `bound`, and that of the point is worse than `bound` by at most `gap`.
    ///
    /// The multipliers prove it, one a row in the sense of ∂goal/∂bound, by weak duality.
    case optimal(multipliers: [Double], bound: Double, gap: Double)
    /// The solver says, after branch and bound, that no point has a goal better than `bound`. Nothing here proves it.
    case branchAndBound(bound: Double)
    /// Nothing: the point keeps all constraints, and no finite bound on the goal was to be had.
    case feasible
  }

  /// A linear program as arrays.
  public struct Program: Sendable, Hashable, Codable {
    /// Whether the goal is to be made large.
    public var maximize: Bool
    /// The part of the goal that no variable multiplies.
    public var constant: Double
    /// The linear terms of the goal as they were written; those of one variable add up.
    public var costs: Terms
    /// The bounds of the variables.
    public var variables: Bounds
    /// The variables that take whole numbers only, ascending.
    public var wholeNumbers: [Int]
    /// The convex costs of whole-number variables.
    public var convexCosts: ConvexCosts
    /// The bounds of the rows.
    public var rows: Bounds
    /// Where each row's terms begin in ``entries``, and one more at the end.
    public var starts: [Int]
    /// The terms of all rows, row by row; those of one variable in a row add up.
    public var entries: Terms

    /// A program; see the properties for what belongs together.
    public init(
      maximize: Bool, constant: Double, costs: Terms, variables: Bounds, wholeNumbers: [Int],
      convexCosts: ConvexCosts, rows: Bounds, starts: [Int], entries: Terms
    ) {
      self.maximize = maximize
      self.constant = constant
      self.costs = costs
      self.variables = variables
      self.wholeNumbers = wholeNumbers
      self.convexCosts = convexCosts
      self.rows = rows
      self.starts = starts
      self.entries = entries
    }
  }

  /// Variables with coefficients, as two arrays of one length.
  public struct Terms: Sendable, Hashable, Codable {
    /// The variable of each term.
    public var variables: [Int]
    /// What multiplies it.
    public var coefficients: [Double]

    /// Terms; none by default.
    public init(variables: [Int] = [], coefficients: [Double] = []) {
      self.variables = variables
      self.coefficients = coefficients
    }
  }

  /// Lower and upper bounds, as two arrays of one length; infinities mean none, and are `null` in JSON.
  public struct Bounds: Sendable, Hashable {
    /// The least value of each, −∞ for none.
    public var lower: [Double]
    /// The greatest value of each, +∞ for none.
    public var upper: [Double]

    /// Bounds.
    public init(lower: [Double], upper: [Double]) {
      self.lower = lower
      self.upper = upper
    }
  }

  /// Convex costs, each by the unit steps of a window.
  ///
  /// Cost number `n` is that of `variables[n]`: `values[n]` at `origins[n]`, where the window begins, and each of
  /// `steps[starts[n]..<starts[n + 1]]` more for one unit more.
  public struct ConvexCosts: Sendable, Hashable, Codable {
    /// The variables that bear a convex cost, ascending.
    public var variables: [Int]
    /// The value of the variable at the lower end of its window.
    public var origins: [Int]
    /// The cost there.
    public var values: [Double]
    /// Where each cost's steps begin, and one more at the end.
    public var starts: [Int]
    /// What each unit step of the windows costs.
    public var steps: [Double]

    /// No convex cost.
    public init() { (variables, origins, values, starts, steps) = ([], [], [], [0], []) }

    /// Adds the cost of the next variable: `value` at `origin`, and what each unit step from there costs.
    public mutating func append(variable: Int, origin: Int, value: Double, steps: [Double]) {
      variables.append(variable)
      origins.append(origin)
      values.append(value)
      self.steps += steps
      starts.append(self.steps.count)
    }
  }
}

extension Certificate.Bounds: Codable {
  private enum CodingKeys: CodingKey { case lower, upper }

  /// Reads bounds; `null` is an infinity.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    lower = try container.decode([Double?].self, forKey: .lower).map { $0 ?? -.infinity }
    upper = try container.decode([Double?].self, forKey: .upper).map { $0 ?? .infinity }
  }

  /// Writes bounds; an infinity of the side's own sign is `null`.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(lower.map { $0 == -.infinity ? nil : $0 }, forKey: .lower)
    try container.encode(upper.map { $0 == .infinity ? nil : $0 }, forKey: .upper)
  }
}
