// SPDX-License-Identifier: GPL-3.0-or-later

import Staffing
import Testing

@testable import Documents

@Suite("YAML with positions")
struct YAMLFileTests {
  /// The faults of a scenario file alone.
  private func faults(_ text: String) throws -> [DocumentFault] {
    var texts = ScenarioTexts()
    texts.head = text
    return try texts.faults()
  }

  @Test("An unknown key is named with its line, its path and the nearest key there is")
  func unknownKey() throws {
    var texts = ScenarioTexts()
    texts.more = "rules:\n  - flor: 11\n    pools: [administrative]\n"
    let fault = try #require(try texts.faults().first)
    #expect(fault.position == Position(file: "scenario.yaml", line: 8, column: 11, field: "rules[1].flor"))
    guard case .unknownKey("flor", nearest: "floor", let accepted) = fault.problem else {
      Issue.record("\(fault.problem)")
      return
    }
    #expect(accepted.contains("cap"))
  }

  @Test("Every unknown key of a file is named, not the first alone")
  func severalUnknownKeys() throws {
    var texts = ScenarioTexts()
    texts.more = "nots: x\nrulez: []\n"
    let names = try texts.problems().map { problem in
      if case .unknownKey(let key, let nearest, _) = problem { "\(key) \(nearest ?? "")" } else { "\(problem)" }
    }
    #expect(names == ["nots note", "rulez rules"])
  }

  @Test("A key that occurs twice is a fault, not the last word")
  func duplicateKey() throws {
    var texts = ScenarioTexts()
    texts.more = "title: Again\n"
    let faults = try texts.faults()
    #expect(faults.map(\.problem) == [.duplicateKey("title")])
    #expect(faults.first?.position.line != nil)
  }

  @Test(
    "A full-width colon is named for what it is, with its line", arguments: ["title：方案", "title: x\nnote：方案\ntowns: t"])
  func fullWidthColon(_ text: String) throws {
    let fault = try #require(try faults(text).first)
    guard case .fullWidthPunctuation(let excerpt) = fault.problem else {
      Issue.record("\(fault.problem)")
      return
    }
    #expect(excerpt.contains("："))
    #expect(fault.position.line != nil)
  }

  @Test("A full-width comma between braces is named for what it is")
  func fullWidthComma() throws {
    var texts = ScenarioTexts()
    texts.more = "rules:\n  - change: {posts: 3，percent: 5}\n"
    let problem = try #require(try texts.problems().first)
    #expect(problem == .fullWidthPunctuation("- change: {posts: 3，percent: 5}"))
  }

  @Test("What is no YAML is a fault with its line and column")
  func syntax() throws {
    let fault = try #require(try faults("title: x\npools: {a: 1\nrules: [").first)
    guard case .syntax = fault.problem else {
      Issue.record("\(fault.problem)")
      return
    }
    #expect(fault.position.line != nil && fault.position.column != nil)
  }

  @Test(
    "An empty file, comments alone and a second document are faults",
    arguments: ["", "# nothing\n", "a: 1\n---\nb: 2\n"])
  func noDocument(_ text: String) throws {
    #expect(try faults(text).count == 1)
  }

  @Test("Brackets a hundred thousand deep are a fault, not a crash")
  func deep() throws {
    #expect(try !faults(String(repeating: "[", count: 100_000)).isEmpty)
    #expect(try !faults(String(repeating: "{a: ", count: 100_000)).isEmpty)
  }

  @Test(
    "A value of the wrong sort is named with what was found and what was expected",
    arguments: [
      ("rules: 5", DocumentFault.Problem.wrongValue("5", expected: .list)),
      ("note: [a]", .wrongValue("[…]", expected: .text)),
      ("metrics: [a]", .wrongValue("[…]", expected: .mapping)), ("kinds: state", .wrongValue("state", expected: .list)),
      ("rules: [{floor: many}]", .wrongValue("many", expected: .postAmount)),
      ("rules: [{floor: -1}]", .wrongValue("-1", expected: .wholeNumber)),
      ("rules: [{floor: 1.5}]", .wrongValue("1.5", expected: .wholeNumber)),
      ("rules: [{floor: '2,000,000,000'}]", .outOfRange("2,000,000,000", least: "0", most: "1000000000")),
      ("rules: [{change: {percent: -3}}]", .wrongValue("-3", expected: .number)),
    ])
  func wrongValues(_ more: String, _ expected: DocumentFault.Problem) throws {
    var texts = ScenarioTexts()
    texts.more = more + "\n"
    let problem = try #require(try texts.problems().first)
    #expect(problem == expected)
  }

  @Test("A number may be written with thousands set off, or in quotes")
  func numbers() throws {
    var texts = ScenarioTexts()
    texts.head = texts.head.replacing("institutional: 60", with: "institutional: '1,060'")
    #expect(try texts.read().pools.map(\.total) == [30, 1060])
  }

  @Test("Faults in rules are told together with faults in pools")
  func sections() throws {
    var texts = ScenarioTexts()
    texts.head = texts.head.replacing("institutional: 60", with: "institutional: -60")
    texts.more = "rules:\n  - flor: 1\n"
    let lines = try texts.faults().map(\.position.line)
    #expect(lines.contains(6) && lines.contains(8))
  }
}
