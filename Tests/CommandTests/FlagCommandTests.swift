// SPDX-License-Identifier: GPL-3.0-or-later

import Testing

@Suite("The command flag")
struct FlagCommandTests {
  @Test("Flags are printed in both languages; --check makes them an answer of no")
  func flags() throws {
    let english = try allot("flag", survey)
    #expect(english.code == 0)
    #expect(english.output.contains("云山街道 has 66 posts for 9,000 people"))
    let chinese = try allot("flag", survey, "--language", "zh", "--check")
    #expect(chinese.code == 1)
    #expect(chinese.output.contains("倒挂") && chinese.output.contains("云山街道 9,000 人有 66 名"))
  }

  @Test("Every flag has its remedy beneath it, with its own figures; the towns with most flags close the list")
  func remedies() throws {
    let english = try allot("flag", survey, "--all").output.split(separator: "\n")
    let flags = english.indices.filter { english[$0].hasPrefix("[") }
    #expect(flags.count > 100 && flags.allSatisfy { english[$0 + 1].hasPrefix("  → ") })
    let first = try #require(flags.first)
    #expect(
      english[first].contains("云山街道 has 66 posts")
        && english[first + 1].contains("move 5 posts to 高新街道, which mends this pair"))
    #expect(english.contains { $0.hasPrefix("Most flags: ") })
    let chinese = try allot("flag", survey, "--language", "zh").output
    #expect(chinese.contains("  → 只出不进，消化 48 名，或重新核定") && chinese.contains("错配最多："))
  }

  @Test("Percentages are written one way in either language, and no brackets stand within brackets")
  func forms() throws {
    for language in ["en", "zh"] {
      let flags = try allot("flag", survey, "--language", language, "--all").output
      let reasons = try allot("explain", survey, "云山街道", "--language", language).output
      for text in [flags, reasons] {
        #expect(text.contains(" %") && text.firstMatch(of: /[0-9]%/) == nil)
        #expect(text.firstMatch(of: /（[^）]*（/) == nil && text.firstMatch(of: /\([^)\n]*\(/) == nil)
      }
    }
  }

  @Test("What is not known is null in JSON, and not left out")
  func unknown() throws {
    // Nobody has a figure to compare by.
    let folder = try TemporaryFolder()
    try folder.write(
      """
      title: t
      towns: towns.csv
      pools: {administrative: 5}
      model: {title: m, parts: [{base: {town: 5}}]}

      """, to: "scenario.yaml")
    try folder.write("town,kind,administrative_quota,administrative_staff\na,town,5,4\n", to: "towns.csv")
    let flags = try allot("flag", folder.path, "--json")
    #expect(flags.code == 0 && flags.output.contains("\"fewest_moves\" : null"))
  }

  @Test("JSON states every flag; an unknown metric is bad input and named")
  func json() throws {
    let flags = try allot("flag", survey, "--json")
    #expect(flags.code == 0 && flags.output.contains("\"kind\" : \"over_quota\""))
    let unknown = try allot("flag", survey, "--compare", "populaton")
    #expect(unknown.code == 2 && unknown.errors.contains("populaton") && unknown.output.isEmpty)
  }
}
