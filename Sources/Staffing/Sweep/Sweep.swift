// SPDX-License-Identifier: GPL-3.0-or-later

/// What-ifs of a scenario: some of its numbers take other values, and each case is planned by itself.
///
/// ```swift
/// let planner = SweepPlanner(scenario, sweep)
/// for number in 0..<planner.cases.count { print(planner.result(of: number)) }
/// ```
public struct Sweep: Sendable {
  /// How the cases are chosen.
  public enum Design: Hashable, Sendable {
    /// Every combination of the parameters' values; the last parameter's change first.
    case grid
    /// The scenario as it is, and then each parameter's values one after another while the others stay.
    case oneAtATime
    /// So many cases, drawn so that each parameter has one value in each of as many equal parts of its range (McKay,
    /// Beckman, Conover, 1979).
    case latinHypercube(cases: Int, seed: UInt64)
    /// So many cases, drawn independently and uniformly.
    case monteCarlo(cases: Int, seed: UInt64)
  }

  /// What it is called; `nil` for nothing.
  public let title: String?
  /// What varies; at least one.
  public let parameters: [SweepParameter]
  /// How the cases are chosen.
  public let design: Design

  /// A sweep.
  public init(title: String? = nil, parameters: [SweepParameter], design: Design) {
    self.title = title
    self.parameters = parameters
    self.design = design
  }

  /// More cases than this are not planned in one sweep.
  public static let mostCases = 1_000_000

  /// How many cases there are; `nil` where they are more than ``mostCases``. O(parameters).
  public var caseCount: Int? {
    let count: Int?
    switch design {
    case .grid:
      count = parameters.reduce(1) { product, parameter in
        product.flatMap {
          let (product, overflow) = $0.multipliedReportingOverflow(by: parameter.gridValues.count)
          return overflow ? nil : product
        }
      }
    case .oneAtATime: count = parameters.reduce(1) { $0 + $1.gridValues.count }
    case .latinHypercube(let cases, _), .monteCarlo(let cases, _): count = cases
    }
    return count.flatMap { (1...Self.mostCases).contains($0) ? $0 : nil }
  }

  /// The cases, in their order: for each parameter its value, `nil` where it stays as the scenario has it. The same on
  /// every machine; none where there would be more than ``mostCases``. O(cases · parameters).
  ///
  /// Each parameter draws from a generator of its own, whose seed is the next number of one that begins with the design's
  /// seed. So a parameter that is added at the end leaves the others' values alone, and more cases of `monteCarlo` begin
  /// with those that fewer have.
  public var cases: [[Quantity?]] {
    guard let count = caseCount else { return [] }
    switch design {
    case .grid: return grid(count)
    case .oneAtATime: return oneAtATime
    case .latinHypercube(_, let seed):
      return drawn(count, seed) { parameter, random in
        let strata = random.permutation(of: count)
        return strata.map { parameter.value(inStratum: $0, of: count, &random) }
      }
    case .monteCarlo(_, let seed):
      return drawn(count, seed) { parameter, random in
        (0..<count).map { _ in parameter.value(inStratum: 0, of: 1, &random) }
      }
    }
  }

  private func grid(_ count: Int) -> [[Quantity?]] {
    let values = parameters.map(\.gridValues)
    return (0..<count).map { number in
      var rest = number
      return Array(
        values.reversed().map { values -> Quantity? in
          defer { rest /= max(1, values.count) }
          return values.isEmpty ? nil : values[rest % values.count]
        }.reversed())
    }
  }

  private var oneAtATime: [[Quantity?]] {
    let asItIs = [Quantity?](repeating: nil, count: parameters.count)
    return [asItIs]
      + parameters.enumerated().flatMap { place, parameter in
        parameter.gridValues.map { value in
          var settings = asItIs
          settings[place] = value
          return settings
        }
      }
  }

  private func drawn(
    _ count: Int, _ seed: UInt64, _ draw: (SweepParameter, inout SplitMix64) -> [Quantity?]
  ) -> [[Quantity?]] {
    var seeds = SplitMix64(seed: seed)
    let columns = parameters.map { parameter in
      var random = SplitMix64(seed: seeds.next())
      return draw(parameter, &random)
    }
    return (0..<count).map { number in columns.map { $0[number] } }
  }
}
