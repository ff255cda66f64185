// SPDX-License-Identifier: GPL-3.0-or-later

public import Staffing

/// What is said of a frontier.
extension Words {
  /// The names of the two goals: `fit against posts moved`.
  func frontierTitle(_ goals: FrontierGoals) -> String {
    switch (goals.aim, goals.against) {
    case (.fit, .stability): say("适配与稳定的权衡：偏差随调减名额的变化", "Fit against stability: misfit by posts moved")
    case (.fit, .fairness): say("适配与公平的权衡：偏差随最低覆盖率的变化", "Fit against fairness: misfit by the worst coverage")
    case (.fit, .prices): say("适配与软约束的权衡：偏差随软约束代价的变化", "Fit against soft rules: misfit by their price")
    case (.fairness, _): say("公平与稳定的权衡：最低覆盖率随调减名额的变化", "Fairness against stability: the worst coverage by posts moved")
    case (.prices, .fairness):
      say("软约束与公平的权衡：代价随最低覆盖率的变化", "Soft rules against fairness: their price by the worst coverage")
    case (.prices, _): say("软约束与稳定的权衡：代价随调减名额的变化", "Soft rules against stability: their price by posts moved")
    }
  }

  var movedHeading: String { say("调减名额", "posts moved") }

  /// What the measure of the goal that gives way is called.
  func frontierGiven(_ against: FrontierGoals.Against) -> String {
    switch against {
    case .stability: movedHeading
    case .fairness: say("最低覆盖率", "worst coverage")
    case .prices: say("软约束代价", "price of soft rules")
    }
  }

  /// What a point's own measure is called.
  func frontierMeasure(_ aim: FrontierPlace.Aim) -> String {
    switch aim {
    case .fit: say("偏差（较最优多出）", "misfit above the best")
    case .fairness: frontierGiven(.fairness)
    case .prices: frontierGiven(.prices)
    }
  }

  /// The headings of the table: number, how far the other goal has given way, the measure, how much of the gain is
  /// reached, what a move brings on the way to the next line, remarks.
  func frontierHeadings(_ goals: FrontierGoals) -> [String] {
    [
      say("序号", "no."), frontierGiven(goals.against), frontierMeasure(goals.aim), say("已得改进%", "gained %"),
      gainHeading(goals), say("备注", "remarks"),
    ]
  }

  private func gainHeading(_ goals: FrontierGoals) -> String {
    switch (goals.against, goals.aim) {
    case (.stability, .fairness): say("至下行每调一名可得（百分点）", "points per move to next")
    case (.stability, _): say("至下行每调一名可得", "gain per move to next")
    case (.fairness, _): say("至下行每让一个百分点可得", "gain per point given to next")
    case (.prices, _): say("至下行每付一单位代价可得", "gain per unit of price to next")
    }
  }

  /// How far the other goal has given way at a point.
  func frontierGiven(_ frontier: Frontier, _ point: Frontier.Point) -> String {
    switch frontier.goals.against {
    case .stability: number(point.moved)
    case .fairness: percent(point.given)
    case .prices: decimal(point.given)
    }
  }

  /// A point's measure: of fit what it lacks to the best, of fairness and prices itself.
  func frontierValue(_ frontier: Frontier, _ point: Frontier.Point) -> String {
    switch frontier.goals.aim {
    case .fit: number(frontier.loss(of: point), decimals: 4)
    case .fairness: percent(point.value)
    case .prices: decimal(point.value)
    }
  }

  /// What a move to the next line brings on average, in the measure's unit; of coverage a percentage point.
  func frontierGain(_ frontier: Frontier, after place: Int) -> String {
    guard let gain = frontier.gainPerUnit(after: place) else { return "—" }
    return switch (frontier.goals.against, frontier.goals.aim) {
    case (_, .fairness): number(100 * gain, decimals: 4)
    case (.fairness, _): number(gain / 100, decimals: 4)
    case (.stability, _), (.prices, _): number(gain, decimals: 4)
    }
  }

  /// What is to be said of a point.
  func frontierRemarks(_ frontier: Frontier, _ place: Int) -> String {
    let point = frontier.points[place]
    var remarks: [String] = []
    if place == frontier.knee { remarks.append(say("◆ 拐点", "◆ knee")) }
    if place == 0 { remarks.append(bestOf(frontier.goals.against)) }
    if place == frontier.points.count - 1 { remarks.append(bestOf(frontier.goals.aim)) }
    if !point.isProved {
      remarks.append(
        point.bound.map { bound in
          let gap = abs(point.value - bound)
          return say("未证明最优（差距不超过 \(decimal(gap))）", "not proved (within \(decimal(gap)))")
        } ?? say("未证明最优", "not proved"))
    }
    return remarks.joined(separator: say("；", "; "))
  }

  private func bestOf(_ aim: FrontierPlace.Aim) -> String {
    switch aim {
    case .fit: say("最适配", "best fit")
    case .fairness: bestOf(FrontierGoals.Against.fairness)
    case .prices: bestOf(FrontierGoals.Against.prices)
    }
  }

  private func bestOf(_ against: FrontierGoals.Against) -> String {
    switch against {
    case .stability: say("调减最少", "fewest moves")
    case .fairness: say("最公平", "fairest")
    case .prices: say("代价最低", "lowest price")
    }
  }

  private func provedNote(_ against: FrontierGoals.Against) -> String {
    let all = say(
      "每一点都是一个满足全部约束的完整方案，并已证明：", "Each point is a whole plan that keeps every rule, and it is proved that none ")
    switch against {
    case .stability: return all + say("调减同样多的名额，没有更好的方案。", "with as few posts moved is better.")
    case .fairness: return all + say("最低覆盖率不低于此的，没有更好的方案。", "with as good a worst coverage is better.")
    case .prices: return all + say("软约束代价不高于此的，没有更好的方案。", "at as low a price is better.")
    }
  }

  private func nothingToWeigh(_ against: FrontierGoals.Against) -> String {
    switch against {
    case .stability:
      say("没有可权衡的余地：调减最少的方案已是最好的。", "There is nothing to weigh: the plan with fewest moves is the best already.")
    case .fairness: say("没有可权衡的余地：最公平的方案已是最好的。", "There is nothing to weigh: the fairest plan is the best already.")
    case .prices:
      say("没有可权衡的余地：代价最低的方案已是最好的。", "There is nothing to weigh: the plan at the lowest price is the best already.")
    }
  }

  private func betweenPoints(_ against: FrontierGoals.Against) -> String {
    switch against {
    case .stability:
      say("所列各点之间，曲线不劣于前一点。", "Between two of them the frontier is as good as the one with fewer moves, or better.")
    case .fairness:
      say("所列各点之间，曲线不劣于前一点。", "Between two of them the frontier is as good as the one with more coverage, or better.")
    case .prices:
      say("所列各点之间，曲线不劣于前一点。", "Between two of them the frontier is as good as the one at the lower price, or better.")
    }
  }

  /// What has to be known to read the table.
  func frontierNotes(_ frontier: Frontier) -> [String] {
    var notes: [String] = []
    let unproved = frontier.points.count { !$0.isProved }
    notes.append(
      unproved == 0
        ? provedNote(frontier.goals.against)
        : say(
          "每一点都是一个满足全部约束的完整方案；其中 \(number(unproved)) 个未证明最优，已注明差距。",
          "Each point is a whole plan that keeps every rule; \(number(unproved)) of them \(unproved == 1 ? "is" : "are") not "
            + "proved to be the best, with the gap beside."))
    notes += setAside(frontier)
    guard frontier.points.count > 1 else {
      notes.append(nothingToWeigh(frontier.goals.against))
      return notes
    }
    notes.append(
      frontier.isComplete
        ? say("曲线上的点已全部列出。", "These are all points of the frontier.")
        : say(
          "列出曲线上的 \(number(frontier.points.count)) 个点\(frontier.limit == nil ? "；用 --points 可列更多" : "")。",
          "\(count(frontier.points.count, "point")) of the frontier\(frontier.limit == nil ? "; --points shows more" : "")."
        ))
    if !frontier.isComplete && !frontier.isConvex {
      notes.append(betweenPoints(frontier.goals.against))
    }
    if frontier.isConvex {
      let all = frontier.hasAllVertices
      let inner = max(0, frontier.vertices.count - 2)
      notes.append(
        say(
          "曲线下凸：每多调一名，所得不增。以调减单价求得\(all ? "全部" : "其中") \(number(inner)) 个转折点；相邻转折点之间为直线\(all ? "" : "或更低")，线上每个整数都有方案。",
          "The frontier is convex: no move brings more than the one before. Pricing moves found \(all ? "all " : "")"
            + "\(count(inner, "break point"))\(all ? "" : ", not all"); "
            + (all
              ? "between two of them it is a straight line, with a plan at each whole number."
              : "between two of them it runs on the straight line or below.")))
    }
    let isSure = frontier.isComplete || frontier.isConvex && frontier.hasAllVertices
    if frontier.limit == nil { notes.append(kneeNote(frontier, isSure)) }
    return notes
  }

  /// What the knee is, or that there is none.
  private func kneeNote(_ frontier: Frontier, _ isSure: Bool) -> String {
    guard frontier.knee != nil else {
      return say("没有拐点：各点都不在两端连线的外侧。", "There is no knee: no point is better than the line between the two ends.")
    }
    let note = say(
      "拐点\(isSure ? "" : "（在所列各点中）")：两轴各按 0 到 1 计，离两端连线最远的点（Das，1999）。",
      "Knee\(isSure ? "" : " of the points listed"): with both axes from 0 to 1, the point farthest from the line between the "
        + "ends (Das, 1999).")
    // Where the curve bends back and forth nothing of the kind can be said.
    guard frontier.isConvex else { return note }
    return note
      + say("在此之前每调一名所得高于平均，在此之后低于平均。", " Before it a move brings more than on average, after it less.")
  }

  /// What of the scenario is set aside for a frontier, if anything.
  private func setAside(_ frontier: Frontier) -> [String] {
    let scenario = frontier.scenario
    var notes: [String] = []
    let isOwnGoal: (PlanningGoal) -> Bool = { goal in
      switch goal.aim {
      case .fit: true
      case .stability: frontier.goals.against == .stability
      case .fairness: frontier.goals.aim == .fairness || frontier.goals.against == .fairness
      case .prices: frontier.goals.weighPrices
      }
    }
    if !scenario.goals.allSatisfy(isOwnGoal) {
      notes.append(
        say(
          "曲线只权衡这两个目标；方案自己的目标次序不计。", "Only the two goals are weighed; the scenario's own order of goals is set aside."))
    }
    if scenario.phaseIn != nil {
      notes.append(say("各点按一步到位计算，不分年实施。", "Each point is planned at once, not over years."))
    }
    return notes
  }

  // MARK: The page

  var frontierChartLegend: (dot: String, line: String, knee: String) {
    (say("方案", "plan"), say("权衡曲线", "frontier"), say("拐点", "knee"))
  }

  /// The chart in words, for those who do not see it.
  func frontierDescription(_ frontier: Frontier) -> String {
    let ends = [frontier.points.first, frontier.points.last].map { $0.map { frontierGiven(frontier, $0) } ?? "" }
    let (across, upwards) = (frontierGiven(frontier.goals.against), frontierMeasure(frontier.goals.aim))
    // Coverage falls from the first point to the last, and is drawn from left to right.
    let (first, last) = frontier.goals.against == .fairness ? (ends[1], ends[0]) : (ends[0], ends[1])
    return say(
      "横轴为\(across)，从 \(first) 到 \(last)；纵轴为\(upwards)。数字见表。",
      "Across: \(across), from \(first) to \(last). Upwards: \(upwards). The numbers are in the table.")
  }

  var frontierTableCaption: String { say("权衡曲线上的点", "Points of the frontier") }

  // MARK: The command

  /// Points are being searched for.
  public func searchingFrontier(seconds: Int) -> String {
    say("正在求权衡曲线……\(number(seconds)) 秒", "searching the frontier … \(number(seconds)) s")
  }

  /// The limit at which the search ended.
  public func frontierStopped(hasPoints: Bool) -> String {
    hasPoints
      ? say("达到限制时停止：曲线不完整，所列为已求得的点。", "Stopped at a limit: the frontier is not whole, these are the points found.")
      : say("达到限制时停止，尚未求得任何一点。", "Stopped at a limit before any point was found.")
  }

  /// A plan is to be saved that there is not.
  public func noSuchPoint(_ name: String, of frontier: Frontier) -> String {
    let most = frontier.points.count
    return say(
      "没有序号为“\(name)”的点；可用 1 到 \(number(most))\(frontier.knee == nil ? "" : "，或 knee（拐点）")。",
      "There is no point “\(name)”; there are 1 to \(number(most))\(frontier.knee == nil ? "" : ", and knee").")
  }

  /// Soft rules are to be weighed where there are none.
  public var noSoftRules: String {
    say("方案没有可突破的约束（price），不能权衡其代价。", "The scenario has no rule with a price, so there are none to weigh.")
  }
}
