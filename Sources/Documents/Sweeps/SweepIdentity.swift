// SPDX-License-Identifier: GPL-3.0-or-later

/// What tells one sweep from another: the files that it comes from and the version that plans them. Two sweeps of the same
/// identity have the same table, byte for byte.
public struct SweepIdentity: Hashable, Sendable {
  /// A SHA-256 digest in 64 hexadecimal digits.
  public let digest: String

  /// The identity of a sweep.
  ///
  /// - Parameters:
  ///   - scenario: the files that the scenario was read from, by their names and bytes.
  ///   - sweep: the sweep's own file, by its bytes.
  ///   - version: Allot's.
  public init(scenario: [SourceFile], sweep: SourceFile, version: String) {
    let lines =
      ["allot sweep \(version)", sweep.sha256] + scenario.map { "\($0.sha256) \($0.name)" }.sorted()
    digest = SHA256.hexadecimal(Array(lines.joined(separator: "\n").utf8))
  }
}
