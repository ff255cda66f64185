// SPDX-License-Identifier: GPL-3.0-or-later

import LinearPrograms
import Testing

/// A solver that answers whatever it was told to, whatever the program is.
private struct UntruthfulSolver: LinearProgramSolver {
  var name: String { "untruthful" }
  let point: [Double]
  var multiplier: Double?

  func solve(_ program: LinearProgram, limits: Limits, monitor: SolveMonitor?) -> Outcome {
    do {
      let multiplier = multiplier.map { value in { (_: Constraint) in value } }
      return .optimal(
        try program.solution(method: .linearProgram(iterations: 0), multiplier: multiplier) { point[$0.index] })
    } catch {
      return .failed(error)
    }
  }
}

@Suite("A solver that answers wrongly is found out")
struct UntruthfulSolverTests {
  /// x + y ≤ 5 with 0 ≤ x ≤ 4 and a whole y from −3 to 1000.
  private static let program: LinearProgram = {
    var program = LinearProgram()
    let x = program.addVariable("x", in: 0...4)
    let y = program.addVariable("y", in: -3...1000, wholeNumbers: true)
    program.add(x + y <= 5, label: "room")
    program.goal = .maximize(2 * x + y)
    return program
  }()

  private static func answer(_ point: [Double], multiplier: Double? = nil) -> Outcome {
    program.solve(with: UntruthfulSolver(point: point, multiplier: multiplier))
  }

  private static func broken(_ outcome: Outcome) -> [Violation.Condition] {
    guard case .failed(.unsoundPoint(let violations)) = outcome else { return [] }
    return violations.map(\.condition)
  }

  @Test("A point that breaks a constraint, a bound or wholeness is named with all that it breaks")
  func unsound() {
    #expect(Self.broken(Self.answer([4, 2])) == [.constraint("room")])
    #expect(Self.broken(Self.answer([4.001, 0])) == [.bound("x")])
    #expect(Self.broken(Self.answer([-1, 0])) == [.bound("x")])
    #expect(Self.broken(Self.answer([1, 0.5])) == [.wholeNumber("y")])
    #expect(Self.broken(Self.answer([1, -4])) == [.bound("y")])
    #expect(Self.broken(Self.answer([7, 3.5])) == [.bound("x"), .wholeNumber("y"), .constraint("room")])
  }

  @Test("NaN and infinities are no point", arguments: [Double.nan, .infinity, -.infinity])
  func notFinite(number: Double) {
    #expect(Self.broken(Self.answer([number, 0])).contains(.bound("x")))
    #expect(Self.broken(Self.answer([0, number])).contains(.bound("y")))
    var free = LinearProgram()
    free.addVariable("free", from: -.infinity)
    #expect(Self.broken(free.solve(with: UntruthfulSolver(point: [number]))) == [.bound("free")])
  }

  @Test("A whole number may not be beyond its bound by a unit, however large it is")
  func largeWholeNumber() {
    var program = LinearProgram()
    program.addVariable("x", in: 0...1_000_000_000, wholeNumbers: true)
    #expect(Self.broken(program.solve(with: UntruthfulSolver(point: [1_000_000_001]))) == [.bound("x")])
    #expect(program.solve(with: UntruthfulSolver(point: [1_000_000_000])).solution != nil)
  }

  @Test("A point with a convex cost that is far away is refused, and does not take for ever or trap")
  func farAway() {
    var program = LinearProgram()
    let x = program.addVariable("x", in: 0...3, wholeNumbers: true)
    var goal = Goal.minimize()
    goal.add(ConvexCost(origin: 0) { Double($0) }, on: x)
    program.goal = goal
    for value in [1e300, -1e300, .infinity, .nan, 4] {
      #expect(Self.broken(program.solve(with: UntruthfulSolver(point: [value]))).contains(.bound("x")))
      #expect(program.goalValue { _ in value }.isNaN)
    }
    // Halfway between the costs 1 and 3 of one and two units.
    #expect(program.goalValue { _ in 1.5 } == 2)
  }

  @Test("An error of rounding is forgiven, whole numbers are made exactly whole, and the goal is the point's")
  func rounding() throws {
    let nearlyFour = 4.000_000_001
    let solution = try #require(Self.answer([nearlyFour, 1 - 1e-9]).solution)
    let y = try #require(Self.program.allVariables.last)
    #expect(solution[y] == 1)
    #expect(solution.goal == 2 * nearlyFour + 1)
    #expect(solution.largestViolation > 0 && solution.largestViolation < 2e-9)
  }

  @Test("A multiplier that is no number is refused")
  func multiplier() throws {
    for number in [Double.nan, .infinity] {
      #expect(
        Self.answer([4, 1], multiplier: number).fault
          == .numericalTrouble(message: "The multiplier of room is not finite."))
    }
    let room = try #require(Self.program.allConstraints.first)
    #expect(Self.answer([4, 1], multiplier: 1).solution?.multiplier(of: room) == 1)
    #expect(Self.answer([4, 1]).solution.map { $0.multiplier(of: room) == nil } == true)
  }

  @Test("A program with faults stays refused, whatever a solver answers")
  func unsoundProgram() {
    var program = LinearProgram()
    program.addVariable("x", from: .nan, to: 1)
    #expect(
      program.solve(with: UntruthfulSolver(point: [0])).fault
        == .invalidModel([.variableBoundNotANumber(variable: "x")]))
  }

  @Test("A solver's own multipliers, handed in from outside, give the margins that it gives itself", arguments: 0..<60)
  func margins(seed: Int) throws {
    let program = RandomProgram(seed: 4 * seed + 3).program
    guard case .optimal(let own) = program.solve(), !own.wasBranched else { return }
    let handed = try program.solution(
      method: own.method, multiplier: { own.multiplier(of: $0) ?? .nan }, at: { own[$0] })
    #expect(handed.goal == own.goal)
    for variable in program.allVariables {
      let (mine, theirs) = (own.margin(of: variable), handed.margin(of: variable))
      #expect((mine == nil) == (theirs == nil))
      guard let mine, let theirs else { continue }
      #expect(abs(mine.worth - theirs.worth) < 1e-9)
      #expect(mine.optimalRange == theirs.optimalRange)
    }
  }
}
