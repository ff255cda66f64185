// SPDX-License-Identifier: GPL-3.0-or-later

import Staffing
import Testing

@testable import Documents

@Suite("A sweep's file")
struct SweepReaderTests {
  private func scenario() throws -> Scenario {
    var texts = ScenarioTexts()
    texts.more = """
      rules:
        - floor: 5
          pools: [administrative]
        - floor: 6
          pools: [institutional]
        - floor: 7
          kinds: [town]
        - cap: 40
        - floor: quota

      """
    return try texts.read()
  }

  private func read(_ text: String) throws -> Sweep {
    let folder = try TemporaryFolder()
    try folder.write(text.utf8, to: "sweep.yaml")
    return try SweepFile(path: "\(folder.path)/sweep.yaml").read(for: scenario()).sweep
  }

  private func faults(_ text: String) throws -> [DocumentFault] {
    do {
      _ = try read(text)
      return []
    } catch let error as DocumentFaults {
      return error.faults
    }
  }

  @Test("All that can be varied is read, and every design")
  func all() throws {
    let parameters = """
      title: Weights and totals
      parameters:
        weight: {weight: resident_population, from: 0.5, to: 2, title: Population}
        total: {total: institutional, values: [59, 60, 61]}
        floor: {floor: scenario.yaml:8, from: 4, to: 6}
        town-floor: {floor: 3, values: [6, 8]}
        cap: {cap: administrative, from: 30, to: 40, steps: 3}
        growth:
          growth: resident_population
          from: -5%
          to: 10

      """
    let designs: [(String, Sweep.Design, Int)] = [
      ("grid", .grid, 5 * 3 * 3 * 2 * 3 * 5), ("one_at_a_time", .oneAtATime, 22),
      ("{latin_hypercube: {cases: 200, seed: 7}}", .latinHypercube(cases: 200, seed: 7), 200),
      ("{monte_carlo: {cases: 9, seed: 0}}", .monteCarlo(cases: 9, seed: 0), 9),
    ]
    for (text, design, count) in designs {
      let sweep = try read(parameters + "design: \(text)\n")
      #expect(sweep.design == design && sweep.caseCount == count && sweep.cases.count == count)
      #expect(sweep.title == "Weights and totals")
      let half = try #require(Quantity("0.5"))
      #expect(
        sweep.parameters == [
          SweepParameter(
            name: "weight", title: "Population", subject: .weight(metric: 0), values: .range(half, Quantity(2))),
          SweepParameter(
            name: "total", subject: .total(pool: 1), values: .listed([59, 60, 61].map { Quantity($0) })),
          SweepParameter(name: "floor", subject: .posts(rule: 0), values: .range(Quantity(4), Quantity(6))),
          SweepParameter(name: "town-floor", subject: .posts(rule: 2), values: .listed([Quantity(6), Quantity(8)])),
          SweepParameter(
            name: "cap", subject: .posts(rule: 3), values: .listed([30, 35, 40].map { Quantity($0) })),
          SweepParameter(name: "growth", subject: .growth(metric: 0), values: .range(Quantity(-5), Quantity(10))),
        ])
    }
  }

  @Test("All slips are told at once, each at its place")
  func slips() throws {
    let found = try faults(
      """
      parameters:
        a: {weight: area, from: 0.2, to: 0.6}
        b: {total: institutional, from: 60, to: 50}
        town: {total: administrative, values: []}
        c: {floor: administrative, values: [5]}
        d: {growth: resident_population, values: [-100, 0.1234567, x]}
        e: {flor: administrative, values: [5]}
        f: {cap: 4, from: 1, to: 3, steps: 9}
        g: {weight: resident_population, from: -1}
        h: {total: police, values: [1.5], steps: 3}
        i j: {cap: administrative, values: [4]}
        k: {total: institutional}
      design: {latin_hypercube: {cases: 0}}
      desing: grid
      """)
    #expect(
      found.map(\.problem) == [
        .unknownName("area", of: .metric, nearest: nil, accepted: ["resident_population"]),
        .notAbove("50", least: "60"),
        .reservedName("town"), .wrongValue("[…]", expected: .someItems),
        .ambiguousName("administrative", of: .rule, paths: ["scenario.yaml:8", "scenario.yaml:12"]),
        .wrongValue("-100", expected: .growth), .wrongValue("0.1234567", expected: .sixDecimals),
        .wrongValue("x", expected: .growth),
        .unknownKey(
          "flor", nearest: "floor",
          accepted: ["weight", "total", "floor", "cap", "pin", "growth", "title", "values", "from", "to", "steps"]),
        .outOfRange("9", least: "2", most: "3"),
        .missingKey("to"), .wrongValue("-1", expected: .number),
        .unknownName("police", of: .pool, nearest: nil, accepted: ["administrative", "institutional"]),
        .wrongValue("1.5", expected: .wholeNumber), .noEffect("steps"),
        .badName("i j"), .noEffect("i j"),
        .needsOneOf(["values", "from"]),
        .missingKey("seed"), .outOfRange("0", least: "1", most: "1000000"),
        .unknownKey("desing", nearest: "design", accepted: ["title", "parameters", "design"]),
      ])
    #expect(found.allSatisfy { $0.position.line != nil && $0.position.column != nil })
    #expect(found.map { $0.position.line } == found.map { $0.position.line }.sorted { ($0 ?? 0) < ($1 ?? 0) })
    #expect(found.first?.position.field == "parameters.a.weight")
  }

  @Test("A weight may be zero; a value that is listed twice is a fault")
  func listedTwice() throws {
    let found = try faults(
      """
      parameters:
        a: {weight: resident_population, values: [0, 0.2, 0.20]}
      design: grid
      """)
    #expect(found.map(\.problem) == [.listedTwice("0.20")])
  }

  @Test("A design that is none, more cases than can be, and nothing that varies are faults")
  func designs() throws {
    let head = "parameters: {a: {total: institutional, from: 1, to: 2000, steps: 2000}}\n"
    #expect(try faults(head + "design: random").map(\.problem) == [.wrongValue("random", expected: .design)])
    #expect(
      try faults(head + "design: {grid: {}}").map(\.problem) == [
        .unknownKey("grid", nearest: nil, accepted: ["latin_hypercube", "monte_carlo"])
      ])
    #expect(
      try faults(
        head.replacing("}}", with: "}, b: {total: administrative, from: 1, to: 2000, steps: 2000}}") + "design: grid"
      ).map(\.problem) == [.tooManyCases(most: 1_000_000)])
    #expect(
      try faults("parameters: {}\ndesign: grid").map(\.problem) == [.wrongValue("{…}", expected: .mapping)])
    #expect(try faults("").map(\.problem) == [.empty])
    #expect(
      try faults("parameters: {a: {total: institutional, floor: institutional, values: [1]}}").map(\.problem) == [
        .missingKey("design"), .needsOneOf(["weight", "total", "floor", "cap", "pin", "growth"]),
      ])
  }

  @Test("A file that is not there is one fault")
  func notThere() throws {
    let scenario = try scenario()
    let error = #expect(throws: DocumentFaults.self) {
      try SweepFile(path: "/nowhere/sweep.yaml").read(for: scenario)
    }
    #expect(error?.faults.map(\.problem) == [.notFound])
  }

  @Test("The identity changes with any file and the version, and with nothing else")
  func identity() throws {
    let file = SourceFile(name: "scenario.yaml", bytes: [1])
    let other = SourceFile(name: "towns.csv", bytes: [2])
    let sweep = SourceFile(name: "sweep.yaml", bytes: [3])
    let identity = SweepIdentity(scenario: [file, other], sweep: sweep, version: "1")
    #expect(
      identity
        == SweepIdentity(
          scenario: [other, file], sweep: SourceFile(name: "./sweep.yaml", bytes: [3]), version: "1"))
    #expect(identity.digest.count == 64)
    #expect(identity != SweepIdentity(scenario: [file, other], sweep: sweep, version: "2"))
    #expect(identity != SweepIdentity(scenario: [file, file], sweep: sweep, version: "1"))
    #expect(identity != SweepIdentity(scenario: [file, other], sweep: other, version: "1"))
  }
}
