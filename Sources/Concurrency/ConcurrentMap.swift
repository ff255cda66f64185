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
  [Result](unsafeUninitializedCapacity: count) { buffer, initializedCount in
    let places = Places(buffer)
    // All are done at its end, and each has its own place.
    share(count, workers: workers) { place in places.buffer.initializeElement(at: place, to: work(place)) }
    initializedCount = count
  }
}

/// Does so many pieces of work.
private func share(_ count: Int, workers: Int, _ work: @escaping @Sendable (_ place: Int) -> Void) {
  guard workers > 1, count > 1 else {
    for place in 0..<count { work(place) }
    return
  }
  let pieces = Pieces(count, work)
  pieces.call(threads: min(workers, count) - 1)
  pieces.finish()
}

/// Pieces of work that other threads begin with at once, while the calling thread does something else until it needs what
/// comes of them.
package struct WorkAhead<Result: Sendable>: Sendable {
  private let found: Found<Result>
  private let pieces: Pieces

  /// - Parameter workers: How many threads may be at work at once, the calling one among them.
  package init(_ count: Int, workers: Int, _ work: @escaping @Sendable (_ place: Int) -> Result) {
    let found = Found<Result>(count)
    self.found = found
    pieces = Pieces(count) { found.put(work($0), at: $0) }
    pieces.call(threads: min(workers - 1, count))
  }

  /// What comes of each piece, in their order; the calling thread does what nobody has begun. To be called once.
  package func results() -> [Result] {
    pieces.finish()
    return found.handOn()
  }
}

/// What was found by pieces of work. Of generic code that is not made for one type, each call of a method that the standard
/// library has for all collections takes long at its first time: so there are none here.
private final class Found<Result: Sendable>: Sendable {
  private let results: Mutex<[Result?]>

  init(_ count: Int) { results = Mutex([Result?](repeating: nil, count: count)) }

  func put(_ result: Result, at place: Int) { results.withLock { $0[place] = result } }

  /// Hands all on: what a late thread still holds has none of them.
  func handOn() -> [Result] {
    results.withLock { found in
      var results: [Result] = []
      results.reserveCapacity(found.count)
      for place in 0..<found.count {
        if let result = found[place] { results.append(result) }
      }
      found = []
      return results
    }
  }
}

/// Pieces of work that threads take one after the other. A thread that comes too late finds none.
private final class Pieces: Sendable {
  private let count: Int
  private let work: @Sendable (_ place: Int) -> Void
  private let next = Atomic(0)
  private let left: Atomic<Int>
  private let done = DispatchSemaphore(value: 0)

  init(_ count: Int, _ work: @escaping @Sendable (_ place: Int) -> Void) {
    (self.count, self.work) = (count, work)
    left = Atomic(count)
  }

  /// Has other threads take part as soon as they are free.
  func call(threads: Int) {
    for _ in 0..<max(0, threads) { DispatchQueue.global().async { self.takePart() } }
  }

  /// Works as long as there is a piece that nobody has taken, and waits for those that others have. To be called once.
  func finish() {
    guard count > 0 else { return }
    takePart()
    done.wait()
  }

  private func takePart() {
    while true {
      let place = next.add(1, ordering: .relaxed).oldValue
      guard place < count else { return }
      work(place)
      if left.subtract(1, ordering: .acquiringAndReleasing).newValue == 0 { done.signal() }
    }
  }
}

/// What comes of each piece of a list, in order: of all of it at once where there is one thread, or it is short.
package func concurrentPieces<Result: Sendable>(
  of count: Int, workers: Int, _ work: @escaping @Sendable (_ places: Range<Int>) -> Result
) -> [Result] {
  let pieces = pieces(of: count, workers: workers)
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
    let pieces = pieces(of: count, workers: workers)
    share(pieces, workers: workers) { piece in
      for place in count * piece / pieces..<count * (piece + 1) / pieces {
        places.buffer.initializeElement(at: place, to: element(place))
      }
    }
    initializedCount = count
  }
}

/// An array of so many elements, made by several threads stretch by stretch, each element where it is to stand; `nil` where
/// a stretch ends before its time.
///
/// - Parameters:
///   - stretches: In how many stretches, so that threads which are slower can make fewer.
///   - make: Makes the elements of the places of a stretch, in order, and hands each on.
package func concurrentArray<Element: Sendable>(
  of count: Int, stretches: Int, workers: Int,
  _ make: @escaping @Sendable (_ places: Range<Int>, _ take: (Element) -> Void) -> Void
) -> [Element]? {
  var isWhole = true
  let elements = [Element](unsafeUninitializedCapacity: count) { buffer, initializedCount in
    let places = Places(buffer)
    let made = concurrentMap(stretches, workers: workers) { stretch in
      let stretch = count * stretch / stretches..<count * (stretch + 1) / stretches
      var next = stretch.lowerBound
      make(stretch) { element in
        precondition(next < stretch.upperBound, "A stretch has as many elements as places.")
        places.buffer.initializeElement(at: next, to: element)
        next += 1
      }
      return (begin: stretch.lowerBound, made: next, end: stretch.upperBound)
    }
    for stretch in made where stretch.made < stretch.end { isWhole = false }
    if !isWhole {
      for stretch in made { _ = places.buffer.extracting(stretch.begin..<stretch.made).deinitialize() }
    }
    initializedCount = isWhole ? count : 0
  }
  return isWhole ? elements : nil
}

/// What comes of two pieces of work, by two threads where there may be so many.
package func concurrentPair<First: Sendable, Second: Sendable>(
  workers: Int, _ first: @escaping @Sendable () -> First, and second: @escaping @Sendable () -> Second
) -> (First, Second) {
  withUnsafeTemporaryAllocation(of: First.self, capacity: 1) { one in
    withUnsafeTemporaryAllocation(of: Second.self, capacity: 1) { other in
      let (one, other) = (Places(one), Places(other))
      share(2, workers: workers) { place in
        if place == 0 {
          one.buffer.initializeElement(at: 0, to: first())
        } else {
          other.buffer.initializeElement(at: 0, to: second())
        }
      }
      return (one.buffer.moveElement(from: 0), other.buffer.moveElement(from: 0))
    }
  }
}

/// Where threads put what they make, each in places of its own.
private struct Places<Element>: @unchecked Sendable {
  let buffer: UnsafeMutableBufferPointer<Element>

  init(_ buffer: UnsafeMutableBufferPointer<Element>) { self.buffer = buffer }
}

/// In how many pieces a list is worked on: what threads take to come together is as long as a short one takes.
private func pieces(of count: Int, workers: Int) -> Int { count < 2_000 ? 1 : max(1, workers) }
