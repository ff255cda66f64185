// SPDX-License-Identifier: GPL-3.0-or-later

public import Staffing

/// A frontier as comma-separated values: a contract for other programs, in English whatever the language.
public struct FrontierCSV: Sendable {
  private let frontier: Frontier

  /// The headings, in their order.
  public static let headings = [
    "point", "posts_moved", "value", "loss", "gained_percent", "gain_per_move_to_next", "break_point", "knee", "proved",
    "bound",
  ]

  /// The table of a frontier.
  public init(_ frontier: Frontier) { self.frontier = frontier }

  /// One row a point, from the fewest posts moved on; the form of ``PlanCSV``. Numbers have all their digits; what there is
  /// not is blank, as whether a point is a break point where these were not looked for.
  public var text: String {
    var lines = [Self.headings.joined(separator: ",")]
    for row in FrontierRow.rows(frontier) {
      let fields: [String] = [
        "\(row.point)", "\(row.posts_moved)", "\(row.value)", "\(row.loss)",
        row.gained_percent.map { "\($0)" } ?? "", row.gain_per_move_to_next.map { "\($0)" } ?? "",
        row.break_point.map { "\($0)" } ?? "", "\(row.knee)", "\(row.proved)", row.bound.map { "\($0)" } ?? "",
      ]
      lines.append(fields.map(PlanCSV.quoted).joined(separator: ","))
    }
    return lines.joined(separator: "\n") + "\n"
  }
}
