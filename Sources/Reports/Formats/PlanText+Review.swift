// SPDX-License-Identifier: GPL-3.0-or-later

internal import Staffing

/// The sections of a plan's text that are there where they are asked for.
extension PlanText {
  /// The way from need to quota: a table a pool, a column a cause.
  func causesSections(_ causes: QuotaCauses) -> [String] {
    let scenario = plan.scenario
    let columns = causes.all
    return scenario.pools.enumerated().map { pool, properties in
      var text = TextTable([.left] + Array(repeating: .right, count: columns.count + 2))
      let headings = words.planHeadings
      text.add([headings[0], headings[3]] + columns.map(words.cause) + [words.planned])
      text.addRule()
      for town in scenario.listingOrder {
        // Rounded so that the line adds up in the digits that are printed.
        let (need, quota, steps) = (plan.needs[town, pool], plan.quotas[town][pool], causes[town, pool])
        let rounded = DecimalNumeral.apportioned([need] + steps.map(\.posts), of: Double(quota), decimals: 2)
        let cells = columns.map { cause in
          zip(steps, rounded.dropFirst()).first { $0.0.cause == cause }.map { signed($0.1) } ?? ""
        }
        text.add(
          [scenario.towns[town].name, words.number(rounded[0], decimals: 2)] + cells + [words.number(quota)])
      }
      return words.causesHeading(words.pool(properties)) + "\n" + text.text
    } + [words.causesFootnote]
  }

  private func signed(_ posts: Double) -> String {
    let numeral = words.number(posts, decimals: posts == posts.rounded() ? 0 : 2)
    return posts > 0 ? "+" + numeral : numeral
  }
}
