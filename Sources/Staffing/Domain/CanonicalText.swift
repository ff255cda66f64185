// SPDX-License-Identifier: GPL-3.0-or-later

/// Texts in the order of the Unicode code points of their canonical form, as `String` has it, with a short way for those
/// that are in canonical form whatever stands beside them: nearly all names of places.
package enum CanonicalText {
  /// As `left < right`. O(length).
  static func precedes(_ left: String, _ right: String) -> Bool {
    // UTF-8 keeps the order of code points.
    isCanonical(left) && isCanonical(right) ? left.utf8.lexicographicallyPrecedes(right.utf8) : left < right
  }

  /// A number that is the same for equal texts and hardly ever for others, by the FNV-1a hash of Fowler, Noll and Vo; `nil`
  /// for a text whose canonical form has to be looked for. O(length).
  package static func digest(_ text: String) -> UInt64? {
    guard isCanonical(text) else { return nil }
    return text.utf8.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
  }

  /// A text with what its order is mostly told by.
  struct Key {
    let text: String
    /// The first eight bytes as a number, where the text is in canonical form: UTF-8 keeps the order of code points.
    private let head: UInt64?

    init(_ text: String) {
      self.text = text
      head = isCanonical(text) ? CanonicalText.head(text) : nil
    }

    /// As ``CanonicalText/precedes(_:_:)``.
    static func precedes(_ left: Key, _ right: Key) -> Bool {
      if let mine = left.head, let theirs = right.head, mine != theirs { return mine < theirs }
      return CanonicalText.precedes(left.text, right.text)
    }
  }

  private static func head(_ text: String) -> UInt64 {
    var (head, count) = (UInt64(0), 0)
    for byte in text.utf8.prefix(8) { (head, count) = (head << 8 | UInt64(byte), count + 1) }
    // A text that ends earlier comes first.
    return count == 0 ? 0 : head << UInt64(8 * (8 - count))
  }

  /// Whether a text is of ASCII and of the first block of unified ideographs alone (U+4E00–U+9FFF), of which none is
  /// composed, decomposed or put in another order (Unicode Standard Annex 15).
  private static func isCanonical(_ text: String) -> Bool {
    var (text, previous) = (text, UInt8(0))
    return text.withUTF8 { bytes in
      for byte in bytes {
        // Behind the lead E4 the ideographs begin with B8; the leads E5 to E9 have nothing else.
        if byte > 0xE9 || (0xC0..<0xE4).contains(byte) || (previous == 0xE4 && byte < 0xB8) { return false }
        previous = byte
      }
      return true
    }
  }
}
