// SPDX-License-Identifier: GPL-3.0-or-later

public import Staffing

extension Words {
  // MARK: Files

  /// A file is no saved plan.
  public func savedPlanFault(_ fault: SavedPlan.Fault, file: String) -> String {
    switch fault {
    case .notAPlan(let field):
      let place = field.isEmpty ? "" : say("（\(field)）", " (\(field))")
      return say(
        "\(file)：不是 allot plan --json 保存的方案\(place)。", "\(file): not a plan that allot plan --json has written\(place)."
      )
    case .otherFormat(let found):
      return say("\(file)：格式编号 \(found)，这里只认识 1。", "\(file): the format's number is \(found), here only 1 is known.")
    }
  }

  // MARK: Findings

  /// One sentence on what does not hold.
  func verificationFinding(_ finding: PlanVerification.Finding, of scenario: Scenario) -> String {
    switch finding {
    case .certificate(let refusal): return certificateRefusal(refusal, of: scenario)
    case .breach(let breach): return self.breach(breach, of: scenario)
    case .notTheBest(let improvement):
      return say(
        "按证明自带的价格，另有方案可能更贴合应配数（至多改进 \(decimal(improvement))）：这不是最优方案。",
        "By the certificate's own prices another plan may fit better, by up to \(decimal(improvement)): this is not the best."
      )
    case .missing(let town, nil): return say("\(path(town))：方案中没有。", "\(path(town)): not in the plan.")
    case .foreign(let town, nil):
      return say("\(path(town))：方案文件夹中没有。", "\(path(town)): not in the scenario.")
    case .missing(let town, let pool?):
      return say(
        "\(path(town))的\(title(pool, scenario))：方案中没有。", "\(path(town)) in \(title(pool, scenario)): not in the plan.")
    case .foreign(let town, let pool?):
      return say(
        "\(path(town))的\(title(pool, scenario))：方案文件夹中没有。",
        "\(path(town)) in \(title(pool, scenario)): not in the scenario.")
    case .repeated(let town, let pool):
      return say(
        "\(path(town))的\(title(pool, scenario))：出现两次。", "\(path(town)) in \(title(pool, scenario)): stated twice.")
    case .missingLine(let subject, let pool):
      return say("缺少\(line(subject, pool, scenario))一行。", "The line of \(line(subject, pool, scenario)) is missing.")
    case .figure(let subject, let pool, let field, let found, let expected):
      let (name, found, expected) = (
        line(subject, pool, scenario), found.map(decimal) ?? "—", expected.map(decimal) ?? "—"
      )
      return say(
        "\(name)的\(self.field(field))：方案为 \(found)，应为 \(expected)。",
        "\(name), \(self.field(field)): \(found) in the plan, should be \(expected).")
    case .needPart(let town, let pool, let part, let found, let expected):
      let title =
        scenario.model.parts.indices.contains(part - 1)
        ? self.part(scenario.model.parts[part - 1]) : say("无此部分", "no such part")
      let name = say(
        "\(path(town))的\(self.title(pool, scenario))，应配数第 \(number(part)) 部分（\(title)）",
        "\(path(town)) in \(self.title(pool, scenario)), part \(number(part)) of its need (\(title))")
      return compared(name, found, expected)
    case .contractStaff(let town, let found, let expected):
      return compared(
        say("\(path(town))的政府购买服务人数", "\(path(town)), contract staff"), found.map(Double.init),
        expected.map(Double.init))
    case .evenness(let metric, let pool, let evenness, let found, let expected):
      let metricName = scenario.metrics.first { $0.id == metric }.map(self.metric) ?? metric
      let poolName = pool.map { title($0, scenario) } ?? together
      return compared(
        say(
          "公平性，按\(metricName)，\(poolName)，\(measure(evenness))",
          "Evenness by \(metricName), \(poolName), \(measure(evenness))"),
        found, expected)
    }
  }

  private func compared(_ name: String, _ found: Double?, _ expected: Double?) -> String {
    let (found, expected) = (found.map(decimal) ?? "—", expected.map(decimal) ?? "—")
    return say("\(name)：方案为 \(found)，应为 \(expected)。", "\(name): \(found) in the plan, should be \(expected).")
  }

  /// All that does not hold, with its sort; what would be said twice in the same words is said once.
  func verificationFindings(
    _ verification: PlanVerification
  ) -> [(sort: PlanVerification.Finding.Sort, text: String)] {
    let named = verification.named
    // A quota that was changed breaks its certificate and its sums in the same words.
    var seen: Set<String> = []
    return verification.findings.map { ($0.sort, verificationFinding($0, of: named)) }
      .filter { seen.insert($0.1).inserted }
  }

  /// How many more findings of a sort there are than are told.
  func moreFindings(_ more: Int, of sort: PlanVerification.Finding.Sort) -> String {
    let name =
      switch sort {
      case .certificate: say("证明", "the certificate")
      case .rule: say("约束", "rules")
      case .quota: say("缺少或多出的编制数", "quotas that are missing or have no place")
      case .notTheBest: say("最优性", "the best")
      case .figure: say("表中的数值", "figures of the table")
      case .needPart: say("应配数的组成", "parts of needs")
      case .contractStaff: say("政府购买服务", "contract staff")
      case .evenness: say("公平性指标", "evenness")
      }
    return say("…… 另有 \(number(more)) 处（\(name)）。", "… and \(number(more)) more (\(name)).")
  }

  private func measure(_ evenness: PlanVerification.Evenness) -> String {
    let name =
      switch evenness.measure {
      case .towns: say("镇街数", "towns compared")
      case .gini: say("基尼系数", "Gini")
      case .giniCorrected: say("基尼系数(n−1)", "Gini (n−1)")
      case .theilT: say("泰尔T", "Theil-T")
      case .theilL: say("泰尔L", "Theil-L")
      case .variation: say("变异系数", "CV")
      case .range: say("最大/最小", "max/min")
      case .theilTWithin: say("泰尔T 组内", "Theil-T within groups")
      case .theilTBetween: say("泰尔T 组间", "Theil-T between groups")
      case .theilLWithin: say("泰尔L 组内", "Theil-L within groups")
      case .theilLBetween: say("泰尔L 组间", "Theil-L between groups")
      }
    guard evenness.measure != .towns else { return name }
    return evenness.isPlanned ? say("方案的\(name)", "\(name) of the plan") : say("现状的\(name)", "\(name) of today")
  }

  private func path(_ town: Town.ID) -> String { (town.group + [town.name]).joined(separator: "/") }

  private func line(_ subject: SavedPlan.Line.Subject, _ pool: String?, _ scenario: Scenario) -> String {
    let name =
      switch subject {
      case .town(let town): path(town)
      case .group(let group): subtotal(group)
      case .total: total
      }
    let pool = pool.map { title($0, scenario) } ?? together
    return say("\(name)·\(pool)", "\(name) in \(pool)")
  }

  private func field(_ field: PlanVerification.Field) -> String {
    switch field {
    case .quotaToday: say("现核定", "quota today")
    case .staffToday: say("在编", "staff today")
    case .need: say("应配数", "need")
    case .quotaPlanned: say("方案", "planned quota")
    case .change: say("增减", "change")
    case .growthPercent: say("增幅", "growth in percent")
    case .overQuotaToday: say("现超空", "staff over today's quota")
    case .overQuotaPlanned: say("后超空", "staff over the planned quota")
    }
  }

  /// One sentence on a rule that quotas do not keep.
  public func breach(_ breach: Breach, of scenario: Scenario) -> String {
    switch breach {
    case .poolTotal(let pool, let sum, let total):
      return say(
        "\(title(pool, scenario))：合计 \(number(sum))，总额 \(number(total))。",
        "\(title(pool, scenario)): the quotas add up to \(number(sum)), the total is \(number(total)).")
    case .negative(let town, let pool, let quota):
      return say(
        "\(path(town))的\(title(pool, scenario))：\(number(quota)) 小于零。",
        "\(path(town)) in \(title(pool, scenario)): \(number(quota)) is below zero.")
    case .townRule(let town, let pool, let quota, let rule):
      return say(
        "\(path(town))的\(title(pool, scenario))：\(number(quota)) 不合约束\(cited([rule], of: scenario))。",
        "\(path(town)) in \(title(pool, scenario)): \(number(quota)) breaks a rule\(cited([rule], of: scenario)).")
    case .groupTotal(let group, let pool, let sum, let allowed, let rule):
      let posts =
        allowed.count == 1
        ? number(allowed.lowerBound) : "\(number(allowed.lowerBound))–\(number(allowed.upperBound))"
      let name = group.joined(separator: "/")
      return say(
        "\(name)的\(title(pool, scenario))：合计 \(number(sum))，应为 \(posts)\(cited([rule], of: scenario))。",
        "\(title(pool, scenario)) in \(name): \(number(sum)) together, should be \(posts)\(cited([rule], of: scenario))."
      )
    case .townTotal(let town, let sum, let total, let rule):
      return say(
        "\(path(town))：各类合计 \(number(sum))，应为 \(number(total))\(cited([rule], of: scenario))。",
        "\(path(town)): \(number(sum)) over all pools, should be \(number(total))\(cited([rule], of: scenario)).")
    case .mix(let town, let pool, let posts, let all, let rule):
      return say(
        "\(path(town))：\(title(pool, scenario)) \(number(posts)) 名，占 \(number(all)) 名的比例不合约束\(cited([rule], of: scenario))。",
        "\(path(town)): \(number(posts)) of its \(number(all)) posts are of \(title(pool, scenario)), "
          + "which breaks a rule\(cited([rule], of: scenario)).")
    case .inversion(let larger, let itsPosts, let smaller, let theirs, let rule):
      return say(
        "倒挂：\(path(larger)) \(number(itsPosts)) 名，少于较小的\(path(smaller)) \(number(theirs)) 名\(cited([rule], of: scenario))。",
        "Inversion: \(path(larger)) has \(number(itsPosts)), the smaller \(path(smaller)) \(number(theirs))"
          + "\(cited([rule], of: scenario)).")
    case .moves(let taken, let most, let rule):
      return say(
        "调减 \(number(taken)) 名，超过 \(number(most)) 名\(cited([rule], of: scenario))。",
        "\(number(taken)) posts are taken away, more than \(number(most))\(cited([rule], of: scenario)).")
    case .price(let price, let most, let rule):
      return say(
        "软约束代价 \(decimal(price))，超过 \(most)\(cited([rule], of: scenario))。",
        "Soft rules cost \(decimal(price)), more than \(most)\(cited([rule], of: scenario)).")
    case .year: return say("分年到位不合约束。", "The years between today and the plan break a rule.")
    }
  }

  // MARK: The answer

  private func pointOfFrontier(_ place: FrontierPlace) -> String {
    let (chinese, english): (String, String)
    switch place.level {
    case .moves(let most):
      (chinese, english) = ("调减名额合计不超过 \(number(most)) 名", "at most \(count(most, "post")) moved")
    case .coverage(let least):
      let percent = "\(least.scaled(byPowerOfTen: 2) ?? .zero) %"
      (chinese, english) = ("各镇街覆盖率不低于 \(percent)", "a coverage of at least \(percent) in every town")
    case .price(let most):
      (chinese, english) = ("软约束代价合计不超过 \(most)", "a price of soft rules of at most \(most)")
    }
    return say(
      "方案自称是权衡曲线上的一点：以“\(chinese)”为附加约束核对。",
      "The plan says that it is a point of a frontier: it was checked with \(english) as one more rule.")
  }

  /// What was checked and what it proves.
  func verified(_ verification: PlanVerification, findings: Int) -> [String] {
    let scenario = verification.scenario
    var lines = [
      say(
        "\(scenario.title)：核对了 \(number(verification.quotas)) 个数和 \(number(verification.totals)) 项总额，未使用求解器。",
        "\(scenario.title): \(count(verification.quotas, "quota")) and \(count(verification.totals, "total")) "
          + "were checked without the solver.")
    ]
    if let frontier = verification.frontier, verification.hasScenario { lines.append(pointOfFrontier(frontier)) }
    guard verification.findings.isEmpty else {
      return lines + [
        say(
          "有 \(number(findings)) 处不成立：",
          findings == 1 ? "1 thing does not hold:" : "\(number(findings)) things do not hold:")
      ]
    }
    lines.append(
      verification.hasScenario
        ? say(
          "各类总额和全部约束（\(number(scenario.rules.count)) 条）都成立；现状数据、应配数及其组成、增减、合计、政府购买服务人数和公平性指标与方案文件夹一致。",
          "The quotas keep the pools' totals and every rule (\(number(scenario.rules.count))); today's figures, needs and their "
            + "parts, changes, totals, contract staff and evenness are the scenario's.")
        : say(
          "未给出方案文件夹，只核对了方案与自带的证明；输入数据和约束未核对。",
          "No scenario was given: the plan was checked against its own certificate alone, and inputs and rules were not."
        ))
    switch verification.proof {
    case .best:
      lines.append(
        say(
          "证明成立：在各项上下限和总额之内，没有更贴合应配数的方案（至多可再改进 0）。",
          "The certificate holds: within bounds and totals no plan fits the needs better (largest improvement 0)."))
    case .within(let gap):
      lines.append(
        say(
          "证明成立：在各项上下限和总额之内，任何方案的贴合程度至多再改进 \(decimal(gap))。",
          "The certificate holds: within bounds and totals no plan fits the needs better by more than \(decimal(gap)).")
      )
    case .none:
      lines.append(
        say(
          "证明只涵盖上下限和总额：另有目标或跨总额的约束起作用，或求解到了时限，因此没有证明方案最优。",
          "The certificate covers bounds and totals alone. Other goals, or rules that cross the totals, have a say, or a limit "
            + "was reached: it does not prove that no plan is better."))
    }
    if let limit = verification.limit {
      lines.append(
        say("方案注明：求解因限制（\(limit)）提前结束。", "The plan itself says that its search ended early (\(limit))."))
    }
    lines.append(
      say(
        "标题、取整方法、目标的数值、理由、同序位、分年到位和借调台账不在核对之列。",
        "What the plan says of its title, method, goals, reasons, ties, years and ledgers was not checked."))
    let isFitted = scenario.model.parts.contains { part in
      if case .norm(let norm) = part.rule, case .fitted = norm.coefficients { true } else { false }
    }
    if isFitted {
      lines.append(say("回归标准已重新拟合（线性规划）。", "Norms were fitted anew, by a linear program."))
    }
    return lines
  }
}
