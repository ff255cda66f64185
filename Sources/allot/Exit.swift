// SPDX-License-Identifier: GPL-3.0-or-later

import ArgumentParser
import Documents
import FoundationEssentials
import LinearPrograms
import Reports
import Staffing

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// How the command ends.
enum Exit {
  /// Ends at once, with all done. What is in memory is left to the system, which takes it back faster than it could be
  /// given back.
  static func done() -> Never { exit(0) }

  static let answerIsNo = ExitCode(1)
  static let badInput = ExitCode(2)
  static let infeasible = ExitCode(3)
  static let limitReached = ExitCode(4)
  static let internalError = ExitCode(70)
  static let interrupted = ExitCode(130)
}

extension PlanningFault {
  /// The exit code of a command that ends with this.
  var exit: ExitCode {
    switch self {
    case .unsoundScenario: Exit.badInput
    case .solver(.invalidModel(let faults)) where faults.contains(where: \.isSize): Exit.limitReached
    case .solver, .planBreaksRules: Exit.internalError
    }
  }
}

/// Writing to the two streams.
enum Console {
  /// Whether a person reads standard error.
  static var errorIsTerminal: Bool { FileHandleOutput.isTerminal(2) }

  /// Results, to standard output; whether they could be written.
  static func write(_ bytes: [UInt8]) -> Bool {
    FileHandleOutput.write(bytes, to: 1)
  }

  /// Everything else, to standard error, with a line end.
  static func complain(_ text: String) {
    ProgressLine.shared.makingWay { FileHandleOutput.write(Array((text + "\n").utf8), to: 2) }
  }
}

extension ScenarioFolder {
  /// Reads the scenario, or says all that is wrong with it and ends with exit code 2.
  func readOrExit(_ words: Words) throws -> Scenario { try readWithSourcesOrExit(words).scenario }

  /// Reads the scenario and says from which files, or says all that is wrong with it and ends with exit code 2.
  func readWithSourcesOrExit(_ words: Words) throws -> (scenario: Scenario, sources: [SourceFile]) {
    do {
      return try readWithSources()
    } catch {
      for fault in error.faults { Console.complain(words.fault(fault)) }
      Console.complain(words.faultCount(error.faults.count))
      throw Exit.badInput
    }
  }
}
