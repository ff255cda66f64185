// SPDX-License-Identifier: GPL-3.0-or-later

public import Documents
internal import LinearPrograms
internal import Staffing

extension Words {
  // MARK: Names

  /// A town's or pool's name was not understood; `nil` where it was.
  public func unclearName(_ name: String, _ lookup: NameLookup, isPool: Bool = false) -> String? {
    switch lookup {
    case .found: return nil
    case .ambiguous(let paths):
      return say(
        "“\(name)”不止一个：\(list(paths))；请写出路径。", "“\(name)” is not the only one: \(list(paths)); give its path.")
    case .unknown(let nearest):
      let noun = isPool ? say("编制类别", "pool") : say("镇街", "town")
      return say("没有\(noun)“\(name)”", "there is no \(noun) “\(name)”") + didYouMean(nearest)
        + (nearest == nil ? say("。", ".") : "")
    }
  }

  // MARK: Need

  /// `行政编制：26 名（现核定 27，-1）`
  func explainedQuota(_ entry: QuotaExplanation, _ scenario: Scenario) -> String {
    let pool = pool(scenario.pools[entry.pool])
    let today = entry.today.map { today in
      say(
        "（现核定 \(number(today))，\(signed(entry.quota - today))）",
        " (today \(number(today)), \(signed(entry.quota - today)))")
    }
    return say("\(pool)：\(number(entry.quota)) 名", "\(pool): \(count(entry.quota, "post"))") + (today ?? "")
  }

  func explainedNeed(_ entry: QuotaExplanation) -> String {
    let (need, share) = (posts(entry.need), posts(entry.share))
    let coverage = entry.coverage.map { say("，方案覆盖 \(percent($0))", "; the plan covers \(percent($0)) of it") } ?? ""
    return say(
      "应配数 \(need) 名，按总额折算应得 \(share) 名\(coverage)。",
      "Need \(need) posts; in proportion to the pool's total \(share)\(coverage).")
  }

  func needPartDetail(_ detail: NeedDetail?, because: String?) -> String {
    let figures: String? =
      switch detail {
      case .index(let value, let grade): say("指数 \(decimal(value))，\(grade)", "index \(decimal(value)), \(grade)")
      case .workload(let figures):
        say(
          "年可用 \(decimal(figures.availableHours)) 小时，活动 \(posts(figures.activities)) 名，CAF \(decimal(figures.categoryAllowanceFactor))，IAF \(posts(figures.individualAllowanceFactor))",
          "\(decimal(figures.availableHours)) hours a year, activities \(posts(figures.activities)), "
            + "CAF \(decimal(figures.categoryAllowanceFactor)), IAF \(posts(figures.individualAllowanceFactor))")
      case .projects(let names): list(names)
      case .duties(let held): say("\(number(held)) 项", held == 1 ? "1 duty" : "\(number(held)) duties")
      case nil: nil
      }
    return [figures, because].compactMap(\.self).joined(separator: say("；", "; "))
  }

  func explainedSteps(_ entry: QuotaExplanation) -> String? {
    guard let steps = entry.steps else { return nil }
    let rounded = DecimalNumeral.apportioned(
      [entry.need] + steps.map(\.posts), of: Double(entry.quota), decimals: 2)
    let ways = zip(steps, rounded.dropFirst()).map { step, posts in
      "\(cause(step.cause)) \(posts > 0 ? "+" : "")\(number(posts, decimals: 2))"
    }
    let way = ([number(rounded[0], decimals: 2)] + ways).joined(separator: say("，", ", "))
    return say(
      "由应配数到方案：\(way)，得 \(number(entry.quota))。", "From need to plan: \(way), which makes \(number(entry.quota)).")
  }

  func explainedReason(_ entry: QuotaExplanation, _ scenario: Scenario) -> String {
    say("理由：\(reason(entry.reason, of: scenario))。", "Why this number: \(reason(entry.reason, of: scenario)).")
  }

  func explainedBounds(_ entry: QuotaExplanation, _ scenario: Scenario) -> String {
    // No brackets of its own: the causes have some.
    let least = entry.least.cause == .pool ? "" : say("：", ": ") + heldUp(entry.least.cause, scenario)
    let most = entry.most.cause == .pool ? "" : say("：", ": ") + heldDown(entry.most.cause, scenario)
    return say(
      "单看本镇街，至少 \(number(entry.least.posts)) 名\(least)；至多 \(number(entry.most.posts)) 名\(most)。",
      "Taken by itself it may have at least \(number(entry.least.posts))\(least); "
        + "at most \(number(entry.most.posts))\(most).")
  }

  // MARK: Standing

  var noOrder: String {
    say(
      "几项目标或跨总额的约束（含镇街总数）共同决定，没有一个名额排位；以下余量都由重新计算得出。",
      "Several goals, or rules that cross the pools' totals, decide together, so posts have no one order; "
        + "the margins below come from planning anew.")
  }

  func queueHeading(_ queue: PostQueue, _ scenario: Scenario) -> String {
    let group = queue.group.isEmpty ? "" : queue.group.joined(separator: "/")
    return queue.group.isEmpty
      ? say(
        "\(number(queue.towns.count)) 个镇街共享 \(number(queue.posts)) 名，名额依次归应得最多者：",
        "\(count(queue.towns.count, "town")) compete for \(count(queue.posts, "post")), which go to the largest claims in turn:"
      )
      : say(
        "\(group)的总额内，\(number(queue.towns.count)) 个镇街共享 \(number(queue.posts)) 名，名额依次归应得最多者：",
        "Within the total of \(group), \(count(queue.towns.count, "town")) compete for \(count(queue.posts, "post")), "
          + "which go to the largest claims in turn:")
  }

  func queueEnds(_ queue: PostQueue, _ scenario: Scenario) -> [String] {
    let digits = worthDecimals(queue)
    func post(_ post: PostQueue.Post) -> String {
      let (town, worth) = (scenario.distinctName(post.town), number(post.worth, decimals: digits))
      return say(
        "\(town)第 \(number(post.post)) 名，值 \(worth)", "post \(number(post.post)) of \(town), worth \(worth)")
    }
    return [
      queue.lastIn.map { say("最后进入：\(post($0))", "the last in is \(post($0))") }
        ?? say("没有可以让出的名额", "none could be given up"),
      queue.nextInLine.map { say("下一个排到：\(post($0))", "the next in line is \(post($0))") }
        ?? say("没有可以再增的镇街", "none may have more"),
    ]
  }

  func exchanges(_ entry: QuotaExplanation, _ scenario: Scenario) -> [String] {
    guard let standing = entry.standing else { return [] }
    let digits = worthDecimals(standing.queue)
    func worth(_ post: PostQueue.Post) -> String { number(post.worth, decimals: digits) }
    func other(_ post: PostQueue.Post) -> String { scenario.distinctName(post.town) }
    var lines: [String] = []
    if let last = standing.lastPost {
      let to = standing.losesTo.map {
        say(
          "；若减一名，归\(other($0))（成为其第 \(number($0.post)) 名）",
          "; if it lost that, \(other($0)) would have it, as its post \(number($0.post))")
      }
      lines.append(
        say(
          "本镇街末名第 \(number(last.post)) 名值 \(worth(last))\(to ?? "")",
          "its own last post, \(number(last.post)), is worth \(worth(last))\(to ?? "")"))
    } else {
      lines.append(say("本镇街不能再少", "it can have no fewer"))
    }
    if let next = standing.nextPost {
      let from = standing.gainsFrom.map {
        say(
          "；若增一名，来自\(other($0))（其第 \(number($0.post)) 名）",
          "; if it gained that, it would come from \(other($0)), whose post \(number($0.post)) it is")
      }
      lines.append(
        say(
          "下一名第 \(number(next.post)) 名值 \(worth(next))\(from ?? "")",
          "its next, \(number(next.post)), is worth \(worth(next))\(from ?? "")"))
    } else {
      lines.append(say("本镇街不能再多", "it can have no more"))
    }
    return lines
  }

  /// So many decimals that the ends of the queue can be told apart.
  private func worthDecimals(_ queue: PostQueue) -> Int {
    min(12, max(4, 2 - (queue.divisor?.plain?.exponent ?? 0)))
  }

  // MARK: By hand

  /// How anyone can check the quota with the divisor.
  func byHand(_ entry: QuotaExplanation, _ scenario: Scenario) -> [String] {
    guard let queue = entry.standing?.queue, let divisor = queue.divisor else { return [] }
    guard let plain = divisor.plain else {
      return [
        say(
          "末名与下一名相同或几乎相同，没有可用的除数。", "The last post and the next are worth the same, or nearly: no number between them.")
      ]
    }
    let digits = worthDecimals(queue)
    let interval = interval(divisor.least, divisor.most, decimals: digits)
    let method = scenario.method
    var lines: [String] = []
    if method == .hamilton {
      lines.append(
        say(
          "手工复核（\(self.method(method))）：应得份额减去\(interval)的任一数，舍去小数；例如 \(plain)：",
          "To check by hand (\(self.method(method))): take any number \(interval) from the shares and round down; say \(plain):"
        ))
    } else {
      lines.append(
        say(
          "手工复核（\(self.method(method))）：应配数除以\(interval)的任一数，按界点取整；例如 \(plain)：",
          "To check by hand (\(self.method(method))): divide the needs by any number \(interval) and round at the signpost; say \(plain):"
        ))
    }
    let own = rounding(entry, by: plain.doubleValue, method)
    if !own.isEmpty { lines.append("  " + own) }
    if let metric = divisor.ofMetric, let per = metric.plain {
      let unit = scenario.metrics[metric.metric]
      let interval = self.interval(metric.least, metric.most, decimals: max(0, -per.exponent) + 2)
      lines.append(
        say(
          "  即每名对应\(self.metric(unit))\(interval)，例如 \(amount(per, of: unit))",
          "  which is \(self.metric(unit)) for each post \(interval), say \(amount(per, of: unit))"))
    }
    return lines
  }

  /// The interval, its ends rounded inwards, so that every number between those printed serves.
  private func interval(_ least: Double?, _ most: Double?, decimals: Int) -> String {
    let power = powerOfTen(decimals)
    let least = least.map { number(($0 * power).rounded(.up) / power, decimals: decimals) }
    let most = most.map { number(($0 * power).rounded(.down) / power, decimals: decimals) }
    switch (least, most) {
    case (let least?, let most?):
      return say(" \(least) 到 \(most) 之间", "between \(least) and \(most)")
    case (let least?, nil): return say(" \(least) 以上", "above \(least)")
    case (nil, let most?): return say(" \(most) 以下", "below \(most)")
    case (nil, nil): return ""
    }
  }

  private func rounding(_ entry: QuotaExplanation, by divisor: Double, _ method: ApportionmentMethod) -> String {
    let quotient = method == .hamilton ? entry.share - divisor : entry.need / divisor
    let whole = quotient.rounded(.down)
    guard quotient.isFinite, let below = Int(exactly: whole), below >= 0 || method == .hamilton else { return "" }
    let signpost = method.signpost(ofPost: below + 1)
    let rounded = method != .hamilton && quotient > signpost ? below + 1 : max(0, below)
    // So many decimals that the quotient is seen to be on its side.
    let digits = (2...12).first { abs(quotient - signpost) * powerOfTen($0) > 2 } ?? 12
    func text(_ value: Double) -> String { number(value, decimals: digits) }
    let left = method == .hamilton ? posts(entry.share, digits) : posts(entry.need, digits)
    let sign = method == .hamilton ? "−" : "÷"
    var sentence = "\(left) \(sign) \(trimmed(divisor)) = \(text(quotient))"
    if method != .hamilton {
      sentence += say(
        "，第 \(number(below + 1)) 名的界点 \(text(signpost))",
        ", the signpost of post \(number(below + 1)) is \(text(signpost))")
    }
    sentence += say("，取 \(number(rounded))", ", so \(number(rounded))")
    if rounded < entry.least.posts {
      sentence += say("，但至少 \(number(entry.least.posts))", ", but no fewer than \(number(entry.least.posts))")
    }
    if rounded > entry.most.posts {
      sentence += say("，但至多 \(number(entry.most.posts))", ", but no more than \(number(entry.most.posts))")
    }
    return sentence
  }

  private func powerOfTen(_ exponent: Int) -> Double { (0..<exponent).reduce(1.0) { power, _ in power * 10 } }

  private func trimmed(_ value: Double) -> String {
    var text = number(value, decimals: 12)
    while text.contains("."), text.hasSuffix("0") || text.hasSuffix(".") { text.removeLast() }
    return text
  }

  // MARK: One post more

  func increase(_ increase: PoolIncrease, _ entry: QuotaExplanation, _ explanations: PlanExplanation) -> String {
    let scenario = explanations.plan.scenario
    let pool = scenario.pools[entry.pool]
    let head = say(
      "总额增加一名（\(number(pool.total)) → \(number(pool.total + 1))，应配数随之重算）：",
      "One post more in the pool (\(number(pool.total)) → \(number(pool.total + 1)), needs worked out anew): ")
    switch increase {
    case .infeasible:
      return head + say("各分组总额已占满，无法增加。", "no plan, for other totals or rules would have to give way as well.")
    case .stopped(let limit): return head + notSearched(limit)
    case .shifts(let shifts):
      let shown = shifts.prefix(5).map { shift -> String in
        let other = explanations[shift.town, shift.pool]
        var text = self.shift(shift, scenario, besides: entry.pool)
        if shift.pool == entry.pool, other.share > 0 {
          let (before, after) = (Double(shift.from) / other.share, Double(shift.to) / other.share)
          text += say(
            "（覆盖 \(percent(before)) → \(percent(after))，", " (coverage \(percent(before)) → \(percent(after)), ")
          text += say(
            "与份额之差 \(away(shift.from, other.share)) → \(away(shift.to, other.share))）",
            "from its share \(away(shift.from, other.share)) → \(away(shift.to, other.share)))")
        }
        return text
      }
      let more =
        shifts.count > 5 ? say("，另有 \(number(shifts.count - 5)) 处", ", and \(number(shifts.count - 5)) more") : ""
      return head + (shifts.isEmpty ? say("没有变化", "nothing changes") : shown.joined(separator: say("，", ", "))) + more
        + say("。", ".")
    }
  }

  private func away(_ posts: Int, _ share: Double) -> String {
    let distance = Double(posts) - share
    return (distance > 0 ? "+" : "") + number(distance, decimals: 2)
  }

  private func shift(_ shift: QuotaMargin.Shift, _ scenario: Scenario, besides pool: Int) -> String {
    let name = scenario.distinctName(shift.town)
    let of = shift.pool == pool ? "" : say("的", ", ") + self.pool(scenario.pools[shift.pool])
    return "\(name)\(of) \(number(shift.from)) → \(number(shift.to))"
  }

  private func notSearched(_ limit: Limit) -> String {
    switch limit {
    case .cancelled: say("已中断，未算出。", "interrupted before it was found.")
    case .time: say("到时限为止未算出（可用 --time-limit 放宽）。", "not found within the limit; --time-limit allows more.")
    case .iterations, .gap: say("分支过多，未算出。", "not found within the most branches that are tried.")
    }
  }

  // MARK: Margins

  var marginsHeading: String {
    say("余量（其余数据不变，重新计算核实）：", "Margins, all else as it is, each verified by planning anew:")
  }

  /// What a margin is of: the figure and its value.
  func marginFigure(_ margin: QuotaMargin, _ scenario: Scenario) -> String {
    switch margin.figure {
    case .metric(let place):
      let metric = scenario.metrics[place]
      let value = amount(margin.value, of: metric)
      return metric.dimension == .number ? value : "\(self.metric(metric)) \(value)"
    case .givenNeed: return say("给定的应配数 \(margin.value) 名", "the need that is given, \(margin.value) posts")
    }
  }

  func margin(_ margin: QuotaMargin, _ entry: QuotaExplanation, _ scenario: Scenario) -> String {
    let isGain = margin.direction == .gain
    switch margin.result {
    case .change(let by, let shifts):
      let then = shifts.first.map(\.to) ?? entry.quota
      let others = shifts.dropFirst().filter { $0.pool == entry.pool }
      let elsewhere = shifts.count { $0.pool != entry.pool }
      var changes = others.prefix(5).map { shift($0, scenario, besides: entry.pool) }
      if others.count > 5 {
        changes.append(say("另有 \(number(others.count - 5)) 处", "\(number(others.count - 5)) more"))
      }
      if elsewhere > 0 {
        changes.append(
          say("其他编制类别 \(number(elsewhere)) 处变动", "\(count(elsewhere, "quota")) of other pools as well"))
      }
      let change = changes.isEmpty ? "" : say("（", " (") + changes.joined(separator: say("，", ", ")) + say("）", ")")
      let amount = difference(by, margin, scenario, isMore: isGain)
      let doubt =
        margin.isSmallest
        ? ""
        : say(
          "；少一步则不变，更小的变动未逐一试算", "; one step less does not, and not every smaller change was tried")
      return say(
        "\(isGain ? "▲" : "▼") \(amount)，即为 \(number(then)) 名\(change)\(doubt)。",
        "\(isGain ? "▲" : "▼") \(amount) and it would have \(number(then))\(change)\(doubt).")
    case .none(let most):
      guard most != .zero, isGain || entry.quota > 0 else {
        return say("▼ 已无可减。", "▼ There is nothing to lose.")
      }
      let amount = difference(most, margin, scenario, isMore: isGain)
      return isGain
        ? say("▲ 即使\(amount)，也不会增加。", "▲ Even \(amount) would not gain it a post.")
        : say("▼ 即使\(amount)，也不会减少。", "▼ Even \(amount) would not lose it a post.")
    case .stopped(let limit): return (isGain ? "▲ " : "▼ ") + notSearched(limit)
    }
  }

  private func difference(_ by: Quantity, _ margin: QuotaMargin, _ scenario: Scenario, isMore: Bool) -> String {
    let english = isMore ? "more" : "fewer"
    let verb = say(isMore ? "再多" : "减少", "")
    guard case .metric(let place) = margin.figure else {
      return say("\(verb) \(by) 名", "\(by) \(by == Quantity(1) ? "post" : "posts") \(english)")
    }
    let metric = scenario.metrics[place]
    let plain = by.wholeNumber.map(number) ?? by.description
    return switch metric.dimension {
    case .people: say("\(verb) \(plain) 人", by == Quantity(1) ? "1 person \(english)" : "\(plain) \(english) people")
    case .number: say("\(verb) \(plain)", "\(plain) \(isMore ? "more" : "less")")
    case .area, .money, .years:
      say("\(verb) \(amount(by, of: metric))", "\(amount(by, of: metric)) \(isMore ? "more" : "less")")
    }
  }

  // MARK: Numbers

  private func posts(_ value: Double, _ decimals: Int = 2) -> String { number(value, decimals: decimals) }
}
