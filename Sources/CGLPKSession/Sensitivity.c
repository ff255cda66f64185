// SPDX-License-Identifier: GPL-3.0-or-later

#include "Session.h"

#include <float.h>
#include <math.h>

// GLPK writes the largest finite number for what has no end.
static double open_ended(double value) {
  return value <= -DBL_MAX ? -INFINITY : value >= DBL_MAX ? INFINITY : value;
}

/// The values of a row's or column's active bound between which the basis stays as it is. A basic row has no active
/// bound: its own value may be approached by either bound without a change.
static void analyze_bound(glp_prob *problem, int index, bool is_basic, double value, double *low, double *high) {
  if (is_basic) {
    *low = *high = value;
    return;
  }
  glp_analyze_bound(problem, index, low, NULL, high, NULL);
  *low = open_ended(*low);
  *high = open_ended(*high);
}

static CGLPKReturn analyze(CGLPKSession *session, const void *argument) {
  const CGLPKRanges *ranges = argument;
  glp_prob *problem = session->problem;
  if (problem == NULL || !session->is_relaxed) {
    return cglpk_refuse(session, "Ranges need the optimum of a relaxation.");
  }
  // Presolve leaves no factorization behind, and analysis without one is a fatal error.
  if (!glp_bf_exists(problem) && glp_factorize(problem) != 0) {
    return cglpk_refuse(session, "The optimal basis cannot be factorized.");
  }
  const int rows = glp_get_num_rows(problem), columns = glp_get_num_cols(problem);
  for (int i = 1; i <= rows; i += 1) {
    analyze_bound(
      problem, i, glp_get_row_stat(problem, i) == GLP_BS, glp_get_row_prim(problem, i), &ranges->row_low[i - 1],
      &ranges->row_high[i - 1]);
  }
  for (int j = 1; j <= columns; j += 1) {
    const double cost = glp_get_obj_coef(problem, j), reduced = glp_get_col_dual(problem, j);
    double low = -INFINITY, high = INFINITY;
    switch (glp_get_col_stat(problem, j)) {
    case GLP_BS:
      glp_analyze_coef(problem, rows + j, &low, NULL, NULL, &high, NULL, NULL);
      low = open_ended(low);
      high = open_ended(high);
      break;
    case GLP_NF: low = high = cost - reduced; break;
    case GLP_NS: break;
    default: {
      // At a bound the cost may get worse without end, and better until the reduced cost is zero.
      const bool is_lower = glp_get_col_stat(problem, j) == GLP_NL;
      const bool minimizes = glp_get_obj_dir(problem) == GLP_MIN;
      if (is_lower == minimizes) low = cost - reduced;
      else high = cost - reduced;
    }
    }
    ranges->cost_low[j - 1] = cglpk_unscaled(session, low);
    ranges->cost_high[j - 1] = cglpk_unscaled(session, high);
  }
  return CGLPKDone;
}

CGLPKReturn CGLPKSession_ranges(CGLPKSession *session, CGLPKRanges *ranges) {
  return cglpk_guard(session, analyze, ranges);
}
