// SPDX-License-Identifier: GPL-3.0-or-later

internal import FoundationEssentials
internal import LinearPrograms
public import Staffing

/// A frontier as JSON for other programs; in English whatever the language. Under the version number of ``PlanJSON``.
public struct FrontierJSON: Sendable {
  private let frontier: Frontier

  /// The JSON of a frontier.
  public init(_ frontier: Frontier) { self.frontier = frontier }

  /// The document, with sorted keys and a line end.
  public var text: String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    // Finite numbers, strings and arrays alone: encoding these cannot fail.
    let data = (try? encoder.encode(Document(frontier))) ?? Data()
    return String(decoding: data, as: UTF8.self) + "\n"
  }

  private struct Document: Encodable {
    let format = PlanJSON.format
    let title: String
    let goals: [String]
    /// Whether all points of the frontier are here.
    let complete: Bool
    /// Whether it is known to be convex.
    let convex: Bool
    /// Whether all break points are here.
    let all_break_points: Bool
    /// The knee's number, from 1; absent where there is none.
    let knee: Int?
    /// Absent where none was reached.
    let limit: String?
    let points: [FrontierRow]
    let break_points: [VertexRow]

    init(_ frontier: Frontier) {
      title = frontier.scenario.title
      goals = frontier.goals.names
      (complete, convex, all_break_points) = (frontier.isComplete, frontier.isConvex, frontier.hasAllVertices)
      knee = frontier.knee.map { $0 + 1 }
      limit = frontier.limit?.rawValue
      points = FrontierRow.rows(frontier)
      break_points = frontier.vertices.dropFirst().dropLast().map { VertexRow(posts_moved: $0.moved, value: $0.value) }
    }
  }

  private struct VertexRow: Encodable {
    let posts_moved: Int
    let value: Double
  }
}

/// One point of a frontier, in words of files.
struct FrontierRow: Encodable {
  let point: Int
  let posts_moved: Int
  /// Of a frontier against fairness alone, as is what giving it away brings.
  let worst_coverage: Double?
  /// Of a frontier against soft rules alone, as is what paying it brings.
  let price: Double?
  let value: Double
  let loss: Double
  let gained_percent: Double?
  let gain_per_move_to_next: Double?
  let gain_per_coverage_to_next: Double?
  let gain_per_price_to_next: Double?
  let break_point: Bool?
  let knee: Bool
  let proved: Bool
  let bound: Double?

  static func rows(_ frontier: Frontier) -> [FrontierRow] {
    let against = frontier.goals.against
    return frontier.points.enumerated().map { place, point in
      let gain = frontier.gainPerUnit(after: place)
      return FrontierRow(
        point: place + 1, posts_moved: point.moved, worst_coverage: against == .fairness ? point.given : nil,
        price: against == .prices ? point.given : nil, value: point.value, loss: frontier.loss(of: point),
        gained_percent: frontier.gained(at: point).map { DecimalNumeral.rounded(100 * $0, decimals: 1) },
        gain_per_move_to_next: against == .stability ? gain : nil,
        gain_per_coverage_to_next: against == .fairness ? gain : nil,
        gain_per_price_to_next: against == .prices ? gain : nil,
        break_point: frontier.vertices.isEmpty || !(frontier.hasAllVertices || point.isBreak) ? nil : point.isBreak,
        knee: place == frontier.knee, proved: point.isProved, bound: point.bound)
    }
  }
}
