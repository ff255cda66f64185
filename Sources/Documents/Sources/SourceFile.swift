// SPDX-License-Identifier: GPL-3.0-or-later

/// A file that a scenario was read from, as it was when it was read.
public struct SourceFile: Hashable, Sendable {
  /// Its name, as the scenario states it.
  public let name: String
  fileprivate let bytes: [UInt8]

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
  /// What was read before, and is not to be read again: a pipe has nothing more.
  private let earlier: [SourceFile]

  init(earlier: [SourceFile] = []) { self.earlier = earlier }

  /// The bytes of a file, which is noted; one that was read before is not noted again.
  func bytes(of path: String, named name: String) throws(DocumentFault) -> [UInt8] {
    let file: SourceFile
    if let known = earlier.first(where: { $0.name == name }) {
      file = known
    } else {
      file = SourceFile(name: name, bytes: try TextFile.bytes(of: path, named: name))
    }
    if !files.contains(where: { $0.name == name }) { files.append(file) }
    return file.bytes
  }
}
