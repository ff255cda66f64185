// SPDX-License-Identifier: GPL-3.0-or-later

internal import Staffing

/// What would mend sums that do not go together.
extension Words {
  /// The end of a sentence: the ways out, any one of which is enough, and which of the rules is to give way first.
  func mended(_ ways: [String], first rules: [String], _ scenario: Scenario) -> String {
    let yielding = yielding(rules, scenario)
    let order =
      yielding.isEmpty
      ? "" : say("（先放宽\(list(yielding))）", " (\(list(yielding)) first)")
    let head = ways.prefix(1).map { $0 + order } + ways.dropFirst()
    return say("；最小的放宽是：", "; the least that would mend it: ") + head.joined(separator: say("，或", ", or "))
      + say("。", ".")
  }

  /// Of a floor and a cap the one to be moved: either, unless their rules' priorities say which.
  func choices(
    _ floor: (rule: String?, way: String), _ cap: (rule: String?, way: String), _ scenario: Scenario
  ) -> [String] {
    // What no rule set cannot be moved by changing one.
    guard let lower = floor.rule else { return [cap.way] }
    guard let upper = cap.rule else { return [floor.way] }
    switch yielding([lower, upper], scenario) {
    case [lower]: return [floor.way]
    case [upper]: return [cap.way]
    default: return [cap.way, floor.way]
    }
  }

  /// The rules that give way before others of these; none where all are as important.
  private func yielding(_ rules: [String], _ scenario: Scenario) -> [String] {
    let priorities = rules.map { rule($0, scenario)?.priority ?? .max }
    guard let last = priorities.max(), priorities.contains(where: { $0 < last }) else { return [] }
    return zip(rules, priorities).filter { $0.1 == last }.map(\.0)
  }

  /// What a rule that sets the least or the most of a quota is called.
  func bound(_ reference: String?, isCap: Bool, _ scenario: Scenario) -> String {
    switch reference.flatMap({ rule($0, scenario) })?.requirement {
    case .pin: say("指定名额", "pinned number")
    case .change: isCap ? say("增幅上限", "limit on growth") : say("减幅下限", "limit on decrease")
    default: isCap ? say("封顶", "cap") : say("保底", "floor")
    }
  }
}
