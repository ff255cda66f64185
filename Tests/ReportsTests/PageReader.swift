// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// A page as a tree, read by a parser that takes nothing but well-formed XML.
final class PageElement {
  let name: String
  let attributes: [String: String]
  fileprivate(set) var children: [PageElement] = []
  fileprivate(set) var ownText = ""

  fileprivate init(_ name: String, _ attributes: [String: String]) {
    self.name = name
    self.attributes = attributes
  }

  /// This element and all within, in the order in which they begin.
  var all: [PageElement] { [self] + children.flatMap(\.all) }

  /// The elements of a name within.
  func all(_ name: String) -> [PageElement] { all.filter { $0.name == name } }

  /// All text within, without what is only for layout.
  var text: String {
    (ownText + children.map(\.text).joined(separator: " ")).split { $0.isWhitespace }.joined(separator: " ")
  }

  /// The element of an identity.
  func element(_ id: String) -> PageElement? { all.first { $0.attributes["id"] == id } }

  /// A table's lines, each as its cells' texts, by the identity of the table's caption.
  func rows(of id: String) -> [[String]] {
    let tables = all("table").filter { $0.element("\(id)-caption") != nil }
    return (tables.first?.all("tr") ?? []).map { line in
      line.children.map { cell in
        // A mark before a number stands in an element of its own.
        (cell.children.map(\.text) + [cell.ownText.trimmingCharacters(in: .whitespacesAndNewlines)])
          .filter { !$0.isEmpty }.joined(separator: " ")
      }
    }
  }
}

/// Reads a page; `nil` with the reason where it is not well-formed.
struct PageReader {
  struct Malformed: Error {
    let line: Int
    let reason: String
  }

  static func read(_ page: String) throws -> PageElement {
    let delegate = Delegate()
    let parser = XMLParser(data: Data(page.utf8))
    parser.delegate = delegate
    guard parser.parse(), let root = delegate.root else {
      throw Malformed(line: parser.lineNumber, reason: parser.parserError.map { "\($0)" } ?? "")
    }
    return root
  }

  private final class Delegate: NSObject, XMLParserDelegate {
    var root: PageElement?
    private var open: [PageElement] = []

    func parser(
      _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
      attributes: [String: String] = [:]
    ) {
      let element = PageElement(name, attributes)
      open.last?.children.append(element)
      if root == nil { root = element }
      open.append(element)
    }

    func parser(
      _ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?
    ) { open.removeLast() }

    func parser(_ parser: XMLParser, foundCharacters string: String) { open.last?.ownText += string }
  }
}
