// SPDX-License-Identifier: GPL-3.0-or-later

import Testing

@Suite("The option --language")
struct LanguageOptionTests {
  private func isChinese(_ run: Run) -> Bool {
    run.output.contains("增减")
  }

  @Test("It decides, whatever the locale")
  func option() throws {
    #expect(isChinese(try allot("plan", survey, "--language", "zh", locale: ["LC_ALL": "en_US.UTF-8"])))
    #expect(!isChinese(try allot("plan", survey, "--language", "en", locale: ["LC_ALL": "zh_CN.UTF-8"])))
  }

  @Test(
    "By default LC_ALL decides before LC_MESSAGES, and that before LANG; one that is empty is not set",
    arguments: [
      (["LANG": "zh_CN.UTF-8"], true), (["LANG": "en_US.UTF-8"], false), ([:], false),
      (["LC_MESSAGES": "zh_CN", "LANG": "en_US"], true), (["LC_MESSAGES": "C", "LANG": "zh_CN"], false),
      (["LC_ALL": "zh_CN", "LC_MESSAGES": "en_US", "LANG": "en_US"], true),
      (["LC_ALL": "C", "LC_MESSAGES": "zh_CN", "LANG": "zh_CN"], false), (["LC_ALL": "", "LANG": "zh_CN"], true),
    ])
  func locale(_ locale: [String: String], _ chinese: Bool) throws {
    #expect(isChinese(try allot("plan", survey, locale: locale)) == chinese)
  }

  @Test("Faults and plans are in the language asked for")
  func everything() throws {
    #expect(try allot("plan", "no-such-folder", "--language", "zh").errors.contains("没有这个文件"))
    #expect(try allot("plan", "no-such-folder", "--language", "en").errors.contains("no such file"))
    #expect(try allot("plan", house, "--language", "zh").output.contains("方案"))
    #expect(try allot("plan", house, "--language", "en").output.contains("growth %"))
  }
}
