// SPDX-License-Identifier: GPL-3.0-or-later

import TestLength
import Testing

@testable import LinearPrograms

@Suite("No text brings the reader of MPS files down")
struct MPSMutationTests {
  @Test("Mutated files are read or refused, and what is read is written and read again")
  func fuzz() throws {
    var random = SplitMix64(seed: 7)
    let seeds = try ExportAgreementTests.samples.map { Array(try $0.program.mpsText().utf8) }
    let pieces = [
      "\n", " ", "\t", "\r\n", "RHS", "ENDATA\n", "RANGES\n", "BOUNDS\n", " FR ", " BV ", "nan", "1e308", "-", "~", "%",
      "'MARKER'", "*", "镇", "\u{0}", "1e-400", " N ", "OBJSENSE MAX\n", "999999999999999999999", " E ", " MI ",
    ].map { Array($0.utf8) }
    var read = 0
    let draws = everyday(600, long: 2000)
    for _ in 0..<draws {
      var bytes = seeds[Int.random(in: 0..<seeds.count, using: &random)]
      for _ in 0..<Int.random(in: 1...2, using: &random) where !bytes.isEmpty {
        let place = Int.random(in: 0..<bytes.count, using: &random)
        let end = min(bytes.count, place + Int.random(in: 0...12, using: &random))
        switch Int.random(in: 0..<5, using: &random) {
        case 0: bytes[place] = UInt8.random(in: 0...255, using: &random)
        case 1: bytes.removeSubrange(place..<end)
        case 2: bytes.insert(contentsOf: pieces[Int.random(in: 0..<pieces.count, using: &random)], at: place)
        case 3: bytes.insert(contentsOf: bytes[place..<end], at: Int.random(in: 0..<bytes.count, using: &random))
        default: bytes.swapAt(place, Int.random(in: 0..<bytes.count, using: &random))
        }
      }
      do {
        let program = try LinearProgram(mps: String(decoding: bytes, as: UTF8.self))
        guard program.faults.isEmpty else { continue }
        read += 1
        let text = try program.mpsText()
        #expect(try LinearProgram(mps: text, names: program.exchangeNames).mpsText() == text)
      } catch let refusal as MPSRefusal {
        #expect(!refusal.faults.isEmpty)
      }
    }
    #expect(read > draws / 20)
  }
}
