// SPDX-License-Identifier: GPL-3.0-or-later

internal import Dispatch
internal import Synchronization

/// What comes of each of so many pieces of work, in their order, with up to so many threads at them.
package func concurrentMap<Result: Sendable>(
  _ count: Int, workers: Int, _ work: @Sendable (_ place: Int) -> Result
) -> [Result] {
  guard workers > 1, count > 1 else { return (0..<count).map(work) }
  let results = Mutex([Result?](repeating: nil, count: count))
  let next = Atomic(0)
  DispatchQueue.concurrentPerform(iterations: min(workers, count)) { _ in
    while true {
      let place = next.add(1, ordering: .relaxed).oldValue
      guard place < count else { return }
      let result = work(place)
      results.withLock { $0[place] = result }
    }
  }
  return results.withLock { $0.compactMap(\.self) }
}
