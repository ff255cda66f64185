// SPDX-License-Identifier: GPL-3.0-or-later

internal import LinearPrograms

/// What posts cost, by where a town stands and by pool. Towns that lie apart, and pools, have a copy each: of what threads
/// share, each would have to wait for the others to count its uses.
struct LocalPostCosts {
  private let costs: [PostCosts]
  private let first: Int
  private let pools: Int

  /// How many neighbours share a copy: so few that threads have their own, and so many that copies are few.
  fileprivate static let neighbours = 4_096

  /// - Parameter towns: The places of the towns that costs are asked for.
  init(_ costs: PostCosts, towns: Range<Int>, pools: Int) {
    first = towns.lowerBound
    self.pools = pools
    self.costs = (0..<(towns.count / Self.neighbours + 1) * pools).map { _ in costs.ofItsOwn() }
  }

  /// The costs for a town in a pool. O(1).
  subscript(town: Int, pool: Int) -> PostCosts { costs[(town - first) / Self.neighbours * pools + pool] }
}

/// What it costs to have posts elsewhere than today: each that a town has today is worth one. Neighbours with equally many
/// posts in a pool share a cost; what those share who lie apart, threads would have to wait for.
struct LocalMoveCosts {
  private let quotas: CellTable<Int?>
  private let pools: Int
  /// Those of the present neighbourhood, by pool and by today's posts.
  private var known: [ConvexCost?] = []
  private var neighbourhood: Int?

  /// The most posts of which costs are kept.
  private static let mostKept = 255

  init(_ scenario: Scenario) { (quotas, pools) = (scenario.columns.quotas, scenario.pools.count) }

  /// The cost of a town's quota in a pool: no post of a town without a figure is worth anything. O(1).
  mutating func cost(town: Int, pool: Int) -> ConvexCost {
    guard let today = quotas[town, pool] else { return ConvexCost(origin: 0) { _ in 0 } }
    guard (0...Self.mostKept).contains(today) else { return Self.cost(today) }
    if neighbourhood != town / LocalPostCosts.neighbours {
      neighbourhood = town / LocalPostCosts.neighbours
      known = Array(repeating: nil, count: pools * (Self.mostKept + 1))
    }
    let place = pool * (Self.mostKept + 1) + today
    if let cost = known[place] { return cost }
    let cost = Self.cost(today)
    known[place] = cost
    return cost
  }

  private static func cost(_ today: Int) -> ConvexCost { ConvexCost(origin: today) { $0 <= today ? -1 : 0 } }
}

/// What posts cost in the linear program, with the signposts of the first posts worked out once for all towns.
struct PostCosts: Sendable {
  private let method: ApportionmentMethod
  private let kept: [Double]
  private let signpost: @Sendable (_ post: Int) -> Double

  /// The most signposts that are kept: half a megabyte.
  private static let mostKept = 65_536

  /// - Parameter shares: The needs that costs are asked for, in proportion to their pools: quotas lie near them.
  init(_ method: ApportionmentMethod, near shares: CellTable<Double>) {
    let largest = shares.entries.max() ?? 0
    let count = Int(min(2 * max(0, largest) + 16, Double(Self.mostKept)))
    self.init(method, (0..<count).map { method.signpostCost(ofPost: $0) })
  }

  private init(_ method: ApportionmentMethod, _ kept: [Double]) {
    (self.method, self.kept) = (method, kept)
    signpost = { post in post >= 0 && post < kept.count ? kept[post] : method.signpostCost(ofPost: post) }
  }

  /// The same for one thread: of what threads share, each would have to wait for the others to count its uses.
  fileprivate func ofItsOwn() -> PostCosts { PostCosts(method, kept) }

  /// The cost of a quota for a need above zero.
  func cost(forNeed need: Double) -> ConvexCost {
    ConvexCost(
      origin: Int(exactly: need.rounded(.down)) ?? 0, ofStep: signpost, reducedBy: method.level(ofNeed: need))
  }

  /// The same, where each post up to today's quota costs so much less: one that moves must be worth it.
  func cost(forNeed need: Double, today: Int, moveCost: Double) -> ConvexCost {
    let level = method.level(ofNeed: need)
    return ConvexCost(origin: Int(exactly: need.rounded(.down)) ?? 0) { [signpost] post in
      signpost(post) - level - (post <= today ? moveCost : 0)
    }
  }
}
