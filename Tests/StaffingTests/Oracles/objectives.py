# SPDX-License-Identifier: GPL-3.0-or-later
"""Solves every .lp file of a folder with HiGHS, or with glpsol where HiGHS is missing.

Prints a line a file: ">", its name and the objective, or why there is none; HiGHS may print something of its own before
it is told not to. Run with the folder as the only argument.
"""
import pathlib
import subprocess
import sys


def by_highs(highspy, path):
    highs = highspy.Highs()
    highs.silent()
    highs.readModel(str(path))
    highs.setOptionValue("mip_rel_gap", 0.0)
    highs.run()
    status = highs.modelStatusToString(highs.getModelStatus())
    return highs.getInfo().objective_function_value if status == "Optimal" else status


def by_glpsol(path):
    out = path.with_suffix(".out")
    subprocess.run(["glpsol", "--lp", str(path), "-o", str(out)], check=True, capture_output=True)
    for line in out.read_text().splitlines():
        if line.startswith("Objective:"):
            return float(line.split("=")[1].split()[0])
    return "no objective"


def main():
    try:
        import highspy
    except ImportError:
        highspy = None
    for path in sorted(pathlib.Path(sys.argv[1]).glob("*.lp")):
        print(">", path.stem, by_highs(highspy, path) if highspy else by_glpsol(path))


main()
