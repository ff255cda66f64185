// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation

/// What another program made of an exported file.
enum Verdict: Equatable {
  case optimal(Double)
  case infeasible
  case other(String)
}

/// Solvers outside of this package that read exported files; each is used where it is installed.
enum OtherSolvers {
  enum Format: String {
    case lp
    case mps
  }

  static let glpsol = run("/usr/bin/env", ["glpsol", "--version"]).status == 0
  /// A Python that has HiGHS: the package's own, or the machine's.
  static let python: [String]? = {
    let own = URL(filePath: #filePath).appending(path: "../../../.build/oracles/bin/python").standardized.path
    return [[own], ["/usr/bin/env", "python3"]].first {
      run($0[0], $0.dropFirst() + ["-c", "import highspy"]).status == 0
    }
  }()

  /// GLPK's command on one text.
  static func glpsol(_ text: String, _ format: Format) throws -> Verdict {
    try withFiles([(text, format)]) { paths in
      let solution = paths[0] + ".sol"
      let log = run(
        "/usr/bin/env", ["glpsol", format == .lp ? "--lp" : "--freemps", paths[0], "-w", solution]
      ).output
      // A linear program with crossed bounds and one that presolving refutes end without a solution.
      if log.contains("HAS NO PRIMAL FEASIBLE") || log.contains("HAS NO FEASIBLE") || log.contains("HAS NO INTEGER") {
        return .infeasible
      }
      let text = (try? String(contentsOfFile: solution, encoding: .utf8)) ?? ""
      let fields =
        text.split(separator: "\n").first { $0.hasPrefix("s ") }?.split(separator: " ").map(String.init) ?? []
      let isOptimal = fields.count > 4 && (fields[1] == "mip" ? fields[4] == "o" : fields[4...5] == ["f", "f"])
      guard isOptimal, let objective = fields.last.flatMap(Double.init) else { return .other(log) }
      return .optimal(objective)
    }
  }

  /// HiGHS on several texts, by one Python.
  static func highs(_ texts: [(String, Format)]) throws -> [Verdict] {
    guard let python else { return [] }
    let script = """
      import highspy, sys
      for path in sys.argv[1:]:
          h = highspy.Highs()
          h.setOptionValue("output_flag", False)
          read = h.readModel(path)
          if read == highspy.HighsStatus.kError:
              print("> error read")
              continue
          h.run()
          print(">", h.modelStatusToString(h.getModelStatus()).replace(" ", ""), repr(h.getInfo().objective_function_value))
      """
    return try withFiles(texts) { paths in
      let output = run(python[0], python.dropFirst() + ["-c", script] + paths).output
      // HiGHS may print something of its own before it is told not to.
      return output.split(separator: "\n").filter { $0.hasPrefix("> ") }.map { line in
        let words = line.split(separator: " ").dropFirst().map(String.init)
        switch (words.first, words.last.flatMap(Double.init)) {
        case ("Optimal", let objective?): return .optimal(objective)
        case ("Infeasible", _): return .infeasible
        default: return .other(String(line))
        }
      }
    }
  }

  private static func withFiles<Result>(
    _ texts: [(String, Format)], _ body: ([String]) throws -> Result
  ) throws -> Result {
    let folder = FileManager.default.temporaryDirectory.appending(path: "allot-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    return try body(
      texts.enumerated().map { index, text in
        let file = folder.appending(path: "\(index).\(text.1.rawValue)")
        try text.0.write(to: file, atomically: false, encoding: .utf8)
        return file.path
      })
  }

  private static func run(_ executable: String, _ arguments: [String]) -> (status: Int32, output: String) {
    let process = Process()
    let output = Pipe()
    process.executableURL = URL(filePath: executable)
    process.arguments = arguments
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    do { try process.run() } catch { return (-1, "\(error)") }
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return (process.terminationStatus, String(decoding: data, as: UTF8.self))
  }
}
