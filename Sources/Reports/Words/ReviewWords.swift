// SPDX-License-Identifier: GPL-3.0-or-later

internal import Staffing

extension Words {
  // MARK: Goals

  /// What a goal came to, as one line: its place, name and value, whether it is the best, and what later goals took.
  func goal(_ result: Plan.GoalResult, of scenario: Scenario) -> String {
    let aim = scenario.goals[result.goal].aim
    let number = result.goal + 1
    var text = say("目标 \(number) \(name(aim))", "Goal \(number), \(name(aim))")
    text += say("：", ": ") + value(result.value, aim)
    let taken = (result.value - result.best).magnitude
    if taken > 1e-9 * max(1, result.best.magnitude) {
      text += say(
        "（最优为 \(value(result.best, aim))，余下让给其后的目标）",
        " (at best \(value(result.best, aim)); the rest was left to later goals)")
    }
    text += result.isProved ? say("，已证明最优", ", proved to be the best") : unproved(result, aim)
    let shown = 5
    if !result.levels.isEmpty {
      let levels = result.levels.prefix(shown).map { value($0, aim) }.joined(separator: say("、", ", "))
      text += say("；由低到高 \(levels)", "; the worst first: \(levels)") + (result.levels.count > shown ? " …" : "")
    }
    return text + say("。", ".")
  }

  /// How far from the proof a goal's search ended.
  private func unproved(_ result: Plan.GoalResult, _ aim: PlanningGoal.Aim) -> String {
    let text = say("，未证明最优", ", not proved to be the best")
    guard let bound = result.bound else { return text }
    let gap = abs(result.best - bound)
    let relative =
      result.best == 0 ? "" : say("，", ", ") + percent(gap / abs(result.best))
    return text
      + say(
        "（最好不过 \(value(bound, aim))，差距 \(value(gap, aim))\(relative)）",
        " (it cannot be better than \(value(bound, aim)): a gap of \(value(gap, aim))\(relative))")
  }

  private func name(_ aim: PlanningGoal.Aim) -> String {
    switch aim {
    case .fairness: say("公平（最低覆盖率，方案与应得份额之比）", "fairness (the worst coverage, plan over share)")
    case .fit(let method, nil): say("适配（\(self.method(method))的偏差）", "fit (misfit by \(self.method(method)))")
    case .fit(let method, _):
      say("适配（\(self.method(method))的偏差，计入调整成本）", "fit (misfit by \(self.method(method)), with what moves cost)")
    case .stability: say("稳定（调减名额）", "stability (posts moved)")
    case .prices: say("软约束（代价）", "soft rules (their prices)")
    }
  }

  private func value(_ value: Double, _ aim: PlanningGoal.Aim) -> String {
    if case .fairness = aim { return percent(value) }
    return decimal(value)
  }

  // MARK: Causes

  /// The heading over the way from need to quota.
  func causesHeading(_ pool: String) -> String {
    say("\(pool)：由应配数到方案", "\(pool): from need to plan")
  }

  func cause(_ cause: QuotaCauses.Cause) -> String {
    switch cause {
    case .scaling: say("按总额折算", "scaling")
    case .rounding: say("取整", "rounding")
    case .groupTotals: say("分组总额", "group totals")
    case .townTotals: say("镇街总数", "town totals")
    case .floors: say("保底", "floors")
    case .caps: say("封顶", "caps")
    case .changeLimits: say("增减幅", "change limits")
    case .pins: say("指定名额", "pins")
    case .mix: say("结构比例", "mix")
    case .noInversion: say("防倒挂", "no inversion")
    case .moves: say("调减上限", "moves")
    case .goals: say("其他目标", "other goals")
    }
  }

  var causesFootnote: String {
    say(
      "各列依次为逐类加入约束后方案的变化，相加恰为方案减应配数。",
      "Each column is what one more sort of rule changes, from left to right; they add up to plan less need.")
  }

  // MARK: Fairness

  /// The heading over the measures for one metric.
  func fairnessHeading(_ metric: Metric, towns: Int) -> String {
    let name = self.metric(metric)
    return say(
      "配置公平性：按\(name)的编制数，以其加权（\(towns) 个镇街）",
      "Evenness of posts by \(name), weighted by it (\(count(towns, "town")))")
  }

  var fairnessHeadings: [String] {
    switch language {
    case .chinese: ["编制", "", "基尼", "基尼(n−1)", "泰尔T", "泰尔L", "变异系数", "最大/最小"]
    case .english: ["posts", "", "Gini", "Gini (n−1)", "Theil-T", "Theil-L", "CV", "max/min"]
    }
  }

  /// The heading over the parts of Theil's measures.
  func decompositionHeadings(level: String) -> [String] {
    switch language {
    case .chinese: ["编制", "", "泰尔T 组内", "组间", "泰尔L 组内", "组间"]
    case .english: ["posts by \(level)", "", "Theil-T within", "between", "Theil-L within", "between"]
    }
  }

  var today: String { say("现状", "today") }
  var planned: String { say("方案", "plan") }
}
