// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import TestLength
import Testing
import WorkbookSamples

@testable import Spreadsheets

@Suite("Workbooks that cannot be read")
struct WorkbookFaultTests {
  private func fault(_ bytes: [UInt8], sheet: String? = nil) -> WorkbookFault? {
    do {
      _ = try Workbook(bytes).sheet(named: sheet)
      return nil
    } catch {
      return error
    }
  }

  private static let good = SampleWorkbook(cells: [["镇街", "常住人口(人)"], ["河口镇", "47000"]])

  private func with(_ part: String, _ text: String?) -> [UInt8] {
    var parts = Self.good.parts.filter { $0.name != part }
    if let text { parts.append((part, Array(text.utf8))) }
    return StoredArchive(parts).bytes
  }

  @Test("The sample that the others change is sound")
  func sound() { #expect(fault(Self.good.bytes) == nil) }

  @Test("An .xls, a password, OpenDocument, a binary workbook and what is no workbook are told apart")
  func otherFormats() {
    let mark: [UInt8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1] + [UInt8](repeating: 0, count: 504)
    func entry(_ name: String) -> [UInt8] {
      let text = name.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
      return text + [UInt8](repeating: 0, count: 128 - text.count)
    }
    #expect(fault(mark + entry("Root Entry") + entry("Workbook")) == .oldFormat)
    #expect(fault(mark + entry("Root Entry") + entry("EncryptedPackage")) == .passwordProtected)
    let open = StoredArchive([("mimetype", []), ("content.xml", []), ("META-INF/manifest.xml", [])])
    #expect(fault(open.bytes) == .otherFormat("ods"))
    let type = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
    #expect(
      fault(with("_rels/.rels", "<R><Relationship Id=\"a\" Type=\"\(type)\" Target=\"xl/workbook.bin\"/></R>"))
        == .otherFormat("xlsb"))
    #expect(fault(with("xl/workbook.xml", "<w:document xmlns:w=\"w\"/>")) == .notAWorkbook)
    #expect(fault(StoredArchive([("a.txt", [65])]).bytes) == .notAWorkbook)
    #expect(fault(Array("town,area\n".utf8)) == .notAWorkbook)
    #expect(fault([]) == .notAWorkbook)
  }

  @Test("Parts that are missing, no XML, or say what none can say are named with their line")
  func parts() {
    let sheet = "xl/worksheets/sheet1.xml"
    #expect(fault(with(sheet, nil)) == .missingPart(sheet))
    #expect(fault(with("xl/_rels/workbook.xml.rels", nil)) == .missingPart("xl/_rels/workbook.xml.rels"))
    #expect(fault(with(sheet, "<worksheet>\n<sheetData>\n<row>")) == .invalidPart(sheet, line: 3))
    #expect(fault(with(sheet, "")) == .invalidPart(sheet, line: 1))
    #expect(
      fault(with(sheet, "<worksheet><sheetData>\n<row><c r=\"XFE9\"/></row></sheetData></worksheet>"))
        == .invalidPart(sheet, line: 2))
    #expect(
      fault(with(sheet, "<worksheet><sheetData><row>\n<c t=\"s\"><v>0</v></c></row></sheetData></worksheet>"))
        == .invalidPart(sheet, line: 2))
    #expect(
      fault(with(sheet, "<worksheet><mergeCells><mergeCell/></mergeCells></worksheet>")) == .invalidPart(sheet, line: 1)
    )
  }

  @Test("A text longer than any cell holds is no worksheet's")
  func longText() {
    let sheet = "xl/worksheets/sheet1.xml"
    let text = String(repeating: "a", count: 2 << 20)
    #expect(
      fault(with(sheet, "<worksheet><sheetData><row><c><v>\(text)</v></c></row></sheetData></worksheet>"))
        == .invalidPart(sheet, line: 1))
    #expect(
      fault(with("xl/sharedStrings.xml", "<sst><si><t>\(text)</t></si></sst>"))
        == .invalidPart("xl/sharedStrings.xml", line: 1))
  }

  @Test("A document type is refused before any entity is made")
  func entityBomb() {
    let bomb = """
      <!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>
      <sst><si><t>&b;</t></si></sst>
      """
    #expect(fault(with("xl/sharedStrings.xml", bomb)) == .documentType(part: "xl/sharedStrings.xml"))
  }

  @Test("A file cut off at any byte is told to be damaged, or is no workbook any more")
  func truncated() {
    let bytes = Self.good.bytes
    for end in stride(from: 0, to: bytes.count, by: 5) {
      let fault = fault(Array(bytes[..<end]))
      #expect(
        fault == .damaged(part: nil) || (end < 4 && fault == .notAWorkbook), "\(end): \(String(describing: fault))")
    }
  }

  @Test("No damage to the bytes or the parts of a workbook crashes anything", arguments: 0..<4)
  func mutations(_ part: Int) throws {
    let count = everyday(400, long: 10_000)
    var sample = SampleWorkbook(
      [
        SampleWorkbook.Sheet(
          after: "<mergeCells><mergeCell ref=\"A1:B2\"/></mergeCells>",
          rows: "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\" s=\"1\"><v>45352</v></c></row>"
            + "<row><c t=\"inlineStr\"><is><r><t>x</t></r></is></c><c><f>A1</f><v>1.5E3</v></c></row>")
      ], strings: ["<r><t>镇</t></r><rPh><t>z</t></rPh>"])
    sample.formats = [0, 14]
    var (read, refused) = (0, 0)
    for seed in 0..<count {
      var random = Scrambler(seed: UInt64(seed * 4 + part))
      var parts = sample.parts
      if seed.isMultiple(of: 2) {
        let place = random.below(parts.count)
        parts[place].bytes = random.damaged(parts[place].bytes)
      }
      var bytes = StoredArchive(parts).bytes
      if !seed.isMultiple(of: 2) { bytes = random.damaged(bytes) }
      if fault(bytes) == nil { read += 1 } else { refused += 1 }
    }
    #expect(read > count / 20 && refused > count / 4, "\(read) \(refused)")
  }
}

/// Damage to bytes, the same for the same seed.
private struct Scrambler {
  private var state: UInt64

  init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 &+ 1 }

  mutating func below(_ count: Int) -> Int {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return count > 0 ? Int(state % UInt64(count)) : 0
  }

  /// One to three of: a byte changed, a piece taken out, a piece repeated, the end cut off.
  mutating func damaged(_ bytes: [UInt8]) -> [UInt8] {
    var bytes = bytes
    for _ in 0...below(3) where !bytes.isEmpty {
      let start = below(bytes.count)
      let end = min(bytes.count, start + 1 + below(24))
      switch below(6) {
      case 0: bytes.removeSubrange(start..<end)
      case 1: bytes.insert(contentsOf: bytes[start..<end], at: below(bytes.count))
      case 2: bytes = Array(bytes[..<start])
      case 3: bytes[start] = UInt8(below(256))
      case 4: bytes[start] = Array("<>&\"/0123456789=".utf8)[below(16)]
      default: bytes[start] ^= UInt8(1 << below(8))
      }
    }
    return bytes
  }
}
