// SPDX-License-Identifier: GPL-3.0-or-later

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A file that grows by whole cases, for one run at a time.
///
/// What was written is there after the process has ended, however it ended.
final class PartFile: Sendable {
  /// Why it cannot be had.
  enum Fault: Error {
    case unwritable
    /// Another run holds it.
    case busy
  }

  let path: String
  private let descriptor: Int32

  /// Opens the file, or creates it, and holds it against other runs until this is gone.
  init(path: String) throws(Fault) {
    let descriptor = open(path, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw .unwritable }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      let isBusy = errno == EWOULDBLOCK
      close(descriptor)
      throw isBusy ? .busy : .unwritable
    }
    self.path = path
    self.descriptor = descriptor
  }

  deinit { close(descriptor) }

  /// Cuts the file off after so many bytes. Whether it could.
  func cut(to length: Int) -> Bool { ftruncate(descriptor, off_t(length)) == 0 }

  /// Adds bytes at the end. Whether it could.
  func append(_ bytes: [UInt8]) -> Bool { FileHandleOutput.write(bytes, to: descriptor) }

  /// Takes the file away.
  func remove() { unlink(path) }
}
