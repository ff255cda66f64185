// SPDX-License-Identifier: GPL-3.0-or-later

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Unbuffered writing to a file descriptor.
enum FileHandleOutput {
  /// Whether a path, links followed, is a regular file, and its permissions; `nil` where there is nothing.
  static func status(ofFile path: String) -> (isRegular: Bool, permissions: mode_t)? {
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    return (status.st_mode & S_IFMT == S_IFREG, status.st_mode & 0o7777)
  }

  static func setPermissions(_ permissions: mode_t, ofFile path: String) {
    _ = chmod(path, permissions)
  }

  /// Writes all of some bytes to what is at a path already, without creating or replacing it. Whether it could.
  static func write(_ bytes: [UInt8], toFile path: String) -> Bool {
    let descriptor = open(path, O_WRONLY)
    guard descriptor >= 0 else { return false }
    defer { close(descriptor) }
    return write(bytes, to: descriptor)
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
