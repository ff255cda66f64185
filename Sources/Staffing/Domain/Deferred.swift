// SPDX-License-Identifier: GPL-3.0-or-later

internal import Synchronization

/// A value that follows from others that never change, worked out when it is first asked for and then kept.
///
/// Whoever holds it is none the less a value: it is the same whenever, wherever and how often it is asked for.
final class Deferred<Value: Sendable>: Sendable {
  private let kept = Mutex<Value?>(nil)

  /// The value, by whoever knows how to work it out: always the same way.
  func value(_ make: () -> Value) -> Value {
    kept.withLock { kept in
      if let kept { return kept }
      let value = make()
      kept = value
      return value
    }
  }
}
