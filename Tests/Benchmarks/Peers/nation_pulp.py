# SPDX-License-Identifier: GPL-3.0-or-later
"""The national plan by PuLP, with GLPK as its solver."""

import sys

import pulp

from nation import main


def solve(costs, widths, rows, sums):
    problem = pulp.LpProblem("plan", pulp.LpMinimize)
    steps = [pulp.LpVariable(f"u{place}", 0, width) for place, width in enumerate(widths.tolist())]
    problem += pulp.LpAffineExpression(zip(steps, costs.tolist()))
    members = [[] for _ in sums]
    for step, row in zip(steps, rows.tolist()):
        members[row].append((step, 1))
    for row, total in zip(members, sums.tolist()):
        problem += pulp.LpConstraint(pulp.LpAffineExpression(row), pulp.LpConstraintEQ, rhs=total)
    # Measured: by its defaults GLPK takes minutes for two rows of so many columns.
    problem.solve(pulp.GLPK_CMD(msg=False, options=["--dual", "--flip", "--nopresol"]))
    if problem.status != pulp.LpStatusOptimal:
        sys.exit(f"GLPK: {pulp.LpStatus[problem.status]}")
    return [step.value() for step in steps]


main(solve)
