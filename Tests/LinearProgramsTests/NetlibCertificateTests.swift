// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Testing

@testable import LinearPrograms

@Suite("Certificates of the netlib programs")
struct NetlibCertificateTests {
  // Another reader hooks up here: whatever gives programs by name.
  private static let programs = MPSFiles.programs(in: "netlib") ?? []

  @Test(
    "Each optimum has a certificate that checks, with a gap below 1e-9 of the goal",
    .enabled(if: !programs.isEmpty, "the shared data is not here"))
  func netlib() throws {
    var report = ""
    for (name, program) in Self.programs {
      let outcome = program.solve()
      guard case .optimal(let solution) = outcome else {
        Issue.record("\(name): \(outcome)")
        continue
      }
      let begin = ContinuousClock.now
      let certificate = try program.certificate(for: outcome)
      let made = ContinuousClock.now
      let verdict = CertificateChecker().check(certificate)
      let checked = ContinuousClock.now
      guard case .proven(_, let gap)? = verdict.proof?.optimality else {
        if case .optimal = certificate.claim { Issue.record("\(name): \(verdict)") }
        report += "\(name) goal \(solution.goal) no bound\n"
        continue
      }
      report += "\(name) goal \(solution.goal) gap \(gap) violation \(verdict.proof?.largestViolation ?? .nan)"
        + " derived \(verdict.proof?.derivedBounds.count ?? -1) made \(made - begin) checked \(checked - made)\n"
      #expect(gap <= 1e-9 * max(1, abs(solution.goal)), "\(name)")
    }
    print(report)
  }
}
