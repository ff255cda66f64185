// SPDX-License-Identifier: GPL-3.0-or-later

/// The points at which each part of a program that was taken apart is as good as its optimum: by the optimal face of a
/// part that was not branched, by what prices left of one where they did, by a budget for any other. The parts stay apart.
struct PartHolding: Sendable {
  private var faces: [OptimalFace] = []
  private var budgets: [GoalBudget] = []
  private var narrowings: [NarrowingHolding] = []

  /// - Parameters:
  ///   - program: the program that was solved, with the goal.
  ///   - original: the program that the goal's values are measured by, with the same first variables.
  init(
    _ goal: Goal, of program: LinearProgram, at solution: Solution, _ parts: Solution.Parts,
    measuredBy original: LinearProgram
  ) throws(SolverFault) {
    var measured = original
    for part in parts.parts {
      let block = parts.blocks.blocks[part.block]
      if let face = OptimalFace(of: part.program, at: part.solution) {
        faces.append(face.placed(variables: block.variables, rows: block.rows))
        continue
      }
      if let narrowing = part.solution.narrowing?.placed(block.variables, among: program.variableCount)
        .within(original.variableCount)
      {
        narrowings.append(try NarrowingHolding(narrowing, at: solution, of: original))
        continue
      }
      let goal = parts.blocks.goal(of: part.block, in: program)
      // What the part's rows leave of the ranges, so that no step beyond is written out.
      for (local, variable) in block.variables.enumerated() where variable < original.variableCount {
        measured.variables.setBounds(
          of: variable, lower: part.program.variables.lower[local], upper: part.program.variables.upper[local])
      }
      measured.goal = goal
      let best = measured.goalValue(at: solution.values)
      var found = Solution(
        program: program.id, values: [], goal: part.solution.goal, method: part.solution.method, largestViolation: 0)
      found.root = part.solution.root.map { root in
        Solution.Root(goal: root.goal, margins: root.margins.placed(block.variables))
      }
      budgets.append(
        try GoalBudget(goal, of: measured, best: best, worst: best, near: found, isOptimum: false))
    }
  }

  /// Narrows a program that has the same first variables and constraints. O(variables + steps).
  func narrow(_ program: inout LinearProgram) {
    for face in faces { face.narrow(&program) }
    for budget in budgets { budget.add(to: &program) }
    for narrowing in narrowings { narrowing.narrow(&program) }
  }
}
