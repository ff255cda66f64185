// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Staffing
import Testing

@testable import Documents

@Suite("The scenario to start from")
struct ScenarioTemplateTests {
  @Test("It runs as it stands, in both languages", arguments: [true, false])
  func runs(_ inChinese: Bool) throws {
    let folder = try TemporaryFolder()
    let path = "\(folder.path)/county"
    try ScenarioTemplate(inChinese: inChinese).write(to: path)
    let scenario = try ScenarioFolder(path: path).read()
    #expect(scenario.towns.count == 6)
    guard case .plan(let plan) = scenario.plan() else {
      Issue.record("The template has no plan.")
      return
    }
    #expect(plan.breaches.isEmpty)
  }

  @Test("With its towns in a workbook it is the same scenario, and always the same bytes", arguments: [true, false])
  func withWorkbook(_ inChinese: Bool) throws {
    let folder = try TemporaryFolder()
    let template = try ScenarioTemplate.withWorkbook(inChinese: inChinese)
    try template.write(to: "\(folder.path)/form")
    try ScenarioTemplate(inChinese: inChinese).write(to: "\(folder.path)/plain")
    let (form, plain) = (
      try ScenarioFolder(path: "\(folder.path)/form").read(), try ScenarioFolder(path: "\(folder.path)/plain").read()
    )
    #expect(form.towns == plain.towns && form.rules == plain.rules)
    #expect(template.files.map(\.name) == ["scenario.yaml", "towns.xlsx", "model.yaml"])
    #expect(try ScenarioTemplate.withWorkbook(inChinese: inChinese).files == template.files)
  }

  @Test("Both languages hold the same figures")
  func sameFigures() throws {
    let folder = try TemporaryFolder()
    let plans = try [true, false].map { inChinese in
      let path = "\(folder.path)/\(inChinese)"
      try ScenarioTemplate(inChinese: inChinese).write(to: path)
      let scenario = try ScenarioFolder(path: path).read()
      return scenario.towns.map { town in
        town.metrics.compactMap { $0?.description } + [
          town.kind.rawValue, "\(town.posts)", "\(town.contractStaff ?? -1)",
        ]
      }.sorted { $0.lexicographicallyPrecedes($1) }
    }
    #expect(plans[0] == plans[1])
  }

  @Test("Each commented rule works where a planner takes the comment mark away", arguments: [true, false])
  func comments(_ inChinese: Bool) throws {
    let folder = try TemporaryFolder()
    for file in ScenarioTemplate(inChinese: inChinese).files {
      let lines = file.text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
        line.hasPrefix("# - ") || line.hasPrefix("#   ") ? "  " + line.dropFirst(2) : String(line)
      }
      try folder.write(lines.joined(separator: "\n").utf8, to: file.name)
    }
    #expect(try ScenarioFolder(path: folder.path).read().rules.count == 4)
  }

  @Test("A folder that is there and not empty is left as it is")
  func notEmpty() throws {
    let folder = try TemporaryFolder()
    try folder.write("mine".utf8, to: "notes.txt")
    #expect(throws: DocumentFault(.folderNotEmpty, at: Position(file: folder.path))) {
      try ScenarioTemplate(inChinese: false).write(to: folder.path)
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["notes.txt"])
  }

  @Test("An empty folder is filled, with a slash at its end or without", arguments: ["", "/", "//"])
  func emptyFolder(_ ending: String) throws {
    let folder = try TemporaryFolder()
    try ScenarioTemplate(inChinese: false).write(to: folder.path + ending)
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() == [
        "model.yaml", "scenario.yaml", "towns.csv",
      ])
  }

  @Test("A folder beside it is not touched, whatever it is called")
  func neighbour() throws {
    let folder = try TemporaryFolder()
    let neighbour = "\(folder.path)/county.new"
    try FileManager.default.createDirectory(atPath: neighbour, withIntermediateDirectories: true)
    try folder.write("mine".utf8, to: "county.new/towns.csv")
    try ScenarioTemplate(inChinese: false).write(to: "\(folder.path)/county")
    #expect(try String(contentsOfFile: "\(neighbour)/towns.csv", encoding: .utf8) == "mine")
  }

  @Test("Where nothing can be written, nothing is left behind")
  func unwritable() throws {
    let folder = try TemporaryFolder()
    try folder.write("a file".utf8, to: "file")
    #expect(throws: DocumentFault.self) {
      try ScenarioTemplate(inChinese: false).write(to: "\(folder.path)/file/county")
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["file"])
  }
}
