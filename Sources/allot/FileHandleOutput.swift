// SPDX-License-Identifier: GPL-3.0-or-later

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Unbuffered writing to a file descriptor.
enum FileHandleOutput {
  static func isTerminal(_ descriptor: Int32) -> Bool { isatty(descriptor) == 1 }

  /// Writes all of a text, going on after partial writes; a reader that went away ends it. Whether nothing was lost
  /// that a reader still waits for.
  @discardableResult
  static func write(_ text: String, to descriptor: Int32) -> Bool {
    var rest = ArraySlice(Array(text.utf8))
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
