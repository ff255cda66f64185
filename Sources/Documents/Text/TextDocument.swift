// SPDX-License-Identifier: GPL-3.0-or-later

/// A text file that is no scenario, as a saved plan.
public enum TextDocument {
  /// The file's text, from UTF-8 or GB18030. A fault has its position in the file of this path.
  public static func read(_ path: String) throws(DocumentFault) -> String {
    String(decoding: try TextFile.read(path, named: path), as: UTF8.self)
  }
}
