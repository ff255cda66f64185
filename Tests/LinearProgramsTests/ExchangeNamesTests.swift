// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Testing

@testable import LinearPrograms

@Suite("Exported names are their own and can be undone")
struct ExchangeNamesTests {
  @Test(
    "A name is percent-encoded where readers would stumble",
    arguments: [
      ("bread", "bread"), ("a_b.c", "a_b.c"), ("镇 1", "%E9%95%87%201"), ("100%", "%3100%25"), ("1st", "%31st"),
      ("free", "%66ree"), ("FREE", "%46REE"), ("freely", "freely"), ("e12", "%6512"), ("eel", "eel"),
      ("Info", "%49nfo"),
      ("a~b", "a%7Eb"), ("", ""), ("😀", "%F0%9F%98%80"),
    ])
  func escaping(name: String, exported: String) {
    #expect(ExchangeNames.escaped(name) == exported)
    #expect(ExchangeNames.unescaped(exported) == name)
  }

  @Test("Percent signs that escape nothing stay", arguments: ["%", "%4", "%zz", "a%%", "50%~x"])
  func strayPercent(text: String) {
    #expect(ExchangeNames.unescaped(text) == String(text.prefix { $0 != "~" }))
  }

  @Test("Any name comes back, and two names never meet: 2,000 of random characters")
  func random() {
    var random = SplitMix64(seed: 11)
    let letters = Array("aeEinf19._~%$ \t*'-+:<>=[]镇é\u{301}😀\\")
    var seen: [String: String] = [:]
    for _ in 0..<2000 {
      let name = String(
        (0..<Int.random(in: 1...12, using: &random)).map { _ in
          letters[Int.random(in: 0..<letters.count, using: &random)]
        })
      let exported = ExchangeNames.escaped(name)
      #expect(Array(ExchangeNames.unescaped(exported).utf8) == Array(name.utf8))
      if let other = seen[exported] { #expect(Array(other.utf8) == Array(name.utf8)) }
      seen[exported] = name
    }
  }

  @Test("Names that repeat, are cut or are not there are told apart by their places")
  func unique() {
    var program = LinearProgram()
    let long = String(repeating: "长", count: 100)
    for name in ["twin", "twin", "", "twin~2", long, long] { program.addVariable(name) }
    let names = ExportedNames(program).variables
    #expect(names[..<4] == ["twin", "twin~2", "~3", "twin%7E2"])
    #expect(names[4] != names[5])
    #expect(names.allSatisfy { $0.utf8.count < 220 })
    #expect(names.map(program.exchangeNames.variable) == ["twin", "twin", "", "twin~2", long, long])
  }

  @Test("The mapping survives as JSON, and finds the variable of a step and the constraint of a half")
  func mapping() throws {
    var program = LinearProgram()
    let x = program.addVariable("a b", from: -3, to: 4, wholeNumbers: true)
    program.add((2 * x).within(1...3), label: "r s")
    let names = try JSONDecoder().decode(ExchangeNames.self, from: JSONEncoder().encode(program.exchangeNames))
    #expect(names == ExchangeNames(variables: ["a%20b": "a b"], constraints: ["r%20s": "r s"]))
    #expect(names.variable("a%20b~sm2") == "a b")
    #expect(names.constraint("r%20s~least") == "r s")
    #expect(ExchangeNames().variable("a%20b~sm2") == "a b")
  }
}
