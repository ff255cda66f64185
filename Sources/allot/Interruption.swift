// SPDX-License-Identifier: GPL-3.0-or-later

import Dispatch
import LinearPrograms

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Turns an interrupt from the keyboard into the end of a solve, with what it has, as long as this exists.
struct Interruption {
  private let source: any DispatchSourceSignal

  init(cancelling monitor: SolveMonitor) { self.init(cancelling: [monitor]) }

  /// Ends several solves at once.
  init(cancelling monitors: [SolveMonitor]) {
    signal(SIGINT, SIG_IGN)
    source = DispatchSource.makeSignalSource(signal: SIGINT, queue: .global())
    source.setEventHandler { for monitor in monitors { monitor.cancel() } }
    source.resume()
  }

  /// Gives the interrupt its usual meaning back.
  func end() {
    source.cancel()
    signal(SIGINT, SIG_DFL)
  }
}
