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
  /// What the steps to and from the value of each place cost, infinite where there is none: asked once for each value, as
  /// most places stay where they are while the price is sought.
  private var beside: [(last: Double, next: Double)]

  init(_ places: [Place], costs: Costs) {
    (self.places, self.costs) = (places, costs)
    beside = places.map { Self.costs(beside: $0, costs.steps(of: $0.variable)) }
  }

  private static func costs(beside place: Place, _ cost: Costs.Steps) -> (last: Double, next: Double) {
    (
      place.value > place.range.lowerBound ? cost(place.value) : -.infinity,
      place.value < place.range.upperBound ? cost(place.value + 1) : .infinity
    )
  }

  /// Gives a place another value. Returns by how much it grew.
  private mutating func set(_ index: Int, to value: Int, _ cost: Costs.Steps) -> Int {
    let growth = value - places[index].value
    places[index].value = value
    beside[index] = Self.costs(beside: places[index], cost)
    return growth
  }

  /// The variable with the dearest step that was taken; where none was, the one with the cheapest to come.
  private(set) var last: (variable: Int, isNextStep: Bool)?
  /// What that step costs.
  private var price = Double.infinity

  /// Takes the cheapest steps until the values add up to an amount. False where they cannot, or the search is long.
  mutating func fill(upTo amount: Int) -> Bool {
    guard let (distance, between) = approach(amount), exchange(distance, between) else { return false }
    var dearest = -Double.infinity
    var cheapest = Double.infinity
    for (index, costs) in beside.enumerated() {
      if costs.last > dearest { (dearest, last) = (costs.last, (places[index].variable, false)) }
      if dearest == -.infinity, costs.next < cheapest {
        (cheapest, last) = (costs.next, (places[index].variable, true))
      }
    }
    price = dearest > -.infinity ? dearest : cheapest
    return dearest.isFinite || cheapest.isFinite || last == nil
  }

  /// Which steps of each place the solver is to decide on. O(places).
  func openSteps() -> [OpenSteps] {
    let reach = scale.reach(around: price)
    return places.indices.map { index in
      let (place, costs) = (places[index], beside[index])
      // Costs that are no numbers, or fall, are for the solver to see and to name.
      let isSound =
        costs.last <= costs.next && (costs.last.isFinite || place.value == place.range.lowerBound)
        && (costs.next.isFinite || place.value == place.range.upperBound)
      return isSound ? OpenSteps(last: costs.last, next: costs.next, price: price, within: reach) : [.last, .next]
    }
  }

  /// Of what size the costs beside the values are. O(places).
  var scale: CostScale {
    var scale = CostScale()
    for costs in beside { scale.add(last: costs.last, next: costs.next) }
    return scale
  }

  private static var mostRounds: Int { 100 }
  /// The interval that the price is in is a thousandth then.
  private static var mostUnchanged: Int { 12 }

  /// Sets all values by one price, so that their sum comes near an amount: by false position, where an end that stays
  /// twice counts half the next time (the Illinois rule: Dowell and Jarratt, BIT 11, 1971).
  /// Returns how much is left to add, and prices that are known to be too low and too high; `nil` where the values are too
  /// large to be added up.
  private mutating func approach(_ amount: Int) -> (distance: Int, between: Prices)? {
    guard var distance = distance(to: amount) else { return nil }
    var (sum, count, least, most) = (0.0, 0, Double.infinity, -Double.infinity)
    func take(_ cost: Double) {
      guard cost.isFinite else { return }
      sum += cost
      count += 1
      (least, most) = (min(least, cost), max(most, cost))
    }
    for costs in beside {
      take(costs.last)
      take(costs.next)
    }
    guard count > 0, sum.isFinite else { return (distance, Prices()) }
    var price = sum / Double(count)
    let meanGap = scale.meanGap
    var stride = max((meanGap ?? 0) > 0 ? 0 : (most - least) / 16, abs(price) * 1e-9)
    // Prices at which too little and too much is taken, each with how much that is.
    var (low, high) = ((price: -Double.infinity, short: 0.0), (price: Double.infinity, over: 0.0))
    var wasShort: Bool?
    // For how many rounds neither of the two has changed: then nothing costs what lies between the prices.
    var (sums, unchanged) = ([Int?](repeating: nil, count: 2), 0)
    let near = places.count / 16 + 4
    for _ in 0..<Self.mostRounds {
      for index in places.indices where beside[index].next <= price || beside[index].last > price {
        let cost = costs.steps(of: places[index].variable)
        let growth = set(index, to: places[index].settled(cost, at: price), cost)
        let (left, overflow) = distance.subtractingReportingOverflow(growth)
        guard !overflow else { return nil }
        distance = left
      }
      if abs(distance) <= near { break }
      let isShort = distance > 0
      unchanged = sums[isShort ? 0 : 1] == distance ? unchanged + 1 : 0
      sums[isShort ? 0 : 1] = distance
      if unchanged >= Self.mostUnchanged { break }
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
        // A price that rises by what a step mostly costs more than the one before has every place take one more.
        stride = max(stride, 1.5 * (meanGap ?? 0) * Double(abs(distance)) / Double(places.count))
        next = isShort ? price + stride : price - stride
        stride *= 4
      }
      guard next != price, next.isFinite, next > low.price || next < high.price else { break }
      price = next
    }
    return (distance, Prices(tooLow: low.price, tooHigh: high.price))
  }

  /// Prices that are known to be too low and too high.
  private struct Prices {
    var tooLow = -Double.infinity
    var tooHigh = Double.infinity
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
  ///
  /// - Parameter between: what no such step costs less, or more, than.
  private mutating func exchange(_ distance: Int, _ between: Prices) -> Bool {
    guard distance != 0 else { return true }
    let isShort = distance > 0
    // The order of a step is what it costs, or would save; equal ones go by the variables' order.
    var candidates: [(Int, Double)] = []
    for (index, costs) in beside.enumerated()
    where isShort ? costs.next <= between.tooHigh : costs.last > between.tooLow {
      candidates.append((index, isShort ? costs.next : -costs.last))
    }
    var queue = PlaceQueue(candidates)
    var left = abs(distance)
    var rounds = 8 * places.count + 1_000
    while left > 0 {
      guard let (index, cost) = queue.first, cost.isFinite, rounds > 0 else { return false }
      rounds -= 1
      let place = places[index]
      let steps = costs.steps(of: place.variable)
      let value: Int
      if isShort {
        let room = place.range.upperBound - place.value
        value = ((place.value + 1)...(place.value + min(left, room))).reached { steps($0) <= cost }
      } else {
        let room = place.value - place.range.lowerBound
        value = ((place.value - min(left, room))...(place.value - 1)).reached { steps($0) < -cost }
      }
      left -= abs(set(index, to: value, steps))
      queue.replaceFirst((index, isShort ? beside[index].next : -beside[index].last))
    }
    return true
  }
}
