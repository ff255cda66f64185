// SPDX-License-Identifier: GPL-3.0-or-later

public import Documents
internal import Spreadsheets
internal import Staffing

extension Words {
  /// A fault with its place: `towns.csv:7:4: 常住人口(万人): …`, `towns.xlsx: 镇街!D7: 常住人口(万人): …`.
  public func fault(_ fault: DocumentFault) -> String {
    let position = fault.position
    var place = position.file
    if let sheet = position.sheet {
      place += say("：", ": ") + cell(position, sheet)
    } else {
      if let line = position.line { place += ":\(line)" }
      if let line = position.line, line > 0, let column = position.column { place += ":\(column)" }
    }
    if let field = position.field { place += say("：", ": ") + field }
    return place + say("：", ": ") + problem(fault.problem, isOnSheet: position.sheet != nil)
  }

  /// A place on a sheet: `镇街!D7`, a row, or the sheet as a whole.
  private func cell(_ position: Position, _ sheet: String) -> String {
    guard let line = position.line else { return say("工作表“\(sheet)”", "sheet “\(sheet)”") }
    guard let column = position.column else {
      return say("工作表“\(sheet)”第 \(line) 行", "sheet “\(sheet)”, row \(line)")
    }
    let isPlain = sheet.unicodeScalars.allSatisfy {
      $0 == "_" || $0.properties.isAlphabetic || $0.properties.numericType != nil
    }
    let quoted = isPlain ? sheet : "'" + sheet.replacing("'", with: "''") + "'"
    return "\(quoted)!\(CellReference(row: line, column: column))"
  }

  /// The closing line under a list of faults.
  public func faultCount(_ count: Int) -> String {
    say("共 \(count) 处错误，未作任何计算。", "\(self.count(count, "fault")); nothing was calculated.")
  }

  private func problem(_ problem: DocumentFault.Problem, isOnSheet: Bool) -> String {
    switch problem {
    case .notFound: say("没有这个文件或文件夹", "no such file or folder")
    case .unreadable(let why): say("无法读取（\(why)）", "cannot be read (\(why))")
    case .folderNotEmpty: say("已存在且不是空文件夹，未作改动", "exists and is no empty folder; nothing was changed")
    case .unwritable: say("无法写入", "cannot be written")
    case .tooLarge(let most):
      say("文件过大，最多 \(most >> 20) MB", "too large; at most \(most >> 20) MB")
    case .notText(let offset):
      say(
        "第 \(offset) 字节起既不是 UTF-8 也不是 GB18030 文本", "neither UTF-8 nor GB18030 text from byte \(offset) on")
    case .binary(let kind):
      say(
        "这是 \(kind) 文件，不是文本；请另存为 CSV（UTF-8）", "this is a file of type \(kind), not text; save it as CSV (UTF-8)")
    case .workbook(let fault): workbookFault(fault)
    case .mergedHeading(let range):
      say(
        "列标题 \(range) 是合并单元格：请取消合并，只留一行标题，每列写一个",
        "the heading \(range) is merged: unmerge it, and give each column one heading in one row")
    case .mergedCells(let range):
      say(
        "\(range) 是合并单元格：请取消合并，在每一行都填上数值",
        "the cells \(range) are merged: unmerge them, and fill in every row")
    case .dateCell(let text):
      say(
        "单元格是日期或时间（\(text)），不是数或文字：请改为“常规”格式并重新填写",
        "the cell holds a date or time (\(text)), no number or text: set its format to General and fill it in again")
    case .errorCell(let text):
      say("单元格是错误值 \(text)：请改正公式或直接填数", "the cell holds the error \(text): mend its formula or fill in the figure")
    case .formulaWithoutValue:
      say(
        "公式没有计算结果：请用 Excel 或 WPS 打开文件，保存一次",
        "the formula has no calculated value: open the file in Excel once and save it")
    case .severalSheets(let sheets, let file):
      say(
        "\(file) 有 \(number(sheets.count)) 个工作表都像镇街表（\(list(sheets))）：请写明用哪一个，例如 towns: "
          + "\(YAMLLine.mapping([("file", file), ("sheet", sheets.first ?? "")]))",
        "\(file) has \(number(sheets.count)) sheets that could be the towns (\(list(sheets))): name the one that is meant, as in towns: "
          + YAMLLine.mapping([("file", file), ("sheet", sheets.first ?? "")]))
    case .conflictingUnits(let heading, let row):
      say(
        "标题注明“\(heading)”，下面的单位行却是“\(row)”：只留正确的一处",
        "the heading states “\(heading)” and the row of units below it “\(row)”: keep the one that is right")
    case .empty: say("文件是空的", "the file is empty")
    case .noRows: say("标题行下面没有镇街", "there are no towns below the headings")
    case .noEntries: say("标题行下面没有内容", "there is nothing below the headings")
    case .unterminatedQuote: say("引号没有闭合", "a quote is opened and never closed")
    case .controlCharacter(let code):
      say("含有控制字符（U+\(hexadecimal(code))），请删去", "a control character (U+\(hexadecimal(code))); take it out")
    case .textAfterQuote: say("右引号后面应是逗号或行尾", "expected a comma or the end of the line after the closing quote")
    case .raggedRow(let found, let expected):
      say("有 \(found) 个字段，应有 \(expected) 个", "\(found) fields, expected \(expected) as in the heading row")
    case .wrongSeparator(let separator):
      say(
        "各列以“\(separator)”分隔，应以逗号分隔；请另存为 CSV（逗号分隔）",
        "the columns are separated by “\(separator)”, expected commas; save it as comma-separated CSV")
    case .unknownHeading("", _, _):
      say("此列有内容而没有标题", "the column has entries and no heading")
    case .unknownHeading(let heading, let nearest, let columns):
      say("不认识的列标题“\(heading)”", "unknown heading “\(heading)”") + didYouMean(nearest)
        + (columns.map(passOver) ?? "")
    case .duplicateHeading(let heading, let first):
      say(
        "列“\(heading)”与第 \(columnName(first, isOnSheet)) 列重复",
        "“\(heading)” states the same as column \(columnName(first, isOnSheet))")
    case .missingHeading(let expected): say("缺少列“\(expected)”", "the column “\(expected)” is missing")
    case .missingUnit(let heading, let accepted):
      say(
        "列“\(heading)”没有注明单位，例如“\(heading)(\(accepted.first ?? ""))”；可用 \(list(accepted))",
        "“\(heading)” does not state its unit, as in “\(heading) (\(accepted.first ?? ""))”; accepted: \(list(accepted))"
      )
    case .unknownUnit(let unit, let accepted):
      say("不认识的单位“\(unit)”；可用 \(list(accepted))", "unknown unit “\(unit)”; accepted: \(list(accepted))")
    case .amountWithoutUnit(let text, let accepted):
      say(
        "“\(text)”没有注明单位，例如“\(text) \(accepted.first ?? "")”；可用 \(list(accepted))",
        "“\(text)” does not say its unit, as in “\(text) \(accepted.first ?? "")”; accepted: \(list(accepted))")
    case .blank: say("空白：这里必须填写（空白不等于零）", "blank: this must be filled in (blank is not zero)")
    case .notANumber(let text, let expected):
      say("“\(text)”不是\(number(expected))", "“\(text)” is not \(number(expected))")
    case .outOfRange(let text, let least, let most):
      say("“\(text)”超出范围 \(least)–\(most)", "“\(text)” is not between \(least) and \(most)")
    case .unknownKind(let name, let nearest, let accepted, let moreRows, let declared):
      say("没有镇街类别“\(name)”", "there is no kind of town “\(name)”") + didYouMean(nearest) + some(accepted)
        + more(moreRows, isOnSheet) + declare(declared)
    case .indentedNames(let above, let below):
      say(
        "“\(above)”下面的“\(below)”等用空格缩进表示层级：“\(above)”不是镇街，请删去这类行，把所属上级另填在“县”列，每行都填，并去掉名称前的空格",
        "“\(below)” and others are indented below “\(above)”, which is no town then: remove such rows, put what each town "
          + "belongs to into a column of its own (county) in every row, and take the blanks off the names")
    case .totalRow(let name):
      say("“\(name)”行是合计，请删去：只列镇街", "“\(name)” adds up other rows; remove it, only towns belong here")
    case .duplicateTown(let name, let first):
      say("“\(name)”与第 \(first) 行重复", "“\(name)” is in \(isOnSheet ? "row" : "line") \(first) already")
    case .syntax(let problem): say("不是有效的 YAML：\(problem)", "not valid YAML: \(problem)")
    case .fullWidthPunctuation(let text):
      say("“\(text)”用了全角标点；YAML 需用半角“: ”和“,”", "“\(text)” has full-width punctuation; YAML wants “: ” and “,”")
    case .duplicateKey(let key): say("键“\(key)”在此处重复", "the key “\(key)” occurs more than once here")
    case .unknownKey(let key, let nearest, let accepted):
      say("不认识的键“\(key)”", "unknown key “\(key)”") + didYouMean(nearest)
        + say("；可用 \(list(accepted))", "; accepted: \(list(accepted))")
    case .missingKey(let key): say("缺少键“\(key)”", "the key “\(key)” is missing")
    case .wrongValue(let text, let expected):
      say("“\(text)”：应为\(value(expected))", "found “\(text)”, expected \(value(expected))")
    case .unknownName(let name, let kind, let nearest, let accepted):
      say("没有\(nameKind(kind))“\(name)”", "there is no \(nameKind(kind)) “\(name)”") + didYouMean(nearest)
        + some(accepted)
    case .ambiguousName(let name, let kind, let paths):
      say(
        "有多个\(nameKind(kind))名为“\(name)”，请写出路径", "more than one \(nameKind(kind)) is called “\(name)”; write its path")
        + some(paths)
    case .duplicateName(let name, let kind):
      say("\(nameKind(kind))“\(name)”已有定义", "the \(nameKind(kind)) “\(name)” is defined already")
    case .notAbove(let text, let least):
      say("“\(text)”应大于范围的起点 \(least)", "“\(text)” is not above \(least), where the range begins")
    case .tooManyCases(let most):
      say(
        "各参数取值的组合超过 \(number(most)) 种情形；请减少取值，或改用 latin_hypercube",
        "the values combine to more than \(number(most)) cases; take fewer of them, or latin_hypercube")
    case .outOfOrder(let text):
      say("下限“\(text)”：第一档应为 0，其后应逐档增大", "“\(text)”: the first threshold is 0, and each after it is larger")
    case .reservedName(let name):
      say("“\(name)”是情形明细表的列名，请另取参数名", "“\(name)” is a column of the table of cases; call the parameter something else")
    case .listedTwice(let value): say("“\(value)”列了两次", "“\(value)” is listed twice")
    case .noEffect(let key): say("“\(key)”在此处不起作用，请删去", "“\(key)” has no effect here; remove it")
    case .badName(let name):
      say("名称“\(name)”只能用字母、数字、_ 和 -", "the name “\(name)” may have letters, digits, _ and - only")
    case .needsOneOf(let keys):
      say("应恰有其中一项：\(list(keys))", "expected exactly one of \(list(keys))")
    case .needsSomeOf(let keys):
      say("应至少有其中一项：\(list(keys))", "expected at least one of \(list(keys))")
    case .scenario(let fault): scenarioFault(fault)
    }
  }

  private func columnName(_ column: Int, _ isOnSheet: Bool) -> String {
    isOnSheet ? CellReference.letters(ofColumn: column) : String(column)
  }

  func didYouMean(_ nearest: String?) -> String {
    nearest.map { say("，是否指“\($0)”？", ", did you mean “\($0)”?") } ?? ""
  }

  private func some(_ names: [String]) -> String {
    guard !names.isEmpty else { return "" }
    let shown = list(Array(names.prefix(12))) + (names.count > 12 ? " …" : "")
    return say("；已有 \(shown)", "; there are \(shown)")
  }

  /// How columns are passed over: the line to write, for all of them at once.
  private func passOver(_ columns: DocumentFault.UnknownColumns) -> String {
    let line = "ignore_columns: " + YAMLLine.list(columns.toIgnore)
    let more =
      columns.more > 0
      ? say("；另有 \(number(columns.more)) 列也不认识", "; so are \(count(columns.more, "more column"))") : ""
    return more
      + say(
        "；不用的列，在 scenario.yaml 中写一行即可略过：\(line)",
        "; columns that are not needed are passed over by this line in scenario.yaml: \(line)")
  }

  private func more(_ rows: [Int], _ isOnSheet: Bool) -> String {
    guard !rows.isEmpty else { return "" }
    let shown = list(rows.prefix(5).map { "\($0)" }) + (rows.count > 5 ? " …" : "")
    return say(
      "；另有 \(number(rows.count)) 行也是（第 \(shown) 行）",
      "; so \(rows.count == 1 ? "has" : "have") \(count(rows.count, "more row")) (\(isOnSheet ? "row" : "line") \(shown))"
    )
  }

  private func declare(_ kinds: [String]) -> String {
    guard !kinds.isEmpty else { return "" }
    let line = "kinds: " + YAMLLine.list(kinds)
    return say(
      "；确有这一类的，在 scenario.yaml 中写一行：\(line)",
      "; where it is a kind of your own, write this line in scenario.yaml: \(line)")
  }

  private func number(_ number: DocumentFault.Number) -> String {
    switch number {
    case .whole: say("非负整数", "a whole number of at least 0")
    case .people: say("整数人", "a whole number of people")
    case .decimal: say("非负数", "a number of at least 0")
    }
  }

  private func value(_ value: DocumentFault.Value) -> String {
    switch value {
    case .mapping: say("“键: 值”各行", "“key: value” lines")
    case .list: say("“- 项”各行", "a list of “- item” lines")
    case .someItems: say("至少一项", "at least one item")
    case .text: say("文字", "text")
    case .wholeNumber: say("非负整数", "a whole number of at least 0")
    case .positiveNumber:
      say("大于零的数，最多 18 位数字，不用科学记数法", "a number above 0, of at most 18 digits and without an exponent")
    case .number:
      say("非负数，最多 18 位数字，不用科学记数法", "a number of at least 0, of at most 18 digits and without an exponent")
    case .groupTotals:
      say("today（保持现状）或各组名额", "today, or the posts of each group")
    case .townTotals: say("today（保持现状）或 column（取自 total_quota 列）", "today, or column (from total_quota)")
    case .columns: say("columns（取自各类编制的应配列）", "columns (from the pools' need columns)")
    case .records: say("“- 项”各行，或 CSV、XLSX 表的文件名", "a list of “- item” lines, or the name of a CSV or XLSX file")
    case .signedNumber: say("数", "a number")
    case .rate: say("“数 / 单位”，如 1.8 / 千人", "“number / unit”, as in 1.8 / thousand people")
    case .fraction: say("0 到 1 之间的数或百分数", "a number from 0 to 1, or a percentage")
    case .growth:
      say("大于 -100 的百分比，如 5 或 -2.5%，最多 100000", "a percentage above -100, as in 5 or -2.5%, of at most 100000")
    case .sixDecimals: say("最多六位小数的数", "a number of at most six decimals")
    case .design:
      say(
        "grid（全部组合）、one_at_a_time（逐个变动）、{latin_hypercube: {cases: 200, seed: 1}} 或 {monte_carlo: {cases: 200, seed: 1}}",
        "grid, one_at_a_time, {latin_hypercube: {cases: 200, seed: 1}} or {monte_carlo: {cases: 200, seed: 1}}")
    case .date: say("日期，如 2026-12-31", "a day, as in 2026-12-31")
    case .model: say("核编办法的文件名，或直接写出的核编办法", "a policy model's file name, or the model itself")
    case .percent: say("0% 至 100% 的百分比，如 25%", "a percentage from 0% to 100%, as 25%")
    case .postAmount:
      say(
        "名额数、quota（现核定）、staff（在编）、staff_after_retirements（在编减预计退休），或按指标计算的公式",
        "a number of posts, quota, staff, staff_after_retirements, or a formula over metrics")
    case .rounds: say("all（逐轮到底），或大于零的轮数", "all, or a number of rounds above 0")
    case .stability: say("posts_moved（调减名额最少）", "posts_moved")
    case .prices: say("soft_rules（软约束代价最小）", "soft_rules")
    }
  }

  private func nameKind(_ kind: DocumentFault.NameKind) -> String {
    switch kind {
    case .pool: say("编制类别", "pool")
    case .metric: say("指标", "metric")
    case .level: say("层级", "level")
    case .group: say("县（市、区）等分组", "group")
    case .kind: say("镇街类别", "kind of town")
    case .town: say("镇街", "town")
    case .method: say("计算办法", "method")
    case .dimension: say("计量种类", "kind of measure")
    case .duty: say("履职事项", "duty")
    case .choice: say("选项", "option")
    case .rule: say("写明名额数的约束", "rule with a number of posts")
    case .parameter: say("参数", "parameter")
    }
  }

  /// A metric was named that the scenario has no figures of.
  public func unknownMetric(_ name: String, among names: [String]) -> String {
    say("没有指标“\(name)”", "there is no metric “\(name)”") + some(names) + say("。", ".")
  }

  private func hexadecimal(_ code: UInt32) -> String {
    let digits = String(code, radix: 16, uppercase: true)
    return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
  }

  /// A level of the hierarchy that the scenario does not have, with those that it has.
  public func unknownLevel(_ name: String, among names: [String]) -> String {
    say("没有层级“\(name)”", "there is no level “\(name)”") + some(names) + say("。", ".")
  }

  func scenarioFault(_ fault: ScenarioFault) -> String {
    switch fault {
    case .noTowns: say("没有镇街", "there are no towns")
    case .noPools: say("没有编制类别", "there are no pools")
    case .duplicatePool(let pool): say("编制类别“\(pool)”重复", "the pool “\(pool)” occurs twice")
    case .duplicateTown(let id): say("镇街“\(id.name)”重复", "the town “\(id.name)” occurs twice")
    case .misshapenTown(let id):
      say("镇街“\(id.name)”的数据与指标、编制类别不一致", "the figures of “\(id.name)” do not match the metrics and pools")
    case .totalOutOfRange(let pool, let total):
      say("编制类别“\(pool)”的总额 \(total) 超出范围", "the total \(total) of the pool “\(pool)” is out of range")
    case .figureOutOfRange(let id, let figure):
      say("“\(id.name)”的\(name(figure))超出范围", "\(name(figure)) of “\(id.name)” is out of range")
    case .missing(let id, let figure):
      say("“\(id.name)”缺少\(name(figure))", "“\(id.name)” has no \(name(figure))")
    case .missingForRule(let id, let figure, let rule):
      say(
        "“\(id.name)”缺少\(name(figure))，约束 \(rule) 需要它",
        "“\(id.name)” has no \(name(figure)), which the rule \(rule) needs")
    case .nothingToShareBy(let metric):
      say("各镇街的“\(metric)”都是零，无法据此分配", "“\(metric)” is zero for every town, so nothing can be shared by it")
    case .weightNotPositive(let metric):
      say("“\(metric)”的权重应大于零", "the weight of “\(metric)” must be above 0")
    case .poolWithoutNeed(let pool):
      say("核编办法没有涉及编制类别“\(pool)”的部分", "no part of the policy model is for the pool “\(pool)”")
    case .baseNegative(let kind):
      say("“\(kind)”的基础编制不应小于零", "the base of the kind “\(kind)” must not be below 0")
    case .sharedTwice(let pool):
      say("编制类别“\(pool)”有两个 share 部分，只能有一个", "the pool “\(pool)” has two share parts; there can be one")
    case .ruleOutOfRange: say("约束中的数值超出范围", "the rule states a number that is out of range")
    case .goalOutOfRange: say("目标中的数值超出范围", "the goal states a number that is out of range")
    case .goalRepeated:
      say("同一种目标出现两次，后一个不起作用", "there are two goals of this kind; the second would have no effect")
    case .noGoals: say("没有目标", "there are no goals")
    case .goalWithoutObject:
      say("没有可供此目标考虑的软约束或现核定编制", "no soft rule, or no quota of today, is there for the goal to look at")
    case .emptyScope: say("没有镇街适用这条约束", "the rule is for no town")
    case .part(_, let fault): partFault(fault)
    case .ledger(let fault): ledgerFault(fault)
    case .temporaryStaffOutOfRange(let people):
      say("上级下派人数 \(people) 超出范围", "the number of temporary staff \(people) is out of range")
    case .phaseIn(_, let fault): phaseInFault(fault)
    case .unknownDuty(let duty, _):
      say("核编办法的事项清单中没有“\(duty)”", "no responsibility list of the policy model has the duty “\(duty)”")
    case .moveWithoutEffect:
      say("此项调整不改变任何镇街的事项", "the move changes no town's duties")
    }
  }

  private func name(_ figure: ScenarioFault.Figure) -> String {
    switch figure {
    case .metric(let id): say("指标“\(id)”", "figure for “\(id)”")
    case .quota(let pool): say("“\(pool)”现核定编制", "quota today in “\(pool)”")
    case .staff(let pool): say("“\(pool)”在编人数", "staff in “\(pool)”")
    case .retirements(let pool): say("“\(pool)”预计退休人数", "expected retirements in “\(pool)”")
    case .secondedOut(let pool): say("“\(pool)”借出人数", "people seconded out in “\(pool)”")
    case .secondedIn(let pool): say("“\(pool)”借入人数", "people seconded in in “\(pool)”")
    case .stationed(let pool): say("“\(pool)”上级派驻人数", "people stationed from above in “\(pool)”")
    case .givenNeed(let pool): say("“\(pool)”应配数", "need in “\(pool)”")
    case .contractStaff: say("政府购买服务人数", "contract staff")
    case .fixedTotal: say("编制总数", "fixed total")
    }
  }
}
