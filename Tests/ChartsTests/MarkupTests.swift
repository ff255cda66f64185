// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Testing

@testable import Charts

#if canImport(FoundationXML)
  import FoundationXML
#endif

@Suite("Markup")
struct MarkupTests {
  @Test("What is in a text or an attribute cannot become an element, nor end one")
  func escaping() {
    let hostile = #"</p><script>alert("1' & 2")</script>"#
    let markup = Markup("p", ["title": hostile], hostile).text
    #expect(
      markup == """
        <p title="&lt;/p&gt;&lt;script&gt;alert(&quot;1&#39; &amp; 2&quot;)&lt;/script&gt;">\
        &lt;/p&gt;&lt;script&gt;alert(&quot;1&#39; &amp; 2&quot;)&lt;/script&gt;</p>

        """)
  }

  @Test("Whatever a text holds, a parser reads it back", arguments: 0..<60 as Range<UInt64>)
  func parsed(_ seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    let alphabet: [Unicode.Scalar] = [
      "<", ">", "&", "\"", "'", "]", "!", "-", "a", "编", "🙂", "\u{1}", "\u{FFFF}", "\u{85}",
    ]
    var text = ""
    for _ in 0..<30 { text.unicodeScalars.append(alphabet.randomElement(using: &random) ?? "a") }
    let reader = Reader()
    let parser = XMLParser(data: Data(Markup("td", ["title": text], text).text.utf8))
    parser.delegate = reader
    #expect(parser.parse())
    let kept = String(
      String.UnicodeScalarView(
        text.unicodeScalars.map { ["\u{1}", "\u{FFFF}", "\u{85}"].contains($0) ? "\u{FFFD}" : $0 }))
    #expect(reader.text == kept && reader.title == kept)
  }

  private final class Reader: NSObject, XMLParserDelegate {
    var text = ""
    var title: String?

    func parser(_ parser: XMLParser, foundCharacters string: String) { text += string }
    func parser(
      _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
      attributes: [String: String] = [:]
    ) { title = attributes["title"] }
  }

  @Test("The style sheet has nothing that would have to be escaped")
  func style() {
    #expect(!ChartStyle.sheet.contains { "<>&\"'".contains($0) })
  }
}
