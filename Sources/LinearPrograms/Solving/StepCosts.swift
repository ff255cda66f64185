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

  /// The value of a place that takes every step which costs less than it is worth, looked for in longer and longer strides
  /// from another value. O(log distance).
  func free(_ place: Int, from start: Int, at worth: Double, in bounds: ClosedRange<Int>) -> Int {
    var value = start
    var stride = 1
    while value < bounds.upperBound, self(place, value + 1) < worth {
      let next = min(bounds.upperBound, value + stride)
      if self(place, next) < worth { (value, stride) = (next, 2 * stride) } else { stride = 1 }
    }
    stride = 1
    while value > bounds.lowerBound, self(place, value) > worth {
      let next = max(bounds.lowerBound, value - stride)
      if self(place, next + 1) > worth { (value, stride) = (next, 2 * stride) } else { stride = 1 }
    }
    return value
  }

  /// The values of a place around its free one that lose no more than so much by themselves.
  /// O(values · steps of different costs) at worst, however far the bounds are.
  func range(
    of place: Int, around free: Int, at worth: Double, losing most: Double, in bounds: ClosedRange<Int>
  ) -> ClosedRange<Int> {
    let up = farthest(bounds.upperBound - free, losing: most) { from, to in
      excess(place, from: free + from, to: free + to, over: worth)
    }
    let down = farthest(free - bounds.lowerBound, losing: most) { from, to in
      -excess(place, from: free - to, to: free - from, over: worth)
    }
    return (free - down)...(free + up)
  }

  /// How far one can go in a direction: in strides that grow until they lose too much, and shrink from there.
  private func farthest(_ distance: Int, losing most: Double, _ loss: (_ from: Int, _ to: Int) -> Double) -> Int {
    var (reached, lost, stride, grows) = (0, 0.0, 1, true)
    while stride > 0, reached < distance {
      stride = min(stride, distance - reached)
      let more = loss(reached, reached + stride)
      if lost + more <= most {
        reached += stride
        lost += more
        if grows { stride *= 2 }
      } else {
        grows = false
        stride /= 2
      }
    }
    return reached
  }
}
