// SPDX-License-Identifier: GPL-3.0-or-later

import ArgumentParser
import Documents
import Reports

/// `allot new`: a commented scenario that runs as it stands.
struct NewCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "new",
    abstract: "Create a commented scenario that runs as it stands. 建立一个带说明、可直接运行的方案文件夹。",
    discussion: """
      EXAMPLES:
        allot new my-county && allot plan my-county
      """)

  @Argument(help: ArgumentHelp("The folder to create; it must not exist or be empty. 新文件夹。", valueName: "folder"))
  var folder: String

  @OptionGroup var language: LanguageOption

  func run() throws {
    let words = language.words
    let template = ScenarioTemplate(inChinese: language.language == .chinese)
    do {
      try template.write(to: folder)
    } catch {
      Console.complain(words.fault(error))
      throw Exit.badInput
    }
    Console.complain(words.created(folder, template.files.map(\.name)))
  }
}
