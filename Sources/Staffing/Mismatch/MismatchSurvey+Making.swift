// SPDX-License-Identifier: GPL-3.0-or-later

public import LinearPrograms

extension Scenario {
  /// The metrics by which towns can be compared unless others are named: resident population where there are figures
  /// of it, else the first metric that there are; by their places.
  public var comparedMetrics: [Int] {
    let present = metrics.indices.filter { place in towns.contains { $0.metrics[place] != nil } }
    let population = present.first { metrics[$0].id == Metric.residentPopulation.id }
    return population.map { [$0] } ?? Array(present.prefix(1))
  }

  /// Looks for what is out of line in today's staffing. The scenario must have no ``faults``.
  ///
  /// - Parameters:
  ///   - compared: The metrics of inversions, the one first by which posts per head are told; see ``comparedMetrics``.
  ///   - normMetrics: The metrics of the norm; by default population and area, so far as there are figures.
  ///   - level: The level of the hierarchy within whose groups towns are compared, for inversions, norms and efficiency;
  ///     `nil` to compare all.
  ///   - outputs: The metrics of what towns achieve, for their efficiency; none to leave that out.
  ///   - limits: For the fewest moves that leave no inversion; `nil` to leave that out.
  /// - Complexity: O(towns · log² towns) by one or two metrics and O(towns² · metrics) by more, a linear program for the norm, one a town for the
  ///   efficiency, and branch and bound for the fewest moves.
  public func mismatches(
    comparing compared: [Int]? = nil, normMetrics: [Int]? = nil, within level: Int? = nil,
    outputs: [Int] = [], with solver: some LinearProgramSolver = GLPKSolver(),
    fewestMovesWithin limits: Limits? = Limits(),
    monitor: SolveMonitor? = nil
  ) -> MismatchSurvey {
    let compared = compared ?? comparedMetrics
    let peers = peerGroups(at: level)
    let inversions = peers.map { InversionSearch(self, metrics: compared, among: $0.towns) }
    let norms = peers.compactMap { peers in
      StaffingNorm(self, metrics: normMetrics ?? usualNormMetrics, among: peers.towns).map {
        MismatchSurvey.PeerNorm(group: peers.group, norm: $0)
      }
    }
    let needs = NeedTable(self)
    let inefficient = peers.flatMap { outdone($0.towns, outputs, with: solver, monitor: monitor) }
    let own = towns.indices.flatMap { ownMismatches($0, needs) }
    return MismatchSurvey(
      scenario: self,
      mismatches: ordered(inversions.flatMap(\.mismatches)) + ordered(norms.flatMap(\.norm.outliers))
        + ordered(inefficient) + ordered(own),
      inversionPairs: inversions.reduce(0) { $0 + $1.pairs }, compared: compared, level: level, norms: norms,
      fewestMoves: limits.flatMap { fewestMoves(inversions, with: solver, limits: $0, monitor: monitor) },
      fairness: FairnessTable(self), outputs: outputs)
  }

  /// Towns that are compared with one another, group by group.
  private func peerGroups(at level: Int?) -> [(group: [String], towns: [Int])] {
    guard let level else { return [([], Array(towns.indices))] }
    let groups = Dictionary(grouping: towns.indices) { Array(towns[$0].group.prefix(level + 1)) }
    return groups.sorted { $0.key.lexicographicallyPrecedes($1.key) }.map { ($0.key, $0.value) }
  }

  /// Of all groups together; `nil` where one of them did not come to an end, or there was nothing to compare.
  private func fewestMoves(
    _ inversions: [InversionSearch], with solver: some LinearProgramSolver, limits: Limits, monitor: SolveMonitor?
  ) -> Int? {
    let monitor = monitor ?? SolveMonitor(seconds: limits.seconds)
    var sum: Int?
    for search in inversions {
      if let moves = search.fewestMoves(with: solver, limits: limits, monitor: monitor) {
        sum = (sum ?? 0) + moves
      } else if search.pairs > 0 {
        return nil
      }
    }
    return sum
  }

  /// The towns that others outdo, of these that have staff and all outputs.
  private func outdone(
    _ places: [Int], _ outputs: [Int], with solver: some LinearProgramSolver, monitor: SolveMonitor?
  ) -> [Mismatch] {
    let known = places.filter { town in
      (towns[town].staffToday ?? 0) > 0 && outputs.allSatisfy { towns[town].metrics[$0] != nil }
    }
    let staff = known.map { towns[$0].staffToday ?? 0 }
    let achieved = known.map { town in outputs.map { towns[town].metrics[$0]?.doubleValue ?? 0 } }
    guard !outputs.isEmpty,
      let efficiency = StaffEfficiency(
        staff: staff.map(Double.init), outputs: achieved, with: solver, monitor: monitor)
    else { return [] }
    let sorted = efficiency.scores.sorted()
    let median = sorted.isEmpty ? 1 : (sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2]) / 2
    return known.indices.compactMap { place in
      let score = efficiency.scores[place]
      guard score < 1 else { return nil }
      return Mismatch(
        town: known[place],
        finding: .inefficient(
          Mismatch.Inefficiency(
            staff: staff[place], score: score, models: efficiency.models[place].map { known[$0] })),
        severity: score < median / 4 ? .serious : score < median / 2 ? .warning : .notice)
    }
  }

  /// Population and area, so far as there are figures of them.
  var usualNormMetrics: [Int] {
    [Metric.residentPopulation, .area].compactMap { metric in
      metrics.firstIndex { $0.id == metric.id }.flatMap { place in
        towns.contains { $0.metrics[place] != nil } ? place : nil
      }
    }
  }

  private func ordered(_ mismatches: [Mismatch]) -> [Mismatch] {
    mismatches.sorted { left, right in
      if left.severity != right.severity { return left.severity > right.severity }
      let (a, b) = (left.size, right.size)
      return a != b ? a > b : left.town < right.town
    }
  }

  /// What a town's own figures say.
  private func ownMismatches(_ index: Int, _ needs: NeedTable) -> [Mismatch] {
    let town = towns[index]
    var mismatches: [Mismatch] = []
    for (pool, posts) in town.posts.enumerated() {
      guard let staff = posts.staff else { continue }
      if let quota = posts.quota, staff != quota {
        let gap = Double(abs(staff - quota))
        mismatches.append(
          Mismatch(
            town: index,
            finding: staff > quota
              ? .overQuota(pool: pool, staff: staff, quota: quota) : .vacancies(pool: pool, staff: staff, quota: quota),
            severity: Mismatch.Severity(
              part: gap / Double(max(1, quota)), posts: gap, warning: (0.1, 3), serious: (0.3, 10))))
      }
      let need = needs[index, pool]
      let gap = abs(Double(staff) - need)
      if need > 0, gap / need >= 0.2 {
        mismatches.append(
          Mismatch(
            town: index, finding: .offNeed(pool: pool, staff: staff, need: need),
            severity: Mismatch.Severity(part: gap / need, posts: gap, warning: (0.2, 3), serious: (0.5, 10))))
      }
    }
    if let contract = town.contractStaff, let staff = town.staffToday, staff > 0, 2 * contract >= staff {
      mismatches.append(
        Mismatch(
          town: index, finding: .contractStaff(count: contract, staff: staff),
          severity: contract >= staff ? .serious : .warning))
    }
    return mismatches
  }
}

extension Mismatch {
  /// How far off, within its sort and severity.
  fileprivate var size: Double {
    switch finding {
    case .inversion(let inversion): inversion.factor ?? .greatestFiniteMagnitude
    case .outlier(let outlier): abs(outlier.score)
    case .overQuota(_, let staff, let quota), .vacancies(_, let staff, let quota): Double(abs(staff - quota))
    case .offNeed(_, let staff, let need): abs(Double(staff) - need)
    case .contractStaff(let count, _): Double(count)
    case .inefficient(let inefficiency): 1 - inefficiency.score
    }
  }
}
