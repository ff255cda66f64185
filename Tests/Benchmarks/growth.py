# SPDX-License-Identifier: GPL-3.0-or-later
"""How the cost of a plan grows with the number of towns."""

import math
import shutil

from national import TOTALS, write_nation
from processes import in_turn, table


def exponent(sizes, seconds):
    """The slope of the straight line through the logarithms (least squares)."""
    x, y = [math.log(size) for size in sizes], [math.log(second) for second in seconds]
    mean_x, mean_y = sum(x) / len(x), sum(y) / len(y)
    return sum((a - mean_x) * (b - mean_y) for a, b in zip(x, y)) / sum((a - mean_x) ** 2 for a in x)


def growth(allot, folder, is_quick):
    """Prints the time and memory of `allot plan` for ever more towns, and the exponents, with and without the smallest."""
    sizes = [1_000, 3_000, 10_000, 41_000] + ([] if is_quick else [200_000])
    measured = {}
    for size in sizes:
        write_nation(allot, f"{folder}/{size}", size)
        commands = {t: [allot, "plan", f"{folder}/{size}/{t}", "--csv", "--output", f"{folder}/plan.csv"] for t in TOTALS}
        for totals, found in in_turn(commands, runs=3 if is_quick else 5, cap=600, once_beyond=60).items():
            measured[size, totals] = found
        shutil.rmtree(f"{folder}/{size}")
    rows = []
    for totals, title in TOTALS.items():
        found = [measured[size, totals] for size in sizes]
        cells = [f"{each.seconds:.2f} s ({each.cpu:.2f}), {each.peak:.0f} MB" for each in found]
        # By the time of computing, which other work on the machine disturbs less.
        slopes = [exponent(sizes[n:], [each.cpu for each in found[n:]]) for n in (0, 2)]
        rows.append([title, *cells, f"{slopes[0]:.2f} ({slopes[1]:.2f})"])
    print(f"allot plan by the number of towns: seconds (of computing), peak; the exponent of all, and of {sizes[2]:,} and more")
    table(["", *(f"{size:,}" for size in sizes), "exponent"], rows)
