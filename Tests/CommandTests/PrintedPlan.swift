// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Synchronization
import Testing

/// A plan as `allot plan --json` prints it, so far as tests look at it.
struct PrintedPlan: Decodable {
  struct Figures: Decodable {
    let quotaToday: Int?
    let staffToday: Int?
    let need: Double
    let quotaPlanned: Int
    let change: Int?
    let growthPercent: Double?
  }
  struct Part: Decodable {
    let kind: String
    let title: String
    let posts: Double
    let duties: Int?
    let workload: Workload?
  }
  struct Workload: Decodable {
    let availableHours: Double
    let activities: Double
  }
  struct Need: Decodable {
    let total: Double
    let parts: [Part]
  }
  struct Pool: Decodable {
    let pool: String
    let figures: Figures
    let need: Need?
    let reason: String?
  }
  struct Town: Decodable {
    let town: String
    let kind: String
    let group: [String]
    let contractStaff: Int?
    let pools: [Pool]
    let together: Figures
  }
  struct Group: Decodable {
    let group: [String]
    let pools: [Pool]
  }
  struct Solving: Decodable {
    let how: String
  }
  let title: String
  let note: String?
  let pools: [Pool]
  let towns: [Town]
  let groups: [Group]
  let needNotes: [String]
  let solving: Solving

  /// What the command prints of a scenario.
  init(of scenario: String) throws {
    let run = try allot("plan", scenario, "--json")
    try #require(run.code == 0, "\(run.errors)")
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    self = try decoder.decode(PrintedPlan.self, from: Data(run.output.utf8))
  }

  private static let printed = Mutex<[String: PrintedPlan]>([:])

  /// What the command prints of a scenario that comes with the program, planned once for all tests.
  static func ofShipped(_ name: String) throws -> PrintedPlan {
    if let plan = printed.withLock({ $0[name] }) { return plan }
    let plan = try PrintedPlan(of: shipped(name))
    printed.withLock { $0[name] = plan }
    return plan
  }

  /// What the command prints of a copy of a scenario.
  init(of copy: TemporaryFolder) throws {
    // The folder must not go away before the command has read it.
    self = try withExtendedLifetime(copy) { try PrintedPlan(of: copy.path) }
  }

  subscript(pool: String) -> Figures? { pools.first { $0.pool == pool }?.figures }
}

extension PrintedPlan.Town {
  subscript(pool: String) -> PrintedPlan.Pool? { pools.first { $0.pool == pool } }

  /// The parts of this title over all pools.
  func parts(_ title: String) -> [PrintedPlan.Part] {
    pools.flatMap { $0.need?.parts ?? [] }.filter { $0.title == title }
  }

  /// What the parts of this title add to the need over all pools.
  func posts(_ title: String) -> Double { parts(title).reduce(0) { $0 + $1.posts } }

  /// The duties that it holds by its lists, by the lists' titles.
  var duties: [String: Int] {
    Dictionary(
      pools.flatMap { $0.need?.parts ?? [] }.compactMap { part in part.duties.map { (part.title, $0) } },
      uniquingKeysWith: { first, _ in first })
  }
}

/// A scenario that comes with the program.
func shipped(_ name: String) -> String { "\(packageRoot)/Scenarios/\(name)" }

/// A copy of a scenario that comes with the program, beside the models, with its `scenario.yaml` changed.
func copy(of name: String, changing change: (String) throws -> String = { $0 }) throws -> TemporaryFolder {
  let folder = try TemporaryFolder()
  for file in try FileManager.default.contentsOfDirectory(atPath: shipped(name)) {
    let text = try String(contentsOfFile: "\(shipped(name))/\(file)", encoding: .utf8)
    try folder.write(file == "scenario.yaml" ? try change(text).replacing("../../Models/", with: "") : text, to: file)
  }
  for file in try FileManager.default.contentsOfDirectory(atPath: "\(packageRoot)/Models")
  where file.hasPrefix(name) || file.hasPrefix("four-factor") {
    try folder.write(String(contentsOfFile: "\(packageRoot)/Models/\(file)", encoding: .utf8), to: file)
  }
  return folder
}
