// SPDX-License-Identifier: GPL-3.0-or-later

internal import Staffing

extension Words {
  /// What a part of a policy model is called: its own title, or the usual name of its kind.
  func part(_ part: PolicyModel.Part) -> String {
    if let title = part.title { return title }
    return switch part.rule {
    case .base: say("基础保障", "Base guarantee")
    case .share: say("动态调整", "Dynamic share")
    case .projects: say("重点项目倾斜", "Key-project reserve")
    case .index: say("综合指数", "Composite index")
    case .workload: say("工作量", "Workload")
    case .duties: say("履职事项", "Duties")
    case .norm: say("回归标准", "Regression norm")
    case .given: say("直接给定", "Given directly")
    }
  }

  /// What must be said beside the needs.
  func needNote(_ note: NeedNote, of scenario: Scenario) -> String {
    switch note {
    case .filled(let town, let metric, let mean, let group, let towns):
      let name = scenario.distinctName(town)
      let value = number(mean, decimals: 2)
      let place = group.isEmpty ? say("全部", "all") : group.joined(separator: "/")
      return say(
        "\(name)缺“\(self.metric(scenario.metrics[metric]))”，以\(place)同类 \(towns) 个镇街的平均数 \(value) 代替。",
        "\(name) has no “\(self.metric(scenario.metrics[metric]))”; the mean of \(count(towns, "town")) of its kind "
          + "(\(place)) stands in: \(value).")
    case .projectEnded(let part, let project):
      let date = scenario.date.map { "\($0)" } ?? "—"
      return say(
        "\(self.part(scenario.model.parts[part]))：“\(project.name)”（\(project.town.name)）已于 \(project.until) 截止，截至 \(date) 不计。",
        "\(self.part(scenario.model.parts[part])): “\(project.name)” (\(project.town.name)) ended on \(project.until) "
          + "and counts nothing as of \(date).")
    case .dutyMoved(let move, _, let towns, let posts):
      let entry = scenario.dutyMoves[move]
      let change = (posts < 0 ? "" : "+") + number(posts, decimals: 2)
      let because = entry.because.map { say("（\($0)）", " (\($0))") } ?? ""
      let verb = entry.direction == .returned ? say("上收", "Returned") : say("下放", "Handed down")
      return say(
        "\(verb)“\(entry.duty)”\(because)：涉及 \(towns) 个镇街，应配数合计 \(change) 名。",
        "\(verb) “\(entry.duty)”\(because): \(count(towns, "town")), \(change) posts of need together.")
    case .fitted(let part, let pool, let fit):
      guard case .norm(let norm) = scenario.model.parts[part].rule else { return "" }
      return fitted(
        norm, fit, title: self.part(scenario.model.parts[part]), pool: self.pool(scenario.pools[pool]), scenario)
    case .newTown(let town):
      return say(
        "\(scenario.distinctName(town))为新设，没有现状数据，不受增减幅和现状总数的约束。",
        "\(scenario.distinctName(town)) is new and has no figures of today: limits on change do not bind it.")
    case .forNobody(let part):
      return say(
        "\(self.part(scenario.model.parts[part]))：没有适用的镇街。",
        "\(self.part(scenario.model.parts[part])): there is no town that it is for.")
    }
  }

  /// The fitted function: `ln 编制 = 0.67 · ln 人口 + 0.11 · ln 面积 + 0.85`.
  private func fitted(
    _ norm: RegressionNorm, _ fit: NormFit, title: String, pool: String, _ scenario: Scenario
  ) -> String {
    let isLog = norm.form == .logarithm
    func number(_ value: Double) -> String { DecimalNumeral.fixed(value, decimals: 6) }
    let terms = zip(norm.terms, fit.coefficients).map { term, coefficient in
      let unit = term.unit == Quantity(1) ? "" : "/\(term.unit)"
      let metric = self.metric(scenario.metrics[term.metric]) + unit
      return "\(number(coefficient)) · \(isLog ? "ln(\(metric))" : metric)"
    }
    let formula = (terms + [number(fit.constant)]).joined(separator: " + ").replacing("+ -", with: "− ")
    let left = say(isLog ? "ln 应配数" : "应配数", isLog ? "ln posts" : "posts")
    return say(
      "\(title)（\(pool)）：按 \(fit.towns) 个镇街的现状以最小绝对偏差拟合，\(left) = \(formula)，平均偏差 \(number(fit.meanDeviation))。",
      "\(title) (\(pool)): fitted to today's \(count(fit.towns, "town")) by least absolute deviations, "
        + "\(left) = \(formula), mean deviation \(number(fit.meanDeviation)).")
  }
}
