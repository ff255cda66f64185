// SPDX-License-Identifier: GPL-3.0-or-later

import ArgumentParser
import Documents
import Reports
import Spreadsheets
import Staffing

/// The files that `allot plan` writes beside its result, for people to read.
struct PlanFiles: ParsableArguments {
  @Option(
    help: "Write a page to read and print to this file as well, all or nothing. 另存网页，可打印。", completion: .file())
  var html: String?

  @Option(
    help: "Write an Excel workbook to this file as well, all or nothing. 另存 Excel 工作簿。", completion: .file())
  var xlsx: String?

  @Option(help: "The date to state in these files, as you want it to read. 文件中注明的日期。")
  var date: String?

  func validate() throws {
    if date != nil && html == nil && xlsx == nil {
      throw ValidationError("--date takes effect with --html and --xlsx.")
    }
    if let html, html == xlsx { throw ValidationError("--html and --xlsx need a file each.") }
  }

  /// Whether a file wants to know the way from need to quota.
  var needCauses: Bool { html != nil || xlsx != nil }

  /// Writes what was asked for, or says what cannot be written and ends with exit code 2.
  func write(_ plan: Plan, _ causes: QuotaCauses?, _ sources: [SourceFile], _ language: LanguageOption) throws {
    let provenance = Provenance(version: Allot.release, sources: sources, date: date)
    if let html, let causes {
      let page = PlanPage(plan, language.language, causes: causes, provenance: provenance)
      try Destination(file: html).write(page.text, language.words)
    }
    if let xlsx, let causes {
      let survey = plan.scenario.mismatches(fewestMovesWithin: nil)
      let workbook = PlanWorkbook(
        plan, language.language, causes: causes, survey: survey, provenance: provenance)
      try Destination(file: xlsx).write(workbook.bytes, language.words)
    }
  }
}

extension Destination {
  /// Writes a workbook, or says why there is none and ends with exit code 70.
  func write(_ workbook: () throws(WorkbookFault) -> [UInt8], _ words: Words) throws {
    let bytes: [UInt8]
    do {
      bytes = try workbook()
    } catch {
      Console.complain(words.cannotMake(error))
      throw Exit.internalError
    }
    try write(bytes, words)
  }
}
