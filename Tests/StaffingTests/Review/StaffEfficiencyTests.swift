// SPDX-License-Identifier: GPL-3.0-or-later

import LinearPrograms
import Staffing
import Testing

@Suite("Staff beside what is achieved with it")
struct StaffEfficiencyTests {
  @Test("With one output the score is output over staff, by the best there is", arguments: 0..<20)
  func oneOutput(seed: Int) throws {
    var random = SplitMix64(seed: seed)
    let staff = (0..<random.int(1...20)).map { _ in Double(random.int(1...90)) }
    let output = staff.map { _ in Double(random.int(1...1_000_000)) }
    let efficiency = try #require(StaffEfficiency(staff: staff, outputs: output.map { [$0] }))
    let best = zip(output, staff).map { $0 / $1 }.max() ?? 1
    for place in staff.indices {
      #expect(abs(efficiency.scores[place] - output[place] / staff[place] / best) < 1e-9)
    }
  }

  @Test("With two outputs, by looking at every pair of places that could be mixed", arguments: 0..<20)
  func twoOutputs(seed: Int) throws {
    var random = SplitMix64(seed: 100 + seed)
    let staff = (0..<random.int(2...7)).map { _ in Double(random.int(1...30)) }
    let outputs = staff.map { _ in [Double(random.int(1...20)), Double(random.int(1...20))] }
    let efficiency = try #require(StaffEfficiency(staff: staff, outputs: outputs))
    for place in staff.indices {
      var least = staff[place]
      for a in staff.indices {
        // One place alone, often enough for both outputs; then two that reach both exactly.
        least = min(least, staff[a] * max(outputs[place][0] / outputs[a][0], outputs[place][1] / outputs[a][1]))
        for b in staff.indices where b > a {
          let determinant = outputs[a][0] * outputs[b][1] - outputs[b][0] * outputs[a][1]
          guard determinant != 0 else { continue }
          let x = (outputs[place][0] * outputs[b][1] - outputs[b][0] * outputs[place][1]) / determinant
          let y = (outputs[a][0] * outputs[place][1] - outputs[place][0] * outputs[a][1]) / determinant
          if x >= 0, y >= 0 { least = min(least, x * staff[a] + y * staff[b]) }
        }
      }
      #expect(abs(efficiency.scores[place] - least / staff[place]) < 1e-9, "place \(place)")
      #expect((efficiency.scores[place] == 1) == (efficiency.models[place] == [place]))
    }
  }

  @Test("Figures that cannot be are refused")
  func refused() {
    #expect(StaffEfficiency(staff: [0, 1], outputs: [[1], [1]]) == nil)
    #expect(StaffEfficiency(staff: [1], outputs: [[1], [1]]) == nil)
    #expect(StaffEfficiency(staff: [1, 1], outputs: [[1], [1, 2]]) == nil)
    #expect(StaffEfficiency(staff: [1, 1], outputs: [[1], [-1]]) == nil)
    #expect(StaffEfficiency(staff: [1, .infinity], outputs: [[1], [1]]) == nil)
  }
}
