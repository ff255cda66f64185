// SPDX-License-Identifier: GPL-3.0-or-later

import Testing

@testable import LinearPrograms

@Suite("The greatest flow")
struct MaximumFlowTests {
  @Test("It is as large as the least cut of all, and no node keeps any of it", arguments: 0..<60)
  func leastCut(seed: Int) throws {
    var random = SplitMix64(seed: seed)
    let nodes = Int.random(in: 2...8, using: &random)
    var flow = MaximumFlow(nodes: nodes)
    var arcs: [(from: Int, to: Int, capacity: Int, place: Int)] = []
    for _ in 0..<Int.random(in: 1...24, using: &random) {
      let (from, to) = (Int.random(in: 0..<nodes, using: &random), Int.random(in: 0..<nodes, using: &random))
      guard from != to else { continue }
      let capacity = Int.random(in: 0...9, using: &random)
      arcs.append((from, to, capacity, flow.addArc(from: from, to: to, capacity: capacity)))
    }
    let all = flow.send(from: 0, to: 1, hasToStop: { false })
    let sent = try #require(all)
    func cut(_ isOnSourceSide: (Int) -> Bool) -> Int {
      arcs.reduce(0) { isOnSourceSide($1.from) && !isOnSourceSide($1.to) ? $0 + $1.capacity : $0 }
    }
    let cuts = (0..<(1 << nodes)).filter { $0 & 1 == 1 && $0 & 2 == 0 }
    #expect(sent == cuts.map { side in cut { side >> $0 & 1 == 1 } }.min())
    #expect(sent == cut(flow.isOnSourceSide))
    for arc in arcs { #expect(0...arc.capacity ~= flow.flow(through: arc.place)) }
    for node in 0..<nodes {
      let kept = arcs.reduce(0) { sum, arc in
        sum + (arc.to == node ? flow.flow(through: arc.place) : 0)
          - (arc.from == node ? flow.flow(through: arc.place) : 0)
      }
      #expect(kept == (node == 0 ? -sent : node == 1 ? sent : 0))
    }
  }

  @Test("It stops where it is told to")
  func stops() {
    var flow = MaximumFlow(nodes: 2)
    flow.addArc(from: 0, to: 1, capacity: 3)
    #expect(flow.send(from: 0, to: 1, hasToStop: { true }) == nil)
  }
}
