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

  /// What measuring on staffing programs recommends.
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
