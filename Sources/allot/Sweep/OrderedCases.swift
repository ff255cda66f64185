// SPDX-License-Identifier: GPL-3.0-or-later

import Dispatch
import LinearPrograms
import Reports
import Staffing

/// Plans cases on several threads and hands the results on in the cases' order, so that what is written is the same
/// whatever the number of threads.
final class OrderedCases: @unchecked Sendable {
  /// Why not all cases were handed on.
  enum Ending {
    case done
    /// A limit, which can only be an interrupt.
    case stopped
    /// A case, from 0, had no answer.
    case failed(case: Int, PlanningFault)
    /// Whoever took the results wants no more.
    case refused
  }

  private let planner: SweepPlanner
  /// Puts results into rows; `nil` where nobody wants them.
  private let csv: SweepCSV?
  private let cases: Range<Int>
  private let workers: Int
  /// One a worker: a monitor serves one thread at a time.
  let monitors: [SolveMonitor]

  // All that changes is touched on this queue alone.
  private let queue = DispatchQueue(label: "ordered cases")
  private var next: Int
  private var handedOn: Int
  private var waiting: [Int: (result: SweepResult, rows: [UInt8]?)] = [:]
  private var ending: Ending?
  private var gathered: SweepTally
  // Nobody runs far ahead of a slow case, for what waits takes memory. Begins at 0 and is raised, as it may be dropped at
  // any value that way.
  private let room = DispatchSemaphore(value: 0)

  init(_ planner: SweepPlanner, _ csv: SweepCSV?, cases: Range<Int>, after tally: SweepTally, workers: Int) {
    (self.planner, self.csv, self.cases) = (planner, csv, cases)
    gathered = tally
    self.workers = max(1, min(workers, cases.count))
    monitors = (0..<self.workers).map { _ in SolveMonitor() }
    (next, handedOn) = (cases.lowerBound, cases.lowerBound)
  }

  /// How many cases, of those from 0 on, have been handed on or were before.
  var done: Int { queue.sync { handedOn } }

  /// The cases that were handed on, after those that were there before.
  var tally: SweepTally { queue.sync { gathered } }

  /// Plans all cases. The results come one after another, from whatever thread.
  ///
  /// - Parameter take: what to do with a case's rows; whether to go on.
  func run(_ take: @escaping @Sendable ([UInt8]) -> Bool) -> Ending {
    for _ in 0..<4 * workers { room.signal() }
    DispatchQueue.concurrentPerform(iterations: workers) { worker in
      while let number = self.nextCase(self.monitors[worker]) {
        let result = self.planner.result(of: number, monitor: self.monitors[worker])
        let rows = result.isDecided ? self.csv?.rows(of: number, result) ?? [] : nil
        self.queue.sync { self.finish(number, result, rows, take) }
      }
    }
    return queue.sync { ending ?? .done }
  }

  private func nextCase(_ monitor: SolveMonitor) -> Int? {
    room.wait()
    return queue.sync {
      if monitor.isCancelled && ending == nil && next < cases.upperBound { ending = .stopped }
      guard ending == nil, next < cases.upperBound else {
        // The next that waits for room learns of it, too.
        room.signal()
        return nil
      }
      defer { next += 1 }
      return next
    }
  }

  private func finish(
    _ number: Int, _ result: SweepResult, _ rows: [UInt8]?, _ take: ([UInt8]) -> Bool
  ) {
    waiting[number] = (result, rows)
    while let (result, rows) = waiting.removeValue(forKey: handedOn) {
      if let rows, take(rows) {
        gathered.add(handedOn, result)
        handedOn += 1
        room.signal()
        continue
      }
      switch result {
      case .failed(let fault): ending = .failed(case: handedOn, fault)
      case .stopped: ending = .stopped
      case .plan, .infeasible, .unsound: ending = .refused
      }
      room.signal()
      return
    }
  }
}

extension SweepResult {
  /// Whether it says what comes of the case.
  fileprivate var isDecided: Bool {
    switch self {
    case .plan, .infeasible, .unsound: true
    case .stopped, .failed: false
    }
  }
}

extension SweepTally {
  /// Adds what came of a case.
  fileprivate mutating func add(_ number: Int, _ result: SweepResult) {
    switch result {
    case .plan(let quotas, _): add(case: number, quotas: quotas.flatMap(\.self))
    case .infeasible: add(isInfeasible: true)
    case .unsound: add(isInfeasible: false)
    case .stopped, .failed: break
    }
  }
}
