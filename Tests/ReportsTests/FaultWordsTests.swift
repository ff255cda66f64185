// SPDX-License-Identifier: GPL-3.0-or-later

import Documents
import Spreadsheets
import Staffing
import Testing

@testable import Reports

@Suite("Faults in words")
struct FaultWordsTests {
  private static let town = Town.ID(group: ["East"], name: "Ash")

  private static let figures: [ScenarioFault.Figure] = [
    .metric("area"), .quota(pool: "a"), .staff(pool: "a"), .retirements(pool: "a"), .secondedOut(pool: "a"),
    .secondedIn(pool: "a"), .stationed(pool: "a"), .givenNeed(pool: "a"),
    .contractStaff, .fixedTotal,
  ]

  private static let scenarioFaults: [ScenarioFault] =
    [
      .noTowns, .noPools, .duplicatePool("a"), .duplicateTown(town), .misshapenTown(town),
      .totalOutOfRange(pool: "a", -1), .nothingToShareBy(metric: "area"), .weightNotPositive(metric: "area"),
      .unknownDuty("d", move: "r"), .moveWithoutEffect(move: "r"), .poolWithoutNeed("a"), .sharedTwice(pool: "a"),
      .ruleOutOfRange(rule: "r"), .emptyScope(rule: "r"), .baseNegative(kind: "town"), .goalOutOfRange(goal: "g"),
      .goalRepeated(goal: "g"), .noGoals, .goalWithoutObject(goal: "g"),
      .ledger(.moreOutThanStaff(town, pool: "a", out: 3, staff: 2)), .ledger(.moreInThanOut(secondedIn: 3, out: 2)),
      .temporaryStaffOutOfRange(-1),
    ] + figures.map { .figureOutOfRange(town, figure: $0) } + figures.map { .missing(town, figure: $0) }
    + figures.map { .missingForRule(town, figure: $0, rule: "r") } + partFaults.map { .part("r", $0) }
    + phaseInFaults.map { .phaseIn("r", $0) }

  private static let phaseInFaults: [PhaseInFault] = [
    .yearsOutOfRange(99), .changeOutOfRange, .totalsCount(pool: "a", found: 2, years: 3),
    .totalOutOfRange(pool: "a", -1), .totalsEndElsewhere(pool: "a", last: 5, total: 6),
  ]

  private static let partFaults: [PartFault] = [
    .outOfRange, .empty, .transformUnsound(metric: "area"), .classesOutOfOrder, .noWorkingTime, .allowancesTooLarge,
    .unknownTown(town), .noDate, .undividedWork, .dividedShare, .zeroMean(metric: "area"), .listedTwice("d"),
    .supportingNotStated(duty: "d"), .logarithmOfZero(town, metric: "area"), .logarithmOfNoPosts(town, pool: "a"),
    .tooFewTowns(2, coefficients: 3, pool: "a"), .dependentMetric("area", pool: "a"), .notFitted(pool: "a"),
    .postsOutOfRange(town, posts: -1.5),
  ]

  private static let values: [DocumentFault.Value] = [
    .mapping, .list, .someItems, .text, .wholeNumber, .positiveNumber, .number, .groupTotals, .townTotals, .model,
    .records,
    .signedNumber, .rate, .fraction, .date, .columns, .percent, .postAmount, .rounds, .stability, .prices,
    .growth, .sixDecimals, .design,
  ]

  private static let nameKinds: [DocumentFault.NameKind] = [
    .pool, .metric, .level, .group, .kind, .town, .method, .dimension, .duty, .choice, .rule,
    .parameter,
  ]

  private static let workbookFaults: [WorkbookFault] = [
    .notAWorkbook, .oldFormat, .passwordProtected, .otherFormat("ods"), .damaged(part: nil), .damaged(part: "p"),
    .invalidPart("p", line: 3), .documentType(part: "p"), .missingPart("p"), .tooLarge(part: "p", most: 1 << 24),
    .tooManyCells(sheet: "s", most: 4_000_000), .noVisibleSheet, .noSheet("s", among: ["a", "b"]), .unwritable("why"),
  ]

  private static let problems: [DocumentFault.Problem] =
    [
      .notFound, .unreadable("Is a directory"), .folderNotEmpty, .unwritable, .tooLarge(most: 1 << 28),
      .notText(offset: 7),
      .binary(kind: "xlsx"), .empty, .noRows, .unterminatedQuote, .textAfterQuote,
      .controlCharacter(0x1B), .raggedRow(found: 3, expected: 4),
      .unknownHeading("a", nearest: "b"), .unknownHeading("a", nearest: nil), .duplicateHeading("a", firstColumn: 2),
      .missingHeading(expected: "a"), .missingUnit("a", accepted: ["km²"]), .unknownUnit("x", accepted: ["km²"]),
      .amountWithoutUnit("1", accepted: ["km²"]), .noEntries,
      .notAbove("3", least: "5"), .tooManyCases(most: 1_000_000),
      .outOfOrder("3"), .reservedName("town"), .listedTwice("0.2"), .noEffect("supporting"), .blank,
      .notANumber("x", expected: .whole),
      .notANumber("x", expected: .decimal),
      .outOfRange("x", least: "0", most: "9"), .totalRow("x"), .duplicateTown("x", firstLine: 2), .syntax("bad"),
      .fullWidthPunctuation("a：b"), .duplicateKey("a"), .unknownKey("a", nearest: "b", accepted: ["b", "c"]),
      .unknownKey("a", nearest: nil, accepted: ["b"]), .missingKey("a"), .badName("a b"), .needsOneOf(["a", "b"]),
      .needsSomeOf(["a", "b"]), .notANumber("x", expected: .people), .mergedHeading("A1:B1"), .mergedCells("A2:A3"),
      .dateCell("2024-03-01"), .errorCell("#N/A"), .formulaWithoutValue, .unknownHeading("", nearest: nil),
      .indentedNames(above: "a", below: "b"), .severalSheets(["2023", "b"], file: "f.xlsx"),
      .conflictingUnits(heading: "km²", row: "ha"),
      .unknownHeading("a", nearest: nil, .init(more: 0, toIgnore: ["a", "b c"])),
      .unknownHeading("a", nearest: "b", .init(more: 2, toIgnore: ["a"])),
      .unknownKind("a", nearest: "b", accepted: ["b"], moreRows: [], declared: []),
      .unknownKind("a", nearest: nil, accepted: ["b"], moreRows: [1, 2, 3, 4, 5, 6], declared: ["c", "a"]),
    ] + workbookFaults.map { .workbook($0) } + values.map { .wrongValue("x", expected: $0) }
    + scenarioFaults.map { .scenario($0) }
    + nameKinds.flatMap {
      [
        .unknownName("x", of: $0, nearest: "y", accepted: ["y", "z"]), .duplicateName("x", of: $0),
        .ambiguousName("x", of: $0, paths: ["a/x", "b/x"]),
      ]
    }

  @Test("Every fault has its own words in both languages", arguments: problems)
  func bothLanguages(_ problem: DocumentFault.Problem) {
    let fault = DocumentFault(problem, at: Position(file: "f.csv", line: 3, column: 4, field: "area"))
    let (chinese, english) = (Words(.chinese).fault(fault), Words(.english).fault(fault))
    #expect(chinese != english)
    #expect(chinese.hasChinese)
    #expect(!english.withoutQuotations.hasChinese, "\(english)")
    #expect(chinese.hasPrefix("f.csv:3:4：area：") && english.hasPrefix("f.csv:3:4: area: "))
    #expect(chinese.count > "f.csv:3:4：area：".count && english.count > "f.csv:3:4: area: ".count)
    #expect(!english.contains("  ") && !english.contains("Optional") && !chinese.contains("Optional"))
  }

  @Test("No two faults have the same words", arguments: Language.allCases)
  func distinct(_ language: Language) {
    let words = Words(language)
    let texts = Self.problems.map { words.fault(DocumentFault($0, at: Position(file: "f"))) }
    let repeated = Dictionary(grouping: texts, by: \.self).filter { $0.value.count > 1 }.keys.sorted()
    // A whole number is asked for by one sentence, wherever it stands; so is a number.
    #expect(repeated.count <= 1, "\(repeated)")
  }

  @Test("A place has as much as is known of it")
  func places() {
    let words = Words(.english)
    func place(_ position: Position) -> String { words.fault(DocumentFault(.blank, at: position)) }
    #expect(place(Position(file: "f")).hasPrefix("f: blank"))
    #expect(place(Position(file: "f", line: 2)).hasPrefix("f:2: blank"))
    #expect(place(Position(file: "f", line: 2, field: "k")).hasPrefix("f:2: k: blank"))
    #expect(place(Position(file: "f", field: "k")).hasPrefix("f: k: blank"))
    #expect(place(Position(file: "f", sheet: "镇街", line: 7, column: 28, field: "k")).hasPrefix("f: 镇街!AB7: k: blank"))
    #expect(place(Position(file: "f", sheet: "my 'own'", line: 7, column: 3)).hasPrefix("f: 'my ''own'''!C7: blank"))
    #expect(place(Position(file: "f", sheet: "s", line: 7)).hasPrefix("f: sheet “s”, row 7: blank"))
    #expect(place(Position(file: "f", sheet: "s")).hasPrefix("f: sheet “s”: blank"))
  }

  @Test("The nearest valid name is asked for, in quotes")
  func didYouMean() {
    let fault = DocumentFault(
      .unknownKey("flor", nearest: "floor", accepted: ["floor", "cap"]), at: Position(file: "scenario.yaml", line: 8))
    #expect(
      Words(.english).fault(fault)
        == "scenario.yaml:8: unknown key “flor”, did you mean “floor”?; accepted: floor and cap")
    #expect(Words(.chinese).fault(fault) == "scenario.yaml:8：不认识的键“flor”，是否指“floor”？；可用 floor、cap")
  }

  @Test("What is to be written into a scenario can be copied as it stands")
  func linesToWrite() {
    func english(_ problem: DocumentFault.Problem) -> String {
      Words(.english).fault(DocumentFault(problem, at: Position(file: "f")))
    }
    #expect(
      english(.unknownHeading("码", nearest: nil, .init(more: 0, toIgnore: ["码", "a, b", "户(人/户)", "1"]))).hasSuffix(
        #": ignore_columns: [码, "a, b", "户(人/户)", "1"]"#))
    #expect(
      english(.severalSheets(["2023", "b"], file: "my towns.xlsx")).hasSuffix(
        #"as in towns: {file: "my towns.xlsx", sheet: "2023"}"#))
    #expect(YAMLLine.list(["yes", "a\"b\\c", "a\nb"]) == #"["yes", "a\"b\\c", "a\nb"]"#)
  }

  @Test("A list of a thousand names is cut short")
  func longLists() {
    let names = (0..<1000).map { "town\($0)" }
    let fault = DocumentFault(
      .unknownName("x", of: .town, nearest: nil, accepted: names), at: Position(file: "f"))
    #expect(Words(.english).fault(fault).count < 300)
  }

  @Test("The count of faults is one fault or several faults")
  func counts() {
    #expect(Words(.english).faultCount(1) == "1 fault; nothing was calculated.")
    #expect(Words(.english).faultCount(8).hasPrefix("8 faults"))
    #expect(Words(.chinese).faultCount(8).contains("8 处"))
  }
}
