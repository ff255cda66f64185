# SPDX-License-Identifier: GPL-3.0-or-later
"""What goals and rules beside fit cost, in times of fit alone."""

import json
import shutil

from national import TOTALS, write_nation
from processes import Run, in_turn, table

FIT = "goals:\n  - fit: webster\n"
IN_ORDER = "goals:\n  - fairness: 2\n  - fit: webster\n  - stability: posts_moved\n"
MIX = "  - mix: {pool: administrative, from: 20, to: 60}\n"

# What is written in place of the rules' end and the goals, and whether only a full run has it.
VARIANTS = {
    "fit": (FIT, False),
    "fit by Huntington and Hill": ("goals:\n  - fit: huntington-hill\n", True),
    "fit by Hamilton": ("goals:\n  - fit: hamilton\n", True),
    "fairness, fit, stability": (IN_ORDER, False),
    "a cap on moves": ("  - moves: 30000\n" + FIT, False),
    "mix ratios, three goals": (MIX + IN_ORDER, True),
}


def goals(allot, folder, is_quick):
    """Prints a table of the nation's plans with other goals and rules; `folder` has the nation in both forms."""
    chosen = {name: text for name, (text, is_long) in VARIANTS.items() if not (is_long and is_quick)}
    rows = []
    for totals, title in TOTALS.items():
        with open(f"{folder}/{totals}/scenario.yaml", encoding="utf-8") as file:
            scenario = file.read()
        if FIT not in scenario:
            raise SystemExit("the nation's scenario has other goals than this is written for")
        commands = {}
        for place, (name, text) in enumerate(chosen.items()):
            variant = f"{folder}/{totals}-{place}"
            shutil.copytree(f"{folder}/{totals}", variant)
            with open(f"{variant}/scenario.yaml", "w", encoding="utf-8") as file:
                file.write(scenario.replace(FIT, text))
            commands[name] = [allot, "plan", variant, "--csv", "--output", f"{folder}/plan.csv"]
        measured = in_turn(commands, runs=3 if is_quick else 5, cap=60)
        fit = measured["fit"].seconds
        rows.append([title, *(f"{m.seconds:.2f} s, {m.seconds / fit:.1f}" if m else "over 60 s" for m in measured.values())])
    print("allot plan with other goals and rules: seconds, and in times of fit alone")
    table(["", *chosen], rows)


def no_inversion(allot, folder):
    """Prints what a hard rule against inversion takes for 3,000 towns, and what is known of the plan."""
    write_nation(allot, f"{folder}/inversion", 3_000)
    scenario = f"{folder}/inversion/nation"
    with open(f"{scenario}/scenario.yaml", encoding="utf-8") as file:
        text = file.read()
    with open(f"{scenario}/scenario.yaml", "w", encoding="utf-8") as file:
        file.write(text.replace(FIT, "  - no_inversion: [resident_population, area]\n" + FIT))
    plan = f"{folder}/plan.json"
    run = Run.of([allot, "plan", scenario, "--time-limit", "20", "--json", "--output", plan])
    with open(plan, encoding="utf-8") as file:
        goal = json.load(file)["goals"][0]
    known = "proved" if goal["proved"] else f"not proved, {goal['value']} against a bound of {goal['bound']}"
    print(f"no inversion by population and area, 3,000 towns, in at most 20 s: {run.seconds:.1f} s, {known}", flush=True)
