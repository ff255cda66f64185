// SPDX-License-Identifier: GPL-3.0-or-later

// Compares settings of branch and bound on staffing programs with rules that break whole numbers. Every way solves the
// same seeded programs under the same limit; a table of medians comes out. Arguments: seeds a family (5), seconds a
// solve (5), and families and ways by the beginnings of their names; all where none is named.

import Foundation
import HardPrograms
import LinearPrograms

struct Family {
  let name: String
  let program: (_ seed: Int) -> LinearProgram
}

func towns(_ count: Int, counties: Int, seed: Int, _ rules: (inout Towns) -> Void) -> LinearProgram {
  var towns = Towns(count, counties: counties, seed: seed)
  rules(&towns)
  return towns.program
}

let families = [
  Family(name: "mix-wide 300") { towns(300, counties: 6, seed: $0) { $0.mix(between: 0.35, and: 0.55) } },
  Family(name: "mix-narrow 100") { towns(100, counties: 2, seed: $0) { $0.mix(between: 0.42, and: 0.47) } },
  Family(name: "order 60") { towns(60, counties: 1, seed: $0) { $0.forbidInversions() } },
  Family(name: "order+mix 60") {
    towns(60, counties: 1, seed: $0) {
      $0.forbidInversions()
      $0.mix(between: 0.38, and: 0.52)
    }
  },
  Family(name: "centres 12×8") { HardProgram.centres(towns: 12, kinds: 8, seed: $0) },
  Family(name: "roster 16×14") { HardProgram.roster(people: 16, days: 14, seed: $0) },
]

let base = BranchSettings(beginsWithRoundedPoint: false)
let ways: [(name: String, settings: BranchSettings)] = [
  ("measured", .measured),
  ("no start", base),
  ("no cuts", BranchSettings(cuts: [])),
  ("rounding cuts", BranchSettings(cuts: [.mixedIntegerRounding])),
  ("Gomory cuts", BranchSettings(cuts: [.gomory])),
  ("both, cover", BranchSettings(cuts: [.mixedIntegerRounding, .gomory, .cover])),
  ("all cuts", BranchSettings(cuts: Set(BranchSettings.Cut.allCases))),
  ("most fractional", BranchSettings(variableChoice: .mostFractional)),
  ("pseudocost", BranchSettings(variableChoice: .pseudocost)),
  ("depth first", BranchSettings(nodeChoice: .depthFirst)),
  ("projection", BranchSettings(nodeChoice: .bestProjection)),
  ("pump, no start", BranchSettings(beginsWithRoundedPoint: false, usesFeasibilityPump: true)),
  ("presolve", BranchSettings(presolves: true)),
]

func median(_ numbers: [Double]) -> Double {
  let sorted = numbers.sorted()
  return sorted.isEmpty ? .nan : sorted[sorted.count / 2]
}

func text(_ number: Double, _ digits: Int) -> String {
  guard number.isFinite else { return "–" }
  var scale = 1.0
  for _ in 0..<digits { scale *= 10 }
  let whole = Int((abs(number) * scale).rounded())
  let tail = digits == 0 ? "" : "." + String(String(whole % Int(scale) + Int(scale)).dropFirst())
  return (number < 0 ? "-" : "") + "\(whole / Int(scale))" + tail
}

func padded(_ text: String, _ width: Int) -> String {
  String(repeating: " ", count: max(0, width - text.count)) + text
}

let arguments = Array(CommandLine.arguments.dropFirst())
let seeds = arguments.first.flatMap { Int($0) } ?? 5
let limit = arguments.dropFirst().first.flatMap { Double($0) } ?? 5
let wanted = arguments.dropFirst(2)

/// Those whose names begin as one of the arguments does, or all where no argument speaks of any.
func chosen<Item>(_ items: [Item], _ name: (Item) -> String) -> [Item] {
  let matches = items.filter { item in wanted.contains { name(item).hasPrefix($0) } }
  return matches.isEmpty ? items : matches
}

for family in chosen(families, \.name) {
  print("\(family.name), \(seeds) programs, \(text(limit, 0)) s each")
  print("                    proved  no point  median s  median gap  median nodes")
  for way in chosen(ways, \.name) {
    var (seconds, gaps, nodes): ([Double], [Double], [Double]) = ([], [], [])
    var (proved, without) = (0, 0)
    for seed in 1...seeds {
      let program = family.program(seed)
      let solver = GLPKSolver(branching: way.settings)
      var outcome = Outcome.infeasible
      let time = ContinuousClock().measure { outcome = program.solve(with: solver, limits: Limits(seconds: limit)) }
      seconds.append(Double(time.components.seconds) + Double(time.components.attoseconds) * 1e-18)
      switch outcome {
      case .optimal: proved += 1
      case .feasible: break
      case .undecided: without += 1
      case .infeasible, .unbounded, .failed:
        print("  \(way.name), seed \(seed): \(outcome)")
        continue
      }
      gaps.append(outcome.gap ?? .infinity)
      if case .branchAndBound(let count)? = outcome.solution?.method { nodes.append(Double(count)) }
    }
    print(
      "  " + way.name + padded(text(Double(proved), 0), 24 - way.name.count) + padded(text(Double(without), 0), 10)
        + padded(text(median(seconds), 3), 10) + padded(text(median(gaps) * 100, 3) + " %", 12)
        + padded(text(median(nodes), 0), 14))
    // A long run shows what it has.
    fflush(nil)
  }
}
