// SPDX-License-Identifier: GPL-3.0-or-later

import LinearPrograms

/// A generator of repeatable pseudo-random numbers (Steele, Lea and Flood, 2014).
struct SplitMix64: RandomNumberGenerator {
  private var state: UInt64

  init(seed: Int) { state = UInt64(bitPattern: Int64(seed)) &* 0x9E37_79B9_7F4A_7C15 }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}

/// Programs that several tests share.
enum Samples {
  /// A market split problem (Cornuéjols and Dawande, 1999) with slacks: easy to satisfy, hard to prove.
  static func marketSplit(seed: Int, rows: Int, columns: Int) -> LinearProgram {
    var random = SplitMix64(seed: seed)
    var program = LinearProgram(name: "market split")
    let chosen = (0..<columns).map { program.addVariable("x\($0)", in: 0...1, wholeNumbers: true) }
    var goal = LinearExpression()
    for row in 0..<rows {
      let coefficients = chosen.map { _ in Double(Int.random(in: 0...99, using: &random)) }
      let half = (coefficients.reduce(0, +) / 2).rounded(.down)
      let over = program.addVariable("over\(row)")
      let under = program.addVariable("under\(row)")
      let sum = LinearExpression(sum: zip(coefficients, chosen).map { $0 * $1 })
      program.add(sum - over + under == half, label: "market \(row)")
      goal += over + under
    }
    program.goal = .minimize(goal)
    return program
  }
}
