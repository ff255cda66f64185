// SPDX-License-Identifier: GPL-3.0-or-later

import ArgumentParser
import Documents
import Reports
import Spreadsheets

/// `allot new`: a commented scenario that runs as it stands.
struct NewCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "new",
    abstract: "Create a commented scenario that runs as it stands. 建立一个带说明、可直接运行的方案文件夹。",
    discussion: """
      EXAMPLES:
        allot new my-county && allot plan my-county
        allot new my-county --xlsx   the towns in a workbook to fill in  镇街表为可填写的 Excel 工作簿
      """)

  @Argument(help: ArgumentHelp("The folder to create; it must not exist or be empty. 新文件夹。", valueName: "folder"))
  var folder: String

  @Flag(help: "Have the towns in an Excel workbook to fill in. 镇街表用 Excel 工作簿。")
  var xlsx = false

  @OptionGroup var language: LanguageOption

  func run() throws {
    let words = language.words
    let inChinese = language.language == .chinese
    do {
      let template =
        xlsx ? try ScenarioTemplate.withWorkbook(inChinese: inChinese) : ScenarioTemplate(inChinese: inChinese)
      try template.write(to: folder)
      Console.complain(words.created(folder, template.files.map(\.name)))
    } catch let fault as WorkbookFault {
      Console.complain(words.cannotMake(fault))
      throw Exit.internalError
    } catch let fault as DocumentFault {
      Console.complain(words.fault(fault))
      throw Exit.badInput
    }
  }
}
