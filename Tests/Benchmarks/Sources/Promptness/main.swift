// SPDX-License-Identifier: GPL-3.0-or-later

// How promptly hard integer programs return: at a deadline of 1 s, and after a cancellation at 1 s. Run it alone on the
// machine. Exits with 1 where a return came more than 0.2 s late.

import Dispatch
import Foundation
import HardPrograms
import LinearPrograms

func towns(_ count: Int, counties: Int, _ rules: (inout Towns) -> Void) -> LinearProgram {
  var towns = Towns(count, counties: counties, seed: 1)
  rules(&towns)
  return towns.program
}

let programs: [(name: String, make: () -> LinearProgram)] = [
  ("market split 5×40", { HardProgram.marketSplit(rows: 5, columns: 40, seed: 5) }),
  ("centres 40×10", { HardProgram.centres(towns: 40, kinds: 10, seed: 1) }),
  ("roster 60×28", { HardProgram.roster(people: 60, days: 28, seed: 1) }),
  (
    "order+mix 200",
    {
      towns(200, counties: 1) {
        $0.forbidInversions(); $0.mix(between: 0.4, and: 0.5)
      }
    }
  ),
  ("mix 20,000, one total", { towns(20_000, counties: 1) { $0.mix(between: 0.42, and: 0.47) } }),
  ("covering 300×600, dense", { HardProgram.covering(rows: 300, columns: 600, density: 0.5, seed: 1) }),
  ("covering 600×1200, dense", { HardProgram.covering(rows: 600, columns: 1200, density: 0.5, seed: 1) }),
  ("covering 1500×3000", { HardProgram.covering(rows: 1500, columns: 3000, density: 0.1, seed: 1) }),
  ("covering 3000×6000", { HardProgram.covering(rows: 3000, columns: 6000, density: 0.02, seed: 1) }),
]

func describe(_ outcome: Outcome) -> String {
  switch outcome {
  case .optimal(let solution): "optimal \(solution.goal)"
  case .feasible(let solution, let bound, let limit):
    "\(limit): goal \(solution.goal), bound \(bound.map { "\($0)" } ?? "–"), gap \(outcome.gap.map { "\($0)" } ?? "–")"
  case .undecided(let bound, let limit): "\(limit): no point, bound \(bound.map { "\($0)" } ?? "–")"
  case .infeasible, .unbounded, .failed: "\(outcome)"
  }
}

let wanted = CommandLine.arguments.dropFirst()
var isPrompt = true
for (name, make) in programs where wanted.isEmpty || wanted.contains(where: { name.hasPrefix($0) }) {
  let program = make()
  for cancels in [false, true] {
    let monitor = SolveMonitor()
    if cancels { DispatchQueue.global().asyncAfter(deadline: .now() + 1) { monitor.cancel() } }
    var outcome = Outcome.infeasible
    let time = ContinuousClock().measure {
      outcome = program.solve(limits: Limits(seconds: cancels ? nil : 1), monitor: monitor)
    }
    let seconds = Double(time.components.seconds) + Double(time.components.attoseconds) * 1e-18
    if seconds > 1.2 { isPrompt = false }
    print("\(name), \(cancels ? "cancelled" : "deadline"): \(String(format: "%.3f", seconds)) s, \(describe(outcome))")
  }
}
exit(isPrompt ? 0 : 1)
