// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Testing

@testable import Documents

@Suite("Files as text")
struct TextFileTests {
  private func text(_ bytes: [UInt8]) throws -> String {
    String(decoding: try TextFile.utf8(bytes, named: "f"), as: UTF8.self)
  }

  private func problem(_ bytes: [UInt8]) -> DocumentFault.Problem? {
    do throws(DocumentFault) {
      _ = try TextFile.utf8(bytes, named: "f")
      return nil
    } catch {
      return error.problem
    }
  }

  @Test("UTF-8 is read with and without a byte order mark")
  func utf8() throws {
    #expect(try text(Array("镇街".utf8)) == "镇街")
    #expect(try text([0xEF, 0xBB, 0xBF] + Array("镇街".utf8)) == "镇街")
    #expect(try text([]) == "")
  }

  @Test("What is not UTF-8 is read as GB18030")
  func gb18030() throws {
    #expect(try text([0xD5, 0xF2, 0xBD, 0xD6, 0x2C, 0x31]) == "镇街,1")
  }

  @Test("Bytes that are no text are named by the first offset that is wrong")
  func invalid() {
    #expect(problem([0x61, 0x62, 0xFF, 0x63]) == .notText(offset: 2))
    #expect(problem([0xD5, 0xF2, 0x80]) == .notText(offset: 2))
    #expect(problem(Array("镇a街".utf8) + [0xFF]) == .notText(offset: 7))
    #expect(problem([0xEF, 0xBB, 0xBF, 0x61, 0xD5, 0xF2]) == .notText(offset: 4))
  }

  @Test("A control character is found wherever it stands and whatever stands before it, and no other is taken for one")
  func controls() {
    let allowed: [UInt8] = [0x09, 0x0A, 0x0D]
    for byte in UInt8(0)..<0x80 {
      let isControl = byte < 0x20 && !allowed.contains(byte) || byte == 0x7F
      for before in [0x09, 0x0A, 0x0D, 0x20, 0x21, 0x61, 0x7E] as [UInt8] {
        for place in 0..<11 {
          var bytes = [UInt8](repeating: 0x61, count: 19)
          if place > 0 { bytes[place - 1] = before }
          bytes[place] = byte
          // Bytes after it as small as can be: they are what a borrow would come from.
          bytes[place + 1] = 0x0A
          bytes[place + 2] = 0x20
          if problem(bytes) != (isControl ? .controlCharacter(UInt32(byte)) : nil) {
            Issue.record("\(byte) behind \(before) at \(place)")
          }
        }
      }
    }
  }

  @Test("A workbook or another binary is named for what it is")
  func binary() {
    #expect(problem([0x50, 0x4B, 0x03, 0x04, 0x14]) == .binary(kind: "xlsx"))
    #expect(problem([0xD0, 0xCF, 0x11, 0xE0, 0xA1]) == .binary(kind: "xls"))
    #expect(problem([0xFF, 0xFE, 0x47, 0x95]) == .binary(kind: "UTF-16"))
    #expect(problem(Array("%PDF-1.7".utf8)) == .binary(kind: "pdf"))
  }

  @Test("A file that is not there and a folder in its place are told apart")
  func missing() throws {
    let folder = try TemporaryFolder()
    #expect(throws: DocumentFault(.notFound, at: Position(file: "n"))) {
      try TextFile.read("\(folder.path)/n", named: "n")
    }
    #expect(throws: DocumentFault(.unreadable("Is a directory"), at: Position(file: "n"))) {
      try TextFile.read(folder.path, named: "n")
    }
  }

  @Test("A file that cannot be read is told in the system's words")
  func unreadable() throws {
    let folder = try TemporaryFolder()
    let socket = folder.path + "/s"
    let descriptor = try listen(at: socket)
    defer { close(descriptor) }
    // POSIX.1-2017, open(): EACCES, EIO, ENXIO or EOPNOTSUPP for a socket.
    #expect(throws: DocumentFault(.unreadable("No such device or address"), at: Position(file: "n"))) {
      try TextFile.read(socket, named: "n")
    }
  }

  /// A socket in the file system: there, and not to be opened, whoever asks.
  private func listen(at path: String) throws -> Int32 {
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8.prefix($0.count - 1)) }
    let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
    let size = socklen_t(MemoryLayout<sockaddr_un>.size)
    let isBound = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(descriptor, $0, size) == 0 }
    }
    try #require(isBound)
    return descriptor
  }

  @Test("What several threads look through is text, or is not, as for one", arguments: 1...4)
  func stretches(_ workers: Int) {
    // Characters of one to four bytes, so that stretches are cut within them.
    let plain = Array(String(repeating: "镇𠮷é,1\n", count: 1_000).utf8)
    func outcome(_ bytes: [UInt8], _ workers: Int) -> Result<[UInt8], DocumentFault> {
      Result { () throws(DocumentFault) in try TextFile.utf8(bytes, named: "t.csv", workers: workers) }
    }
    #expect(outcome(plain, workers) == .success(plain))
    for place in [0, 1, plain.count / 4 + 1, plain.count / 2, plain.count / 2 + 1, plain.count - 1] {
      for byte: UInt8 in [0x80, 0xFF, 0x07] {
        var broken = plain
        broken[place] = byte
        #expect(outcome(broken, workers) == outcome(broken, 1), "byte \(byte) at \(place)")
        // Within a character any continuation will do.
        if byte != 0x80 || place == 0 { #expect((try? outcome(broken, workers).get()) != broken) }
      }
    }
  }
}
