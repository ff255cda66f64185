// SPDX-License-Identifier: GPL-3.0-or-later

import Staffing
import Testing

@testable import Documents

/// A scenario of one pool with a model's parts, to be read.
struct PartTexts {
  var parts: String
  var more = ""
  var tables: [String: String] = [:]
  var towns = """
    county,town,kind,resident_population (people),area (km²),cases,administrative_quota,administrative_staff
    East,Ash,town,1000,10,100,10,9
    East,Birch,subdistrict,2000,20,200,10,11
    West,Cedar,township,3000,35,300,10,10
    West,Ash,town,4000,30,400,12,10
    West,Elm,town,5000,70,500,14,10

    """

  init(_ parts: String, more: String = "", tables: [String: String] = [:]) {
    (self.parts, self.more, self.tables) = (parts, more, tables)
  }

  func read() throws -> Scenario {
    let folder = try TemporaryFolder()
    let head = """
      title: Test
      as_of: 2026-01-01
      towns: towns.csv
      model: model.yaml
      metrics: {cases: {measures: number}}
      pools: {administrative: 60}

      """
    try folder.write((head + more).utf8, to: "scenario.yaml")
    try folder.write("title: M\nparts:\n\(parts)\n".utf8, to: "model.yaml")
    try folder.write(towns.utf8, to: "towns.csv")
    for (name, text) in tables { try folder.write(text.utf8, to: name) }
    return try ScenarioFolder(path: folder.path).read()
  }

  func rule() throws -> PolicyModel.Part.Rule? { try read().model.parts.first?.rule }

  func faults() throws -> [DocumentFault] {
    do {
      _ = try read()
      return []
    } catch let error as DocumentFaults {
      return error.faults
    }
  }

  func problems() throws -> [DocumentFault.Problem] { try faults().map(\.problem) }
}

extension DocumentFault.Problem {
  var isUnknownTown: Bool {
    if case .unknownName(_, of: .town, _, _) = self { true } else { false }
  }
}
