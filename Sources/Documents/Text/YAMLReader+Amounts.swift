// SPDX-License-Identifier: GPL-3.0-or-later

internal import Staffing

/// Amounts with units, rates, fractions and dates.
extension YAMLReader {
  /// An amount in the unit of a dimension, as `1.5 万人` or `2 km²`. Zero and plain numbers need no unit.
  func amount(_ value: YAMLValue, of dimension: Metric.Dimension, aboveZero: Bool = false) -> Quantity? {
    guard let text = text(value) else { return nil }
    guard let amount = amount(text, of: dimension, at: value.position) else { return nil }
    if aboveZero && amount == .zero {
      faults.add(.wrongValue(value.excerpt, expected: .positiveNumber), at: value.position)
      return nil
    }
    return amount
  }

  /// As ``amount(_:of:aboveZero:)``, of a text at a place.
  func amount(_ text: String, of dimension: Metric.Dimension, at position: Position) -> Quantity? {
    let digits = text.prefix { $0.isNumber && $0.isASCII || ".,+-".contains($0) || ("０"..."９").contains($0) }
    guard let number = Numeral.quantity(String(digits).trimmingBlanks), !number.isNegative,
      number.doubleValue <= Double(Scenario.largestCount)
    else {
      faults.add(.wrongValue(String(text.prefix(60)), expected: .number), at: position)
      return nil
    }
    let unit = String(text[digits.endIndex...]).trimmingBlanks
    if unit.isEmpty {
      if dimension == .number || number == .zero { return number }
      faults.add(
        .amountWithoutUnit(String(text.prefix(60)), accepted: MeasuringUnit.accepted(for: dimension)), at: position)
      return nil
    }
    return power(of: unit, dimension, at: position).flatMap(number.scaled)
  }

  private func power(of unit: String, _ dimension: Metric.Dimension, at position: Position) -> Int? {
    let units = MeasuringUnit.all(of: dimension)
    if let known = units.first(where: { $0.names.contains { $0.lowercased() == unit.lowercased() } }) {
      return known.powerOfTen
    }
    faults.add(.unknownUnit(unit, accepted: MeasuringUnit.accepted(for: dimension)), at: position)
    return nil
  }

  /// A number of either sign for each unit of a dimension, as `1.8 / 千人`; a plain number may do without `/ 1`.
  func rate(_ value: YAMLValue, of dimension: Metric.Dimension) -> (amount: Quantity, unit: Quantity)? {
    guard let text = text(value) else { return nil }
    let parts = text.split(maxSplits: 1, omittingEmptySubsequences: false) { "/／".contains($0) }
    guard let amount = Numeral.quantity(String(parts[0]).trimmingBlanks),
      abs(amount.doubleValue) <= Double(Scenario.largestCount)
    else {
      faults.add(.wrongValue(value.excerpt, expected: .rate), at: value.position)
      return nil
    }
    guard parts.count == 2 else {
      if dimension == .number { return (amount, Quantity(1)) }
      faults.add(.wrongValue(value.excerpt, expected: .rate), at: value.position)
      return nil
    }
    let unit = String(parts[1]).trimmingBlanks
    return power(of: unit, dimension, at: value.position).flatMap { power in
      Quantity(1).scaled(byPowerOfTen: power).map { (amount, $0) }
    }
  }

  /// A number of either sign.
  func signed(_ value: YAMLValue) -> Quantity? {
    guard let text = value.text, let number = Numeral.quantity(text),
      abs(number.doubleValue) <= Double(Scenario.largestCount)
    else {
      faults.add(.wrongValue(value.excerpt, expected: .signedNumber), at: value.position)
      return nil
    }
    return number
  }

  /// A part of the whole, as `0.125` or `12.5%`.
  func fraction(_ value: YAMLValue) -> Quantity? {
    let text = value.text ?? ""
    let isPercent = text.hasSuffix("%") || text.hasSuffix("％")
    let number = Numeral.quantity(isPercent ? String(text.dropLast()).trimmingBlanks : text)
    guard let fraction = number?.scaled(byPowerOfTen: isPercent ? -2 : 0), !fraction.isNegative,
      fraction.doubleValue <= 1
    else {
      faults.add(.wrongValue(value.excerpt, expected: .fraction), at: value.position)
      return nil
    }
    return fraction
  }

  /// A day, as `2026-12-31`.
  func date(_ value: YAMLValue) -> CalendarDate? {
    if let date = CalendarDate(value.text ?? "") { return date }
    faults.add(.wrongValue(value.excerpt, expected: .date), at: value.position)
    return nil
  }
}
