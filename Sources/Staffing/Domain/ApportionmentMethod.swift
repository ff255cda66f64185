// SPDX-License-Identifier: GPL-3.0-or-later

/// How a fixed number of posts is rounded to needs: the measure of fit.
///
/// The first four are divisor methods: post number `k` of a town with need `q` is worth `q / s(k)`, with the signpost
/// `s(k)` between `k − 1` and `k`; the posts of greatest worth are granted. Hamilton's grants the largest remainders.
/// Balinski and Young, *Fair Representation* (1982); Pukelsheim, *Proportional Representation* (2017).
public enum ApportionmentMethod: String, Hashable, Sendable, CaseIterable {
  /// `s(k) = k − ½`, Sainte-Laguë: no bias between small and large towns. The default.
  case webster
  /// `s(k) = √(k(k − 1))`, the method of equal proportions: everyone with a need has one post.
  case huntingtonHill = "huntington-hill"
  /// `s(k) = k − 1`: favours small towns; everyone with a need has one post.
  case adams
  /// `s(k) = k`, D'Hondt: favours large towns.
  case jefferson
  /// Largest remainder of `q · total / Σ q`: near the quota, but a larger total can cost a town a post.
  case hamilton

  /// Whether every town with a need has at least one post by the method itself, because `s(1) = 0`.
  public var guaranteesOnePost: Bool { self == .huntingtonHill || self == .adams }
}
