// SPDX-License-Identifier: GPL-3.0-or-later

/// What one more unit costs at each place of ``CoupledBlocks``, as a cost to be made small: written out in a window around
/// a guess, as prices are tried by the dozen and a cost may take a logarithm to work out.
struct StepCosts: Sendable {
  /// What is asked beyond the windows.
  private let cost: @Sendable (_ place: Int, _ step: Int) -> Double
  private let first: [Int]
  private let table: [Double]

  /// How many steps each window has.
  private static let width = 12

  /// `nil` where a step that is looked at costs less than the one before, or no number.
  ///
  /// - Parameters:
  ///   - guesses: a value for each place.
  ///   - cost: what the step to a value costs; never falls as the value grows.
  init?(
    around guesses: [Int], _ cost: @escaping @Sendable (_ place: Int, _ step: Int) -> Double,
    within blocks: CoupledBlocks
  ) {
    self.cost = cost
    first = guesses.map { $0 + 1 - Self.width / 2 }
    var table = [Double](repeating: .nan, count: guesses.count * Self.width)
    for place in guesses.indices {
      var before = -Double.infinity
      for offset in 0..<Self.width {
        let step = first[place] + offset
        guard step > blocks.lower[place], step <= blocks.upper[place] else { continue }
        let next = cost(place, step)
        guard next.isFinite, next >= before else { return nil }
        before = next
        table[place * Self.width + offset] = next
      }
    }
    self.table = table
  }

  /// The cost of the step to a value, which must be within the place's range. O(1).
  func callAsFunction(_ place: Int, _ step: Int) -> Double {
    let offset = step - first[place]
    guard offset >= 0, offset < Self.width else { return cost(place, step) }
    return table[place * Self.width + offset]
  }

  /// What the steps of a place between two values cost more than they are worth, all together. Steps of one cost are taken
  /// at once: as costs never fall, such steps lie side by side. O(steps of different costs · log steps).
  func excess(_ place: Int, from low: Int, to high: Int, over worth: Double) -> Double {
    var sum = 0.0
    var step = low + 1
    while step <= high {
      let cost = self(place, step)
      // Steps of one cost lie side by side.
      let end =
        high - step > Self.width
        ? step + LongStrides.farthest(high - step) { self(place, step + $0) == cost } : step
      sum += Double(end - step + 1) * (cost - worth)
      step = end + 1
    }
    return sum
  }
}
