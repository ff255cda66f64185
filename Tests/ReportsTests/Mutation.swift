// SPDX-License-Identifier: GPL-3.0-or-later

import Documents
import Foundation

/// Numbers that look random and are the same on every machine (Steele, Lea and Flood, 2014).
struct SplitMix64: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}

/// The files of a scenario, by name.
typealias ScenarioFiles = [(name: String, bytes: [UInt8])]

/// Scenario files with something done to them that a hand, a spreadsheet or a disk might do.
struct Mutator {
  private var random: SplitMix64

  init(seed: UInt64) { random = SplitMix64(seed: seed) }

  private static let figures = [
    "", "0", "1", "-1", "0.5", "7.25", "1e9", "NaN", "inf", "47,000", "999999999", "1000000000", "1000000001",
    "9223372036854775807", "9223372036854775808", "-9223372036854775808", "0.000000000000000001", "1000000000000000000",
    "０", "４７", "--", "12%", "null", "[]", "{}", "\"", "合计", "today", "column", "百",
  ]

  private static let requirements = [
    "floor: N", "cap: N", "change: {posts: N}", "change: {percent: N}", "change: {posts: N, percent: N}",
    "total: today\n    within: county", "total: {东县: N, 甲县: N}\n    within: county", "town_total: today",
    "town_total: column", "total: {East: N}\n    within: county",
  ]

  private static let scopes = [
    "", "", "pools: [administrative]", "pools: [institutional]", "kinds: [subdistrict]", "kinds: [town, township]",
    "groups: [西县]", "groups: [乙县, 丙区]", "towns: [城关街道]", "pools: []",
  ]

  private static let sections = [
    "phase_in: {years: N}", "phase_in: {years: N, change: {posts: N, percent: 1N}}",
    "phase_in: {years: 3, change: {posts: N}}",
    "phase_in: {years: 2, totals: {administrative: [53N, 532]}}",
    "phase_in: {years: 2, totals: {institutional: [26N, 260]}}",
    "phase_in: {years: 3, change: {percent: N}, retirements: each_year}", "temporary_staff: N",
    "temporary_staff: 100000000N",
  ]

  private static let methods = ["webster", "huntington-hill", "adams", "jefferson", "hamilton"]

  /// Up to three changes, one after the other.
  mutating func mutated(_ files: ScenarioFiles) -> ScenarioFiles {
    var files = files
    for _ in 0..<Int.random(in: 1...3, using: &random) {
      let place = Int.random(in: files.indices, using: &random)
      switch Int.random(in: 0..<10, using: &random) {
      case 0: flipByte(&files[place].bytes)
      case 1: deleteBytes(&files[place].bytes)
      case 2: changeLines(&files[place].bytes) { lines, i, j in lines.insert(lines[i], at: j) }
      case 3: changeLines(&files[place].bytes) { lines, i, _ in lines.remove(at: i) }
      case 4: changeLines(&files[place].bytes) { lines, i, j in lines.swapAt(i, j) }
      case 5: swapFields(&files[place].bytes)
      case 6, 7: replaceNumber(&files[place].bytes)
      default: addRule(&files)
      }
    }
    return files
  }

  private mutating func flipByte(_ bytes: inout [UInt8]) {
    guard let place = bytes.indices.randomElement(using: &random) else { return }
    bytes[place] = UInt8.random(in: 0...255, using: &random)
  }

  private mutating func deleteBytes(_ bytes: inout [UInt8]) {
    guard let place = bytes.indices.randomElement(using: &random) else { return }
    bytes.removeSubrange(place..<min(bytes.count, place + Int.random(in: 1...12, using: &random)))
  }

  private mutating func changeLines(_ bytes: inout [UInt8], _ change: (inout [ArraySlice<UInt8>], Int, Int) -> Void) {
    var lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    let i = Int.random(in: lines.indices, using: &random)
    let j = Int.random(in: lines.indices, using: &random)
    change(&lines, i, j)
    bytes = Array(lines.joined(separator: [UInt8(ascii: "\n")]))
  }

  private mutating func swapFields(_ bytes: inout [UInt8]) {
    var fields = bytes.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false)
    fields.swapAt(Int.random(in: fields.indices, using: &random), Int.random(in: fields.indices, using: &random))
    bytes = Array(fields.joined(separator: [UInt8(ascii: ",")]))
  }

  private mutating func replaceNumber(_ bytes: inout [UInt8]) {
    let numbers = bytes.indices.split { !(UInt8(ascii: "0")...UInt8(ascii: "9")).contains(bytes[$0]) }
    guard let number = numbers.randomElement(using: &random), let first = number.first, let last = number.last
    else { return }
    // Half of them near the truth: plans come of those.
    let isNear = Bool.random(using: &random)
    let value = Int(String(decoding: bytes[first...last], as: UTF8.self)) ?? 0
    let text =
      isNear
      ? "\(max(0, value + Int.random(in: -3...3, using: &random)))"
      : Self.figures.randomElement(using: &random) ?? ""
    bytes.replaceSubrange(first...last, with: text.utf8)
  }

  private mutating func addRule(_ files: inout ScenarioFiles) {
    guard let place = files.firstIndex(where: { $0.name == ScenarioFolder.scenarioFile }) else { return }
    var text = String(decoding: files[place].bytes, as: UTF8.self)
    if Int.random(in: 0..<5, using: &random) == 0 {
      let section = Self.sections.randomElement(using: &random) ?? ""
      text += "\n" + section.replacing("N", with: "\(Int.random(in: 0...12, using: &random))") + "\n"
    } else if Int.random(in: 0..<4, using: &random) == 0 {
      text = text.replacing("webster", with: Self.methods.randomElement(using: &random) ?? "")
    } else {
      let posts = [0, 1, 2, 5, 8, 11, 14, 16, 20, 30, 40, 60, 100, 250].randomElement(using: &random) ?? 0
      let requirement = (Self.requirements.randomElement(using: &random) ?? "").replacing("N", with: "\(posts)")
      let scope = Self.scopes.randomElement(using: &random) ?? ""
      let rule = "\n  - \(requirement)" + (scope.isEmpty ? "" : "\n    \(scope)")
      text = text.replacing("\nrules:", with: "\nrules:\(rule)\n  #")
    }
    files[place].bytes = Array(text.utf8)
  }
}
