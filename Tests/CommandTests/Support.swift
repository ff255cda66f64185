// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Testing

/// A folder that goes away with its last reference.
final class TemporaryFolder {
  let path: String

  init() throws {
    let url = FileManager.default.temporaryDirectory.appending(path: "allot-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    path = url.path
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  func write(_ text: String, to name: String) throws {
    try Data(text.utf8).write(to: URL(filePath: "\(path)/\(name)"))
  }

  func text(of name: String) throws -> String {
    try String(contentsOfFile: "\(path)/\(name)", encoding: .utf8)
  }

  /// What is in the folder.
  var contents: [String] {
    get throws { try FileManager.default.contentsOfDirectory(atPath: path).sorted() }
  }
}

/// The top of the package.
let packageRoot = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
  .deletingLastPathComponent().path

let survey = "\(packageRoot)/Scenarios/survey-35-subdistricts"
let house = "\(packageRoot)/Scenarios/us-house-2020"

/// The built command. It stands beside the test bundle, wherever the build put both.
enum BuiltCommand {
  static let path: String? = {
    let bundle = CommandLine.arguments.first { $0.hasSuffix(".xctest") || $0.contains(".xctest/") }
    let starts = [bundle, Bundle.main.executablePath, CommandLine.arguments.first].compactMap(\.self)
    return starts.lazy.compactMap(find(from:)).first
  }()

  private static func find(from start: String) -> String? {
    var folder = URL(filePath: start).deletingLastPathComponent()
    for _ in 0..<6 {
      let candidate = folder.appending(path: "allot").path
      var isFolder: ObjCBool = false
      if FileManager.default.fileExists(atPath: candidate, isDirectory: &isFolder), !isFolder.boolValue,
        FileManager.default.isExecutableFile(atPath: candidate)
      {
        return candidate
      }
      folder.deleteLastPathComponent()
    }
    return nil
  }
}

/// What a run of a program came to.
struct Run {
  let code: Int32
  /// Whether it ended by itself rather than by a signal.
  let isExit: Bool
  let output: String
  let errors: String

  /// Standard error, line by line.
  var complaints: [String] { errors.split(separator: "\n").map(String.init) }
}

/// Runs the built command, in English unless told otherwise.
func allot(_ arguments: String..., locale: [String: String] = ["LC_ALL": "C"], in folder: String? = nil) throws -> Run {
  let command = try #require(BuiltCommand.path, "The command allot is not beside the tests.")
  return try run(command, arguments, locale, folder)
}

/// Runs a program to its end.
func run(_ program: String, _ arguments: [String], _ environment: [String: String], _ folder: String?) throws -> Run {
  // Files rather than pipes: nothing can fill up while nobody reads.
  let streams = try TemporaryFolder()
  try streams.write("", to: "1")
  try streams.write("", to: "2")
  let process = Process()
  process.executableURL = URL(filePath: program)
  process.arguments = arguments
  process.environment = ["PATH": ProcessInfo.processInfo.environment["PATH"] ?? ""].merging(environment) { $1 }
  if let folder { process.currentDirectoryURL = URL(filePath: folder) }
  process.standardInput = FileHandle.nullDevice
  let output = try FileHandle(forWritingTo: URL(filePath: "\(streams.path)/1"))
  let errors = try FileHandle(forWritingTo: URL(filePath: "\(streams.path)/2"))
  process.standardOutput = output
  process.standardError = errors
  try process.run()
  process.waitUntilExit()
  try output.close()
  try errors.close()
  return Run(
    code: process.terminationStatus, isExit: process.terminationReason == .exit, output: try streams.text(of: "1"),
    errors: try streams.text(of: "2"))
}

/// A copy of the survey with something changed in one of its files.
func changedSurvey(_ file: String, _ old: String, _ new: String) throws -> TemporaryFolder {
  let folder = try TemporaryFolder()
  for name in ["scenario.yaml", "towns.csv"] {
    var text = try String(contentsOfFile: "\(survey)/\(name)", encoding: .utf8)
    if name == file {
      try #require(text.contains(old))
      text = text.replacing(old, with: new)
    }
    try folder.write(text.replacing("../../Models/", with: ""), to: name)
  }
  try folder.write(
    String(contentsOfFile: "\(packageRoot)/Models/four-factor.yaml", encoding: .utf8), to: "four-factor.yaml")
  return folder
}

/// Towns whose totals over three pools are fixed: many enough to plan for seconds.
func slowScenario(towns count: Int) throws -> TemporaryFolder {
  let folder = try TemporaryFolder()
  var totals = [0, 0, 0]
  let rows = (0..<count).map { town in
    let quotas = [1 + town * 7 % 29, 1 + town * 11 % 31, 1 + town * 13 % 37]
    for pool in 0..<3 { totals[pool] += quotas[pool] }
    let needs = quotas.enumerated().map { String($1 + (town + $0) % 3) }
    return "t\(town),\(needs.joined(separator: ",")),\(quotas.reduce(0, +))\n"
  }
  try folder.write(
    """
    title: Slow
    pools: {a: \(totals[0]), b: \(totals[1]), c: \(totals[2])}
    towns: towns.csv
    model:
      title: given
      parts: [{given: columns}]
    rules:
      - town_total: column
    """, to: "scenario.yaml")
  try folder.write("town,a_need,b_need,c_need,total_quota\n" + rows.joined(), to: "towns.csv")
  return folder
}
