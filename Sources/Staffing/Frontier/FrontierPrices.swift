// SPDX-License-Identifier: GPL-3.0-or-later

internal import LinearPrograms

/// The frontier of fit against posts moved by prices: at each price of a move the program of fit is a network, and its
/// optimum is a point on the frontier's convex hull. From the two ends on, the price at which both ends of a stretch are
/// as good either finds a point below the line between them or proves that there is none (Aneja and Nair, Bicriteria
/// transportation problem, Management Science 25, 1979).
///
/// Where totals are nested and rules are totals and bounds, all of the frontier lies on that hull: the plans that are the
/// best at a price are an M-convex set, in which two plans are joined by steps of one post each (Murota, Discrete Convex
/// Analysis, 2003), and a step moves one post more, one less, or as many. So every whole number of moves between two
/// break points has a plan on the straight line between them.
struct FrontierPrices {
  private let problem: AllocationProblem
  private let fit: AllocationProgram
  private let solve: (LinearProgram) -> Outcome

  init(_ problem: AllocationProblem, solve: @escaping (LinearProgram) -> Outcome) {
    self.problem = problem
    self.solve = solve
    fit = problem.fitProgram()
  }

  /// Whether prices find all of the frontier.
  static func suffice(for problem: AllocationProblem) -> Bool {
    problem.isNested && problem.ruleRows.isEmpty && problem.movesLimits.isEmpty
  }

  /// The break points between two ends, with these, by moves; those of the widest stretches first where there are to be no
  /// more than so many programs, and then not all of them.
  func vertices(
    from first: Frontier.Vertex, to last: Frontier.Vertex, programs most: Int
  ) throws(Interruption) -> (vertices: [Frontier.Vertex], areAll: Bool) {
    guard last.moved > first.moved else { return ([first], true) }
    var (vertices, stretches, next, programs) = ([first, last], [(first, last)], 0, 0)
    while next < stretches.count {
      guard programs < most else { return (vertices.sorted { $0.moved < $1.moved }, false) }
      let (left, right) = stretches[next]
      next += 1
      guard right.moved - left.moved > 1 else { continue }
      programs += 1
      let price = (left.value - right.value) / Double(right.moved - left.moved)
      let found = try best(atPrice: price)
      let gain = left.value + price * Double(left.moved) - found.value - price * Double(found.moved)
      // As near as sums of logarithms are told apart.
      guard gain > 1e-9 * max(1, abs(left.value)), found.moved > left.moved, found.moved < right.moved else { continue }
      vertices.append(found)
      stretches += [(left, found), (found, right)]
    }
    return (vertices.sorted { $0.moved < $1.moved }, true)
  }

  private func best(atPrice price: Double) throws(Interruption) -> Frontier.Vertex {
    let (shares, towns) = (problem.shares, problem.scenario.towns)
    let costs = PostCosts(problem.scenario.method, near: shares)
    let program = AllocationProgram(problem, ranges: problem.ranges) { town, pool, _ in
      costs.cost(forNeed: shares[town, pool], today: towns[town].posts[pool].quota ?? 0, moveCost: price)
    }
    let outcome = solve(program.program)
    guard case .optimal(let solution) = outcome else { throw Interruption(outcome) }
    let quotas = program.quotas(at: solution)
    return Frontier.Vertex(moved: problem.scenario.postsMoved(by: quotas), value: fit.goalValue(at: quotas))
  }
}
