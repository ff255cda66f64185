// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import TestLength
import Testing

private let municipalities = "\(packageRoot)/../shared/data/japan/jp_municipality_staff_2024.csv"

/// All municipalities of Japan with their real staff, as they lie beside the project.
@Suite(
  "Japan's 1,741 municipalities",
  .enabled(
    if: runsLongTests && FileManager.default.fileExists(atPath: municipalities),
    "For ALLOT_LONG_TESTS, where ../shared/data is."))
struct JapanTests {
  /// A scenario made from the file: today's quota is the staff of 2023, in post that of 2024, and every peer group keeps
  /// its total.
  private func scenario() throws -> TemporaryFolder {
    let lines = try String(contentsOfFile: municipalities, encoding: .utf8).split(whereSeparator: \.isNewline)
    let rows = lines.map { $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init) }
    let head = try #require(rows.first)
    func place(_ heading: String) throws -> Int { try #require(head.firstIndex(of: heading)) }
    let columns = try [
      "similar_type", "prefecture", "municipality", "population_2020", "area_km2", "general_admin_staff_2023",
      "general_admin_staff_2024",
    ].map(place)
    let towns = rows.dropFirst().map { row in columns.map { row[$0] } }
    let total = try towns.reduce(0) { try $0 + #require(Int($1[5])) }
    let folder = try TemporaryFolder()
    try folder.write(
      """
      title: Municipalities of Japan
      towns: towns.csv
      levels: [peer_group, prefecture]
      kinds: [municipality]
      pools: {administrative: \(total)}
      model:
        title: Shares
        parts:
          - base: {municipality: 20}
          - share:
              resident_population: {weight: 0.9, power: 0.8}
              area: 0.1
      rules:
        - total: today
          within: peer_group

      """, to: "scenario.yaml")
    let headings =
      "peer_group,prefecture,town,kind,resident_population (people),area (km²),administrative_quota,administrative_staff"
    try folder.write(
      ([headings] + towns.map { ($0.prefix(3) + ["municipality"] + $0.dropFirst(3)).joined(separator: ",") }).joined(
        separator: "\n"), to: "towns.csv")
    return folder
  }

  private struct Flags: Decodable {
    struct Norm: Decodable {
      let group: [String]
      let exponents: [String: Double]
    }
    struct Flag: Decodable {
      let kind: String
      let severity: String
      let town: String
    }
    let norms: [Norm]
    let flags: [Flag]
  }

  private func flags(_ arguments: String...) throws -> Flags {
    let command = try #require(BuiltCommand.path)
    let run = try run(command, ["flag"] + arguments + ["--json"], ["LC_ALL": "C"], nil)
    try #require(run.code == 0, "\(run.errors)")
    return try JSONDecoder().decode(Flags.self, from: Data(run.output.utf8))
  }

  @Test("The norm's exponents are near 0.67 and 0.11, and those far off it are towns that a reader of the data expects")
  func norm() throws {
    let folder = try scenario()
    let flags = try flags(folder.path)
    let norm = try #require(flags.norms.first)
    #expect(flags.norms.count == 1 && norm.group.isEmpty)
    #expect(abs((norm.exponents["resident_population"] ?? 0) - 0.67) < 0.02)
    #expect(abs((norm.exponents["area"] ?? 0) - 0.11) < 0.02)
    let outliers = flags.flags.filter { $0.kind == "outlier" && $0.severity == "serious" }.map(\.town)
    // Evacuated since 2011; a ward of offices; islands of a few hundred people.
    for town in ["大熊町", "浪江町", "富岡町", "千代田区", "青ヶ島村", "利島村"] { #expect(outliers.contains(town), "\(town)") }
  }

  @Test("By peer group each group has its own norm, and its plan keeps each group's total")
  func peers() throws {
    let folder = try scenario()
    let flags = try flags(folder.path, "--within", "peer_group")
    #expect(flags.norms.count > 20 && flags.norms.allSatisfy { $0.group.count == 1 })
    let outliers = flags.flags.filter { $0.kind == "outlier" }.map(\.town)
    for town in ["浪江町", "大熊町", "富岡町", "女川町"] { #expect(outliers.contains(town), "\(town)") }
    let plan = try PrintedPlan(of: folder)
    #expect(plan.towns.count == 1741)
    let groups = plan.groups.filter { $0.group.count == 1 }
    #expect(groups.count > 30 && groups.allSatisfy { $0.pools.allSatisfy { $0.figures.change == 0 } })
  }
}
