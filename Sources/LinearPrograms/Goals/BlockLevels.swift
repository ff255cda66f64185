// SPDX-License-Identifier: GPL-3.0-or-later

/// Finds how far the worst parts of a max–min goal can be raised where the program falls apart into blocks: the level of
/// the whole is that of the worst block, and a block that gets to the level of those before it needs no search.
struct BlockLevels {
  private let program: LinearProgram
  private let blocks: IndependentBlocks
  /// The parts whose variables are in each block.
  private let partsOfBlock: [[Int]]
  private let solve: (LinearProgram) -> Outcome
  /// The last point known of each block, one number a variable of the program.
  private var witness: [Double]

  /// `nil` where the program does not fall apart, or has no whole numbers.
  init?(_ program: LinearProgram, _ floors: LevelFloors, solve: @escaping (LinearProgram) -> Outcome) {
    var program = program
    program.goal = .minimize()
    guard program.isInteger, let blocks = IndependentBlocks(program) else { return nil }
    var partsOfBlock = [[Int]](repeating: [], count: blocks.blocks.count)
    for (place, part) in floors.parts.enumerated() {
      partsOfBlock[Int(blocks.blockOfVariable[part.variableIndex])].append(place)
    }
    (self.program, self.blocks, self.partsOfBlock, self.solve) = (program, blocks, partsOfBlock, solve)
    witness = []
  }

  /// The highest level, up to a ceiling, that every block reaches. Fails with how a solve ended that was neither a point
  /// nor the proof that there is none. A solve a block, and log(range of values / least difference) more for those that
  /// bring the level down.
  ///
  /// - Parameters:
  ///   - floors: what is settled; there are points within it.
  ///   - open: the parts that are to be raised, ascending.
  ///   - point: a point within the floors.
  mutating func highestLevel(
    of open: [Int], _ floors: LevelFloors, upTo ceiling: Double, from point: Solution?,
    candidate: (_ low: Double, _ high: Double, _ open: [Int]) -> Double?
  ) -> Result<Double, LevelStop> {
    if let point { witness = point.values }
    var isOpen = [Bool](repeating: false, count: floors.parts.count)
    for part in open { isOpen[part] = true }
    var level = ceiling
    for block in blocks.blocks.indices {
      let open = partsOfBlock[block].filter { isOpen[$0] }
      guard var reached = open.map({ floors.parts[$0].value(at: floors.floors[$0]) }).min(), reached < level else {
        continue
      }
      reached = max(reached, levelOfWitness(open, floors))
      guard reached < level else { continue }
      switch find(block, floors, isOpen, at: level) {
      case nil: continue
      case .infeasible: break
      case let end?: return .failure(LevelStop(outcome: end))
      }
      var high = level
      while let next = candidate(reached, high, open), next > reached {
        switch find(block, floors, isOpen, at: next) {
        case nil: reached = max(next, levelOfWitness(open, floors))
        case .infeasible: high = next
        case let end?: return .failure(LevelStop(outcome: end))
        }
      }
      level = reached
    }
    return .success(level)
  }

  private func levelOfWitness(_ open: [Int], _ floors: LevelFloors) -> Double {
    guard !witness.isEmpty else { return -.infinity }
    return open.map {
      floors.parts[$0].value(at: floors.parts[$0].place(ofValue: witness[floors.parts[$0].variableIndex]))
    }
    .min() ?? -.infinity
  }

  /// Looks for a point of a block within floors at which its open parts reach a level; `nil` where there is one.
  private mutating func find(
    _ block: Int, _ floors: LevelFloors, _ isOpen: [Bool], at level: Double
  ) -> Outcome? {
    var part = blocks.program(of: block, in: program)
    guard part.tightenWholeBounds() else { return .infeasible }
    for place in partsOfBlock[block] {
      let levelPart = floors.parts[place]
      var least = floors.floors[place]
      if isOpen[place] { least = max(least, levelPart.place(reaching: level)) }
      guard least <= levelPart.top else { return .infeasible }
      let most = floors.isFixed(place) ? least : levelPart.top
      let range = levelPart.range(from: least, to: most)
      let local = blocks.place(of: levelPart.variableIndex)
      let (lower, upper) = (
        max(part.variables.lower[local], Double(range.lowerBound)),
        min(part.variables.upper[local], Double(range.upperBound))
      )
      guard lower <= upper else { return .infeasible }
      part.variables.setBounds(of: local, lower: lower, upper: upper)
    }
    switch solve(part) {
    case .optimal(let found):
      if !witness.isEmpty {
        for (local, variable) in blocks.blocks[block].variables.enumerated() { witness[variable] = found.values[local] }
      }
      return nil
    case let end: return end
    }
  }
}

/// How a search for a level ended without one.
struct LevelStop: Error {
  let outcome: Outcome
}
