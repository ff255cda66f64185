// SPDX-License-Identifier: GPL-3.0-or-later

internal import Staffing

/// What is said of sweeps.
extension Words {
  // MARK: On the way

  /// Cases are being planned, for so many seconds.
  public func sweeping(seconds: Int, _ done: Int, of cases: Int) -> String {
    say(
      "已计算 \(number(done)) / \(number(cases)) 种情形……\(number(seconds)) 秒（Ctrl-C 中断，以后可继续）",
      "\(number(done)) of \(count(cases, "case")) … \(number(seconds)) s (Ctrl-C to stop and go on later)")
  }

  /// A run goes on where an earlier one stopped.
  public func sweepGoesOn(_ done: Int, of cases: Int, _ file: String) -> String {
    say(
      "\(file) 中已有 \(number(done)) / \(number(cases)) 种情形，从此继续。",
      "\(file) has \(number(done)) of \(count(cases, "case")); going on from there.")
  }

  /// A run was interrupted.
  public func sweepStopped(_ done: Int, of cases: Int, _ file: String?) -> String {
    let end =
      file.map { say("已存入 \($0)；再次运行同一命令即可继续。", "They are in \($0); the same command goes on from there.") }
      ?? say("没有写入文件；用 --cases 指定文件后，中断可以继续。", "Nothing was kept; with --cases FILE the same command goes on later.")
    return say(
      "已中断：完成 \(number(done)) / \(number(cases)) 种情形。", "Interrupted after \(number(done)) of \(count(cases, "case")). "
    )
      + end
  }

  /// Which case, from 0, the next sentence is about.
  public func sweepCase(_ number: Int) -> String {
    say("第 \(self.number(number + 1)) 种情形：", "Case \(self.number(number + 1)):")
  }

  /// A file that would be gone on with is of another sweep.
  public func partIsForeign(_ file: String) -> String {
    say(
      "\(file)：不属于这个方案和这组情形（文件已改动，或出自另一版本）。请用 --restart 从头开始，或换一个文件。",
      "\(file): not of this scenario and sweep as they are now, or of another version. Begin anew with --restart, or name another file."
    )
  }

  /// A file that would be gone on with was changed by someone else.
  public func partIsDamaged(_ file: String, line: Int) -> String {
    say(
      "\(file):\(line)：内容已被改动，无法继续。请用 --restart 从头开始。",
      "\(file):\(line): not as it was written, so there is no going on from it. Begin anew with --restart.")
  }

  /// A table is to be written over what is read.
  public func isReadFrom(_ file: String) -> String {
    say("\(file)：这是计算所用的输入文件，请另指定输出文件。", "\(file): this sweep is read from it; name another file.")
  }

  /// Another run writes the same file.
  public func partIsBusy(_ file: String) -> String {
    say("\(file)：另一次运行正在写入。", "\(file): another run is writing to it.")
  }

  // MARK: Merging

  /// A file that was to be merged is no shard of the sweep.
  public func shardIsForeign(_ file: String) -> String {
    say(
      "\(file)：不是这个方案和这组情形的一份（--shard）结果，或方案在其后已改动。",
      "\(file): no shard of this scenario and sweep as they are now.")
  }

  /// A shard is not complete.
  public func shardIsIncomplete(_ file: String, _ shard: SweepShard, _ done: Int, of cases: Int) -> String {
    say(
      "\(file)：第 \(shard) 份只有 \(number(done)) / \(number(cases)) 种情形，请先算完。",
      "\(file): shard \(shard) has \(number(done)) of \(count(cases, "case")); let it finish first.")
  }

  /// A shard was changed by someone else.
  public func shardIsDamaged(_ file: String, line: Int) -> String {
    say("\(file):\(line)：内容已被改动，请重算这一份。", "\(file):\(line): not as it was written; plan this shard again.")
  }

  /// A file cannot be read.
  public func cannotRead(_ file: String) -> String {
    say("\(file)：没有这个文件，或无法读取。", "\(file): there is no such file, or it cannot be read.")
  }

  /// A shard was given twice, or beside shards of another number.
  public func shardDoesNotFit(_ file: String, _ shard: SweepShard) -> String {
    say(
      "\(file)：第 \(shard) 份与其他各份重复或份数不同。",
      "\(file): shard \(shard) is there already, or the others are of another number.")
  }

  /// Shards are missing.
  public func missingShards(_ shards: [String]) -> String {
    let shown = list(Array(shards.prefix(12))) + (shards.count > 12 ? " …" : "")
    return say("缺少第 \(shown) 份。", "Missing: \(shards.count == 1 ? "shard" : "shards") \(shown).")
  }

  // MARK: The summary

  func sweepCases(_ summary: SweepSummary) -> String {
    let design =
      switch summary.sweep.design {
      case .grid: say("全部组合", "grid")
      case .oneAtATime: say("逐个变动", "one at a time")
      case .latinHypercube(_, let seed): say("拉丁超立方抽样，种子 \(seed)", "Latin hypercube, seed \(seed)")
      case .monteCarlo(_, let seed): say("蒙特卡洛抽样，种子 \(seed)", "Monte Carlo, seed \(seed)")
      }
    var text = say(
      "\(number(summary.cases)) 种情形（\(design)）：\(number(summary.planned)) 种得出分配方案",
      "\(count(summary.cases, "case")) (\(design)): \(number(summary.planned)) with a plan")
    if summary.infeasible > 0 {
      text += say("，\(number(summary.infeasible)) 种无法同时满足全部约束", ", \(number(summary.infeasible)) infeasible")
    }
    if summary.unsound > 0 {
      text += say("，\(number(summary.unsound)) 种数据不成立", ", \(number(summary.unsound)) with figures that make no sense")
    }
    return text + say("。", ".")
  }

  /// What is set aside, if anything.
  func sweepSetsAside(_ scenario: Scenario) -> String? {
    scenario.phaseIn == nil
      ? nil : say("各情形按一步到位计算，不分年实施。", "Each case is planned at once, not over years.")
  }

  /// There is no file yet that says what varies.
  public var howToSweep: String {
    say(
      "请在方案文件夹中写一个 sweep.yaml，说明哪些数字变动；allot sweep --help 有样例。",
      "Write what varies into sweep.yaml in the scenario's folder; allot sweep --help shows one.")
  }

  /// What a parameter is called.
  func name(of parameter: SweepParameter) -> String { parameter.title ?? parameter.name }

  /// One line a parameter: what it is, where it goes, where it is today.
  func sweepParameter(_ parameter: SweepParameter, of scenario: Scenario) -> String {
    let (subject, values, today) = sweptValues(parameter, of: scenario)
    let now = today == "—" ? "" : say("（现为 \(today)）", " (now \(today))")
    return "  \(name(of: parameter))" + say("：", ": ") + subject + say("，", ", ") + values + now
  }

  /// What a parameter is, where it goes, and where it is today, or a dash.
  func sweptValues(
    _ parameter: SweepParameter, of scenario: Scenario
  ) -> (subject: String, values: String, today: String) {
    let isPercent = if case .growth = parameter.subject { true } else { false }
    func numeral(_ value: Quantity) -> String {
      (value.wholeNumber.map(number) ?? value.description) + (isPercent ? " %" : "")
    }
    let values =
      switch parameter.values {
      case .listed(let values):
        values.prefix(8).map(numeral).joined(separator: say("、", ", ")) + (values.count > 8 ? " …" : "")
      case .range(let from, let to): say("\(numeral(from)) 至 \(numeral(to))", "\(numeral(from)) to \(numeral(to))")
      }
    let subject =
      switch parameter.subject {
      case .weight(let metric):
        say("\(self.metric(scenario.metrics[metric]))的权重", "weight of \(self.metric(scenario.metrics[metric]))")
      case .total(let pool): say("\(self.pool(scenario.pools[pool]))总额", "total of the \(scenario.pools[pool].id) pool")
      case .posts(let rule): sweptRule(scenario.rules[rule])
      case .growth(let metric):
        say("\(self.metric(scenario.metrics[metric]))增长", "growth of \(self.metric(scenario.metrics[metric]))")
      }
    var now = [scenario.value(of: parameter.subject)].compactMap(\.self)
    // Shares may weigh a metric differently; a sweep gives it the same weight in all.
    if case .weight(let metric) = parameter.subject { now = scenario.weights(of: metric) }
    return (subject, values, now.isEmpty ? "—" : now.map(numeral).joined(separator: say("、", ", ")))
  }

  private func sweptRule(_ rule: Rule) -> String {
    switch rule.requirement {
    case .cap: say("封顶（\(rule.reference)）", "cap (\(rule.reference))")
    case .pin: say("指定名额（\(rule.reference)）", "pin (\(rule.reference))")
    default: say("保底（\(rule.reference)）", "floor (\(rule.reference))")
    }
  }

  var sweepHeadings: [String] {
    switch language {
    case .chinese: ["镇街", "现核定", "最少", "中位数", "最多", "增加%", "减少%", "最敏感的参数", "影响"]
    case .english: ["town", "quota", "least", "median", "most", "gains %", "loses %", "most sensitive to", "by"]
    }
  }

  /// In how many of a hundred cases, with one decimal.
  func part(_ cases: Int?, of summary: SweepSummary) -> String {
    cases.map { DecimalNumeral.fixed(100 * Double($0) / Double(max(1, summary.planned)), decimals: 1) } ?? "—"
  }

  /// Posts with a sign and one decimal.
  func effect(_ posts: Double) -> String {
    let numeral = number(posts.magnitude, decimals: 1)
    guard numeral.contains(where: { ("1"..."9").contains($0) }) else { return numeral }
    return (posts > 0 ? "+" : "-") + numeral
  }

  var sweepFootnote: String {
    say(
      "增加、减少：得出分配方案的情形中，多于、少于现核定的占比。影响：其他参数不变，该参数由最小值变到最大值时，编制约增减多少名"
        + "（各参数一起作最小二乘回归；不超过两倍标准误的不列）。",
      "gains, loses: of the cases with a plan, how many have more or less than today's quota. by: about how many posts the quota "
        + "changes as the parameter goes from its smallest value to its largest and the others stay (least squares over all "
        + "parameters together; none where it is within twice its standard error).")
  }
}
