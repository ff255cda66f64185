// SPDX-License-Identifier: GPL-3.0-or-later

public import LinearPrograms
public import Staffing

extension Words {
  /// One plain sentence on why no plan can keep all rules, with the sums, the rules and the least that would mend it.
  public func infeasibility(_ infeasibility: Infeasibility, of scenario: Scenario) -> String {
    switch infeasibility {
    case .floorsExceedTotal(let scope, let floors, let total, _, let byMethod, let rules, let overall):
      return say(
        "\(summands(rules, isCap: false, scenario))合计 \(number(floors))，\(name(scope, scenario))只有 \(number(total))",
        "\(summands(rules, isCap: false, scenario)) add up to \(number(floors)), \(name(scope, scenario)) has \(number(total))"
      )
        + cited(rules + references(scope, scenario), of: scenario) + onePost(byMethod, scenario)
        + say("；多出 \(number(floors - total)) 名", "; \(number(floors - total)) too many")
        + (overall.map {
          say(
            "，连同其他约束合计 \(number($0))、多出 \(number($0 - total)) 名",
            ", with all other rules \(number($0)), which is \(number($0 - total)) too many")
        } ?? "") + period
    case .capsBelowTotal(let scope, let caps, let total, includesGroups: false, let rules, _) where rules.isEmpty:
      return say(
        "没有应配数的镇街不得超过保底数，至多只能分出 \(number(caps))，\(name(scope, scenario))有 \(number(total))",
        "towns without a need have no more than their floors, so no more than \(number(caps)) can be given, "
          + "\(name(scope, scenario)) has \(number(total))") + cited(references(scope, scenario), of: scenario) + period
    case .capsBelowTotal(let scope, let caps, let total, _, let rules, let overall):
      return say(
        "\(summands(rules, isCap: true, scenario))合计只有 \(number(caps))，\(name(scope, scenario))有 \(number(total))",
        "\(summands(rules, isCap: true, scenario)) add up to no more than \(number(caps)), "
          + "\(name(scope, scenario)) has \(number(total))")
        + cited(rules + references(scope, scenario), of: scenario)
        + say("；还差 \(number(total - caps)) 名", "; \(number(total - caps)) too few")
        + (overall.map {
          say(
            "，连同其他约束合计 \(number($0))、还差 \(number(total - $0)) 名",
            ", with all other rules \(number($0)), which is \(number(total - $0)) too few")
        } ?? "") + period
    case .floorAboveCap(let town, let pool, let floors, let caps):
      return crossed([town], pool: pool, [(floors, caps)], scenario)
    case .groupTotalsApart(let pool, let group, let least, let leastRule, let most, let mostRule):
      let name = name(Infeasibility.Scope(pool: pool, group: group, rule: nil), scenario)
      let (one, other) = (asked(least, by: leastRule, scenario), asked(most, by: mostRule, scenario))
      return say("\(name)既要\(one)，又要\(other)", "\(name) is to have \(one), and \(other)") + period
    case .townTotalOutOfReach(let town, let total, let least, let most, let rule, let boundRules):
      return say(
        "\(name(town, scenario))的编制总数定为 \(number(total))\(cited([rule], of: scenario))，而各类编制只能在 \(number(least)) 到 \(number(most)) 之间",
        "\(name(town, scenario)): the total is fixed at \(number(total))\(cited([rule], of: scenario)), "
          + "its pools allow \(number(least)) to \(number(most))") + cited(boundRules, of: scenario) + period
    case .townTotalsOff(let towns, let pools):
      let fixing = scenario.rules.filter { if case .townTotals = $0.requirement { true } else { false } }
      let (fixed, shared) = (
        cited(fixing.map(\.reference), of: scenario), cited(scenario.pools.compactMap(\.reference))
      )
      return say(
        "各镇街编制总数合计 \(number(towns))\(fixed)，各类编制合计 \(number(pools))\(shared)，相差 \(number(abs(towns - pools))) 名。",
        "the towns' fixed totals add up to \(number(towns))\(fixed), the pools to \(number(pools))\(shared): "
          + "they are \(number(abs(towns - pools))) apart.")
    case .basesExceedTotal(let pool, let bases, let total):
      return say(
        "核编办法的基数合计 \(decimal(bases))，\(title(pool, scenario))只有 \(number(total))，"
          + "至少差 \(decimal(bases - Double(total)))。",
        "the policy model's bases add up to \(decimal(bases)), \(title(pool, scenario)) has \(number(total)): "
          + "at least \(decimal(bases - Double(total))) short.")
    case .yearlyTotalOutOfReach(let pool, let year, let total, let least, let most, let rule):
      return yearlyTotal(title(pool, scenario), year, total, least, most) + cited([rule], of: scenario) + period
    case .conditionsConflict(let conflict): return self.conflict(conflict, of: scenario)
    case .totalsConflict(let rules):
      return say(
        "这些约束不能同时满足；尚未查明是其中哪几项，已到时限", "not all of these rules can be kept; which few clash was not found in time")
        + cited(rules, of: scenario) + period
    case .wayOut(let remedy): return moves(remedy, scenario) + period
    }
  }

  /// A sentence for each reason, towns whose floors are above their caps by the same rules together.
  public func infeasibilities(_ reasons: [Infeasibility], of scenario: Scenario) -> [String] {
    struct Crossing: Hashable {
      let pool: String
      let causes: [[BoundCause]]
    }
    var crossings: [Crossing: [(town: Town.ID, floors: [StatedBound], caps: [StatedBound])]] = [:]
    func crossing(_ reason: Infeasibility) -> Crossing? {
      guard case .floorAboveCap(_, let pool, let floors, let caps) = reason else { return nil }
      return Crossing(pool: pool, causes: [floors.map(\.cause), caps.map(\.cause)])
    }
    for reason in reasons {
      guard let crossing = crossing(reason), case .floorAboveCap(let town, _, let floors, let caps) = reason else {
        continue
      }
      crossings[crossing, default: []].append((town, floors, caps))
    }
    return reasons.compactMap { reason in
      guard let crossing = crossing(reason) else { return infeasibility(reason, of: scenario) }
      // All of them where the first stands.
      guard let all = crossings.removeValue(forKey: crossing) else { return nil }
      return crossed(all.map(\.town), pool: crossing.pool, all.map { ($0.floors, $0.caps) }, scenario)
    }
  }

  /// The heading over the reasons why there is no plan.
  public var noPlan: String { say("没有可行的方案：", "No plan can keep all rules:") }

  /// A limit was reached, with a plan to show or without.
  public func stopped(_ limit: Limit, hasPlan: Bool) -> String {
    let (chinese, english) =
      switch limit {
      case .time: ("已到时限", "The time limit was reached")
      case .iterations: ("已到迭代上限", "The iteration limit was reached")
      case .gap: ("已达到差距要求", "The gap asked for was reached")
      case .cancelled: ("已中断", "Interrupted")
      }
    return hasPlan
      ? say(
        "\(chinese)：所列为至今最好的方案，各项约束均已复核，但尚未与其他同样好的方案比较取舍。",
        "\(english): this is the best plan so far. It keeps every rule, but was not compared with others that fit as well."
      )
      : say("\(chinese)，尚无方案。", "\(english) before a plan was found.")
  }

  /// A fault of planning.
  public func planningFault(_ fault: PlanningFault) -> String {
    switch fault {
    case .unsoundScenario(let faults): faults.map(scenarioFault).joined(separator: "\n")
    case .solver(.invalidModel(let faults)) where faults.contains(where: \.isSize):
      say(
        "名额过多：这些约束和目标要求把名额逐个区分，超过一千万个便无法计算。请放宽约束或目标，或分组计算。",
        "Too many posts for these rules and goals, which tell posts apart one by one: beyond some ten million there is no "
          + "program of them. Fewer rules or goals, or one group at a time, may do.")
    case .solver(let fault): say("求解器出错：\(solverFault(fault))", "the solver failed: \(solverFault(fault))")
    case .planBreaksRules(let breaches):
      say(
        "内部错误：求得的方案违反 \(breaches.count) 条约束，已弃用。",
        "internal error: the plan broke \(breaches.count) rules and was discarded.")
    }
  }

  private func solverFault(_ fault: SolverFault) -> String {
    switch fault {
    case .invalidModel(let faults): say("模型有 \(faults.count) 处错误", "the model has \(count(faults.count, "fault"))")
    case .unsupported(let feature):
      say("求解器不支持\(solverFeature(feature))", "the solver does not support \(solverFeature(feature))")
    case .fatal(let message), .refused(let message): message
    case .numericalTrouble(let message): say("数值困难 \(message)", "numerical trouble \(message)")
    case .threadBusy: say("线程正在求解", "the thread is solving already")
    case .unsoundPoint(let violations):
      say("所得解违反 \(violations.count) 项条件", "the point breaks \(violations.count) conditions")
    }
  }

  private func solverFeature(_ feature: SolverFeature) -> String {
    switch feature {
    case .wholeNumbers: say("整数变量", "whole numbers")
    case .unlimitedWholeNumbers: say("无界的整数变量", "whole numbers without bounds")
    case .convexCosts: say("凸成本", "convex costs")
    case .iterationLimit: say("迭代次数限制", "a limit of iterations")
    }
  }

  private func onePost(_ towns: Int, _ scenario: Scenario) -> String {
    guard towns > 0 else { return "" }
    let method = method(scenario.method)
    return say(
      "；其中 \(number(towns)) 名是\(method)对有需求者各保底的一名",
      "; \(number(towns)) of them are the one post that \(method) gives everyone with a need")
  }

  var period: String { say("。", ".") }

  func cited(_ rules: [String]) -> String {
    rules.isEmpty ? "" : say("（\(list(rules))）", " (\(list(rules)))")
  }

  func rule(_ reference: String, _ scenario: Scenario) -> Rule? {
    scenario.rules.first { $0.reference == reference }
  }

  /// Where a total was written: by the rule that set it, or by the pool.
  func references(_ scope: Infeasibility.Scope, _ scenario: Scenario) -> [String] {
    if let rule = scope.rule { return [rule] }
    return scenario.pools.filter { $0.id == scope.pool && scope.group.isEmpty }.compactMap(\.reference)
  }

  func title(_ id: String, _ scenario: Scenario) -> String {
    guard let pool = scenario.pools.first(where: { $0.id == id }) else { return id }
    if language == .english && pool.title == nil { return "the \(pool.id) pool" }
    return self.pool(pool)
  }

  func name(_ scope: Infeasibility.Scope, _ scenario: Scenario) -> String {
    let pool = title(scope.pool, scenario)
    guard !scope.group.isEmpty else { return pool }
    let group = scope.group.joined(separator: "/")
    return say("\(group)的\(pool)", "\(pool) in \(group)")
  }

  /// A number of posts with six decimals at most, and no zeros at its end.
  func decimal(_ value: Double) -> String {
    var text = DecimalNumeral.fixed(value, decimals: 6)
    while text.contains("."), text.hasSuffix("0") || text.hasSuffix(".") {
      text.removeLast()
    }
    return text
  }
}

extension Words {
  /// Where results go by default.
  public var standardOutput: String { say("标准输出", "Standard output") }

  /// The linear program is too large for a file.
  public var tooLargeToExport: String {
    say(
      "总额过大：导出的文件每名编制占一列，最多一千万列。",
      "The totals are too large to export: the file has a column a post, at most ten million.")
  }

  /// A result could not be written.
  public func cannotWrite(_ file: String) -> String {
    say("无法写入 \(file)。", "\(file) cannot be written.")
  }
}
