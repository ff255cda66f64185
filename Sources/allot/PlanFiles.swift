// SPDX-License-Identifier: GPL-3.0-or-later

import ArgumentParser
import Documents
import Reports
import Staffing

/// The files that `allot plan` writes beside its result, for people to read.
struct PlanFiles: ParsableArguments {
  @Option(
    help: "Write a page to read and print to this file as well, all or nothing. 另存网页，可打印。", completion: .file())
  var html: String?

  @Option(help: "The date to state in these files, as you want it to read. 文件中注明的日期。")
  var date: String?

  func validate() throws {
    if date != nil && html == nil { throw ValidationError("--date takes effect with --html.") }
  }

  /// Whether a file wants to know the way from need to quota.
  var needCauses: Bool { html != nil }

  /// Writes what was asked for, or says what cannot be written and ends with exit code 2.
  func write(_ plan: Plan, _ causes: QuotaCauses?, _ sources: [SourceFile], _ language: LanguageOption) throws {
    let provenance = Provenance(version: Allot.release, sources: sources, date: date)
    if let html, let causes {
      let page = PlanPage(plan, language.language, causes: causes, provenance: provenance)
      try Destination(file: html).write(page.text, language.words)
    }
  }
}
