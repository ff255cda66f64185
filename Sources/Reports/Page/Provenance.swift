// SPDX-License-Identifier: GPL-3.0-or-later

public import Documents

/// What a plan was made from and with, for a page's foot. Nothing of it is read off a clock or the machine.
public struct Provenance: Sendable {
  /// Allot's version.
  public let version: String
  /// The files that the scenario was read from.
  public let sources: [SourceFile]
  /// The date that the user wants on the page, in the user's words; `nil` for none.
  public let date: String?

  /// What a plan was made from and with.
  public init(version: String, sources: [SourceFile], date: String? = nil) {
    self.version = version
    self.sources = sources
    self.date = date
  }
}
