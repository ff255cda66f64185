// SPDX-License-Identifier: GPL-3.0-or-later

internal import Staffing

/// Reads the goals of a scenario, in order of priority.
struct GoalReader {
  let yaml: YAMLReader

  private static let aims = ["fairness", "fit", "stability", "prices"]

  func goals(_ value: YAMLValue) -> [PlanningGoal] {
    guard let items = yaml.list(value) else { return [] }
    if items.isEmpty { yaml.faults.add(.needsSomeOf(Self.aims), at: value.position) }
    return items.compactMap(goal)
  }

  private func goal(_ value: YAMLValue) -> PlanningGoal? {
    let before = yaml.faults.faults.count
    let extras = ["may_lose", "may_lose_percent", "move_cost"]
    guard let keys = yaml.mapping(value, accepting: Self.aims + extras) else { return nil }
    let named = Self.aims.filter { keys[$0] != nil }
    guard let name = named.first, named.count == 1, let body = keys[name] else {
      // A slip in the key has been named already.
      if named.count > 1 || yaml.faults.faults.count == before {
        yaml.faults.add(.needsOneOf(Self.aims), at: value.position)
      }
      return nil
    }
    if name != "fit", let cost = keys["move_cost"] {
      let accepted = [name] + extras.dropLast()
      yaml.faults.add(.unknownKey("move_cost", nearest: nil, accepted: accepted), at: cost.position)
    }
    let moveCost = keys["move_cost"].flatMap { yaml.quantity($0) }
    return aim(name, body, moveCost).map {
      PlanningGoal(
        $0, mayLose: keys["may_lose"].flatMap { yaml.quantity($0) } ?? .zero,
        mayLosePercent: keys["may_lose_percent"].flatMap { yaml.quantity($0) } ?? .zero, reference: value.reference)
    }
  }

  private func aim(_ name: String, _ body: YAMLValue, _ moveCost: Quantity?) -> PlanningGoal.Aim? {
    func expect(_ word: String, _ expected: DocumentFault.Value) {
      if body.text != word { yaml.faults.add(.wrongValue(body.excerpt, expected: expected), at: body.position) }
    }
    switch name {
    case "fairness":
      if body.text == "all" { return .fairness(rounds: nil) }
      guard let rounds = body.text.flatMap({ Numeral.quantity($0)?.wholeNumber }), rounds > 0,
        rounds <= Scenario.largestCount
      else {
        yaml.faults.add(.wrongValue(body.excerpt, expected: .rounds), at: body.position)
        return nil
      }
      return .fairness(rounds: rounds)
    case "fit":
      return yaml.name(body, of: .method, among: ApportionmentMethod.allCases.map { ($0.rawValue, $0) }).map {
        .fit($0, moveCost: moveCost)
      }
    case "stability":
      expect("posts_moved", .stability)
      return .stability
    default:
      expect("soft_rules", .prices)
      return .prices
    }
  }
}
