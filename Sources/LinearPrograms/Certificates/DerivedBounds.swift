// SPDX-License-Identifier: GPL-3.0-or-later

/// Bounds of variables that follow from the rows of a program and from the goal being no worse than a given one.
///
/// A row Σ aₖxₖ ≤ u bounds each of its variables by the least that the others can be; so it goes on until nothing new is
/// found. Doubles, with every operation rounded outwards: what comes out may be wider than the truth, never narrower.
/// Bound propagation: Savelsbergh, "Preprocessing and probing techniques for mixed integer programming problems", 1994.
struct DerivedBounds {
  private(set) var lower: [Double]
  private(set) var upper: [Double]

  /// The most passes over the rows. Chains of rows longer than that are rare, and each pass is a whole one.
  private static let mostPasses = 30

  /// O(passes · nonzeros).
  ///
  /// - Parameters:
  ///   - program: Arrays without layout faults.
  ///   - goalAtMost: What `sign` times the goal may be at most.
  ///   - sign: 1 when minimising, −1 when maximising.
  init(_ program: Certificate.Program, goalAtMost: Double, sign: Double) {
    lower = program.variables.lower
    upper = program.variables.upper
    // The goal is a row like the others, unless convex costs, known in part only, belong to it.
    var costs = [(variable: Int, coefficient: Double)]()
    let isLinear =
      program.convexCosts.variables.isEmpty && Set(program.costs.variables).count == program.costs.variables.count
    if isLinear {
      costs = zip(program.costs.variables, program.costs.coefficients).map { ($0, sign * $1) }
    }
    let room = (goalAtMost - sign * program.constant).nextUp
    for _ in 0..<Self.mostPasses {
      var isNew = false
      for row in program.rows.lower.indices {
        let terms = (program.starts[row]..<program.starts[row + 1]).map {
          (variable: program.entries.variables[$0], coefficient: program.entries.coefficients[$0])
        }
        if tighten(terms, atMost: program.rows.upper[row]) { isNew = true }
        if tighten(terms.map { ($0, -$1) }, atMost: -program.rows.lower[row]) { isNew = true }
      }
      if tighten(costs, atMost: room) { isNew = true }
      if !isNew { break }
    }
  }

  /// Draws the consequences of Σ coefficient · variable ≤ `limit`. Says whether a bound became finite or much tighter.
  private mutating func tighten(_ terms: [(variable: Int, coefficient: Double)], atMost limit: Double) -> Bool {
    guard limit.isFinite else { return false }
    var least = 0.0
    var unbounded = 0
    for term in terms {
      let part = leastOf(term)
      if part == -.infinity { unbounded += 1 } else { least = (least + part).nextDown }
    }
    guard unbounded <= 1, least.isFinite else { return false }
    var isNew = false
    for term in terms where term.coefficient != 0 {
      let part = leastOf(term)
      guard unbounded == 0 || part == -.infinity else { continue }
      let others = part == -.infinity ? least : (least - part).nextDown
      let room = (limit - others).nextUp
      let bound = room / term.coefficient
      guard bound.isFinite else { continue }
      if term.coefficient > 0 {
        if isTighter(bound.nextUp, than: upper[term.variable], toward: lower[term.variable]) {
          upper[term.variable] = bound.nextUp
          isNew = true
        }
      } else if isTighter(-bound.nextDown, than: -lower[term.variable], toward: -upper[term.variable]) {
        lower[term.variable] = bound.nextDown
        isNew = true
      }
    }
    return isNew
  }

  /// A lower bound of coefficient · variable, −∞ for none.
  private func leastOf(_ term: (variable: Int, coefficient: Double)) -> Double {
    if term.coefficient == 0 { return 0 }
    let bound = term.coefficient > 0 ? lower[term.variable] : upper[term.variable]
    let product = term.coefficient * bound
    return product.isFinite ? product.nextDown : -.infinity
  }

  /// Whether an upper bound says something that is worth another pass: it is the first, or takes a tenth of the range.
  private func isTighter(_ bound: Double, than old: Double, toward other: Double) -> Bool {
    if old == .infinity { return true }
    guard bound < old, other.isFinite else { return false }
    return old - bound > 0.1 * (old - other) && old - bound > 1e-3 * abs(old)
  }
}
