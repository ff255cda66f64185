// SPDX-License-Identifier: GPL-3.0-or-later

public import Spreadsheets
internal import Staffing

extension Words {
  /// Why a workbook cannot be read or written, and what can be done about it.
  func workbookFault(_ fault: WorkbookFault) -> String {
    switch fault {
    case .notAWorkbook: say("不是 Excel 工作簿（.xlsx）", "this is no Excel workbook (.xlsx)")
    case .oldFormat:
      say(
        "这是旧格式的 Excel 97–2003 工作簿（.xls）：请另存为“Excel 工作簿（.xlsx）”",
        "this is an old Excel 97–2003 workbook (.xls): save it as an “Excel Workbook (.xlsx)”")
    case .passwordProtected:
      say(
        "工作簿有打开密码：请在 Excel 的“文件 › 信息 › 保护工作簿”中清除密码后另存",
        "the workbook asks for a password: remove it in Excel under File › Info › Protect Workbook, and save")
    case .otherFormat(let ending):
      say(
        "这是 .\(ending) 文件：请另存为“Excel 工作簿（.xlsx）”",
        "this is a file of type .\(ending): save it as an “Excel Workbook (.xlsx)”")
    case .damaged(nil):
      say(
        "工作簿已损坏或不完整：请重新复制或下载，或用 Excel 打开修复后另存",
        "the workbook is damaged or cut off: copy or download it again, or let Excel repair and save it")
    case .damaged(let part?):
      say(
        "工作簿内的 \(part) 已损坏：请重新复制或下载，或用 Excel 打开修复后另存",
        "\(part) in the workbook is damaged: copy or download it again, or let Excel repair and save it")
    case .invalidPart(let part, let line):
      say(
        "工作簿内的 \(part) 第 \(line) 行不合规范：请用 Excel 打开修复后另存",
        "\(part) in the workbook is not valid at its line \(line): let Excel repair and save it")
    case .documentType(let part):
      say(
        "工作簿内的 \(part) 带有文档类型声明，正常的工作簿没有：未读取，请核实文件来源",
        "\(part) in the workbook declares a document type, which none has: it was not read; see where it comes from")
    case .missingPart(let part):
      say("工作簿内缺少 \(part)：请用 Excel 打开修复后另存", "\(part) is missing in the workbook: let Excel repair and save it")
    case .tooLarge(let part, let most):
      say(
        "工作簿内的 \(part) 解压后超过 \(most >> 20) MB，正常的表不会如此：请另存为只含所需数据的工作簿",
        "\(part) in the workbook unpacks to more than \(most >> 20) MB, as no table does: save the data alone as a new workbook"
      )
    case .tooManyCells(let sheet, let most):
      say(
        "工作表“\(sheet)”的单元格超过 \(number(most)) 个：请只留所需的行和列",
        "the sheet “\(sheet)” has more than \(number(most)) cells: keep the rows and columns that are needed")
    case .noVisibleSheet:
      say("工作簿没有可见的工作表：请取消隐藏", "every sheet of the workbook is hidden: unhide the one that is meant")
    case .noSheet(let name, let names):
      say("工作簿没有工作表“\(name)”；已有 \(list(names))", "the workbook has no sheet “\(name)”; there are \(list(names))")
    case .unwritable(let why): say("无法生成工作簿（\(why)）", "the workbook cannot be made (\(why))")
    }
  }
}

/// Names of sheets, and headings that only workbooks have.
extension Words {
  var inputSheet: String { say("镇街数据", "Towns") }
  var chartSheet: String { say("图表", "Charts") }
  var loadSheet: String { say("负荷与编制", "Load and posts") }
  func loadSheetHeadings(_ axes: [String]) -> [String] {
    switch language {
    case .chinese: ["镇街"] + axes + ["常模", "现核定", "偏离 %", "方案"]
    case .english: ["Town"] + axes + ["Norm", "Quota today", "Off by %", "Plan"]
    }
  }
  var allPostsAxis: String { say("编制（各类合计，名）", "Posts over all pools") }
  var reasonSheet: String { say("测算过程", "Reasons") }
  var flagSheet: String { say("错配", "Flags") }
  var ruleSheet: String { say("办法与约束", "Rules and goals") }
  var chartTitle: String { say("现核定与方案（各类合计，单位：名）", "Quota today and plan (all pools, unit: posts)") }
  var coverageChartTitle: String { say("编制数占应配数的百分比", "Posts in percent of need") }
  var coverageToday: String { say("现保障程度 %", "Coverage today %") }
  var coveragePlanned: String { say("方案保障程度 %", "Coverage planned %") }
  var contractStaffHeading: String { say("政府购买服务", "Contract staff") }
  var poolHeading: String { say("编制类别", "Pool") }
  var poolsCaption: String { say("编制类别与总额（单位：名）", "Pools and their totals (unit: posts)") }
  var goalsCaption: String { say("目标", "Goals") }
  var partsOfNeed: String { say("应配数的组成（单位：名）", "Parts of the need (posts)") }
  var stepsToPlan: String { say("由应配数到方案（单位：名）", "From need to plan (posts)") }
  var flagHeadings: [String] {
    switch language {
    case .chinese: ["程度", "县（市、区）等", "镇街", "情况", "建议"]
    case .english: ["Severity", "Group", "Town", "Finding", "Remedy"]
    }
  }

  /// A workbook could not be made.
  public func cannotMake(_ fault: WorkbookFault) -> String { workbookFault(fault) + say("。", ".") }
}
