// SPDX-License-Identifier: GPL-3.0-or-later

import Testing

@testable import Charts

@Suite("Charts")
struct ChartTests {
  private static func number(_ value: Double) -> String { "\(Int(value.rounded()))" }

  private static func dumbbell(rows: Int, seed: UInt64) -> DumbbellChart {
    var random = SplitMix64(seed: seed)
    let size = [12, 300, 45_000][Int(seed) % 3]
    let rows = (0..<rows).map { place in
      let (before, after) = (Int.random(in: 0...size, using: &random), Int.random(in: 0...size, using: &random))
      return DumbbellChart.Row(
        names[place % names.count], before: place % 7 == 3 ? nil : Double(before), after: Double(after),
        texts: ["\(before)", "\(after)", "▲ +\(abs(after - before))"])
    }
    return DumbbellChart(
      rows, headings: ["Quota today", "Plan", "增减"],
      legend: .init(
        before: "今", more: "plan, more", fewer: "plan, fewer", same: "plan, as before", onlyAfter: "plan alone"),
      format: { Self.number($0) })
  }

  @Test(
    "No text of a dumbbell runs into another or out of the drawing", arguments: [0, 1, 2, 40], 0..<6 as Range<UInt64>)
  func dumbbellLabels(rows: Int, seed: UInt64) {
    expectRoomForLabels(Self.dumbbell(rows: rows, seed: seed).canvas)
  }

  @Test("A dumbbell's marks stand where its axis says, the larger number to the right")
  func dumbbellMarks() throws {
    let rows = [
      DumbbellChart.Row("A", before: 10, after: 30, texts: []),
      DumbbellChart.Row("B", before: 40, after: 20, texts: []),
      DumbbellChart.Row("C", before: 40, after: 40, texts: []),
    ]
    let chart = DumbbellChart(
      rows, headings: [], legend: .init(before: "", more: "", fewer: "", same: "", onlyAfter: ""),
      format: { Self.number($0) })
    let text = chart.drawing(id: "c", title: "t", description: "d").text
    let links = text.matches(of: /class="link (up|down|same)" x1="([\d.]+)" y1="[\d.]+" x2="([\d.]+)"/)
    #expect(links.map(\.output.1) == ["up", "down"])
    let ends = try links.map { (try #require(Double($0.output.2)), try #require(Double($0.output.3))) }
    // 10 → 30 is as long as 40 → 20, and starts half as far from 20 as 40 does.
    #expect(abs((ends[0].1 - ends[0].0) - (ends[1].0 - ends[1].1)) < 0.02)
    #expect(ends[0].0 < ends[1].1 && ends[1].1 < ends[0].1 && ends[0].1 < ends[1].0)
    #expect(abs((ends[0].0 + ends[0].1) / 2 - ends[1].1) < 0.02)
  }

  @Test("A line without a number before has a mark of its own, and the legend names it only where there is one")
  func onlyAfter() {
    func text(_ before: Double?) -> String {
      let chart = DumbbellChart(
        [DumbbellChart.Row("A", before: before, after: 30, texts: [])], headings: [],
        legend: .init(before: "今", more: "more", fewer: "fewer", same: "as before", onlyAfter: "plan alone"),
        format: { Self.number($0) })
      return chart.drawing(id: "c", title: "t", description: "d").text
    }
    #expect(text(nil).contains("plan alone") && text(nil).matches(of: /class="dot"/).count == 2)
    #expect(!text(30).contains("plan alone") && !text(30).contains("class=\"dot\""))
  }

  @Test("A drawing has a role, a name and a description")
  func accessibility() {
    let text = Self.dumbbell(rows: 2, seed: 1).drawing(id: "c1", title: "A <b>", description: "d").text
    #expect(text.contains("role=\"img\" aria-labelledby=\"c1-title c1-desc\""))
    #expect(
      text.contains("<title id=\"c1-title\">A &lt;b&gt;</title>") && text.contains("<desc id=\"c1-desc\">d</desc>"))
  }

  private static func waterfall(_ seed: UInt64) -> (chart: WaterfallChart, sum: Double) {
    var random = SplitMix64(seed: seed)
    let start = Double.random(in: 0...3000, using: &random)
    let changes = (0..<Int.random(in: 0...12, using: &random)).map { _ in
      Double.random(in: -60...60, using: &random)
    }
    let sum = start + changes.reduce(0, +)
    let steps =
      [WaterfallChart.Step("Quota today", .sum(start), text: number(start))]
      + changes.enumerated().map { .init(names[$0 % names.count], .change($1), text: number($1)) }
      + [.init("方案", .sum(sum), text: number(sum))]
    return (WaterfallChart(steps, format: { Self.number($0) }), sum)
  }

  @Test("A waterfall arrives at its last sum, and no text of it runs into another", arguments: 0..<20 as Range<UInt64>)
  func waterfall(_ seed: UInt64) throws {
    let (chart, sum) = Self.waterfall(seed)
    let spans = chart.spans
    #expect(abs((spans.dropLast().last?.to ?? 0) - sum) < 1e-6 && spans.last?.to == sum)
    expectRoomForLabels(chart.canvas)
  }

  @Test("A waterfall says that its axis does not begin at zero exactly where it does not")
  func torn() {
    func chart(_ change: Double) -> WaterfallChart {
      WaterfallChart(
        [
          .init("a", .sum(1000), text: "1000"), .init("b", .change(change), text: ""),
          .init("c", .sum(1000 + change), text: ""),
        ], format: { Self.number($0) })
    }
    #expect(!chart(10).beginsAtZero && chart(900).beginsAtZero && chart(-990).beginsAtZero)
    let zero = { (chart: WaterfallChart) in chart.canvas.labels.contains { $0.text == "0" } }
    #expect(!zero(chart(10)) && zero(chart(900)))
    #expect(chart(10).canvas.marks.contains { $0.text.contains("tear") })
    #expect(!chart(900).canvas.marks.contains { $0.text.contains("tear") })
  }

  @Test(
    "No name in a scatter runs into another, whatever the spread", arguments: 0..<12 as Range<UInt64>, [20, 400])
  func scatter(_ seed: UInt64, dots: Int) {
    var random = SplitMix64(seed: seed)
    let wide = seed.isMultiple(of: 2)
    let all = (0..<dots).map { place -> ScatterChart.Dot in
      let x = wide ? Double.random(in: 1...4000, using: &random) : Double.random(in: 40...90, using: &random)
      return .init(
        x: x, y: x * Double.random(in: 0.5...2, using: &random), name: place < 20 ? names[place % names.count] : nil,
        trend: place.isMultiple(of: 2) ? .up : .down, later: x)
    }
    let chart = ScatterChart(
      all, usual: 0.6...1.6, legend: Self.legend, xFormat: { Self.number($0) }, yFormat: { Self.number($0) })
    expectRoomForLabels(chart.canvas)
    // There is room for most of twenty names among twenty dots.
    #expect(chart.canvas.labels.count { names.contains($0.text) } >= 10)
  }

  private static let legend = ScatterChart.Legend(
    x: "What the norm says (posts)", y: "Quota today (posts)", dot: "town", above: "too many", below: "too few",
    later: "to the plan", diagonal: "on the norm", band: "within 2.5 robust deviations")

  /// The corners of the one mark of a class.
  private static func corners(_ canvas: Canvas, _ style: String) throws -> [Point] {
    let mark = try #require(canvas.marks.last { $0.text.contains("class=\"\(style)\"") }).text
    let numbers = mark.split { !"-.0123456789".contains($0) }.compactMap { Double($0) }
    return stride(from: 0, to: numbers.count - 1, by: 2).map { Point(numbers[$0], numbers[$0 + 1]) }
  }

  @Test(
    "A dot lies in a scatter's band exactly where its ratio is usual, on both kinds of axes", arguments: [3.0, 300])
  func band(_ spread: Double) throws {
    let usual = 0.8...1.25
    for ratio in [0.5, 0.75, 0.82, 1, 1.2, 1.3, 2] {
      // The one dot without a name, amid others that set the axes.
      let others = [10, 10 * spread].flatMap { x in
        [0.4, 2.5].map { ScatterChart.Dot(x: x, y: x * $0, trend: .up) }
      }
      let x = 10 * spread.squareRoot()
      let chart = ScatterChart(
        others + [.init(x: x, y: x * ratio)], usual: usual, legend: Self.legend, xFormat: { Self.number($0) },
        yFormat: { Self.number($0) })
      let corners = try Self.corners(chart.canvas, "band")
      let dot = try #require(try Self.corners(chart.canvas, "dot").first)
      // Where the polygon's edges cross the dot's upright.
      let edges = zip(corners, corners.dropFirst() + corners.prefix(1)).compactMap { from, to -> Double? in
        guard from.x != to.x, (min(from.x, to.x)..<max(from.x, to.x)).contains(dot.x) else { return nil }
        return from.y + (to.y - from.y) * (dot.x - from.x) / (to.x - from.x)
      }
      let (low, high) = try (#require(edges.min()), #require(edges.max()))
      #expect((low...high).contains(dot.y) == usual.contains(ratio), "\(ratio)")
    }
    let plain = ScatterChart(
      [.init(x: 1, y: 2), .init(x: 2, y: 9)], usual: nil, legend: Self.legend, xFormat: { Self.number($0) },
      yFormat: { Self.number($0) })
    #expect(!plain.canvas.marks.contains { $0.text.contains("path class=\"band\"") })
  }

  @Test("Bands of heat are the same on both sides of the middle, and begin at their limits")
  func heat() {
    let levels = [0.7, 0.71, 0.85, 0.95, 0.96, 1, 1.05, 1.15, 1.3, 9, .nan].map {
      HeatBand($0, around: 1, limits: [0.0499, 0.1499, 0.2999]).level
    }
    #expect(levels == [-3, -2, -2, -1, 0, 0, 1, 2, 3, 3, 0])
    #expect(HeatBand(0.5, around: 1, limits: [0.1, 0.2, 0.3]).sign == "▼")
    #expect(HeatBand(1.5, around: 1, limits: [0.1, 0.2, 0.3]).style == "heat3")
  }

  @Test("Names that are too long give way to an ellipsis")
  func shortened() {
    #expect(TextWidth.shortened("城关街道", to: 14) == "城关街道")
    let short = TextWidth.shortened(names[1], to: 8)
    // Of a path the end is what tells towns apart.
    #expect(TextWidth.shortened("东省/甲市/乙县/城关街道", to: 9) == "…/乙县/城关街道")
    #expect(short.hasSuffix("…") && TextWidth.ems(short) <= 8 && names[1].hasPrefix(short.dropLast()))
  }
}

extension ChartTests {
  /// Of few points one that goes straight on, of more ones that are held from either side.
  private func course(of count: Int) -> FrontierChart.Course {
    count > 5 ? count.isMultiple(of: 2) ? .heldFromLeft : .heldFromRight : .straight
  }

  @Test("No text of a frontier runs into another or out of the drawing, and the knee is marked", arguments: 2..<9)
  func frontier(count: Int) {
    let dots = (0..<count).map { place in
      FrontierChart.Dot(
        x: Double(place * place), y: 40 / Double(place + 1),
        name: place == 0 || place == count / 2 || place == count - 1 ? "\(place + 1): \(place * place) / 41.2" : nil)
    }
    let chart = FrontierChart(
      dots, line: (0..<count).map { (Double($0 * $0), 40 / Double($0 + 1)) }, knee: count / 2,
      course: course(of: count),
      legend: .init(x: "posts moved", y: "misfit above the best", dot: "plan", line: "frontier", knee: "knee"),
      xFormat: { Self.number($0) }, yFormat: { Self.number($0) })
    expectRoomForLabels(chart.canvas)
    let text = chart.drawing(id: "f", title: "t", description: "d").text
    #expect(text.matches(of: /<circle class="dot"/).count == count)
    #expect(text.matches(of: /<path class="same"/).count == 2)
    let corners = text.firstMatch(of: /points="([^"]*)"/).map { $0.output.1.split(separator: " ").count }
    #expect(corners == (count > 5 ? 2 * count - 1 : count))
  }

  @Test("No text of a fan runs into another or out of the drawing, and each line has its bars", arguments: 0..<8)
  func fan(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    let rows = (0..<(seed == 0 ? 1 : 60)).map { place in
      let quantiles = (0..<5).map { _ in Double(Int.random(in: 0...(seed == 1 ? 0 : 900), using: &random)) }.sorted()
      return FanChart.Row(
        names[place % names.count], today: place.isMultiple(of: 3) ? nil : quantiles[2] + 7, quantiles: quantiles,
        texts: ["—"] + [0, 2, 4].map { Self.number(quantiles[$0]) })
    }
    let chart = FanChart(
      rows, headings: ["现核定", "5 %", "中位数", "95 %"],
      legend: .init(
        today: "today", most: "nine cases of ten (5–95 %)", half: "the middle half (25–75 %)", median: "median"),
      format: { Self.number($0) })
    expectRoomForLabels(chart.canvas)
    let text = chart.drawing(id: "f", title: "t", description: "d").text
    // One of each is the legend's.
    #expect(text.matches(of: /class="fan-middle"/).count == rows.count + 1)
    #expect(text.matches(of: /class="fan"/).count == rows.count { $0.quantiles[0] < $0.quantiles[4] } + 1)
    #expect(text.matches(of: /class="before"/).count == rows.count { $0.today != nil } + (rows.count > 1 ? 1 : 0))
  }

  @Test("A tornado has its longest bar at the top, and no text runs into another", arguments: 0..<8)
  func tornado(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    let bars = (0..<(seed == 0 ? 1 : 12)).map { place in
      let ends = (Double.random(in: -40...400, using: &random), Double.random(in: 0...400, using: &random))
      return TornadoChart.Bar(
        names[place % names.count], ends: place == 3 ? nil : place == 4 ? (100, 100) : ends,
        texts: [Self.number(ends.0.rounded()), Self.number(ends.1.rounded())])
    }
    let chart = TornadoChart(
      bars, middle: 150, headings: ["smallest", "largest"],
      legend: .init(outcome: "posts moved", atLeast: "at the parameter's smallest value", atMost: "at its largest"),
      format: { Self.number($0) })
    expectRoomForLabels(chart.canvas)
    let lengths = chart.bars.map(\.length)
    #expect(lengths == lengths.sorted(by: >) && lengths.count == bars.count)
    let text = chart.drawing(id: "t", title: "t", description: "d").text
    #expect(text.matches(of: /<path class="up"/).count == bars.count { $0.ends != nil } + 1)
    #expect(text.matches(of: /<path class="down"/).count == bars.count { $0.ends != nil } + 1)
  }
}
