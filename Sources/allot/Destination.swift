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

  /// Writes a result that is too large to be held at once, as ``write(_:_:)`` does one that is not.
  ///
  /// - Parameter pieces: hands on the pieces, one after another; what it throws keeps the file from being written.
  func write(_ words: Words, pieces: (_ take: ([UInt8]) throws -> Void) throws -> Void) throws {
    guard let file else {
      try pieces { try write($0, words) }
      return
    }
    do {
      try write(pieces, to: file)
    } catch {
      Console.complain(words.cannotWrite(file))
      throw Exit.badInput
    }
  }

  /// Says so, and ends with exit code 2, where a folder stands in the way: before the work and not after it.
  func refuseFolder(_ words: Words) throws {
    guard let file, FileHandleOutput.status(ofFile: file)?.isFolder == true else { return }
    Console.complain(words.cannotWrite(file))
    throw Exit.badInput
  }

  private func write(_ bytes: [UInt8], to file: String) throws { try write({ try $0(bytes) }, to: file) }

  /// A regular file is replaced all or nothing, only when its successor is complete, and keeps its permissions; a link
  /// is followed. What is no regular file, such as a pipe, is written to as it is.
  private func write(_ pieces: (_ take: ([UInt8]) throws -> Void) throws -> Void, to file: String) throws {
    let present = FileHandleOutput.status(ofFile: file)
    guard present?.isRegular ?? true else {
      guard let output = FileHandleOutput(existing: file) else { throw CocoaError(.fileWriteUnknown) }
      try pieces { if !output.write($0) { throw CocoaError(.fileWriteUnknown) } }
      return
    }
    let target = URL(filePath: file).resolvingSymlinksInPath().path
    guard let successor = FileHandleOutput(beside: target) else { throw CocoaError(.fileWriteUnknown) }
    do {
      try pieces {
        if !successor.write($0) { throw CocoaError(.fileWriteUnknown) }
        successor.beginToStore()
      }
      if let present { FileHandleOutput.setPermissions(present.permissions, ofFile: successor.path) }
      guard successor.move(to: target) else { throw CocoaError(.fileWriteUnknown) }
    } catch {
      successor.remove()
      throw error
    }
  }
}
