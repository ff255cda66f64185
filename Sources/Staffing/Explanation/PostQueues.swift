// SPDX-License-Identifier: GPL-3.0-or-later

/// The queues of a plan in which fit decides alone, and who could exchange a post with whom.
///
/// Totals are nested. A total that is a range binds where an end of it is reached; towns whose innermost binding total is
/// the same are one queue. Between queues a post can move where no total on the way is at its end.
struct PostQueues: Sendable {
  typealias Post = ExactOrder.Post

  private(set) var queues: [PostQueue] = []
  /// The queue of each town and pool, by its place.
  private(set) var places: [[Int]]
  /// By queue, the two posts that would be given up first by towns from which the queue's can have one.
  private var sources: [[Post]] = []
  /// By queue, the two posts that would be granted next to towns to which the queue's can lose one.
  private var sinks: [[Post]] = []

  private let problem: AllocationProblem
  private let quotas: [[Int]]

  /// The queues of one pool before they are put in order.
  private struct Draft {
    let node: Int
    var towns: [Int] = []
    var last: [Post] = []
    var next: [Post] = []
  }

  /// O(towns · pools · log towns), and where totals are ranges O(totals²).
  init(_ problem: AllocationProblem, _ quotas: [[Int]]) {
    self.problem = problem
    self.quotas = quotas
    places = quotas.map { $0.map { _ in 0 } }
    var drafts: [(tree: TotalsTree, drafts: [Draft])] = []
    for tree in problem.trees { drafts.append((tree, drafting(tree))) }
    // Few posts are so near to the edge that they have to be compared exactly: those of all queues together.
    let order = ExactOrder(problem, drafts.flatMap { $0.drafts.flatMap { $0.last + $0.next } })
    for (tree, drafts) in drafts {
      let sorted = drafts.map { draft -> Draft in
        var draft = draft
        draft.last = Array(draft.last.sorted { order.precedes($1, $0) }.prefix(2))
        draft.next = Array(draft.next.sorted { order.precedes($0, $1) }.prefix(2))
        return draft
      }
      for (place, draft) in sorted.enumerated() {
        for town in draft.towns { places[town][tree.pool] = queues.count + place }
      }
      for draft in sorted {
        let reached = tree.hasRanges ? sorted : [draft]
        let givers = reached.filter { allows(tree, from: $0.node, to: draft.node) }.flatMap(\.last)
        let takers = reached.filter { allows(tree, from: draft.node, to: $0.node) }.flatMap(\.next)
        sources.append(Array(givers.sorted { order.precedes($1, $0) }.prefix(2)))
        sinks.append(Array(takers.sorted { order.precedes($0, $1) }.prefix(2)))
      }
      queues += sorted.map { queue($0, tree) }
    }
  }

  /// The other town's last post that a town's next would replace; `nil` where no single exchange is allowed.
  func source(town: Int, pool: Int) -> PostQueue.Post? {
    sources[places[town][pool]].first { $0.town != town }.map(valued)
  }

  /// The other town's next post that would replace a town's last; `nil` where no single exchange is allowed.
  func sink(town: Int, pool: Int) -> PostQueue.Post? {
    sinks[places[town][pool]].first { $0.town != town }.map(valued)
  }

  /// A town's last post, where its bounds let it have fewer.
  func last(town: Int, pool: Int) -> PostQueue.Post? { lastPost(town, pool).map(valued) }

  /// A town's next post, where its bounds let it have more.
  func next(town: Int, pool: Int) -> PostQueue.Post? { nextPost(town, pool).map(valued) }

  private func lastPost(_ town: Int, _ pool: Int) -> Post? {
    let quota = quotas[town][pool]
    return quota > problem.bounds[town, pool].lower ? Post(town: town, pool: pool, post: quota) : nil
  }

  private func nextPost(_ town: Int, _ pool: Int) -> Post? {
    let quota = quotas[town][pool]
    return quota < problem.bounds[town, pool].upper && problem.shares[town, pool] > 0
      ? Post(town: town, pool: pool, post: quota + 1) : nil
  }

  private func valued(_ post: Post) -> PostQueue.Post {
    PostQueue.Post(
      town: post.town, post: post.post,
      worth: problem.scenario.method.worth(
        ofPost: post.post, need: problem.needs[post.town, post.pool], share: problem.shares[post.town, post.pool]))
  }

  private func drafting(_ tree: TotalsTree) -> [Draft] {
    var innermost = [Int](repeating: 0, count: quotas.count)
    for (place, node) in tree.nodes.enumerated() where binds(node, tree.pool) {
      for town in node.towns { innermost[town] = place }
    }
    var drafts: [Int: Draft] = [:]
    for (town, node) in innermost.enumerated() { drafts[node, default: Draft(node: node)].towns.append(town) }
    return drafts.sorted { $0.key < $1.key }.map { _, draft in
      var draft = draft
      draft.last = nearest(draft.towns.compactMap { lastPost($0, tree.pool) }, dearest: true)
      draft.next = nearest(draft.towns.compactMap { nextPost($0, tree.pool) }, dearest: false)
      return draft
    }
  }

  private func sum(_ node: TotalsTree.Node, _ pool: Int) -> Int { node.towns.reduce(0) { $0 + quotas[$1][pool] } }

  private func binds(_ node: TotalsTree.Node, _ pool: Int) -> Bool {
    let sum = sum(node, pool)
    return node.rule == nil || sum <= node.total.lowerBound || sum >= node.total.upperBound
  }

  /// The posts that may be among the first two, floating point being what it is.
  private func nearest(_ posts: [Post], dearest: Bool) -> [Post] {
    let costs = posts.map { post in
      let cost = problem.scenario.method.cost(ofPost: post.post, need: problem.shares[post.town, post.pool])
      return dearest ? -cost : cost
    }
    guard posts.count > 2 else { return posts }
    let second = costs.sorted()[1]
    let scale = posts.reduce(max(1, second.magnitude)) { max($0, problem.shares[$1.town, $1.pool]) }
    let margin = problem.scenario.method == .hamilton ? 1e-9 * scale : 1e-9 * max(1, second.magnitude)
    return zip(posts, costs).filter { $0.1 <= second + margin }.map(\.0)
  }

  /// Whether a post can move from a town whose innermost binding total is one node to one of another.
  private func allows(_ tree: TotalsTree, from giver: Int, to taker: Int) -> Bool {
    guard giver != taker else { return true }
    func counts(_ place: Int, _ other: Int) -> Bool {
      let (outer, inner) = (tree.nodes[place].towns, tree.nodes[other].towns)
      return place <= other && outer.lowerBound <= inner.lowerBound && inner.upperBound <= outer.upperBound
    }
    return tree.nodes.indices.allSatisfy { place in
      let node = tree.nodes[place]
      switch (counts(place, giver), counts(place, taker)) {
      case (true, false): return sum(node, tree.pool) > node.total.lowerBound
      case (false, true): return sum(node, tree.pool) < node.total.upperBound
      default: return true
      }
    }
  }

  private func queue(_ draft: Draft, _ tree: TotalsTree) -> PostQueue {
    let (last, next) = (draft.last.first.map(valued), draft.next.first.map(valued))
    return PostQueue(
      pool: tree.pool, group: tree.nodes[draft.node].group, towns: draft.towns,
      posts: draft.towns.reduce(0) { $0 + quotas[$1][tree.pool] }, lastIn: last, nextInLine: next,
      divisor: divisor(pool: tree.pool, least: next?.worth, most: last?.worth))
  }

  private func divisor(pool: Int, least: Double?, most: Double?) -> PostQueue.Divisor? {
    guard least != nil || most != nil else { return nil }
    return PostQueue.Divisor(
      least: least, most: most, plain: PostQueue.Divisor.plain(least: least, most: most),
      ofMetric: problem.metricPerPost(pool: pool).map { metric, factor in
        let (least, most) = (least.map { $0 * factor }, most.map { $0 * factor })
        return PostQueue.OfMetric(
          metric: metric, least: least, most: most, plain: PostQueue.Divisor.plain(least: least, most: most))
      })
  }
}

extension TotalsTree {
  fileprivate var hasRanges: Bool { nodes.contains { $0.total.count > 1 } }
}

extension AllocationProblem {
  /// The one metric that a pool is shared by, and how much of it stands for a post of need; `nil` where needs are no
  /// multiples of a metric, or Hamilton's method takes a remainder and divides by nothing.
  fileprivate func metricPerPost(pool: Int) -> (metric: Int, factor: Double)? {
    let parts = scenario.model.parts.filter { $0.covers(pool: pool) }
    guard scenario.method != .hamilton, parts.count == 1, let part = parts.first, case .share(let weights) = part.rule,
      weights.count == 1, let weight = weights.first, weight.byKind == nil, weight.transform == .linear,
      needs.rest[pool] > 0
    else { return nil }
    let amounts = scenario.towns.filter { part.covers($0.kind) }.map { $0.metrics[weight.metric]?.doubleValue }
    guard !amounts.contains(nil) else { return nil }
    return (weight.metric, amounts.reduce(0) { $0 + ($1 ?? 0) } / needs.rest[pool])
  }
}
