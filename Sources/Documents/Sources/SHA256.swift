// SPDX-License-Identifier: GPL-3.0-or-later

/// The Secure Hash Algorithm with 256 bits (FIPS 180-4), for telling files apart.
///
/// Written out here because it is this short: the package that has it takes longer to build than all of Allot.
enum SHA256 {
  /// The digest of some bytes, as 64 hexadecimal digits. O(bytes).
  static func hexadecimal(_ bytes: [UInt8]) -> String {
    var state: [UInt32] = [
      0x6a09_e667, 0xbb67_ae85, 0x3c6e_f372, 0xa54f_f53a, 0x510e_527f, 0x9b05_688c, 0x1f83_d9ab, 0x5be0_cd19,
    ]
    // A one bit, zeros up to 8 bytes short of a block, and the length in bits.
    let rest = bytes.count % 64
    var tail = Array(bytes.suffix(rest)) + [0x80]
    tail += [UInt8](repeating: 0, count: (rest < 56 ? 55 : 119) - rest)
    let bits = UInt64(bytes.count) * 8
    tail += (0..<8).reversed().map { UInt8(truncatingIfNeeded: bits >> (8 * UInt64($0))) }
    for start in stride(from: 0, to: bytes.count - rest, by: 64) { mix(bytes[start..<start + 64], into: &state) }
    for start in stride(from: 0, to: tail.count, by: 64) { mix(tail[start..<start + 64], into: &state) }
    return state.map { word in
      let digits = String(word, radix: 16)
      return String(repeating: "0", count: 8 - digits.count) + digits
    }.joined()
  }

  /// One block of 64 bytes.
  private static func mix(_ block: ArraySlice<UInt8>, into state: inout [UInt32]) {
    var schedule = [UInt32](repeating: 0, count: 64)
    for (place, byte) in block.enumerated() { schedule[place / 4] = schedule[place / 4] << 8 | UInt32(byte) }
    for place in 16..<64 {
      let (a, b) = (schedule[place - 15], schedule[place - 2])
      let first = rotated(a, 7) ^ rotated(a, 18) ^ (a >> 3)
      let second = rotated(b, 17) ^ rotated(b, 19) ^ (b >> 10)
      schedule[place] = schedule[place - 16] &+ first &+ schedule[place - 7] &+ second
    }
    var (a, b, c, d) = (state[0], state[1], state[2], state[3])
    var (e, f, g, h) = (state[4], state[5], state[6], state[7])
    for place in 0..<64 {
      let choice = (e & f) ^ (~e & g)
      let majority = (a & b) ^ (a & c) ^ (b & c)
      let first =
        h &+ (rotated(e, 6) ^ rotated(e, 11) ^ rotated(e, 25)) &+ choice &+ constants[place] &+ schedule[place]
      let second = (rotated(a, 2) ^ rotated(a, 13) ^ rotated(a, 22)) &+ majority
      (h, g, f, e) = (g, f, e, d &+ first)
      (d, c, b, a) = (c, b, a, first &+ second)
    }
    for (place, word) in [a, b, c, d, e, f, g, h].enumerated() { state[place] &+= word }
  }

  private static func rotated(_ word: UInt32, _ places: UInt32) -> UInt32 { word >> places | word << (32 - places) }

  /// The first 32 bits of the fractional parts of the cube roots of the first 64 primes, reckoned in whole numbers: the
  /// cube root of p · 2⁹⁶ is that of p with 32 bits behind the point.
  private static let constants: [UInt32] = primes(64).map { prime in
    var root: UInt64 = 0
    for bit in (0..<35).reversed() {
      let next = root | 1 << UInt64(bit)
      let (square, cube) = (next.multipliedFullWidth(by: next), UInt64(prime))
      // next³ ≤ p · 2⁹⁶, in three digits of 2⁶⁴: next < 2³⁵, so its square has at most 70 bits.
      let low = next.multipliedFullWidth(by: square.low)
      let (middle, carry) = low.high.addingReportingOverflow(next &* square.high)
      if !carry && (middle < cube << 32 || (middle == cube << 32 && low.low == 0)) { root = next }
    }
    return UInt32(truncatingIfNeeded: root)
  }

  private static func primes(_ count: Int) -> [Int] {
    var primes: [Int] = []
    var candidate = 2
    while primes.count < count {
      if !primes.contains(where: { candidate.isMultiple(of: $0) }) { primes.append(candidate) }
      candidate += 1
    }
    return primes
  }
}
