// SPDX-License-Identifier: GPL-3.0-or-later

internal import LinearPrograms

extension Plan {
  /// The certificate of this plan: to be checked without the solver that found it.
  ///
  /// It proves the plan itself, whichever of several that fit as well the tie rule chose. O(towns · pools · rules), and
  /// as many exact additions: about a second for 100,000 quotas.
  public var certificate: PlanCertificate {
    PlanCertificate(AllocationProblem(scenario, needs), quotas, prices: prices)
  }
}

extension PlanCertificate {
  /// The certificate of a plan.
  ///
  /// - Parameters:
  ///   - quotas: the plan, a row a town and an entry a pool.
  ///   - prices: one a total, of which a proof is made as far as they go: the solver's multipliers.
  init(_ problem: AllocationProblem, _ quotas: [[Int]], prices: [Double]) {
    self.init(unproven: problem, quotas)
    // Where other goals and rules have a say no prices of totals alone prove the plan.
    guard problem.isPlain else { return }
    for (place, price) in PriceCentering(self).centered(prices).enumerated() { totals[place].price = price }
    guard let program = linearProgram,
      let proof = try? Certificate(of: program, at: point, multipliers: totals.map(\.price)),
      case .optimal(let multipliers, _, let gap) = proof.claim
    else { return }
    for (place, price) in multipliers.enumerated() { totals[place].price = price }
    largestImprovement = gap
  }

  /// A plan's lines without prices and proof.
  init(unproven problem: AllocationProblem, _ quotas: [[Int]]) {
    let scenario = problem.scenario
    method = scenario.method.rawValue
    totals = []
    for tree in problem.trees {
      totals += tree.nodes.map {
        Total(
          pool: scenario.pools[tree.pool].id, group: $0.group, town: nil, least: $0.total.lowerBound,
          most: $0.total.upperBound, price: 0)
      }
    }
    totals += problem.townTotals.map {
      let id = scenario.towns[$0.town].id
      return Total(pool: nil, group: id.group, town: id.name, least: $0.total, most: $0.total, price: 0)
    }
    self.quotas = []
    for (town, row) in quotas.enumerated() {
      for (pool, quota) in row.enumerated() { self.quotas.append(Self.line(problem, town, pool, quota)) }
    }
  }

  private static func line(_ problem: AllocationProblem, _ town: Int, _ pool: Int, _ quota: Int) -> Quota {
    let (id, bounds) = (problem.scenario.towns[town].id, problem.bounds[town, pool])
    let (method, share) = (problem.scenario.method, problem.shares[town, pool])
    return Quota(
      town: id.name, group: id.group, pool: problem.scenario.pools[pool].id, least: bounds.lower, most: bounds.upper,
      quota: quota, lastPost: quota > bounds.lower ? method.cost(ofPost: quota, need: share) : nil,
      nextPost: quota < bounds.upper ? method.cost(ofPost: quota + 1, need: share) : nil)
  }

  /// One value a variable of ``linearProgram``.
  var point: [Double] { quotas.map { Double($0.quota) } }

  /// The linear program of these lines: a variable a quota, a row a total. Its goal is the misfit less that of the plan,
  /// which makes the plan's zero. `nil` where a number is beyond what a double holds exactly.
  var linearProgram: Certificate.Program? {
    let most = 1 << 52
    guard quotas.allSatisfy({ max($0.least.magnitude, $0.most.magnitude, $0.quota.magnitude) <= most }),
      totals.allSatisfy({ max($0.least.magnitude, $0.most.magnitude) <= most })
    else { return nil }
    var costs = Certificate.ConvexCosts()
    var members = totals.map { _ in [Int]() }
    for (place, (quota, totals)) in zip(quotas, totalsOfQuotas).enumerated() {
      for total in totals { members[total].append(place) }
      guard quota.least < quota.most else { continue }
      costs.append(
        variable: place, origin: quota.lastPost == nil ? quota.quota : quota.quota - 1,
        value: quota.lastPost.map { -$0 } ?? 0, steps: [quota.lastPost, quota.nextPost].compactMap(\.self))
    }
    var starts = [0]
    for row in members { starts.append((starts.last ?? 0) + row.count) }
    let entries = members.flatMap(\.self)
    return Certificate.Program(
      maximize: false, constant: 0, costs: Certificate.Terms(),
      variables: Certificate.Bounds(lower: quotas.map { Double($0.least) }, upper: quotas.map { Double($0.most) }),
      wholeNumbers: Array(quotas.indices), convexCosts: costs,
      rows: Certificate.Bounds(lower: totals.map { Double($0.least) }, upper: totals.map { Double($0.most) }),
      starts: starts,
      entries: Certificate.Terms(variables: entries, coefficients: entries.map { _ in 1 }))
  }
}
