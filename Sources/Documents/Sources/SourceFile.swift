// SPDX-License-Identifier: GPL-3.0-or-later

/// A file that a scenario was read from, as it was when it was read.
public struct SourceFile: Hashable, Sendable {
  /// Its name, as the scenario states it.
  public let name: String
  private let bytes: [UInt8]

  init(name: String, bytes: [UInt8]) {
    self.name = name
    self.bytes = bytes
  }

  /// The file under another name.
  func named(_ name: String) -> SourceFile { SourceFile(name: name, bytes: bytes) }

  /// How many bytes it has.
  public var size: Int { bytes.count }

  /// The SHA-256 digest of its bytes, in 64 hexadecimal digits: whoever has the same file finds the same. O(bytes).
  public var sha256: String { SHA256.hexadecimal(bytes) }
}

/// The files that have been read so far, each once.
final class SourceCollector {
  private(set) var files: [SourceFile] = []

  /// Notes a file; one that was read before is not noted again.
  func add(_ file: SourceFile) {
    if !files.contains(where: { $0.name == file.name }) { files.append(file) }
  }
}
