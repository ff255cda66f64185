// SPDX-License-Identifier: GPL-3.0-or-later

internal import FoundationEssentials
public import Spreadsheets

/// A small scenario to start from: commented, and runnable as it stands.
public struct ScenarioTemplate: Sendable {
  /// A file of the scenario.
  public struct File: Hashable, Sendable {
    /// Its name in the folder.
    public let name: String
    /// What it holds.
    public let bytes: [UInt8]
    /// What it holds, where that is text.
    public var text: String { String(decoding: bytes, as: UTF8.self) }

    init(name: String, text: String) { self.init(name: name, bytes: Array(text.utf8)) }

    init(name: String, bytes: [UInt8]) {
      self.name = name
      self.bytes = bytes
    }
  }

  /// The files, in the order in which a planner would open them.
  public let files: [File]

  /// The template with comments in Chinese or English.
  public init(inChinese: Bool) {
    files =
      inChinese
      ? [
        File(name: ScenarioFolder.scenarioFile, text: Self.chineseScenario),
        File(name: "towns.csv", text: Self.chineseTowns),
        File(name: "model.yaml", text: Self.chineseModel),
      ]
      : [
        File(name: ScenarioFolder.scenarioFile, text: Self.englishScenario),
        File(name: "towns.csv", text: Self.englishTowns),
        File(name: "model.yaml", text: Self.englishModel),
      ]
  }

  /// The template with its towns in a workbook to fill in; see ``TownsForm``.
  public static func withWorkbook(inChinese: Bool) throws(WorkbookFault) -> ScenarioTemplate {
    let template = ScenarioTemplate(inChinese: inChinese)
    var files: [File] = []
    for file in template.files {
      switch file.name {
      case ScenarioFolder.scenarioFile:
        let plain = inChinese ? plainTownsInChinese : plainTownsInEnglish
        let form = inChinese ? formTownsInChinese : formTownsInEnglish
        files.append(File(name: file.name, text: file.text.replacing(plain, with: form)))
      case "towns.csv":
        let form = TownsForm(csv: file.text, inChinese: inChinese)
        files.append(File(name: "towns.xlsx", bytes: try form.bytes()))
      default: files.append(file)
      }
    }
    return ScenarioTemplate(files: files)
  }

  init(files: [File]) { self.files = files }

  private static let plainTownsInChinese = "towns: towns.csv        # 镇街表：一行一个镇街，可用 Excel 另存为 CSV（UTF-8 或 GB18030）"
  private static let formTownsInChinese = "towns: towns.xlsx       # 镇街表：在 Excel 或 WPS 中填写，一行一个镇街"
  private static let plainTownsInEnglish =
    "towns: towns.csv        # one row a town; from Excel save as CSV (UTF-8 or GB18030)"
  private static let formTownsInEnglish = "towns: towns.xlsx       # one row a town; fill it in with Excel"

  /// Writes the files into a folder that does not exist yet or is empty. Nothing is ever overwritten, and what was
  /// begun is taken back where it cannot be finished.
  public func write(to folder: String) throws(DocumentFault) {
    let manager = FileManager.default
    let position = Position(file: folder)
    var isFolder = false
    let exists = manager.fileExists(atPath: folder, isDirectory: &isFolder)
    if exists, !isFolder || (try? manager.contentsOfDirectory(atPath: folder))?.isEmpty != true {
      throw DocumentFault(.folderNotEmpty, at: position)
    }
    var written: [String] = []
    do {
      try manager.createDirectory(atPath: folder, withIntermediateDirectories: true)
      for file in files {
        let path = "\(folder)/\(file.name)"
        try Data(file.bytes).write(to: URL(filePath: path), options: .withoutOverwriting)
        written.append(path)
      }
    } catch {
      for path in written { try? manager.removeItem(atPath: path) }
      if !exists { try? manager.removeItem(atPath: folder) }
      throw DocumentFault(.unwritable, at: position)
    }
  }

  private static let chineseScenario = """
    # 一个方案：镇街、编制类别、核编办法、约束。改动任何一行后运行 allot check 即可检查。
    title: 示例县镇街编制配置方案
    note: 示例数据，均为虚构。

    \(plainTownsInChinese)
    model: model.yaml       # 核编办法：由指标算出应配数

    pools:                  # 编制类别与总额，必须恰好分完
      administrative: 110   # 行政编制
      institutional: 260    # 事业编制

    rules:                  # 约束；每条可写 because 说明理由
      - floor: 11           # 每个镇街行政编制不少于 11 名
        pools: [administrative]
        because: 领导职数
      - change: {percent: 40}   # 与现核定编制相比，增减不超过 40%
        pools: [institutional]
    # - cap: 60             # 封顶
    #   kinds: [subdistrict]
    # - total: today        # 各县总额保持不变
    #   within: county

    goals:
      - fit: webster        # 取整办法：webster、huntington-hill、adams、jefferson、hamilton

    """

  private static let chineseTowns = """
    县（市、区）,镇街,类别,常住人口(万人),管辖范围(km²),经济总量(亿元),工作强度,行政编制核定,行政编制在编,事业编制核定,事业编制在编,政府购买服务
    东县,城关街道,街道,6.8,21.5,48.2,92,16,15,40,47,38
    东县,河口镇,镇,4.1,96.3,22.7,71,18,16,42,41,20
    东县,青石镇,镇,2.6,142.0,9.4,55,19,17,45,36,12
    西县,新城街道,街道,5.3,18.9,39.6,88,15,15,36,44,31
    西县,白杨镇,镇,3.4,110.7,15.1,63,18,17,44,40,15
    西县,龙潭乡,乡,0.9,168.4,3.2,40,17,13,46,30,6

    """

  private static let chineseModel = """
    # 核编办法：各部分相加得到应配数。
    title: 示例核编办法
    parts:
      - base: {town: 11, subdistrict: 11, township: 11}   # 基础保障：每个镇街的基数
        pools: [administrative]
      - base: {town: 12, subdistrict: 12, township: 10}
        pools: [institutional]
      - share:                    # 动态调整：总额减去基数后的余额，按各项指标加权分配
          resident_population: 0.5
          area: 0.15
          economic_output: 0.15
          work_intensity: 0.2

    """

  private static let englishScenario = """
    # A scenario: towns, pools, a policy model and rules. Run allot check after any change.
    title: Staffing plan of an example county
    note: Example data, all invented.

    \(plainTownsInEnglish)
    model: model.yaml       # turns metrics into need

    pools:                  # kinds of quota with their totals, shared out to the post
      administrative: 110
      institutional: 260

    rules:                  # each may say because
      - floor: 11           # at least 11 administrative posts in every town
        pools: [administrative]
        because: leadership posts
      - change: {percent: 40}   # at most 40 % up or down from today's quota
        pools: [institutional]
    # - cap: 60
    #   kinds: [subdistrict]
    # - total: today        # every county keeps its total
    #   within: county

    goals:
      - fit: webster        # webster, huntington-hill, adams, jefferson or hamilton

    """

  private static let englishTowns = """
    county,town,kind,resident_population (people),area (km²),economic_output (10k yuan),work_intensity,\
    administrative_quota,administrative_staff,institutional_quota,institutional_staff,contract_staff
    East,Chengguan,subdistrict,68000,21.5,482000,92,16,15,40,47,38
    East,Hekou,town,41000,96.3,227000,71,18,16,42,41,20
    East,Qingshi,town,26000,142.0,94000,55,19,17,45,36,12
    West,Xincheng,subdistrict,53000,18.9,396000,88,15,15,36,44,31
    West,Baiyang,town,34000,110.7,151000,63,18,17,44,40,15
    West,Longtan,township,9000,168.4,32000,40,17,13,46,30,6

    """

  private static let englishModel = """
    # A policy model: its parts add up to the need.
    title: Example policy model
    parts:
      - base: {town: 11, subdistrict: 11, township: 11}   # a base guarantee for each kind of town
        pools: [administrative]
      - base: {town: 12, subdistrict: 12, township: 10}
        pools: [institutional]
      - share:                    # what the bases leave of a pool, by weighted metrics
          resident_population: 0.5
          area: 0.15
          economic_output: 0.15
          work_intensity: 0.2

    """
}
