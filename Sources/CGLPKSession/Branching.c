// SPDX-License-Identifier: GPL-3.0-or-later

#include "Session.h"

#include <float.h>
#include <limits.h>
#include <math.h>

/// How long a node's simplex stays silent, in ms. A line costs as much as a short node, so short nodes say nothing.
static const int node_silence = 50;
/// How often the tree is asked for its best bound, in seconds; asking takes time in proportion to its open nodes.
static const double report_interval = 0.02;
/// From how many looked-at entries on a node's relaxation is long: some 50 ms.
static const double long_work = 2e7;

/// How far from a whole number a column may be to count as one. GLPK's own 1e-5 is more than is accepted as whole
/// afterwards, and times a large coefficient far too much; below the simplex method's 1e-7 it would never be met.
static const double whole_tolerance = 5e-7;

// MARK: Progress

void cglpk_report_tree(CGLPKSession *session) {
  int nodes = 0;
  glp_ios_tree_size(session->tree, NULL, NULL, &nodes);
  CGLPKProgress *progress = &session->progress;
  progress->nodes = nodes;
  progress->iterations = session->iterations_before + glp_get_it_cnt(glp_ios_get_prob(session->tree));
  const bool has_best = glp_mip_status(session->problem) == GLP_FEAS;
  if (has_best) progress->best = cglpk_unscaled(session, glp_mip_obj_val(session->problem)) + session->offset;
  const int best_node = glp_ios_best_node(session->tree);
  if (best_node != 0) {
    // The root has an infinite bound until it is solved.
    const double bound = glp_ios_node_bound(session->tree, best_node);
    if (fabs(bound) < DBL_MAX) progress->bound = cglpk_unscaled(session, bound) + session->offset;
  }
  if (has_best) {
    // Open nodes that the best point has overtaken are still in the tree.
    const bool maximize = glp_get_obj_dir(session->problem) == GLP_MAX;
    const double best = progress->best;
    if (best_node == 0 || (maximize ? progress->bound < best : progress->bound > best)) progress->bound = best;
  }
  session->last_report = cglpk_now();
  cglpk_publish(session);
}

/// Whether the best point is as near to the bound as was asked for. GLPK's own test would leave the offset out.
static bool has_reached_gap(CGLPKSession *session) {
  if (!(session->gap_wanted > 0) || glp_mip_status(session->problem) != GLP_FEAS) return false;
  cglpk_report_tree(session);
  const CGLPKProgress *progress = &session->progress;
  return fabs(progress->best - progress->bound) / (fabs(progress->best) + DBL_EPSILON) <= session->gap_wanted;
}

// MARK: The search's callback

/// How often a first round of cuts goes through the columns of the program, by measuring: about three times to make a
/// Gomory cut, and once to weigh a cut of either kind. What rounding itself takes is little beside it.
typedef struct {
  double gomory;   ///< for Gomory's cuts, of which GLPK makes 50 at the most
  double rounding; ///< for cuts by mixed-integer rounding: one a row at the most that is active and not yet whole
} CutPasses;

static bool is_between(glp_prob *problem, int column) {
  const double x = glp_get_col_prim(problem, column);
  return glp_get_col_stat(problem, column) == GLP_BS && fabs(x - rint(x)) > whole_tolerance;
}

static CutPasses cut_passes(glp_prob *problem) {
  const int rows = glp_get_num_rows(problem), columns = glp_get_num_cols(problem);
  CutPasses passes = {0, 0};
  int *indices = glp_alloc(columns + 1, sizeof(int));
  for (int j = 1; j <= columns; j += 1) {
    passes.gomory += 4 * (glp_get_col_kind(problem, j) != GLP_CV && is_between(problem, j));
  }
  for (int i = 1; i <= rows; i += 1) {
    if (glp_get_row_stat(problem, i) == GLP_BS) continue;
    const int length = glp_get_mat_row(problem, i, indices, NULL);
    bool is_open = false;
    for (int k = 1; k <= length && !is_open; k += 1) is_open = is_between(problem, indices[k]);
    passes.rounding += is_open;
  }
  glp_free(indices);
  passes.gomory = fmin(passes.gomory, 200);
  return passes;
}

/// Seconds that one pass takes on this machine, as busy as it is: a pass, timed.
static double seconds_a_pass(glp_prob *problem) {
  const int rows = glp_get_num_rows(problem), columns = glp_get_num_cols(problem);
  int *indices = glp_alloc(rows + 1, sizeof(int));
  double *values = glp_alloc(rows + 1, sizeof(double));
  const double began = cglpk_now();
  for (int j = 1; j <= columns; j += 1) glp_get_mat_col(problem, j, indices, values);
  const double seconds = cglpk_now() - began;
  glp_free(indices);
  glp_free(values);
  return seconds;
}

/// Entries of a round of cuts from which on a cancellation would wait too long for its end: some 0.3 s or more.
static const double deaf_work = 2e7;

/// Leaves out the cuts whose first round could not end in time, those by rounding first: before the deadline, or, where
/// someone may cancel, so soon that it is heard. The latter is counted in entries, so that a solve without a deadline
/// always takes the same way.
static void estimate_cuts(CGLPKSession *session, double now) {
  const bool is_watched = session->control != NULL, has_deadline = session->deadline < INFINITY;
  if (!is_watched && !has_deadline) return;
  glp_iocp *parameters = session->branching;
  glp_prob *problem = glp_ios_get_prob(session->tree);
  const double entries = glp_get_num_nz(problem);
  CutPasses passes = cut_passes(problem);
  if (parameters->gmi_cuts == GLP_OFF) passes.gomory = 0;
  if (parameters->mir_cuts == GLP_OFF) passes.rounding = 0;
  // Short rounds are not worth a look at the clock.
  if (entries * (passes.gomory + passes.rounding) < 1e6) return;
  const double seconds = has_deadline ? seconds_a_pass(problem) : 0;
  double most = is_watched ? deaf_work / entries : INFINITY;
  if (has_deadline && seconds > 0) most = fmin(most, (session->deadline - now) / (2 * seconds));
  if (passes.gomory + passes.rounding > most) parameters->mir_cuts = GLP_OFF;
  if (passes.gomory > most) parameters->gmi_cuts = GLP_OFF;
}

/// Chooses the column to branch upon where GLPK would go through the program once for each that is not whole, and that would
/// take too long: the most fractional one, which needs no pass. GLPK looks at no clock while it chooses.
static void choose_column(CGLPKSession *session, int reason) {
  if (reason != GLP_IBRANCH || session->branching->br_tech != GLP_BR_DTH) return;
  if (session->control == NULL && !(session->deadline < INFINITY)) return;
  glp_prob *problem = glp_ios_get_prob(session->tree);
  const int columns = glp_get_num_cols(problem);
  double candidates = 0, farthest = 0;
  int chosen = 0;
  for (int j = 1; j <= columns; j += 1) {
    if (!glp_ios_can_branch(session->tree, j)) continue;
    const double x = glp_get_col_prim(problem, j), distance = fabs(x - rint(x));
    candidates += 1;
    if (distance > farthest) {
      farthest = distance;
      chosen = j;
    }
  }
  if (chosen == 0 || candidates * glp_get_num_nz(problem) < deaf_work / 4) return;
  const double x = glp_get_col_prim(problem, chosen);
  glp_ios_branch_upon(session->tree, chosen, x - floor(x) > 0.5 ? GLP_UP_BRNCH : GLP_DN_BRNCH);
}

/// Keeps a cut round from running past the deadline. GLPK looks at no clock in one, and on large dense rows a round
/// can take a second; as each adds rows, the next is taken to need twice the time of the last.
static void time_cuts(CGLPKSession *session, int reason, double now) {
  if (session->cuts_began > 0) session->cuts_took = now - session->cuts_began;
  session->cuts_began = 0;
  if (reason != GLP_ICUTGEN) return;
  session->cuts_began = now;
  if (session->cuts_took == 0) estimate_cuts(session, now);
  if (now + 2 * session->cuts_took < session->deadline) return;
  glp_iocp *parameters = session->branching;
  parameters->mir_cuts = parameters->gmi_cuts = parameters->cov_cuts = parameters->clq_cuts = GLP_OFF;
}

/// Hands over the point to begin with, when the search first asks for one: at the root.
static void give_start(CGLPKSession *session, int reason) {
  if (session->start == NULL || reason != GLP_IHEUR) return;
  // GLPK announces the point, whatever the message level.
  glp_term_out(GLP_OFF);
  glp_ios_heur_sol(session->tree, session->start);
  glp_term_out(GLP_ON);
  session->start = NULL;
}

/// How many entries the simplex method looks through in an iteration, roughly.
static double entries_an_iteration(glp_prob *problem) {
  return (double)glp_get_num_nz(problem) + 10.0 * glp_get_num_rows(problem);
}

/// Solves a copy of the node at hand as GLPK is about to, but with a display that can be heard, and hands over the basis.
/// GLPK fixes the display of its own at one line in 5 s, and does not solve a tree's program for a callback; it then
/// finds the basis optimal.
static void solve_node(CGLPKSession *session) {
  glp_prob *problem = glp_ios_get_prob(session->tree);
  glp_prob *copy = glp_create_prob();
  glp_copy_prob(copy, problem, GLP_OFF);
  glp_smcp parameters;
  glp_init_smcp(&parameters);
  parameters.meth = GLP_DUALP;
  parameters.r_test = GLP_RT_FLIP;
  parameters.msg_lev = GLP_MSG_ON;
  parameters.out_frq = cglpk_display_interval;
  parameters.out_dly = cglpk_display_interval;
  parameters.tm_lim = cglpk_time_left(session);
  if (glp_mip_status(session->problem) == GLP_FEAS) {
    const double best = glp_mip_obj_val(session->problem);
    *(glp_get_obj_dir(problem) == GLP_MIN ? &parameters.obj_ul : &parameters.obj_ll) = best;
  }
  const int before = glp_get_it_cnt(copy);
  glp_simplex(copy, &parameters);
  session->node_work = entries_an_iteration(copy) * (glp_get_it_cnt(copy) - before);
  const int rows = glp_get_num_rows(copy), columns = glp_get_num_cols(copy);
  for (int i = 1; i <= rows; i += 1) glp_set_row_stat(problem, i, glp_get_row_stat(copy, i));
  for (int j = 1; j <= columns; j += 1) glp_set_col_stat(problem, j, glp_get_col_stat(copy, j));
  glp_delete_prob(copy);
}

/// Keeps account of how long relaxations of nodes are, and solves the next where it can be heard if it promises to be
/// long. Counted in entries and not in time, so that the same program always takes the same way.
static void watch_node(CGLPKSession *session, int reason) {
  glp_prob *problem = glp_ios_get_prob(session->tree);
  const int iterations = glp_get_it_cnt(problem);
  if (reason == GLP_IROWGEN) {
    const double work = entries_an_iteration(problem) * (iterations - session->node_began);
    if (work > session->node_work) session->node_work = work;
    if (session->node_work > session->expected_work) session->expected_work = session->node_work;
  }
  if (reason != GLP_IPREPRO) return;
  session->expected_work *= 0.8;
  session->node_work = 0;
  if (session->watches_nodes && session->expected_work > long_work) solve_node(session);
  session->node_began = iterations;
}

static bool has_to_stop(CGLPKSession *session, int reason) {
  if (cglpk_has_to_stop(session, 0, &session->interruption)) return true;
  if (reason == GLP_IPREPRO && has_reached_gap(session)) {
    session->interruption = CGLPKGapReached;
    return true;
  }
  if (session->most_nodes <= 0) return false;
  // Where one branch is hopeless GLPK tightens the node and solves it again, on unbounded columns without end: so
  // relaxations are counted, and not only subproblems.
  session->relaxations += reason == GLP_IROWGEN;
  int nodes = 0;
  glp_ios_tree_size(session->tree, NULL, NULL, &nodes);
  if (nodes <= session->most_nodes && session->relaxations <= session->most_nodes) return false;
  session->interruption = CGLPKIterationLimit;
  return true;
}

static void watch(glp_tree *tree, void *info) {
  CGLPKSession *session = info;
  if (session->tree == NULL) {
    session->tree = tree;
    // GLPK gives the root and the tree the whole limit each; the tree's part is read from here when it is used.
    session->branching->tm_lim = cglpk_time_left(session);
  }
  const int reason = glp_ios_reason(tree);
  const double now = cglpk_now();
  time_cuts(session, reason, now);
  give_start(session, reason);
  choose_column(session, reason);
  bool stops = has_to_stop(session, reason);
  if (!stops) {
    watch_node(session, reason);
    stops = cglpk_has_to_stop(session, 0, &session->interruption);
  }
  if (stops || now - session->last_report >= report_interval) cglpk_report_tree(session);
  if (stops) glp_ios_terminate(tree);
}

// MARK: The search

/// What a start may break, relative to the largest term: rounding errors alone.
static const double start_tolerance = 1e-9;

/// Copies the start to count from one, in memory of GLPK's, and checks it: GLPK would take any point on trust.
static CGLPKReturn take_start(CGLPKSession *session, const double *start) {
  glp_prob *problem = session->problem;
  const int columns = glp_get_num_cols(problem), rows = glp_get_num_rows(problem);
  double *point = glp_alloc(columns + 1, sizeof(double));
  double *values = glp_alloc(columns + 1, sizeof(double));
  int *indices = glp_alloc(columns + 1, sizeof(int));
  CGLPKReturn verdict = CGLPKDone;
  for (int j = 1; j <= columns; j += 1) {
    const double x = point[j] = start[j - 1];
    // Written so that a NaN is refused.
    const bool is_kept = x >= glp_get_col_lb(problem, j) && x <= glp_get_col_ub(problem, j) && isfinite(x);
    if (verdict == CGLPKDone && !(is_kept && (glp_get_col_kind(problem, j) == GLP_CV || x == floor(x)))) {
      verdict = cglpk_refuse(session, "The start's value %g does not fit column %d.", x, j - 1);
    }
  }
  for (int i = 1; i <= rows && verdict == CGLPKDone; i += 1) {
    const int length = glp_get_mat_row(problem, i, indices, values);
    double sum = 0, size = 1;
    for (int k = 1; k <= length; k += 1) {
      const double term = values[k] * point[indices[k]];
      sum += term;
      size = fmax(size, fabs(term));
    }
    const double slack = start_tolerance * size * (1 + length * 1e-3);
    if (!(sum >= glp_get_row_lb(problem, i) - slack && sum <= glp_get_row_ub(problem, i) + slack)) {
      verdict = cglpk_refuse(session, "The start breaks row %d: %g.", i - 1, sum);
    }
  }
  glp_free(indices);
  glp_free(values);
  if (verdict == CGLPKDone) {
    session->start = point;
  } else {
    glp_free(point);
  }
  return verdict;
}

static const int variable_choices[] = {
  [CGLPKDriebeekTomlin] = GLP_BR_DTH,  [CGLPKMostFractional] = GLP_BR_MFV, [CGLPKFirstFractional] = GLP_BR_FFV,
  [CGLPKLastFractional] = GLP_BR_LFV, [CGLPKPseudocost] = GLP_BR_PCH,
};

static const int node_choices[] = {
  [CGLPKBestBound] = GLP_BT_BLB,
  [CGLPKBestProjection] = GLP_BT_BPH,
  [CGLPKDepthFirst] = GLP_BT_DFS,
  [CGLPKBreadthFirst] = GLP_BT_BFS,
};

static int on(bool is_on) {
  return is_on ? GLP_ON : GLP_OFF;
}

static void choose(glp_iocp *parameters, const CGLPKBranchOptions *options) {
  parameters->tol_int = whole_tolerance;
  parameters->presolve = on(options->presolve);
  parameters->mir_cuts = on(options->mir_cuts);
  parameters->gmi_cuts = on(options->gomory_cuts);
  parameters->cov_cuts = on(options->cover_cuts);
  parameters->clq_cuts = on(options->clique_cuts);
  parameters->fp_heur = on(options->feasibility_pump);
  parameters->br_tech = variable_choices[options->variable_choice];
  parameters->bt_tech = node_choices[options->node_choice];
}

static CGLPKReturn check_options(CGLPKSession *session, const CGLPKBranchOptions *options) {
  if (session->problem == NULL) return cglpk_refuse(session, "No program is loaded.");
  if (!(options->relative_gap >= 0 && options->relative_gap < INFINITY)) {
    return cglpk_refuse(session, "A relative gap must be 0 or more and finite, not %g.", options->relative_gap);
  }
  if (!isfinite(options->goal_offset)) {
    return cglpk_refuse(session, "The goal's offset %g is not finite.", options->goal_offset);
  }
  // As unsigned numbers, negative ones are too large as well.
  if ((unsigned)options->variable_choice > CGLPKPseudocost || (unsigned)options->node_choice > CGLPKBreadthFirst) {
    return cglpk_refuse(session, "There is no such choice of a variable or a node.");
  }
  if (!options->presolve && !session->is_relaxed && glp_get_status(session->problem) == GLP_OPT) {
    // GLPK would take the old optimum for the relaxation's.
    return cglpk_refuse(session, "The program has changed since its relaxation was solved.");
  }
  return CGLPKDone;
}

/// Reads what GLPK found off the problem, after a search that came to an end by GLPK's or its callback's will.
static void keep_answer(CGLPKSession *session) {
  const int status = glp_mip_status(session->problem);
  session->status = cglpk_status_of(status);
  session->bound = session->progress.bound;
  if (status == GLP_OPT || status == GLP_FEAS) {
    session->source = PointOfTree;
    session->goal = cglpk_unscaled(session, glp_mip_obj_val(session->problem)) + session->offset;
    session->progress.best = session->goal;
    if (status == GLP_OPT) session->bound = session->goal;
  } else if (status == GLP_NOFEAS) {
    session->bound = NAN;
  }
  session->progress.bound = session->bound;
  cglpk_publish(session);
}

static CGLPKReturn branch(CGLPKSession *session, const void *argument) {
  const CGLPKBranchOptions *options = argument;
  const CGLPKReturn verdict = check_options(session, options);
  if (verdict != CGLPKDone) return verdict;
  glp_prob *problem = session->problem;
  session->progress.nodes = 0;
  session->progress.best = NAN;
  session->progress.bound = session->is_relaxed ? cglpk_unscaled(session, glp_get_obj_val(problem)) + options->goal_offset : NAN;
  if (!cglpk_begin_solve(session, options->seconds)) {
    session->bound = session->progress.bound;
    return CGLPKDone;
  }
  session->start = NULL;
  if (options->start != NULL && !options->presolve && take_start(session, options->start) != CGLPKDone) {
    session->is_solving = false;
    return CGLPKRefused;
  }
  // GLPK would free it only with the environment.
  double *const start = (double *)session->start;
  session->is_branching = true;
  session->most_nodes = options->nodes;
  session->relaxations = 0;
  session->last_report = 0;
  session->cuts_began = 0;
  session->cuts_took = 0;
  session->gap_wanted = options->relative_gap;
  session->offset = options->goal_offset;
  session->watches_nodes = session->control != NULL;
  session->node_work = 0;
  // The first round of cuts may undo a good part of the root.
  session->expected_work = 0.25 * entries_an_iteration(problem) * glp_get_it_cnt(problem);
  glp_iocp parameters;
  glp_init_iocp(&parameters);
  session->branching = &parameters;
  choose(&parameters, options);
  parameters.tm_lim = cglpk_time_left(session);
  parameters.cb_func = watch;
  parameters.cb_info = session;
  // The display gives the exact bound at the end; between, the callback knows more than the display would say.
  parameters.msg_lev = GLP_MSG_ON;
  parameters.out_frq = INT_MAX;
  parameters.out_dly = node_silence;

  const int code = glp_intopt(problem, &parameters);
  if (start != NULL) glp_free(start);
  session->start = NULL;
  cglpk_end_solve(session);
  if (cglpk_sort_code(session, code) != CGLPKDone) return CGLPKRefused;
  keep_answer(session);
  return CGLPKDone;
}

CGLPKReturn CGLPKSession_branch(CGLPKSession *session, const CGLPKBranchOptions *options, CGLPKStop *stop) {
  const CGLPKReturn outcome = cglpk_guard(session, branch, options);
  if (outcome == CGLPKDone) *stop = session->stop;
  return outcome;
}
