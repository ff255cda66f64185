// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation

/// Other programs that read and write workbooks; each is used where it is installed.
enum OtherSpreadsheets {
  /// A Python that has openpyxl: the package's own, or the machine's.
  static let python: String? = ["\(packageRoot)/.build/oracles/bin/python", "/usr/bin/python3"].first {
    FileManager.default.isExecutableFile(atPath: $0) && (try? run($0, ["-c", "import openpyxl"], [:], nil))?.code == 0
  }

  static let office: String? = ["/usr/bin/soffice", "/usr/bin/localc"].first(
    where: FileManager.default.isExecutableFile)

  /// Runs a script of Python in a folder and gives what it prints.
  static func python(_ script: String, in folder: TemporaryFolder) throws -> Run {
    try run(python ?? "", ["-c", script], ["PYTHONIOENCODING": "utf-8"], folder.path)
  }

  /// Has LibreOffice open a file, calculate everything anew, and save it as something else.
  static func convert(_ file: String, to format: String, in folder: TemporaryFolder) throws -> Run {
    let profile = "\(folder.path)/profile"
    try FileManager.default.createDirectory(atPath: "\(profile)/user", withIntermediateDirectories: true)
    // Its settings: formulas of Excel's files are calculated when they are opened.
    try Data(
      """
      <?xml version="1.0" encoding="UTF-8"?>
      <oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema" \
      xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
      <item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse">\
      <value>0</value></prop></item></oor:items>
      """.utf8
    ).write(to: URL(filePath: "\(profile)/user/registrymodifications.xcu"))
    func convert() throws -> Run {
      try run(
        "/usr/bin/timeout",
        [
          "120", office ?? "", "--headless", "-env:UserInstallation=file://\(profile)", "--convert-to", format, file,
        ], ["HOME": folder.path, "LC_ALL": "C.UTF-8"], folder.path)
    }
    let first = try convert()
    // Now and then it falls over its own start, before it has looked at any file.
    return first.errors.contains("Unspecified Application Error") ? try convert() : first
  }
}
