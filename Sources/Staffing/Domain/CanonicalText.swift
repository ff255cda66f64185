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
    var text = text
    return text.withUTF8 { bytes in
      guard isCanonical(bytes) else { return nil }
      var digest: UInt64 = 0xCBF2_9CE4_8422_2325
      for byte in bytes { digest = (digest ^ UInt64(byte)) &* 0x100_0000_01B3 }
      return digest
    }
  }

  /// The first eight bytes of a text in canonical form as a number, zeros where it ends before: of two texts the one with
  /// the smaller number precedes. `nil` for a text whose canonical form has to be looked for. O(length).
  static func head(_ text: String) -> UInt64? {
    var text = text
    return text.withUTF8 { bytes in
      guard isCanonical(bytes) else { return nil }
      var head: UInt64 = 0
      for place in 0..<8 { head = head << 8 | (place < bytes.count ? UInt64(bytes[place]) : 0) }
      return head
    }
  }

  /// Whether a text is of ASCII and of the first block of unified ideographs alone (U+4E00–U+9FFF), of which none is
  /// composed, decomposed or put in another order (Unicode Standard Annex 15).
  private static func isCanonical(_ text: String) -> Bool {
    var text = text
    return text.withUTF8(isCanonical)
  }

  private static func isCanonical(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    var previous: UInt8 = 0
    for byte in bytes {
      // Behind the lead E4 the ideographs begin with B8; the leads E5 to E9 have nothing else.
      if byte > 0xE9 || (byte >= 0xC0 && byte < 0xE4) || (previous == 0xE4 && byte < 0xB8) { return false }
      previous = byte
    }
    return true
  }
}
