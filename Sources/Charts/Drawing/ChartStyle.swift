// SPDX-License-Identifier: GPL-3.0-or-later

/// How drawings look.
public enum ChartStyle {
  /// The style sheet of drawings and tinted cells. The page sets its variables: `--ink`, `--quiet`, `--paper`, `--hair`,
  /// `--up`, `--down`, `--sum`, `--band`, and `--heat-3` to `--heat3`. It has none of the characters that markup escapes.
  public static let sheet = """
    .chart text { fill: var(--ink); font-family: inherit; }
    .chart .quiet { fill: var(--quiet); }
    .chart .number { font-variant-numeric: tabular-nums; }
    .chart text.up { fill: var(--up); }
    .chart text.down { fill: var(--down); }
    .chart .grid { stroke: var(--hair); stroke-width: 1; }
    .chart .axis { stroke: var(--quiet); stroke-width: 1; }
    .chart .before { fill: var(--paper); stroke: var(--ink); stroke-width: 1.5; }
    .chart .dot { fill: var(--quiet); fill-opacity: .55; }
    .chart .norm { stroke: var(--ink); stroke-width: 1.5; fill: none; stroke-dasharray: 6 4; }
    .chart .band { fill: var(--band); }
    .chart .fan { fill: var(--heat2); stroke: var(--up); stroke-width: .6; }
    .chart .fan-core { fill: var(--heat3); stroke: var(--up); stroke-width: .6; }
    .chart .fan-middle { stroke: var(--ink); stroke-width: 2.5; }
    .chart .stem { stroke: var(--quiet); stroke-width: 1.5; }
    .chart .leader { stroke: var(--quiet); stroke-width: .75; }
    .chart .halo { paint-order: stroke; stroke: var(--paper); stroke-width: 3px; stroke-linejoin: round; }
    .chart .sum { fill: var(--sum); }
    .chart .join { stroke: var(--quiet); stroke-width: 1; }
    .chart .tear { stroke: var(--paper); stroke-width: 2.5; fill: none; }
    .chart .link { stroke-width: 3; stroke-opacity: .45; }
    .chart path.up, .chart rect.up { fill: var(--up); }
    .chart path.down, .chart rect.down { fill: var(--down); }
    .chart path.same { fill: var(--ink); }
    .chart .link.up { stroke: var(--up); }
    .chart .link.down { stroke: var(--down); }
    .chart .link.same { stroke: var(--quiet); }
    .heat-3 { background: var(--heat-3); }
    .heat-2 { background: var(--heat-2); }
    .heat-1 { background: var(--heat-1); }
    .heat1 { background: var(--heat1); }
    .heat2 { background: var(--heat2); }
    .heat3 { background: var(--heat3); }

    """
}
