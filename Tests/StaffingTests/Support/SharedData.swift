// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation

/// The real data that lies beside the project, not in it.
enum SharedData {
  static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "shared/data/apportionment")

  static var isThere: Bool { FileManager.default.fileExists(atPath: folder.path) }

  /// The rows of a plain file of comma-separated values by their headings.
  static func rows(_ name: String) throws -> [[String: String]] {
    let text = try String(contentsOf: folder.appending(path: name), encoding: .utf8)
    let lines = text.split(whereSeparator: \.isNewline).map {
      $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
    guard let head = lines.first else { return [] }
    return lines.dropFirst().map { Dictionary(uniqueKeysWithValues: zip(head, $0)) }
  }
}
