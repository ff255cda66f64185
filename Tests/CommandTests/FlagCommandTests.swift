// SPDX-License-Identifier: GPL-3.0-or-later

import Testing

@Suite("allot flag", .enabled(if: BuiltCommand.path != nil))
struct FlagCommandTests {
  @Test("Flags are printed in both languages; --check makes them an answer of no")
  func flags() throws {
    let english = try BuiltCommand.run(["flag", survey, "--language", "en"])
    #expect(english.code == 0)
    #expect(english.output.contains("云山街道 has 66 posts for 9,000 people"))
    let chinese = try BuiltCommand.run(["flag", survey, "--language", "zh", "--check"])
    #expect(chinese.code == 1)
    #expect(chinese.output.contains("倒挂") && chinese.output.contains("云山街道 9,000 人 有 66 名"))
  }

  @Test("JSON states every flag; an unknown metric is bad input and named")
  func json() throws {
    let run = try BuiltCommand.run(["flag", survey, "--json"])
    #expect(run.code == 0 && run.output.contains("\"kind\" : \"over_quota\""))
    let unknown = try BuiltCommand.run(["flag", survey, "--compare", "populaton", "--language", "en"])
    #expect(unknown.code == 2 && unknown.error.contains("populaton") && unknown.output.isEmpty)
  }
}
