// SPDX-License-Identifier: GPL-3.0-or-later

/// A piece of HTML or SVG: an element, a text, or several one after another.
///
/// What comes from outside can only be text or an attribute's value, and both are escaped when they are written; names
/// of elements and attributes are literals of the program. So no town's name can open an element.
///
/// ```swift
/// Markup("p", ["class": "note"], "1 < 2").text   // <p class="note">1 &lt; 2</p>
/// ```
public struct Markup: Sendable {
  enum Content: Sendable {
    case text(String)
    case element(StaticString, attributes: [(name: StaticString, value: String)], children: [Markup])
    case sequence([Markup])
  }

  let content: Content

  /// An element with children.
  public init(
    _ name: StaticString, _ attributes: KeyValuePairs<StaticString, String> = [:], _ children: [Markup] = []
  ) {
    content = .element(name, attributes: attributes.map { ($0.key, $0.value) }, children: children)
  }

  /// An element with a text.
  public init(_ name: StaticString, _ attributes: KeyValuePairs<StaticString, String> = [:], _ text: String) {
    self.init(name, attributes, [.text(text)])
  }

  private init(_ content: Content) { self.content = content }

  /// A text.
  public static func text(_ text: String) -> Markup { Markup(.text(text)) }

  /// Several pieces, one after another, without an element around them.
  public static func sequence(_ pieces: [Markup]) -> Markup { Markup(.sequence(pieces)) }

  /// Nothing.
  public static var nothing: Markup { Markup(.sequence([])) }
}
