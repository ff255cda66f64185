// SPDX-License-Identifier: GPL-3.0-or-later

import ArgumentParser
import LinearPrograms
import Reports
import Staffing

extension Scenario {
  /// Plans the scenario, and says so where it takes over a second.
  func planShowingProgress(_ words: Words, monitor: SolveMonitor) -> PlanningOutcome {
    ProgressLine.shared.showing({ words.planning(seconds: $0, monitor.progress) }) {
      plan(with: GLPKSolver(workers: Processors.count), monitor: monitor, workers: Processors.count)
    }
  }

  /// Plans the scenario, or says why there is no plan and ends with its exit code. A plan at which a limit stopped the
  /// search is returned with the limit in its ``Plan/Solving``, and said to be so.
  func planOrExit(_ words: Words, monitor: SolveMonitor, named name: String? = nil) throws -> Plan {
    let outcome = planShowingProgress(words, monitor: monitor)
    if case .plan(let plan) = outcome { return plan }
    // Of several scenarios the one that is spoken of is named.
    if let name { Console.complain(words.about(name)) }
    switch outcome {
    case .plan(let plan): return plan
    case .infeasible(let reasons):
      Console.complain(words.noPlan)
      for sentence in words.infeasibilities(reasons, of: self) { Console.complain(sentence) }
      throw Exit.infeasible
    case .stopped(let limit, let best):
      Console.complain(words.stopped(limit, hasPlan: best != nil))
      guard let best else { throw limit == .cancelled ? Exit.interrupted : Exit.limitReached }
      return best
    case .failed(let fault):
      Console.complain(words.planningFault(fault))
      throw fault.exit
    }
  }
}
