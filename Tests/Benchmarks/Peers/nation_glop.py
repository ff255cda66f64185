# SPDX-License-Identifier: GPL-3.0-or-later
"""The national plan by GLOP of OR-Tools: the whole program handed over in arrays."""

import sys

import numpy
from ortools.linear_solver.python import model_builder_helper
from scipy.sparse import csr_matrix

from nation import main


def solve(costs, widths, rows, sums):
    count = len(costs)
    helper = model_builder_helper.ModelBuilderHelper()
    matrix = csr_matrix((numpy.ones(count), (rows, numpy.arange(count))), shape=(len(sums), count))
    bounds = sums.astype(float)
    helper.fill_model_from_sparse_data(numpy.zeros(count), widths.astype(float), costs, bounds, bounds, matrix)
    solver = model_builder_helper.ModelSolverHelper("GLOP")
    solver.solve(helper)
    if solver.status() != model_builder_helper.SolveStatus.OPTIMAL:
        sys.exit(f"GLOP: {solver.status()}")
    return solver.variable_values()


main(solve)
