// SPDX-License-Identifier: GPL-3.0-or-later

internal import CGLPKSession

/// How branch and bound searches for whole numbers. None of it changes what is true of the answer, only how long it takes.
public struct BranchSettings: Sendable, Hashable {
  /// A family of cutting planes, which GLPK adds at the root and, sparingly, after each return to an open node.
  public enum Cut: String, Sendable, CaseIterable {
    /// Mixed-integer rounding of single rows and of sums of rows.
    case mixedIntegerRounding
    /// Gomory's mixed-integer cuts, from the rows of the simplex tableau.
    case gomory
    /// Covers of knapsack rows: of all that would overfill a row, one has to stay out.
    case cover
    /// Cliques of 0–1 variables, of which at most one can be 1.
    case clique
  }

  /// Which variable a node is divided at.
  public enum VariableChoice: String, Sendable, CaseIterable {
    /// The one whose branch is estimated to cost the goal most, after Driebeek and Tomlin.
    case driebeekTomlin
    /// The one that is furthest from a whole number.
    case mostFractional
    /// The first that is not whole.
    case first
    /// The last that is not whole.
    case last
    /// The one whose branches have cost the goal most so far.
    case pseudocost
  }

  /// Which node is taken up when a branch has ended.
  public enum NodeChoice: String, Sendable, CaseIterable {
    /// The one with the best bound.
    case bestBound
    /// The one whose bound, weighed with how far it is from whole numbers, promises most.
    case bestProjection
    /// The youngest.
    case depthFirst
    /// The oldest.
    case breadthFirst
  }

  /// The cuts to make.
  public var cuts: Set<Cut>
  /// Which variable a node is divided at.
  public var variableChoice: VariableChoice
  /// Which node is taken up when a branch has ended.
  public var nodeChoice: NodeChoice
  /// Whether the search begins with a point that is made by rounding and repairing the relaxation's.
  public var beginsWithRoundedPoint: Bool
  /// Whether GLPK looks for a first point by its feasibility pump.
  public var usesFeasibilityPump: Bool
  /// Whether GLPK simplifies the integer program first. It then solves the relaxation a second time, and the rounded point
  /// is kept aside instead of being handed to the search.
  public var presolves: Bool

  /// Settings; those left out are as in ``measured``.
  public init(
    cuts: Set<Cut> = measured.cuts, variableChoice: VariableChoice = measured.variableChoice,
    nodeChoice: NodeChoice = measured.nodeChoice,
    beginsWithRoundedPoint: Bool = measured.beginsWithRoundedPoint,
    usesFeasibilityPump: Bool = measured.usesFeasibilityPump, presolves: Bool = measured.presolves
  ) {
    self.cuts = cuts
    self.variableChoice = variableChoice
    self.nodeChoice = nodeChoice
    self.beginsWithRoundedPoint = beginsWithRoundedPoint
    self.usesFeasibilityPump = usesFeasibilityPump
    self.presolves = presolves
  }

  /// What measuring on staffing programs recommends, by `BranchSettings` in `Tests/Benchmarks`: seeded programs with a
  /// limit of 2 s each, on two cores that were also used otherwise. Proved of 3, and the median gap in percent:
  ///
  /// | | mix, wide, 300 towns | mix, narrow, 100 | order and mix, 60 | centres, 12 × 8 | roster, 16 × 14 |
  /// |---|---|---|---|---|---|
  /// | no cuts | 0, 1.29 | 0, 5.76 | 0, 3.96 | 0, 13.2 | 0, 27.0 |
  /// | mixed-integer rounding alone | 1, 0.02 | 2, 0 | 0, 0.72 | 0, 12.1 | 0, 24.2 |
  /// | Gomory alone | 0, 0.53 | 0, 2.75 | 0, 0.44 | 3, 0 | 0, 26.6 |
  /// | **both** | 3, 0 | 3, 0 | 1, 0.07 | 3, 0 | 0, 24.4 |
  /// | both and covers | 3, 0 | 1, 0.00 | 1, 0.12 | 3, 0 | 0, 24.8 |
  /// | both without a start | 3, 0 | 3, 0 | 3, 0 | 3, 0 | 0, no point |
  /// | both, most fractional | 3, 0 | 2, 0 | 2, 0 | 3, 0 | 0, 24.4 |
  /// | both, pseudocost | 3, 0 | 3, 0 | 2, 0 | 3, 0 | 0, 24.4 |
  /// | both, projection | 3, 0 | 3, 0 | 2, 0 | 3, 0 | 0, 24.9 |
  /// | pump instead of the start | 0, no point | 3, 0 | 1, 0.07 | 3, 0 | 0, no point |
  /// | both, presolve | 0, 1.29 | 3, 0 | 2, 0 | 3, 0 | 0, 24.2 |
  ///
  /// So both families of cuts are needed; variable and node choices lie within the noise, and are left at GLPK's. Of ten
  /// programs with order and mix, with 3 s each, ten were proved with the start and nine without, in medians of 0.99 and
  /// 0.93 s: the start does not shorten proofs, but it is what leaves a point at a limit.
  public static let measured = BranchSettings(
    cuts: [.mixedIntegerRounding, .gomory], variableChoice: .driebeekTomlin, nodeChoice: .bestBound,
    beginsWithRoundedPoint: true, usesFeasibilityPump: false, presolves: false)
}

extension BranchSettings {
  /// The settings in C's layout.
  var options: CGLPKBranchOptions {
    var options = CGLPKBranchOptions()
    options.mir_cuts = cuts.contains(.mixedIntegerRounding)
    options.gomory_cuts = cuts.contains(.gomory)
    options.cover_cuts = cuts.contains(.cover)
    options.clique_cuts = cuts.contains(.clique)
    options.variable_choice =
      switch variableChoice {
      case .driebeekTomlin: CGLPKDriebeekTomlin
      case .mostFractional: CGLPKMostFractional
      case .first: CGLPKFirstFractional
      case .last: CGLPKLastFractional
      case .pseudocost: CGLPKPseudocost
      }
    options.node_choice =
      switch nodeChoice {
      case .bestBound: CGLPKBestBound
      case .bestProjection: CGLPKBestProjection
      case .depthFirst: CGLPKDepthFirst
      case .breadthFirst: CGLPKBreadthFirst
      }
    options.feasibility_pump = usesFeasibilityPump
    options.presolve = presolves
    return options
  }
}
