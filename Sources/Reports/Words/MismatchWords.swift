// SPDX-License-Identifier: GPL-3.0-or-later

public import Staffing

extension Words {
  /// A severity, as it stands before a sentence.
  func severity(_ severity: Mismatch.Severity) -> String {
    switch severity {
    case .serious: say("严重", "serious")
    case .warning: say("注意", "warning")
    case .notice: say("提示", "notice")
    }
  }

  /// One sentence on what is out of line.
  public func mismatch(_ mismatch: Mismatch, of scenario: Scenario) -> String {
    let town = scenario.distinctName(mismatch.town)
    switch mismatch.finding {
    case .inversion(let inversion): return sentence(inversion, town, mismatch.town, scenario)
    case .outlier(let outlier):
      let (norm, gap) = (
        DecimalNumeral.fixed(outlier.norm, decimals: 1),
        DecimalNumeral.fixed(abs(Double(outlier.posts) - outlier.norm), decimals: 1)
      )
      let score = DecimalNumeral.fixed(abs(outlier.score), decimals: 1)
      return outlier.score > 0
        ? say(
          "\(town)：核定 \(number(outlier.posts)) 名，按常模应为 \(norm) 名，多 \(gap) 名（偏离 \(score) 个稳健标准差）",
          "\(town): \(number(outlier.posts)) posts where the norm says \(norm), \(gap) too many (\(score) robust deviations)"
        )
        : say(
          "\(town)：核定 \(number(outlier.posts)) 名，按常模应为 \(norm) 名，少 \(gap) 名（偏离 \(score) 个稳健标准差）",
          "\(town): \(number(outlier.posts)) posts where the norm says \(norm), \(gap) too few (\(score) robust deviations)"
        )
    case .overQuota(let pool, let staff, let quota):
      return say(
        "\(town)：\(self.pool(scenario.pools[pool]))在编 \(number(staff)) 名，核定 \(number(quota)) 名，超编 \(number(staff - quota)) 名",
        "\(town): \(number(staff)) staff on \(number(quota)) posts of \(self.pool(scenario.pools[pool])), \(number(staff - quota)) over"
      )
    case .vacancies(let pool, let staff, let quota):
      return say(
        "\(town)：\(self.pool(scenario.pools[pool]))在编 \(number(staff)) 名，核定 \(number(quota)) 名，空编 \(number(quota - staff)) 名",
        "\(town): \(number(staff)) staff on \(number(quota)) posts of \(self.pool(scenario.pools[pool])), \(number(quota - staff)) vacant"
      )
    case .offNeed(let pool, let staff, let need):
      let ratio = DecimalNumeral.fixed(Double(staff) / need, decimals: 2)
      let gap = DecimalNumeral.fixed(abs(Double(staff) - need), decimals: 1)
      let name = self.pool(scenario.pools[pool])
      let needed = DecimalNumeral.fixed(need, decimals: 1)
      return Double(staff) > need
        ? say(
          "\(town)：\(name)在编 \(number(staff)) 名，应配 \(needed) 名，多 \(gap) 名（比率 \(ratio)）",
          "\(town): \(number(staff)) staff of \(name) where \(needed) are needed, \(gap) more (ratio \(ratio))")
        : say(
          "\(town)：\(name)在编 \(number(staff)) 名，应配 \(needed) 名，缺 \(gap) 名（比率 \(ratio)）",
          "\(town): \(number(staff)) staff of \(name) where \(needed) are needed, \(gap) short (ratio \(ratio))")
    case .contractStaff(let count, let staff):
      let part = DecimalNumeral.fixed(100 * Double(count) / Double(staff), decimals: 1)
      return say(
        "\(town)：政府购买服务 \(number(count)) 名，相当于在编人员的 \(part)%",
        "\(town): \(number(count)) contract staff, \(part) % of the staff in post")
    case .inefficient(let inefficiency):
      let score = DecimalNumeral.fixed(inefficiency.score, decimals: 3)
      let enough = DecimalNumeral.fixed(inefficiency.score * Double(inefficiency.staff), decimals: 1)
      let models = list(inefficiency.models.map(scenario.distinctName))
      return say(
        "\(town)：在编 \(number(inefficiency.staff)) 名，比照\(models)，同样产出 \(enough) 名即可（效率 \(score)）",
        "\(town): \(number(inefficiency.staff)) staff, where by \(models) \(enough) would achieve as much "
          + "(efficiency \(score))")
    }
  }

  private func sentence(
    _ inversion: Mismatch.Inversion, _ town: String, _ place: Int, _ scenario: Scenario
  ) -> String {
    let larger = scenario.distinctName(inversion.larger)
    let metric = scenario.metrics[inversion.metric]
    func size(_ town: Int) -> String { amount(scenario.towns[town].metrics[inversion.metric] ?? .zero, of: metric) }
    func density(_ posts: Int, _ town: Int) -> String {
      let amount = (scenario.towns[town].metrics[inversion.metric] ?? .zero).doubleValue
      return amount > 0 ? DecimalNumeral.fixed(Double(posts) / amount * metric.densityUnit, decimals: 1) : "—"
    }
    let (mine, theirs) = (density(inversion.smallerPosts, place), density(inversion.largerPosts, inversion.larger))
    let factor = inversion.factor.map { DecimalNumeral.fixed($0, decimals: 2) }
    let more = inversion.pairs - 1
    return say(
      "\(town) \(size(place))有 \(number(inversion.smallerPosts)) 名，\(larger) \(size(inversion.larger))只有 "
        + "\(number(inversion.largerPosts)) 名：\(per(metric)) \(mine) 与 \(theirs) 名"
        + (factor.map { "，相差 \($0) 倍" } ?? "") + (more > 0 ? "；另有 \(number(more)) 对" : ""),
      "\(town) has \(number(inversion.smallerPosts)) posts for \(size(place)), \(larger) "
        + "\(number(inversion.largerPosts)) for \(size(inversion.larger)): \(mine) against \(theirs) \(per(metric))"
        + (factor.map { ", a factor of \($0)" } ?? "") + (more > 0 ? "; \(count(more, "more pair"))" : ""))
  }

  /// What could be done.
  public func remedy(_ finding: Mismatch.Finding) -> String {
    switch finding {
    case .inversion: say("调整两地编制，或说明倒挂的理由", "move posts, or state why it is so")
    case .outlier: say("核对数据与职责，偏离无由则调整", "check figures and duties; move posts where nothing explains it")
    case .overQuota: say("只出不进、自然减员，或重新核定", "let staff retire without successors, or set the quota anew")
    case .vacancies: say("招录补齐，或收回空编", "recruit, or take vacant posts back")
    case .offNeed: say("按需重新核定，或调剂人员", "set the quota by need, or lend staff")
    case .inefficient: say("核对产出，查明差距，或调剂人员", "check the outputs and what explains the gap, or lend staff")
    case .contractStaff: say("核查岗位性质，宜在编则核编", "see which of these jobs should be posts")
    }
  }

  // MARK: Headings of the report

  var mismatchTitle: String { say("编制错配检查", "Mismatches in today's staffing") }
  var noMismatch: String { say("未发现错配。", "Nothing is out of line.") }

  func inversionsHeading(_ survey: MismatchSurvey) -> String {
    let names = list(survey.compared.map { metric(survey.scenario.metrics[$0]) })
    let unknown =
      survey.inversionPairs > 0
      ? say("；最少调整数未能在时限内算出", "; the fewest moves that would remove all were not found in time") : nil
    let moves =
      survey.fewestMoves.map {
        say("；最少调整 \(number($0)) 名可全部消除", "; \(count($0, "post")) moved would remove all")
      } ?? unknown
    return say("倒挂", "Inversions")
      + say(
        "（按\(names)比较，共 \(number(survey.inversionPairs)) 对", " (by \(names); \(count(survey.inversionPairs, "pair"))")
      + (moves ?? "") + say("）", ")")
  }

  /// A norm's right-hand side, `常住人口^0.671 · 管辖范围^0.109`.
  func normFormula(_ norm: StaffingNorm, of scenario: Scenario) -> String {
    zip(norm.metrics, norm.exponents).map { metric, exponent in
      "\(self.metric(scenario.metrics[metric]))^\(DecimalNumeral.fixed(exponent, decimals: 3))"
    }.joined(separator: " · ")
  }

  func outliersHeading(_ survey: MismatchSurvey) -> String {
    let heading = say("偏离常模", "Off the norm")
    guard let first = survey.norms.first else { return heading }
    func formula(_ norm: StaffingNorm) -> String { normFormula(norm, of: survey.scenario) }
    guard survey.level != nil else {
      return heading + say("（常模：编制数 ∝ ", " (norm: posts ∝ ") + formula(first.norm)
        + say(
          "，按 \(number(first.norm.towns)) 个镇街以最小绝对离差拟合）",
          ", fitted to \(count(first.norm.towns, "town")) by least absolute deviations)")
    }
    let lines = survey.norms.map {
      "  \($0.group.joined(separator: "/"))\(say("：", ": "))\(formula($0.norm)) (\(number($0.norm.towns)))"
    }
    return heading
      + say("（逐组拟合常模，最小绝对离差，编制数 ∝ …）", " (a norm a group, posts ∝ …, fitted by least absolute deviations)")
      + lines.map { "\n" + $0 }.joined()
  }

  func efficiencyHeading(_ survey: MismatchSurvey) -> String {
    let outputs = list(survey.outputs.map { metric(survey.scenario.metrics[$0]) })
    return say(
      "效率（数据包络分析，投入为在编人员，产出为\(outputs)）",
      "Efficiency (data envelopment analysis: staff in, \(outputs) out)")
  }

  var densitiesHeading: String { say("各镇街编制密度（现核定，各类合计）", "Posts on people and land (today's quotas, all pools)") }

  func densityHeadings(_ metrics: [Metric]) -> [String] {
    [say("镇街", "town"), say("现核定", "quota")] + metrics.map(per)
  }

  var ownHeading: String { say("各镇街", "Each town") }

  /// That some flags are left out of a text.
  func flagsLeftOut(_ count: Int) -> String {
    say("另有 \(number(count)) 项（--all 全部列出）", "\(number(count)) more (--all shows them)")
  }

  func flagCounts(_ survey: MismatchSurvey) -> String {
    func count(_ severity: Mismatch.Severity) -> String {
      "\(self.severity(severity)) \(number(survey.mismatches.count { $0.severity == severity }))"
    }
    return Mismatch.Severity.allCases.reversed().map(count).joined(separator: say("，", ", "))
  }
}
