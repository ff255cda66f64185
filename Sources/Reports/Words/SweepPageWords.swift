// SPDX-License-Identifier: GPL-3.0-or-later

internal import Staffing

/// What the page of a sweep says.
extension Words {
  func sweepPageTitle(_ summary: SweepSummary) -> String {
    guard let title = summary.sweep.title else { return summary.scenario.title }
    return summary.scenario.title + say("：", ": ") + title
  }

  // MARK: The first sheet

  var sweepSummaryTitle: String { say("概览", "At a glance") }
  var plannedCases: String { say("得出分配方案的情形", "Cases with a plan") }
  func ofCases(_ cases: Int) -> String { say("共 \(number(cases)) 种情形", "of \(count(cases, "case"))") }
  var movesCard: String { say("调减名额（中位数）", "Posts moved (median)") }
  /// Where nine tenths of the cases are.
  func usualRange(_ quantiles: [Double]) -> String {
    let (low, high) = (quantiles.first ?? 0, quantiles.last ?? 0)
    let (from, to) = (number(low, decimals: 0), number(high, decimals: 0))
    return say("九成情形在 \(from) 至 \(to) 名之间", "between \(from) and \(to) in nine cases of ten")
  }
  var alwaysGains: String { say("总是增加的镇街", "Towns that always gain") }
  func sometimesGains(_ towns: Int) -> String {
    say("\(number(towns)) 个在有些情形下增加", "\(number(towns)) gain in some case")
  }
  var alwaysLoses: String { say("总是减少的镇街", "Towns that always lose") }
  func sometimesLoses(_ towns: Int) -> String {
    say("\(number(towns)) 个在有些情形下减少", "\(number(towns)) lose in some case")
  }
  var parametersCaption: String { say("变动的参数", "What varies") }
  var parameterHeadings: [String] {
    switch language {
    case .chinese: ["参数", "内容", "取值", "现值"]
    case .english: ["Parameter", "What it is", "Values", "Now"]
    }
  }

  // MARK: Influences

  var influencesTitle: String { say("取决于什么", "What it depends on") }
  var tornadoTitle: String { say("龙卷风图：各参数对调减名额的影响", "Tornado: posts moved, by parameter") }
  func tornadoDescription(_ bars: Int) -> String {
    say(
      "每个参数一条，共 \(number(bars)) 条，由长到短；▼ 为参数取最小值时的调减名额，▲ 为取最大值时。",
      "One bar a parameter, \(number(bars)) in all, the longest first; ▼ is where posts moved are at the parameter's "
        + "smallest value, ▲ at its largest.")
  }
  func tornadoNote(mean: String) -> String {
    say(
      "竖线为全部情形的平均 \(mean) 名。两端按最小二乘直线估计。",
      "The upright line is the mean of all cases, \(mean). The ends are those of a straight line by least squares.")
  }
  var atLeastLegend: String { say("参数取最小值时", "at the parameter's smallest value") }
  var atMostLegend: String { say("参数取最大值时", "at its largest") }
  var tornadoHeadings: [String] {
    switch language {
    case .chinese: ["最小值时", "最大值时"]
    case .english: ["smallest", "largest"]
    }
  }
  var movesUnknown: String {
    say(
      "现核定编制不全，无法计算调减名额，不作龙卷风图。",
      "Today's quotas are not all known, so posts moved cannot be counted, and there is no tornado.")
  }
  var influenceCaption: String { say("各参数的影响", "What each parameter does") }
  var influenceHeadings: [String] {
    switch language {
    case .chinese: ["参数", "最小值时调减", "最大值时调减", "最受影响的镇街（参数由最小到最大）"]
    case .english:
      ["Parameter", "Moved at smallest", "Moved at largest", "Towns that it moves most, from smallest to largest"]
    }
  }
  func townsMoved(_ towns: [(name: String, effect: Double)]) -> String {
    towns.map { "\($0.name) \(effect($0.effect))" }.joined(separator: say("、", ", "))
  }
  var influencesNote: String {
    say(
      "调减名额：低于现核定的名额之和。镇街后的数为全部编制约增减的名额。参数之间同时变动时，此处只看每个参数单独的平均影响。",
      "Posts moved: all that towns have less than today. Behind a town stands about how many posts it gains or loses over all "
        + "pools. Where parameters vary together, this is what each does by itself on average.")
  }

  // MARK: Spreads

  var spreadsTitle: String { say("每个镇街的编制会变多少", "How far each quota varies") }
  func fanTitle(_ pool: String) -> String { say("\(pool)：各情形下的编制", "\(pool): quotas over the cases") }
  func fanDescription(_ rows: Int) -> String {
    say(
      "每行一个镇街，共 \(number(rows)) 行，中位数由大到小；浅色为九成情形，深色为居中的一半，竖线为中位数，圆圈为现核定。",
      "One line a town, \(number(rows)) in all, the largest median first; the light bar is nine cases of ten, the dark one the "
        + "middle half, the stroke the median, a ring today's quota.")
  }
  var fanLegend: String { say("九成情形（5 %–95 %）", "nine cases of ten (5–95 %)") }
  var fanHalfLegend: String { say("居中的一半（25 %–75 %）", "the middle half (25–75 %)") }
  var medianLegend: String { say("中位数", "median") }
  var mostVaried: String { say("变动最大", "those that vary most") }
  var fanHeadings: [String] {
    switch language {
    case .chinese: ["现核定", "5 %", "中位数", "95 %"]
    case .english: ["today", "5 %", "median", "95 %"]
    }
  }
  func spreadCaption(_ pool: String) -> String { say("\(pool)：逐镇街", "\(pool), town by town") }
  var sweepPageFootnote: String { sweepFootnote }
}
