// SPDX-License-Identifier: GPL-3.0-or-later

/// A measured fact of a town 指标: resident population, area, output, workload.
public struct Metric: Hashable, Sendable {
  /// What a metric measures, and so the units it can be stated in.
  public enum Dimension: String, Hashable, Sendable, CaseIterable {
    /// Heads; held in people 人.
    case people
    /// Land; held in square kilometres km².
    case area
    /// Money; held in yuan 元.
    case money
    /// Time; held in years 岁.
    case years
    /// A count or a score; held as stated, without a unit.
    case number
  }

  /// The name in files: `resident_population`.
  public let id: String
  /// What it measures.
  public let dimension: Dimension

  /// What a scenario that declares it calls it: its heading without the unit; `nil` for the standard ones, which are known
  /// by name.
  public let title: String?

  /// A metric.
  public init(id: String, dimension: Dimension, title: String? = nil) {
    self.id = id
    self.dimension = dimension
    self.title = title
  }

  /// The metrics that every scenario knows without declaring them.
  public static let standard: [Metric] = [
    .residentPopulation, .registeredPopulation, .area, .economicOutput, .fiscalRevenue, .workIntensity, .meanAge,
  ]

  /// Resident population 常住人口.
  public static let residentPopulation = Metric(id: "resident_population", dimension: .people)
  /// Registered population 户籍人口.
  public static let registeredPopulation = Metric(id: "registered_population", dimension: .people)
  /// Area under administration 管辖范围.
  public static let area = Metric(id: "area", dimension: .area)
  /// Economic output 经济总量.
  public static let economicOutput = Metric(id: "economic_output", dimension: .money)
  /// Fiscal revenue 财政收入.
  public static let fiscalRevenue = Metric(id: "fiscal_revenue", dimension: .money)
  /// Work intensity 工作强度, a score.
  public static let workIntensity = Metric(id: "work_intensity", dimension: .number)
  /// Mean age of the staff 平均年龄.
  public static let meanAge = Metric(id: "mean_age", dimension: .years)
}
