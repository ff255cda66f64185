// SPDX-License-Identifier: GPL-3.0-or-later

/// What set a bound of a town's quota.
public enum BoundCause: Hashable, Sendable {
  /// Nothing but the pool: no fewer than none, no more than all.
  case pool
  /// The scenario's rule at this place.
  case rule(Int)
  /// The method, which gives everyone with a need a post.
  case method
  /// There is no need, and so no more than the floor.
  case noNeed
}

/// The least and the most that one town may have of one pool, with what set each.
struct CellBounds: Sendable {
  private(set) var lower = 0
  private(set) var upper: Int
  private var lowerCode = Self.code(.pool)
  private var upperCode = Self.code(.pool)

  init(poolTotal: Int) { upper = poolTotal }

  var lowerCause: BoundCause { Self.cause(lowerCode) }
  var upperCause: BoundCause { Self.cause(upperCode) }

  mutating func raise(to floor: Int, _ cause: BoundCause) {
    if floor > lower { (lower, lowerCode) = (floor, Self.code(cause)) }
  }

  mutating func lower(to cap: Int, _ cause: BoundCause) {
    if cap < upper { (upper, upperCode) = (cap, Self.code(cause)) }
  }

  // There is one of these a quota, and causes as they are would double it.

  private static func code(_ cause: BoundCause) -> Int32 {
    switch cause {
    case .rule(let place): Int32(clamping: place)
    case .pool: -1
    case .method: -2
    case .noNeed: -3
    }
  }

  private static func cause(_ code: Int32) -> BoundCause {
    switch code {
    case -1: .pool
    case -2: .method
    case -3: .noNeed
    default: .rule(Int(code))
    }
  }

  var isFixed: Bool { lower == upper }
}

extension Scenario {
  /// The bounds that rules, method and needs set, a row a town and an entry a pool; floors may be above caps. Of the
  /// rules all count, or those at the places in `kept`. O(towns · pools · rules).
  func cellBounds(_ needs: NeedTable, keeping kept: Set<Int>? = nil) -> CellTable<CellBounds> {
    let coverage = rules.contains(where: \.isOnCoverage) ? self.coverage : nil
    let ofPools = pools.map { CellBounds(poolTotal: $0.total) }
    var bounds = CellTable(towns: towns.count, pools: pools.count) { ofPools[$1] }
    for (place, rule) in rules.enumerated() where rule.boundsQuotas && kept?.contains(place) ?? true {
      let concerned = pools.indices.filter { rule.scope.covers(pool: $0) }
      let isForAll = rule.scope.coversAllTowns
      for index in towns.indices where isForAll || rule.scope.covers(towns[index]) {
        for pool in concerned {
          switch rule.requirement {
          case .floor(.posts(let posts)): bounds[index, pool].raise(to: posts, .rule(place))
          case .cap(.posts(let posts)): bounds[index, pool].lower(to: posts, .rule(place))
          case .coverage(let least):
            let posts = coverage?.posts(town: index, pool: pool, covering: least)
            if let posts { bounds[index, pool].raise(to: posts, .rule(place)) }
          default: rule.narrow(&bounds[index, pool], towns[index], pool, place)
          }
        }
      }
    }
    let givesOnePost = method.guaranteesOnePost
    for index in towns.indices {
      for pool in pools.indices {
        if needs[index, pool] <= 0 {
          bounds[index, pool].lower(to: bounds[index, pool].lower, .noNeed)
        } else if givesOnePost {
          bounds[index, pool].raise(to: 1, .method)
        }
      }
    }
    return bounds
  }
}

/// The least, or the most, that one rule lets a town have of a pool.
public struct StatedBound: Hashable, Sendable {
  /// The posts.
  public let posts: Int
  /// What asks for it.
  public let cause: BoundCause

  /// A bound with its cause.
  public init(_ posts: Int, _ cause: BoundCause) { (self.posts, self.cause) = (posts, cause) }
}

extension Scenario {
  /// What every rule by itself asks of a town's quota in a pool, but for rules on coverage; in the order of rules.
  /// O(rules).
  func statedBounds(town: Int, pool: Int) -> (floors: [StatedBound], caps: [StatedBound]) {
    var (floors, caps): ([StatedBound], [StatedBound]) = ([], [])
    for (place, rule) in rules.enumerated() where rule.scope.covers(towns[town]) && rule.scope.covers(pool: pool) {
      var bounds = CellBounds(poolTotal: .max)
      rule.narrow(&bounds, towns[town], pool, place)
      if bounds.lowerCause != .pool { floors.append(StatedBound(bounds.lower, .rule(place))) }
      if bounds.upperCause != .pool { caps.append(StatedBound(bounds.upper, .rule(place))) }
    }
    return (floors, caps)
  }
}

extension Rule {
  /// Whether it narrows what single quotas may be.
  fileprivate var boundsQuotas: Bool {
    switch requirement {
    case .floor, .cap, .pin, .change, .coverage: true
    case .groupTotals, .townTotals, .mix, .noInversion, .moves, .movesWithin, .price: false
    }
  }

  fileprivate var isOnCoverage: Bool { if case .coverage = requirement { true } else { false } }

  fileprivate func narrow(_ bounds: inout CellBounds, _ town: Town, _ pool: Int, _ place: Int) {
    switch requirement {
    case .floor(let amount):
      if let posts = amount.posts(of: town, pool: pool, rounding: .up) { bounds.raise(to: posts, .rule(place)) }
    case .cap(let amount):
      if let posts = amount.posts(of: town, pool: pool, rounding: .down) { bounds.lower(to: posts, .rule(place)) }
    case .pin(let amount):
      guard let posts = amount.posts(of: town, pool: pool, rounding: .nearest) else { return }
      bounds.raise(to: posts, .rule(place))
      bounds.lower(to: posts, .rule(place))
    case .change(let posts, let percent):
      guard let quota = town.posts[pool].quota,
        let most = Self.largestChange(posts: posts, percent: percent, of: quota)
      else { return }
      bounds.raise(to: max(0, quota - most), .rule(place))
      bounds.lower(to: quota + most, .rule(place))
    // What coverage asks depends on the needs of all towns.
    case .groupTotals, .townTotals, .mix, .noInversion, .moves, .movesWithin, .coverage, .price: return
    }
  }

  /// The most posts that a quota may change by; a percentage is rounded down to whole posts, exactly.
  static func largestChange(posts: Int?, percent: Quantity?, of quota: Int) -> Int? {
    let share = percent.map { percent in
      // No count is larger, so that a limit beyond all counts can still be added to one.
      min(Scenario.largestCount, (Rational(Quantity(quota)) * percent.rational / Rational(Quantity(100))).roundedDown)
    }
    return [posts, share].compactMap(\.self).min()
  }
}
