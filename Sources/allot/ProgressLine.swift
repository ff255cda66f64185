// SPDX-License-Identifier: GPL-3.0-or-later

import Dispatch
import FoundationEssentials

/// What is being done, on the last line of a terminal: for whatever takes over a second, and gone when it is done.
///
/// ```swift
/// let plan = ProgressLine.shared.showing({ words.planning(seconds: $0, monitor.progress) }) { scenario.plan(monitor: monitor) }
/// ```
///
/// Only where a person reads standard error: a file or a pipe never has any of it.
final class ProgressLine: @unchecked Sendable {
  static let shared = ProgressLine()

  // All that changes is touched on this queue alone.
  private let queue = DispatchQueue(label: "progress line")
  private var timer: (any DispatchSourceTimer)?
  private var isShown = false

  private init() {}

  /// Does some work, and from its first second on says so.
  ///
  /// - Parameter text: what to say after so many seconds, in one short line; asked every second, from another thread.
  func showing<Result>(
    _ text: @escaping @Sendable (_ seconds: Int) -> String, while work: () throws -> Result
  )
    rethrows -> Result
  {
    guard Console.errorIsTerminal else { return try work() }
    queue.sync { start(text) }
    defer { queue.sync { end() } }
    return try work()
  }

  /// Writes something else to standard error: the line makes way for it.
  func makingWay(for write: () -> Void) {
    queue.sync {
      clear()
      write()
    }
  }

  private func start(_ text: @escaping @Sendable (_ seconds: Int) -> String) {
    end()
    let start = DispatchTime.now()
    let timer = DispatchSource.makeTimerSource(queue: queue)
    timer.schedule(deadline: start + 1, repeating: 1)
    timer.setEventHandler { [unowned self] in
      let seconds = Int((DispatchTime.now().uptimeNanoseconds - start.uptimeNanoseconds) / 1_000_000_000)
      show(text(seconds))
    }
    self.timer = timer
    timer.resume()
  }

  private func show(_ text: String) {
    guard Self.canRewrite else {
      // A terminal that cannot take a line back is told once.
      end()
      FileHandleOutput.write(Array((text + "\n").utf8), to: 2)
      return
    }
    isShown = true
    FileHandleOutput.write(Array((Self.startOfLine + text).utf8), to: 2)
  }

  private func end() {
    timer?.cancel()
    timer = nil
    clear()
  }

  private func clear() {
    guard isShown else { return }
    isShown = false
    FileHandleOutput.write(Array(Self.startOfLine.utf8), to: 2)
  }

  /// Back to the start of the line, and nothing after it (ECMA-48).
  private static let startOfLine = "\r\u{1B}[K"

  private static var canRewrite: Bool {
    let terminal = ProcessInfo.processInfo.environment["TERM"] ?? ""
    return !terminal.isEmpty && terminal != "dumb"
  }
}
