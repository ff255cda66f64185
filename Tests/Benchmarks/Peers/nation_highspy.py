# SPDX-License-Identifier: GPL-3.0-or-later
"""The national plan by HiGHS: the whole program handed over in arrays."""

import sys

import highspy
import numpy

from nation import main


def solve(costs, widths, rows, sums):
    count = len(costs)
    program = highspy.HighsLp()
    program.num_col_, program.num_row_ = count, len(sums)
    program.col_cost_ = costs
    program.col_lower_, program.col_upper_ = numpy.zeros(count), widths.astype(float)
    program.row_lower_ = program.row_upper_ = sums.astype(float)
    program.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    program.a_matrix_.start_ = numpy.arange(count + 1)
    program.a_matrix_.index_ = rows
    program.a_matrix_.value_ = numpy.ones(count)
    highs = highspy.Highs()
    highs.setOptionValue("output_flag", False)
    # Measured: with presolve it takes several times as long.
    highs.setOptionValue("presolve", "off")
    highs.passModel(program)
    highs.run()
    if highs.getModelStatus() != highspy.HighsModelStatus.kOptimal:
        sys.exit(f"HiGHS: {highs.getModelStatus()}")
    return highs.getSolution().col_value


main(solve)
