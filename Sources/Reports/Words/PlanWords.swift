// SPDX-License-Identifier: GPL-3.0-or-later

internal import LinearPrograms
public import Staffing

extension Words {
  func pool(_ pool: Pool) -> String {
    if let title = pool.title { return title }
    return switch pool.id {
    case "administrative": say("行政编制", "Administrative quota")
    case "institutional": say("事业编制", "Institutional quota")
    default: pool.id
    }
  }

  var together: String { say("各类合计", "All pools together") }
  var total: String { say("合计", "Total") }
  var subtotal: String { say("小计", "subtotal") }

  /// The heading over a table of posts.
  func heading(_ title: String) -> String { say("\(title)（单位：名）", "\(title) (unit: posts)") }

  func subtotal(_ path: [String]) -> String {
    let name = path.joined(separator: "/")
    return say("\(name) 小计", "\(name), subtotal")
  }

  /// The headings of the plan table, after the town.
  var planHeadings: [String] {
    switch language {
    case .chinese: ["镇街", "现核定", "在编", "应配数", "方案", "增减", "增幅%", "现超空", "后超空", "理由"]
    case .english:
      ["town", "quota", "staff", "need", "plan", "change", "growth %", "over now", "over then", "reason"]
    }
  }

  var planFootnote: String {
    say(
      "超空：在编减编制，正数为超编，负数为空编。“—”：无数据或不适用。",
      "over: staff less quota; above zero over-quota, below zero vacant. “—”: no figure, or not applicable.")
  }

  /// One line a pool: `行政编制 532 → 600 (+12.8 %)`.
  func headline(_ name: String, _ figures: Figures) -> String {
    let before = figures.quotaToday.map(number) ?? "—"
    let staff = figures.staff.map(number) ?? "—"
    let after = number(figures.planned)
    let growth = figures.growth.map { "\($0.numeral) %" } ?? "—"
    return say(
      "\(name)：现核定 \(before)，在编 \(staff)，方案 \(after)（\(growth)）",
      "\(name): quota today \(before), staff \(staff), plan \(after) (\(growth))")
  }

  func contractStaff(_ count: Int) -> String {
    say("政府购买服务人员 \(number(count)) 名（不在编制内）", "Contract staff outside the quota: \(number(count))")
  }

  func reason(_ reason: Reason, of scenario: Scenario) -> String {
    switch reason {
    case .share: say("按需分配", "share of need")
    case .shareOfGroup(let place):
      if case .movesWithin = scenario.rules[place].requirement {
        say("按需分配，不调出本组", "share of need; no post leaves the group") + citation(place, scenario)
      } else {
        say("按需分配，分组总额已定", "share of need within the group's total") + citation(place, scenario)
      }
    case .shareOfTown(let place):
      say("按需分配，本镇街总数已定", "share of need within the town's total") + citation(place, scenario)
    case .heldUp(let cause): heldUp(cause, scenario)
    case .heldDown(let cause): heldDown(cause, scenario)
    case .tieWon: say("同等序位，按规则得", "tie, by rule gained")
    case .tieLost: say("同等序位，按规则未得", "tie, by rule not gained")
    case .goal(.fairness): say("公平优先，先保覆盖率最低者", "fairness first: the worst-covered come before")
    case .goal(.stability): say("稳定优先，少调整", "stability: as few posts moved as can be")
    case .goal(.prices): say("减少突破软约束", "soft rules kept as far as can be")
    }
  }

  func heldUp(_ cause: BoundCause, _ scenario: Scenario) -> String {
    switch cause {
    case .pool, .noNeed: say("不少于零", "not below zero")
    case .method: say("计算办法保底一名", "one post by the method")
    case .rule(let place):
      switch scenario.rules[place].requirement {
      case .change: say("受减幅限制", "held up by change limit") + citation(place, scenario)
      case .pin: say("指定名额", "pinned") + citation(place, scenario)
      case .mix: say("结构比例下限", "held up by the mix of pools") + citation(place, scenario)
      case .noInversion: say("防止倒挂", "held up against inversion") + citation(place, scenario)
      case .moves: say("调减名额已到上限", "held up by the limit on moves") + citation(place, scenario)
      case .movesWithin: say("不调出本组", "held up so that posts stay in the group") + citation(place, scenario)
      case .coverage: say("覆盖率下限", "held up by the least coverage") + citation(place, scenario)
      default: say("保底", "held up by floor") + citation(place, scenario)
      }
    }
  }

  func heldDown(_ cause: BoundCause, _ scenario: Scenario) -> String {
    switch cause {
    case .pool, .method: say("不超过总额", "not above the total")
    case .noNeed: say("无需求", "no need")
    case .rule(let place):
      switch scenario.rules[place].requirement {
      case .change: say("受增幅限制", "held down by change limit") + citation(place, scenario)
      case .pin: say("指定名额", "pinned") + citation(place, scenario)
      case .mix: say("结构比例上限", "held down by the mix of pools") + citation(place, scenario)
      case .noInversion: say("防止倒挂", "held down against inversion") + citation(place, scenario)
      case .moves: say("调减名额已到上限", "held down by the limit on moves") + citation(place, scenario)
      case .movesWithin: say("他组名额不调入", "held down so that posts stay in their groups") + citation(place, scenario)
      default: say("封顶", "held down by cap") + citation(place, scenario)
      }
    }
  }

  func citation(_ place: Int, _ scenario: Scenario) -> String {
    let rule = scenario.rules[place]
    let why = rule.because.map { say("：", ": ") + $0 } ?? ""
    return say("（\(rule.reference)\(why)）", " (\(rule.reference)\(why))")
  }

  func tie(_ tie: Plan.Tie, of scenario: Scenario) -> String {
    let pool = pool(scenario.pools[tie.pool])
    let granted = shortList(tie.granted.map(scenario.distinctName))
    guard tie.isExact else {
      let others = shortList(tie.declined.map(scenario.distinctName))
      return say(
        "\(pool)：\(granted) 多得而 \(others) 少得，或者相反，各项目标都不受影响；尽量按需求大者优先确定。",
        "\(pool): the goals leave it open whether \(granted) have more posts and \(others) fewer, or the other way round; "
          + "the larger needs came first as far as could be.")
    }
    guard !tie.declined.isEmpty else {
      return say(
        "\(pool)：\(granted) 与他处序位完全相同，按需求大者优先、再按县和名称的字符编码先后确定。",
        "\(pool): \(granted) tied with others; the larger need came first, then group and name by code points.")
    }
    let declined = shortList(tie.declined.map(scenario.distinctName))
    return say(
      "\(pool)：\(granted) 与 \(declined) 序位完全相同，名额不足；按需求大者优先、再按县和名称的字符编码先后，由前者取得。",
      "\(pool): \(granted) and \(declined) tied exactly for too few posts; the larger need came first, "
        + "then group and name by code points.")
  }

  func method(_ method: ApportionmentMethod) -> String {
    switch method {
    case .webster: say("韦伯斯特法", "Webster's method")
    case .huntingtonHill: say("亨廷顿–希尔法", "the Huntington–Hill method")
    case .adams: say("亚当斯法", "Adams's method")
    case .jefferson: say("杰斐逊法", "Jefferson's method")
    case .hamilton: say("汉密尔顿法", "Hamilton's method")
    }
  }

  func solving(_ plan: Plan) -> String {
    let solving = plan.solving
    let how =
      switch solving.method {
      case .network:
        say(
          "线性规划按其网络结构必得整数解，未用分支定界",
          "a network, whose linear program gives whole numbers by construction; no branch and bound")
      case .linearProgram:
        say("线性规划直接得出整数解，未用分支定界", "the linear program gave whole numbers by itself, no branch and bound")
      case .branchAndBound(let nodes): say("分支定界，\(nodes) 个节点", "branch and bound, \(count(nodes, "node"))")
      case .prices(nodes: 0):
        say(
          "总额各定一价，由此证得的界与方案相等，即为最优，未用分支定界",
          "prices for the totals prove a bound that the plan reaches; no branch and bound")
      case .prices(let nodes):
        say(
          "总额各定一价，由此证得的界与方案仅差少许，其间再行分支定界，\(nodes) 个节点",
          "prices for the totals prove a bound near the plan, branch and bound what lies between, "
            + "\(count(nodes, "node"))")
      }
    let method = method(plan.scenario.method)
    let hasTotalsAlone = !plan.scenario.rules.contains(where: \.crossesTotals)
    return say(
      "按\(method)求解（\(solving.solver)；\(solving.variables) 个变量，\(solving.constraints) \(hasTotalsAlone ? "项总额" : "行约束")）：\(how)。各项约束已逐条复核。",
      "Solved for \(method) (\(solving.solver); \(count(solving.variables, "variable")), "
        + "\(count(solving.constraints, hasTotalsAlone ? "total" : "row"))): "
        + "\(how). Every rule was re-checked.")
  }

  /// That plans which are as good were not all compared.
  var tiesNotSettled: String {
    say(
      "目标都已证明最优；与之同样好的方案未能全部比较取舍，所列为其中之一，同样的输入总得同样的结果。",
      "The goals are at their best. Not all plans that may be as good could be compared: this is one of them, the same "
        + "for the same input.")
  }

  /// What a plan breaks of its soft rules: a line a rule; that all are kept where nothing is broken.
  func softRules(_ breaches: [SoftRuleBreach], of scenario: Scenario) -> [String] {
    guard !breaches.isEmpty else { return [say("软约束全部满足。", "All soft rules are kept.")] }
    let shown = 5
    return Dictionary(grouping: breaches, by: \.rule).sorted { $0.key < $1.key }.map { rule, breaches in
      let largest = breaches.sorted { $0.posts > $1.posts }.prefix(shown).map { softRuleBreach($0, of: scenario) }
      let price = decimal(breaches.reduce(0) { $0 + $1.price })
      let rest = breaches.count > shown ? say("等", "; and more") : ""
      return say(
        "软约束\(citation(rule, scenario))：\(number(breaches.count)) 处未满足，代价 \(price)：\(largest.joined(separator: "；"))\(rest)。",
        "Soft rule\(citation(rule, scenario)): broken in \(count(breaches.count, "place")), at a price of \(price): "
          + "\(largest.joined(separator: "; "))\(rest).")
    }
  }

  /// One breach of a soft rule.
  func softRuleBreach(_ breach: SoftRuleBreach, of scenario: Scenario) -> String {
    switch breach.subject {
    case .inversion(let larger, let smaller):
      let (more, less) = (scenario.distinctName(larger), scenario.distinctName(smaller))
      return say("\(more)比\(less)少 \(number(breach.posts)) 名", "\(more) has \(number(breach.posts)) fewer than \(less)")
    case .leavingGroup(let pool, let path):
      let group = path.joined(separator: "/")
      return say(
        "\(group)\(self.pool(scenario.pools[pool]))调出 \(number(breach.posts)) 名",
        "\(count(breach.posts, "post")) of \(self.pool(scenario.pools[pool])) \(breach.posts == 1 ? "leaves" : "leave") \(group)"
      )
    }
  }

  /// A scenario has no fault.
  public func checked(_ scenario: Scenario) -> String {
    let totals = list(scenario.pools.map { "\(pool($0)) \(number($0.total))" })
    return say(
      "\(scenario.title)：\(scenario.towns.count) 个镇街，\(totals)，\(scenario.rules.count) 条约束，检查通过。",
      "\(scenario.title): \(count(scenario.towns.count, "town")), \(totals), \(count(scenario.rules.count, "rule")); no fault found."
    )
  }

  /// A folder was created.
  public func created(_ folder: String, _ files: [String]) -> String {
    say(
      "已建立 \(folder)：\(list(files))。下一步：allot plan \(folder)",
      "Created \(folder) with \(list(files)). Next: allot plan \(folder)")
  }
}
