// SPDX-License-Identifier: GPL-3.0-or-later

/// What rounds of a max–min goal have settled, as bounds of whole-number variables: the least place of each part, the
/// parts that are fixed, and among parts that stand at one level the choice of those that stay there.
///
/// A part is a multiple of one variable; its *place* counts the variable's values from the worst one, 0, to the best.
struct LevelFloors: Sendable {
  /// A part that stands at a place.
  struct Stay: Sendable {
    let part: Int
    let place: Int
  }

  /// Of these parts at most `count` stay at these places, and the others get beyond them.
  private struct Choice: Sendable {
    let members: [Stay]
    let count: Int
  }

  let parts: [LevelPart]
  /// The least place of each part, but for those that a choice lets stay below it.
  var floors: [Int]
  /// How much below their floors later goals may bring the parts.
  var degradation = 0.0

  private var isSettled: [Bool]
  private var choices: [Choice] = []

  /// `nil` unless each expression is a multiple of one whole-number variable between finite bounds.
  init?(_ expressions: [LinearExpression], of program: LinearProgram) {
    var parts: [LevelPart] = []
    parts.reserveCapacity(expressions.count)
    for expression in expressions {
      guard let part = LevelPart(expression, of: program.id, program.variables) else { return nil }
      parts.append(part)
    }
    self.parts = parts
    floors = parts.map { _ in 0 }
    isSettled = parts.map { _ in false }
  }

  /// Values this near, relative to their size, are one level.
  static func tolerance(at value: Double) -> Double { 1e-12 * abs(value) }

  /// The parts that can still rise.
  var open: [Int] { parts.indices.filter { !isSettled[$0] && floors[$0] <= parts[$0].top } }

  /// Whether a part is settled at its floor.
  func isFixed(_ part: Int) -> Bool { isSettled[part] }

  /// Whether which parts stay behind is open anywhere.
  var leavesChoice: Bool { !choices.isEmpty }

  /// Whether a choice lets a part stay below its floor.
  func isInChoice(_ part: Int) -> Bool { choices.contains { $0.members.contains { $0.part == part } } }

  /// Whether each floor is a place that its part has, or a choice lets the part stay below it.
  var areWithinReach: Bool { parts.indices.allSatisfy { floors[$0] <= parts[$0].top || isInChoice($0) } }

  /// Fixes a part at its place.
  mutating func fix(_ stay: Stay) {
    floors[stay.part] = stay.place
    isSettled[stay.part] = true
  }

  /// Lets `count` of these parts stay at their places.
  mutating func choose(_ count: Int, of stays: [Stay]) {
    choices.append(Choice(members: stays, count: count))
    for stay in stays { floors[stay.part] = stay.place + 1 }
  }

  /// Narrows a program to these floors, with a 0–1 variable for each member of a choice. Of `candidates`, which are
  /// taken beyond their places, it returns the number that stay. O(parts + members).
  @discardableResult
  func narrow(_ program: inout LinearProgram, counting candidates: [Stay] = []) -> LinearExpression {
    var options: [Int: [(place: Int, stays: Variable)]] = [:]
    func count(_ members: [Stay]) -> LinearExpression {
      var sum = LinearExpression()
      for member in members {
        let stays = program.addVariable(in: 0...1, wholeNumbers: true)
        sum += stays
        options[member.part, default: []].append((member.place, stays))
      }
      return sum
    }
    for choice in choices { program.add(count(choice.members) <= Double(choice.count)) }
    let staying = count(candidates)
    var floors = floors
    for candidate in candidates { floors[candidate.part] = candidate.place + 1 }
    for (index, part) in parts.enumerated() {
      let options = options[index] ?? []
      let least = options.reduce(floors[index]) { min($0, $1.place) }
      let most = isSettled[index] && degradation == 0 ? least : part.top
      part.bound(&program, from: part.place(least, lessBy: degradation), to: most)
      let below = options.filter { $0.place < floors[index] }
      guard !below.isEmpty else { continue }
      let floor = part.place(floors[index], lessBy: degradation)
      var place = part.placeExpression
      for option in below {
        place.add(option.stays, times: Double(floor - part.place(option.place, lessBy: degradation)))
      }
      program.add(place >= Double(floor))
      if below.count > 1 { program.add(LinearExpression(sum: below.map(\.stays)) <= 1) }
    }
    return staying
  }
}
