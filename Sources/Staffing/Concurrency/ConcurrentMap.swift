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

/// What comes of each piece of a list, in order: of all of it at once where there is one thread, or it is short.
func concurrentPieces<Result: Sendable>(
  of count: Int, workers: Int, _ work: @Sendable (_ places: Range<Int>) -> Result
) -> [Result] {
  let pieces = count < leastOfPieces ? 1 : max(1, workers)
  return concurrentMap(pieces, workers: workers) { piece in
    work(count * piece / pieces..<count * (piece + 1) / pieces)
  }
}

/// What comes of two pieces of work, by two threads where there may be so many.
func concurrentPair<First: Sendable, Second: Sendable>(
  workers: Int, _ first: @Sendable () -> First, and second: @Sendable () -> Second
) -> (First, Second) {
  guard workers > 1 else { return (first(), second()) }
  let one = Mutex(First?.none)
  let other = Mutex(Second?.none)
  DispatchQueue.concurrentPerform(iterations: 2) { place in
    if place == 0 {
      let result = first()
      one.withLock { $0 = result }
    } else {
      let result = second()
      other.withLock { $0 = result }
    }
  }
  // Both are there.
  return (one.withLock { $0 } ?? first(), other.withLock { $0 } ?? second())
}

/// What threads take to come together is as long as a list of so many takes.
private let leastOfPieces = 2_000
