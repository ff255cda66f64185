// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation

/// Whether the long tests run as well, as they do before a change lands: `ALLOT_LONG_TESTS=1 swift test`.
public let runsLongTests = ProcessInfo.processInfo.environment["ALLOT_LONG_TESTS"] != nil

/// What a test draws or tries: so much every day, so that all tests together take a minute at most, and more where the long
/// tests run as well.
///
/// ```swift
/// for seed in 0..<everyday(40, long: 400) { … }
/// ```
public func everyday<Extent>(
  _ extent: @autoclosure () throws -> Extent, long: @autoclosure () throws -> Extent
) rethrows -> Extent {
  try runsLongTests ? long() : extent()
}
