// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation

/// Whether the long tests run as well: `ALLOT_LONG_TESTS=1 swift test`.
let runsLongTests = ProcessInfo.processInfo.environment["ALLOT_LONG_TESTS"] != nil
