// SPDX-License-Identifier: GPL-3.0-or-later

import Testing

@Suite("The command allot")
struct AllotTests {
  @Test("It says its version")
  func version() throws {
    let run = try allot("--version")
    #expect(run.code == 0 && run.errors.isEmpty)
    #expect(run.output.wholeMatch(of: /\d+\.\d+\.\d+\n/) != nil)
  }

  @Test("Its help has examples, exit codes and both languages")
  func help() throws {
    let run = try allot("--help")
    #expect(run.code == 0 && run.errors.isEmpty)
    for text in ["EXAMPLES", "allot plan my-county", "EXIT CODES", "编制"] {
      #expect(run.output.contains(text))
    }
  }

  @Test("Every subcommand's help has examples of it", arguments: ["plan", "check", "new", "export"])
  func subcommandHelp(_ name: String) throws {
    for run in [try allot(name, "--help"), try allot("help", name)] {
      #expect(run.code == 0)
      #expect(run.output.contains("EXAMPLES"))
      #expect(run.output.contains("allot \(name) "))
    }
  }

  @Test(
    "Wrong usage ends with 64, with how it is used on standard error and nothing on standard output",
    arguments: [
      ["plan"], ["frobnicate"], ["plan", "x", "--frob"], ["plan", "x", "--json", "--csv"], ["plan", "x", "y"],
      ["plan", "x", "--language", "fr"], ["plan", "x", "--time-limit", "0"], ["plan", "x", "--time-limit", "nan"],
      ["plan", "x", "--time-limit", "soon"], ["new"], ["check"], ["export"],
    ])
  func usage(_ arguments: [String]) throws {
    let command = try #require(BuiltCommand.path)
    let run = try run(command, arguments, [:], nil)
    #expect(run.isExit && run.code == 64)
    #expect(run.output.isEmpty)
    #expect(run.errors.contains("Usage: allot"))
  }
}
