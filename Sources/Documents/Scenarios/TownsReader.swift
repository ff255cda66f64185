// SPDX-License-Identifier: GPL-3.0-or-later

internal import Concurrency
internal import Staffing

/// Reads a table of towns, one a row.
struct TownsReader {
  let faults: FaultCollector
  let levels: [String]
  let metrics: [Metric]
  let pools: [Pool]
  let kinds: [String]
  let catalog: ColumnCatalog
  /// Headings that the scenario says to pass over.
  let ignored: [String]

  /// How many threads may read rows at once.
  var workers = 1

  private let unknownKinds = UnknownKinds()

  /// Fewer rows are read in no time.
  private static let manyRows = 2_000

  /// The towns with the place of each figure, for faults that are found later.
  struct Result {
    var towns: [Town] = []
    /// The metrics that there are columns for, in the order in which they were declared.
    var metrics: [Metric] = []
    /// The levels that there are columns for.
    var levels: [String] = []
    /// The line that each town stands on.
    let lines = TownLines()
    var columns: [TownColumn: Int] = [:]
    /// Whether every row gave a town, if one with faults: else a name that is not among them may be one that is lost.
    var isComplete = false
    /// Whether no row was held against the others: the scenario tells whether two of its towns are the same.
    var areTakenAsDifferent = false
  }

  /// The columns by what their headings state.
  struct Columns: Sendable {
    var place: [TownColumn: Int] = [:]
    var powerOfTen: [Int: Int] = [:]
    var headings: [String] = []
    /// The columns from left to right.
    var inOrder: [Int] = []
  }

  /// Reads the table; whatever is wrong is recorded, and rows that are wrong are left out.
  func towns(_ table: any HeadedTable) -> Result {
    // The one that towns come in by the ten thousand is read by code of its own.
    if let table = table as? CSVTable {
      return towns(in: table) { rows, columns, layout in soundTowns(rows, table, columns, layout) }
    }
    return towns(in: table) { _, _, _ in nil }
  }

  /// - Parameter soundTowns: the towns of rows of which nothing has to be said; `nil` where that is not known.
  private func towns(
    in table: some HeadedTable,
    soundTowns: (_ rows: ArraySlice<TableRow>, _ columns: Columns, _ layout: TownLayout) -> [Town]?
  ) -> Result {
    guard table.headings.count > 0 else { return Result() }
    let units = table.rows.first.flatMap { isUnits($0, table) ? $0 : nil }
    let rows = table.rows.dropFirst(units == nil ? 0 : 1)
    let columns = readHeadings(table, units: units)
    var result = Result()
    result.columns = columns.place
    result.isComplete = columns.place[.name] != nil
    result.metrics = metrics.filter { columns.place[.metric($0)] != nil }
    result.levels = levels.enumerated().filter { columns.place[.level($0.offset)] != nil }.map(\.element)
    if rows.isEmpty { faults.add(.noRows, at: table.headingPosition) }
    let layout = TownLayout(columns, levels: levels, metrics: result.metrics, pools: pools)
    if let towns = soundTowns(rows, columns, layout) {
      result.lines.note(towns, lines: rows.map(\.line))
      result.towns = towns
      result.areTakenAsDifferent = true
      return result
    }
    result.towns.reserveCapacity(rows.count)
    /// A row with a fault counts as a town all the same: what others say of it is no second fault.
    func keep(_ town: Town, _ row: TableRow) {
      if let first = result.lines.note(town.id, line: row.line) {
        faults.add(.duplicateTown(town.name, firstLine: first), at: position(table, row, layout.name, columns))
      } else {
        result.towns.append(town)
      }
    }
    if let name = columns.place[.name], let row = outline(rows, table, name) {
      // Who belongs to whom has to be said first: most of what else could be told would come of that.
      faults.add(
        .indentedNames(above: table.text(row.above, name), below: table.text(row.below, name)),
        at: position(table, row.above, name, columns))
      result.isComplete = false
      return result
    }
    var above: (row: TableRow, group: [String])?
    var knownKinds: [KnownKind] = []
    for row in rows {
      guard row.count == table.headings.count || table.isPadded(row) else {
        faults.add(
          .raggedRow(found: row.count, expected: table.headings.count), at: table.position(line: row.line))
        result.isComplete = false
        continue
      }
      guard let town = town(row, table, columns, layout, above: above, &knownKinds), !town.name.isEmpty else {
        continue
      }
      above = (row, town.group)
      keep(town, row)
    }
    unknownKinds.tell(own: kinds.filter { !Self.standardKinds.contains($0) }, to: faults)
    return result
  }

  /// The towns of rows that are read several at once; `nil` where something has to be said of one, so that they are to be
  /// read one after another, and where there are few.
  private func soundTowns(
    _ rows: ArraySlice<TableRow>, _ table: CSVTable, _ columns: Columns, _ layout: TownLayout
  ) -> [Town]? {
    guard workers > 1, rows.count >= Self.manyRows else { return nil }
    return concurrentArray(of: rows.count, stretches: Self.stretchesOfWorker * workers, workers: workers) {
      [levels, metrics, pools, kinds, catalog, ignored] places, take in
      let reader = TownsReader(
        faults: FaultCollector(), levels: levels, metrics: metrics, pools: pools, kinds: kinds, catalog: catalog,
        ignored: ignored)
      var above: (row: TableRow, group: [String])?
      var knownKinds: [KnownKind] = []
      for row in rows.dropFirst(places.lowerBound).prefix(places.count) {
        guard row.count == table.headings.count, let name = layout.name, table.indentation(row, name) == 0,
          let town = reader.town(row, table, columns, layout, above: above, &knownKinds), !town.name.isEmpty,
          reader.faults.isEmpty, reader.unknownKinds.isEmpty
        else { return }
        above = (row, town.group)
        take(town)
      }
    }
  }

  /// In how many stretches each thread reads towns: one may be slower than the other.
  private static let stretchesOfWorker = 4

  /// The first two rows of which the name of the second is indented below that of the first; `nil` where that is a single
  /// slip of the hand, or nowhere.
  private func outline(
    _ rows: ArraySlice<TableRow>, _ table: some HeadedTable, _ column: Int
  ) -> (above: TableRow, below: TableRow)? {
    var found: (above: TableRow, below: TableRow)?
    var (previous, deeper) = (TableRow?.none, 0)
    for row in rows where !table.isBlank(row, column) {
      let depth = table.indentation(row, column)
      if depth > 0 { deeper += 1 }
      if found == nil, let above = previous, depth > table.indentation(above, column) { found = (above, row) }
      previous = row
    }
    return deeper > 1 ? found : nil
  }

  // MARK: Rows

  /// The town of a row; `nil` for a row of sums.
  ///
  /// - Parameter above: The town before and its row: most towns stand below one of the same group.
  private func town(
    _ row: TableRow, _ table: some HeadedTable, _ columns: Columns, _ layout: TownLayout,
    above: (row: TableRow, group: [String])?, _ knownKinds: inout [KnownKind]
  ) -> Town? {
    func place(_ column: Int?) -> Position { position(table, row, column, columns) }
    let unreadable = table.canHaveProblems ? unreadable(row, table, columns) : []
    func text(_ column: Int?) -> String? {
      guard let column, unreadable.isEmpty || !unreadable.contains(column) else { return nil }
      let text = table.text(row, column)
      return text.isEmpty ? nil : text
    }
    func isBlank(_ column: Int) -> Bool { !unreadable.contains(column) && table.isBlank(row, column) }
    /// A number as it stands there, where nothing has to be said of it.
    func plain(_ column: Int?) -> Quantity? {
      guard let column, unreadable.isEmpty || !unreadable.contains(column) else { return nil }
      return table.plainNumber(row, column)
    }
    func count(_ column: Int?) -> Int? {
      guard let column else { return nil }
      if let number = plain(column)?.wholeNumber, number <= Scenario.largestCount { return number }
      return text(column).flatMap { self.count($0, at: place(column)) }
    }
    func amount(_ column: Int, powerOfTen: Int, isPeople: Bool) -> Quantity? {
      if let number = plain(column)?.scaled(byPowerOfTen: powerOfTen), !isPeople || number.wholeNumber != nil {
        return number
      }
      return text(column).flatMap {
        self.amount($0, powerOfTen: powerOfTen, isPeople: isPeople, at: place(column))
      }
    }

    let name = text(layout.name) ?? ""
    if let column = layout.name, isBlank(column) { faults.add(.blank, at: place(column)) }
    if Self.isSum(name) {
      faults.add(.totalRow(name), at: place(layout.name))
      return nil
    }
    let group: [String]
    if let above, unreadable.isEmpty, above.group.count == layout.levels.count,
      layout.levels.allSatisfy({ table.surelyRepeats(row, above.row, $0) })
    {
      group = above.group
    } else {
      group = layout.levels.compactMap(text)
      for column in layout.levels where isBlank(column) { faults.add(.blank, at: place(column)) }
    }
    let isKindKnown = layout.kind.map { !unreadable.contains($0) } ?? false
    let kind = isKindKnown ? kind(text(layout.kind), &knownKinds, at: place(layout.kind)) : Town.Kind.town
    let posts = layout.pools.map { pool in
      Town.Posts(
        quota: count(pool.quota), staff: count(pool.staff), retirements: count(pool.retirements),
        secondedOut: count(pool.secondedOut), secondedIn: count(pool.secondedIn), stationed: count(pool.stationed))
    }
    let amounts = layout.metrics.map { amount($0.index, powerOfTen: $0.powerOfTen, isPeople: $0.isPeople) }
    let needs =
      layout.hasNeeds
      ? layout.pools.map { pool in pool.need.flatMap { amount($0, powerOfTen: 0, isPeople: false) } } : layout.noNeeds
    // A town with faults is kept for the rules that name it; no scenario comes of it.
    return Town(
      id: Town.ID(group: group, name: name), kind: kind ?? .town, metrics: amounts, posts: posts,
      givenNeeds: needs, contractStaff: count(layout.contractStaff), fixedTotal: count(layout.fixedTotal),
      ordinal: count(layout.ordinal))
  }

  /// The columns whose fields cannot be taken for their texts, which is told: they count as neither blank nor text.
  private func unreadable(_ row: TableRow, _ table: some HeadedTable, _ columns: Columns) -> Set<Int> {
    var unreadable = Set<Int>()
    for column in columns.inOrder {
      guard let problem = table.problem(row, column) else { continue }
      unreadable.insert(column)
      let place = position(table, row, column, columns)
      // A merged cell is told once, at the first row that it touches.
      if case .mergedCells = problem {
        faults.addOnce(problem, at: place)
      } else {
        faults.add(problem, at: place)
      }
    }
    return unreadable
  }

  /// Whether a name is that of a row of sums, as 合 计 or 东县小计.
  private static func isSum(_ name: String) -> Bool {
    // The last byte of 计, or the last letter of total: most names need no closer look.
    guard let last = name.utf8.last, [0xA1, UInt8(ascii: "l"), UInt8(ascii: "L")].contains(last) else { return false }
    let word = name.lowercased().filter { !$0.isWhitespace }
    return ["total", "subtotal"].contains(word) || ["合计", "总计", "小计"].contains(where: word.hasSuffix)
  }

  /// The kinds that every scenario knows.
  static let standardKinds = ["town", "subdistrict", "township"]

  static let chineseKinds = [
    "镇": "town", "街道": "subdistrict", "乡": "township", "苏木": "township", "民族乡": "township",
  ]

  /// The kind that a text means. Those that are known are few, and kept.
  private func kind(
    _ text: String?, _ known: inout [KnownKind], at position: @autoclosure () -> Position
  ) -> Town.Kind? {
    guard let text else {
      faults.add(.blank, at: position())
      return nil
    }
    let digest = CanonicalText.digest(text)
    if let digest, let entry = known.first(where: { $0.digest == digest && $0.text == text }) { return entry.kind }
    let kind = kind(text, at: position())
    if let kind, let digest { known.append(KnownKind(digest: digest, text: text, kind: kind)) }
    return kind
  }

  private func kind(_ text: String, at position: @autoclosure () -> Position) -> Town.Kind? {
    let name = Self.chineseKinds[text] ?? text.lowercased()
    if kinds.contains(name) { return Town.Kind(rawValue: name) }
    if kinds.contains(text) { return Town.Kind(rawValue: text) }
    // 镇、街道、乡 first: who writes a kind in Chinese looks for one in Chinese.
    let accepted = ["镇", "街道", "乡"] + kinds
    unknownKinds.note(text, nearest: Nearest.name(to: text, among: accepted), accepted: accepted, at: position())
    return nil
  }

  private func count(_ text: String, at position: @autoclosure () -> Position) -> Int? {
    guard let number = Numeral.quantity(text)?.wholeNumber, number >= 0 else {
      faults.add(.notANumber(text, expected: .whole), at: position())
      return nil
    }
    guard number <= Scenario.largestCount else {
      faults.add(.outOfRange(text, least: "0", most: String(Scenario.largestCount)), at: position())
      return nil
    }
    return number
  }

  private func amount(
    _ text: String, powerOfTen: Int, isPeople: Bool, at position: @autoclosure () -> Position
  ) -> Quantity? {
    guard let number = Numeral.quantity(text)?.scaled(byPowerOfTen: powerOfTen), !number.isNegative else {
      faults.add(.notANumber(text, expected: .decimal), at: position())
      return nil
    }
    // People are whole: 4.70005 万人 is a slip of the hand.
    if isPeople && number.wholeNumber == nil {
      faults.add(.notANumber(text, expected: .people), at: position())
      return nil
    }
    return number
  }

  private func position(_ table: some HeadedTable, _ row: TableRow, _ column: Int?, _ columns: Columns) -> Position {
    table.position(line: row.line, column: column, field: column.map { columns.headings[$0] })
  }
}

/// A text that stands for a kind.
private struct KnownKind {
  let digest: UInt64
  let text: String
  let kind: Town.Kind
}

/// Kinds of town that nobody has heard of, each told once with the rows that have it.
private final class UnknownKinds {
  private struct Entry {
    let name: String
    let nearest: String?
    let accepted: [String]
    let position: Position
    var moreRows: [Int] = []
  }

  private var entries: [Entry] = []

  var isEmpty: Bool { entries.isEmpty }

  func note(_ name: String, nearest: String?, accepted: [String], at position: Position) {
    if let known = entries.firstIndex(where: { $0.name == name }) {
      entries[known].moreRows.append(position.line ?? 0)
    } else {
      entries.append(Entry(name: name, nearest: nearest, accepted: accepted, position: position))
    }
  }

  func tell(own: [String], to faults: FaultCollector) {
    // What is near a known name is a slip; others may be kinds of the planner's own.
    let declared = own + entries.filter { $0.nearest == nil }.map(\.name)
    for entry in entries {
      faults.add(
        .unknownKind(
          entry.name, nearest: entry.nearest, accepted: entry.accepted, moreRows: entry.moreRows,
          declared: entry.nearest == nil ? declared : []),
        at: entry.position)
    }
  }
}
