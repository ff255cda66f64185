// SPDX-License-Identifier: GPL-3.0-or-later

import ArgumentParser
import CPlatform
import Dispatch

/// The command `allot`: arguments in, exit code out.
@main
struct Allot: ParsableCommand {
  /// The version, as it stands on every page.
  static let release = "0.1.0"

  static func main() {
    // A plan of a nation asks for some tens of megabytes and gives them back several times over: to have the system clear
    // them each time takes longer than much that is done with them.
    CPlatform_keep_what_is_freed()
    // Another thread is there, and has room, when the first work is shared.
    if Processors.count > 1 { DispatchQueue.global().async { CPlatform_make_room() } }
    main(nil)
  }

  static let configuration = CommandConfiguration(
    commandName: "allot",
    abstract: "Shares out staffing quotas across towns and subdistricts. 镇街编制优化配置。",
    discussion: """
      EXAMPLES:
        allot new my-county                    a scenario to start from  建立一个可运行的方案文件夹
        allot check my-county                  read and check, solve nothing  只检查，不计算
        allot plan my-county                   the plan beside today's staffing  计算并显示分配方案
        allot flag my-county                   what is out of line today  检查错配
        allot explain my-county 城关镇         why a town has this number  说明为何是这个数
        allot plan my-county --csv --output plan.csv
        allot plan my-county --json --language en
        allot compare my-county my-plan.json   two plans side by side  方案对比
        allot frontier my-county               what one goal costs in another  权衡曲线
        allot sweep my-county --cases cases.csv   many what-ifs from sweep.yaml  多情形计算
        allot verify plan.json my-county       check a saved plan without the solver  核验
        allot export my-county --output my-county.lp

      EXIT CODES:
        0 done  1 the answer is no  2 bad input  3 no plan can keep all rules  4 a limit was reached
        64 wrong usage  70 internal error  130 interrupted
      """,
    version: release,
    subcommands: [
      PlanCommand.self, FlagCommand.self, ExplainCommand.self, CompareCommand.self, FrontierCommand.self,
      SweepCommand.self, VerifyCommand.self, CheckCommand.self, NewCommand.self, ExportCommand.self,
    ])
}
