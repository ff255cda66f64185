// SPDX-License-Identifier: GPL-3.0-or-later

import TestLength
import Testing

@testable import LinearPrograms

@Suite("Certificates of the netlib programs")
struct NetlibCertificateTests {
  // Another reader hooks up here: whatever gives programs by name.
  private static let programs = LPLibrary.netlib.enumerated().compactMap { place, entry in
    everyday(place.isMultiple(of: 3) || unending.contains(entry.file), long: true)
      ? (try? LPLibrary.program(entry.folder + entry.file)).map { (name: entry.file, program: $0) } : nil
  }

  /// Those whose optima have no end, so that the proof holds within a reach.
  private static let unending = ["finnis.mps", "lotfi.mps", "scfxm1.mps"]

  @Test(
    "Each optimum has a certificate that checks, with a gap below 1e-9 of the goal",
    .enabled(if: !programs.isEmpty, "the shared data is not here"))
  func netlib() throws {
    for (name, program) in Self.programs {
      let outcome = program.solve()
      guard case .optimal(let solution) = outcome else {
        Issue.record("\(name): \(outcome)")
        continue
      }
      let certificate = try program.certificate(for: outcome)
      let proof = try #require(CertificateChecker().check(certificate).proof, "\(name)")
      guard case .proven(_, let gap) = proof.optimality else {
        Issue.record("\(name): \(proof.optimality)")
        continue
      }
      #expect(gap <= 1e-9 * max(1, abs(solution.goal)), "\(name)")
      #expect(proof.largestViolation <= 1e-8, "\(name)")
      #expect(proof.assumedBounds.isEmpty == !Self.unending.contains(name), "\(name)")
    }
  }
}
