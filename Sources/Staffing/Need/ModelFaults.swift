// SPDX-License-Identifier: GPL-3.0-or-later

extension Scenario {
  /// Everything that keeps the policy model from being applied. Towns must have one amount a metric and one entry a pool.
  var modelFaults: [ScenarioFault] {
    // What follows looks metrics up by their places.
    let stray = model.parts.filter { part in part.metrics.contains { !metrics.indices.contains($0) } }
    guard stray.isEmpty else { return stray.map { .part($0.reference, .outOfRange) } }
    var faults = poolFaults
    for part in model.parts { faults += self.faults(of: part) }
    faults += moveFaults
    // What follows applies the parts, which must be sound by themselves.
    guard faults.isEmpty || faults.allSatisfy(\.isAboutFigures) else { return faults }
    if model.parts.allSatisfy(\.isSimple) {
      faults += MetricGaps(self).missing.map { .missing(towns[$1].id, figure: .metric(metrics[$0].id)) }
    } else {
      faults += NeedBasis(self).faults
    }
    return faults + zeroMetrics
  }

  private var poolFaults: [ScenarioFault] {
    var faults: [ScenarioFault] = []
    for (index, pool) in pools.enumerated() {
      let parts = model.parts.filter { $0.covers(pool: index) }
      if parts.isEmpty || parts.contains(where: { $0.rule == .share(weights: []) }) {
        faults.append(.poolWithoutNeed(pool.id))
      }
    }
    for (index, pool) in pools.enumerated()
    where model.parts.count(where: { $0.isShare && $0.covers(pool: index) }) > 1 {
      faults.append(.sharedTwice(pool: pool.id))
    }
    return faults
  }

  /// Metrics of shares whose scores are zero for every town that they count for.
  var zeroMetrics: [ScenarioFault] {
    var zero: Set<Int> = []
    for part in model.parts {
      guard case .share(let weights) = part.rule else { continue }
      for weight in weights where !zero.contains(weight.metric) {
        let counted = towns.lazy.filter { part.covers($0.kind) && weight.counts(for: $0.kind) }
        let figures = counted.lazy.compactMap { $0.metrics[weight.metric] }
        guard !figures.isEmpty,
          figures.allSatisfy({ weight.transform.score(of: $0.rational) == .zero })
        else { continue }
        // A town without a figure is told already, or has the mean of those with one.
        let isComplete = missing == .meanOfKindInGroup || counted.allSatisfy { $0.metrics[weight.metric] != nil }
        if isComplete { zero.insert(weight.metric) }
      }
    }
    return zero.sorted().map { .nothingToShareBy(metric: metrics[$0].id) }
  }

  // MARK: Parts

  private func faults(of part: PolicyModel.Part) -> [ScenarioFault] {
    var faults: [ScenarioFault] = []
    func fault(_ fault: PartFault) { faults.append(.part(part.reference, fault)) }
    if let division = part.division, division.values.contains(where: { $0.significand <= 0 }) || division.isEmpty {
      fault(.outOfRange)
    }
    switch part.rule {
    case .base(let posts):
      for kind in posts.filter(\.value.isNegative).map(\.key.rawValue).sorted() {
        faults.append(.baseNegative(kind: kind))
      }
    case .share(let weights):
      if part.division != nil { fault(.dividedShare) }
      for weight in weights {
        if !weight.isSound { faults.append(.weightNotPositive(metric: metrics[weight.metric].id)) }
        if !weight.transform.isSound { fault(.transformUnsound(metric: metrics[weight.metric].id)) }
      }
    case .given:
      for (index, pool) in pools.enumerated() where part.covers(pool: index) {
        for town in towns where part.covers(town.kind) && town.givenNeeds[index] == nil {
          faults.append(.missing(town.id, figure: .givenNeed(pool: pool.id)))
        }
      }
    case .projects(let projects): self.faults(of: projects, part).forEach(fault)
    case .index(let index): self.faults(of: index).forEach(fault)
    case .workload(let workload):
      if isUndivided(part) { fault(.undividedWork) }
      self.faults(of: workload).forEach(fault)
    case .duties(let list):
      if isUndivided(part) { fault(.undividedWork) }
      self.faults(of: list).forEach(fault)
    case .norm(let norm): faults += self.faults(of: norm, part)
    }
    return faults
  }

  private func isUndivided(_ part: PolicyModel.Part) -> Bool {
    part.division == nil && pools.indices.count(where: part.covers(pool:)) > 1
  }

  private func faults(of projects: [Project], _ part: PolicyModel.Part) -> [PartFault] {
    var faults: [PartFault] = []
    if projects.isEmpty { faults.append(.empty) }
    if date == nil { faults.append(.noDate) }
    let known = Set(towns.filter { part.covers($0.kind) }.map(\.id))
    for project in projects {
      if !known.contains(project.town) { faults.append(.unknownTown(project.town)) }
      if !project.posts.isCount { faults.append(.outOfRange) }
    }
    // A project may be of several towns, and count for each once.
    for (_, projects) in Dictionary(grouping: projects, by: \.town).sorted(by: { $0.key < $1.key }) {
      faults += repeated(projects.map(\.name))
    }
    return faults
  }

  /// The titles that were listed before, each as often as it is once more.
  private func repeated(_ titles: [String]) -> [PartFault] {
    var seen: Set<String> = []
    return titles.filter { !seen.insert($0).inserted }.map { .listedTwice($0) }
  }

  private func faults(of index: CompositeIndex) -> [PartFault] {
    var faults: [PartFault] = []
    if index.items.isEmpty || index.grades.isEmpty { faults.append(.empty) }
    faults += repeated(index.grades.map(\.title))
    if !index.grades.isEmpty && !index.gradesAreInOrder { faults.append(.classesOutOfOrder) }
    if index.grades.contains(where: { !$0.posts.isCount }) { faults.append(.outOfRange) }
    for item in index.items {
      let metric = metrics[item.weight.metric].id
      if !item.weight.isSound { faults.append(.outOfRange) }
      if !item.weight.transform.isSound { faults.append(.transformUnsound(metric: metric)) }
      if case .stated(let reference) = item.reference, reference.significand <= 0 { faults.append(.outOfRange) }
    }
    return faults
  }

  private func faults(of time: WorkingTime) -> [PartFault] {
    let amounts = [time.days, time.hoursADay] + time.absences.map(\.days)
    if !amounts.allSatisfy(\.isCount) { return [.outOfRange] }
    return time.available > .zero ? [] : [.noWorkingTime]
  }

  private func faults(of workload: Workload) -> [PartFault] {
    var faults = faults(of: workload.time)
    if workload.activities.isEmpty { faults.append(.empty) }
    let amounts =
      workload.activities.map(\.hours) + workload.activities.compactMap(\.volume.stated)
      + workload.individualAllowances.flatMap { [$0.hours, $0.staff] } + workload.categoryAllowances.map(\.fraction)
    if !amounts.allSatisfy(\.isCount) { faults.append(.outOfRange) }
    faults += repeated(workload.activities.map(\.title))
    if !workload.leavesTime { faults.append(.allowancesTooLarge) }
    return faults
  }

  private func faults(of list: DutyList) -> [PartFault] {
    var faults = faults(of: list.time)
    if list.duties.isEmpty { faults.append(.empty) }
    let amounts = list.duties.map(\.hours) + list.duties.compactMap(\.frequency.stated)
    let supporting = (list.supporting ?? .zero).rational
    if !amounts.allSatisfy(\.isCount) || supporting < .zero || supporting > .one { faults.append(.outOfRange) }
    faults += repeated(list.duties.map(\.title))
    if list.supporting == nil, let duty = list.duties.first(where: { $0.responsibility == .supporting }) {
      faults.append(.supportingNotStated(duty: duty.title))
    }
    return faults
  }

  private func faults(of norm: RegressionNorm, _ part: PolicyModel.Part) -> [ScenarioFault] {
    var faults: [ScenarioFault] = []
    func fault(_ fault: PartFault) { faults.append(.part(part.reference, fault)) }
    if norm.terms.isEmpty { fault(.empty) }
    if norm.terms.contains(where: { $0.unit.significand <= 0 }) { fault(.outOfRange) }
    switch norm.coefficients {
    case .stated(let coefficients, _):
      if coefficients.count != norm.terms.count { fault(.outOfRange) }
    case .fitted(let figure):
      if part.division != nil { fault(.undividedWork) }
      for (index, pool) in pools.enumerated() where part.covers(pool: index) {
        for town in towns where part.covers(town.kind) && !isFreeOfHistory(town) {
          let posts = town.posts[index]
          if figure == .quota, posts.quota == nil { faults.append(.missing(town.id, figure: .quota(pool: pool.id))) }
          if figure == .staff, posts.staff == nil { faults.append(.missing(town.id, figure: .staff(pool: pool.id))) }
        }
      }
    }
    return faults
  }

  // MARK: Duties that move

  private var moveFaults: [ScenarioFault] {
    var faults: [ScenarioFault] = []
    for (place, move) in dutyMoves.enumerated() {
      var (isKnown, hasEffect) = (false, false)
      for part in model.parts {
        guard case .duties(let list) = part.rule else { continue }
        for duty in list.duties where duty.title == move.duty {
          isKnown = true
          hasEffect =
            hasEffect
            || towns.contains { town in
              part.covers(town.kind) && duty.isOf(town.kind) && move.scope.covers(town)
                && holds(duty, town, before: place) == (move.direction == .returned)
            }
        }
      }
      if !isKnown {
        faults.append(.unknownDuty(move.duty, move: move.reference))
      } else if !hasEffect {
        faults.append(.moveWithoutEffect(move: move.reference))
      }
    }
    return faults
  }

  /// Whether a town holds a duty after the first so many moves.
  private func holds(_ duty: DutyList.Duty, _ town: Town, before place: Int) -> Bool {
    let last = dutyMoves.prefix(place).last { $0.duty == duty.title && $0.scope.covers(town) }
    return last.map { $0.direction == .handedDown } ?? (duty.holder == .town)
  }
}

extension PolicyModel.Part {
  /// Whether nothing can go wrong when the part is applied to figures that are there.
  fileprivate var isSimple: Bool {
    switch rule {
    case .base, .share, .given, .projects: true
    case .index, .workload, .duties, .norm: false
    }
  }
}

extension Volume {
  fileprivate var stated: Quantity? {
    if case .stated(let amount) = self { amount } else { nil }
  }
}

extension Quantity {
  /// Whether it is from 0 to ``Scenario/largestCount``.
  fileprivate var isCount: Bool { !isNegative && doubleValue <= Double(Scenario.largestCount) }
}

extension ScenarioFault {
  /// Whether it only says that a figure is not there.
  fileprivate var isAboutFigures: Bool {
    if case .missing = self { true } else { false }
  }
}
