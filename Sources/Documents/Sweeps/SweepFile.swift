// SPDX-License-Identifier: GPL-3.0-or-later

public import Staffing

/// What-ifs as a file: `sweep.yaml` beside `scenario.yaml`.
///
/// ```yaml
/// parameters:
///   population_weight: {weight: resident_population, from: 0.2, to: 0.6}
///   institutional_total: {total: institutional, values: [1700, 1743, 1800]}
///   leaders: {floor: administrative, from: 9, to: 12, steps: 4}
///   growth: {growth: resident_population, from: -5, to: 10}
/// design: {latin_hypercube: {cases: 1000, seed: 1}}
/// ```
public struct SweepFile: Sendable {
  /// The file's path, as it was given.
  public let path: String
  /// What the file is called beside those of the scenario.
  private let label: String

  /// The file's name in a scenario's folder.
  public static let name = "sweep.yaml"

  /// A file of its own.
  public init(path: String) { (self.path, label) = (path, path) }

  /// The file in a scenario's folder.
  public init(in folder: ScenarioFolder) {
    let start = folder.path.isEmpty || folder.path.hasSuffix("/") ? folder.path : folder.path + "/"
    (path, label) = (start + Self.name, Self.name)
  }

  /// Reads the sweep of a scenario without faults. Throws all that is wrong at once, each with its place; the source is
  /// named as the scenario's own files are.
  public func read(for scenario: Scenario) throws(DocumentFaults) -> (sweep: Sweep, source: SourceFile) {
    let faults = FaultCollector()
    let sources = SourceCollector()
    let yaml = YAMLReader(faults: faults)
    var sweep: Sweep?
    do {
      let bytes = try TextFile.read(path, named: path, noting: sources)
      sweep = yaml.document(bytes, file: path).flatMap { SweepReader(yaml: yaml, scenario: scenario).sweep($0) }
    } catch {
      faults.add(error)
    }
    guard let sweep, let source = sources.files.first, faults.isEmpty else {
      throw DocumentFaults(faults: faults.inOrder)
    }
    return (sweep, source.named(label))
  }
}
