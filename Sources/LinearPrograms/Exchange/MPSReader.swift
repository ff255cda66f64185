// SPDX-License-Identifier: GPL-3.0-or-later

/// Reads the lines of an MPS file in one layout into tables of rows and columns, and collects what is wrong with them.
struct MPSReader {
  struct Row {
    let name: String
    let type: String
    var rightHandSide: Double?
    var range: Double?
    var terms: [(column: Int, value: Double)] = []
  }

  struct Column {
    let name: String
    /// Whether it stands between markers.
    let isMarked: Bool
    var takesWholeNumbers: Bool
    var lower: Double?
    var upper: Double?
    var cost: Double?
  }

  var name = ""
  var sense = Goal.Sense.minimize
  var rows: [Row] = []
  var columns: [Column] = []
  /// The first row of type N.
  var goalRow: Int?
  var faults: [MPSFault] = []

  private let layout: MPSLayout
  private var rowPlaces: [String: Int] = [:]
  private var columnPlaces: [String: Int] = [:]
  private var sets: [MPSSection: String] = [:]
  private var isMarked = false

  private enum Place {
    case outside
    case within(MPSSection)
    /// In a section that was refused as a whole.
    case passedOver
  }

  /// O(length).
  init(_ lines: [MPSLine], layout: MPSLayout) {
    self.layout = layout
    var place = Place.outside
    var seen: Set<String> = []
    for line in lines {
      if line.isHeader {
        let words = line.words
        seen.insert(words.first?.uppercased() ?? "")
        if seen.contains("ENDATA") { break }
        place = open(words, line.number, from: place)
      } else {
        switch place {
        case .outside: faults.append(MPSFault(line.number, .dataOutsideSection))
        case .within(let section): read(line, in: section)
        case .passedOver: break
        }
      }
    }
    for section in ["ROWS", "COLUMNS", "ENDATA"] where !seen.contains(section) {
      faults.append(MPSFault(lines.last?.number ?? 1, .sectionMissing(section)))
    }
  }

  // MARK: - Sections

  private static let unsupported: Set<String> = [
    "OBJNAME", "OBJECT", "QUADOBJ", "QMATRIX", "QSECTION", "QCMATRIX", "CSECTION", "SOS", "SOS1", "SOS2", "SETS",
    "INDICATORS", "LAZYCONS", "USERCUTS", "GENCONS", "PWLOBJ", "MODELCUTS", "SCENARIOS", "REFROW",
  ]

  /// What an opening line begins; the section it stands in goes on where it is that section's data.
  private mutating func open(_ words: [String], _ line: Int, from place: Place) -> Place {
    let header = words.first ?? ""
    let keyword = header.uppercased()
    if keyword == "NAME" {
      name = words.dropFirst().joined(separator: " ")
      return .outside
    }
    // Some writers put the sense below OBJSENSE in the first column.
    if case .within(.sense) = place, words.count == 1, setSense(keyword) { return place }
    guard let section = MPSSection(rawValue: keyword) else {
      let problem: MPSFault.Problem =
        Self.unsupported.contains(keyword) ? .sectionNotSupported(header) : .sectionUnknown(header)
      faults.append(MPSFault(line, problem))
      return .passedOver
    }
    if section == .sense && words.count == 2 {
      if !setSense(words[1]) { faults.append(MPSFault(line, .senseUnknown(words[1]))) }
    } else if words.count > 1 {
      // Data that begins in the first column would otherwise be lost without a word.
      faults.append(MPSFault(line, .wrongFieldCount(words.count)))
    }
    return .within(section)
  }

  private mutating func setSense(_ word: String) -> Bool {
    switch word.uppercased() {
    case "MAX", "MAXIMIZE", "MAXIMISE": sense = .maximize
    case "MIN", "MINIMIZE", "MINIMISE": sense = .minimize
    default: return false
    }
    return true
  }

  // MARK: - Lines

  private mutating func read(_ line: MPSLine, in section: MPSSection) {
    do throws(MPSFault.Problem) {
      let words = layout == .free || section == .columns ? line.words : []
      if section == .columns, let marker = MPSLine.marker(in: words) {
        try setMarker(marker)
        return
      }
      let record =
        switch layout {
        case .free: try MPSRecord(free: words, in: section)
        case .fixed: try MPSRecord(fixed: line.fixedFields(), in: section)
        }
      switch section {
      case .rows: try addRow(record)
      case .columns: try addEntries(record, line.number)
      case .rightHandSides, .ranges: try setSides(record, section, line.number)
      case .bounds: try setBound(record)
      case .sense: if !setSense(record.name) { throw .senseUnknown(record.name) }
      }
    } catch {
      faults.append(MPSFault(line.number, error))
    }
  }

  private mutating func setMarker(_ marker: String) throws(MPSFault.Problem) {
    switch marker {
    case "INTORG": isMarked = true
    case "INTEND": isMarked = false
    default: throw .markerUnknown(marker)
    }
  }

  private mutating func addRow(_ record: MPSRecord) throws(MPSFault.Problem) {
    let type = record.code.uppercased()
    guard ["N", "L", "G", "E"].contains(type) else { throw .rowTypeUnknown(record.code) }
    guard rowPlaces[record.name] == nil else { throw .rowRepeated(record.name) }
    rowPlaces[record.name] = rows.count
    if type == "N" && goalRow == nil { goalRow = rows.count }
    rows.append(Row(name: record.name, type: type))
  }

  private mutating func addEntries(_ record: MPSRecord, _ line: Int) throws(MPSFault.Problem) {
    if columns.last?.name != record.name {
      guard columnPlaces[record.name] == nil else { throw .columnSplit(record.name) }
      columnPlaces[record.name] = columns.count
      columns.append(Column(name: record.name, isMarked: isMarked, takesWholeNumbers: isMarked))
    }
    let column = columns.count - 1
    for pair in record.pairs {
      // Each pair's fault is a line of its own, so that the second is not hidden by the first.
      do throws(MPSFault.Problem) {
        guard let row = rowPlaces[pair.name] else { throw .rowUnknown(pair.name) }
        let value = try Self.finite(pair.value)
        let isRepeated = row == goalRow ? columns[column].cost != nil : rows[row].terms.last?.column == column
        guard !isRepeated else { throw .entryRepeated(row: pair.name, column: record.name) }
        if row == goalRow { columns[column].cost = value } else { rows[row].terms.append((column, value)) }
      } catch {
        faults.append(MPSFault(line, error))
      }
    }
  }

  /// Right-hand sides and ranges.
  private mutating func setSides(
    _ record: MPSRecord, _ section: MPSSection, _ line: Int
  ) throws(MPSFault.Problem) {
    try checkSet(record.name, section)
    for pair in record.pairs {
      do throws(MPSFault.Problem) {
        guard let row = rowPlaces[pair.name] else { throw .rowUnknown(pair.name) }
        let value = try Self.finite(pair.value)
        let isRange = section == .ranges
        let isRepeated = isRange ? rows[row].range != nil : rows[row].rightHandSide != nil
        guard !isRepeated else { throw .valueRepeated(section: section.rawValue, row: pair.name) }
        if isRange { rows[row].range = value } else { rows[row].rightHandSide = value }
      } catch {
        faults.append(MPSFault(line, error))
      }
    }
  }

  /// The place of the column that a bound is for.
  func columnPlace(_ name: String) throws(MPSFault.Problem) -> Int {
    guard let place = columnPlaces[name] else { throw .columnUnknown(name) }
    return place
  }

  /// Refuses a second set of a section.
  mutating func checkSet(_ name: String, _ section: MPSSection) throws(MPSFault.Problem) {
    let first = sets[section] ?? name
    sets[section] = first
    guard first == name else { throw .severalSets(section: section.rawValue, first: first, other: name) }
  }
}
