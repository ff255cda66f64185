// SPDX-License-Identifier: GPL-3.0-or-later

internal import CGLPKSession

/// A point and a basis to begin from, worked out from prices, where totals are held over variables with convex costs.
///
/// Where a total is fixed and its variables cost more with every step, the cheapest steps fill it, up to a price at
/// which the last is taken. Totals that lie inside each other are taken apart: each variable is filled for the smallest
/// total that it counts in, and that leaves the larger one the rest. The simplex method has then no more to do than
/// to see that it is so. Where rows of another kind have a say there is no such start: from a basis that is optimal but
/// for them, the dual method of GLPK 5.0 may go round in circles.
///
/// The price of a separable resource allocation problem: Ibaraki and Katoh, *Resource Allocation Problems* (1988),
/// chapter 4.
struct PriceStart {
  /// The value of each variable with a convex cost, by its index; 0 for every other, which begins at a bound.
  private(set) var values: [Int]
  /// For each row the variable whose last step has its price, and whether that is the step below or above its value;
  /// `nil` where the row has no price.
  private var marginal: [Marginal?]

  private struct Marginal {
    let variable: Int
    /// The step from the value to the one above, where no variable of the total can have one less.
    let isNextStep: Bool
  }

  /// `nil` where some row does not fix a sum of variables with convex costs, where such totals cross, or a price is not
  /// found within a reasonable effort. O(nonzeros + variables · log range).
  init?(_ program: LinearProgram) {
    guard let totals = FixedTotals(program) else { return nil }
    values = [Int](repeating: 0, count: program.variableCount)
    marginal = [Marginal?](repeating: nil, count: program.constraintCount)
    var linear = [Double](repeating: 0, count: program.variableCount)
    for entry in program.goal.expression.entries { linear[Int(entry.index)] += entry.coefficient }
    for total in totals.totals {
      var filling = Filling(
        total.variables.map { variable in
          Filling.Place(
            variable: variable, cost: totals.costs[variable], extra: linear[variable],
            range: program.wholeRange(ofVariable: variable))
        })
      guard filling.fill(upTo: total.amount) else { return nil }
      for place in filling.places { values[place.variable] = place.value }
      if let last = filling.last {
        marginal[total.row] = Marginal(variable: last.variable, isNextStep: last.isNextStep)
      }
    }
    for (index, isSettled) in totals.isCounted.enumerated() where !isSettled {
      guard let cost = totals.costs[index] else { continue }
      let range = program.wholeRange(ofVariable: index)
      values[index] = cost.steps(in: range) { $0 + linear[index] < 0 }
    }
  }

  /// The basis of this start for a form of the program whose segments are cut at the values; `nil` where they are not.
  /// O(columns).
  func standings(for form: ColumnForm) -> (rows: [UInt8], columns: [UInt8])? {
    guard form.firstColumn.count == values.count + 1, form.isBoxed else { return nil }
    let (basic, low, high) = (
      UInt8(CGLPKBasic.rawValue), UInt8(CGLPKAtLower.rawValue), UInt8(CGLPKAtUpper.rawValue)
    )
    var columns = [UInt8](repeating: low, count: form.lower.count)
    for (column, origin) in form.origins.enumerated() {
      guard let segment = origin.segment else { continue }
      let value = values[Int(origin.variable)]
      if segment.upperBound <= value {
        columns[column] = high
      } else if segment.lowerBound < value {
        return nil
      }
    }
    var rows = [UInt8](repeating: basic, count: form.rowLower.count)
    for (row, marginal) in marginal.enumerated() {
      guard let marginal else { continue }
      let value = values[marginal.variable]
      let step = form.firstColumn[marginal.variable]..<form.firstColumn[marginal.variable + 1]
      guard
        let column = step.first(where: { column in
          guard let segment = form.origins[column].segment else { return false }
          return marginal.isNextStep ? segment.lowerBound == value : segment.upperBound == value
        })
      else { return nil }
      columns[column] = basic
      rows[row] = high
    }
    return (rows, columns)
  }
}

// MARK: - Which totals there are

/// The rows of a program that fix a sum of variables with convex costs, each apart from those inside it.
private struct FixedTotals {
  struct Total {
    let row: Int
    /// Those that count in no smaller total.
    var variables: [Int]
    /// What the smaller totals leave of the sum.
    var amount: Int
  }

  /// Those that have variables of their own.
  private(set) var totals: [Total] = []
  /// The convex costs by variable.
  let costs: [ConvexCost?]
  /// Whether a variable counts in a total.
  private(set) var isCounted: [Bool]

  /// `nil` where there is none, some row is no total, or totals cross. O(nonzeros + rows · log rows).
  init?(_ program: LinearProgram) {
    let constraints = program.constraints
    guard !program.goal.convexCosts.isEmpty, program.goal.sense == .minimize else { return nil }
    var costs = [ConvexCost?](repeating: nil, count: program.variableCount)
    for (index, cost) in program.goal.convexCosts { costs[index] = cost }
    self.costs = costs
    isCounted = Array(repeating: false, count: program.variableCount)
    var amounts: [Int?] = []
    for row in 0..<constraints.count { amounts.append(Self.amount(of: row, constraints, costs)) }
    let bySize = amounts.indices.filter { amounts[$0] != nil }
      .sorted { (constraints.entries(of: $0).count, $0) < (constraints.entries(of: $1).count, $1) }
    // A row of nothing has no say.
    let isCovered = amounts.indices.allSatisfy { amounts[$0] != nil || constraints.entries(of: $0).isEmpty }
    guard !bySize.isEmpty, isCovered else { return nil }
    // From the smallest total to the largest: the one that a variable was last met in lies inside the one it is met in.
    var last = [Int?](repeating: nil, count: program.variableCount)
    for row in bySize {
      var total = Total(row: row, variables: [], amount: amounts[row] ?? 0)
      var inside: Set<Int> = []
      var counted = 0
      for position in constraints.entries(of: row) {
        let variable = Int(constraints.indices[position])
        if let inner = last[variable] {
          if inside.insert(inner).inserted { counted += constraints.entries(of: inner).count }
        } else {
          counted += 1
          total.variables.append(variable)
          isCounted[variable] = true
        }
        last[variable] = row
      }
      // Every total that it meets must lie in it whole.
      guard counted == constraints.entries(of: row).count else { return nil }
      for inner in inside {
        let (sum, overflow) = total.amount.subtractingReportingOverflow(amounts[inner] ?? 0)
        guard !overflow else { return nil }
        total.amount = sum
      }
      if !total.variables.isEmpty { totals.append(total) }
    }
  }

  /// What a row fixes the plain sum of its variables to; `nil` for every other row.
  private static func amount(of row: Int, _ constraints: ConstraintTable, _ costs: [ConvexCost?]) -> Int? {
    let entries = constraints.entries(of: row)
    guard constraints.lower[row] == constraints.upper[row], !entries.isEmpty else { return nil }
    for position in entries {
      guard constraints.values[position] == 1, costs[Int(constraints.indices[position])] != nil else { return nil }
    }
    return Int(exactly: constraints.lower[row])
  }
}

// MARK: - One total

/// One total being filled with the cheapest steps.
private struct Filling {
  struct Place {
    let variable: Int
    let cost: ConvexCost
    /// What each unit costs beside the convex cost.
    let extra: Double
    let range: ClosedRange<Int>
    var value: Int

    init(variable: Int, cost: ConvexCost?, extra: Double, range: ClosedRange<Int>) {
      self.variable = variable
      self.cost = cost ?? ConvexCost(origin: 0) { _ in 0 }
      self.extra = extra
      self.range = range
      value = min(max(self.cost.origin, range.lowerBound), range.upperBound)
    }

    var nextCost: Double { value < range.upperBound ? cost.ofStep(value + 1) + extra : .infinity }
    var lastCost: Double { value > range.lowerBound ? cost.ofStep(value) + extra : -.infinity }

    /// Takes every step that costs no more than a price, and no other: looks near the value first. O(log distance).
    mutating func settle(at price: Double) {
      let price = price - extra
      var stride = 1
      if value < range.upperBound, cost.ofStep(value + 1) <= price {
        var low = value + 1
        while low < range.upperBound, low + stride <= range.upperBound, cost.ofStep(low + stride) <= price {
          low += stride
          stride *= 2
        }
        value = cost.steps(in: low...min(range.upperBound, low + stride)) { $0 <= price }
      } else if value > range.lowerBound, cost.ofStep(value) > price {
        var high = value - 1
        while high > range.lowerBound, high - stride >= range.lowerBound, cost.ofStep(high - stride + 1) > price {
          high -= stride
          stride *= 2
        }
        value = cost.steps(in: max(range.lowerBound, high - stride)...high) { $0 <= price }
      }
    }
  }

  private(set) var places: [Place]

  init(_ places: [Place]) { self.places = places }

  /// The variable with the dearest step that was taken; where none was, the one with the cheapest to come.
  private(set) var last: (variable: Int, isNextStep: Bool)?

  /// Takes the cheapest steps until the values add up to an amount. False where they cannot, or the search is long.
  mutating func fill(upTo amount: Int) -> Bool {
    guard let distance = approach(amount), exchange(distance) else { return false }
    var dearest = -Double.infinity
    var cheapest = Double.infinity
    for place in places where place.range.count > 1 {
      if place.lastCost > dearest { (dearest, last) = (place.lastCost, (place.variable, false)) }
      if dearest == -.infinity, place.nextCost < cheapest {
        (cheapest, last) = (place.nextCost, (place.variable, true))
      }
    }
    return dearest.isFinite || cheapest.isFinite || last == nil
  }

  private static let mostRounds = 100

  /// Sets all values by one price, so that their sum comes near an amount: by halving the interval that the price is in.
  /// Returns how much is left to add; `nil` where the costs are no numbers.
  private mutating func approach(_ amount: Int) -> Int? {
    var (sum, count, least, most) = (CompensatedSum(), 0, Double.infinity, -Double.infinity)
    for place in places {
      for cost in [place.lastCost, place.nextCost] where cost.isFinite {
        sum.add(cost)
        count += 1
        (least, most) = (min(least, cost), max(most, cost))
      }
    }
    guard count > 0, sum.value.isFinite else { return distance(to: amount) }
    var price = sum.value / Double(count)
    var stride = max(most - least, abs(price) * 1e-9) / 16
    var (low, high) = (-Double.infinity, Double.infinity)
    let near = places.count / 16 + 4
    for _ in 0..<Self.mostRounds {
      for index in places.indices { places[index].settle(at: price) }
      guard let distance = distance(to: amount) else { return nil }
      if abs(distance) <= near { return distance }
      if distance > 0 { low = price } else { high = price }
      let next: Double
      if low.isFinite, high.isFinite {
        next = low + (high - low) / 2
      } else {
        next = distance > 0 ? price + stride : price - stride
        stride *= 4
      }
      guard next != price, next.isFinite, next > low || next < high else { return distance }
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
    func key(_ place: Place) -> Double { isShort ? place.nextCost : -place.lastCost }
    var queue = PriorityQueue(places.indices.map { (key(places[$0]), $0) })
    var left = abs(distance)
    var rounds = 8 * places.count + 1_000
    while left > 0 {
      guard let (cost, index) = queue.first, cost.isFinite, rounds > 0 else { return false }
      rounds -= 1
      var place = places[index]
      let before = place.value
      if isShort {
        let room = place.range.upperBound - place.value
        place.value = place.cost.steps(in: (before + 1)...(before + min(left, room))) { $0 + place.extra <= cost }
      } else {
        let room = place.value - place.range.lowerBound
        place.value = place.cost.steps(in: (before - min(left, room))...(before - 1)) { $0 + place.extra < -cost }
      }
      left -= abs(place.value - before)
      places[index] = place
      queue.replaceFirst((key(place), index))
    }
    return true
  }
}

/// A binary heap of places by key, the least first and equal ones by place.
private struct PriorityQueue {
  private var heap: [(key: Double, place: Int)]

  /// O(elements).
  init(_ elements: [(Double, Int)]) {
    heap = elements
    for index in stride(from: heap.count / 2 - 1, through: 0, by: -1) { sink(index) }
  }

  var first: (key: Double, place: Int)? { heap.first }

  /// O(log elements).
  mutating func replaceFirst(_ element: (Double, Int)) {
    heap[0] = element
    sink(0)
  }

  private mutating func sink(_ start: Int) {
    var index = start
    while true {
      var child = 2 * index + 1
      guard child < heap.count else { return }
      if child + 1 < heap.count, precedes(heap[child + 1], heap[child]) { child += 1 }
      guard precedes(heap[child], heap[index]) else { return }
      heap.swapAt(index, child)
      index = child
    }
  }

  private func precedes(_ left: (key: Double, place: Int), _ right: (key: Double, place: Int)) -> Bool {
    left.key != right.key ? left.key < right.key : left.place < right.place
  }
}
