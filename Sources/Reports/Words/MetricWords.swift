// SPDX-License-Identifier: GPL-3.0-or-later

internal import Staffing

extension Words {
  /// A metric's name: of one that a scenario declares, its heading there.
  func metric(_ metric: Metric) -> String {
    switch metric.id {
    case Metric.residentPopulation.id: say("常住人口", "resident population")
    case Metric.registeredPopulation.id: say("户籍人口", "registered population")
    case Metric.area.id: say("管辖范围", "area")
    case Metric.economicOutput.id: say("经济总量", "economic output")
    case Metric.fiscalRevenue.id: say("财政收入", "fiscal revenue")
    case Metric.workIntensity.id: say("工作强度", "work intensity")
    case Metric.meanAge.id: say("平均年龄", "mean age")
    default: metric.title ?? metric.id
    }
  }

  /// A metric's amount with its unit, `9,000 人`.
  func amount(_ quantity: Quantity, of metric: Metric) -> String {
    let plain = quantity.wholeNumber.map(number) ?? quantity.description
    return switch metric.dimension {
    case .people: say("\(plain) 人", "\(plain) people")
    case .area: "\(plain) km²"
    case .money: say("\(plain) 元", "\(plain) yuan")
    case .years: say("\(plain) 岁", "\(plain) years")
    case .number: "\(self.metric(metric)) \(plain)"
    }
  }

  /// What posts are counted on, as in `73.3 per 10,000 people`.
  func per(_ metric: Metric) -> String {
    switch metric.dimension {
    case .people: say("每万人", "per 10,000 people")
    case .area: say("每百平方公里", "per 100 km²")
    case .money: say("每亿元", "per 100 million yuan")
    case .years, .number: say("每单位", "per unit")
    }
  }
}

extension Metric {
  /// How much of the metric posts are counted on: 10,000 people, 100 km², 100 million yuan.
  var densityUnit: Double {
    switch dimension {
    case .people: 10_000
    case .area: 100
    case .money: 100_000_000
    case .years, .number: 1
    }
  }
}
