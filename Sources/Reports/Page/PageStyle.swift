// SPDX-License-Identifier: GPL-3.0-or-later

/// How the page looks: on screens from 390 pixels on, light and dark, and on A4. It has none of the characters that
/// markup escapes, so it can stand in the page as it is.
enum PageStyle {
  static let sheet = colours + screen + tables + print

  /// Blue for more and orange for fewer, which every kind of colour vision tells apart; ▲ and ▼ say the same.
  private static let colours = """

    :root {
      color-scheme: light dark;
      --paper: #ffffff; --ink: #17212b; --quiet: #55616e; --hair: #dfe4e9; --soft: #f5f7f9;
      --up: #1c62ad; --down: #ad4e00; --sum: #8794a1; --band: #eef1f4; --caution: #fdf1df;
      --heat-3: #f5c08c; --heat-2: #fadbb9; --heat-1: #fdf0e1; --heat1: #e6f0fa; --heat2: #c6dcf2; --heat3: #9cc3e8;
    }
    @media screen and (prefers-color-scheme: dark) {
      :root {
        --paper: #11161c; --ink: #e8ecf1; --quiet: #a6b0bc; --hair: #2d3640; --soft: #19202a;
        --up: #7db6f2; --down: #f2a45c; --sum: #5f6d7b; --band: #1e2731; --caution: #3a2c14;
        --heat-3: #7a4413; --heat-2: #573414; --heat-1: #362717; --heat1: #172a3d; --heat2: #1b3f63; --heat3: #1f568c;
      }
    }

    """

  private static let screen = """
    * { box-sizing: border-box; }
    html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
    body {
      margin: 0 auto; max-width: 74rem; padding: 3.5rem 2.5rem 4rem; background: var(--paper); color: var(--ink);
      font: 1rem/1.65 Noto Sans SC, Noto Sans CJK SC, Source Han Sans SC, PingFang SC, Microsoft YaHei, system-ui, sans-serif;
      overflow-wrap: break-word;
    }
    h1, h2, .cards strong { font-family: Noto Serif SC, Noto Serif CJK SC, Source Han Serif SC, Songti SC, SimSun, Georgia, serif; }
    h1 { font-size: 2.3rem; line-height: 1.25; font-weight: 700; margin: 0 0 1rem; letter-spacing: .01em; }
    h2 { font-size: 1.55rem; line-height: 1.3; font-weight: 700; margin: 0 0 1.4rem; }
    h3 { font-size: 1.02rem; margin: 2rem 0 .6rem; }
    p { margin: 0 0 .8rem; }
    ul { padding-left: 1.2rem; margin: .4rem 0 1rem; }
    li { margin: .25rem 0; }
    a { color: var(--up); text-underline-offset: .2em; }
    :focus-visible { outline: 2px solid var(--up); outline-offset: 2px; }
    .note { max-width: 52rem; color: var(--quiet); }
    .date { color: var(--quiet); }
    .quiet { color: var(--quiet); }
    .small { font-size: .87rem; color: var(--quiet); max-width: 60rem; }
    .caution { background: var(--caution); border-left: 4px solid var(--down); padding: .7rem 1rem; }
    .print-only { display: none; }
    nav ul { list-style: none; display: flex; flex-wrap: wrap; gap: .2rem 1.4rem; padding: .9rem 0; margin: 1.6rem 0 0;
      border-top: 1px solid var(--hair); border-bottom: 1px solid var(--hair); font-size: .92rem; }
    nav li { margin: 0; }
    section { padding-top: 3.2rem; }
    .cards { list-style: none; padding: 0; margin: 0 0 1rem; display: grid; gap: 1rem;
      grid-template-columns: repeat(auto-fit, minmax(13rem, 1fr)); }
    .cards li { margin: 0; padding: 1.1rem 1.3rem 1rem; border-top: 3px solid var(--ink); background: var(--soft);
      display: grid; align-content: start; }
    .card-name { font-size: .95rem; }
    .cards strong { font-size: 2.7rem; line-height: 1.25; font-weight: 700; font-variant-numeric: tabular-nums; }
    .growth { font-size: 1.05rem; font-weight: 600; font-variant-numeric: tabular-nums; }
    .up { color: var(--up); }
    .down { color: var(--down); }
    .cards .quiet { font-size: .87rem; margin-top: .3rem; }
    .pair { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 24rem), 1fr)); gap: 0 3rem; }
    .pair .scroll { margin-bottom: 0; }
    figure { margin: 2.2rem 0 2.6rem; }
    figcaption { font-weight: 600; margin-bottom: .6rem; }
    .chart { display: block; width: 100%; max-width: 860px; min-width: 690px; height: auto; }
    details.numbers { margin-top: .6rem; font-size: .92rem; }
    summary { cursor: pointer; padding: .35rem 0; }
    .towns { border-top: 1px solid var(--hair); }
    details.town { border-bottom: 1px solid var(--hair); }
    details.town summary { padding: .55rem .2rem; }
    .way { display: inline-block; margin-left: 1.4rem; color: var(--quiet); font-size: .9rem;
      font-variant-numeric: tabular-nums; }
    footer { margin-top: 4rem; padding-top: 1.6rem; border-top: 3px solid var(--ink); font-size: .87rem; }
    footer h2 { font-size: 1.1rem; margin-bottom: .8rem; }
    dl { display: grid; grid-template-columns: max-content 1fr; gap: .2rem 1.4rem; margin: 0 0 1rem; }
    dt { color: var(--quiet); }
    dd { margin: 0; overflow-wrap: anywhere; }
    @media (max-width: 800px) {
      body { padding: 2rem 1.2rem 3rem; }
      h1 { font-size: 1.75rem; }
      h2 { font-size: 1.35rem; }
      section { padding-top: 2.4rem; }
      .way { display: block; margin-left: 1rem; }
    }

    """

  private static let tables = """
    .scroll { overflow-x: auto; margin: 0 0 1.2rem;
      background: linear-gradient(to right, var(--paper) 30%, transparent) left / 2.5rem 100% no-repeat local,
        linear-gradient(to left, var(--paper) 30%, transparent) right / 2.5rem 100% no-repeat local,
        linear-gradient(to right, var(--hair), transparent) left / .9rem 100% no-repeat scroll,
        linear-gradient(to left, var(--hair), transparent) right / .9rem 100% no-repeat scroll; }
    table { border-collapse: collapse; width: 100%; font-size: .9rem; line-height: 1.45;
      font-variant-numeric: tabular-nums; }
    caption { text-align: left; font-weight: 600; font-size: 1rem; padding: .9rem 0 .5rem; }
    caption .unit { float: right; font-weight: 400; font-size: .85rem; color: var(--quiet); padding-left: 1rem; }
    th, td { padding: .38rem .6rem; border-bottom: 1px solid var(--hair); vertical-align: baseline; }
    thead th { border-top: 2px solid var(--ink); border-bottom: 1px solid var(--ink); font-weight: 600;
      vertical-align: bottom; }
    tbody th { font-weight: 400; }
    .number { text-align: right; white-space: nowrap; }
    thead .number { white-space: normal; }
    @media screen and (max-width: 700px) {
      caption { max-width: calc(100vw - 2.6rem); }
      thead th, thead .number { white-space: nowrap; }
    }
    @media screen and (max-width: 900px) {
      .plan th, .plan td { padding: .34rem .32rem; }
    }
    .text { text-align: left; }
    td.number.text { text-align: left; white-space: normal; min-width: 9rem; }
    .name { white-space: nowrap; position: sticky; left: 0; background: var(--paper); min-width: 5rem; }
    .prose .name, .why .name { white-space: normal; }
    .plan td.text { min-width: 11rem; }
    @media screen and (max-width: 900px) {
      .plan td.text { min-width: 6.5rem; }
    }
    tr.group th { text-align: left; padding-top: 1rem; color: var(--quiet); font-weight: 600; }
    tr.group span { position: sticky; left: .6rem; }
    tr.subtotal th, tr.subtotal td { background: var(--soft); font-weight: 600; }
    tr.total th, tr.total td { border-top: 1px solid var(--ink); border-bottom: 2px solid var(--ink); font-weight: 700; }
    .planned, .over { font-weight: 600; }
    .mark { font-size: .8em; }
    .digest { font-family: ui-monospace, Noto Sans Mono, monospace; font-size: .85em; overflow-wrap: anywhere;
      min-width: 16rem; }
    .heat td { border-left: 2px solid var(--paper); border-bottom: 2px solid var(--paper); }
    .even, .why { max-width: 60rem; }
    .numbers table { max-width: 52rem; }

    """

  private static let print = """
    @page { size: A4; margin: 14mm 13mm 13mm; }
    @page wide { size: A4 landscape; margin: 12mm 13mm; }
    @media print {
      :root { color-scheme: light; }
      html { font-size: 9.5pt; }
      body { max-width: none; padding: 0; line-height: 1.5; -webkit-print-color-adjust: exact;
        print-color-adjust: exact; }
      nav, .screen-only { display: none; }
      .print-only { display: block; }
      h1 { font-size: 20pt; }
      h2 { font-size: 14pt; margin-bottom: .6rem; }
      h2, h3, caption, figcaption, details.numbers summary { break-after: avoid; }
      section { padding-top: 1.4rem; }
      .sheet { padding-top: .8rem; break-after: page; }
      .wide { page: wide; padding-top: 0; }
      .cards { gap: .6rem; grid-template-columns: repeat(auto-fit, minmax(9rem, 1fr)); }
      .cards li { padding: .6rem .8rem; }
      .cards strong { font-size: 22pt; }
      .pair { grid-template-columns: 1fr 1fr; gap: 0 1.6rem; }
      .scroll { overflow: visible; background: none; margin-bottom: .8rem; }
      table { font-size: 8.2pt; line-height: 1.4; }
      caption { padding-top: .5rem; }
      th, td { padding: .13rem .35rem; }
      .plan, .numbers table { font-size: 7.8pt; }
      .plan td.text { min-width: 0; }
      .name { position: static; }
      thead { display: table-header-group; }
      tr, figure, li, dl { break-inside: avoid; }
      .plan tbody:has(.group) { break-inside: avoid; }
      tr.group { break-after: avoid; }
      tr.group th { padding-top: .35rem; }
      tr.subtotal, tr.total { break-before: avoid; }
      p { orphans: 3; widows: 3; }
      .small { break-before: avoid; }
      figure { margin: 1.2rem 0; }
      .chart { min-width: 0; width: auto; max-width: 100%; max-height: 126mm; }
      .tall .chart { max-height: 240mm; }
      .even { font-size: 7.8pt; }
      a { color: inherit; text-decoration: none; }
      details::details-content { content-visibility: visible; display: block; }
      summary { list-style: none; font-weight: 600; }
      details.numbers { margin-top: 0; }
      .towns { columns: 2; column-gap: 1.6rem; border: 0; }
      details.town { break-inside: avoid; border: 0; }
      details.town summary { padding: .2rem 0 0; }
      .why caption { padding: 0 0 .2rem; font-weight: 400; font-size: 7.5pt; color: var(--quiet); }
      .why { font-size: 7.5pt; }
      .why th, .why td { padding: .1rem .3rem; }
      .why .name, td.number.text { min-width: 0; }
      .way { display: none; }
      footer { margin-top: 1.6rem; padding-top: .8rem; }
      .digest { font-size: 6.5pt; }
    }

    """
}
