// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Testing

@testable import Documents

@Suite("GB18030")
struct GB18030Tests {
  @Test("Characters of one, two and four bytes are read")
  func widths() throws {
    // A, 镇, and U+20000 from the four-byte part.
    let bytes: [UInt8] = [0x41, 0xD5, 0xF2, 0x95, 0x32, 0x82, 0x36]
    #expect(String(decoding: try GB18030.decode(bytes, named: "f"), as: UTF8.self) == "A镇\u{20000}")
  }

  @Test("A character cut off at the end is a fault where it begins")
  func cutOff() {
    #expect(throws: DocumentFault(.notText(offset: 2), at: Position(file: "f"))) {
      try GB18030.decode([0xD5, 0xF2, 0xBD], named: "f")
    }
  }

  private static let realFile = "\(packageRoot)/../shared/data/messy/cn_zhejiang_townships_gbk_crlf.csv"

  @Test(
    "The townships of Zhejiang, as an office saved them, are read to the last row",
    .enabled(if: FileManager.default.fileExists(atPath: realFile), "The shared data is not beside the package."))
  func townships() throws {
    let bytes = try TextFile.read(Self.realFile, named: "townships.csv")
    let faults = FaultCollector()
    let table = CSVTable(bytes, file: "townships.csv", faults: faults)
    #expect(faults.isEmpty)
    #expect(table.texts(table.headings) == ["省代码", "省", "市代码", "市", "县代码", "县（市、区）", "乡镇代码", "乡镇（街道）名称", "类型"])
    #expect(table.rows.count == 1387)
    #expect(table.rows.allSatisfy { $0.count == 9 })
    let last = try #require(table.rows.last)
    #expect(last.line == 1388)
    #expect(table.texts(last).suffix(2) == ["龙南乡", "乡"])
    #expect(Set(table.texts.map { $0[8] }) == ["街道", "镇", "乡", "民族乡", "其他(开发区/农场/林场等)"])
  }
}
