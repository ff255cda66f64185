// SPDX-License-Identifier: GPL-3.0-or-later

public import LinearPrograms

/// What is said while something takes its time.
extension Words {
  /// A plan is being made, for so many seconds; with how many branches were tried, where there are any.
  public func planning(seconds: Int, _ progress: SolveMonitor.Progress) -> String {
    let nodes =
      progress.nodes > 1
      ? say("，已试 \(number(progress.nodes)) 个分支", ", \(count(progress.nodes, "branch", plural: "branches")) tried") : ""
    return say("正在求解……\(number(seconds)) 秒\(nodes)", "planning … \(number(seconds)) s\(nodes)")
  }

  /// What would change a quota is being searched for.
  public func searchingMargins(seconds: Int) -> String {
    say(
      "正在重新计算以求余量……\(number(seconds)) 秒（Ctrl-C 中断，先看已有结果）",
      "planning anew for the margins … \(number(seconds)) s (Ctrl-C for what there is)")
  }

  /// Today's staffing is being looked through.
  public func lookingForMismatches(seconds: Int) -> String {
    say("正在检查错配……\(number(seconds)) 秒", "looking for mismatches … \(number(seconds)) s")
  }
}
