// SPDX-License-Identifier: GPL-3.0-or-later

/// Rounds of a max–min goal whose parts are multiples of whole-number variables.
///
/// In each round the level of the worst part that is still open is raised as far as any point allows, by bisection over
/// the values that the parts can take; each question asks for a point within bounds, and no more. The one part that has
/// this value is then settled: every point with this level has it there. Where several parts have the value, as few of
/// them as possible are left at it, and which ones is left to later rounds and goals.
struct LevelRounds {
  private let program: LinearProgram
  private let workers: Int
  private let solve: (LinearProgram) -> Outcome
  /// What answers without the solver whether there is a point, where totals are all there is.
  private let totals: FixedTotals?
  private(set) var floors: LevelFloors
  /// The values of the settled parts, the worst first.
  private(set) var levels: [Double] = []
  /// The last point that the solver found.
  private(set) var solution: Solution?
  /// What was settled when it was found: what stands where a limit comes before the next one.
  private var found: (floors: LevelFloors, levels: [Double])?
  /// What asks block by block, where the program falls apart.
  private var blocks: BlockLevels?
  /// Whether floors were raised since then, to a level that sums alone allow.
  private var isSolutionBehind = false

  /// - Parameter workers: How many threads may be at work at once.
  init(
    _ program: LinearProgram, _ floors: LevelFloors, workers: Int = 1, solve: @escaping (LinearProgram) -> Outcome
  ) {
    self.program = program
    self.workers = workers
    self.floors = floors
    self.solve = solve
    totals = FixedTotals(program)
    blocks = totals == nil ? BlockLevels(program, floors, solve: solve) : nil
  }

  /// Goes through the rounds. Returns how the last solve ended where it was neither a point nor the proof that there
  /// is none; what was settled until then stands.
  mutating func run(rounds: Int?) -> Outcome? {
    if let end = find(floors) { return end }
    var left = max(0, rounds ?? .max)
    while left > 0, levels.count < floors.parts.count {
      let before = levels.count
      if let end = round() { return goBack(for: end) }
      // Where sums answer, a point is needed at the end alone; elsewhere the next round begins from it.
      if isSolutionBehind, totals == nil, let end = solved(floors) { return goBack(for: end) }
      if !isSolutionBehind { found = (floors, levels) }
      // Where all parts at a level may have stayed behind already, none was settled there.
      if levels.count > before { left -= 1 }
    }
    if isSolutionBehind, let end = solved(floors) { return goBack(for: end) }
    return nil
  }

  /// Goes back to what was settled when the last point was found, where that lies behind.
  private mutating func goBack(for end: Outcome) -> Outcome {
    if isSolutionBehind, let found { (floors, levels) = found }
    return end
  }

  private mutating func round() -> Outcome? {
    let open = floors.open
    // The level that the floors grant, and one that no open part can pass.
    guard var reached = open.map({ floors.parts[$0].value(at: floors.floors[$0]) }).min(),
      var ceiling = open.map({ floors.parts[$0].value(at: floors.parts[$0].top) }).min()
    else { return nil }
    if var search = blocks, !floors.leavesChoice {
      let here = self
      let found = search.highestLevel(of: open, floors, upTo: ceiling, from: solution) {
        here.candidate(between: $0, and: $1, $2)
      }
      blocks = search
      switch found {
      case .success(let level):
        isSolutionBehind = true
        return settle(open, at: level)
      case .failure(let stop): return stop.outcome
      }
    }
    if let totals, let search = TotalsLevels(program, totals, floors, workers: workers) {
      let level = search.highestLevel(of: open, from: reached, upTo: ceiling)
      if level > reached { isSolutionBehind = true }
      return settle(open, at: level)
    }
    // In small programs the solver is quicker step by step than with one hard question.
    let asksOnce = totals == nil && open.count >= 2 * CoupledBlocks.leastBlocks
    var level = asksOnce ? levelLeftByRows(open, from: reached, &ceiling) : ceiling
    while let next = level, next > reached {
      switch find(raised(open, to: next)) {
      case nil: reached = max(next, levelOfSolution(open))
      case .infeasible: ceiling = next
      case let end: return end
      }
      level = candidate(between: reached, and: ceiling, open)
    }
    return settle(open, at: reached)
  }

  /// The highest level up to a ceiling that no row rules out by itself; the ceiling comes down to the level above it. Rows
  /// are quickly asked, and mostly the solver then has a point for this level: so it is asked once, and not for each
  /// level on the way there.
  private func levelLeftByRows(_ open: [Int], from reached: Double, _ ceiling: inout Double) -> Double? {
    var left: Double?
    var level: Double? = ceiling
    while let next = level, next > left ?? reached {
      let raised = raised(open, to: next)
      var narrowed = program
      if raised.areWithinReach { raised.narrow(&narrowed) }
      if raised.areWithinReach, narrowed.tightenWholeBounds(rounds: 16) { left = next } else { ceiling = next }
      level = candidate(between: left ?? reached, and: ceiling, open)
    }
    return left
  }

  /// The floors with the open parts at a level or above.
  private func raised(_ open: [Int], to level: Double) -> LevelFloors {
    var raised = floors
    for part in open { raised.floors[part] = max(floors.floors[part], floors.parts[part].place(reaching: level)) }
    return raised
  }

  /// The level of the open parts in the point at hand, where none of them may stay below it by choice.
  private func levelOfSolution(_ open: [Int]) -> Double {
    guard !floors.leavesChoice, !isSolutionBehind, let solution else { return -.infinity }
    return open.map { floors.parts[$0].value(at: floors.parts[$0].place(of: solution)) }.min() ?? -.infinity
  }

  /// A value of an open part inside an interval, next to its middle; `nil` where there is none.
  private func candidate(between low: Double, and high: Double, _ open: [Int]) -> Double? {
    let middle = low + (high - low) / 2
    var (above, below): (Double?, Double?)
    for index in open {
      let part = floors.parts[index]
      let place = part.firstPlace(near: middle) { $0 >= middle }
      if place <= part.top {
        let value = part.value(at: place)
        if value < high - LevelFloors.tolerance(at: high) { above = min(above ?? value, value) }
      }
      if place > 0 {
        let value = part.value(at: place - 1)
        if value > low + LevelFloors.tolerance(at: low) { below = max(below ?? value, value) }
      }
    }
    if let above, above > low + LevelFloors.tolerance(at: low) { return above }
    return below
  }

  /// Settles the parts that stay at a level which is the best for the worst of the open ones.
  private mutating func settle(_ open: [Int], at level: Double) -> Outcome? {
    var tied: [LevelFloors.Stay] = []
    for index in open {
      let part = floors.parts[index]
      let limit = level + LevelFloors.tolerance(at: level)
      let beyond = part.firstPlace(near: limit) { $0 > limit }
      let place = max(floors.floors[index], part.place(reaching: level))
      if place < beyond { tied.append(LevelFloors.Stay(part: index, place: beyond - 1)) }
      floors.floors[index] = place
    }
    // A part at its best value stays there; a single one does, as no point gets all open parts any further.
    let certain = tied.filter { stay in
      !floors.isInChoice(stay.part) && (tied.count == 1 || stay.place == floors.parts[stay.part].top)
    }
    let uncertain = tied.filter { stay in !certain.contains { $0.part == stay.part } }
    if !uncertain.isEmpty, let end = choose(among: uncertain, at: level) { return end }
    for stay in certain {
      floors.fix(stay)
      levels.append(level)
    }
    return nil
  }

  /// Leaves as few parts as possible at a level.
  private mutating func choose(among stays: [LevelFloors.Stay], at level: Double) -> Outcome? {
    var counting = program
    counting.goal = .minimize(floors.narrow(&counting, counting: stays))
    switch solve(counting) {
    case .optimal(let found):
      solution = found
      isSolutionBehind = false
      let count = Int(found.goal.rounded())
      if count == stays.count, !stays.contains(where: { floors.isInChoice($0.part) }) {
        for stay in stays { floors.fix(stay) }
      } else {
        floors.choose(count, of: stays)
      }
      levels += Array(repeating: level, count: count)
      return nil
    case let end: return end
    }
  }

  /// Looks for a point within floors; `nil` where there is one, else how the solve ended.
  private mutating func find(_ floors: LevelFloors) -> Outcome? {
    guard floors.areWithinReach else { return .infeasible }
    guard let totals, !floors.leavesChoice else { return solved(floors) }
    var narrowed = program
    floors.narrow(&narrowed)
    guard totals.allow(narrowed) else { return .infeasible }
    isSolutionBehind = true
    return nil
  }

  /// Has the solver look for a point within floors; `nil` where it found one, else how it ended.
  private mutating func solved(_ floors: LevelFloors) -> Outcome? {
    var narrowed = program
    narrowed.goal = .minimize()
    floors.narrow(&narrowed)
    switch solve(narrowed) {
    case .optimal(let found):
      solution = found
      isSolutionBehind = false
      return nil
    case let end: return end
    }
  }
}
