// SPDX-License-Identifier: GPL-3.0-or-later

internal import FoundationEssentials
public import Staffing

/// A scenario as a folder: `scenario.yaml`, a towns file and a policy model.
///
/// ```swift
/// let scenario = try ScenarioFolder(path: "Scenarios/survey-35-subdistricts").read()
/// ```
public struct ScenarioFolder: Sendable {
  /// The folder's path, as it was given.
  public let path: String

  /// The file that a scenario begins with.
  public static let scenarioFile = "scenario.yaml"

  private let workers: Int

  /// A folder; nothing is read yet.
  ///
  /// - Parameter workers: How many threads may be at work at once; what is read is the same whatever their number.
  public init(path: String, workers: Int = 1) {
    self.path = path
    self.workers = workers
  }

  /// Reads everything. Throws all that is wrong in all files at once, each with its place.
  public func read() throws(DocumentFaults) -> Scenario { try readWithSources().scenario }

  /// Reads everything, and says from which files, in the order in which they were read.
  public func readWithSources() throws(DocumentFaults) -> (scenario: Scenario, sources: [SourceFile]) {
    guard FileManager.default.fileExists(atPath: path.isEmpty ? "." : path) else {
      throw DocumentFaults(faults: [DocumentFault(.notFound, at: Position(file: path))])
    }
    var faults = FaultCollector()
    var reader = ScenarioReader(folder: path, workers: workers, faults: faults)
    var areTakenAsDifferent = false
    var scenario = reader.read(&areTakenAsDifferent)
    if !faults.isEmpty, areTakenAsDifferent {
      // All that is wrong, and where, shows only row by row.
      faults = FaultCollector()
      reader = ScenarioReader(folder: path, workers: 1, faults: faults, earlier: reader.sources.files)
      scenario = reader.read(&areTakenAsDifferent)
    }
    guard let scenario, faults.isEmpty else { throw DocumentFaults(faults: faults.inOrder) }
    return (scenario, reader.sources.files)
  }
}

/// Reads a scenario's files in the order in which they refer to one another.
private struct ScenarioReader {
  let folder: String
  let workers: Int
  let faults: FaultCollector
  let sources: SourceCollector
  var yaml: YAMLReader { YAMLReader(faults: faults) }

  private static let keys = [
    "title", "note", "as_of", "towns", "missing", "new_towns", "model", "projects", "duty_moves", "pools", "levels",
    "kinds", "metrics", "ignore_columns", "rules", "goals", "phase_in",
    "temporary_staff",
  ]

  /// - Parameter earlier: Files that are not to be read again.
  init(folder: String, workers: Int, faults: FaultCollector, earlier: [SourceFile] = []) {
    sources = SourceCollector(earlier: earlier)
    self.folder = folder
    self.workers = workers
    self.faults = faults
  }

  /// - Parameter areTakenAsDifferent: Set to whether no town was held against the others: then two that are the same show in
  ///   the scenario's faults only.
  func read(_ areTakenAsDifferent: inout Bool) -> Scenario? {
    guard let top = document(ScenarioFolder.scenarioFile),
      let keys = yaml.mapping(top, accepting: Self.keys)
    else { return nil }
    let title = yaml.required("title", in: keys, of: top).flatMap(yaml.text)
    let note = keys["note"].flatMap(yaml.text)
    let pools = yaml.required("pools", in: keys, of: top).flatMap(pools)
    // A section whose lines are all commented out is as good as not there.
    func section(_ key: String) -> YAMLValue? { keys[key].flatMap { $0.isNull ? nil : $0 } }
    let levels = section("levels").flatMap(yaml.texts) ?? ColumnCatalog.standardLevels
    let kinds = TownsReader.standardKinds + (section("kinds").flatMap(ownKinds) ?? [])
    let goals = section("goals").map(GoalReader(yaml: yaml).goals) ?? [PlanningGoal(.fit(.webster, moveCost: nil))]
    let declared = section("metrics").flatMap(metrics) ?? []
    let ignored = section("ignore_columns").flatMap(yaml.texts) ?? []
    let date = section("as_of").flatMap(yaml.date)
    // A rule with a slip in its name was meant all the same: the blanks that it is for are no further faults.
    let missing = section("missing").map { choice($0, MissingRule.self) ?? .meanOfKindInGroup } ?? .fault
    let newTowns = section("new_towns").map { choice($0, NewTownRule.self) ?? .noHistory } ?? .fault
    let model = yaml.required("model", in: keys, of: top).flatMap(modelDocument)
    let townsFile = yaml.required("towns", in: keys, of: top).flatMap(townsFile)
    guard let pools else { return nil }
    let phaseIn = section("phase_in").flatMap { PhaseInReader(yaml: yaml, pools: pools).rule($0) }
    let metrics = Metric.standard + declared.map(\.metric)
    let headings = Dictionary(
      declared.compactMap { d in d.heading.map { (d.metric.id, $0) } }, uniquingKeysWith: { first, _ in first })
    let catalog = ColumnCatalog(levels: levels, metrics: metrics, declaredHeadings: headings, pools: pools)
    let before = faults.faults.count
    let table = townsFile.flatMap { self.table($0, catalog: catalog, ignored: ignored) }
    let isTableSound = table != nil && faults.faults.count == before
    var reader = TownsReader(
      faults: faults, levels: levels, metrics: metrics, pools: pools, kinds: kinds, catalog: catalog,
      ignored: ignored)
    reader.workers = workers
    let result = table.map { reader.towns($0) } ?? TownsReader.Result()
    areTakenAsDifferent = result.areTakenAsDifferent
    // A name may belong to a town that could not be read.
    func keep(_ found: FaultCollector) {
      for fault in found.faults where isTableSound && result.isComplete || !fault.isAboutTowns { faults.add(fault) }
    }
    let modelFaults = FaultCollector()
    let projects = ListedProjects(list: section("projects"), top: top)
    let policy = model.flatMap { model in
      let yaml = YAMLReader(faults: modelFaults)
      return ModelReader(
        yaml: yaml,
        records: RecordReader(yaml: yaml, table: { self.table(TableFile(name: $0)) }, ignored: ignored),
        metrics: lookup(yaml, metrics, result, catalog, table), pools: pools, kinds: kinds, towns: result.towns,
        scenario: projects
      ).model(model)
    }
    keep(modelFaults)
    let ruleFaults = FaultCollector()
    let ruleReader = RuleReader(
      yaml: YAMLReader(faults: ruleFaults), pools: pools, levels: result.levels, metrics: result.metrics,
      kinds: kinds, towns: result.towns)
    let rules = section("rules").map(ruleReader.rules) ?? []
    let moves =
      section("duty_moves").map { DutyMoveReader(yaml: ruleReader.yaml, scopes: ruleReader).moves($0) } ?? []
    keep(ruleFaults)
    guard let title, let policy, let table else { return nil }
    let scenario = Scenario(
      title: title, note: note, levels: result.levels, metrics: result.metrics, pools: pools, towns: result.towns,
      model: policy, rules: rules, goals: goals, date: date, missing: missing, newTowns: newTowns, dutyMoves: moves,
      phaseIn: phaseIn, temporaryStaff: section("temporary_staff").flatMap(yaml.count), workers: workers)
    if let list = projects.list, !projects.isUsed { faults.add(.noEffect("projects"), at: list.position) }
    if result.columns[.kind] == nil, scenario.dependsOnKind, table.headings.count > 0 {
      faults.add(
        .missingHeading(expected: catalog.example(of: .kind)),
        at: table.headingPosition)
    }
    // Beside other faults only what is missing can be told for certain: the rest may follow from them.
    let found = scenario.faults.filter { faults.isEmpty || $0.isMissingFigure }
    locate(found, scenario, result, table, top, model: model)
    return scenario
  }

  // MARK: Files

  private func path(_ name: String) -> String { name.hasPrefix("/") || folder.isEmpty ? name : "\(folder)/\(name)" }

  private func bytes(_ name: String) -> [UInt8]? {
    do {
      return try TextFile.read(path(name), named: name, noting: sources)
    } catch {
      faults.add(error)
      return nil
    }
  }

  private func document(_ name: String) -> YAMLValue? {
    bytes(name).flatMap { yaml.document($0, file: name) }
  }

  private func table(
    _ file: TableFile, catalog: ColumnCatalog? = nil, ignored: [String] = []
  ) -> (any HeadedTable)? {
    file.table(
      path(file.name), faults: faults, noting: sources, catalog: catalog, ignored: ignored, workers: workers)
  }

  /// `towns.csv`, `towns.xlsx`, or `{file: towns.xlsx, sheet: 镇街}`.
  private func townsFile(_ value: YAMLValue) -> TableFile? {
    guard value.isMapping else { return yaml.text(value).map { TableFile(name: $0, position: value.position) } }
    guard let keys = yaml.mapping(value, accepting: ["file", "sheet"]),
      let name = yaml.required("file", in: keys, of: value).flatMap(yaml.text)
    else { return nil }
    guard let sheet = keys["sheet"] else { return TableFile(name: name, position: value.position) }
    return yaml.text(sheet).map {
      TableFile(name: name, position: value.position, sheet: $0, sheetPosition: sheet.position)
    }
  }

  /// A model is a file beside the scenario, or written out in it.
  private func modelDocument(_ value: YAMLValue) -> YAMLValue? {
    if value.isMapping { return value }
    guard let name = value.text else {
      faults.add(.wrongValue(value.excerpt, expected: .model), at: value.position)
      return nil
    }
    return document(name)
  }

  // MARK: Sections

  private func ownKinds(_ value: YAMLValue) -> [String]? {
    var known = Set(TownsReader.standardKinds)
    return yaml.list(value)?.compactMap { item in
      guard let kind = yaml.text(item) else { return nil }
      if known.insert(kind).inserted { return kind }
      faults.add(.duplicateName(kind, of: .kind), at: item.position)
      return nil
    }
  }

  private func pools(_ value: YAMLValue) -> [Pool]? {
    guard let entries = yaml.entries(value) else { return nil }
    if entries.isEmpty { faults.add(.wrongValue(value.excerpt, expected: .mapping), at: value.position) }
    return entries.map { id, body in
      if !ScenarioFolder.isName(id) { faults.add(.badName(id), at: body.position) }
      // total_quota and contract_staff are columns of their own.
      if ["total", "contract"].contains(id) { faults.add(.duplicateName(id, of: .pool), at: body.position) }
      // `administrative: 532` is short for `administrative: {total: 532}`.
      // A pool with a fault is kept for what names it; no scenario comes of it.
      if body.text != nil { return Pool(id: id, total: yaml.count(body) ?? 0, reference: body.reference) }
      guard let keys = yaml.mapping(body, accepting: ["title", "total"]) else { return Pool(id: id, total: 0) }
      let title = keys["title"].flatMap(yaml.text)
      let total = yaml.required("total", in: keys, of: body).flatMap(yaml.count)
      return Pool(id: id, title: title, total: total ?? 0, reference: body.reference)
    }
  }

  private func metrics(_ value: YAMLValue) -> [(metric: Metric, heading: String?)]? {
    yaml.entries(value)?.compactMap { id, body in
      if !ScenarioFolder.isName(id) { faults.add(.badName(id), at: body.position) }
      if Metric.standard.contains(where: { $0.id == id }) {
        faults.add(.duplicateName(id, of: .metric), at: body.position)
      }
      guard let keys = yaml.mapping(body, accepting: ["heading", "measures"]) else { return nil }
      let heading = keys["heading"].flatMap(yaml.text)
      let dimensions = Metric.Dimension.allCases.map { ($0.rawValue, $0) }
      let dimension = yaml.required("measures", in: keys, of: body).flatMap {
        yaml.name($0, of: .dimension, among: dimensions)
      }
      return dimension.map { (Metric(id: id, dimension: $0, title: heading.map { Heading($0).name }), heading) }
    }
  }

  private func choice<Choice: RawRepresentable & CaseIterable>(
    _ value: YAMLValue, _ choices: Choice.Type
  ) -> Choice? where Choice.RawValue == String {
    yaml.name(value, of: .choice, among: choices.allCases.map { ($0.rawValue, $0) })
  }

  // MARK: What only shows when all is read

  /// Finds the model's metrics; one without column is a fault of the table, if there is one.
  private func lookup(
    _ yaml: YAMLReader, _ metrics: [Metric], _ result: TownsReader.Result, _ catalog: ColumnCatalog,
    _ table: (any HeadedTable)?
  ) -> MetricLookup {
    guard let table, table.headings.count > 0 else {
      return MetricLookup(yaml: yaml, known: metrics, present: metrics, missingColumn: nil)
    }
    return MetricLookup(yaml: yaml, known: metrics, present: result.metrics) { metric in
      yaml.faults.add(
        .missingHeading(expected: catalog.example(of: .metric(metric))),
        at: table.headingPosition)
    }
  }

  /// The place that a rule's reference states, as `scenario.yaml:14`.
  private static func position(ofReference reference: String) -> Position {
    guard let colon = reference.lastIndex(of: ":"), let line = Int(reference[reference.index(after: colon)...])
    else { return Position(file: reference) }
    return Position(file: String(reference[..<colon]), line: line)
  }

  /// Gives each fault of the scenario its place in a file.
  private func locate(
    _ found: [ScenarioFault], _ scenario: Scenario, _ result: TownsReader.Result, _ table: any HeadedTable,
    _ top: YAMLValue, model: YAMLValue?
  ) {
    func position(_ town: Town.ID, _ figure: ScenarioFault.Figure) -> Position {
      let column = scenario.column(of: figure).flatMap { result.columns[$0] }
      return table.position(
        line: result.lines[town], column: column, field: column.map { table.text(table.headings, $0) })
    }
    var headings = Set<ScenarioFault.Figure>()
    for fault in found {
      switch fault {
      case .missing(let town, let figure), .missingForRule(let town, let figure, _):
        if let column = scenario.column(of: figure), result.columns[column] == nil {
          // One missing column is one fault, not one a town.
          if headings.insert(figure).inserted {
            faults.add(
              .missingHeading(expected: ColumnCatalog(scenario).example(of: column)), at: table.headingPosition)
          }
        } else {
          // A figure that could not be read is missing as well, but it was named already.
          let place = position(town, figure)
          if !faults.faults.contains(where: { $0.position == place }) { faults.add(.blank, at: place) }
        }
      case .figureOutOfRange(let town, let figure): faults.add(.scenario(fault), at: position(town, figure))
      case .duplicateTown(let town), .misshapenTown(let town):
        faults.add(.scenario(fault), at: table.position(line: result.lines[town]))
      case .emptyScope(let place), .ruleOutOfRange(let place), .goalOutOfRange(let place), .goalRepeated(let place),
        .goalWithoutObject(let place), .moveWithoutEffect(let place):
        faults.add(.scenario(fault), at: Self.position(ofReference: place))
      case .unknownDuty(let duty, let move):
        yaml.unknown(duty, of: .duty, among: scenario.model.duties, at: Self.position(ofReference: move))
      case .ledger(.moreOutThanStaff(let town, let pool, _, _)):
        faults.add(.scenario(fault), at: position(town, .secondedOut(pool: pool)))
      case .ledger(.moreInThanOut): faults.add(.scenario(fault), at: table.position)
      case .temporaryStaffOutOfRange: faults.add(.scenario(fault), at: top.position)
      case .phaseIn(let place, _): faults.add(.scenario(fault), at: Self.position(ofReference: place))
      case .part(let reference, _):
        let place = Self.position(ofReference: reference)
        // What the reader told of the part needs no second fault.
        if !faults.faults.contains(where: { $0.position.file == place.file && $0.position.line == place.line }) {
          faults.add(.scenario(fault), at: place)
        }
      case .noTowns: faults.add(.noRows, at: table.position)
      case .noPools, .noGoals, .duplicatePool, .totalOutOfRange: faults.add(.scenario(fault), at: top.position)
      case .nothingToShareBy, .weightNotPositive, .poolWithoutNeed, .baseNegative, .sharedTwice:
        faults.add(.scenario(fault), at: (model ?? top).position)
      }
    }
  }
}

extension Scenario {
  /// Whether need or rules differ by kind of town, so that the kinds must be known.
  fileprivate var dependsOnKind: Bool {
    rules.contains { $0.scope.kinds != nil }
      || model.parts.contains { part in
        if part.kinds != nil { return true }
        switch part.rule {
        case .share(let weights): return weights.contains { $0.byKind != nil }
        case .index(let index): return index.items.contains { $0.weight.byKind != nil }
        case .duties(let list): return list.duties.contains { $0.kinds != nil }
        default: break
        }
        guard case .base(let posts) = part.rule else { return false }
        // A kind of the scenario's own is another than the three that towns are taken for.
        let everyKind = Set([.town, .subdistrict, .township] + posts.keys)
        return Set(everyKind.map { posts[$0] }).count > 1
      }
  }
}

extension PolicyModel {
  /// The titles of all duties.
  fileprivate var duties: [String] {
    parts.flatMap { part -> [String] in
      if case .duties(let list) = part.rule { list.duties.map(\.title) } else { [] }
    }
  }
}

extension ScenarioFault {
  fileprivate var isMissingFigure: Bool {
    switch self {
    case .missing, .missingForRule: true
    default: false
    }
  }
}

extension Scenario {
  /// The column that states a figure.
  fileprivate func column(of figure: ScenarioFault.Figure) -> TownColumn? {
    func place(_ pool: String) -> Int? { pools.firstIndex { $0.id == pool } }
    return switch figure {
    case .metric(let name): metrics.first { $0.id == name }.map { .metric($0) }
    case .quota(let pool): place(pool).map { .quota(pool: $0) }
    case .staff(let pool): place(pool).map { .staff(pool: $0) }
    case .retirements(let pool): place(pool).map { .retirements(pool: $0) }
    case .secondedOut(let pool): place(pool).map { .secondedOut(pool: $0) }
    case .secondedIn(let pool): place(pool).map { .secondedIn(pool: $0) }
    case .stationed(let pool): place(pool).map { .stationed(pool: $0) }
    case .givenNeed(let pool): place(pool).map { .need(pool: $0) }
    case .contractStaff: .contractStaff
    case .fixedTotal: .fixedTotal
    }
  }
}

extension ScenarioFolder {
  /// Whether a text can name a pool, a metric or the like: ASCII letters, digits, `_` and `-`.
  static func isName(_ text: String) -> Bool {
    !text.isEmpty
      && text.utf8.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
          UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"):
          true
        default: false
        }
      }
  }
}
