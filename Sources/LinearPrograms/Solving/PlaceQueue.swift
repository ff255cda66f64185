// SPDX-License-Identifier: GPL-3.0-or-later

/// A queue of places by key, the least key first and equal ones by place: a binary heap.
struct PlaceQueue {
  private var heap: [(place: Int, key: Double)]

  /// O(elements).
  init(_ elements: [(Int, Double)]) {
    heap = elements.map { (place: $0.0, key: $0.1) }
    for index in stride(from: heap.count / 2 - 1, through: 0, by: -1) { sink(index) }
  }

  /// The first; `nil` where there is none.
  var first: (place: Int, key: Double)? { heap.first }

  /// Takes the first away and puts in another, where there is one. O(log elements). The queue must not be empty.
  mutating func replaceFirst(_ element: (Int, Double)?) {
    if let element {
      heap[0] = (place: element.0, key: element.1)
    } else {
      heap[0] = heap[heap.count - 1]
      heap.removeLast()
    }
    sink(0)
  }

  private mutating func sink(_ start: Int) {
    var index = start
    while true {
      var child = 2 * index + 1
      guard child < heap.count else { return }
      if child + 1 < heap.count, precedes(heap[child + 1], heap[child]) { child += 1 }
      guard precedes(heap[child], heap[index]) else { return }
      heap.swapAt(index, child)
      index = child
    }
  }

  private func precedes(_ left: (place: Int, key: Double), _ right: (place: Int, key: Double)) -> Bool {
    left.key != right.key ? left.key < right.key : left.place < right.place
  }
}
