// SPDX-License-Identifier: GPL-3.0-or-later

extension Scenario {
  /// The same with some of it exchanged, to ask what the plan would be then: planned at once and not over years, without
  /// people from above.
  func with(
    towns: [Town]? = nil, pools: [Pool]? = nil, model: PolicyModel? = nil, rules: [Rule]? = nil,
    goals: [PlanningGoal]? = nil
  ) -> Scenario {
    let hasSameNeeds = towns == nil && pools == nil && model == nil
    return Scenario(
      title: title, note: note, levels: levels, metrics: metrics, pools: pools ?? self.pools,
      ordered: towns.map { Town.inOrder($0) } ?? self.towns, model: model ?? self.model, rules: rules ?? self.rules,
      goals: goals ?? self.goals,
      date: date,
      missing: missing, newTowns: newTowns, dutyMoves: dutyMoves, phaseIn: nil, temporaryStaff: nil,
      columns: towns == nil ? knownColumns : Deferred(), coverage: hasSameNeeds ? knownCoverage : Deferred())
  }
}
