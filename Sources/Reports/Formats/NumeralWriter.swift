// SPDX-License-Identifier: GPL-3.0-or-later

/// Numerals and what stands between them, written from the end to the beginning: that is the order in which a number gives
/// its digits, and so nothing has to be moved, or room made for it, in between.
struct NumeralWriter {
  private let bytes: UnsafeMutableBufferPointer<UInt8>
  private var start: Int

  /// What a numeral takes at most, with its sign and its point and a comma; one that is given more than ten decimals takes
  /// as many bytes more.
  static let widestNumeral = 32

  /// What comes of `body`, which has a writer of nothing, with room for so many bytes. O(1).
  static func with<Result>(room: Int, _ body: (inout NumeralWriter) -> Result) -> Result {
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: room) { bytes in
      var writer = NumeralWriter(bytes: bytes, start: bytes.count)
      return body(&writer)
    }
  }

  private init(bytes: UnsafeMutableBufferPointer<UInt8>, start: Int) { (self.bytes, self.start) = (bytes, start) }

  /// What was written, in UTF-8; not to be kept beyond the writer.
  var text: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(rebasing: bytes[start...]) }

  /// Takes everything away.
  mutating func clear() { start = bytes.count }

  /// Writes a character of ASCII before the rest.
  mutating func prepend(_ character: Unicode.Scalar) { prepend(byte: UInt8(ascii: character)) }

  /// Writes a whole number before the rest, or one of so many tenths, hundredths and so on.
  mutating func prepend(_ units: Int, decimals: Int = 0) {
    prepend(digits: units.magnitude, decimals: decimals)
    if units < 0 { prepend("-") }
  }

  /// Writes a number before the rest, as ``DecimalNumeral/fixed(_:decimals:)`` does.
  mutating func prepend(_ value: Double, decimals: Int) {
    var power = 1.0
    for _ in 0..<decimals { power *= 10 }
    let scaled = (value * power).rounded(.toNearestOrAwayFromZero)
    guard scaled.isFinite, abs(scaled) < 0x1p53 else {
      for byte in "\(value)".utf8.reversed() { prepend(byte: byte) }
      return
    }
    prepend(digits: UInt(abs(scaled)), decimals: decimals)
    if scaled < 0 { prepend("-") }
  }

  /// The digits of a number, with a point before the last so many of them.
  private mutating func prepend(digits value: UInt, decimals: Int) {
    var (rest, written) = (value, 0)
    repeat {
      if decimals > 0, written == decimals { prepend(".") }
      let (quotient, digit) = rest.quotientAndRemainder(dividingBy: 10)
      prepend(byte: UInt8(ascii: "0") &+ UInt8(truncatingIfNeeded: digit))
      (rest, written) = (quotient, written + 1)
    } while rest > 0 || written <= decimals
  }

  private mutating func prepend(byte: UInt8) {
    start -= 1
    bytes.initializeElement(at: start, to: byte)
  }
}
