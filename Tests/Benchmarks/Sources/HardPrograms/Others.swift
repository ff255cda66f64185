// SPDX-License-Identifier: GPL-3.0-or-later

import LinearPrograms

/// Programs that whole numbers make hard.
public enum HardProgram {
  /// Which centres each town keeps: an open centre costs a charge and holds between a least and a greatest number of
  /// posts, every task wants posts from the centres that can do it, and the posts of all towns have one total.
  public static func centres(towns: Int, kinds: Int, seed: Int) -> LinearProgram {
    var random = SplitMix64(seed: seed)
    var program = LinearProgram(name: "centres")
    var goal = LinearExpression()
    var all = LinearExpression()
    var wanted = 0.0
    for _ in 0..<towns {
      let posts = (0..<kinds).map { _ in program.addVariable("posts", in: 0...12, wholeNumbers: true) }
      let open = (0..<kinds).map { _ in program.addVariable("open", in: 0...1, wholeNumbers: true) }
      for kind in 0..<kinds {
        let least = Double(Int.random(in: 2...4, using: &random))
        program.add(posts[kind] - least * open[kind] >= 0)
        program.add(posts[kind] - 12 * open[kind] <= 0)
        goal += Double.random(in: 4...9, using: &random) * open[kind]
        goal += Double.random(in: 0.5...1.5, using: &random) * posts[kind]
        all += 1 * posts[kind]
      }
      for _ in 0..<kinds {
        let able = (0..<kinds).filter { _ in Int.random(in: 0..<3, using: &random) == 0 }
        guard !able.isEmpty else { continue }
        let need = Double(Int.random(in: 3...9, using: &random))
        program.add(LinearExpression(sum: able.map { 1 * posts[$0] }) >= need)
      }
      wanted += 3.5 * Double(kinds)
    }
    program.add(all <= wanted.rounded())
    program.goal = .minimize(goal)
    return program
  }

  /// A duty roster: people who work at most so many hours, of which a night shift has more, and at most four days in a
  /// row, none on the day after a night, with every shift covered; each has shifts that they like less.
  public static func roster(people: Int, days: Int, seed: Int) -> LinearProgram {
    var random = SplitMix64(seed: seed)
    var program = LinearProgram(name: "roster")
    var goal = LinearExpression()
    var works: [[[Variable]]] = []
    for _ in 0..<people {
      let shifts = (0..<days).map { _ in
        (0..<3).map { _ in program.addVariable("shift", in: 0...1, wholeNumbers: true) }
      }
      for day in 0..<days {
        program.add(LinearExpression(sum: shifts[day].map { 1 * $0 }) <= 1)
        for shift in 0..<3 { goal += Double(Int.random(in: 1...9, using: &random)) * shifts[day][shift] }
        if day + 1 < days { program.add(shifts[day][2] + shifts[day + 1][0] <= 1) }
      }
      for first in 0..<max(0, days - 4) {
        program.add(LinearExpression(sum: shifts[first...first + 4].joined().map { 1 * $0 }) <= 4)
      }
      let hours = shifts.flatMap { [7 * $0[0], 8 * $0[1], 11 * $0[2]] }
      program.add(LinearExpression(sum: hours) <= Double(days) * 4.3)
      works.append(shifts)
    }
    for day in 0..<days {
      for shift in 0..<3 {
        let covers = Double(Int.random(in: max(1, people / 7)...max(1, people / 4), using: &random))
        let short = program.addVariable("short", in: 0...covers, wholeNumbers: true)
        program.add(LinearExpression(sum: works.map { 1 * $0[day][shift] }) + short >= covers)
        goal += 40 * short
      }
    }
    program.goal = .minimize(goal)
    return program
  }

  /// A market split problem (Cornuéjols and Dawande, 1999) with slacks: easy to satisfy, hard to prove.
  public static func marketSplit(rows: Int, columns: Int, seed: Int) -> LinearProgram {
    var random = SplitMix64(seed: seed)
    var program = LinearProgram(name: "market split")
    let chosen = (0..<columns).map { _ in program.addVariable("x", in: 0...1, wholeNumbers: true) }
    var goal = LinearExpression()
    for _ in 0..<rows {
      let coefficients = chosen.map { _ in Double(Int.random(in: 0...99, using: &random)) }
      let (over, under) = (program.addVariable("over"), program.addVariable("under"))
      let sum = LinearExpression(sum: zip(coefficients, chosen).map { $0 * $1 })
      program.add(sum - over + under == (coefficients.reduce(0, +) / 2).rounded(.down))
      goal += over + under
    }
    program.goal = .minimize(goal)
    return program
  }

  /// A covering of many rows by many columns with dense rows: long relaxations and long rounds of cuts.
  public static func covering(rows: Int, columns: Int, density: Double, seed: Int) -> LinearProgram {
    var random = SplitMix64(seed: seed)
    var program = LinearProgram(name: "covering")
    let chosen = (0..<columns).map { _ in program.addVariable("x", in: 0...3, wholeNumbers: true) }
    for _ in 0..<rows {
      var sum = LinearExpression()
      for variable in chosen where Double.random(in: 0...1, using: &random) < density {
        sum += Double(Int.random(in: 1...20, using: &random)) * variable
      }
      program.add(sum >= Double(columns) * density * 2.37)
    }
    program.goal = .minimize(
      LinearExpression(sum: chosen.map { Double(Int.random(in: 20...40, using: &random)) * $0 }))
    return program
  }
}
