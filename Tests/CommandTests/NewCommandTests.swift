// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import TestLength
import Testing

@Suite("allot new")
struct NewCommandTests {
  @Test("What it creates is planned as it stands, in both languages", arguments: ["zh", "en"])
  func runs(_ language: String) throws {
    let folder = try TemporaryFolder()
    let new = try allot("new", "my-county", "--language", language, in: folder.path)
    #expect(new.code == 0 && new.output.isEmpty)
    #expect(new.errors.contains("allot plan my-county"))
    #expect(try folder.contents == ["my-county"])
    for command in ["check", "plan", "export"] {
      #expect(try allot(command, "my-county", "--language", language, in: folder.path).code == 0)
    }
  }

  @Test("A folder with something in it is left as it is, and that is told")
  func notEmpty() throws {
    let folder = try TemporaryFolder()
    try folder.write("mine", to: "notes.txt")
    let run = try allot("new", folder.path)
    #expect(run.isExit && run.code == 2 && run.output.isEmpty)
    #expect(run.errors.contains("no empty folder"))
    #expect(try folder.contents == ["notes.txt"])
  }

  @Test("Folders above the new one are created with it")
  func nested() throws {
    let folder = try TemporaryFolder()
    #expect(try allot("new", "a/b/c", in: folder.path).code == 0)
    #expect(try allot("plan", "a/b/c", in: folder.path).code == 0)
  }
}

extension NewCommandTests {
  @Test("A demo is one of those there are, and has no workbook")
  func demo() throws {
    let folder = try TemporaryFolder()
    #expect(try allot("new", "nation", "--demo", "world", in: folder.path).code == 64)
    #expect(try allot("new", "nation", "--demo", "national", "--xlsx", in: folder.path).code == 64)
    #expect(try folder.contents.isEmpty)
  }

  @Test(
    "The invented nation is written, and checked without a fault",
    .enabled(if: runsLongTests, "takes seconds: ALLOT_LONG_TESTS=1"))
  func nation() throws {
    let folder = try TemporaryFolder()
    #expect(try allot("new", "nation", "--demo", "national", in: folder.path).code == 0)
    let check = try allot("check", "nation", in: folder.path)
    #expect(check.code == 0 && check.errors.isEmpty && check.output.isEmpty)
  }
}
