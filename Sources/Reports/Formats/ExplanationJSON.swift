// SPDX-License-Identifier: GPL-3.0-or-later

internal import FoundationEssentials
internal import LinearPrograms
public import Staffing

/// Why a town's quotas are what they are, as JSON for other programs; in English whatever the language. Under the version
/// number of ``PlanJSON``.
public struct ExplanationJSON: Sendable {
  private let plan: Plan
  private let quotas: [ExplainedQuota]

  /// The JSON of explanations of one town.
  public init(_ quotas: [ExplainedQuota], of plan: Plan) {
    self.plan = plan
    self.quotas = quotas
  }

  /// The document, with sorted keys and a line end.
  public var text: String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    // Finite numbers, strings and arrays alone: encoding these cannot fail.
    let data = (try? encoder.encode(Document(quotas, plan))) ?? Data()
    return String(decoding: data, as: UTF8.self) + "\n"
  }

  private struct Document: Encodable {
    let format = PlanJSON.format
    let title: String
    let method: String
    let town: String?
    let group: [String]
    let kind: String?
    let pools: [QuotaRow]
    let limit: String?

    init(_ quotas: [ExplainedQuota], _ plan: Plan) {
      let town = quotas.first.map { plan.scenario.towns[$0.explanation.town] }
      title = plan.scenario.title
      method = plan.scenario.method.rawValue
      (self.town, group, kind) = (town?.name, town?.group ?? [], town?.kind.rawValue)
      pools = quotas.map { QuotaRow($0, plan) }
      limit = plan.solving.limit?.rawValue
    }
  }

  private struct QuotaRow: Encodable {
    let pool: String
    let quota_planned: Int
    let quota_today: Int?
    let need: NeedRow
    let share: Double
    let coverage: Double?
    let causes: [CauseRow]?
    let reason: String
    let least: BoundRow
    let most: BoundRow
    let standing: StandingRow?
    let one_post_more: IncreaseRow?
    let margins: [MarginRow]

    init(_ quota: ExplainedQuota, _ plan: Plan) {
      let (entry, scenario, words) = (quota.explanation, plan.scenario, Words(.english))
      pool = scenario.pools[entry.pool].id
      (quota_planned, quota_today) = (entry.quota, entry.today)
      need = NeedRow(plan, town: entry.town, pool: entry.pool)
      (share, coverage) = (entry.share, entry.coverage)
      causes = entry.steps.map { CauseRow.rows($0, plan, town: entry.town, pool: entry.pool) }
      reason = words.reason(entry.reason, of: scenario)
      least = BoundRow(posts: entry.least.posts, cause: entry.least.cause.name, rule: entry.least.cause.rule(scenario))
      most = BoundRow(posts: entry.most.posts, cause: entry.most.cause.name, rule: entry.most.cause.rule(scenario))
      standing = entry.standing.map { StandingRow($0, scenario) }
      one_post_more = quota.increase.map { IncreaseRow($0, scenario) }
      margins = quota.margins.map { MarginRow($0, entry, scenario) }
    }
  }

  private struct BoundRow: Encodable {
    let posts: Int
    let cause: String
    let rule: String?
  }

  private struct PostRow: Encodable {
    let town: String
    let group: [String]
    let post: Int
    let worth: Double

    init(_ post: PostQueue.Post, _ scenario: Scenario) {
      (town, group) = (scenario.towns[post.town].name, scenario.towns[post.town].group)
      (self.post, worth) = (post.post, post.worth)
    }
  }

  private struct StandingRow: Encodable {
    let last_post: PostRow?
    let next_post: PostRow?
    let gains_from: PostRow?
    let loses_to: PostRow?
    let queue: QueueRow

    init(_ standing: QuotaExplanation.Standing, _ scenario: Scenario) {
      last_post = standing.lastPost.map { PostRow($0, scenario) }
      next_post = standing.nextPost.map { PostRow($0, scenario) }
      gains_from = standing.gainsFrom.map { PostRow($0, scenario) }
      loses_to = standing.losesTo.map { PostRow($0, scenario) }
      queue = QueueRow(standing.queue, scenario)
    }
  }

  private struct QueueRow: Encodable {
    let group: [String]
    let towns: Int
    let posts: Int
    let last_in: PostRow?
    let next_in_line: PostRow?
    let divisor: DivisorRow?

    init(_ queue: PostQueue, _ scenario: Scenario) {
      (group, towns, posts) = (queue.group, queue.towns.count, queue.posts)
      last_in = queue.lastIn.map { PostRow($0, scenario) }
      next_in_line = queue.nextInLine.map { PostRow($0, scenario) }
      divisor = queue.divisor.map { divisor in
        DivisorRow(
          above: divisor.least, most: divisor.most, plain: divisor.plain?.description, metric: nil,
          of_metric: divisor.ofMetric.map {
            [
              DivisorRow(
                above: $0.least, most: $0.most, plain: $0.plain?.description, metric: scenario.metrics[$0.metric].id,
                of_metric: nil)
            ]
          })
      }
    }
  }

  private struct DivisorRow: Encodable {
    let above: Double?
    let most: Double?
    /// A decimal numeral inside the interval.
    let plain: String?
    let metric: String?
    let of_metric: [DivisorRow]?
  }

  private struct ShiftRow: Encodable {
    let town: String
    let group: [String]
    let pool: String
    let from: Int
    let to: Int

    init(_ shift: QuotaMargin.Shift, _ scenario: Scenario) {
      (town, group) = (scenario.towns[shift.town].name, scenario.towns[shift.town].group)
      (pool, from, to) = (scenario.pools[shift.pool].id, shift.from, shift.to)
    }
  }

  private struct IncreaseRow: Encodable {
    let result: String
    let shifts: [ShiftRow]?

    init(_ increase: PoolIncrease, _ scenario: Scenario) {
      switch increase {
      case .shifts(let shifts): (result, self.shifts) = ("change", shifts.map { ShiftRow($0, scenario) })
      case .infeasible: (result, shifts) = ("infeasible", nil)
      case .stopped(let limit): (result, shifts) = ("stopped: \(limit.rawValue)", nil)
      }
    }
  }

  /// A margin; amounts are decimal numerals, so that nothing is lost.
  private struct MarginRow: Encodable {
    let figure: String
    let value: String
    let step: String
    let direction: String
    let result: String
    let by: String?
    let up_to: String?
    let shifts: [ShiftRow]?
    let smallest: Bool
    let text: String

    init(_ margin: QuotaMargin, _ entry: QuotaExplanation, _ scenario: Scenario) {
      switch margin.figure {
      case .metric(let place): figure = scenario.metrics[place].id
      case .givenNeed: figure = "given_need"
      }
      (value, step) = (margin.value.description, margin.step.description)
      direction = margin.direction == .gain ? "gain" : "loss"
      switch margin.result {
      case .change(let by, let shifts):
        (result, self.by, up_to, self.shifts) = (
          "change", by.description, nil, shifts.map { ShiftRow($0, scenario) }
        )
      case .none(let most): (result, by, up_to, shifts) = ("none", nil, most.description, nil)
      case .stopped(let limit): (result, by, up_to, shifts) = ("stopped: \(limit.rawValue)", nil, nil, nil)
      }
      smallest = margin.isSmallest
      text = Words(.english).margin(margin, entry, scenario)
    }
  }
}

extension BoundCause {
  /// The name in JSON.
  fileprivate var name: String {
    switch self {
    case .pool: "pool"
    case .rule: "rule"
    case .method: "method"
    case .noNeed: "no_need"
    }
  }

  fileprivate func rule(_ scenario: Scenario) -> String? {
    if case .rule(let place) = self { scenario.rules[place].reference } else { nil }
  }
}
