// SPDX-License-Identifier: GPL-3.0-or-later

/// A point that keeps the couplings, made of the best one in order at prices: as long as a coupling is missed, the step is
/// taken that loses least for what it mends. A step keeps the order, or is one variable's for another's of the same sum.
/// Then pairs of steps that undo each other for the couplings are taken as long as that gains something.
///
/// Finds nothing where no such step mends anything, which proves nothing. The same prices give the same point.
struct OrderRepair {
  private let order: PricedOrder
  private var values: [Int]
  private var levels: [Int]
  private var residuals: [Int]
  /// How many places were looked at.
  private var looks = 0

  private static let mostMoves = 20_000
  private static let mostExchanges = 1_000
  /// After how many moves it is asked whether to stop.
  private static let movesBetweenLooks = 8

  /// One step up, one step down, or one for the other in the same group.
  private struct Move {
    let group: Int
    var up: Int?
    var down: Int?
    /// What it costs more than it is worth.
    let cost: Double
  }

  init(_ order: PricedOrder) {
    self.order = order
    (values, levels, residuals) = (order.values, order.levels, order.residuals)
  }

  /// The values of all places; `nil` where none were found. O(moves · places · couplings).
  ///
  /// - Parameter hasToStop: Whether to stop, told how many places were looked at so far.
  mutating func run(hasToStop: (_ looks: Int) -> Bool) -> [Int]? {
    for number in 0..<Self.mostMoves {
      let now = missed()
      if now == 0 {
        exchange(hasToStop: hasToStop)
        return values
      }
      if number % Self.movesBetweenLooks == Self.movesBetweenLooks - 1, hasToStop(looks) { return nil }
      var best: (move: Move, loss: Double)?
      looks += order.blocks.variables.count
      eachMove { move in
        let mended = now - missed(after: move)
        guard mended > 0 else { return }
        let loss = move.cost / Double(mended)
        if best.map({ loss < $0.loss }) ?? true { best = (move, loss) }
      }
      guard let best else { return nil }
      take(best.move)
    }
    return nil
  }

  /// Takes pairs of moves that change no coupling together, the best pair first.
  private mutating func exchange(hasToStop: (_ looks: Int) -> Bool) {
    for number in 0..<Self.mostExchanges {
      if number % Self.movesBetweenLooks == Self.movesBetweenLooks - 1, hasToStop(looks) { return }
      var cheapest: [[Int]: Move] = [:]
      looks += order.blocks.variables.count
      eachMove { move in
        let effect = effect(of: move)
        if cheapest[effect].map({ move.cost < $0.cost }) ?? true { cheapest[effect] = move }
      }
      var best: (one: Move, other: Move?, cost: Double)?
      for (effect, move) in cheapest.sorted(by: { $0.key.lexicographicallyPrecedes($1.key) }) {
        let isNothing = effect.allSatisfy { $0 == 0 }
        let opposite = isNothing ? nil : cheapest[effect.map { -$0 }]
        guard isNothing || opposite != nil else { continue }
        let cost = move.cost + (opposite?.cost ?? 0)
        if best.map({ cost < $0.cost }) ?? true { best = (move, opposite, cost) }
      }
      // What rounding may have made of nothing is no gain.
      guard let best, best.cost < -1e-12 * (1 + abs(best.one.cost)) else { return }
      take(best.one)
      guard let other = best.other else { continue }
      // The first may be in the way of the second.
      guard isPossible(other) else {
        undo(best.one)
        return
      }
      take(other)
    }
  }

  // MARK: Moves

  private func mayRise(_ group: Int) -> Bool {
    let level = levels[group]
    return level < order.sums.highest[group] && order.sums.larger[group].allSatisfy { levels[$0] > level }
  }

  private func mayFall(_ group: Int) -> Bool {
    let level = levels[group]
    return level > order.sums.lowest[group] && order.sums.smaller[group].allSatisfy { levels[$0] < level }
  }

  private func isPossible(_ move: Move) -> Bool {
    if let up = move.up, values[up] >= order.blocks.upper[up] { return false }
    if let down = move.down, values[down] <= order.blocks.lower[down] { return false }
    return move.up == nil ? mayFall(move.group) : move.down == nil ? mayRise(move.group) : true
  }

  private func eachMove(_ look: (Move) -> Void) {
    let (blocks, sums) = (order.blocks, order.sums)
    for group in sums.groups.indices {
      let (mayRise, mayFall) = (mayRise(group), mayFall(group))
      for place in sums.groups[group] {
        let canRise = values[place] < blocks.upper[place], canFall = values[place] > blocks.lower[place]
        if mayRise, canRise { look(Move(group: group, up: place, cost: costOfNext(place))) }
        if mayFall, canFall { look(Move(group: group, down: place, cost: -costOfLast(place))) }
        guard canRise else { continue }
        for other in sums.groups[group] where other != place && values[other] > blocks.lower[other] {
          look(Move(group: group, up: place, down: other, cost: costOfNext(place) - costOfLast(other)))
        }
      }
    }
  }

  private func costOfNext(_ place: Int) -> Double { order.costs(place, values[place] + 1) - order.worths[place] }
  private func costOfLast(_ place: Int) -> Double { order.costs(place, values[place]) - order.worths[place] }

  private mutating func take(_ move: Move) { change(move, by: 1) }
  private mutating func undo(_ move: Move) { change(move, by: -1) }

  private mutating func change(_ move: Move, by sign: Int) {
    for coupling in residuals.indices { residuals[coupling] -= sign * effect(of: move, on: coupling) }
    if let up = move.up {
      values[up] += sign
      levels[move.group] += sign
    }
    if let down = move.down {
      values[down] -= sign
      levels[move.group] -= sign
    }
  }

  // MARK: Couplings

  /// What a move adds to each coupling.
  private func effect(of move: Move) -> [Int] { residuals.indices.map { effect(of: move, on: $0) } }

  private func effect(of move: Move, on coupling: Int) -> Int {
    let (blocks, count) = (order.blocks, residuals.count)
    return (move.up.map { blocks.coefficients[$0 * count + coupling] } ?? 0)
      - (move.down.map { blocks.coefficients[$0 * count + coupling] } ?? 0)
  }

  /// By how much the couplings are missed, together, after a move where there is one.
  private func missed(after move: Move? = nil) -> Int {
    var sum = 0
    for (place, coupling) in order.blocks.couplings.enumerated() {
      // Counted from the side that a price is paid for.
      let residual = residuals[place] - (move.map { effect(of: $0, on: place) } ?? 0)
      if residual > 0, coupling.lower != nil { sum += residual }
      if residual < 0, coupling.upper != nil { sum -= residual }
    }
    return sum
  }
}
