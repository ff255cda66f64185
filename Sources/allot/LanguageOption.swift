// SPDX-License-Identifier: GPL-3.0-or-later

import ArgumentParser
import FoundationEssentials
import Reports

/// The option `--language`, which every subcommand has.
struct LanguageOption: ParsableArguments {
  @Option(
    name: .customLong("language"), help: "zh or en; by default that of the locale. 语言。",
    completion: .list(Language.allCases.map(\.rawValue)), transform: parse)
  private var chosen: Language?

  private static func parse(_ argument: String) throws -> Language {
    guard let language = Language(rawValue: argument) else {
      throw ValidationError("“\(argument)” is not a language; choose zh or en.")
    }
    return language
  }

  /// The language asked for, or that of the first locale variable that is set, as POSIX orders them.
  var language: Language {
    if let chosen { return chosen }
    let environment = ProcessInfo.processInfo.environment
    let locale = ["LC_ALL", "LC_MESSAGES", "LANG"].lazy.compactMap { environment[$0] }.first { !$0.isEmpty }
    return Language(locale: locale ?? "")
  }

  var words: Words { Words(language) }
}
