# SPDX-License-Identifier: GPL-3.0-or-later
"""Looks at pages in headless Chromium, and prints what is wrong with them: a line each, nothing where all is well.

    python look.py [--pdf] [--sheets=N] [--layout] page.html …

On screens of 1440, 768 and 390 pixels, light and dark: the document is not wider than the window, no cell is cut, no
text of a drawing runs into another or out of the drawing, none is smaller than 11 px, and axe finds no violation; with
--layout axe is not asked. With --pdf: the headline figures are on the first sheet of A4, and nothing but them; with
--sheets there are no more sheets than so many.
"""

import pathlib
import re
import sys

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

LAYOUT = """
() => {
  const faults = [];
  const wide = document.documentElement.scrollWidth - document.documentElement.clientWidth;
  if (wide > 0) faults.push(`the document is ${wide} px wider than the window`);
  const shown = element => element.checkVisibility({contentVisibilityAuto: true, visibilityProperty: true});
  for (const cell of document.querySelectorAll('td, th, caption, summary, li, dd, p, h1, h2, h3')) {
    if (shown(cell) && cell.scrollWidth > cell.clientWidth + 1 && cell.clientWidth > 0 &&
        getComputedStyle(cell).display !== 'inline')
      faults.push(`cut: ${cell.tagName} ${cell.textContent.trim().slice(0, 40)}`);
  }
  // What is wider than the page scrolls in a frame of its own, which the keyboard reaches.
  for (const frame of document.querySelectorAll('.scroll')) {
    if (shown(frame) && frame.scrollWidth > frame.clientWidth && frame.tabIndex < 0)
      faults.push(`out of the keyboard's reach: ${frame.textContent.trim().slice(0, 40)}`);
  }
  const overlap = (a, b) => Math.min(a.right, b.right) - Math.max(a.left, b.left) > 0.5 &&
    Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 0.5;
  for (const drawing of document.querySelectorAll('svg')) {
    if (!shown(drawing)) continue;
    const field = drawing.getBoundingClientRect();
    const texts = [...drawing.querySelectorAll('text')].map(text => [text.textContent, text.getBoundingClientRect()]);
    const scale = field.width / drawing.viewBox.baseVal.width;
    const smallest = Math.min(...[...drawing.querySelectorAll('text')].map(text => text.getAttribute('font-size')));
    if (smallest * scale < 11) faults.push(`text of ${(smallest * scale).toFixed(1)} px in a drawing`);
    texts.forEach(([text, box], place) => {
      if (box.left < field.left - 0.5 || box.right > field.right + 0.5 || box.top < field.top - 0.5 ||
          box.bottom > field.bottom + 0.5) faults.push(`out of its drawing: ${text}`);
      for (const [other, otherBox] of texts.slice(place + 1))
        if (overlap(box, otherBox)) faults.push(`${text} runs into ${other}`);
    });
  }
  return faults;
}
"""

# How far down the sheet the summary ends, as it is printed, and whether what follows begins a new one.
SHEET = """
() => {
  const sheet = document.querySelector('#summary');
  return [sheet.getBoundingClientRect().bottom, getComputedStyle(sheet).breakAfter];
}
"""
# A4 less the page's margins, in CSS pixels.
SHEET_WIDTH, SHEET_HEIGHT = (210 - 26) / 25.4 * 96, (297 - 29) / 25.4 * 96


def look(browser, file, prints, most_sheets, asks_axe):
    faults = []
    for scheme in ("light", "dark"):
        for width in (1440, 768, 390):
            context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
            page = context.new_page()
            requests = []
            page.on("request", lambda request: requests.append(request.url))
            page.goto(file.resolve().as_uri())
            where = f"{file.name}, {width} px, {scheme}"
            faults += [f"{where}: asks for {url}" for url in requests[1:]]
            faults += [f"{where}: {fault}" for fault in page.evaluate(LAYOUT)]
            # What is opened has to stand as well as what is open.
            page.evaluate("document.querySelectorAll('details').forEach(details => details.open = true)")
            faults += [f"{where}, opened: {fault}" for fault in page.evaluate(LAYOUT)]
            violations = Axe().run(page).response["violations"] if asks_axe and width != 768 else []
            for violation in violations:
                nodes = "; ".join(node["html"][:90] for node in violation["nodes"][:3])
                faults.append(f"{where}: axe {violation['id']}: {violation['help']}: {nodes}")
            context.close()
    if prints:
        context = browser.new_context(viewport={"width": int(SHEET_WIDTH), "height": int(SHEET_HEIGHT)})
        page = context.new_page()
        page.goto(file.resolve().as_uri())
        page.emulate_media(media="print")
        bottom, after = page.evaluate(SHEET)
        if bottom > SHEET_HEIGHT:
            faults.append(f"{file.name}: the summary is {bottom:.0f} px high, a sheet {SHEET_HEIGHT:.0f} px")
        if after != "page":
            faults.append(f"{file.name}: the summary is not alone on the first sheet")
        sheets = page.pdf(prefer_css_page_size=True)
        if not sheets.startswith(b"%PDF"):
            faults.append(f"{file.name}: cannot be printed")
        count = len(re.findall(rb"/Type\s*/Page\b", sheets))
        if most_sheets and not 1 < count <= most_sheets:
            faults.append(f"{file.name}: {count} sheets, not {most_sheets} at most")
        context.close()
    return faults


def main():
    arguments = sys.argv[1:]
    prints, asks_axe = "--pdf" in arguments, "--layout" not in arguments
    most_sheets = next((int(name[9:]) for name in arguments if name.startswith("--sheets=")), None)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        for name in arguments:
            if not name.startswith("--"):
                for fault in look(browser, pathlib.Path(name), prints, most_sheets, asks_axe):
                    print(fault, flush=True)
        browser.close()


main()
