// SPDX-License-Identifier: GPL-3.0-or-later

import CPlatform

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Unbuffered writing to a file descriptor.
final class FileHandleOutput {
  /// The file that is written to.
  let path: String
  private let descriptor: Int32

  /// What is at a path already, as it is; `nil` where it cannot be written to.
  init?(existing path: String) {
    descriptor = open(path, O_WRONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    self.path = path
  }

  /// A new file in the folder of another, under a name that nothing there has; `nil` where it cannot be created.
  init?(beside path: String) {
    for attempt in 0..<1000 {
      let name = "\(path).\(getpid())-\(attempt).new"
      let descriptor = open(name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
      if descriptor >= 0 {
        (self.path, self.descriptor) = (name, descriptor)
        return
      }
      guard errno == EEXIST else { return nil }
    }
    return nil
  }

  deinit { close(descriptor) }

  /// Writes all of some bytes. Whether it could.
  func write(_ bytes: [UInt8]) -> Bool { Self.write(bytes, to: descriptor) }

  /// Has what was written so far go to the disk while more is made: so there is less to wait for at the end.
  func beginToStore() { CPlatform_begin_to_store(descriptor) }

  /// Moves the file to another path, in place of what is there, once it is safe on the disk. Whether it could.
  func move(to target: String) -> Bool { fsync(descriptor) == 0 && rename(path, target) == 0 }

  /// Takes the file away.
  func remove() { unlink(path) }

  /// Whether a path, links followed, is a regular file or a folder, and its permissions; `nil` where there is nothing.
  static func status(ofFile path: String) -> (isRegular: Bool, isFolder: Bool, permissions: mode_t)? {
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    let kind = status.st_mode & S_IFMT
    return (kind == S_IFREG, kind == S_IFDIR, status.st_mode & 0o7777)
  }

  static func setPermissions(_ permissions: mode_t, ofFile path: String) {
    _ = chmod(path, permissions)
  }

  static func isTerminal(_ descriptor: Int32) -> Bool { isatty(descriptor) == 1 }

  /// Writes all of some bytes, going on after partial writes; a reader that went away ends it. Whether nothing was lost
  /// that a reader still waits for.
  @discardableResult
  static func write(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
    var rest = ArraySlice(bytes)
    while !rest.isEmpty {
      #if canImport(Glibc)
        let written = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      #else
        let written = rest.withUnsafeBytes { Darwin.write(descriptor, $0.baseAddress, $0.count) }
      #endif
      guard written > 0 else {
        if written < 0 && errno == EINTR { continue }
        return written < 0 && errno == EPIPE
      }
      rest = rest.dropFirst(written)
    }
    return true
  }
}
