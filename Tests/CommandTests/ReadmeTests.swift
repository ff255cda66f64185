// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Testing

@Suite("README")
struct ReadmeTests {
  private static let readmes = ["README.md", "README.zh.md", "README.en.md"].map { "\(packageRoot)/\($0)" }
    .filter { FileManager.default.fileExists(atPath: $0) }

  /// The command lines of `sh` blocks that call allot, as calls of the built command.
  private static func commands(in text: String) -> [String] {
    var commands: [String] = []
    var isShell = false
    for line in text.replacing("\\\n", with: " ").split(separator: "\n", omittingEmptySubsequences: false) {
      let line = line.trimmingCharacters(in: .whitespaces)
      if line.hasPrefix("```") {
        isShell = !isShell && ["```sh", "```bash", "```shell"].contains(line)
      } else if isShell {
        let call = line.trimmingPrefix("$ ").replacing(/^swift run (?:\S+ )*?allot(?= |$)/, with: "allot")
        if call.hasPrefix("allot ") { commands.append(String(call)) }
      }
    }
    return commands
  }

  @Test("Every command that it shows does what it should, from the top to the bottom", arguments: readmes)
  func commands(_ readme: String) throws {
    let built = try #require(BuiltCommand.path)
    let folder = try TemporaryFolder()
    for name in ["Scenarios", "Models"] {
      try FileManager.default.copyItem(atPath: "\(packageRoot)/\(name)", toPath: "\(folder.path)/\(name)")
    }
    let path = "\(URL(filePath: built).deletingLastPathComponent().path):/usr/local/bin:/usr/bin:/bin"
    for command in Self.commands(in: try String(contentsOfFile: readme, encoding: .utf8)) {
      let run = try run("/bin/sh", ["-c", command], ["PATH": path, "LC_ALL": "C"], folder.path)
      #expect(run.isExit && run.code == 0, "\(command)\n\(run.errors)")
    }
  }

  @Test("Commands are found in shell blocks alone, and swift run is the built command")
  func extraction() {
    let text = """
      allot not-here
      ```sh
      swift run -c release allot plan Scenarios/survey-35-subdistricts
      swift test
      allot new my-county && \\
        allot plan my-county
      ```
      ```swift
      allot nor here
      ```
      ```sh
      $ swift run allot --help
      ```
      """
    #expect(
      Self.commands(in: text) == [
        "allot plan Scenarios/survey-35-subdistricts", "allot new my-county &&    allot plan my-county", "allot --help",
      ])
  }
}
