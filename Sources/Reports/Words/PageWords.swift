// SPDX-License-Identifier: GPL-3.0-or-later

internal import Staffing

/// What the page says beside the words that it shares with the text.
extension Words {
  /// The tag that a browser and a screen reader know the language by.
  var languageTag: String { say("zh-CN", "en") }

  // MARK: Sections

  var contentsTitle: String { say("目录", "Contents") }
  var summaryTitle: String { say("要点", "Summary") }
  var planTitle: String { say("分配方案", "The plan") }
  var causesTitle: String { say("总量从何而来", "Where the totals come from") }
  var loadTitle: String { say("任务量与编制", "Load and posts") }
  var coverageTitle: String { say("保障程度", "Coverage") }
  var fairnessTitle: String { say("配置公平性", "Evenness") }
  var yearsTitle: String { say("分年到位", "Phase-in") }
  var ledgersTitle: String { say("两本账与上级下派", "Two ledgers and temporary staff") }
  var reasonsTitle: String { say("逐镇街说明", "Reasons, town by town") }
  var rulesTitle: String { say("核编办法、约束与目标", "Model, rules and goals") }
  var notesTitle: String { say("说明", "Notes") }
  var provenanceTitle: String { say("来源", "Provenance") }

  // MARK: Summary

  var gainersTitle: String { say("增加最多", "Gaining most") }
  var losersTitle: String { say("减少最多", "Losing most") }
  var nobodyGains: String { say("没有镇街增加编制。", "No town gains posts.") }
  var nobodyLoses: String { say("没有镇街减少编制。", "No town loses posts.") }
  var changesUnknown: String { say("缺少现核定编制，无从比较。", "Today's quotas are not known, so nothing can be compared.") }
  var groupsTitle: String { say("各分组，各类合计", "Groups, all pools together") }
  var groupHeading: String { say("分组", "Group") }
  var openTitle: String { say("按方案仍缺、仍超", "Still short, still over") }

  /// The small print of a headline figure.
  func headlineBasis(_ figures: Figures) -> String {
    let (quota, staff) = (figures.quotaToday.map(number) ?? "—", figures.staff.map(number) ?? "—")
    return say("现核定 \(quota) · 在编 \(staff)", "quota today \(quota) · staff \(staff)")
  }

  /// A growth with its sign and what it is measured by, `较现核定 ▲ +103.8 %`.
  func growthOnToday(_ growth: Growth?) -> String {
    guard let growth else { return say("较现核定 —", "on today's quota: —") }
    guard growth.tenths != 0 else { return say("与现核定持平（\(growth.numeral) %）", "as today (\(growth.numeral) %)") }
    let figure = "\(growth.tenths > 0 ? "▲" : "▼") \(growth.numeral) %"
    return say("较现核定 \(figure)", "\(figure) on today's quota")
  }

  /// Towns over their planned quota in a pool: how many, by how many people, and the first of them.
  func stillOver(_ pool: String, towns: Int, people: Int, first: [String]) -> String {
    say(
      "\(pool)：\(number(towns)) 个镇街在编仍多于方案，共超 \(number(people)) 名，最多的是\(list(first))。",
      "\(pool): \(count(towns, "town")) \(towns == 1 ? "has" : "have") more staff than the plan's posts, "
        + "\(number(people)) in all, most of them \(list(first)).")
  }

  /// Posts of the plan that nobody is on yet.
  func stillVacant(_ pool: String, towns: Int, posts: Int, first: [String]) -> String {
    say(
      "\(pool)：\(number(towns)) 个镇街有空编，共 \(number(posts)) 名，最多的是\(list(first))。",
      "\(pool): \(count(towns, "town")) \(towns == 1 ? "has" : "have") \(count(posts, "vacant post")), "
        + "most of them \(list(first)).")
  }

  /// Towns whose plan is a post or more below their need.
  func stillShort(_ pool: String, towns: Int, posts: String, first: [String]) -> String {
    say(
      "\(pool)：\(number(towns)) 个镇街的方案比应配数少 1 名以上，共缺 \(posts) 名，最多的是\(list(first))。",
      "\(pool): \(count(towns, "town")) \(towns == 1 ? "is" : "are") planned a post or more below need, \(posts) in all, "
        + "most of them \(list(first)).")
  }

  func staffUnknown(_ pool: String, towns: Int, of all: Int) -> String {
    towns == all
      ? say("\(pool)：没有在编人数，不知超空。", "\(pool): staff is not known, nor so who is over or vacant.")
      : say(
        "\(pool)：\(number(towns)) 个镇街没有在编人数，未计入超空。",
        "\(pool): the staff of \(count(towns, "town")) is not known and not counted as over or vacant.")
  }

  func nothingOpen(_ pool: String) -> String {
    say("\(pool)：没有超编、空编，也没有比应配数少 1 名以上的。", "\(pool): nobody is over or vacant, nor a post below need.")
  }

  // MARK: Tables

  var unit: String { say("单位：名", "Unit: posts") }

  /// The headings of the page's plan table.
  var pageHeadings: [String] {
    switch language {
    case .chinese: ["序号", "单位", "现核定", "在编", "应配数", "方案", "增减", "增幅 %", "现超空", "后超空", "理由"]
    case .english:
      ["No.", "Town", "Quota", "Staff", "Need", "Plan", "Change", "Growth %", "Over now", "Over then", "Reason"]
    }
  }

  /// No towns are in the tables.
  func tableLeavesOut(_ towns: Int) -> String {
    say(
      "共 \(number(towns)) 个镇街，各表只列小计与合计，图和逐镇街说明只列增减最多的；全部见工作簿（--xlsx）和 CSV（--csv）。",
      "Of \(number(towns)) towns the tables list subtotals and totals, the charts and reasons those that change most; "
        + "the workbook (--xlsx) and CSV (--csv) have all.")
  }

  /// A list that shows some of all.
  func leavesOut(_ all: Int, shown: Int, _ which: String) -> String {
    say(
      "共 \(number(all)) 个镇街，此处为\(which)的 \(number(shown)) 个。",
      "\(number(shown)) of \(number(all)) towns: \(which).")
  }

  var mostChanged: String { say("增减最多", "those that change most") }
  var leastCovered: String { say("保障程度最低", "those that are covered least") }
  var farthestOff: String { say("偏离常模最远", "those farthest off the norm") }
  var numbersBeside: String { say("图中数字见上表。", "The numbers are those of the table above.") }
  var numbersOfChart: String { say("图中数字", "The numbers of the chart") }

  // MARK: Coverage

  var coverageNote: String {
    say(
      "编制数与应配数之比。▲ 多于应配数 15 % 以上，▼ 少于 15 % 以上；深浅在 5 %、15 %、30 % 处分级。",
      "Posts over need. ▲ is 15 % or more above, ▼ 15 % or more below; tints change at 5, 15 and 30 %.")
  }
  func coverageHeading(_ pool: String, planned: Bool) -> String {
    planned ? say("\(pool) 方案 %", "\(pool), plan %") : say("\(pool) 现状 %", "\(pool), today %")
  }

  // MARK: Fairness

  var fairnessNote: String {
    say(
      "各项越小越均衡；基尼系数 0.4 以上通常视为差距较大。",
      "The smaller, the more even; a Gini of 0.4 and more is usually read as a wide gap.")
  }

  func decompositionCaption(_ metric: Metric) -> String {
    say("其中组内与组间：按\(self.metric(metric))", "Within and between groups, by \(self.metric(metric))")
  }
  var whenHeading: String { say("时点", "When") }

  // MARK: Reasons

  var reasonsNote: String {
    say(
      "应配数由各部分相加而来，再经各步成为方案。点开可见。",
      "A need is the sum of its parts; step by step it becomes the plan. Open a town to see.")
  }
  var reasonsOnScreen: String { say("逐镇街说明请在屏幕上查看。", "Reasons, town by town, are to be read on screen.") }
  var itemHeading: String { say("项目", "Item") }
  var needRow: String { say("应配数", "Need") }
  var planRow: String { say("方案", "Plan") }
  var todayRow: String { say("现核定", "Quota today") }
  var reasonRow: String { say("理由", "Reason") }

  /// The line that opens a town's reasons: `行政编制 14 → 19 ▲ +5`.
  func wayOf(_ pool: String, _ figures: Figures) -> String {
    let before = figures.quotaToday.map(number) ?? "—"
    let change = figures.change.map { $0 == 0 ? "" : ($0 > 0 ? " ▲ " : " ▼ ") + signed($0) } ?? ""
    return "\(pool) \(before) → \(number(figures.planned))\(change)"
  }

  // MARK: Rules

  var modelHeadings: [String] {
    switch language {
    case .chinese: ["部分", "编制类别", "依据"]
    case .english: ["Part", "Pools", "Because"]
    }
  }
  var ruleHeadings: [String] {
    switch language {
    case .chinese: ["约束", "适用范围", "依据", "出处"]
    case .english: ["Rule", "For", "Because", "Where"]
    }
  }
  func modelCaption(_ title: String) -> String { say("核编办法：\(title)", "Policy model: \(title)") }
  var rulesCaption: String { say("约束", "Rules") }
  var noRules: String { say("除各类编制总额外没有别的约束。", "There is no rule beside the pools' totals.") }
  var allPools: String { say("全部", "All") }

  // MARK: Provenance

  var provenanceHeadings: (file: String, size: String, digest: String) {
    (say("文件", "File"), say("字节", "Bytes"), "SHA-256")
  }
  var inputsCaption: String { say("输入文件", "Input files") }
  var modelLabel: String { say("核编办法", "Policy model") }
  var versionLabel: String { say("软件", "Software") }
  var solverLabel: String { say("求解器", "Solver") }
  var dateLabel: String { say("日期", "Date") }
  var asOfLabel: String { say("数据截至", "As of") }
  var noDate: String { say("未注明", "none stated") }
}
