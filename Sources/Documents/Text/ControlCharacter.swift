// SPDX-License-Identifier: GPL-3.0-or-later

extension Unicode.Scalar {
  /// Whether it is a control character that no text of a planner's has: all but tabs and line ends.
  var isControl: Bool {
    properties.generalCategory == .control && !["\t", "\n", "\r"].contains(self)
  }
}
