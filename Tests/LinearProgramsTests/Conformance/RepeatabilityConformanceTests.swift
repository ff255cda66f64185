// SPDX-License-Identifier: GPL-3.0-or-later

import LinearPrograms
import Testing

@Suite("Conformance: the same program has the same answer")
struct RepeatabilityConformanceTests {
  /// Every bit of an outcome that can be read.
  private static func bits(_ program: LinearProgram, _ outcome: Outcome) -> [String] {
    guard let solution = outcome.solution else { return ["\(outcome)"] }
    let values = program.allVariables.map { solution[$0] }
    let multipliers = program.allConstraints.map { solution.multiplier(of: $0) ?? .nan }
    let margins = program.allVariables.map { variable in
      solution.margin(of: variable).map { "\($0.worth.bitPattern) \($0.optimalRange)" } ?? "none"
    }
    return (values + multipliers + [solution.goal, solution.largestViolation]).map { "\($0.bitPattern)" } + margins
      + ["\(solution.method)"]
  }

  static let programs = (0..<16).map { RandomProgram(seed: 31 * $0 + $0 % 4) }

  @Test("Twice the same program, twice the same bits", arguments: ConformingSolver.all, programs)
  func twice(_ solver: ConformingSolver, _ random: RandomProgram) {
    let program = random.program
    let once = Self.bits(program, solver.solve(program))
    #expect(Self.bits(program, solver.solve(program)) == once)
    // Written down anew it is another program, with the same answer.
    let again = RandomProgram(seed: random.seed).program
    #expect(Self.bits(again, solver.solve(again)) == once)
  }

  @Test("Eight solves at once do not hear of one another", arguments: ConformingSolver.all)
  func atOnce(_ solver: ConformingSolver) async {
    let programs = Self.programs.map(\.program)
    let alone = programs.map { Self.bits($0, solver.solve($0)) }
    let together = await withTaskGroup(of: (Int, [[String]]).self) { group in
      for worker in 0..<8 {
        group.addTask {
          // Each begins elsewhere, so that different programs run side by side.
          let order = programs.indices.map { ($0 + 2 * worker) % programs.count }
          var answers = [[String]](repeating: [], count: programs.count)
          for place in order { answers[place] = Self.bits(programs[place], solver.solve(programs[place])) }
          return (worker, answers)
        }
      }
      var all: [[[String]]] = []
      for await (_, answers) in group { all.append(answers) }
      return all
    }
    #expect(together.count == 8)
    for answers in together { #expect(answers == alone) }
  }

  @Test("A copy is a program of its own, and the handles of both are the same", arguments: ConformingSolver.all)
  func copies(_ solver: ConformingSolver) throws {
    var program = LinearProgram()
    let x = program.addVariable("x", in: 0...5)
    let row = program.add(2 * x <= 8)
    program.goal = .maximize(LinearExpression(x))
    var tighter = program
    let later = tighter.addVariable("later", in: 1...1)
    let laterRow = tighter.add(x + later <= 3)
    let (solution, tight) = try (
      solver.solve(program).requireOptimal(), solver.solve(tighter).requireOptimal()
    )
    #expect((solution[x], tight[x]) == (4, 2))
    #expect(tight[later] == 1 && solution[later].isNaN)
    #expect(program.owns(row) && tighter.owns(row))
    #expect(tighter.owns(laterRow) && !program.owns(laterRow))
    #expect(solution.multiplier(of: laterRow) == nil)
  }

  @Test("A solution answers nothing for another program's handles", arguments: ConformingSolver.all)
  func strangers(_ solver: ConformingSolver) throws {
    var (program, other) = (LinearProgram(), LinearProgram())
    let x = program.addVariable(in: 0...5)
    program.add(x <= 8)
    let (stranger, strangeRow) = (other.addVariable(), other.add(LinearExpression(0) <= 1))
    let solution = try solver.solve(program).requireOptimal()
    #expect(solution[stranger].isNaN)
    #expect(solution.multiplier(of: strangeRow) == nil && solution.margin(of: stranger) == nil)
  }

  @Test("Solving leaves the program as it was", arguments: ConformingSolver.all, programs)
  func untouched(_ solver: ConformingSolver, _ random: RandomProgram) throws {
    let before = try random.program.mpsText()
    _ = solver.solve(random.program)
    #expect(try random.program.mpsText() == before)
  }
}
