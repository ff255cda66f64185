// SPDX-License-Identifier: GPL-3.0-or-later

import BigInt

@testable import LinearPrograms

/// A second opinion on a certificate, written for shortness alone: every number is a whole multiple of 2^-1200, a product
/// of 2^-2400 and so on, and nothing is shared with the checker but the certificate's arrays.
enum PlainVerdict {
  /// Whether everything that the certificate claims holds; `nil` where a bound would have to be derived.
  static func holds(_ certificate: Certificate) -> Bool? {
    let program = certificate.program
    let count = program.variables.lower.count
    let whole = Set(program.wholeNumbers)
    var (lower, upper) = (program.variables.lower, program.variables.upper)
    for j in whole { (lower[j], upper[j]) = (lower[j].rounded(.up), upper[j].rounded(.down)) }
    guard zip(lower, upper).allSatisfy({ $0 <= $1 }),
      zip(program.rows.lower, program.rows.upper).allSatisfy({ $0 <= $1 })
    else { return false }
    guard certificate.tolerance >= 0, certificate.goal.isFinite else { return false }

    // Feasible?
    let x = certificate.point
    let tolerance = number(certificate.tolerance)
    for j in 0..<count {
      if x[j] < program.variables.lower[j], number(program.variables.lower[j]) - number(x[j]) > tolerance {
        return false
      }
      if x[j] > program.variables.upper[j], number(x[j]) - number(program.variables.upper[j]) > tolerance {
        return false
      }
      if whole.contains(j), x[j] != x[j].rounded() { return false }
    }
    for i in program.rows.lower.indices {
      var sum = BigInt(0)
      for e in program.starts[i]..<program.starts[i + 1] {
        sum += number(program.entries.coefficients[e]) * number(x[program.entries.variables[e]])
      }
      if program.rows.lower[i].isFinite, number(program.rows.lower[i]) * one - sum > tolerance * one { return false }
      if program.rows.upper[i].isFinite, sum - number(program.rows.upper[i]) * one > tolerance * one { return false }
    }

    // The goal, in units of 2^-2400.
    var goal = number(program.constant) * one
    for (j, cost) in zip(program.costs.variables, program.costs.coefficients) { goal += number(cost) * number(x[j]) }
    let convex = program.convexCosts
    for (n, j) in convex.variables.enumerated() {
      let steps = convex.steps[convex.starts[n]..<convex.starts[n + 1]]
      let place = Int(x[j]) - convex.origins[n]
      guard place >= 0, place <= steps.count, Double(convex.origins[n]) >= lower[j],
        Double(convex.origins[n] + steps.count) <= upper[j], zip(steps, steps.dropFirst()).allSatisfy({ $0 <= $1 }),
        !steps.isEmpty || lower[j] == upper[j]
      else { return false }
      goal += number(convex.values[n]) * one
      for step in steps.prefix(place) { goal += number(step) * one }
    }
    // The nearest double is the one whose neighbours are further away; of two, the even one.
    let error = (goal - number(certificate.goal) * one).magnitude
    for neighbour in [certificate.goal.nextUp, certificate.goal.nextDown] {
      let other = (goal - number(neighbour) * one).magnitude
      if other < error || (other == error && certificate.goal.significandBitPattern % 2 == 1) { return false }
    }

    guard case .optimal(let multipliers, let bound, let gap) = certificate.claim, gap >= 0 else { return nil }
    let sign = BigInt(program.maximize ? -1 : 1)
    var least = sign * number(program.constant) * one
    for (i, y) in multipliers.enumerated() where y != 0 {
      let side = number(y).signum() * sign > 0 ? program.rows.lower[i] : program.rows.upper[i]
      guard side.isFinite else { return false }
      least += sign * number(y) * number(side)
    }
    var reduced = [BigInt](repeating: 0, count: count)
    for (j, cost) in zip(program.costs.variables, program.costs.coefficients) {
      reduced[j] += sign * number(cost) * one
    }
    for (i, y) in multipliers.enumerated() {
      for e in program.starts[i]..<program.starts[i + 1] {
        reduced[program.entries.variables[e]] -= sign * number(y) * number(program.entries.coefficients[e])
      }
    }
    least *= one
    for j in 0..<count {
      if let n = convex.variables.firstIndex(of: j) {
        let steps = Array(convex.steps[convex.starts[n]..<convex.starts[n + 1]])
        let from = convex.origins[n]
        // All values of the variable, with the outermost steps repeated as far as the bounds go.
        var best: BigInt?
        for value in Int(lower[j])...Int(upper[j]) {
          var cost = (reduced[j] * BigInt(value) + number(convex.values[n]) * one) * one
          if let first = steps.first, let last = steps.last {
            cost -= number(first) * BigInt(max(0, from - value)) * one * one
            for step in steps.prefix(max(0, value - from)) { cost += number(step) * one * one }
            cost += number(last) * BigInt(max(0, value - from - steps.count)) * one * one
          }
          best = best.map { min($0, cost) } ?? cost
        }
        least += best ?? 0
      } else if reduced[j] != 0 {
        let side = reduced[j] > 0 ? lower[j] : upper[j]
        guard side.isFinite else { return nil }
        least += reduced[j] * number(side)
      }
    }
    if sign * number(bound) * one * one > least { return false }
    return sign * (goal - number(bound) * one) <= number(gap) * one
  }

  private static let one = BigInt(1) << 1200

  private static func number(_ value: Double) -> BigInt {
    let significand = BigInt(value.significandBitPattern | (value.isNormal ? 1 << 52 : 0))
    let exponent = value.isNormal ? Int(value.exponentBitPattern) - 1075 : -1074
    let magnitude = significand << (1200 + exponent)
    return value.sign == .minus ? -magnitude : magnitude
  }
}
