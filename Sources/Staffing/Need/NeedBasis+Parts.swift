// SPDX-License-Identifier: GPL-3.0-or-later

internal import BigInt

/// Each kind of part, applied to all towns.
extension NeedBasis {
  mutating func fixedPosts(of part: PolicyModel.Part, _ place: Int) -> FixedPosts? {
    switch part.rule {
    case .share: return nil
    case .base(let posts): return .byKind(posts.mapValues(\.rational))
    case .given:
      let pools = scenario.pools.indices.filter(part.covers(pool:))
      return .byPool(
        Dictionary(
          uniqueKeysWithValues: pools.map { pool in
            (pool, scenario.towns.map { ($0.givenNeeds[pool] ?? .zero).rational })
          }))
    case .projects(let projects): return .inEachPool(reserve(projects, place))
    case .index(let index): return checked(classified(index, part, place), part)
    case .workload(let workload): return checked(required(workload, part, place), part)
    case .duties(let list): return checked(duties(list, part, place), part)
    case .norm(let norm): return norms(norm, part, place)
    }
  }

  /// Posts, with a fault of the part where they are out of range; none where the part could not be applied.
  private mutating func checked(_ posts: [Rational]?, _ part: PolicyModel.Part) -> FixedPosts? {
    posts.map { .inEachPool(inRange($0, part)) }
  }

  private mutating func inRange(_ posts: [Rational], _ part: PolicyModel.Part) -> [Rational] {
    let most = Rational(Quantity(Scenario.largestCount))
    for (town, posts) in zip(scenario.towns, posts) where posts < .zero || posts > most {
      faults.append(.part(part.reference, .postsOutOfRange(town.id, posts: Double(posts))))
    }
    return posts
  }

  /// One value a town that the part is for; zero for the others.
  private func eachTown(_ part: PolicyModel.Part, _ posts: (Int) -> Rational) -> [Rational] {
    scenario.towns.indices.map { part.covers(scenario.towns[$0].kind) ? posts($0) : .zero }
  }

  private func volume(_ volume: Volume, town: Int) -> Rational {
    switch volume {
    case .stated(let amount): amount.rational
    case .metric(let place): figure(place, town: town)
    }
  }

  private mutating func reserve(_ projects: [Project], _ place: Int) -> [Rational] {
    var posts: [Town.ID: Rational] = [:]
    var names: [Town.ID: [String]] = [:]
    for project in projects {
      guard let date = scenario.date, project.runs(on: date) else {
        notes.append(.projectEnded(part: place, project))
        continue
      }
      posts[project.town] = ((posts[project.town] ?? .zero) + project.posts.rational).reduced
      names[project.town, default: []].append(project.name)
    }
    details[place] = scenario.towns.map { names[$0.id].map { .projects($0) } }
    return scenario.towns.map { posts[$0.id] ?? .zero }
  }

  private mutating func classified(_ index: CompositeIndex, _ part: PolicyModel.Part, _ place: Int) -> [Rational]? {
    let references = index.items.map { item -> Rational in
      guard case .stated(let amount) = item.reference else { return meanScore(item.weight, part) }
      return amount.rational
    }
    for (item, reference) in zip(index.items, references) where reference <= .zero {
      faults.append(.part(part.reference, .zeroMean(metric: scenario.metrics[item.weight.metric].id)))
    }
    guard references.allSatisfy({ $0 > .zero }) else { return nil }
    var details = [NeedDetail?](repeating: nil, count: scenario.towns.count)
    let posts = eachTown(part) { town in
      let kind = scenario.towns[town].kind
      let value = Rational.sum(
        zip(index.items, references).filter { $0.0.weight.counts(for: kind) }.map { item, reference in
          item.weight.weight(of: kind).rational * score(item.weight, town: town) / reference
        })
      let grade = index.grade(of: value)
      details[town] = .index(Double(value), grade: grade?.title ?? "")
      return grade?.posts.rational ?? .zero
    }
    self.details[place] = details
    return posts
  }

  private func meanScore(_ weight: PolicyModel.MetricWeight, _ part: PolicyModel.Part) -> Rational {
    let counted = scenario.towns.indices.filter {
      part.covers(scenario.towns[$0].kind) && weight.counts(for: scenario.towns[$0].kind)
    }
    // Nobody is measured by the mean of nobody.
    guard !counted.isEmpty else { return .one }
    return Rational.sum(counted.map { score(weight, town: $0) }) / Rational(Quantity(counted.count))
  }

  private mutating func required(_ workload: Workload, _ part: PolicyModel.Part, _ place: Int) -> [Rational]? {
    let available = workload.time.available
    guard available > .zero, workload.categoryAllowance < .one else { return nil }
    var details = [NeedDetail?](repeating: nil, count: scenario.towns.count)
    let posts = eachTown(part) { town in
      let result = workload.result { volume($0, town: town) }
      let required = result.required
      details[town] = .workload(
        WorkloadFigures(
          availableHours: Double(available), activities: Double(result.activities),
          categoryAllowanceFactor: Double(result.categoryFactor),
          individualAllowanceFactor: Double(result.individualFactor), required: Double(required)))
      return required
    }
    self.details[place] = details
    return posts
  }

  private mutating func duties(_ list: DutyList, _ part: PolicyModel.Part, _ place: Int) -> [Rational]? {
    guard list.time.available > .zero else { return nil }
    let portions = list.portions
    var moved = scenario.dutyMoves.map { _ in (towns: 0, posts: Rational.zero) }
    var details = [NeedDetail?](repeating: nil, count: scenario.towns.count)
    let posts = eachTown(part) { index in
      let town = scenario.towns[index]
      // By the metric that duties come up with, or the power of ten of how often they do: few fractions for many duties.
      var (counted, stated): ([Int: BigInt], [Int: BigInt]) = ([:], [:])
      var count = 0
      for (duty, portion) in zip(list.duties, portions.counts) where duty.isOf(town.kind) {
        var isHeld = duty.holder == .town
        for (move, entry) in scenario.dutyMoves.enumerated()
        where entry.duty == duty.title && entry.scope.covers(town) && isHeld == (entry.direction == .returned) {
          let posts = portions.posts(portion, times: volume(duty.frequency, town: index))
          isHeld.toggle()
          moved[move].towns += 1
          moved[move].posts = (moved[move].posts + (isHeld ? posts : .zero - posts)).reduced
        }
        guard isHeld else { continue }
        count += 1
        switch duty.frequency {
        case .stated(let times): stated[times.exponent, default: 0] += portion * BigInt(times.significand)
        case .metric(let metric): counted[metric, default: 0] += portion
        }
      }
      details[index] = .duties(count: count)
      let times = stated.sorted { $0.key < $1.key }.map { exponent, portion in
        portions.posts(portion, times: (Quantity(significand: 1, exponent: exponent) ?? .zero).rational)
      }
      let byMetric = counted.sorted { $0.key < $1.key }.map { portions.posts($1, times: figure($0, town: index)) }
      return Rational.sum(times + byMetric)
    }
    self.details[place] = details
    for (move, change) in moved.enumerated() where change.towns > 0 {
      notes.append(.dutyMoved(move: move, part: place, towns: change.towns, posts: Double(change.posts)))
    }
    return posts
  }

  private mutating func norms(_ norm: RegressionNorm, _ part: PolicyModel.Part, _ place: Int) -> FixedPosts? {
    let before = faults.count
    let towns = scenario.towns.indices.filter { part.covers(scenario.towns[$0].kind) }
    let amounts = Dictionary(
      uniqueKeysWithValues: towns.map { town in
        (town, norm.terms.map { (figure($0.metric, town: town) / $0.unit.rational).reduced })
      })
    if norm.form == .logarithm {
      for town in towns {
        for (term, amount) in zip(norm.terms, amounts[town] ?? []) where amount <= .zero {
          let metric = scenario.metrics[term.metric].id
          faults.append(.part(part.reference, .logarithmOfZero(scenario.towns[town].id, metric: metric)))
        }
      }
    }
    guard faults.count == before else { return nil }
    func posts(_ coefficients: [Rational], _ constant: Rational) -> [Rational] {
      eachTown(part) { town in
        // What is no number is beyond every count.
        norm.posts(amounts[town] ?? [], coefficients, constant: constant)
          ?? Rational(Quantity(Scenario.largestCount + 1))
      }
    }
    switch norm.coefficients {
    case .stated(let coefficients, let constant):
      return .inEachPool(inRange(posts(coefficients.map(\.rational), constant.rational), part))
    case .fitted(let figure):
      var pools: [Int: [Rational]] = [:]
      for pool in scenario.pools.indices where part.covers(pool: pool) && !towns.isEmpty {
        let (fitting, found) = NormFitting.of(
          norm, to: figure, pool: pool, towns: towns, in: scenario, amounts: { amounts[$0] ?? [] })
        faults += found.map { .part(part.reference, $0) }
        guard found.isEmpty else { continue }
        guard let fit = fitting.fit() else {
          faults.append(.part(part.reference, .notFitted(pool: scenario.pools[pool].id)))
          continue
        }
        notes.append(.fitted(part: place, pool: pool, fit))
        let coefficients = fit.coefficients.map { Rational(nearest: $0) }
        pools[pool] = inRange(posts(coefficients, Rational(nearest: fit.constant)), part)
      }
      return .byPool(pools)
    }
  }
}
