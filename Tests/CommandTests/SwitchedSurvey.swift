// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Testing

/// The lines of the survey's file that wait to be switched on.
struct WaitingLines {
  let text: String
  /// The lines of each rule or goal, by their places in the file.
  let blocks: [Range<Int>]

  init() throws {
    text = try String(contentsOfFile: "\(survey)/scenario.yaml", encoding: .utf8)
    let lines = text.components(separatedBy: "\n")
    var blocks: [Range<Int>] = []
    for (place, line) in lines.enumerated() {
      if line.hasPrefix("#   - ") {
        blocks.append(place..<place + 1)
      } else if line.hasPrefix("#     "), let last = blocks.last, last.upperBound == place {
        blocks[blocks.count - 1] = last.lowerBound..<place + 1
      }
    }
    self.blocks = blocks
  }

  /// The first line of each block, without what comments it out.
  var titles: [String] {
    let lines = text.components(separatedBy: "\n")
    return blocks.map { String(lines[$0.lowerBound].dropFirst(6)) }
  }

  /// A copy of the survey with some blocks switched on, just as its file says; and how reports cite the first of them.
  func switched(on titles: [String]) throws -> (folder: TemporaryFolder, citation: String) {
    var lines = text.components(separatedBy: "\n")
    let chosen = zip(blocks, self.titles).filter { titles.contains($0.1) }.map(\.0)
    try #require(chosen.count == titles.count)
    for place in chosen.joined() { lines[place] = String(lines[place].dropFirst(2)) }
    let changed = lines.joined(separator: "\n")
    return (try copy(of: "survey-35-subdistricts") { _ in changed }, "scenario.yaml:\(chosen[0].lowerBound + 1)")
  }
}

/// One subdistrict of the survey: its row in the table and its rows in the plan that the command prints as CSV. Pools
/// are administrative and institutional, in this order.
struct SurveyRow {
  let county: String
  let town: String
  /// In persons.
  let population: Int
  let area: Double
  let output: Double
  let intensity: Int
  let quota: [Int]
  let staff: [Int]
  let retirements: [Int]
  let need: [Double]
  let planned: [Int]
  let reasons: [String]

  var posts: Int { planned.reduce(0, +) }

  /// Reads the table of the survey, and what the command prints of a folder.
  static func rows(_ folder: String) throws -> [SurveyRow] {
    let run = try allot("plan", folder, "--csv")
    try #require(run.code == 0, "\(run.errors)")
    var plan: [String: [[String]]] = [:]
    for line in run.output.split(separator: "\n").dropFirst() {
      let cells = line.split(separator: ",", maxSplits: 10, omittingEmptySubsequences: false).map(String.init)
      plan[cells[0], default: []].append(cells)
    }
    let table = try String(contentsOfFile: "\(survey)/towns.csv", encoding: .utf8)
    let lines = table.split(separator: "\n").map { $0.split(separator: ",").map(String.init) }
    return try lines.dropFirst().map { cells in
      func figure(_ heading: String) throws -> Double {
        try #require(lines[0].firstIndex(of: heading).flatMap { Double(cells[$0]) })
      }
      func counts(_ what: String) throws -> [Int] { try ["行政编制", "事业编制"].map { Int(try figure($0 + what)) } }
      let pools = try #require(plan[cells[2]])
      let ids = pools.map { $0[3] }
      try #require(ids == ["administrative", "institutional"])
      return SurveyRow(
        county: cells[1], town: cells[2], population: Int((try figure("常住人口(万人)") * 10000).rounded()),
        area: try figure("管辖范围(km²)"), output: try figure("经济总量(亿元)"), intensity: Int(try figure("工作强度")),
        quota: try counts("核定"), staff: try counts("在编"), retirements: try counts("预计退休"),
        need: pools.compactMap { Double($0[6]) }, planned: pools.compactMap { Int($0[7]) },
        reasons: pools.map { $0[10] })
    }
  }
}
