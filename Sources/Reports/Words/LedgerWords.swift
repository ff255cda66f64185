// SPDX-License-Identifier: GPL-3.0-or-later

internal import Staffing

/// What is said of the two ledgers and of temporary staff.
extension Words {
  /// What keeps the ledgers from going together.
  func ledgerFault(_ fault: LedgerFault) -> String {
    switch fault {
    case .moreOutThanStaff(let id, let pool, let out, let staff):
      say(
        "“\(id.name)”的“\(pool)”借出 \(number(out)) 名，多于在编 \(number(staff)) 名",
        "“\(id.name)” has \(number(out)) of “\(pool)” seconded out, more than the \(number(staff)) on its books")
    case .moreInThanOut(let secondedIn, let out):
      say(
        "各镇街借入合计 \(number(secondedIn)) 名，多于借出合计 \(number(out)) 名；来自上级部门的请列入上级派驻",
        "\(number(secondedIn)) people are seconded in and only \(number(out)) out; those from departments above are "
          + "stationed")
    }
  }

  /// The heading over the ledgers of a pool.
  func ledgerHeading(_ pool: String) -> String { heading(say("两本账：\(pool)", "Two ledgers: \(pool)")) }

  /// The headings of a table of ledgers.
  var ledgerHeadings: [String] {
    switch language {
    case .chinese: ["镇街", "现核定", "方案", "在编", "借出", "借入", "派驻", "在岗", "差额", "在编超空", "在岗超空"]
    case .english:
      [
        "town", "quota", "plan", "on books", "out", "in", "stationed", "at work", "difference", "over by books",
        "over by work",
      ]
    }
  }

  var ledgerFootnote: String {
    say(
      "两本账：在岗＝在编－借出＋借入＋上级派驻；差额＝在岗－在编；超空均与方案相比。",
      "Two ledgers: at work is on books less out, plus in and stationed; difference is at work less on books; over is "
        + "against the plan.")
  }

  /// Who is seconded to somewhere outside the scenario.
  func secondedBeyond(_ people: Int) -> String {
    say(
      "借出人员中有 \(number(people)) 名在本方案各镇街之外工作。",
      "\(count(people, "person", "people")) seconded out \(people == 1 ? "works" : "work") outside the scenario's towns."
    )
  }

  /// How temporary staff is shared out.
  func temporaryStaff(_ staff: TemporaryStaff, of scenario: Scenario) -> String {
    guard !staff.shares.isEmpty else {
      return say(
        "上级下派 \(number(staff.available)) 名：没有超编而在岗少于应配的镇街，均未下派。",
        "Temporary staff from above, \(number(staff.available)): no over-quota town has fewer people at work than it needs; "
          + "none is sent.")
    }
    let listed = scenario.listingOrder.flatMap { town in staff.shares.filter { $0.town == town } }
    let entries = listed.map { share in
      let (town, pool) = (scenario.distinctName(share.town), pool(scenario.pools[share.pool]))
      return say(
        "\(town)（\(pool)）\(number(share.people))/\(number(share.short))",
        "\(town) (\(pool)) \(number(share.people))/\(number(share.short))")
    }
    let spare = staff.available - staff.sent
    return say(
      "上级下派 \(number(staff.available)) 名，不占编制，下派到超编而在岗少于应配的镇街（名额/缺口）：\(list(entries))"
        + (spare > 0 ? "；余 \(number(spare)) 名。" : "。"),
      "Temporary staff from above, \(number(staff.available)), outside all quotas, for over-quota towns with fewer people at "
        + "work than they need (sent/short): \(list(entries))" + (spare > 0 ? "; \(number(spare)) to spare." : "."))
  }

  /// A number of things whose plural is a word of its own.
  private func count(_ value: Int, _ singular: String, _ plural: String) -> String {
    "\(number(value)) \(value == 1 ? singular : plural)"
  }
}
