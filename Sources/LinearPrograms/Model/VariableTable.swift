// SPDX-License-Identifier: GPL-3.0-or-later

/// The variables of a program, an array for each of their properties.
struct VariableTable: Sendable {
  private(set) var names: [String] = []
  private(set) var lower: [Double] = []
  private(set) var upper: [Double] = []
  private(set) var wholeNumbers: [Bool] = []

  var count: Int { lower.count }

  mutating func reserve(_ more: Int) {
    names.reserveCapacity(count + more)
    lower.reserveCapacity(count + more)
    upper.reserveCapacity(count + more)
    wholeNumbers.reserveCapacity(count + more)
  }

  mutating func append(name: String, lower: Double, upper: Double, wholeNumbers: Bool) {
    names.append(name)
    self.lower.append(lower)
    self.upper.append(upper)
    self.wholeNumbers.append(wholeNumbers)
  }
}
