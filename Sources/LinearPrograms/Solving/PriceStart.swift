// SPDX-License-Identifier: GPL-3.0-or-later

internal import CGLPKSession
internal import Concurrency

/// A point and a basis to begin from, worked out from prices, where totals are held over variables with convex costs.
///
/// Where a total is fixed and its variables cost more with every step, the cheapest steps fill it, up to a price at
/// which the last is taken. Totals that lie inside each other are taken apart: each variable is filled for the smallest
/// total that it counts in, and that leaves the larger one the rest. The simplex method has then no more to do than
/// to see that it is so. Where rows of another kind have a say there is no such start: from a basis that is optimal but
/// for them, the dual method of GLPK 5.0 may go round in circles.
///
/// The price of a separable resource allocation problem: Ibaraki and Katoh, *Resource Allocation Problems* (1988),
/// chapter 4.
struct PriceStart {
  /// The value of each variable with a convex cost, by its index; 0 for every other, which begins at a bound.
  private(set) var values: [Int]
  /// For each row the variable whose last step has its price, and whether that is the step below or above its value;
  /// `nil` where the row has no price.
  private var marginal: [Marginal?]
  /// Which steps next to its value each variable's cost leaves to the solver, by its index.
  private var openSteps: [OpenSteps]
  /// The largest cost of a step next to a variable's value, whatever its sign.
  private(set) var largestCost = 0.0
  /// The rows that fix what smaller totals fix already.
  private(set) var implied: Set<Int> = []
  /// What limits how much variables fall short, where something does.
  private var shortfalls: Shortfalls?

  /// The limit on how much variables fall short, where there is one.
  var shortfallCap: ShortfallCap? { shortfalls?.cap }

  private struct Shortfalls {
    let cap: ShortfallCap
    /// The step that has the limit's price beside that of its total; `nil` where the limit is not in the way.
    var tied: Marginal?
    /// The items that stand at their targets because of the limit, by their places.
    var held: [Int] = []
  }

  private struct Marginal: Sendable {
    let variable: Int
    /// The step from the value to the one above, where no variable of the total can have one less.
    let isNextStep: Bool
  }

  /// `nil` where some row does not fix a sum of whole-number variables, where such totals cross, or a price is not
  /// found within a reasonable effort. O(nonzeros + variables · log range).
  ///
  /// - Parameter workers: How many threads may be at work at once; the start is the same whatever their number.
  init?(_ program: LinearProgram, workers: Int = 1) {
    let cap = ShortfallCap(program)
    guard let totals = FixedTotals(program, besides: cap) else { return nil }
    let costs = UnitCosts(program)
    values = [Int](repeating: 0, count: program.variableCount)
    openSteps = [OpenSteps](repeating: [.last, .next], count: program.variableCount)
    marginal = [Marginal?](repeating: nil, count: program.constraintCount)
    let hands = totals.dealt(to: workers)
    let fillings = concurrentMap(hands.count, workers: workers) { [totals = totals.totals] hand in
      var fillings: [Filling] = []
      for place in hands[hand] {
        guard let filling = Self.fill(totals[place], costs, program) else { return [Filling]?.none }
        fillings.append(filling)
      }
      return fillings
    }
    for (hand, fillings) in zip(hands, fillings) {
      guard let fillings else { return nil }
      for (place, filling) in zip(hand, fillings) {
        let total = totals.totals[place]
        if total.variables.isEmpty, total.amount == 0 { implied.insert(total.row) }
        for (variable, value) in zip(total.variables, filling.values) { values[variable] = value }
        for (variable, open) in zip(total.variables, filling.openSteps) { openSteps[variable] = open }
        largestCost = max(largestCost, filling.largestCost)
        marginal[total.row] = filling.last
      }
    }
    for index in values.indices where !totals.isCounted[index] && !(cap?.isShortfall[index] ?? false) {
      guard program.hasCountableRange(ofVariable: index) else { return nil }
      let range = program.wholeRange(ofVariable: index)
      let linear = costs.linear[index]
      if let cost = costs.convex[index] {
        values[index] = cost.steps(in: range) { $0 + linear < 0 }
      } else {
        values[index] = linear < 0 ? range.upperBound : range.lowerBound
      }
    }
    if let cap, !keep(cap, totals, hands, costs, program) { return nil }
  }

  /// Moves the values until they keep a limit. False where that cannot be done here.
  ///
  /// - Parameter hands: The totals' places, those that one thread looks at together.
  private mutating func keep(
    _ cap: ShortfallCap, _ totals: FixedTotals, _ hands: [[Int]], _ costs: UnitCosts, _ program: LinearProgram
  ) -> Bool {
    guard cap.items.allSatisfy({ totals.isCounted[$0.variable] && costs.convex.bearsCost($0.variable) }) else {
      return false
    }
    var exchange = ShortfallExchange(cap, totals: totals, values: values, costs, program)
    guard exchange.run(hands) else { return false }
    values = exchange.values
    largestCost = 0
    var shortfalls = Shortfalls(cap: cap)
    let found = concurrentMap(hands.count, workers: hands.count) { [exchange, totals = totals.totals] hand in
      hands[hand].map { Self.marginalStep(inTotal: $0, totals[$0], exchange, costs, program) }
    }
    for (place, found) in zip(hands.joined(), found.joined()) {
      marginal[totals.totals[place].row] = found.last
      for (variable, open) in zip(totals.totals[place].variables, found.openSteps) { openSteps[variable] = open }
      largestCost = max(largestCost, found.largestCost)
      shortfalls.held += found.held.lazy.map { Int(cap.itemOfVariable[$0]) }
    }
    shortfalls.tied = exchange.tied.map { Marginal(variable: $0.taken, isNextStep: false) }
    self.shortfalls = shortfalls
    return true
  }

  /// The step that has a total's price under a limit, the variables that stand at their targets because of it, which steps
  /// of each variable are left to the solver, and the largest cost of a step next to a value.
  private static func marginalStep(
    inTotal place: Int, _ total: FixedTotals.Total, _ exchange: ShortfallExchange, _ costs: UnitCosts,
    _ program: LinearProgram
  ) -> (last: Marginal?, held: [Int], openSteps: [OpenSteps], largestCost: Double) {
    let values = exchange.values
    // The total's price, at which its dearest step is taken, or the cheapest to come.
    var (dearest, cheapest) = (-Double.infinity, Double.infinity)
    var last: Marginal?
    var scale = CostScale()
    for variable in total.variables {
      let (taken, next) = exchange.costs(beside: variable, limited: true)
      if taken > dearest { (dearest, last) = (taken, Marginal(variable: variable, isNextStep: false)) }
      if dearest == -.infinity, next < cheapest {
        (cheapest, last) = (next, Marginal(variable: variable, isNextStep: true))
      }
      let plain = exchange.costs(beside: variable, limited: false)
      scale.add(last: plain.last, next: plain.next)
    }
    var price = dearest > -.infinity ? dearest : cheapest
    if let tied = exchange.tied, tied.total == place {
      last = Marginal(variable: tied.next, isNextStep: true)
      price = costs.ofStep(values[tied.next] + 1, of: tied.next)
    }
    let held = total.variables.filter { variable in
      let value = values[variable]
      return value == exchange.targets[variable] && value > program.wholeRange(ofVariable: variable).lowerBound
        && costs.ofStep(value, of: variable) > price
    }
    let reach = scale.reach(around: price)
    let openSteps = total.variables.map { variable -> OpenSteps in
      let (limited, plain) = (
        exchange.costs(beside: variable, limited: true), exchange.costs(beside: variable, limited: false)
      )
      // Between steps that cost the same no multiplier at the target says that one is taken and the other is not.
      guard plain.next - plain.last > 4 * GLPKSolver.tieTolerance else { return [.last, .next] }
      var open = OpenSteps(last: limited.last, next: limited.next, price: price, within: reach)
      // At the target the limit may have no say in the last step: it has where that costs more than the price.
      if abs(plain.last - price) <= reach { open.insert(.last) }
      return open
    }
    return (last, held, openSteps, scale.largest)
  }

  /// The values of a total's variables, in their order, and its marginal step, where there is one.
  private struct Filling: Sendable {
    let values: [Int]
    let last: Marginal?
    /// Empty where costs are linear, which are left to the solver as they are.
    var openSteps: [OpenSteps] = []
    var largestCost = 0.0
  }

  /// Fills a total; `nil` where that cannot be done here.
  private static func fill(
    _ total: FixedTotals.Total, _ costs: UnitCosts, _ program: LinearProgram
  ) -> Filling? {
    guard !total.variables.isEmpty else { return Filling(values: [], last: nil) }
    func filled(_ values: [Int], _ last: (variable: Int, isNextStep: Bool)?) -> Filling {
      Filling(values: values, last: last.map { Marginal(variable: $0.variable, isNextStep: $0.isNextStep) })
    }
    let areConvex = total.variables.count { costs.convex.bearsCost($0) }
    if areConvex == 0 {
      var linear = LinearFilling(
        total.variables.map { (variable: $0, cost: costs.linear[$0], range: program.wholeRange(ofVariable: $0)) })
      return linear.fill(upTo: total.amount) ? filled(linear.places.map { $0.value }, linear.last) : nil
    }
    // Both kinds in one total would take another search.
    guard areConvex == total.variables.count else { return nil }
    let (convex, variables) = (costs.convex, program.variables)
    var steps = StepFilling(
      total.variables.map { variable in
        StepFilling.Place(
          variable: variable, origin: convex.origin(of: variable), range: variables.wholeRange(variable))
      }, costs: costs)
    guard steps.fill(upTo: total.amount) else { return nil }
    var filling = filled(steps.places.map { $0.value }, steps.last)
    filling.openSteps = steps.openSteps()
    filling.largestCost = steps.scale.largest
    return filling
  }

  /// The segments that are left to the solver: of each variable with a convex cost those about its value, as far as their
  /// costs are near the price.
  func windows(of program: LinearProgram) -> [StepSegments] {
    StepSegments.windows(of: program, around: values, open: openSteps)
  }

  /// The step whose cost is a row's price: of which variable, and its number; `nil` where the row has no price.
  func marginalStep(ofRow row: Int) -> (variable: Int, number: Int)? {
    marginal[row].map { ($0.variable, values[$0.variable] + ($0.isNextStep ? 1 : 0)) }
  }

  /// The basis of this start for a form of the program whose segments are cut at the values; `nil` where they are not.
  /// O(columns).
  func standings(for form: ColumnForm) -> (rows: [UInt8], columns: [UInt8])? {
    let isPlain = form.firstColumn.isEmpty
    guard isPlain ? form.lower.count == values.count : form.firstColumn.count == values.count + 1,
      shortfalls != nil || form.isBoxed
    else { return nil }
    let (basic, low, high) = (
      UInt8(CGLPKBasic.rawValue), UInt8(CGLPKAtLower.rawValue), UInt8(CGLPKAtUpper.rawValue)
    )
    var columns = [UInt8](repeating: low, count: form.lower.count)
    // Where a column is neither empty nor full, it has to be the marginal one of a total.
    var between = 0
    for column in columns.indices {
      let origin = isPlain ? nil : form.origins[column]
      let value = values[origin.map { Int($0.variable) } ?? column]
      if let segment = origin?.segment {
        if segment.upperBound <= value {
          columns[column] = high
        } else if segment.lowerBound < value {
          return nil
        }
      } else if Double(value) >= form.upper[column] {
        columns[column] = high
      } else if Double(value) > form.lower[column] {
        between += 1
      }
    }
    var rows = [UInt8](repeating: basic, count: marginal.count)
    for (row, marginal) in marginal.enumerated() {
      guard let marginal else { continue }
      let value = values[marginal.variable]
      guard let column = column(of: marginal, in: form) else { return nil }
      if isPlain || form.origins[column].segment == nil, Double(value) > form.lower[column],
        Double(value) < form.upper[column]
      {
        between -= 1
      }
      columns[column] = basic
      rows[row] = high
    }
    guard between == 0, place(shortfalls, &rows, &columns, in: form) else { return nil }
    return (form.rowPlaces.isEmpty ? rows : form.rowPlaces.map { rows[$0] }, columns)
  }

  /// The column of a marginal step; `nil` where the form is not cut there.
  private func column(of marginal: Marginal, in form: ColumnForm) -> Int? {
    guard !form.firstColumn.isEmpty else { return marginal.variable }
    let value = values[marginal.variable]
    return (form.firstColumn[marginal.variable]..<form.firstColumn[marginal.variable + 1]).first { column in
      guard let segment = form.origins[column].segment else { return true }
      return marginal.isNextStep ? segment.lowerBound == value : segment.upperBound == value
    }
  }

  /// Puts shortfalls and their rows into the basis: of each pair the shortfall where there is one, the row where the
  /// variable has enough, and where the limit holds it at its target, the step to there.
  private func place(
    _ shortfalls: Shortfalls?, _ rows: inout [UInt8], _ columns: inout [UInt8], in form: ColumnForm
  ) -> Bool {
    guard let shortfalls else { return true }
    guard !form.firstColumn.isEmpty else { return false }
    let (basic, low, high) = (
      UInt8(CGLPKBasic.rawValue), UInt8(CGLPKAtLower.rawValue), UInt8(CGLPKAtUpper.rawValue)
    )
    if let tied = shortfalls.tied {
      guard let column = column(of: tied, in: form), columns[column] != basic else { return false }
      columns[column] = basic
      rows[shortfalls.cap.row] = high
    }
    // Without columns of their own they are where the segments are.
    if form.shortfalls != nil { return true }
    for item in shortfalls.cap.items where values[item.variable] < item.target {
      columns[form.firstColumn[item.shortfall]] = basic
      rows[item.row] = low
    }
    for place in shortfalls.held {
      let item = shortfalls.cap.items[place]
      guard let step = column(of: Marginal(variable: item.variable, isNextStep: false), in: form) else { return false }
      columns[columns[step] == basic ? form.firstColumn[item.shortfall] : step] = basic
      rows[item.row] = low
    }
    return true
  }
}
