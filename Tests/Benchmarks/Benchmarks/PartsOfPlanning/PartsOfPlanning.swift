// SPDX-License-Identifier: GPL-3.0-or-later

// The parts of `allot plan` at national size, each by itself: `Tests/Benchmarks/parts` measures them.

import Benchmark
import LinearPrograms
import Reports
import Staffing

let benchmarks: @Sendable () -> Void = {
  Benchmark.defaultConfiguration = .init(
    metrics: [.wallClock, .peakMemoryResident], warmupIterations: 1, scalingFactor: .one,
    maxDuration: .seconds(60), maxIterations: 5)

  for totals in Totals.allCases {
    Benchmark("\(totals): read the folder") { _, folder in
      blackHole(folder.read())
    } setup: {
      let folder = NationFolder(totals)
      folder.write()
      return folder
    } teardown: {
      NationFolder(totals).remove()
    }

    Benchmark("\(totals): needs") { _, scenario in
      blackHole(NeedTable(scenario))
    } setup: {
      totals.scenario
    }

    Benchmark("\(totals): needs and linear program") { _, scenario in
      blackHole(Totals.program(scenario))
    } setup: {
      totals.scenario
    }

    Benchmark("\(totals): solve") { _, program in
      blackHole(program.solve())
    } setup: {
      totals.program
    }

    Benchmark("\(totals): plan, from scenario to re-checked plan") { _, scenario in
      blackHole(Totals.plan(scenario))
    } setup: {
      totals.scenario
    }

    Benchmark("\(totals): re-check") { _, plan in
      blackHole(plan.breaches)
    } setup: {
      totals.plan
    }

    Benchmark("\(totals): certificate") { _, plan in
      blackHole(plan.certificate)
    } setup: {
      totals.plan
    }

    Benchmark("\(totals): verify the certificate") { _, certificate in
      blackHole(certificate.refusals)
    } setup: {
      totals.certificate
    }

    Benchmark("\(totals): CSV") { _, plan in
      blackHole(PlanCSV(plan).text)
    } setup: {
      totals.plan
    }
  }
}
