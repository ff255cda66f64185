// SPDX-License-Identifier: GPL-3.0-or-later

internal import Concurrency

/// A limit on how far variables together fall short of given values, as it stands in a program: for each of them a
/// variable `s ≥ 0` with a row `s + x ≥ t`, and one row `Σ s ≤ most`.
struct ShortfallCap: Sendable {
  /// One variable that may fall short.
  struct Item: Sendable {
    /// `x`.
    let variable: Int
    /// `s`, which costs nothing and occurs nowhere else.
    let shortfall: Int
    /// The row that ties them.
    let row: Int
    /// `t`.
    let target: Int
  }

  let items: [Item]
  /// The row that limits the sum.
  let row: Int
  let most: Int
  /// Whether a variable is a shortfall.
  let isShortfall: [Bool]
  /// The item of each variable; −1 where it has none.
  let itemOfVariable: [Int32]

  /// `nil` where a program does not have exactly one such limit. Rows of another kind are not looked at. O(nonzeros).
  init?(_ program: LinearProgram) {
    let (constraints, variables) = (program.constraints, program.variables)
    // Shortfalls are not whole by themselves: where every variable is, there are none.
    var mayFall = [Bool](repeating: false, count: variables.count)
    var count = 0
    for index in 0..<variables.count
    where !variables.takesWholeNumbers(index) && variables.lower[index] == 0 && variables.upper[index] == .infinity {
      mayFall[index] = true
      count += 1
    }
    guard count > 0, program.goal.convexCosts.keys.allSatisfy({ !mayFall[$0] }),
      program.goal.expression.entries.allSatisfy({ $0.coefficient == 0 || !mayFall[Int($0.index)] })
    else { return nil }
    var rowOfCap: Int?
    var items: [Item] = []
    items.reserveCapacity(count)
    var itemOfVariable = [Int32](repeating: -1, count: variables.count)
    var isTied = [Bool](repeating: false, count: variables.count)
    for row in 0..<constraints.count {
      let entries = constraints.entries(of: row)
      guard let first = entries.first, entries.contains(where: { mayFall[Int(constraints.indices[$0])] }) else {
        continue
      }
      guard entries.allSatisfy({ constraints.values[$0] == 1 }) else { return nil }
      if entries.allSatisfy({ mayFall[Int(constraints.indices[$0])] }) {
        guard rowOfCap == nil, entries.count == count, constraints.rows[row].lower == -.infinity else { return nil }
        rowOfCap = row
        continue
      }
      guard entries.count == 2, constraints.rows[row].upper == .infinity,
        let target = Int(exactly: constraints.rows[row].lower)
      else { return nil }
      let pair = [Int(constraints.indices[first]), Int(constraints.indices[first + 1])]
      let (shortfall, variable) = mayFall[pair[0]] ? (pair[0], pair[1]) : (pair[1], pair[0])
      guard mayFall[shortfall], !mayFall[variable], !isTied[shortfall], itemOfVariable[variable] < 0 else { return nil }
      isTied[shortfall] = true
      itemOfVariable[variable] = Int32(truncatingIfNeeded: items.count)
      items.append(Item(variable: variable, shortfall: shortfall, row: row, target: target))
    }
    guard let rowOfCap, items.count == count, let most = Int(exactly: constraints.rows[rowOfCap].upper) else {
      return nil
    }
    self.items = items
    self.most = most
    self.itemOfVariable = itemOfVariable
    row = rowOfCap
    isShortfall = mayFall
  }
}

// MARK: - Fewer posts short, for the least cost

/// Totals that are filled with the cheapest steps, changed step by step until their variables are short by no more than a
/// limit: each time a step below a target is exchanged, within its total, for one above a target, where that costs least.
///
/// What a total costs is a convex function of how much is short in it, so that the cheapest exchanges are the best ones.
/// The last one's cost is the price of the limit.
struct ShortfallExchange: Sendable {
  private let cap: ShortfallCap
  private let costs: UnitCosts
  private let variables: VariableTable
  /// Up to which value the steps of each variable lie below its target.
  let targets: [Int]
  private(set) var values: [Int]
  private let totals: FixedTotals
  /// What the limit costs a unit; 0 where it is not in the way.
  private(set) var price = 0.0
  /// The total in which the price is made, by its place, with the steps that are tied at it.
  private(set) var tied: (total: Int, taken: Int, next: Int)?

  /// - Parameters:
  ///   - values: those that fill the totals with the cheapest steps.
  ///   - costs: what the variables' steps cost.
  ///   - program: the program, by whose bounds the variables keep.
  init(
    _ cap: ShortfallCap, totals: FixedTotals, values: [Int], _ costs: UnitCosts, _ program: LinearProgram
  ) {
    (self.cap, self.totals, self.values, self.costs) = (cap, totals, values, costs)
    variables = program.variables
    targets = cap.itemOfVariable.map { $0 < 0 ? .min : cap.items[Int($0)].target }
  }

  private var shortfall: Int {
    cap.items.reduce(0) { $0 + max(0, $1.target - values[$1.variable]) }
  }

  /// Makes the exchanges. False where there are not enough, or too many are needed. O((variables + exchanges) · log).
  ///
  /// - Parameter hands: The totals' places, those that one thread looks at together.
  mutating func run(_ hands: [[Int]]) -> Bool {
    var left = shortfall - cap.most
    guard left > 0 else { return true }
    guard left <= 16 * values.count + 1_000 else { return false }
    let found = concurrentMap(hands.count, workers: hands.count) { [self] hand in
      hands[hand].map { place in
        let variables = totals.totals[place].variables
        return Queues(
          below: PlaceQueue(variables.compactMap { stepBelow($0) }),
          above: PlaceQueue(variables.compactMap { stepAbove($0) }))
      }
    }
    var queues = totals.totals.map { _ in Queues(below: PlaceQueue([]), above: PlaceQueue([])) }
    for (place, found) in zip(hands.joined(), found.joined()) { queues[place] = found }
    var best = PlaceQueue(queues.indices.compactMap { total in queues[total].price.map { (total, $0) } })
    while left > 0 {
      guard let (total, price) = best.first, price.isFinite, let up = queues[total].below.first,
        let down = queues[total].above.first
      else { return false }
      values[up.place] += 1
      values[down.place] -= 1
      left -= 1
      queues[total].below.replaceFirst(stepBelow(up.place))
      queues[total].above.replaceFirst(stepAbove(down.place))
      best.replaceFirst(queues[total].price.map { (total, $0) })
    }
    findPrice(hands)
    return true
  }

  /// The next step of a variable that is short.
  private func stepBelow(_ variable: Int) -> (Int, Double)? {
    let value = values[variable]
    guard value < targets[variable], hasNext(variable) else { return nil }
    return (variable, costs.ofStep(value + 1, of: variable))
  }

  /// The last step of a variable that can lose it without being short; the dearest first.
  private func stepAbove(_ variable: Int) -> (Int, Double)? {
    let value = values[variable]
    guard value > targets[variable], hasLast(variable) else { return nil }
    return (variable, -costs.ofStep(value, of: variable))
  }

  /// What the steps to and from a variable's value cost, less what the limit gives for those below its target; infinite
  /// where there is none.
  func costs(beside variable: Int) -> (last: Double, next: Double) {
    let (value, target) = (values[variable], targets[variable])
    return (
      hasLast(variable) ? costs.ofStep(value, of: variable) - (value <= target ? price : 0) : -.infinity,
      hasNext(variable) ? costs.ofStep(value + 1, of: variable) - (value < target ? price : 0) : .infinity
    )
  }

  /// Whether a variable can be one more, and one less.
  private func hasNext(_ variable: Int) -> Bool { Double(values[variable]) + 1 <= variables.upper[variable] }
  private func hasLast(_ variable: Int) -> Bool { Double(values[variable]) - 1 >= variables.lower[variable] }

  private struct Queues: Sendable {
    var below: PlaceQueue
    var above: PlaceQueue

    var price: Double? {
      guard let up = below.first, let down = above.first else { return nil }
      return up.key + down.key
    }
  }

  /// The least price at which no exchange back would pay.
  private mutating func findPrice(_ hands: [[Int]]) {
    let found = concurrentMap(hands.count, workers: hands.count) { [self] hand in
      hands[hand].compactMap { exchangeBack(in: $0) }
    }
    // The first total of those that are equal, whoever looked at it.
    for back in found.joined()
    where back.price > price || back.price == price && tied.map({ back.steps.total < $0.total }) ?? false {
      (price, tied) = (back.price, back.steps)
    }
  }

  /// What the best exchange back in a total, by its place, would save if the limit cost nothing, with its steps; `nil` where
  /// there is none.
  private func exchangeBack(
    in total: Int
  ) -> (price: Double, steps: (total: Int, taken: Int, next: Int))? {
    var (taken, next): ((variable: Int, cost: Double)?, (variable: Int, cost: Double)?)
    for variable in totals.totals[total].variables {
      let (value, target) = (values[variable], targets[variable])
      if value <= target, hasLast(variable) {
        let step = (variable, costs.ofStep(value, of: variable))
        if taken.map({ $0.cost < step.1 }) ?? true { taken = step }
      }
      if value >= target, hasNext(variable) {
        let step = (variable, costs.ofStep(value + 1, of: variable))
        if next.map({ $0.cost > step.1 }) ?? true { next = step }
      }
    }
    guard let taken, let next, taken.variable != next.variable else { return nil }
    return (taken.cost - next.cost, (total, taken.variable, next.variable))
  }
}
