// SPDX-License-Identifier: GPL-3.0-or-later

/// A kind of quota with its own total 编制类别.
public struct Pool: Hashable, Sendable {
  /// The name in files: `administrative`, `institutional`, or one of the scenario's own.
  public let id: String
  /// What the scenario calls it on screen; `nil` for the usual name of a well-known pool.
  public let title: String?
  /// The posts to be shared out, to the post.
  public let total: Int
  /// Where it was written, as `scenario.yaml:5`; `nil` where it comes from no file.
  public let reference: String?

  /// A pool.
  public init(id: String, title: String? = nil, total: Int, reference: String? = nil) {
    self.id = id
    self.title = title
    self.total = total
    self.reference = reference
  }
}
