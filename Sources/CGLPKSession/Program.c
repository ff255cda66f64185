// SPDX-License-Identifier: GPL-3.0-or-later

#include "Session.h"

#include <float.h>
#include <math.h>
#include <string.h>

// MARK: Checks

/// The first number that is infinite or not a number, or -1. GLPK takes such numbers and answers with nonsense.
static int64_t first_not_finite(const double *numbers, int64_t count) {
  // A sum is finite only where all that it adds up is. Several of them side by side are turned into vector
  // instructions.
  enum { sums = 8 };
  double sum[sums] = {0};
  int64_t k = 0;
  for (; k + sums <= count; k += sums) {
    for (int s = 0; s < sums; s += 1) sum[s] += numbers[k + s];
  }
  for (; k < count; k += 1) sum[0] += numbers[k];
  double total = 0;
  for (int s = 0; s < sums; s += 1) total += sum[s];
  if (isfinite(total)) return -1;
  for (k = 0; k < count; k += 1) {
    if (!isfinite(numbers[k])) return k;
  }
  return -1;
}

static bool are_bounds(double lower, double upper) {
  return lower < INFINITY && upper > -INFINITY;
}

static CGLPKReturn refuse_bounds(CGLPKSession *session, const char *kind, int32_t index, double lower, double upper) {
  return cglpk_refuse(session, "%s %d cannot be bounded by %g and %g.", kind, index, lower, upper);
}

static CGLPKReturn check_goal(CGLPKSession *session, const double *costs, int32_t columns, double constant) {
  const int64_t fault = first_not_finite(costs, columns);
  if (fault >= 0) {
    return cglpk_refuse(session, "The cost %g of column %d is not finite.", costs[fault], (int)fault);
  }
  if (!isfinite(constant)) return cglpk_refuse(session, "The goal's constant %g is not finite.", constant);
  return CGLPKDone;
}

static CGLPKReturn check(CGLPKSession *session, const CGLPKProgram *program, int *longest_row) {
  if (program->rows < 0 || program->columns < 0) {
    return cglpk_refuse(session, "A program cannot have %d rows and %d columns.", program->rows, program->columns);
  }
  const CGLPKReturn goal = check_goal(session, program->costs, program->columns, program->constant);
  if (goal != CGLPKDone) return goal;
  for (int32_t j = 0; j < program->columns; j += 1) {
    const double lower = program->column_lower[j], upper = program->column_upper[j];
    if (!are_bounds(lower, upper)) return refuse_bounds(session, "Column", j, lower, upper);
  }
  int64_t end = 0, longest = 0;
  for (int32_t i = 0; i < program->rows; i += 1) {
    const CGLPKRow *row = &program->row_table[i];
    if (!are_bounds(row->lower, row->upper)) return refuse_bounds(session, "Row", i, row->lower, row->upper);
    // An end before the row's beginning is a length beyond all others.
    const uint64_t length = (uint64_t)row->end - (uint64_t)end;
    if (length >= INT32_MAX) {
      return cglpk_refuse(session, "Row %d cannot have %lld entries.", i, (long long)length);
    }
    end = row->end;
    if (longest < (int64_t)length) longest = (int64_t)length;
  }
  const int64_t entry = first_not_finite(program->values, end);
  if (entry >= 0) {
    return cglpk_refuse(
      session, "The coefficient %g of entry %lld is not finite.", program->values[entry], (long long)entry);
  }
  *longest_row = (int)longest;
  return CGLPKDone;
}

static CGLPKReturn check_loaded(CGLPKSession *session) {
  if (session->problem != NULL) return CGLPKDone;
  return cglpk_refuse(session, "No program is loaded.");
}

// MARK: Loading

_Static_assert(
  GLP_LO == GLP_FR + 1 && GLP_UP == GLP_FR + 2 && GLP_DB == GLP_FR + 3 && GLP_FX == GLP_DB + 1,
  "a kind of bounds is counted together from those there are, and from whether they are one");

static int bound_type(double lower, double upper) {
  // GLPK itself reads the largest finite number as infinite.
  const int has_lower = lower > -DBL_MAX, has_upper = upper < DBL_MAX;
  return GLP_FR + has_lower + 2 * has_upper + ((lower == upper) & has_lower & has_upper);
}

static int64_t smaller(int64_t a, int64_t b) {
  return a < b ? a : b;
}

static void load_rows(glp_prob *problem, const CGLPKProgram *program, int longest_row) {
  if (program->rows == 0) return;
  // GLPK counts from one and reads from index 1 on. Indices are shifted some rows at a time: short loops of one row
  // each would cost more than GLPK's own work saves. The memory is GLPK's, so that a fault frees it with all else.
  const int room = longest_row > 4096 ? longest_row : 4096;
  int *indices = glp_alloc(room + 1, sizeof(int));
  // What follows another row's values is read where it is, with the last of those at index 0. The first has none there.
  double *first_values = glp_alloc(longest_row + 1, sizeof(double));
  const CGLPKRow *row = program->row_table;
  const int32_t rows = program->rows;
  const int64_t entries = row[rows - 1].end;
  if (entries > 0) memcpy(first_values + 1, program->values, (size_t)smaller(entries, longest_row) * sizeof(double));
  const double *values = first_values;
  int64_t shifted = 0, shifted_end = 0, start = 0;
  for (int32_t i = 1; i <= rows; i += 1, row += 1) {
    glp_set_row_bnds(problem, i, bound_type(row->lower, row->upper), row->lower, row->upper);
    const int64_t end = row->end;
    const int length = (int)(end - start);
    if (length == 0) continue;
    if (end > shifted_end) {
      shifted = start;
      shifted_end = smaller(entries, start + room);
      const int32_t *columns = program->indices + shifted;
      const int count = (int)(shifted_end - shifted);
      // Unsigned, so that an index of INT32_MAX is GLPK's fault to find and not an overflow here.
      for (int k = 0; k < count; k += 1) indices[k + 1] = (int)((unsigned)columns[k] + 1u);
    }
    glp_set_mat_row(problem, i, length, indices + (start - shifted), values);
    start = end;
    values = program->values + (end - 1);
  }
  glp_free(first_values);
  glp_free(indices);
}

/// What makes the largest of small costs at least 1: GLPK's tolerance of reduced costs is an absolute one, and in a goal
/// counted in billionths every point would be optimal. A power of two, so that nothing is rounded; large costs stay.
static double scale_of(const double *costs, int32_t columns) {
  double largest = 0;
  for (int32_t j = 0; j < columns; j += 1) largest = fmax(largest, fabs(costs[j]));
  // Far below, costs are as good as none, and their scale would not be finite.
  if (largest == 0 || largest >= 1 || largest < 0x1p-500) return 1;
  int exponent;
  frexp(largest, &exponent);
  return ldexp(1, 1 - exponent);
}

/// How far a cost may be from a whole multiple of a unit, relative to the cost: what its decimals lost.
static const double unit_tolerance = 0x1p-48;
/// The largest multiple of a unit that makes it one.
static const double most_units = 1e6;

/// The greatest unit that all costs are whole multiples of, as 1e-9 of 2e-9 and 3e-9: in it, branch and bound rounds the
/// bound of each node to a value that the goal can take, without which it may have no end on unbounded variables. 0
/// where there is none, or a column with a cost takes other than whole numbers, or all costs are whole numbers already.
static double unit_of(const CGLPKProgram *program) {
  if (program->integer == NULL) return 0;
  double largest = 0, unit = 0;
  bool are_whole = true;
  for (int32_t j = 0; j < program->columns; j += 1) {
    const double cost = fabs(program->costs[j]);
    if (cost == 0) continue;
    if (program->integer[j] == 0) return 0;
    are_whole = are_whole && cost == floor(cost);
    largest = fmax(largest, cost);
    // Euclid's algorithm, in which what is left of a division by rounding counts as nothing.
    double divisor = cost;
    while (divisor > 1e-9 * largest) {
      const double rest = fabs(fmod(unit, divisor));
      unit = divisor;
      divisor = fmin(rest, unit - rest);
    }
    if (unit * most_units < largest) return 0;
  }
  if (are_whole || unit == 0) return 0;
  // The steps above have lost digits: the largest cost has them.
  unit = largest / rint(largest / unit);
  if (!isfinite(1 / unit)) return 0;
  for (int32_t j = 0; j < program->columns; j += 1) {
    const double units = program->costs[j] / unit;
    if (fabs(units - rint(units)) > unit_tolerance * fabs(units)) return 0;
  }
  return unit;
}

static void load_columns(glp_prob *problem, const CGLPKProgram *program, double scale, double unit) {
  for (int32_t j = 0; j < program->columns; j += 1) {
    const double lower = program->column_lower[j], upper = program->column_upper[j];
    glp_set_col_bnds(problem, j + 1, bound_type(lower, upper), lower, upper);
    const double cost = program->costs[j];
    if (cost != 0) glp_set_obj_coef(problem, j + 1, unit > 0 ? rint(cost / unit) : scale * cost);
    if (program->integer != NULL && program->integer[j] != 0) glp_set_col_kind(problem, j + 1, GLP_IV);
  }
}

static CGLPKReturn load(CGLPKSession *session, const void *argument) {
  const CGLPKProgram *program = argument;
  int longest_row = 0;
  const CGLPKReturn verdict = check(session, program, &longest_row);
  if (verdict != CGLPKDone) return verdict;
  if (!cglpk_open_environment(session)) return cglpk_refuse(session, "GLPK could not be started.");
  if (session->problem == NULL) {
    session->problem = glp_create_prob();
  } else {
    session->iterations_before += glp_get_it_cnt(session->problem);
    glp_erase_prob(session->problem);
  }
  session->is_scaled = false;
  session->is_relaxed = false;
  session->has_duals = false;
  cglpk_forget_outcome(session);
  glp_set_obj_dir(session->problem, program->maximize ? GLP_MAX : GLP_MIN);
  const double unit = unit_of(program);
  session->goal_scale = unit > 0 ? 1 / unit : scale_of(program->costs, program->columns);
  glp_set_obj_coef(session->problem, 0, session->goal_scale * program->constant);
  if (program->columns > 0) glp_add_cols(session->problem, program->columns);
  if (program->rows > 0) glp_add_rows(session->problem, program->rows);
  load_columns(session->problem, program, session->goal_scale, unit);
  load_rows(session->problem, program, longest_row);
  return CGLPKDone;
}

CGLPKReturn CGLPKSession_load(CGLPKSession *session, const CGLPKProgram *program) {
  return cglpk_guard(session, load, program);
}

// MARK: Changes

typedef struct {
  const double *costs;
  double constant;
} Goal;

static CGLPKReturn set_goal(CGLPKSession *session, const void *argument) {
  const Goal *goal = argument;
  if (check_loaded(session) != CGLPKDone) return CGLPKRefused;
  const int32_t columns = glp_get_num_cols(session->problem);
  if (check_goal(session, goal->costs, columns, goal->constant) != CGLPKDone) return CGLPKRefused;
  session->is_relaxed = false;
  const double scale = session->goal_scale = scale_of(goal->costs, columns);
  glp_set_obj_coef(session->problem, 0, scale * goal->constant);
  for (int32_t j = 0; j < columns; j += 1) glp_set_obj_coef(session->problem, j + 1, scale * goal->costs[j]);
  return CGLPKDone;
}

CGLPKReturn CGLPKSession_set_goal(CGLPKSession *session, const double *costs, double constant) {
  return cglpk_guard(session, set_goal, &(Goal){.costs = costs, .constant = constant});
}

typedef struct {
  int32_t index;
  double lower;
  double upper;
} Bounds;

/// GLPK's number of a row or column. One past the largest number stays out of range, for GLPK to say so.
static int number(int32_t index) {
  return (int)((unsigned)index + 1u);
}

static CGLPKReturn set_column_bounds(CGLPKSession *session, const void *argument) {
  const Bounds *bounds = argument;
  const double lower = bounds->lower, upper = bounds->upper;
  if (check_loaded(session) != CGLPKDone) return CGLPKRefused;
  if (!are_bounds(lower, upper)) return refuse_bounds(session, "Column", bounds->index, lower, upper);
  session->is_relaxed = false;
  glp_set_col_bnds(session->problem, number(bounds->index), bound_type(lower, upper), lower, upper);
  return CGLPKDone;
}

CGLPKReturn CGLPKSession_set_column_bounds(CGLPKSession *session, int32_t column, double lower, double upper) {
  return cglpk_guard(session, set_column_bounds, &(Bounds){.index = column, .lower = lower, .upper = upper});
}

static CGLPKReturn set_row_bounds(CGLPKSession *session, const void *argument) {
  const Bounds *bounds = argument;
  const double lower = bounds->lower, upper = bounds->upper;
  if (check_loaded(session) != CGLPKDone) return CGLPKRefused;
  if (!are_bounds(lower, upper)) return refuse_bounds(session, "Row", bounds->index, lower, upper);
  session->is_relaxed = false;
  glp_set_row_bnds(session->problem, number(bounds->index), bound_type(lower, upper), lower, upper);
  return CGLPKDone;
}

CGLPKReturn CGLPKSession_set_row_bounds(CGLPKSession *session, int32_t row, double lower, double upper) {
  return cglpk_guard(session, set_row_bounds, &(Bounds){.index = row, .lower = lower, .upper = upper});
}

// MARK: The basis

_Static_assert(
  CGLPKBasic == GLP_BS && CGLPKAtLower == GLP_NL && CGLPKAtUpper == GLP_NU && CGLPKFree == GLP_NF
    && CGLPKFixed == GLP_NS,
  "standings are passed through as they are");

typedef struct {
  const uint8_t *rows;
  const uint8_t *columns;
} Basis;

/// How many of the standings are basic, or -1 where one is no standing.
static int64_t count_basic(const uint8_t *standings, int32_t count) {
  int64_t basic = 0;
  for (int32_t k = 0; k < count; k += 1) {
    if (standings[k] < CGLPKBasic || standings[k] > CGLPKFixed) return -1;
    basic += standings[k] == CGLPKBasic;
  }
  return basic;
}

static CGLPKReturn set_basis(CGLPKSession *session, const void *argument) {
  const Basis *basis = argument;
  if (check_loaded(session) != CGLPKDone) return CGLPKRefused;
  const int32_t rows = glp_get_num_rows(session->problem), columns = glp_get_num_cols(session->problem);
  const int64_t of_rows = count_basic(basis->rows, rows), of_columns = count_basic(basis->columns, columns);
  if (of_rows < 0 || of_columns < 0) return cglpk_refuse(session, "The basis has a standing that does not exist.");
  if (of_rows + of_columns != rows) {
    return cglpk_refuse(
      session, "The basis has %lld basic rows and columns where there are %d rows.",
      (long long)(of_rows + of_columns), rows);
  }
  session->is_relaxed = false;
  for (int32_t i = 0; i < rows; i += 1) glp_set_row_stat(session->problem, i + 1, basis->rows[i]);
  for (int32_t j = 0; j < columns; j += 1) glp_set_col_stat(session->problem, j + 1, basis->columns[j]);
  return CGLPKDone;
}

CGLPKReturn CGLPKSession_set_basis(CGLPKSession *session, const uint8_t *rows, const uint8_t *columns) {
  return cglpk_guard(session, set_basis, &(Basis){.rows = rows, .columns = columns});
}

typedef struct {
  uint8_t *rows;
  uint8_t *columns;
} BasisBuffer;

static CGLPKReturn read_basis(CGLPKSession *session, const void *argument) {
  const BasisBuffer *basis = argument;
  if (check_loaded(session) != CGLPKDone) return CGLPKRefused;
  const int32_t rows = glp_get_num_rows(session->problem), columns = glp_get_num_cols(session->problem);
  for (int32_t i = 0; i < rows; i += 1) basis->rows[i] = (uint8_t)glp_get_row_stat(session->problem, i + 1);
  for (int32_t j = 0; j < columns; j += 1) basis->columns[j] = (uint8_t)glp_get_col_stat(session->problem, j + 1);
  return CGLPKDone;
}

CGLPKReturn CGLPKSession_basis(CGLPKSession *session, uint8_t *rows, uint8_t *columns) {
  return cglpk_guard(session, read_basis, &(BasisBuffer){.rows = rows, .columns = columns});
}
