// SPDX-License-Identifier: GPL-3.0-or-later

import Testing

@testable import Charts

/// A small generator of random numbers that are the same on every run (Steele, Lea and Flood, 2014).
struct SplitMix64: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}

/// Names as they come: short and long, Chinese and English.
let names = [
  "城关街道", "新疆生产建设兵团第十四师二二四团", "A", "Llanfairpwllgwyngyll and district", "镇", "东县/城关镇", "West Virginia", "和平",
]

/// That no two texts of a drawing are estimated to run into one another, nor out of it.
func expectRoomForLabels(_ canvas: Canvas, _ location: SourceLocation = #_sourceLocation) {
  let field = Box(Point(0, 0), Point(canvas.width, canvas.height))
  for (place, label) in canvas.labels.enumerated() {
    #expect(field.contains(label.box), "\(label.text) is cut", sourceLocation: location)
    for other in canvas.labels[(place + 1)...] {
      #expect(
        !label.box.overlaps(other.box), "\(label.text) runs into \(other.text)", sourceLocation: location)
    }
  }
}
