// SPDX-License-Identifier: GPL-3.0-or-later

internal import Staffing

/// Finds metrics by name, and says what is wrong where one is not known or has no column.
final class MetricLookup {
  private let yaml: YAMLReader
  /// Every metric that may be named.
  private let known: [Metric]
  /// Those that there are columns for, by their places in the scenario.
  private let present: [Metric]
  /// What to record of a metric without column; `nil` where there is no table to speak of.
  private let missingColumn: ((Metric) -> Void)?
  private var reported: Set<Metric> = []

  init(yaml: YAMLReader, known: [Metric], present: [Metric], missingColumn: ((Metric) -> Void)?) {
    self.yaml = yaml
    self.known = known
    self.present = present
    self.missingColumn = missingColumn
  }

  /// A metric that there may or may not be a column for.
  func metric(named name: String) -> Metric? { known.first { $0.id == name } }

  /// A metric by its place.
  func metric(at place: Int) -> Metric { present[place] }

  /// A metric's place in the scenario; where it has none, that is recorded, once for a column that is missing.
  func place(of name: String, at position: Position) -> Int? {
    guard let metric = metric(named: name) else {
      yaml.unknown(name, of: .metric, among: known.map(\.id), at: position)
      return nil
    }
    if let place = present.firstIndex(of: metric) { return place }
    if reported.insert(metric).inserted { missingColumn?(metric) }
    return nil
  }
}
