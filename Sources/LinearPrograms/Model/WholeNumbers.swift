// SPDX-License-Identifier: GPL-3.0-or-later

/// Rounding as `rounded(_:)` does it, but for the sign of a zero, without a call: programs that run on every processor of
/// an architecture may not use the instruction that newer ones have for it, and bounds are rounded by the hundred thousand.
extension Double {
  /// The least whole number that is not below.
  var roundedUp: Double {
    guard abs(self) < 0x1p52 else { return self }
    let whole = Double(Int(self))
    return whole < self ? whole + 1 : whole
  }

  /// The greatest whole number that is not above.
  var roundedDown: Double {
    guard abs(self) < 0x1p52 else { return self }
    let whole = Double(Int(self))
    return whole > self ? whole - 1 : whole
  }

  /// The nearest whole number, of two the one further from zero.
  var roundedToNearest: Double {
    guard abs(self) < 0x1p52 else { return self }
    let whole = Double(Int(self))
    let rest = self - whole
    return rest >= 0.5 ? whole + 1 : rest <= -0.5 ? whole - 1 : whole
  }

  /// Whether it is a whole number.
  var isWhole: Bool { self == roundedToNearest }
}
