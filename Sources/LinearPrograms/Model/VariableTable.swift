// SPDX-License-Identifier: GPL-3.0-or-later

/// The variables of a program, an array for each of their properties, in the layout that a solver is handed.
@usableFromInline
struct VariableTable: Sendable {
  /// The names that were given one by one, by variable.
  private var givenNames: [Int: String] = [:]
  /// How to name those that were given none.
  var naming: (@Sendable (_ index: Int) -> String?)?
  private(set) var lower: [Double] = []
  private(set) var upper: [Double] = []
  /// 1 where a variable takes whole numbers only.
  private(set) var wholeNumbers: [UInt8] = []
  /// Whether some variable does.
  private(set) var hasWholeNumbers = false

  var count: Int { lower.count }

  /// A variable's name; `nil` where it has none. O(1).
  func name(_ index: Int) -> String? { givenNames[index] ?? naming?(index) }

  func takesWholeNumbers(_ index: Int) -> Bool { wholeNumbers[index] != 0 }

  mutating func reserve(_ more: Int) {
    lower.reserveCapacity(count + more)
    upper.reserveCapacity(count + more)
    wholeNumbers.reserveCapacity(count + more)
  }

  /// Replaces a variable's bounds. O(1).
  mutating func setBounds(of index: Int, lower: Double, upper: Double) {
    (self.lower[index], self.upper[index]) = (lower, upper)
  }

  /// Names the variable that is appended next.
  @usableFromInline
  mutating func nameNext(_ name: String) { givenNames[count] = name }

  @inline(__always)
  mutating func append(lower: Double, upper: Double, wholeNumbers: Bool) {
    self.lower.append(lower)
    self.upper.append(upper)
    self.wholeNumbers.append(wholeNumbers ? 1 : 0)
    hasWholeNumbers = hasWholeNumbers || wholeNumbers
  }
}
