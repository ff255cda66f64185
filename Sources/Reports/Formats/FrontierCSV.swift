// SPDX-License-Identifier: GPL-3.0-or-later

public import Staffing

/// A frontier as comma-separated values: a contract for other programs, in English whatever the language.
public struct FrontierCSV: Sendable {
  private let frontier: Frontier

  /// The headings of a frontier against posts moved, in their order.
  public static let headings = [
    "point", "posts_moved", "value", "loss", "gained_percent", "gain_per_move_to_next", "break_point", "knee", "proved",
    "bound",
  ]

  /// The headings for any goal that gives way: the second column has how far it did, the sixth what that brings, and the
  /// posts moved are the last where they are not the second.
  public static func headings(_ against: FrontierGoals.Against) -> [String] {
    let (given, gain): (String, String)
    switch against {
    case .stability: return headings
    case .fairness: (given, gain) = ("worst_coverage", "gain_per_coverage_to_next")
    case .prices: (given, gain) = ("price", "gain_per_price_to_next")
    }
    var own = headings + [headings[1]]
    (own[1], own[5]) = (given, gain)
    return own
  }

  /// The table of a frontier.
  public init(_ frontier: Frontier) { self.frontier = frontier }

  /// One row a point, from where the goal that gives way is at its best on; the form of ``PlanCSV``. Numbers have all their
  /// digits; what there is not is blank, as whether a point is a break point where these were not looked for.
  public var text: String {
    let against = frontier.goals.against
    var lines = [Self.headings(against).joined(separator: ",")]
    for row in FrontierRow.rows(frontier) {
      let given = row.worst_coverage ?? row.price
      let gain = row.gain_per_move_to_next ?? row.gain_per_coverage_to_next ?? row.gain_per_price_to_next
      let fields: [String] = [
        "\(row.point)", given.map { "\($0)" } ?? "\(row.posts_moved)", "\(row.value)", "\(row.loss)",
        row.gained_percent.map { "\($0)" } ?? "", gain.map { "\($0)" } ?? "",
        row.break_point.map { "\($0)" } ?? "", "\(row.knee)", "\(row.proved)", row.bound.map { "\($0)" } ?? "",
      ]
      let moved = against == .stability ? [] : ["\(row.posts_moved)"]
      lines.append((fields + moved).map(PlanCSV.quoted).joined(separator: ","))
    }
    return lines.joined(separator: "\n") + "\n"
  }
}
