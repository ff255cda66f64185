// SPDX-License-Identifier: GPL-3.0-or-later

internal import LinearPrograms

/// Finds the least relaxation of the rules that leaves a plan.
///
/// First every town may fall short of the mix by its own posts, as of everything else. Where a rule on the mix gives way
/// then, the mildest percent is sought with which no more of the rest has to; and with that held, the least of the rest.
struct RemedySearch {
  private let problem: AllocationProblem
  private let limits: Limits
  private let monitor: SolveMonitor?
  private let clock: SolveMonitor

  /// - Parameter limits: the seconds are those of the whole search.
  init(_ problem: AllocationProblem, limits: Limits, monitor: SolveMonitor?) {
    self.problem = problem
    self.limits = limits
    self.monitor = monitor
    clock = SolveMonitor(seconds: limits.seconds)
  }

  /// The limits of a solve that begins now and may take a part of what is left.
  private func limits(_ part: Double) -> Limits {
    var limits = limits
    limits.seconds = clock.secondsLeft.map { max($0 * part, .leastNonzeroMagnitude) }
    return limits
  }

  /// The remedy; `nil` where nothing that may give way helps, or a limit was reached before anything was found.
  var remedy: ConditionConflict.Remedy? {
    var sides: [RemedyProgram.MixSide: RemedyProgram.MixHold] = [:]
    for row in problem.ruleRows {
      if case .mix(_, let isCap) = row.subject { sides[.init(rule: row.rule, isCap: isCap)] = .elastic }
    }
    var (best, isProved) = (RemedyProgram.Point?.none, true)
    if !sides.isEmpty {
      guard
        let first = RemedyProgram(problem, mixes: sides).point(isSpread: false, limits: limits(0.5), monitor: monitor)
      else { return nil }
      (best, isProved) = (first, first.isProved)
      let levels = mixLevels(from: first)
      isProved = isProved && levels.areProved
      sides = levels.sides
    }
    let last = RemedyProgram(problem, mixes: sides)
    if let point = last.point(isSpread: true, limits: limits(1), monitor: monitor) {
      isProved = isProved && point.isProved
      best = point
    } else {
      isProved = false
    }
    guard let best else { return nil }
    let moves = RemedyMoves(problem, best.quotas)
    guard moves.keepsWhatNoRuleSet, !moves.all.isEmpty else { return nil }
    return ConditionConflict.Remedy(moves: moves.all, isProvenLeast: isProved && last.hasAllPairs)
  }

  // MARK: The mix

  private struct MixLevels {
    var sides: [RemedyProgram.MixSide: RemedyProgram.MixHold]
    var areProved: Bool
  }

  /// The mildest percents, in steps of a tenth, that ask for no more of the rest than a point does: those of rules that
  /// give way last first. Rules that the point keeps stay as they are stated.
  private func mixLevels(from point: RemedyProgram.Point) -> MixLevels {
    let order = YieldingOrder(rules: problem.scenario.rules)
    let moves = RemedyMoves(problem, point.quotas)
    let broken = moves.mixTenths.keys.sorted { left, right in
      let (mine, theirs) = (order.rank(of: left.rule), order.rank(of: right.rule))
      return mine != theirs ? mine > theirs : (left.rule, left.isCap ? 1 : 0) < (right.rule, right.isCap ? 1 : 0)
    }
    var levels = MixLevels(sides: [:], areProved: true)
    for side in broken { levels.sides[side] = .open }
    var witness = point
    for side in broken {
      guard let stated = problem.scenario.percent(of: side) else { continue }
      // In tenths of a percent: the mildest known to do, and the first of which that is not asked.
      var good = RemedyMoves(problem, witness.quotas).tenths(of: side) ?? stated.tenths(roundedUp: side.isCap)
      var bad = stated.tenths(roundedUp: side.isCap) + (side.isCap ? -1 : 1)
      while abs(good - bad) > 1 {
        let middle = good + (bad - good) / 2
        levels.sides[side] = .at(Quantity(tenths: middle))
        let program = RemedyProgram(problem, mixes: levels.sides)
        switch program.point(givingNoMoreThan: point, limits: limits(0.25), monitor: monitor) {
        case .some(.some(let found)):
          witness = found
          let reached = RemedyMoves(problem, found.quotas).tenths(of: side) ?? middle
          good = side.isCap ? min(middle, max(reached, bad + 1)) : max(middle, min(reached, bad - 1))
        case .some(.none): bad = middle
        case .none: (bad, levels.areProved) = (middle, false)
        }
      }
      levels.sides[side] = .at(Quantity(tenths: good))
    }
    return levels
  }
}

extension Scenario {
  /// What a side of a rule on the mix states.
  func percent(of side: RemedyProgram.MixSide) -> Quantity? {
    guard case .mix(_, let from, let to) = rules[side.rule].requirement else { return nil }
    return side.isCap ? to : from
  }
}

extension Quantity {
  /// So many tenths.
  init(tenths: Int) { self = Quantity(significand: Int64(tenths), exponent: -1) ?? .zero }

  /// The amount in tenths.
  fileprivate func tenths(roundedUp: Bool) -> Int {
    let tenths = rational * Rational(Quantity(10))
    return roundedUp ? tenths.roundedUp : tenths.roundedDown
  }
}
