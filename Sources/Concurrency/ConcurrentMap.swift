// SPDX-License-Identifier: GPL-3.0-or-later

internal import Dispatch
internal import Synchronization

/// What comes of each of so many pieces of work, in their order, with up to so many threads at them.
///
/// The calling thread works as well, and where no other is free it does everything: so a piece of work may share out work
/// of its own, and no thread waits for one that has not begun. One that comes too late finds nothing to do, and until then
/// what the work needs is kept.
package func concurrentMap<Result: Sendable>(
  _ count: Int, workers: Int, _ work: @escaping @Sendable (_ place: Int) -> Result
) -> [Result] {
  guard workers > 1, count > 1 else { return (0..<count).map(work) }
  let pieces = Pieces(count, work)
  for _ in 1..<min(workers, count) { DispatchQueue.global().async { pieces.takePart() } }
  pieces.takePart()
  return pieces.results()
}

/// Pieces of work that other threads begin with at once, while the calling thread does something else until it needs what
/// comes of them.
package struct WorkAhead<Result: Sendable>: Sendable {
  private let pieces: Pieces<Result>

  /// - Parameter workers: How many threads may be at work at once, the calling one among them.
  package init(_ count: Int, workers: Int, _ work: @escaping @Sendable (_ place: Int) -> Result) {
    let pieces = Pieces(count, work)
    for _ in 1..<max(1, min(workers, count + 1)) { DispatchQueue.global().async { pieces.takePart() } }
    self.pieces = pieces
  }

  /// What comes of each piece, in their order; the calling thread does what nobody has begun. To be called once.
  package func results() -> [Result] {
    pieces.takePart()
    return pieces.results()
  }
}

/// Pieces of work that threads take one after the other. A thread that comes too late finds none.
private final class Pieces<Result: Sendable>: Sendable {
  private let count: Int
  private let work: @Sendable (_ place: Int) -> Result
  private let next = Atomic(0)
  private let left: Atomic<Int>
  private let done = DispatchSemaphore(value: 0)
  private let found: Mutex<[Result?]>

  init(_ count: Int, _ work: @escaping @Sendable (_ place: Int) -> Result) {
    (self.count, self.work) = (count, work)
    left = Atomic(count)
    found = Mutex([Result?](repeating: nil, count: count))
  }

  /// Works as long as there is a piece that nobody has taken.
  func takePart() {
    while true {
      let place = next.add(1, ordering: .relaxed).oldValue
      guard place < count else { return }
      let result = work(place)
      found.withLock { $0[place] = result }
      if left.subtract(1, ordering: .acquiringAndReleasing).newValue == 0 { done.signal() }
    }
  }

  /// Waits for those that others have taken, and hands all on: what a late thread still holds has none of them. To be
  /// called once.
  func results() -> [Result] {
    done.wait()
    return found.withLock { found in
      defer { found = [] }
      return found.compactMap { $0 }
    }
  }
}

/// What comes of each piece of a list, in order: of all of it at once where there is one thread, or it is short.
package func concurrentPieces<Result: Sendable>(
  of count: Int, workers: Int, _ work: @escaping @Sendable (_ places: Range<Int>) -> Result
) -> [Result] {
  let pieces = count < leastOfPieces ? 1 : max(1, workers)
  return concurrentMap(pieces, workers: workers) { piece in
    work(count * piece / pieces..<count * (piece + 1) / pieces)
  }
}

/// An array of so many elements, each made from its place: by several threads, a stretch each, where it is long.
package func concurrentArray<Element: Sendable>(
  of count: Int, workers: Int, _ element: @escaping @Sendable (_ place: Int) -> Element
) -> [Element] {
  [Element](unsafeUninitializedCapacity: count) { buffer, initializedCount in
    let places = Places(buffer)
    // All stretches are done at its end, and each has its own places.
    _ = concurrentPieces(of: count, workers: workers) { stretch in
      for place in stretch { places.buffer.initializeElement(at: place, to: element(place)) }
    }
    initializedCount = count
  }
}

/// Where threads put what they make, each in places of its own.
private struct Places<Element>: @unchecked Sendable {
  let buffer: UnsafeMutableBufferPointer<Element>

  init(_ buffer: UnsafeMutableBufferPointer<Element>) { self.buffer = buffer }
}

/// What comes of two pieces of work, by two threads where there may be so many.
package func concurrentPair<First: Sendable, Second: Sendable>(
  workers: Int, _ first: @escaping @Sendable () -> First, and second: @escaping @Sendable () -> Second
) -> (First, Second) {
  let results: [OneOfTwo<First, Second>] = concurrentMap(2, workers: workers) { place in
    place == 0 ? .first(first()) : .second(second())
  }
  guard case .first(let one) = results[0], case .second(let other) = results[1] else {
    preconditionFailure("Results come in the order of their work.")
  }
  return (one, other)
}

private enum OneOfTwo<First: Sendable, Second: Sendable>: Sendable {
  case first(First)
  case second(Second)
}

/// What threads take to come together is as long as a list of so many takes.
private let leastOfPieces = 2_000
