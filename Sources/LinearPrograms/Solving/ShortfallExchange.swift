// SPDX-License-Identifier: GPL-3.0-or-later

internal import Concurrency
internal import Synchronization

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
    let excess = shortfall - cap.most
    guard excess > 0 else { return true }
    guard excess <= 16 * values.count + 1_000 else { return false }
    let all = concurrentMap(hands.count, workers: hands.count) { [self] in ExchangesOfHand(self, hands[$0]) }
    var accepted = all.map { _ in 0 }
    var left = excess
    while left > 0 {
      // Those that are the cheapest of all mostly are about as many in each hand.
      let goals = accepted.map { $0 + (left + hands.count - 1) / hands.count }
      let found = concurrentMap(hands.count, workers: hands.count) { all[$0].exchanges(upTo: goals[$0]) }
      var next: Int?
      repeat {
        next = nil
        for hand in found.indices where accepted[hand] < found[hand].made.count {
          if let best = next, !(found[hand].made[accepted[hand]] < found[best].made[accepted[best]]) { continue }
          next = hand
        }
        guard let next else { return false }
        accepted[next] += 1
        left -= 1
        // What comes next in a hand has to be known before another's is the cheapest.
      } while left > 0 && found.indices.allSatisfy { accepted[$0] < found[$0].made.count || found[$0].isAll }
      guard left == 0 else { continue }
      for (hand, count) in accepted.enumerated() {
        for exchange in found[hand].made.prefix(count) {
          values[exchange.up] += 1
          values[exchange.down] -= 1
        }
      }
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

  /// What the steps to and from a variable's value cost, infinite where there is none.
  ///
  /// - Parameter limited: Whether less what the limit gives for those below its target.
  func costs(beside variable: Int, limited: Bool) -> (last: Double, next: Double) {
    let (value, target, price) = (values[variable], targets[variable], limited ? price : 0)
    return (
      hasLast(variable) ? costs.ofStep(value, of: variable) - (value <= target ? price : 0) : -.infinity,
      hasNext(variable) ? costs.ofStep(value + 1, of: variable) - (value < target ? price : 0) : .infinity
    )
  }

  /// Whether a variable can be one more, and one less.
  private func hasNext(_ variable: Int) -> Bool { Double(values[variable]) + 1 <= variables.upper[variable] }
  private func hasLast(_ variable: Int) -> Bool { Double(values[variable]) - 1 >= variables.lower[variable] }

  /// A step below a target for one above a target, in the same total.
  fileprivate struct Exchange: Comparable {
    let price: Double
    let total: Int
    let up: Int
    let down: Int

    /// Those of one price go by the totals' order.
    static func < (left: Exchange, right: Exchange) -> Bool {
      left.price != right.price ? left.price < right.price : left.total < right.total
    }
  }

  fileprivate struct Queues {
    var below: PlaceQueue
    var above: PlaceQueue

    var price: Double? {
      guard let up = below.first, let down = above.first else { return nil }
      return up.key + down.key
    }
  }

  /// The steps of a total's variables that may change places.
  fileprivate func queues(ofTotal place: Int) -> Queues {
    let variables = totals.totals[place].variables
    return Queues(
      below: PlaceQueue(variables.compactMap { stepBelow($0) }),
      above: PlaceQueue(variables.compactMap { stepAbove($0) }))
  }

  /// Makes an exchange, and puts the next steps of its variables into the queues of their total.
  fileprivate mutating func make(_ exchange: Exchange, _ queues: inout Queues) {
    values[exchange.up] += 1
    values[exchange.down] -= 1
    queues.below.replaceFirst(stepBelow(exchange.up))
    queues.above.replaceFirst(stepAbove(exchange.down))
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

/// The exchanges within some totals, the cheapest first, as far as they were asked for: no exchange in one total changes
/// what those in another cost.
private final class ExchangesOfHand: Sendable {
  private struct State {
    /// The values as these exchanges leave them.
    var exchange: ShortfallExchange
    let totals: [Int]
    var queues: [ShortfallExchange.Queues]
    var best: PlaceQueue
    var made: [ShortfallExchange.Exchange] = []
    var isAll = false

    mutating func makeNext() {
      guard let (place, price) = best.first, price.isFinite, let up = queues[place].below.first,
        let down = queues[place].above.first
      else {
        isAll = true
        return
      }
      let next = ShortfallExchange.Exchange(price: price, total: totals[place], up: up.place, down: down.place)
      made.append(next)
      exchange.make(next, &queues[place])
      best.replaceFirst(queues[place].price.map { (place, $0) })
    }
  }

  private let state: Mutex<State>

  init(_ exchange: ShortfallExchange, _ totals: [Int]) {
    let totals = totals.sorted()
    let queues = totals.map { exchange.queues(ofTotal: $0) }
    let best = PlaceQueue(queues.indices.compactMap { place in queues[place].price.map { (place, $0) } })
    state = Mutex(State(exchange: exchange, totals: totals, queues: queues, best: best))
  }

  /// So many exchanges or all that there are, and whether these are all.
  func exchanges(upTo count: Int) -> (made: [ShortfallExchange.Exchange], isAll: Bool) {
    state.withLock { state in
      while state.made.count < count, !state.isAll { state.makeNext() }
      return (state.made, state.isAll)
    }
  }
}
