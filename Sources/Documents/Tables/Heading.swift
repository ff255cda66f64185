// SPDX-License-Identifier: GPL-3.0-or-later

internal import Staffing

/// A heading taken apart: `常住人口（万人）` is the name 常住人口 and the unit 万人.
struct Heading {
  let name: String
  let unit: String?

  /// Takes a heading apart at its last pair of brackets, whatever their width. Line breaks count as blanks.
  init(_ text: String) {
    let line = text.split(whereSeparator: \.isNewline).joined().trimmingBlanks
    let brackets: [Character: Character] = ["(": ")", "（": "）", "[": "]", "［": "］", "【": "】"]
    guard let last = line.last,
      let open = line.lastIndex(where: { brackets[$0] != nil }),
      brackets.values.contains(last), open > line.startIndex
    else {
      (name, unit) = (line, nil)
      return
    }
    name = String(line[..<open]).trimmingBlanks
    unit = String(line[line.index(after: open)...].dropLast()).trimmingBlanks
  }
}
