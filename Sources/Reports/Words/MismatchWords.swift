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
        number(outlier.norm, decimals: 1),
        number(abs(Double(outlier.posts) - outlier.norm), decimals: 1)
      )
      let score = number(abs(outlier.score), decimals: 1)
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
        "\(town)：\(poolInSentence(scenario.pools[pool]))在编 \(number(staff)) 名，核定 \(number(quota)) 名，超编 \(number(staff - quota)) 名",
        "\(town): \(number(staff)) staff on \(number(quota)) posts of \(poolInSentence(scenario.pools[pool])), \(number(staff - quota)) over"
      )
    case .vacancies(let pool, let staff, let quota):
      return say(
        "\(town)：\(poolInSentence(scenario.pools[pool]))在编 \(number(staff)) 名，核定 \(number(quota)) 名，空编 \(number(quota - staff)) 名",
        "\(town): \(number(staff)) staff on \(number(quota)) posts of \(poolInSentence(scenario.pools[pool])), \(number(quota - staff)) vacant"
      )
    case .offNeed(let pool, let staff, let need):
      let ratio = number(Double(staff) / need, decimals: 2)
      let gap = number(abs(Double(staff) - need), decimals: 1)
      let name = poolInSentence(scenario.pools[pool])
      let needed = number(need, decimals: 1)
      return Double(staff) > need
        ? say(
          "\(town)：\(name)在编 \(number(staff)) 名，应配 \(needed) 名，多 \(gap) 名（比率 \(ratio)）",
          "\(town): \(number(staff)) staff of \(name) where \(needed) are needed, \(gap) more (ratio \(ratio))")
        : say(
          "\(town)：\(name)在编 \(number(staff)) 名，应配 \(needed) 名，缺 \(gap) 名（比率 \(ratio)）",
          "\(town): \(number(staff)) staff of \(name) where \(needed) are needed, \(gap) short (ratio \(ratio))")
    case .contractStaff(let count, let staff):
      let part = percent(Double(count) / Double(staff))
      return say(
        "\(town)：政府购买服务 \(number(count)) 名，相当于在编人员的 \(part)",
        "\(town): \(number(count)) contract staff, \(part) of the staff in post")
    case .inefficient(let inefficiency):
      let score = number(inefficiency.score, decimals: 3)
      let enough = number(inefficiency.score * Double(inefficiency.staff), decimals: 1)
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
      return amount > 0 ? number(Double(posts) / amount * metric.densityUnit, decimals: 1) : "—"
    }
    let (mine, theirs) = (density(inversion.smallerPosts, place), density(inversion.largerPosts, inversion.larger))
    let factor = inversion.factor.map { number($0, decimals: 2) }
    let more = inversion.pairs - 1
    return say(
      "\(town) \(size(place))有 \(number(inversion.smallerPosts)) 名，\(larger) \(size(inversion.larger))只有 "
        + "\(number(inversion.largerPosts)) 名：\(per(metric)) \(mine) 与 \(theirs) 名"
        + (factor.map { "，相差 \($0) 倍" } ?? "") + (more > 0 ? "；另有 \(number(more)) 对" : ""),
      "\(town) has \(number(inversion.smallerPosts)) posts for \(size(place)), \(larger) "
        + "\(number(inversion.largerPosts)) for \(size(inversion.larger)): \(mine) against \(theirs) \(per(metric))"
        + (factor.map { ", a factor of \($0)" } ?? "") + (more > 0 ? "; \(count(more, "more pair"))" : ""))
  }

  /// What could be done, with its figures.
  public func remedy(_ mismatch: Mismatch, of scenario: Scenario) -> String {
    switch mismatch.finding {
    case .inversion(let inversion):
      // As many as leave the smaller town no more than the larger.
      let posts = (inversion.smallerPosts - inversion.largerPosts + 1) / 2
      let larger = scenario.distinctName(inversion.larger)
      return say(
        "调 \(number(posts)) 名给\(larger)，此对即平；或说明理由",
        "move \(count(posts, "post")) to \(larger), which mends this pair, or state why it is so")
    case .outlier(let outlier):
      let posts = whole(abs(Double(outlier.posts) - outlier.norm).rounded(.down))
      return outlier.score > 0
        ? say(
          "核对数据与职责，无由则收回至多 \(posts) 名", "check figures and duties; where nothing explains it take back up to \(posts)")
        : say("核对数据与职责，无由则增加至多 \(posts) 名", "check figures and duties; where nothing explains it add up to \(posts)")
    case .overQuota(_, let staff, let quota):
      let posts = number(staff - quota)
      return say("只出不进，消化 \(posts) 名，或重新核定", "fill no vacancy until \(posts) have left, or set the quota anew")
    case .vacancies(_, let staff, let quota):
      let posts = number(quota - staff)
      return say("招录 \(posts) 名，或收回空编", "recruit \(posts), or take the vacant posts back")
    case .offNeed(_, let staff, let need):
      // Nobody is to be left with less than is needed.
      let posts = whole(
        Double(staff) > need ? (Double(staff) - need).rounded(.down) : (need - Double(staff)).rounded(.up))
      return Double(staff) > need
        ? say("按需重新核定，或调剂出 \(posts) 名", "set the quota by need, or lend out \(posts)")
        : say("按需重新核定，或调剂入 \(posts) 名", "set the quota by need, or borrow \(posts)")
    case .inefficient(let inefficiency):
      let models = list(inefficiency.models.prefix(3).map(scenario.distinctName))
      return say("核对产出，查明与\(models)的差距，再议调剂", "check the outputs and what sets \(models) apart before any move")
    case .contractStaff(let count, let staff):
      let most = max(0, count - staff / 2)
      return say(
        "逐岗核查，宜在编的核编；降到在编人数一半须减 \(number(most)) 名",
        "see which of these jobs should be posts; \(number(most)) fewer would be half the staff in post")
    }
  }

  /// A number of whole posts, at least one.
  private func whole(_ posts: Double) -> String { number(max(1, posts), decimals: 0) }

  /// A pool within a sentence: in English in small letters, but for a name of the scenario's own.
  private func poolInSentence(_ pool: Pool) -> String {
    let name = self.pool(pool)
    return language == .chinese || name == pool.id || name == pool.title ? name : name.lowercased()
  }

  // MARK: Headings of the report

  var mismatchTitle: String { say("编制错配检查", "Mismatches in today's staffing") }
  var noOutlier: String { say("没有偏离常模的镇街。", "No town is off it.") }
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
      "\(self.metric(scenario.metrics[metric]))^\(number(exponent, decimals: 3))"
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

  /// `严重 15，注意 88，提示 26`
  func flagCounts(_ survey: MismatchSurvey) -> String {
    counts(of: { severity in
      survey.mismatches.count { $0.severity == severity }
    })
  }

  /// The towns with most flags, so many at most: `错配最多：城关街道（严重 2，注意 3）、…`
  func mostFlags(_ survey: MismatchSurvey, towns: Int) -> String {
    let worst = survey.townsByMismatches.prefix(towns).map { entry in
      survey.scenario.distinctName(entry.town) + say("（", " (") + counts(of: entry.count) + say("）", ")")
    }
    return say("错配最多：", "Most flags: ") + worst.joined(separator: say("、", ", "))
  }

  /// Counts by severity, the most serious first; those that there are none of are left out.
  private func counts(of count: (Mismatch.Severity) -> Int) -> String {
    Mismatch.Severity.allCases.reversed().filter { count($0) > 0 }
      .map { "\(severity($0)) \(number(count($0)))" }.joined(separator: say("，", ", "))
  }
}
