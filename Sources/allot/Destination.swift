// SPDX-License-Identifier: GPL-3.0-or-later

import ArgumentParser
import FoundationEssentials
import Reports

/// Where a result goes: a file, or standard output.
struct Destination {
  let file: String?

  /// Writes the result, or says that it cannot be and ends: with exit code 2 for a file, which was ours to choose, and 70
  /// where standard output takes no more, for which no input is to blame.
  func write(_ text: String, _ words: Words) throws { try write(Array(text.utf8), words) }

  /// As for a text.
  func write(_ bytes: [UInt8], _ words: Words) throws {
    guard let file else {
      if Console.write(bytes) { return }
      Console.complain(words.cannotWrite(words.standardOutput))
      throw Exit.internalError
    }
    do {
      try write(bytes, to: file)
    } catch {
      Console.complain(words.cannotWrite(file))
      throw Exit.badInput
    }
  }

  /// A regular file is replaced all or nothing, only when its successor is complete, and keeps its permissions; a link
  /// is followed. What is no regular file, such as a pipe, is written to as it is.
  private func write(_ bytes: [UInt8], to file: String) throws {
    let present = FileHandleOutput.status(ofFile: file)
    if let present, !present.isRegular {
      guard FileHandleOutput.write(bytes, toFile: file) else { throw CocoaError(.fileWriteUnknown) }
      return
    }
    let url = URL(filePath: file).resolvingSymlinksInPath()
    try Data(bytes).write(to: url, options: .atomic)
    if let present { FileHandleOutput.setPermissions(present.permissions, ofFile: url.path) }
  }
}
