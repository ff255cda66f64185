// SPDX-License-Identifier: GPL-3.0-or-later

internal import CXLSXWriter
internal import FoundationEssentials

/// Writes the charts of one sheet.
struct ChartWriter {
  /// The sheet's name, as it stands in the workbook.
  let sheet: String
  let workbook: UnsafeMutablePointer<lxw_workbook>
  let worksheet: UnsafeMutablePointer<lxw_worksheet>

  func write(_ chart: ChartDraft) throws(WorkbookFault) {
    let kind =
      switch chart.kind {
      case .bars: LXW_CHART_BAR
      case .columns: LXW_CHART_COLUMN
      case .scatter: LXW_CHART_SCATTER
      }
    guard let drawn = workbook_add_chart(workbook, UInt8(kind.rawValue)) else { throw .unwritable(sheet) }
    chart_title_set_name(drawn, chart.title)
    for series in chart.series { try add(series, of: chart, to: drawn) }
    chart_legend_set_position(
      drawn, UInt8((chart.series.count > 1 ? LXW_CHART_LEGEND_BOTTOM : LXW_CHART_LEGEND_NONE).rawValue))
    setAxes(chart, drawn)
    var options = lxw_chart_options()
    // A chart is 480 × 288 pixels unless it is scaled.
    options.x_scale = chart.size.width / 480
    options.y_scale = chart.size.height / 288
    let title = strdup(chart.title)
    defer { free(title) }
    options.description = title
    try check(
      worksheet_insert_chart_opt(
        worksheet, lxw_row_t(chart.place.row - 1), lxw_col_t(chart.place.column - 1), drawn, &options))
  }

  private func add(
    _ series: ChartDraft.Series, of chart: ChartDraft, to drawn: UnsafeMutablePointer<lxw_chart>
  ) throws(WorkbookFault) {
    guard let run = chart_add_series(drawn, nil, nil) else { throw .unwritable(sheet) }
    let (first, last) = (lxw_row_t(chart.rows.lowerBound - 1), lxw_row_t(chart.rows.upperBound - 1))
    let (names, numbers) = (lxw_col_t(chart.categories - 1), lxw_col_t(series.column - 1))
    chart_series_set_categories(run, sheet, first, names, last, names)
    chart_series_set_values(run, sheet, first, numbers, last, numbers)
    chart_series_set_name(run, series.name)
    let color = lxw_color_t(clamping: series.color)
    var fill = lxw_chart_fill()
    fill.color = color
    var line = lxw_chart_line()
    line.color = color
    guard chart.kind == .scatter else {
      chart_series_set_fill(run, &fill)
      return
    }
    switch series.marker {
    case .disc, .triangle:
      let shape = series.marker == .disc ? LXW_CHART_MARKER_CIRCLE : LXW_CHART_MARKER_TRIANGLE
      chart_series_set_marker_type(run, UInt8(shape.rawValue))
      chart_series_set_marker_size(run, 7)
      chart_series_set_marker_fill(run, &fill)
      chart_series_set_marker_line(run, &line)
    case .line:
      chart_series_set_marker_type(run, UInt8(LXW_CHART_MARKER_NONE.rawValue))
      line.width = 2
      line.dash_type = UInt8(LXW_CHART_LINE_DASH_DASH.rawValue)
      chart_series_set_line(run, &line)
    }
  }

  private func setAxes(_ chart: ChartDraft, _ drawn: UnsafeMutablePointer<lxw_chart>) {
    // Of bars the library calls the upright axis y, and names stand there; the first is at the top, as in the table.
    let (x, y) = (chart_axis_get(drawn, LXW_CHART_AXIS_TYPE_X), chart_axis_get(drawn, LXW_CHART_AXIS_TYPE_Y))
    if chart.kind == .bars, let y { chart_axis_set_reverse(y) }
    if let amounts = chart.kind == .bars ? x : y {
      var line = lxw_chart_line()
      line.color = 0xD9DEE4
      line.width = 0.75
      chart_axis_major_gridlines_set_line(amounts, &line)
    }
    if let axes = chart.axes {
      if let x { chart_axis_set_name(x, axes.x) }
      if let y { chart_axis_set_name(y, axes.y) }
    }
  }
}
