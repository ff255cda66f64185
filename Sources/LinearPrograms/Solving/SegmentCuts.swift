// SPDX-License-Identifier: GPL-3.0-or-later

/// The whole numbers at which a range is cut into segments, its ends included; ascending.
///
/// Mostly a few numbers in a row, with an end of the range beyond them on either side: that is told by four numbers, and
/// nothing is allocated for the ten thousands of ranges of a large program.
struct SegmentCuts: Sendable, RandomAccessCollection {
  private let bounds: ClosedRange<Int>
  /// The numbers in a row.
  private let row: ClosedRange<Int>
  /// The cuts one by one, where they are not of that form.
  private let listed: [Int]
  let endIndex: Int

  /// The ends of a range, and every number of a row within it.
  init(_ row: ClosedRange<Int>, within bounds: ClosedRange<Int>) {
    (self.bounds, self.row, listed) = (bounds, row, [])
    endIndex =
      row.upperBound - row.lowerBound + 1 + (row.lowerBound > bounds.lowerBound ? 1 : 0)
      + (row.upperBound < bounds.upperBound ? 1 : 0)
  }

  /// These cuts, which must ascend.
  init(_ listed: [Int]) {
    let first = listed.first ?? 0
    (bounds, row, self.listed) = (first...first, first...first, listed)
    endIndex = listed.count
  }

  var startIndex: Int { 0 }

  subscript(place: Int) -> Int {
    guard listed.isEmpty else { return listed[place] }
    let value = row.lowerBound + place - (row.lowerBound > bounds.lowerBound ? 1 : 0)
    return value < row.lowerBound ? bounds.lowerBound : value <= row.upperBound ? value : bounds.upperBound
  }
}
