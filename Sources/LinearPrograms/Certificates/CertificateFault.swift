// SPDX-License-Identifier: GPL-3.0-or-later

/// Why there is no certificate of an outcome.
public enum CertificateFault: Error, Hashable, Sendable {
  /// The program has faults.
  case invalidModel([ModelFault])
  /// The outcome has no point: only what has one can be certified.
  case noPoint
  /// The point is another program's, or this one has been added to since.
  case foreignSolution
  /// The convex costs have too many unit steps to write out all of them; those around the point can be had.
  case tooManySteps
  /// The program cannot be written down exactly, or the point breaks it in a way that no tolerance covers.
  case notCertifiable([CertificateRefusal])
}
