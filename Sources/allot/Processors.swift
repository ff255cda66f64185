// SPDX-License-Identifier: GPL-3.0-or-later

import FoundationEssentials

/// What the machine has to work with.
enum Processors {
  /// How many threads can be at work at once.
  static var count: Int { ProcessInfo.processInfo.activeProcessorCount }
}
