# SPDX-License-Identifier: GPL-3.0-or-later
"""Prints the tables of the README: medians of runs taken in turn, instruction counts and peak memory.

With --quick there are three runs, and what takes minutes is left out.
"""

import argparse
import csv
import io
import os
import re
import shutil
import statistics
import sys
import tempfile

from goals import goals, no_inversion
from growth import growth
from national import side_by_side
from processes import Run, output

ALLOT = ".build/release/allot"
SURVEY = "Scenarios/survey-35-subdistricts"
BUILDS = "Tests/Benchmarks/.build/release"


def quotas(text):
    return {(row["town"], row["pool"]): row["quota_planned"] for row in csv.DictReader(io.StringIO(text))}


def whole_processes(runs=5):
    allot = [ALLOT, "plan", SURVEY, "--csv"]
    pulp = [sys.executable, "Tests/Benchmarks/Peers/pulp_plan.py", SURVEY]
    same = quotas(output(allot)) == quotas(output(pulp))
    pairs = [(Run.of(allot).seconds, Run.of(pulp).seconds) for _ in range(runs)]
    ratio = statistics.median(peer / mine for mine, peer in pairs)
    print(f"survey, files to plan: allot {statistics.median(p[0] for p in pairs) * 1000:.0f} ms,"
          f" PuLP and GLPK {statistics.median(p[1] for p in pairs) * 1000:.0f} ms, ratio {ratio:.1f};"
          f" {'same quotas' if same else 'DIFFERENT QUOTAS'}")
    if not same:
        sys.exit(1)


def instructions(program, arguments, functions):
    """Instructions inside the functions named, callees included."""
    with tempfile.TemporaryDirectory() as folder:
        # Older valgrinds stumble over newer debug information.
        stripped = f"{folder}/program"
        output(["strip", "--strip-debug", "-o", stripped, f"{BUILDS}/{program}"])
        trace = f"{folder}/trace"
        output(["valgrind", "--tool=callgrind", f"--callgrind-out-file={trace}", stripped, *arguments])
        table = output(["callgrind_annotate", "--inclusive=yes", "--threshold=100", trace])
    found = {}
    for line in table.splitlines():
        match = re.match(r"\s*([\d,]+) .*?:(\S+)(?: \[|$)", line)
        # Swift's names hold the plain one, with its length in front.
        name = match and next((n for n in functions if match[2] == n or f"{len(n)}{n}" in match[2]), None)
        if name:
            found.setdefault(name, int(match[1].replace(",", "")))
    missing = functions - found.keys()
    if missing:
        sys.exit(f"{program}: the profile does not show {', '.join(sorted(missing))}")
    return found


def peak_memory(program, arguments):
    """The most memory that a whole process had at once."""
    return Run.of([f"{BUILDS}/{program}", *arguments]).peak


def model_building():
    """Rows that are written in place, and rows that are expressions first, against the same rows by plain calls."""
    has_valgrind = shutil.which("valgrind")
    if not has_valgrind:
        print("model building: no valgrind on this machine, so no instructions are counted")
    for width in ("5", "20", "100"):
        name = f"model building, 1,000,000 nonzeros in rows of {width}"
        forms = {"in place": [width], "expressions": [width, "expressions"]}
        if has_valgrind:
            raw = instructions("BuildInC", [width], {"main", "glp_simplex"})
            raw_count = raw["main"] - raw["glp_simplex"]
            print(f"{name}: raw C {raw_count / 1e6:.0f} million instructions")
            for form, arguments in forms.items():
                count = sum(instructions("BuildInSwift", arguments, {"buildModel", "CGLPKSession_load"}).values())
                print(f"  {form}: {count / 1e6:.0f} million, ratio {count / raw_count:.2f}")
        raw_peak, loaded_peak = (peak_memory("BuildInC", [width, *more]) for more in ([], ["load"]))
        for form, arguments in forms.items():
            peak = peak_memory("BuildInSwift", arguments)
            print(f"  {form}: peak memory ratio {peak / raw_peak:.2f}; {peak / loaded_peak:.2f} to raw C that does not solve")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true")
    is_quick = parser.parse_args().quick
    with tempfile.TemporaryDirectory() as folder:
        # Where a peer is stopped, what it has not removed goes with the folder.
        tempfile.tempdir = os.environ["TMPDIR"] = folder
        side_by_side(ALLOT, BUILDS, folder, is_quick)
        goals(ALLOT, folder, is_quick)
        no_inversion(ALLOT, folder)
        growth(ALLOT, folder, is_quick)
        whole_processes()
        model_building()
