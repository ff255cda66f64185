// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Testing

@testable import Documents

@Suite("SHA-256")
struct SHA256Tests {
  @Test(
    "The examples of FIPS 180 and of NIST's validation come out",
    arguments: [
      ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
      ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
      (
        "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
        "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
      ),
      (
        "abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmnhijklmnoijklmnopjklmnopqklmnopqrlmnopqrsmnopqrstnopqrstu",
        "cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1"
      ),
      (String(repeating: "a", count: 1_000_000), "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"),
    ])
  func published(_ text: String, _ digest: String) {
    #expect(SHA256.hexadecimal(Array(text.utf8)) == digest)
  }

  @Test(
    "sha256sum finds the same for every length about the ends of blocks",
    .enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/sha256sum")))
  func lengths() throws {
    let folder = try TemporaryFolder()
    let files = (0...200).map { length in (name: "\(1000 + length)", bytes: (0..<length).map { UInt8($0 % 251) }) }
    for file in files { try folder.write(file.bytes, to: file.name) }
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/sha256sum")
    process.arguments = files.map(\.name)
    process.currentDirectoryURL = URL(filePath: folder.path)
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let lines = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self).split(
      separator: "\n")
    process.waitUntilExit()
    try #require(lines.count == files.count)
    for (line, file) in zip(lines, files) { #expect(line == "\(SHA256.hexadecimal(file.bytes))  \(file.name)") }
  }

  @Test("A scenario names the files that it was read from, each once, with their bytes as they are on disk")
  func sources() throws {
    let folder = try TemporaryFolder()
    let template = ScenarioTemplate(inChinese: true)
    for file in template.files { try folder.write(file.text.utf8, to: file.name) }
    // A byte order mark is of the file, if not of its text.
    let towns = try #require(template.files.first { $0.name == "towns.csv" })
    try folder.write([0xEF, 0xBB, 0xBF] + towns.text.utf8, to: "towns.csv")
    let sources = try ScenarioFolder(path: folder.path).readWithSources().sources
    #expect(sources.map(\.name).sorted() == ["model.yaml", "scenario.yaml", "towns.csv"])
    let found = try #require(sources.first { $0.name == "towns.csv" })
    #expect(found.size == towns.text.utf8.count + 3)
    #expect(found.sha256 == SHA256.hexadecimal([0xEF, 0xBB, 0xBF] + Array(towns.text.utf8)))
  }
}
