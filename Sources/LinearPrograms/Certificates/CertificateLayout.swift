// SPDX-License-Identifier: GPL-3.0-or-later

extension Certificate {
  /// Everything that keeps the arrays from being a program with a point and a claim. A certificate without such faults
  /// can be computed with: every index is in range and every number that must be finite is. O(size).
  var layoutFaults: [CertificateRefusal] {
    guard format == Certificate.currentFormat else { return [.format(found: format)] }
    var faults = LayoutFaults()
    let count = program.variables.lower.count
    let rows = program.rows.lower.count
    faults.numbers([program.constant], .constant)
    faults.terms(program.costs, .costVariables, .costs, variables: count)
    faults.bounds(program.variables, .lower, .upper)
    faults.ascending(program.wholeNumbers, .wholeNumbers, below: count)
    faults.bounds(program.rows, .rowLower, .rowUpper)
    faults.starts(program.starts, .rowStarts, parts: rows, end: program.entries.variables.count)
    faults.terms(program.entries, .entryVariables, .entries, variables: count)
    faults.convexCosts(program.convexCosts, variables: count)
    faults.count(point.count, .point, expected: count)
    faults.numbers(point, .point)
    faults.numbers([tolerance], .tolerance, negative: false)
    faults.numbers([goal], .goal)
    if let reach { faults.numbers([reach], .reach, negative: false) }
    switch claim {
    case .feasible: break
    case .branchAndBound(let bound): faults.numbers([bound], .bound)
    case .optimal(let multipliers, let bound, let gap):
      faults.count(multipliers.count, .multipliers, expected: rows)
      faults.numbers(multipliers, .multipliers)
      faults.numbers([bound], .bound)
      faults.numbers([gap], .gap, negative: false)
    }
    guard faults.found.isEmpty else { return faults.found }
    faults.emptyRanges(program)
    faults.windows(program)
    return faults.found
  }
}

/// The faults found so far, and the questions that find them.
private struct LayoutFaults {
  private(set) var found: [CertificateRefusal] = []

  mutating func count(_ count: Int, _ field: CertificateRefusal.Field, expected: Int) {
    if count != expected { found.append(.count(field, found: count, expected: expected)) }
  }

  mutating func numbers(_ numbers: [Double], _ field: CertificateRefusal.Field, negative: Bool = true) {
    for (index, number) in numbers.enumerated() where !number.isFinite || (!negative && number < 0) {
      found.append(.badNumber(field, index: index, found: number))
    }
  }

  mutating func bounds(
    _ bounds: Certificate.Bounds, _ lower: CertificateRefusal.Field, _ upper: CertificateRefusal.Field
  ) {
    count(bounds.upper.count, upper, expected: bounds.lower.count)
    for (index, number) in bounds.lower.enumerated() where !(number < .infinity) {
      found.append(.badNumber(lower, index: index, found: number))
    }
    for (index, number) in bounds.upper.enumerated() where !(number > -.infinity) {
      found.append(.badNumber(upper, index: index, found: number))
    }
  }

  mutating func terms(
    _ terms: Certificate.Terms, _ variables: CertificateRefusal.Field, _ coefficients: CertificateRefusal.Field,
    variables count: Int
  ) {
    self.count(terms.coefficients.count, coefficients, expected: terms.variables.count)
    numbers(terms.coefficients, coefficients)
    for (index, variable) in terms.variables.enumerated() where variable < 0 || variable >= count {
      found.append(.badIndex(variables, index: index, found: variable))
    }
  }

  mutating func ascending(_ indices: [Int], _ field: CertificateRefusal.Field, below count: Int) {
    var previous = -1
    for (index, variable) in indices.enumerated() {
      if variable <= previous || variable >= count {
        found.append(.badIndex(field, index: index, found: variable))
      }
      previous = variable
    }
  }

  mutating func starts(_ starts: [Int], _ field: CertificateRefusal.Field, parts: Int, end: Int) {
    guard starts.count == parts + 1 else {
      found.append(.count(field, found: starts.count, expected: parts + 1))
      return
    }
    var previous = 0
    for (index, start) in starts.enumerated() {
      let isAfter = index == 0 ? start == 0 : start >= previous
      let isBefore = index == parts ? start == end : start <= end
      if !isAfter || !isBefore { found.append(.badIndex(field, index: index, found: start)) }
      previous = start
    }
  }

  mutating func convexCosts(_ costs: Certificate.ConvexCosts, variables count: Int) {
    ascending(costs.variables, .convexVariables, below: count)
    self.count(costs.origins.count, .convexOrigins, expected: costs.variables.count)
    self.count(costs.values.count, .convexValues, expected: costs.variables.count)
    numbers(costs.values, .convexValues)
    numbers(costs.steps, .convexSteps)
    starts(costs.starts, .convexStarts, parts: costs.variables.count, end: costs.steps.count)
  }

  /// What follows asks for arrays that belong together already.
  mutating func emptyRanges(_ program: Certificate.Program) {
    var (lower, upper) = (program.variables.lower, program.variables.upper)
    for variable in program.wholeNumbers {
      (lower[variable], upper[variable]) = (lower[variable].rounded(.up), upper[variable].rounded(.down))
    }
    for variable in lower.indices where lower[variable] > upper[variable] {
      found.append(.noValue(variable: variable, lower: lower[variable], upper: upper[variable]))
    }
    for (row, (lower, upper)) in zip(program.rows.lower, program.rows.upper).enumerated() where lower > upper {
      found.append(.noActivity(row: row, lower: lower, upper: upper))
    }
  }

  mutating func windows(_ program: Certificate.Program) {
    let costs = program.convexCosts
    let whole = Set(program.wholeNumbers)
    for (number, variable) in costs.variables.enumerated() {
      let steps = costs.starts[number]..<costs.starts[number + 1]
      let origin = costs.origins[number]
      let lower = program.variables.lower[variable].rounded(.up)
      let upper = program.variables.upper[variable].rounded(.down)
      // Beyond 2^52 doubles and whole numbers no longer mean the same.
      let isCountable = abs(lower) <= 0x1p52 && abs(upper) <= 0x1p52 && origin.magnitude <= 1 << 52
      let fits = isCountable && Double(origin) >= lower && Double(origin) + Double(steps.count) <= upper
      if !whole.contains(variable) || !fits || (steps.isEmpty && lower != upper) {
        found.append(.badWindow(variable: variable, from: origin, steps: steps.count))
        continue
      }
      for step in steps.dropFirst() where costs.steps[step] < costs.steps[step - 1] {
        found.append(
          .costFalls(
            variable: variable, step: origin + step - steps.lowerBound + 1, found: costs.steps[step],
            expectedAtLeast: costs.steps[step - 1]))
      }
    }
  }
}
