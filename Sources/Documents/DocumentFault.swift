// SPDX-License-Identifier: GPL-3.0-or-later

public import Spreadsheets
public import Staffing

/// Where in a file something is.
public struct Position: Hashable, Sendable {
  /// The file, as it was named.
  public let file: String
  /// The sheet of a workbook; `nil` in other files.
  public let sheet: String?
  /// The line, or the row of a sheet, from 1; `nil` for the file or sheet as a whole.
  public let line: Int?
  /// The column, from 1: of characters in YAML, of fields in a table.
  public let column: Int?
  /// What stands there: a key path as `rules[2].floor`, or a heading; `nil` where neither applies.
  public let field: String?

  /// A position.
  public init(file: String, sheet: String? = nil, line: Int? = nil, column: Int? = nil, field: String? = nil) {
    self.file = file
    self.sheet = sheet
    self.line = line
    self.column = column
    self.field = field
  }
}

/// Something wrong in a file, with its place.
public struct DocumentFault: Error, Hashable, Sendable {
  /// Where.
  public let position: Position
  /// What.
  public let problem: Problem

  /// A fault.
  public init(_ problem: Problem, at position: Position) {
    self.problem = problem
    self.position = position
  }

  /// What can be wrong, with what was found and what was expected.
  public enum Problem: Hashable, Sendable {
    /// There is no such file or folder.
    case notFound
    /// The file cannot be read, in the system's words.
    case unreadable(String)
    /// The folder to be created is there and not empty.
    case folderNotEmpty
    /// The folder or file cannot be written.
    case unwritable
    /// The file is larger than `most` bytes.
    case tooLarge(most: Int)
    /// The bytes are neither UTF-8 nor GB18030 from this offset on.
    case notText(offset: Int)
    /// The file is a workbook or another kind of binary, by its first bytes.
    case binary(kind: String)
    /// The workbook cannot be opened or read.
    case workbook(WorkbookFault)
    /// A heading is merged over these cells.
    case mergedHeading(String)
    /// The cell is one of these, which are merged.
    case mergedCells(String)
    /// The cell holds a day or a time where a text or a number is asked for.
    case dateCell(String)
    /// The cell holds an error, as `#DIV/0!`.
    case errorCell(String)
    /// The cell holds a formula whose value was never calculated.
    case formulaWithoutValue
    /// Several sheets of the workbook could be the table of towns, and none is named.
    case severalSheets([String], file: String)
    /// The heading states one unit and the row of units below it another.
    case conflictingUnits(heading: String, row: String)
    /// The file has no heading row.
    case empty
    /// A table has headings and nothing below them.
    case noRows
    /// A table of projects, activities or the like has headings and nothing below them.
    case noEntries
    /// A quote is opened here and never closed.
    case unterminatedQuote
    /// The text holds a control character, of this code.
    case controlCharacter(UInt32)
    /// Something follows a closing quote before the next comma.
    case textAfterQuote
    /// The row has another number of fields than the heading row.
    case raggedRow(found: Int, expected: Int)
    /// The headings are separated by something else than commas.
    case wrongSeparator(String)
    /// Nothing is known by this heading.
    case unknownHeading(String, nearest: String?, UnknownColumns? = nil)
    /// Two columns state the same thing; the first is this column.
    case duplicateHeading(String, firstColumn: Int)
    /// A column that is needed is not there.
    case missingHeading(expected: String)
    /// The heading of a measured column must state its unit.
    case missingUnit(String, accepted: [String])
    /// The unit does not measure this.
    case unknownUnit(String, accepted: [String])
    /// An amount in a model must state its unit.
    case amountWithoutUnit(String, accepted: [String])
    /// A figure that is needed is blank.
    case blank
    /// The text is no number of this sort.
    case notANumber(String, expected: Number)
    /// The number is out of range.
    case outOfRange(String, least: String, most: String)
    /// There is no kind of town of this name. More rows may have it; `declared` is what `kinds` would list with it.
    case unknownKind(String, nearest: String?, accepted: [String], moreRows: [Int], declared: [String])
    /// The names of towns are indented below that of another row, by blanks, which is no town then but what they belong to.
    case indentedNames(above: String, below: String)
    /// The row adds up others; only towns belong in a towns file.
    case totalRow(String)
    /// The same town is in an earlier line.
    case duplicateTown(String, firstLine: Int)
    /// The file is not YAML, in the parser's words.
    case syntax(String)
    /// The line has full-width punctuation where YAML wants half-width.
    case fullWidthPunctuation(String)
    /// The key occurs more than once in the mapping that begins here.
    case duplicateKey(String)
    /// The key is not known here.
    case unknownKey(String, nearest: String?, accepted: [String])
    /// A key that is needed is not there.
    case missingKey(String)
    /// The value is of another sort than expected.
    case wrongValue(String, expected: Value)
    /// There is nothing of this name.
    case unknownName(String, of: NameKind, nearest: String?, accepted: [String])
    /// Several are of this name; each by its path.
    case ambiguousName(String, of: NameKind, paths: [String])
    /// The same name is declared twice.
    case duplicateName(String, of: NameKind)
    /// The end of a range is not above its beginning.
    case notAbove(String, least: String)
    /// The values of a sweep's parameters combine to more cases than this.
    case tooManyCases(most: Int)
    /// A threshold is not above the one before it, or the first is not zero.
    case outOfOrder(String)
    /// A parameter of a sweep is called as a column of its table of cases.
    case reservedName(String)
    /// The same value occurs twice in a list.
    case listedTwice(String)
    /// The key is known and has no effect here.
    case noEffect(String)
    /// The name cannot be used; names are letters, digits, `_` and `-`.
    case badName(String)
    /// The entry must have exactly one of these keys.
    case needsOneOf([String])
    /// The entry must have at least one of these keys.
    case needsSomeOf([String])
    /// The scenario makes no sense at this place.
    case scenario(ScenarioFault)
  }

  /// What is to be said of all columns that are not known, at the last of them that is told.
  public struct UnknownColumns: Hashable, Sendable {
    /// How many more there are, which are not told one by one.
    public let more: Int
    /// What `ignore_columns` lists so that all are passed over, with what it lists already.
    public let toIgnore: [String]

    /// What is to be said.
    public init(more: Int, toIgnore: [String]) {
      self.more = more
      self.toIgnore = toIgnore
    }
  }

  /// Sorts of number.
  public enum Number: String, Hashable, Sendable {
    /// 0, 1, 2 …
    case whole
    /// A whole number of people, after conversion from the column's unit.
    case people
    /// A decimal number that is not negative.
    case decimal
  }

  /// Sorts of value in YAML.
  public enum Value: String, Hashable, Sendable {
    /// `key: value` lines.
    case mapping
    /// `- item` lines.
    case list
    /// At least one item, where there is none.
    case someItems
    /// Text.
    case text
    /// 0, 1, 2 …
    case wholeNumber
    /// A decimal number above zero.
    case positiveNumber
    /// A decimal number, zero or above.
    case number
    /// `today` or a mapping from groups to posts.
    case groupTotals
    /// `today` or `column`.
    case townTotals
    /// `columns`.
    case columns
    /// A file's name or a policy model written out.
    case model
    /// Percent, as `25%`.
    case percent
    /// A number of posts, `quota`, `staff`, `staff_after_retirements`, or a formula.
    case postAmount
    /// `all`, or a number above zero.
    case rounds
    /// `posts_moved`.
    case stability
    /// `soft_rules`.
    case prices
    /// `- item` lines, or the name of a table.
    case records
    /// A decimal number of either sign.
    case signedNumber
    /// A number for each unit, as `1.8 / 千人`.
    case rate
    /// A number from 0 to 1, or a percentage.
    case fraction
    /// A day, as `2026-12-31`.
    case date
    /// A percentage above −100.
    case growth
    /// A number of at most six decimals.
    case sixDecimals
    /// How the cases of a sweep are chosen.
    case design
  }

  /// Sorts of name.
  public enum NameKind: String, Hashable, Sendable {
    /// A pool of the scenario.
    case pool
    /// A metric.
    case metric
    /// A level of the hierarchy.
    case level
    /// A group of towns.
    case group
    /// A kind of town.
    case kind
    /// A town.
    case town
    /// An apportionment method.
    case method
    /// What a metric measures.
    case dimension
    /// A duty of a responsibility list.
    case duty
    /// One of a few words that a key accepts.
    case choice
    /// A rule that states a number of posts.
    case rule
    /// A parameter of a sweep.
    case parameter
  }
}

/// All that is wrong with a scenario's files, in the order of files and lines.
public struct DocumentFaults: Error, Sendable {
  /// The faults; never empty.
  public let faults: [DocumentFault]
}

/// Gathers faults on the way through a file, so that all are told at once.
final class FaultCollector {
  private(set) var faults: [DocumentFault] = []

  func add(_ problem: DocumentFault.Problem, at position: Position) {
    faults.append(DocumentFault(problem, at: position))
  }

  func add(_ fault: DocumentFault) { faults.append(fault) }

  /// Records a fault that belongs to several places at the first of them only.
  func addOnce(_ problem: DocumentFault.Problem, at position: Position) {
    if told.insert(problem).inserted { add(problem, at: position) }
  }

  private var told: Set<DocumentFault.Problem> = []

  /// Records headings that nothing is known by: those that may be slips, and the first few of the rest.
  func add(unknown headings: [(text: String, nearest: String?, position: Position)], ignored: [String]) {
    let others = headings.indices.filter { headings[$0].nearest == nil }
    let untold = Set(others.dropFirst(Self.mostUnknown))
    let told = headings.indices.filter { !untold.contains($0) }
    for place in told {
      let columns =
        place == told.last
        ? DocumentFault.UnknownColumns(more: untold.count, toIgnore: ignored + headings.map(\.text)) : nil
      add(
        .unknownHeading(headings[place].text, nearest: headings[place].nearest, columns), at: headings[place].position)
    }
  }

  /// Of a table with far more columns than are needed these are enough to see what is meant.
  private static let mostUnknown = 5

  var isEmpty: Bool { faults.isEmpty }

  /// The faults in the order of files, as they were met, and of places in them.
  var inOrder: [DocumentFault] {
    var files: [String: Int] = [:]
    for fault in faults where files[fault.position.file] == nil { files[fault.position.file] = files.count }
    func key(_ entry: (offset: Int, element: DocumentFault)) -> [Int] {
      let position = entry.element.position
      return [files[position.file] ?? 0, position.line ?? 0, position.column ?? 0, entry.offset]
    }
    return faults.enumerated().sorted { key($0).lexicographicallyPrecedes(key($1)) }.map(\.element)
  }
}

extension DocumentFault {
  /// Whether it says that there is no such town, group or level, or more than one.
  var isAboutTowns: Bool {
    switch problem {
    case .unknownName(_, let kind, _, _), .ambiguousName(_, let kind, _): [.town, .group, .level].contains(kind)
    default: false
    }
  }
}
