// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import TestLength
import Testing

@Suite("Workbooks by the command")
struct WorkbookCommandTests {
  private static let openpyxl: ConditionTrait = .enabled(
    if: OtherSpreadsheets.python != nil, "openpyxl is not installed.")
  private static let office: ConditionTrait = .enabled(
    if: OtherSpreadsheets.office != nil && runsLongTests, "LibreOffice is for ALLOT_LONG_TESTS.")

  /// The planned posts by town, of `--csv`.
  private func planned(_ csv: String) -> [String: Int] {
    csv.split(separator: "\n").dropFirst().reduce(into: [:]) { sums, line in
      let fields = line.split(separator: ",", omittingEmptySubsequences: false)
      sums[String(fields[0]), default: 0] += Int(fields[7]) ?? 0
    }
  }

  @Test("The workbook stands beside the usual result, is whole, and always the same")
  func besideTheResult() throws {
    let folder = try TemporaryFolder()
    let run = try allot("plan", CommandTests.survey, "--csv", "--xlsx", "plan.xlsx", in: folder.path)
    #expect(run.code == 0 && run.errors.isEmpty)
    #expect(run.output == (try allot("plan", CommandTests.survey, "--csv").output))
    #expect(try folder.contents == ["plan.xlsx"])
    let first = try Data(contentsOf: URL(filePath: "\(folder.path)/plan.xlsx"))
    #expect(try allot("plan", CommandTests.survey, "--xlsx", "plan.xlsx", in: folder.path).code == 0)
    #expect(try Data(contentsOf: URL(filePath: "\(folder.path)/plan.xlsx")) == first)
    let unwritable = try allot("plan", CommandTests.survey, "--xlsx", "none/plan.xlsx", in: folder.path)
    #expect(unwritable.isExit && unwritable.code == 2 && unwritable.errors.contains("none/plan.xlsx"))
    #expect(try folder.contents == ["plan.xlsx"])
  }

  @Test("A comparison's workbook has each town before and after a changed weight, and sums that are formulas", openpyxl)
  func comparison() throws {
    let folder = try TemporaryFolder()
    let changed = try changedSurvey(
      "scenario.yaml", "model: ../../Models/four-factor.yaml", "model: ../../Models/weighted.yaml")
    try changed.write(
      changed.text(of: "four-factor.yaml").replacing("resident_population: 0.4", with: "resident_population: 0.6"),
      to: "weighted.yaml")
    let before = try allot("plan", CommandTests.survey, "--csv")
    let after = try allot("plan", changed.path, "--csv")
    let run = try allot(
      "compare", CommandTests.survey, changed.path, "--xlsx", "c.xlsx", "--language", "zh", in: folder.path)
    #expect(run.code == 0 && run.errors.isEmpty && run.output.contains("▲ 增加最多"))
    // No rule binds in either plan, and that is said.
    #expect(run.output.contains("起作用的约束\nA  没有约束起作用\nB  没有约束起作用\n"))
    let first = try Data(contentsOf: URL(filePath: "\(folder.path)/c.xlsx"))
    _ = try allot("compare", CommandTests.survey, changed.path, "--xlsx", "c.xlsx", "--language", "zh", in: folder.path)
    #expect(try Data(contentsOf: URL(filePath: "\(folder.path)/c.xlsx")) == first)
    let read = try OtherSpreadsheets.python(
      """
      import openpyxl
      book = openpyxl.load_workbook('c.xlsx', data_only=True)
      print(','.join(book.sheetnames))
      evenness = list(book['配置公平性'].iter_rows(values_only=True))
      print(*evenness[1], sep=',')
      print(*[cell for row in evenness[-2:] for cell in row[:2]], sep=',')
      for row in book['各类合计'].iter_rows(min_row=4, values_only=True):
          print(row[0], row[2], row[4], row[5], sep=',')
      print(openpyxl.load_workbook('c.xlsx')['各类合计']['E39'].value)
      """, in: folder)
    #expect(read.code == 0, "\(read.errors)")
    var lines = read.output.split(separator: "\n").map(String.init)
    #expect(lines.removeFirst() == "方案对比,行政编制,事业编制,各类合计,配置公平性")
    #expect(lines.removeFirst() == "指标,编制,None,基尼,泰尔T,泰尔L,变异系数")
    #expect(lines.removeFirst() == "A,没有约束起作用,B,没有约束起作用")
    #expect(lines.removeLast() == "=SUBTOTAL(9,E4:E38)")
    #expect(lines.removeLast() == "合计,2275,2275,0")
    let (was, becomes) = (planned(before.output), planned(after.output))
    #expect(lines.count == 35 && was != becomes)
    for line in lines {
      let cells = line.split(separator: ",").map(String.init)
      let (old, new) = (was[cells[0]] ?? -1, becomes[cells[0]] ?? -1)
      #expect(cells.dropFirst() == ["\(old)", "\(new)", "\(new - old)"], "\(line)")
    }
  }

  @Test("openpyxl finds the plan's figures, its charts, frozen headings, and pages of A3 with headings", openpyxl)
  func readByOpenpyxl() throws {
    let folder = try TemporaryFolder()
    let csv = try allot("plan", CommandTests.survey, "--csv", "--xlsx", "p.xlsx", "--language", "zh", in: folder.path)
      .output
    let script = """
      import json, openpyxl
      values = openpyxl.load_workbook("p.xlsx", data_only=True)
      formulas = openpyxl.load_workbook("p.xlsx")
      ws = values.worksheets[0]
      print(json.dumps({
        "sheets": values.sheetnames, "freeze": ws.freeze_panes, "titles": ws.print_title_rows,
        "paper": ws.page_setup.paperSize, "landscape": ws.page_setup.orientation,
        "fit": [ws.sheet_properties.pageSetUpPr.fitToPage, ws.page_setup.fitToHeight],
        "charts": len(formulas.worksheets[1]._charts),
        "scatters": [type(c).__name__ for c in formulas.worksheets[2]._charts], "conditions": len(ws.conditional_formatting),
        "rows": [[c.value for c in r] for r in ws.iter_rows()],
        "formulas": sum(c.data_type == "f" for r in formulas.worksheets[0].iter_rows() for c in r),
        "errors": sum(c.data_type == "e" for w in values for r in w.iter_rows() for c in r),
      }))
      """
    let run = try OtherSpreadsheets.python(script, in: folder)
    #expect(run.code == 0 && run.errors.isEmpty, "\(run.errors)")
    let found = try #require(try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
    #expect(found["sheets"] as? [String] == ["方案", "图表", "负荷与编制", "测算过程", "错配", "配置公平性", "镇街数据", "办法与约束", "来源"])
    #expect(found["freeze"] as? String == "D6" && found["titles"] as? String == "$4:$5")
    #expect(found["paper"] as? Int == 8 && found["landscape"] as? String == "landscape")
    #expect(found["fit"] as? [Int] == [1, 0])
    #expect(found["charts"] as? Int == 2 && found["errors"] as? Int == 0)
    #expect(found["scatters"] as? [String] == ["ScatterChart"])
    // Five counties and the total, three blocks of seven sums and a growth, and contract staff.
    #expect(found["formulas"] as? Int == 6 * (3 * 8 + 1))
    let rows = try #require(found["rows"] as? [[Any?]])
    let expected = planned(csv)
    var towns = 0
    for row in rows {
      guard let name = row[2] as? String, let posts = expected[name] else { continue }
      towns += 1
      #expect(row[22] as? Int == posts, "\(name)")
    }
    #expect(towns == 35)
    let total = try #require(rows.first { $0[2] as? String == "合计" })
    #expect(
      [3, 4, 6, 11, 12, 14, 19, 20, 22, 27].map { total[$0] as? Int } == [
        532, 480, 532, 1743, 1965, 1743, 2275, 2445, 2275, 1204,
      ])
  }

  @Test("Every scenario's towns, written as a workbook by openpyxl, are planned as they are from CSV", openpyxl)
  func writtenByOpenpyxl() throws {
    let folder = try TemporaryFolder()
    let names = ["survey-35-subdistricts", "us-house-2020", "jinan", "ankang"]
    for name in names {
      let source = "\(packageRoot)/Scenarios/\(name)"
      try FileManager.default.copyItem(atPath: source, toPath: "\(folder.path)/\(name)")
      let yaml = try folder.text(of: "\(name)/scenario.yaml").replacing("../../Models", with: "\(packageRoot)/Models")
      try folder.write(
        yaml.replacing(/towns: (\w+)\.csv/) { "towns: \($0.1).xlsx" }, to: "\(name)/scenario.yaml")
    }
    let script = """
      import csv, glob, openpyxl
      def value(text):
          try: return float(text) if "." in text else int(text)
          except ValueError: return text or None
      for path in glob.glob("*/states.csv") + glob.glob("*/towns.csv"):
          book = openpyxl.Workbook()
          for row in csv.reader(open(path, encoding="utf-8-sig")): book.active.append([value(t) for t in row])
          book.save(path.replace("csv", "xlsx"))
      """
    let run = try OtherSpreadsheets.python(script, in: folder)
    #expect(run.code == 0, "\(run.errors)")
    for name in names {
      let plan = try allot("plan", "\(folder.path)/\(name)", "--csv")
      #expect(plan.code == 0, "\(plan.errors)")
      #expect(try plan.output == allot("plan", "\(packageRoot)/Scenarios/\(name)", "--csv").output)
    }
  }

  @Test("A form filled in by a script is planned without an edit", openpyxl, arguments: ["zh", "en"])
  func filledByOpenpyxl(_ language: String) throws {
    let folder = try TemporaryFolder()
    #expect(try allot("new", "form", "--xlsx", "--language", language, in: folder.path).code == 0)
    let script = """
      import openpyxl
      book = openpyxl.load_workbook("form/towns.xlsx")
      ws = book.worksheets[0]
      headings = [c.value for c in ws[1]]
      lists = [v for v in ws.data_validations.dataValidation]
      assert len(lists) == len(headings) - 1, len(lists)
      assert sum(v.type == "list" for v in lists) == 1 and ws.freeze_panes == "C2", ws.freeze_panes
      row = [c.value for c in ws[7]]
      row[1] = "=1+1 镇"
      row[3] = row[3] * 2
      ws.append(row)
      ws.cell(8, 2).data_type = "s"
      for v in range(7, 11): ws.cell(8, v + 1).value = 0
      book.save("form/towns.xlsx")
      """
    let run = try OtherSpreadsheets.python(script, in: folder)
    #expect(run.code == 0, "\(run.errors)")
    let yaml = try folder.text(of: "form/scenario.yaml")
    try folder.write(yaml.replacing("percent: 40", with: "posts: 40"), to: "form/scenario.yaml")
    let plan = try allot("plan", "form", "--csv", in: folder.path)
    #expect(plan.code == 0, "\(plan.errors)")
    #expect(planned(plan.output).count == 7 && planned(plan.output).values.reduce(0, +) == 370)
    #expect(plan.output.contains("\n=1+1 镇,"))
  }

  @Test("A workbook that unpacks to far more than its size is refused at once", openpyxl)
  func zipBomb() throws {
    let folder = try TemporaryFolder()
    #expect(try allot("new", "form", "--xlsx", in: folder.path).code == 0)
    let script = """
      import zipfile
      source = zipfile.ZipFile("form/towns.xlsx")
      parts = {i.filename: source.read(i) for i in source.infolist()}
      source.close()
      parts["xl/worksheets/sheet1.xml"] = b"<worksheet>" + b" " * (\(everyday(40, long: 200)) << 20)
      with zipfile.ZipFile("form/towns.xlsx", "w", zipfile.ZIP_DEFLATED, compresslevel=1) as target:
          for name, data in parts.items(): target.writestr(name, data)
      """
    #expect(try OtherSpreadsheets.python(script, in: folder).code == 0)
    let run = try allot("check", "form", in: folder.path)
    #expect(run.isExit && run.code == 2 && run.complaints.count == 2)
    #expect(run.errors.contains("xl/worksheets/sheet1.xml") && run.errors.contains("unpacks to more than"))
  }

  @Test("What a planner's workbook may hold that is no figure is told by its cell, with what to do", openpyxl)
  func faultyCells() throws {
    let folder = try TemporaryFolder()
    let changes = [
      ("ws['D3'] = '#REF!'", ["towns!D3", "the error #REF!", "fill in the figure"]),
      ("ws['D3'] = True", ["towns!D3", "“TRUE” is not a number"]),
      ("ws['D3'] = datetime.date(2024, 3, 1)", ["towns!D3", "date or time (2024-03-01)", "General"]),
      ("book.epoch = CALENDAR_MAC_1904; ws['D3'] = datetime.date(2024, 3, 1)", ["towns!D3", "(2024-03-01)"]),
      ("ws.merge_cells('I1:J1')", ["towns!I1", "the heading I1:J1 is merged: unmerge it"]),
      (
        "book.copy_worksheet(ws).title = '2024 b'",
        ["scenario.yaml", "(towns and 2024 b)", "towns: {file: towns.xlsx, sheet: towns}"]
      ),
    ]
    #expect(try allot("new", "form", "--xlsx", in: folder.path).code == 0)
    let scripts = changes.enumerated().map { place, change in
      """
      book = openpyxl.load_workbook("form/towns.xlsx")
      ws = book.worksheets[0]
      \(change.0)
      book.save("\(place).xlsx")

      """
    }
    let imports = "import datetime, openpyxl\nfrom openpyxl.utils.datetime import CALENDAR_MAC_1904\n"
    #expect(try OtherSpreadsheets.python(imports + scripts.joined(), in: folder).code == 0)
    for (place, (_, words)) in changes.enumerated() {
      let workbook = "\(folder.path)/form/towns.xlsx"
      try FileManager.default.removeItem(atPath: workbook)
      try FileManager.default.copyItem(atPath: "\(folder.path)/\(place).xlsx", toPath: workbook)
      let run = try allot("check", "form", in: folder.path)
      #expect(run.code == 2 && run.complaints.count == 2, "\(run.errors)")
      for word in words { #expect(run.errors.contains(word), "\(run.errors)") }
    }
  }

  @Test("A form whose units a planner moved to a row below the headings is planned as before", openpyxl)
  func unitRow() throws {
    let folder = try TemporaryFolder()
    #expect(try allot("new", "form", "--xlsx", in: folder.path).code == 0)
    let before = try allot("plan", "form", "--csv", in: folder.path).output
    let script = """
      import openpyxl
      book = openpyxl.load_workbook("form/towns.xlsx")
      ws = book.worksheets[0]
      ws.insert_rows(2)
      for cell in ws[1]:
          if "(" in cell.value:
              cell.value, unit = cell.value.rstrip(")").split(" (")
              ws.cell(2, cell.column).value = unit
      assert ws["D2"].value == "people"
      book.save("form/towns.xlsx")
      """
    #expect(try OtherSpreadsheets.python(script, in: folder).code == 0)
    let run = try allot("plan", "form", "--csv", in: folder.path)
    #expect(run.code == 0 && run.output == before, "\(run.errors)")
  }

  @Test("Formulas that openpyxl wrote have no value: the file is to be opened and saved once", openpyxl)
  func formulas() throws {
    let folder = try TemporaryFolder()
    #expect(try allot("new", "form", "--xlsx", in: folder.path).code == 0)
    let script = """
      import openpyxl
      book = openpyxl.load_workbook("form/towns.xlsx")
      book.worksheets[0]["D3"] = "=D2/2"
      book.save("form/towns.xlsx")
      """
    #expect(try OtherSpreadsheets.python(script, in: folder).code == 0)
    let run = try allot("check", "form", in: folder.path)
    #expect(run.code == 2)
    #expect(
      run.complaints.first?.hasPrefix("towns.xlsx: towns!D3: resident_population (people): the formula has no") == true)
  }

  // MARK: LibreOffice

  @Test(
    "LibreOffice opens the workbook, calculates it anew, and comes to the same totals", office, arguments: ["zh", "en"])
  func totalsInLibreOffice(_ language: String) throws {
    let folder = try TemporaryFolder()
    let csv = try allot(
      "plan", CommandTests.survey, "--csv", "--xlsx", "p.xlsx", "--language", language, in: folder.path
    ).output
    let run = try OtherSpreadsheets.convert("p.xlsx", to: "csv:Text - txt - csv (StarCalc):59,34,76,1", in: folder)
    #expect(run.code == 0 && !run.errors.lowercased().contains("error"), "\(run.errors)")
    // As shown, separators of thousands included; town and figures stand before any text with a semicolon.
    let rows = try folder.text(of: "p.csv").split(separator: "\n").map { line in
      line.split(separator: ";", omittingEmptySubsequences: false).map { String($0.filter { $0 != "," && $0 != "\"" }) }
    }.filter { $0.count > 27 }
    let total = try #require(rows.first { ["合计", "Total"].contains($0[2]) })
    let columns = [3, 4, 6, 11, 12, 14, 19, 20, 22, 27]
    #expect(columns.map { Int(total[$0]) } == [532, 480, 532, 1743, 1965, 1743, 2275, 2445, 2275, 1204])
    let expected = planned(csv)
    let towns = rows.filter { expected[$0[2]] != nil }
    #expect(towns.count == 35 && towns.allSatisfy { Int($0[22]) == expected[$0[2]] })
  }

  @Test(
    "A form that LibreOffice opened and saved, and one turned to and fro, are planned as before", office,
    arguments: ["zh", "en"])
  func formInLibreOffice(_ language: String) throws {
    let folder = try TemporaryFolder()
    #expect(try allot("new", "form", "--xlsx", "--language", language, in: folder.path).code == 0)
    let before = try allot("plan", "form", "--csv", in: folder.path)
    #expect(before.code == 0)
    #expect(try OtherSpreadsheets.convert("form/towns.xlsx", to: "ods", in: folder).code == 0)
    try FileManager.default.removeItem(atPath: "\(folder.path)/form/towns.xlsx")
    #expect(try OtherSpreadsheets.convert("towns.ods", to: "xlsx", in: folder).code == 0)
    try FileManager.default.moveItem(atPath: "\(folder.path)/towns.xlsx", toPath: "\(folder.path)/form/towns.xlsx")
    #expect(try allot("plan", "form", "--csv", in: folder.path).output == before.output)
    // OpenDocument and the old format under the name of a workbook are named for what they are.
    try FileManager.default.copyItem(atPath: "\(folder.path)/form/towns.xlsx", toPath: "\(folder.path)/old.xlsx")
    #expect(try OtherSpreadsheets.convert("old.xlsx", to: "xls", in: folder).code == 0)
    for (file, words) in [("towns.ods", "type .ods"), ("old.xls", "(.xls)")] {
      let bytes = try Data(contentsOf: URL(filePath: "\(folder.path)/\(file)"))
      try bytes.write(to: URL(filePath: "\(folder.path)/form/towns.xlsx"))
      let run = try allot("check", "form", in: folder.path)
      #expect(run.code == 2 && run.errors.contains(words), "\(run.errors)")
    }
  }
}
