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
        allot new my-nation --demo national   an invented nation of some 41,000 towns  虚构的全国四万余个镇街
      """)

  @Argument(help: ArgumentHelp("The folder to create; it must not exist or be empty. 新文件夹。", valueName: "folder"))
  var folder: String

  @Flag(help: "Have the towns in an Excel workbook to fill in. 镇街表用 Excel 工作簿。")
  var xlsx = false

  /// Scenarios to look at rather than to fill in.
  enum Demo: String, ExpressibleByArgument, CaseIterable {
    case national
  }

  @Option(help: "A scenario to look at instead: national, some 41,000 invented towns. 演示方案：national 为虚构的全国。")
  var demo: Demo?

  @OptionGroup var language: LanguageOption

  func validate() throws {
    if demo != nil && xlsx { throw ValidationError("Choose one of --demo and --xlsx.") }
  }

  private func template(inChinese: Bool) throws -> ScenarioTemplate {
    switch demo {
    case .national: ScenarioTemplate.national(inChinese: inChinese)
    case nil:
      xlsx ? try ScenarioTemplate.withWorkbook(inChinese: inChinese) : ScenarioTemplate(inChinese: inChinese)
    }
  }

  func run() throws {
    let words = language.words
    let inChinese = language.language == .chinese
    do {
      let template = try template(inChinese: inChinese)
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
