// SPDX-License-Identifier: GPL-3.0-or-later

import LinearPrograms

/// Towns with two pools of posts, each between a floor and a cap, at Webster's convex cost, with totals for each pool and
/// county: a network until rules are added that break it.
public struct Towns {
  /// The program with the rules so far.
  public private(set) var program: LinearProgram
  private let posts: [[Variable]]
  private let sizes: [(people: Double, area: Double)]

  /// - Parameters:
  ///   - count: How many towns.
  ///   - counties: In how many counties, each with a total for either pool.
  public init(_ count: Int, counties: Int, seed: Int) {
    var random = SplitMix64(seed: seed)
    var built = LinearProgram(name: "\(count) towns")
    let sizes: [(people: Double, area: Double)] = (0..<count).map { _ in
      (Double.random(in: 3...90, using: &random), Double.random(in: 20...400, using: &random))
    }
    var goal = Goal.minimize()
    var posts: [[Variable]] = []
    var totals = [[Double]](repeating: [0, 0], count: counties)
    for town in 0..<count {
      // The workload that the order of sizes knows nothing of.
      let load = Double.random(in: 0.75...1.25, using: &random)
      let need = (12 + 0.6 * sizes[town].people + 0.03 * sizes[town].area) * load
      let share = Double.random(in: 0.3...0.6, using: &random)
      let needs = [need * share, need * (1 - share)]
      posts.append(
        needs.enumerated().map { pool, need in
          let (floor, cap) = ((need * 0.6).rounded(.down), (need * 1.5).rounded(.up) + 1)
          let variable = built.addVariable("quota", in: floor...cap, wholeNumbers: true)
          goal.add(ConvexCost(origin: Int(need)) { (Double($0) - 0.5) / need }, on: variable)
          totals[town % counties][pool] += need * Double.random(in: 0.9...1.1, using: &random)
          return variable
        })
    }
    for county in 0..<counties {
      for pool in 0..<2 {
        let members = stride(from: county, to: count, by: counties).map { 1 * posts[$0][pool] }
        built.add(LinearExpression(sum: members) == totals[county][pool].rounded(), label: "total")
      }
    }
    built.goal = goal
    (self.program, self.posts, self.sizes) = (built, posts, sizes)
  }

  /// The administrative share of every town's posts between two bounds.
  public mutating func mix(between low: Double, and high: Double) {
    for town in posts {
      program.add((1 - low) * town[0] - low * town[1] >= 0, label: "mix")
      program.add(high * town[1] - (1 - high) * town[0] >= 0, label: "mix")
    }
  }

  /// A town that is at least as large by both measures gets at least as many posts: one row for each pair without a
  /// third town between them.
  public mutating func forbidInversions() {
    func dominates(_ a: Int, _ b: Int) -> Bool {
      a != b && sizes[a].people >= sizes[b].people && sizes[a].area >= sizes[b].area
    }
    for large in posts.indices {
      for small in posts.indices where dominates(large, small) {
        let isCovering = !posts.indices.contains { dominates(large, $0) && dominates($0, small) }
        guard isCovering else { continue }
        program.add(
          1 * posts[large][0] + 1 * posts[large][1] - posts[small][0] - posts[small][1] >= 0, label: "order")
      }
    }
  }
}
