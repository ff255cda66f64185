// SPDX-License-Identifier: GPL-3.0-or-later

/// Moves the prices of totals to the middle of what proves a plan.
///
/// A solver's multipliers stand where some post costs exactly its price, so that the least rounding leaves a gap. As a
/// rule there is room beside them: each total's price in turn goes to the middle of what the quotas that it counts
/// allow, the others staying, until every post is clear of its price or nothing moves. Nothing here has to be right for
/// the certificate to be sound: whatever prices come out, their proof is worked out exactly.
struct PriceCentering {
  private let quotas: [PlanCertificate.Quota]
  /// The quotas that each total counts.
  private let members: [[Int]]
  private let totalsOfQuotas: [[Int]]

  private static let mostSweeps = 32
  /// Rounding errors of prices are far below; costs are logarithms, about 1.
  private static let clear = 1e-12

  init(_ certificate: PlanCertificate) {
    quotas = certificate.quotas
    totalsOfQuotas = certificate.totalsOfQuotas
    var members = certificate.totals.map { _ in [Int]() }
    for (quota, totals) in totalsOfQuotas.enumerated() {
      for total in totals { members[total].append(quota) }
    }
    self.members = members
  }

  /// The prices, moved; zeros where there is not one for each total. O(quotas · totals of each), a few times.
  func centered(_ start: [Double]) -> [Double] {
    var prices = start.count == members.count ? start : members.map { _ in 0 }
    var sums = totalsOfQuotas.map { totals in totals.reduce(0) { $0 + prices[$1] } }
    for _ in 0..<Self.mostSweeps where !isClear(sums) {
      for (total, members) in members.enumerated() {
        let move = middle(members, sums)
        prices[total] += move
        for quota in members { sums[quota] += move }
      }
    }
    return prices
  }

  private func isClear(_ sums: [Double]) -> Bool {
    zip(quotas, sums).allSatisfy { quota, price in
      (quota.lastPost.map { $0 <= price - Self.clear } ?? true)
        && (quota.nextPost.map { $0 >= price + Self.clear } ?? true)
    }
  }

  /// How far the price of some quotas can be moved to be between what their last and next posts cost.
  private func middle(_ members: [Int], _ sums: [Double]) -> Double {
    var (least, most) = (-Double.infinity, Double.infinity)
    for quota in members {
      if let last = quotas[quota].lastPost { least = max(least, last - sums[quota]) }
      if let next = quotas[quota].nextPost { most = min(most, next - sums[quota]) }
    }
    switch (least.isFinite, most.isFinite) {
    case (true, true): return (least + most) / 2
    case (true, false): return max(0, least + 1)
    case (false, true): return min(0, most - 1)
    case (false, false): return 0
    }
  }
}
