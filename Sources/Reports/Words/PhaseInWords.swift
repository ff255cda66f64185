// SPDX-License-Identifier: GPL-3.0-or-later

internal import Staffing

/// What is said of years.
extension Words {
  /// What keeps years from making sense.
  func phaseInFault(_ fault: PhaseInFault) -> String {
    switch fault {
    case .yearsOutOfRange(let years):
      say(
        "分年到位的年数 \(years) 应在 1 到 \(PhaseInRule.longest) 之间",
        "the number of years \(years) is not between 1 and \(PhaseInRule.longest)")
    case .changeOutOfRange:
      say("每年增减幅没有写明或超出范围", "the limits on change a year are not stated or out of range")
    case .totalsCount(let pool, let found, let years):
      say(
        "编制类别“\(pool)”列了 \(found) 个年度总额，应有 \(years) 个",
        "the pool “\(pool)” has \(count(found, "yearly total")), expected \(years)")
    case .totalOutOfRange(let pool, let total):
      say("编制类别“\(pool)”的年度总额 \(total) 超出范围", "the yearly total \(total) of the pool “\(pool)” is out of range")
    case .totalsEndElsewhere(let pool, let last, let total):
      say(
        "编制类别“\(pool)”最后一年的总额是 \(number(last))，应为 pools 中的 \(number(total))",
        "the last yearly total of the pool “\(pool)” is \(number(last)), expected \(number(total)) as under pools")
    }
  }

  /// A yearly total that the limits do not let the towns come to.
  func yearlyTotal(_ pool: String, _ year: Int, _ total: Int, _ least: Int, _ most: Int) -> String {
    say(
      "\(pool)第 \(year) 年总额定为 \(number(total))，而按每年增减幅只能在 \(number(least)) 到 \(number(most)) 之间",
      "year \(year): \(pool) is to have \(number(total)), the limits on change a year allow \(number(least)) "
        + "to \(number(most))")
  }

  /// The heading over the years of a pool.
  func phaseInHeading(_ pool: String, years: Int) -> String {
    heading(say("分年到位：\(pool)，\(years) 年", "Phase-in over \(count(years, "year")): \(pool)"))
  }

  /// The headings of a table of years.
  func phaseInHeadings(years: Int) -> [String] {
    switch language {
    case .chinese:
      ["镇街", "现核定"] + (1...years).map { "第\($0)年" } + ["方案", "尚差", "现在编", "\(years)年后在编", "达编"]
    case .english:
      ["town", "quota"] + (1...years).map { "year \($0)" }
        + ["plan", "to go", "staff", "staff after \(years)", "within quota"]
    }
  }

  /// From which year on a town is within its quota, in a cell of a table.
  func withinQuota(_ within: PhaseIn.WithinQuota?, years: Int) -> String {
    switch within {
    case nil, .today: "—"
    case .year(let year): say("第\(year)年", "year \(year)")
    case .notWithin(let over): say("\(years)年内不能（+\(number(over))）", "not within \(years) (+\(number(over)))")
    }
  }

  /// The over-quota towns of all pools, each with the year from which it is within its quota.
  func overQuotaTowns(_ towns: [(name: String, within: PhaseIn.WithinQuota)], years: Int) -> String {
    let entries = towns.map { town in
      switch town.within {
      case .today: town.name
      case .year(let year): say("\(town.name)第 \(year) 年", "\(town.name) in year \(year)")
      case .notWithin(let over):
        say(
          "\(town.name) \(years) 年内不能（尚超 \(number(over)) 名）",
          "\(town.name) not within \(count(years, "year")) (\(number(over)) still over)")
      }
    }
    return say("超编镇街达编年份：\(list(entries))。", "Over-quota towns are within their quotas: \(list(entries)).")
  }

  /// The towns that are not at the plan after the last year.
  func stillOff(_ pool: String, _ towns: [(name: String, posts: Int)], years: Int) -> String {
    let entries = list(towns.map { "\($0.name) \(signed($0.posts))" })
    return say(
      "\(pool)：受每年增减幅和年度总额限制，\(years) 年后仍未到位（尚差）：\(entries)。",
      "\(pool): the limits on change and the totals of each year leave these off the plan after \(count(years, "year")) (posts to go): \(entries)."
    )
  }

  /// Quotas had to move away from the plan.
  func notMonotone(_ pool: String) -> String {
    say(
      "\(pool)：按所定年度总额，部分镇街须先偏离方案再回到方案；已使偏离最少。",
      "\(pool): under the yearly totals some quotas move away from the plan or beyond it before they reach it; "
        + "as few posts as can be.")
  }

  /// How staff is reckoned forward.
  func staffAssumption(_ retirements: PhaseInRule.Retirements?) -> String {
    switch retirements {
    case nil:
      say(
        "分年在编：没有写明退休（retirements），在编人数按不变计。",
        "Staff by year: no retirements are stated, so staff stays as it is.")
    case .allYears:
      say(
        "分年在编：预计退休为各年合计，平均分到各年；超编时只退不补，未超编时退一补一。",
        "Staff by year: retirements are those of all years together, in even steps; who retires is replaced only where "
          + "staff is within the quota.")
    case .eachYear:
      say(
        "分年在编：预计退休为每年人数；超编时只退不补，未超编时退一补一。",
        "Staff by year: retirements are those of each year; who retires is replaced only where staff is within the quota."
      )
    }
  }
}
