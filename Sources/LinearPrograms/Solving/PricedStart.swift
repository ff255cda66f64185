// SPDX-License-Identifier: GPL-3.0-or-later

/// Where the search for prices begins: at those that fill each coupling where blocks have no rows.
///
/// Where a program asks for any point at all, costs are made up that lead to one: convex ones, no two alike, so that
/// prices tell the steps apart. The same costs, made small beside the goal's own, lead to a point where the goal leaves too
/// much alike: prices alone would move what costs the same from one end to the other.
struct PricedStart {
  /// `nil` where they are not convex.
  let costs: StepCosts?
  /// A value for each place.
  let guesses: [Int]
  let prices: [Double]
  /// How far off each price may be.
  let reach: [Double]
  /// How far a step's cost is from the next dearer one's among all places, as a rule.
  let spacing: Double
  /// Whether the program's own goal costs anything.
  let hasGoal: Bool

  /// The made-up costs of a step beside those of the goal.
  private static let madeUpPart = 1e-3

  /// - Parameter leads: Whether made-up costs are added to the goal's own. What is proved then is so for these costs alone.
  init(_ program: LinearProgram, _ blocks: CoupledBlocks, leads: Bool = false) {
    let places = blocks.variables.indices
    let sign = program.goal.sense == .minimize ? 1.0 : -1
    var linear = [Double](repeating: 0, count: program.variableCount)
    for entry in program.goal.expression.entries { linear[Int(entry.index)] += sign * entry.coefficient }
    let hasGoal = blocks.variables.contains { linear[$0] != 0 || program.goal.convexCosts[$0] != nil }
    let origins = places.map { place in
      hasGoal ? program.goal.convexCosts[blocks.variables[place]]?.origin ?? blocks.lower[place] : blocks.lower[place]
    }
    let parts = blocks.variables.map { (linear: linear[$0], convex: program.goal.convexCosts[$0]) }
    let costOfGoal: @Sendable (_ place: Int, _ step: Int) -> Double = { place, step in
      parts[place].linear + (parts[place].convex?.ofStep(step) ?? 0)
    }
    // Filled in proportion to the values where costs are counted from.
    let weights = places.map { place in
      let fraction = Double(place + 1) * 0.618_033_988_749_894_9
      let size = Double(max(1, origins[place].magnitude)) + 1
      return size * (1 + 0.25 * (fraction - fraction.rounded(.down)))
    }
    let madeUp: @Sendable (_ place: Int, _ step: Int) -> Double = { place, step in
      (Double(step) - Double(origins[place]) - 0.5) / weights[place]
    }
    let costOfStep: @Sendable (_ place: Int, _ step: Int) -> Double
    if hasGoal, leads {
      let size = places.reduce(0.0) { size, place in
        guard blocks.upper[place] > blocks.lower[place] else { return size }
        return max(size, abs(costOfGoal(place, blocks.lower[place] + 1)), abs(costOfGoal(place, blocks.upper[place])))
      }
      let part = Self.madeUpPart * size
      // Far from the origin some steps cost the same, so that they can be taken together.
      costOfStep = { place, step in
        costOfGoal(place, step) + part * (Double((step - origins[place]).roughly) - 0.5) / weights[place]
      }
    } else {
      costOfStep = hasGoal ? costOfGoal : madeUp
    }
    var guesses = places.map { min(max(origins[$0], blocks.lower[$0]), blocks.upper[$0]) }
    var prices = blocks.couplings.map { _ in 0.0 }
    for coupling in blocks.couplings.indices {
      let members = places.filter { blocks.coefficients[$0 * blocks.couplings.count + coupling] != 0 }
      guard members.allSatisfy({ blocks.isPlain($0, in: coupling) }) else { continue }
      var filling = StepFilling(
        members.map { place in
          StepFilling.Place(
            variable: place, origin: origins[place], range: blocks.lower[place]...blocks.upper[place])
        }, costs: CostOfPlaces(cost: costOfStep))
      guard filling.fill(upTo: blocks.couplings[coupling].end - blocks.settled[coupling]), let last = filling.last
      else {
        continue
      }
      for place in filling.places { guesses[place.variable] = place.value }
      let price = costOfStep(last.variable, guesses[last.variable] + (last.isNextStep ? 1 : 0))
      if price.isFinite { prices[coupling] = price }
    }
    costs = StepCosts(around: guesses, costOfStep, within: blocks)
    var reach: [Double] = []
    var density = 0.0
    let largest = places.reduce(0.0) { largest, place in
      let step = min(guesses[place] + 1, blocks.upper[place])
      return step > blocks.lower[place] ? max(largest, abs(costOfStep(place, step))) : largest
    }
    for coupling in blocks.couplings.indices {
      var (sum, count) = (CompensatedSum(), 0.0)
      for place in places {
        let coefficient = abs(Double(blocks.coefficients[place * blocks.couplings.count + coupling]))
        let value = guesses[place]
        guard coefficient > 0, value > blocks.lower[place], value < blocks.upper[place] else { continue }
        let step = costOfStep(place, value + 1) - costOfStep(place, value)
        guard step.isFinite else { continue }
        sum.add(step / coefficient)
        count += 1
      }
      let mean = count > 0 ? sum.value / count : 0
      let least = 1e-6 * max(1, abs(prices[coupling]))
      // Where no step costs more than the one before, prices are of the size of the costs themselves.
      reach.append(mean > 0 ? max(mean, least) : max(largest / 4, least))
      density += count / max(mean, least)
    }
    spacing = density > 0 ? 1 / density : 1
    self.hasGoal = hasGoal
    (self.guesses, self.prices, self.reach) = (guesses, prices, reach)
  }
}

/// What the steps of places cost.
private struct CostOfPlaces: CostOfSteps {
  let cost: (_ place: Int, _ step: Int) -> Double

  func steps(of place: Int) -> Steps { Steps(cost: cost, place: place) }

  struct Steps: CostOfStepsOfOne {
    let cost: (_ place: Int, _ step: Int) -> Double
    let place: Int

    func callAsFunction(_ step: Int) -> Double { cost(place, step) }
  }
}

extension CoupledBlocks {
  /// Whether a place counts once in a coupling and in no other.
  func isPlain(_ place: Int, in coupling: Int) -> Bool {
    couplings.indices.allSatisfy { coefficients[place * couplings.count + $0] == ($0 == coupling ? 1 : 0) }
  }
}

extension Int {
  /// The number with its five leading binary digits alone, rounded down; never falls as the number grows. O(1).
  fileprivate var roughly: Int {
    guard self >= 0 else { return -1 - (-1 - self).roughly }
    let digits = Int.bitWidth - leadingZeroBitCount
    return digits > 5 ? (self >> (digits - 5)) << (digits - 5) : self
  }
}
