// SPDX-License-Identifier: GPL-3.0-or-later

/// An invented nation of some 41,000 towns, as large as China has: what Allot is like at that size can be seen without
/// any real data.
///
/// Names and figures are drawn from one seed and are always the same. The spread is that of the census of 2020 and of the
/// codes of 2023 as measured: counties of e^12.7 people and e^7.1 km² in the middle, some 14 towns each, and log-normal
/// shares of a county's people and land within it.
struct NationalDemo {
  /// A town as drawn; names by their places in ``syllables``.
  private struct Town {
    let province: Int
    let city: Int
    let county: Int
    let isDistrict: Bool
    let name: Int
    let code: String
    let kind: Int
    let figures: [String]
    let quotas: [Int]
    let staff: [Int]
  }

  private let inChinese: Bool
  private let towns: [Town]

  /// The nation with names in Chinese or English; the figures are the same.
  ///
  /// - Parameter provinces: how many of its provinces are drawn.
  init(inChinese: Bool, provinces: Int = 31) {
    self.inChinese = inChinese
    var drawing = Drawing()
    towns = drawing.nation(provinces)
  }

  /// How many posts the nation has today in each pool.
  private var totals: [Int] { (0..<2).map { pool in towns.reduce(0) { $0 + $1.quotas[pool] } } }

  // MARK: Drawing

  private struct Drawing {
    private var random = DemoRandom(seed: 2020)
    private var towns: [Town] = []

    mutating func nation(_ provinces: Int) -> [Town] {
      for (place, province) in distinctNames(provinces).enumerated() {
        for (row, city) in distinctNames(random.whole(5...17)).enumerated() {
          for (column, county) in distinctNames(random.whole(3...14)).enumerated() {
            let code = "\(place + 11)\(Self.two(row + 1))\(Self.two(column + 1))"
            draw(county: county, of: city, of: province, code: code)
          }
        }
      }
      return towns
    }

    private mutating func draw(county: Int, of city: Int, of province: Int, code: String) {
      let isDistrict = random.uniform() < 0.34
      let size = random.normal()
      let people = DemoRandom.exponential(12.7 + 0.8 * size)
      let land = random.logNormal(isDistrict ? 6.4 : 7.5, isDistrict ? 0.9 : 1.1)
      // Where more people live there are more towns.
      let count = min(52, max(2, Int(random.logNormal(2.56 + 0.25 * size, 0.42))))
      let names = distinctNames(count)
      let peopleShares = (0..<count).map { _ in random.logNormal(0, 0.8) }
      let landShares = (0..<count).map { _ in random.logNormal(0, 0.7) }
      let (allPeople, allLand) = (peopleShares.reduce(0, +), landShares.reduce(0, +))
      for place in 0..<count {
        let residents = max(200, Int((people * peopleShares[place] / allPeople).rounded()))
        let hectares = max(10, Int((100 * land * landShares[place] / allLand).rounded()))
        let need = 8 + 0.0004 * Double(residents) + 0.0001 * Double(hectares)
        let quotas = [
          max(8, Int((0.35 * need * random.logNormal(0, 0.2)).rounded()) + 4),
          max(8, Int((0.65 * need * random.logNormal(0, 0.25)).rounded()) + 4),
        ]
        let staff = quotas.map { max(1, Int((Double($0) * random.logNormal(-0.05, 0.12)).rounded())) }
        towns.append(
          Town(
            province: province, city: city, county: county, isDistrict: isDistrict, name: names[place],
            code: code + Self.two((place + 1) / 10) + "\((place + 1) % 10)", kind: kind(inDistrict: isDistrict),
            figures: [
              "\(residents)", "\(hectares / 100).\(Self.two(hectares % 100))",
              "\(Int((Double(residents) * random.logNormal(1.5, 0.5)).rounded()))", "\(random.whole(20...110))",
            ], quotas: quotas, staff: staff))
      }
    }

    /// Subdistricts are where cities are.
    private mutating func kind(inDistrict: Bool) -> Int {
      let draw = random.uniform()
      return draw < (inDistrict ? 0.6 : 0.08) ? 1 : draw < (inDistrict ? 0.95 : 0.7) ? 0 : 2
    }

    /// So many names, all different.
    private mutating func distinctNames(_ count: Int) -> [Int] {
      let most = NationalDemo.syllables.first.count * NationalDemo.syllables.second.count
      var (names, seen) = ([Int](), Set<Int>())
      while names.count < min(count, most) {
        let name = random.whole(0...most - 1)
        if seen.insert(name).inserted { names.append(name) }
      }
      return names
    }

    private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
  }

  // MARK: Writing

  fileprivate static let syllables = (
    first: [
      ("青", "Qing"), ("云", "Yun"), ("金", "Jin"), ("石", "Shi"), ("龙", "Long"), ("白", "Bai"), ("东", "Dong"), ("南", "Nan"),
      ("西", "Xi"), ("北", "Bei"), ("新", "Xin"), ("太", "Tai"), ("永", "Yong"), ("安", "An"), ("大", "Da"), ("高", "Gao"),
      ("长", "Chang"), ("双", "Shuang"), ("三", "San"), ("柳", "Liu"), ("桃", "Tao"), ("松", "Song"), ("梅", "Mei"),
      ("红", "Hong"),
    ],
    second: [
      ("山", "shan"), ("河", "he"), ("桥", "qiao"), ("泉", "quan"), ("溪", "xi"), ("湾", "wan"), ("坪", "ping"),
      ("岭", "ling"), ("塘", "tang"), ("湖", "hu"), ("庄", "zhuang"), ("店", "dian"), ("沟", "gou"), ("坡", "po"),
      ("口", "kou"), ("城", "cheng"), ("阳", "yang"), ("林", "lin"), ("川", "chuan"), ("原", "yuan"), ("田", "tian"),
      ("港", "gang"), ("渡", "du"), ("门", "men"),
    ]
  )

  private func name(_ place: Int, _ ending: String) -> String {
    let (row, column) = place.quotientAndRemainder(dividingBy: Self.syllables.second.count)
    let (first, second) = (Self.syllables.first[row], Self.syllables.second[column])
    return inChinese ? first.0 + second.0 + ending : first.1 + second.1
  }

  /// The towns as comma-separated values.
  var townsText: String {
    let kinds = inChinese ? ["镇", "街道", "乡"] : ["town", "subdistrict", "township"]
    var text =
      (inChinese
        ? "省,市,县（市、区）,镇街,代码,类别,常住人口(人),管辖范围(km²),经济总量(万元),工作强度,行政编制核定,行政编制在编,事业编制核定,事业编制在编"
        : "province,city,county,town,code,kind,resident_population (people),area (km²),economic_output (10k yuan),"
          + "work_intensity,administrative_quota,administrative_staff,institutional_quota,institutional_staff") + "\n"
    text.reserveCapacity(towns.count * 128)
    for town in towns {
      let fields =
        [
          name(town.province, "省"), name(town.city, "市"), name(town.county, town.isDistrict ? "区" : "县"),
          name(town.name, kinds[town.kind]), town.code, kinds[town.kind],
        ] + town.figures + [town.quotas[0], town.staff[0], town.quotas[1], town.staff[1]].map { "\($0)" }
      text += fields.joined(separator: ",")
      text += "\n"
    }
    return text
  }

  var scenarioText: String {
    let totals = totals
    return inChinese
      ? """
      # 一个虚构国家的全部镇街，用来看 Allot 在全国规模下的表现。
      title: 示例国家镇街编制配置方案
      note: 示例数据，均为虚构：\(towns.count) 个镇街，名称和数字都由程序随机生成，每次都相同。

      towns: towns.csv
      model: model.yaml
      ignore_columns: [代码]

      pools:                  # 全国总额，等于现核定合计
        administrative: \(totals[0])
        institutional: \(totals[1])

      rules:
        - floor: 6            # 每个镇街行政编制不少于 6 名
          pools: [administrative]
      # - total: today        # 各县总额保持不变；city、province 同理
      #   within: county

      goals:
        - fit: webster

      """
      : """
      # All the towns of an invented nation, to see what Allot is like at that size.
      title: Staffing plan of an example nation
      note: Example data, all invented; \(towns.count) towns, names and figures drawn at random, the same each time.

      towns: towns.csv
      model: model.yaml
      ignore_columns: [code]

      pools:                  # national totals, as many as there are today
        administrative: \(totals[0])
        institutional: \(totals[1])

      rules:
        - floor: 6            # at least 6 administrative posts in every town
          pools: [administrative]
      # - total: today        # every county keeps its total; city and province likewise
      #   within: county

      goals:
        - fit: webster

      """
  }

  var modelText: String {
    let (title, base, share) =
      inChinese
      ? ("示例核编办法", "基础保障", "总额减去基数后的余额，按各项指标加权分配")
      : (
        "Example policy model", "a base guarantee for each kind of town",
        "what the bases leave of a pool, by weighted metrics"
      )
    return """
      title: \(title)
      parts:
        - base: {town: 6, subdistrict: 6, township: 5}   # \(base)
          pools: [administrative]
        - base: {town: 6, subdistrict: 7, township: 5}
          pools: [institutional]
        - share:   # \(share)
            resident_population: 0.5
            area: 0.15
            economic_output: 0.15
            work_intensity: 0.2

      """
  }
}

extension ScenarioTemplate {
  /// An invented nation of some 41,000 towns with one total of each pool, the same figures in both languages and the same
  /// bytes each time.
  public static func national(inChinese: Bool) -> ScenarioTemplate {
    let demo = NationalDemo(inChinese: inChinese)
    return ScenarioTemplate(files: [
      File(name: ScenarioFolder.scenarioFile, text: demo.scenarioText),
      File(name: "towns.csv", text: demo.townsText), File(name: "model.yaml", text: demo.modelText),
    ])
  }
}
