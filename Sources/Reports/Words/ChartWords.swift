// SPDX-License-Identifier: GPL-3.0-or-later

internal import Staffing

/// What charts say.
extension Words {
  // MARK: Today and the plan

  func changesTitle(_ pool: String) -> String { say("\(pool)：现状与方案", "\(pool): today and the plan") }
  func changesDescription(_ rows: Int) -> String {
    say(
      "每行一个镇街，共 \(number(rows)) 行，按增减由多到少；圆圈为现核定，三角为方案。",
      "One line a town, \(number(rows)) in all, the largest gain first; a ring is today's quota, a triangle the plan.")
  }
  var changesHeadings: [String] {
    switch language {
    case .chinese: ["现核定", "方案", "增减"]
    case .english: ["Today", "Plan", "Change"]
    }
  }
  var ringLegend: String { say("现核定", "today") }
  var moreLegend: String { say("方案，增加", "plan, more") }
  var fewerLegend: String { say("方案，减少", "plan, fewer") }
  var sameLegend: String { say("方案，不变", "plan, as before") }

  // MARK: Waterfalls

  var waysTitle: String { say("由现核定到方案", "From today to the plan") }
  var groupWaysTitle: String { say("由现核定到方案，按分组", "From today to the plan, by group") }
  func causesTitle(_ pool: String) -> String { say("\(pool)：由应配数到方案", "\(pool): from need to the plan") }
  var waterfallDescription: String {
    say("自上而下逐项相加；三角表示增减方向。", "Each line adds to the one above; triangles say which way.")
  }
  var uprightTorn: String { say("纵轴不从零开始。", "The upright axis does not begin at zero.") }
  var torn: String { say("横轴不从零开始。", "The axis does not begin at zero.") }
  func gains(_ name: String) -> String { say("\(name) 增加", "\(name), gains") }
  func losses(_ name: String) -> String { say("\(name) 减少", "\(name), losses") }
  var causeSumsNote: String {
    say(
      "总额不变时，约束只在镇街之间移动编制：一些镇街所增即另一些所减，两者都画出。",
      "Under a fixed total a rule only moves posts between towns: what some gain others lose, and both are drawn.")
  }
  var stepHeadings: [String] {
    switch language {
    case .chinese: ["步骤", "名"]
    case .english: ["Step", "Posts"]
    }
  }

  // MARK: Scatter

  func scatterTitle(_ metric: Metric) -> String {
    say("\(titleOf(metric))与编制", "\(titleOf(metric)) and posts")
  }
  func scatterDescription(dots: Int, named: Int, hasNorm: Bool) -> String {
    guard hasNorm else { return say("\(number(dots)) 个镇街。", "\(count(dots, "town")).") }
    return say(
      "\(number(dots)) 个镇街；虚线为常模，标名的 \(number(named)) 个偏离最远。",
      "\(count(dots, "town")); the dashed curve is the norm, the \(number(named)) that are farthest off are named.")
  }
  var postsAxis: String { say("现核定编制（各类合计，名）", "Quota today over all pools (posts)") }
  var dotLegend: String { say("镇街，现核定", "town, today") }
  var aboveLegend: String { say("偏多", "above the norm") }
  var belowLegend: String { say("偏少", "below the norm") }
  var laterLegend: String { say("按方案", "under the plan") }
  var normLegend: String { say("常模", "norm") }
  var loadHeadings: [String] {
    switch language {
    case .chinese: ["单位", "", "现核定", "常模", "偏离 %", "方案"]
    case .english: ["Town", "", "Quota", "Norm", "Off by %", "Plan"]
    }
  }

  /// The norm as a formula, and how it was found.
  func normNote(_ norm: StaffingNorm, _ metric: Metric, towns: Int) -> String {
    let exponent = DecimalNumeral.fixed(norm.exponents.first ?? 0, decimals: 3)
    let doubled = DecimalNumeral.fixed(100 * (norm.posts(for: 2) / norm.posts(for: 1) - 1), decimals: 1)
    return say(
      "常模：编制 ∝ \(self.metric(metric))^\(exponent)（按 \(number(towns)) 个镇街的现核定，以最小绝对离差拟合；\(self.metric(metric))加倍，编制约增 \(doubled) %）。"
        + "标名者偏离最远，圆圈为其按方案的编制。",
      "Norm: posts ∝ \(self.metric(metric))^\(exponent), fitted to today's quotas of \(count(towns, "town")) by least absolute "
        + "deviations; twice the size comes with \(doubled) % more posts. Those farthest off are named, "
        + "with a ring where the plan puts them."
    )
  }
  /// Why no norm is drawn.
  var noNorm: String {
    say(
      "有数据的镇街太少或太多，未拟合常模。",
      "No norm is drawn: there are too few towns with figures to fit one to, or too many to draw.")
  }
  /// Who stands off the norm beyond doubt.
  func outliers(_ names: [String], of all: Int) -> String {
    guard all > 0 else {
      return say(
        "按这一项指标，没有偏离 2.5 个稳健标准差以上的镇街；allot flag 另按人口和面积两项比较。",
        "By this metric alone no town is more than 2.5 robust deviations off; allot flag goes by people and area together."
      )
    }
    let more = all - names.count
    return say(
      "按这一项指标，偏离 2.5 个稳健标准差以上的：\(list(names))\(more > 0 ? "等 \(number(all)) 个" : "")；allot flag 另按人口和面积两项比较。",
      "By this metric alone more than 2.5 robust deviations off: \(list(names))\(more > 0 ? ", and \(number(more)) more" : ""); "
        + "allot flag goes by people and area together.")
  }
  func dotsLeftOut(_ all: Int, drawn: Int) -> String {
    say(
      "共 \(number(all)) 个镇街，图中均匀抽取 \(number(drawn)) 个，偏离最远者都在内。",
      "\(number(drawn)) of \(number(all)) towns are drawn, evenly taken; those farthest off are all there.")
  }

  /// What an axis of a metric is called, and how much of it is one unit there.
  func axis(_ metric: Metric) -> (title: String, unit: Double) {
    let name = titleOf(metric)
    return switch metric.dimension {
    case .people: (say("\(name)（万人）", "\(name) (thousand people)"), language == .chinese ? 10_000 : 1_000)
    case .area: (say("\(name)（km²）", "\(name) (km²)"), 1)
    case .money: (say("\(name)（亿元）", "\(name) (100 million yuan)"), 100_000_000)
    case .years: (say("\(name)（岁）", "\(name) (years)"), 1)
    case .number: (name, 1)
    }
  }

  /// A number beside an axis.
  func axisNumber(_ value: Double) -> String {
    if value == value.rounded(), let whole = Int(exactly: value) { return number(whole) }
    for decimals in 1...6 {
      let numeral = DecimalNumeral.fixed(value, decimals: decimals)
      if let read = Double(numeral), abs(read - value) < 1e-9 * max(1, abs(value)) { return numeral }
    }
    return DecimalNumeral.fixed(value, decimals: 6)
  }
}
