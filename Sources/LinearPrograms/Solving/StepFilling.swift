// SPDX-License-Identifier: GPL-3.0-or-later

/// What the steps of variables cost.
protocol CostOfSteps {
  associatedtype Steps: CostOfStepsOfOne
  /// What the steps of one variable cost: to be asked once for many of its steps.
  func steps(of variable: Int) -> Steps
}

/// What the steps of one variable cost.
protocol CostOfStepsOfOne {
  /// What the step to a value costs; never falls as the value grows.
  func callAsFunction(_ step: Int) -> Double
}

/// One total being filled with the cheapest steps.
struct StepFilling<Costs: CostOfSteps> {
  struct Place {
    let variable: Int
    let range: ClosedRange<Int>
    var value: Int

    /// - Parameter origin: where the search begins.
    init(variable: Int, origin: Int, range: ClosedRange<Int>) {
      self.variable = variable
      self.range = range
      value = min(max(origin, range.lowerBound), range.upperBound)
    }

    /// What the next step costs, by what the variable's steps do.
    fileprivate func nextCost(_ cost: Costs.Steps) -> Double { value < range.upperBound ? cost(value + 1) : .infinity }

    /// What the last step that was taken costs.
    fileprivate func lastCost(_ cost: Costs.Steps) -> Double { value > range.lowerBound ? cost(value) : -.infinity }

    /// The value that takes every step which costs no more than a price, and no other: looks near the value first.
    /// O(log distance).
    fileprivate func settled(_ cost: Costs.Steps, at price: Double) -> Int {
      var stride = 1
      if value < range.upperBound, cost(value + 1) <= price {
        var low = value + 1
        while low < range.upperBound, low + stride <= range.upperBound, cost(low + stride) <= price {
          low += stride
          stride *= 2
        }
        return (low...min(range.upperBound, low + stride)).reached { cost($0) <= price }
      }
      if value > range.lowerBound, cost(value) > price {
        var high = value - 1
        while high > range.lowerBound, high - stride >= range.lowerBound, cost(high - stride + 1) > price {
          high -= stride
          stride *= 2
        }
        return (max(range.lowerBound, high - stride)...high).reached { cost($0) <= price }
      }
      return value
    }
  }

  private let costs: Costs
  private(set) var places: [Place]

  init(_ places: [Place], costs: Costs) { (self.places, self.costs) = (places, costs) }

  /// The variable with the dearest step that was taken; where none was, the one with the cheapest to come.
  private(set) var last: (variable: Int, isNextStep: Bool)?

  /// Takes the cheapest steps until the values add up to an amount. False where they cannot, or the search is long.
  mutating func fill(upTo amount: Int) -> Bool {
    guard let distance = approach(amount), exchange(distance) else { return false }
    var dearest = -Double.infinity
    var cheapest = Double.infinity
    for place in places where place.range.count > 1 {
      let cost = costs.steps(of: place.variable)
      let taken = place.lastCost(cost)
      if taken > dearest { (dearest, last) = (taken, (place.variable, false)) }
      guard dearest == -.infinity else { continue }
      let next = place.nextCost(cost)
      if next < cheapest { (cheapest, last) = (next, (place.variable, true)) }
    }
    return dearest.isFinite || cheapest.isFinite || last == nil
  }

  private static var mostRounds: Int { 100 }
  /// The interval that the price is in is a thousandth then.
  private static var mostUnchanged: Int { 12 }

  /// Sets all values by one price, so that their sum comes near an amount: by false position, where an end that stays
  /// twice counts half the next time (the Illinois rule: Dowell and Jarratt, BIT 11, 1971).
  /// Returns how much is left to add; `nil` where the costs are no numbers.
  private mutating func approach(_ amount: Int) -> Int? {
    // Of its own, as what is being changed would be copied each time that something is asked of it.
    let costs = costs
    var (sum, count, least, most) = (CompensatedSum(), 0, Double.infinity, -Double.infinity)
    func take(_ cost: Double) {
      guard cost.isFinite else { return }
      sum.add(cost)
      count += 1
      (least, most) = (min(least, cost), max(most, cost))
    }
    for place in places {
      let cost = costs.steps(of: place.variable)
      take(place.lastCost(cost))
      take(place.nextCost(cost))
    }
    guard count > 0, sum.value.isFinite else { return distance(to: amount) }
    var price = sum.value / Double(count)
    var stride = max(most - least, abs(price) * 1e-9) / 16
    // Prices at which too little and too much is taken, each with how much that is.
    var (low, high) = ((price: -Double.infinity, short: 0.0), (price: Double.infinity, over: 0.0))
    var wasShort: Bool?
    // For how many rounds neither of the two has changed: then nothing costs what lies between the prices.
    var (sums, unchanged) = ([Int?](repeating: nil, count: 2), 0)
    let near = places.count / 16 + 4
    for _ in 0..<Self.mostRounds {
      for index in places.indices {
        places[index].value = places[index].settled(costs.steps(of: places[index].variable), at: price)
      }
      guard let distance = distance(to: amount) else { return nil }
      if abs(distance) <= near { return distance }
      let isShort = distance > 0
      unchanged = sums[isShort ? 0 : 1] == distance ? unchanged + 1 : 0
      sums[isShort ? 0 : 1] = distance
      if unchanged >= Self.mostUnchanged { return distance }
      if isShort {
        low = (price, Double(distance))
        if wasShort == true { high.over /= 2 }
      } else {
        high = (price, -Double(distance))
        if wasShort == false { low.short /= 2 }
      }
      wasShort = isShort
      var next: Double
      if low.price.isFinite, high.price.isFinite {
        let width = high.price - low.price
        next = low.price + width * (unchanged > 1 ? 0.5 : low.short / (low.short + high.over))
        if !(next > low.price && next < high.price) { next = low.price + width / 2 }
      } else {
        next = isShort ? price + stride : price - stride
        stride *= 4
      }
      guard next != price, next.isFinite, next > low.price || next < high.price else { return distance }
      price = next
    }
    return distance(to: amount)
  }

  private func distance(to amount: Int) -> Int? {
    var left = amount
    for place in places {
      let (difference, overflow) = left.subtractingReportingOverflow(place.value)
      guard !overflow else { return nil }
      left = difference
    }
    return left
  }

  /// Takes the cheapest steps to come, or gives the dearest ones back, until nothing is left to add: all steps of one
  /// cost together.
  private mutating func exchange(_ distance: Int) -> Bool {
    guard distance != 0 else { return true }
    let isShort = distance > 0
    // The order of a step is what it costs, or would save; equal ones go by the variables' order.
    func key(_ place: Place, _ cost: Costs.Steps) -> Double { isShort ? place.nextCost(cost) : -place.lastCost(cost) }
    var queue = PlaceQueue(places.indices.map { ($0, key(places[$0], costs.steps(of: places[$0].variable))) })
    var left = abs(distance)
    var rounds = 8 * places.count + 1_000
    while left > 0 {
      guard let (index, cost) = queue.first, cost.isFinite, rounds > 0 else { return false }
      rounds -= 1
      var place = places[index]
      let steps = costs.steps(of: place.variable)
      let before = place.value
      if isShort {
        let room = place.range.upperBound - place.value
        place.value = ((before + 1)...(before + min(left, room))).reached { steps($0) <= cost }
      } else {
        let room = place.value - place.range.lowerBound
        place.value = ((before - min(left, room))...(before - 1)).reached { steps($0) < -cost }
      }
      left -= abs(place.value - before)
      places[index] = place
      queue.replaceFirst((index, key(place, steps)))
    }
    return true
  }
}
