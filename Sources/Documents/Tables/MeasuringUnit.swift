// SPDX-License-Identifier: GPL-3.0-or-later

internal import Staffing

/// A unit that a heading may state, as a power of ten of the metric's own unit: conversion moves the decimal point
/// and rounds nothing.
struct MeasuringUnit {
  let names: [String]
  let powerOfTen: Int

  /// The units of a dimension; the first name of each is the one that messages show.
  static func all(of dimension: Metric.Dimension) -> [MeasuringUnit] {
    switch dimension {
    case .people:
      [
        MeasuringUnit(names: ["人", "people", "persons"], powerOfTen: 0),
        MeasuringUnit(names: ["千人", "thousand people"], powerOfTen: 3),
        MeasuringUnit(names: ["万人", "10k people"], powerOfTen: 4),
      ]
    case .area:
      [
        MeasuringUnit(names: ["km²", "km2", "平方公里", "平方千米", "sq km"], powerOfTen: 0),
        MeasuringUnit(names: ["公顷", "ha", "hectares"], powerOfTen: -2),
        MeasuringUnit(names: ["m²", "m2", "平方米"], powerOfTen: -6),
      ]
    case .money:
      [
        MeasuringUnit(names: ["元", "yuan", "CNY"], powerOfTen: 0),
        MeasuringUnit(names: ["万元", "10k yuan"], powerOfTen: 4),
        MeasuringUnit(names: ["百万元", "million yuan"], powerOfTen: 6),
        MeasuringUnit(names: ["亿元", "100m yuan"], powerOfTen: 8),
      ]
    case .years: [MeasuringUnit(names: ["岁", "years"], powerOfTen: 0)]
    case .number: [MeasuringUnit(names: ["分", "points", "件", "items"], powerOfTen: 0)]
    }
  }

  /// What the heading of a plain count, as of posts, may state.
  static let ofCounts = ["名", "人", "个", "posts", "people", "persons"]

  /// Every name that a unit of the dimension goes by.
  static func accepted(for dimension: Metric.Dimension) -> [String] {
    all(of: dimension).flatMap(\.names)
  }
}
