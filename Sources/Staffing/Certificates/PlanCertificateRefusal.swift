// SPDX-License-Identifier: GPL-3.0-or-later

/// A line of a plan's certificate that does not hold.
public enum PlanCertificateRefusal: Error, Hashable, Sendable {
  /// The layout is not one that is known here.
  case format(found: String)
  /// The plan's quotas do not add up to a total.
  case total(PlanCertificate.Total, sum: Int)
  /// A quota is beyond its own least or most.
  case quotaBeyondBounds(PlanCertificate.Quota)
  /// A quota that could be less or more does not say what its last or next post costs, or one that could not does.
  case postCosts(PlanCertificate.Quota)
  /// A quota's next post costs less than its last.
  case costsFall(PlanCertificate.Quota)
  /// A number is not finite, negative where it may not be, or too large.
  case badNumber
  /// The prices prove less than the certificate says: a plan may be better by up to `proven`, and not just `found`. The
  /// quotas are those whose posts are not on their side of the price, the farthest first, ten at most.
  case improvement(found: Double, proven: Double, at: [PlanCertificate.Quota])
  /// The method is not the scenario's.
  case method(found: String, expected: String)
  /// The scenario has no such total, or another number of posts for it.
  case foreignTotal(PlanCertificate.Total, expected: Int?)
  /// The scenario has this total, and the certificate has none.
  case missingTotal(PlanCertificate.Total)
  /// The scenario has no such town or pool, or other bounds or costs for it.
  case foreignQuota(PlanCertificate.Quota, expected: PlanCertificate.Quota?)
  /// The scenario has this town and pool, and the certificate has no line for it.
  case missingQuota(PlanCertificate.Quota)
  /// The plan beside the certificate has another quota.
  case otherQuota(PlanCertificate.Quota, planned: Int)
  /// The plan beside the certificate has no such quota.
  case missingFromPlan(PlanCertificate.Quota)
  /// The plan beside the certificate has a quota that this does not certify.
  case notCertified(Town.ID, pool: String, planned: Int)
}
