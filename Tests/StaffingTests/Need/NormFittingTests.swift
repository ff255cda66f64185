// SPDX-License-Identifier: GPL-3.0-or-later

import LinearPrograms
import TestLength
import Testing

@testable import Staffing

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

@Suite("Fitting a norm")
struct NormFittingTests {
  /// Towns whose figures follow two amounts but for noise, some of them far off; where `drifts`, just those that the
  /// sample takes are off together.
  private static func fitting(_ seed: Int, count: Int, drifts: Bool) -> NormFitting {
    var random = SplitMix64(seed: seed)
    let sampled = Set((0..<1_000).map { $0 * count / 1_000 })
    return NormFitting(
      observations: (0..<count).map { place in
        let amounts = [Double.random(in: 0...9, using: &random), Double.random(in: 0...4, using: &random)]
        let noise = (0..<4).reduce(0.0) { sum, _ in sum + Double.random(in: -0.2...0.2, using: &random) }
        let off = Int.random(in: 0..<20, using: &random) == 0 ? Double.random(in: -9...9, using: &random) : 0
        let drift = drifts && sampled.contains(place) ? 4.0 : 0
        return NormFitting.Observation(
          amounts: amounts, figure: 1.5 + 0.7 * amounts[0] + 0.1 * amounts[1] + noise + off + drift)
      }, terms: 2)
  }

  @Test("From a sample comes the fit of all, even where the sample misleads", arguments: [false, true])
  func sample(drifts: Bool) throws {
    let fitting = Self.fitting(drifts ? 1 : 2, count: everyday(1_400, long: 2_300), drifts: drifts)
    let all = try #require(fitting.fit(.init(between: Array(fitting.observations.indices)), with: GLPKSolver()))
    let sampled = try #require(fitting.fitFromSample(with: GLPKSolver()))
    #expect(abs(sampled.deviation - all.deviation) < 1e-7 * all.deviation)
    for (one, other) in zip(sampled.coefficients + [sampled.constant], all.coefficients + [all.constant]) {
      #expect(abs(one - other) < 1e-6)
    }
  }

  @Test("No line near the fit of many towns has a smaller sum of deviations")
  func optimum() throws {
    let fitting = Self.fitting(3, count: 12_000, drifts: false)
    let fit = try #require(fitting.fit())
    func deviation(_ line: [Double]) -> Double {
      fitting.observations.reduce(0) { sum, town in
        sum + abs(town.figure - line[0] * town.amounts[0] - line[1] * town.amounts[1] - line[2])
      }
    }
    let line = fit.coefficients + [fit.constant]
    let least = deviation(line)
    #expect(abs(fit.meanDeviation * 12_000 - least) < 1e-6 * least)
    for place in 0..<3 {
      for step in [-1e-2, -1e-4, 1e-4, 1e-2] {
        var other = line
        other[place] += step
        #expect(deviation(other) >= least - 1e-9)
      }
    }
  }
}
