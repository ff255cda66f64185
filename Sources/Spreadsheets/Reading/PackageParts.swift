// SPDX-License-Identifier: GPL-3.0-or-later

/// One relationship of a part: what it points to.
struct Relationship {
  /// The last word of its type: `worksheet`, `sharedStrings`.
  let kind: String
  /// The part that it points to, from the top of the archive.
  let target: String

  /// The relationships of a part, by their identifiers. `source` is the part, empty for the package itself.
  static func all(of source: String, in archive: ZipArchive) throws(WorkbookFault) -> [String: Relationship] {
    let folder = source.split(separator: "/").dropLast().joined(separator: "/")
    let name = source.split(separator: "/").last.map(String.init) ?? ""
    let part = (folder.isEmpty ? "" : folder + "/") + "_rels/\(name).rels"
    let reader = RelationshipReader(folder: folder)
    try XMLPart.read(part, of: archive, into: reader)
    return reader.relationships
  }
}

private final class RelationshipReader: XMLHandler {
  private let folder: String
  private(set) var relationships: [String: Relationship] = [:]
  var isInvalid: Bool { relationships.count > PartLimits.entries }

  init(folder: String) { self.folder = folder }

  func start(_ name: XMLName, _ attributes: XMLAttributes) {
    guard name == "Relationship", let id = attributes["Id"], let type = attributes["Type"],
      let target = attributes["Target"], attributes["TargetMode"] != "External"
    else { return }
    let kind = type.split(separator: "/").last.map(String.init) ?? ""
    relationships[id] = Relationship(kind: kind, target: resolved(target))
  }

  /// A target counts from the folder of its part, or from the top where it begins with a slash.
  private func resolved(_ target: String) -> String {
    var path = target.hasPrefix("/") ? [] : folder.split(separator: "/").map(String.init)
    for step in target.split(separator: "/") where step != "." {
      if step == ".." {
        _ = path.popLast()
      } else {
        path.append(String(step))
      }
    }
    return path.joined(separator: "/")
  }
}

/// What no workbook's parts go beyond: Excel stops far below.
enum PartLimits {
  /// Sheets, relationships and formats.
  static let entries = 100_000
  /// Texts that cells share, and merged rectangles.
  static let texts = 4_000_000
  /// The bytes of one text; a cell holds 32,767 characters.
  static let text = 1 << 20
}

/// What the workbook part says: the sheets in their order.
final class WorkbookPart: XMLHandler {
  struct Sheet {
    let name: String
    let relationship: String
    let isVisible: Bool
  }

  private(set) var sheets: [Sheet] = []
  /// Whether days are counted from 1904.
  private(set) var countsFrom1904 = false
  /// Whether the first element was that of a workbook.
  private(set) var isWorkbook = false
  var isInvalid: Bool { sheets.count > PartLimits.entries }
  private var isFirst = true

  func start(_ name: XMLName, _ attributes: XMLAttributes) {
    if isFirst { isWorkbook = name == "workbook" }
    isFirst = false
    if name == "workbookPr" {
      countsFrom1904 = ["1", "true"].contains(attributes["date1904"] ?? "")
    } else if name == "sheet", let title = attributes["name"], let id = attributes[prefixed: "id"] {
      sheets.append(Sheet(name: title, relationship: id, isVisible: (attributes["state"] ?? "visible") == "visible"))
    }
  }
}

/// The texts that cells share, by their numbers. Of rich text the words, without the readings over them.
final class SharedStrings: XMLHandler {
  private(set) var texts: [String] = []
  private var current: [UInt8] = []
  var isInvalid: Bool { texts.count > PartLimits.texts || current.count > PartLimits.text }
  private var (isInText, isInReading) = (false, false)

  func start(_ name: XMLName, _ attributes: XMLAttributes) {
    if name == "si" {
      current.removeAll(keepingCapacity: true)
    } else if name == "rPh" {
      isInReading = true
    } else if name == "t" {
      isInText = !isInReading
    }
  }

  func text(_ piece: UnsafeBufferPointer<UInt8>) {
    if isInText { current += piece }
  }

  func end(_ name: XMLName) {
    if name == "t" {
      isInText = false
    } else if name == "rPh" {
      isInReading = false
    } else if name == "si" {
      texts.append(EscapedText.plain(current))
    }
  }
}

/// Text as workbooks write characters that XML cannot hold: `_x000D_` is a carriage return.
enum EscapedText {
  static func plain(_ bytes: [UInt8]) -> String {
    let text = String(decoding: bytes, as: UTF8.self)
    guard text.contains("_x") else { return text }
    return text.replacing(/_x([0-9A-Fa-f]{4})_/) { match in
      UInt32(match.1, radix: 16).flatMap(Unicode.Scalar.init).map { String(Character($0)) } ?? String(match.0)
    }
  }
}

/// Which of the cell formats show a day or a time.
final class CellStyles: XMLHandler {
  private var codes: [Int: String] = [:]
  private var formats: [Int] = []
  private var isInCellFormats = false
  var isInvalid: Bool { max(codes.count, formats.count) > PartLimits.entries }

  func start(_ name: XMLName, _ attributes: XMLAttributes) {
    if name == "numFmt", let id = attributes["numFmtId"].flatMap({ Int($0) }) {
      codes[id] = attributes["formatCode"] ?? ""
    } else if name == "cellXfs" {
      isInCellFormats = true
    } else if name == "xf", isInCellFormats {
      formats.append(attributes["numFmtId"].flatMap { Int($0) } ?? 0)
    }
  }

  func end(_ name: XMLName) {
    if name == "cellXfs" { isInCellFormats = false }
  }

  /// For each cell format, by its number, whether it shows a day or a time.
  var areDates: [Bool] { formats.map(isDate) }

  private func isDate(_ format: Int) -> Bool {
    if let code = codes[format] { return Self.showsDate(code) }
    // The formats that every workbook has, those of East Asian Excels included.
    return [14...22, 27...36, 45...47, 50...58].contains { $0.contains(format) }
  }

  /// Whether a format code has a letter for a day or time outside quotes and brackets; elapsed hours, `[h]`, are times.
  static func showsDate(_ code: String) -> Bool {
    var (isQuoted, isEscaped, bracket) = (false, false, String?.none)
    for character in code.lowercased() {
      if isEscaped {
        isEscaped = false
      } else if character == "\"" {
        isQuoted.toggle()
      } else if isQuoted {
        continue
      } else if character == "\\" || character == "_" || character == "*" {
        isEscaped = true
      } else if character == "[" {
        bracket = ""
      } else if character == "]" {
        if let inside = bracket, !inside.isEmpty, inside.allSatisfy({ "hms".contains($0) }) { return true }
        bracket = nil
      } else if bracket != nil {
        bracket?.append(character)
      } else if "ymdhs".contains(character) {
        return true
      } else if character == ";" && code.lowercased().hasPrefix("general") {
        return false
      }
    }
    return false
  }
}
