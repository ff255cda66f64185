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
  var moreLegend: String { say("由现核定增至方案", "from today up to the plan") }
  var fewerLegend: String { say("由现核定减至方案", "down to the plan") }
  var sameLegend: String { say("不变", "as before") }
  var onlyPlannedLegend: String { say("现核定无数，只有方案", "plan alone, today not known") }

  // MARK: Waterfalls

  var waysTitle: String { say("由现核定到方案", "From today to the plan") }
  var groupWaysTitle: String { say("由现核定到方案，按分组", "From today to the plan, by group") }
  /// There is no chart of groups that all keep what they have.
  func groupsUnchanged(_ count: Int) -> String {
    say(
      "\(number(count)) 个分组的总额都与现核定相同，不另作图。",
      "Each of the \(number(count)) groups has what it has today, so there is no chart by group.")
  }
  func causesTitle(_ pool: String) -> String { say("\(pool)：由应配数到方案", "\(pool): from need to the plan") }
  /// The way from need to plan where it has one step, which no chart need show.
  func onlyRounding(_ pool: String, need: String, planned: Int, gained: String, lost: String) -> String {
    say(
      "\(pool)：由应配数 \(need) 名到方案 \(number(planned)) 名，只有取整（共增 \(gained) 名、减 \(lost) 名），不另作图。",
      "\(pool): from a need of \(need) to a plan of \(number(planned)) there is nothing but rounding "
        + "(\(gained) gained, \(lost) lost), and no chart of it.")
  }
  /// There is no step from need to plan at all.
  func needIsPlan(_ pool: String, planned: Int) -> String {
    say(
      "\(pool)：每个镇街的方案正是其应配数，共 \(number(planned)) 名，不另作图。",
      "\(pool): every town's plan is its need, \(number(planned)) in all, so there is no chart of the way.")
  }
  var waterfallDescription: String {
    say("自上而下逐项相加；三角表示增减方向。", "Each line adds to the one above; triangles say which way.")
  }
  var uprightTorn: String { say("纵轴不从零开始。", "The upright axis does not begin at zero.") }
  var axesTorn: String { say("两轴不从零开始。", "The axes do not begin at zero.") }
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

  var normScatterTitle: String { say("常模与现核定编制", "What the norm says, and today's quotas") }
  func scatterTitle(_ metric: Metric) -> String {
    say("\(titleOf(metric))与编制", "\(titleOf(metric)) and posts")
  }
  func scatterDescription(dots: Int) -> String { say("\(number(dots)) 个镇街。", "\(count(dots, "town")).") }
  func normScatterDescription(dots: Int, outliers: Int, named: Int) -> String {
    say(
      "\(number(dots)) 个镇街；虚线上现核定等于常模，带外有 \(number(outliers)) 个，标名 \(number(named)) 个。",
      "\(count(dots, "town")); on the dashed line quotas are what the norm says; \(number(outliers)) lie outside the band, "
        + "\(number(named)) are named.")
  }
  var postsAxis: String { say("现核定编制（各类合计，名）", "Quota today over all pools (posts)") }
  var normAxis: String { say("常模（名）", "What the norm says (posts)") }
  var dotLegend: String { say("镇街，现核定", "town, today") }
  var aboveLegend: String { say("偏多", "too many") }
  var belowLegend: String { say("偏少", "too few") }
  var laterLegend: String { say("至方案", "to the plan") }
  var normLegend: String { say("等于常模", "on the norm") }
  var bandLegend: String { say("2.5 个稳健标准差以内", "within 2.5 robust deviations") }
  var loadHeadings: (town: String, quota: String, norm: [String], plan: String) {
    switch language {
    case .chinese: ("单位", "现核定", ["常模", "偏离 %", "稳健标准差"], "方案")
    case .english: ("Town", "Quota", ["Norm", "Off by %", "Robust deviations"], "Plan")
    }
  }

  /// The norm as a formula, how it was found, and how to read the picture.
  func normNote(_ norm: StaffingNorm, of scenario: Scenario) -> String {
    let formula = normFormula(norm, of: scenario)
    let band = norm.usualRatios.map {
      (number($0.lowerBound, decimals: 2), number($0.upperBound, decimals: 2))
    }
    return say(
      "常模：编制 ∝ \(formula)，按 \(number(norm.towns)) 个镇街的现核定以最小绝对离差拟合，与 allot flag 的相同。",
      "Norm: posts ∝ \(formula), fitted to today's quotas of \(count(norm.towns, "town")) by least absolute deviations, "
        + "the same as in allot flag.")
      + (band.map {
        say(
          "带内为常模的 \($0.0) 至 \($0.1) 倍；带外者即 allot flag 所列的偏离常模。",
          " The band is from \($0.0) to \($0.1) times the norm; outside are those that allot flag lists as off it.")
      }
        ?? say("多数镇街正在常模上，没有离散程度可言。", " Most towns are on the norm, so there is no spread to measure others by."))
  }
  /// Why no norm is drawn.
  var noNorm: String {
    say("有数据的镇街太少，未拟合常模。", "No norm is drawn: there are too few towns with figures to fit one to.")
  }
  /// Who stands off the norm beyond doubt; where nobody does, who has a name all the same.
  func outliers(_ names: [String], of all: Int) -> String {
    guard all > 0 else {
      return names.isEmpty
        ? ""
        : say(
          "没有镇街在带外；标名者偏离最大，线连到其按方案的编制。",
          "No town is outside; those named are the farthest off, with a line to where the plan puts them.")
    }
    let more = all - names.count
    return say(
      "带外 \(number(all)) 个：\(list(names))\(more > 0 ? "等，标名的是偏离最大的 \(number(names.count)) 个" : "")；线连到其按方案的编制。",
      "Outside: \(list(names))\(more > 0 ? ", and \(number(more)) more without a name" : ""); "
        + "a line leads to where the plan puts them.")
  }
  func dotsLeftOut(_ all: Int, drawn: Int) -> String {
    say(
      "共 \(number(all)) 个镇街，图中 \(number(drawn)) 个：偏离最远的都在，其余均匀抽取。",
      "\(number(drawn)) of \(number(all)) towns are drawn: those farthest off, and of the others some evenly taken.")
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
