// SPDX-License-Identifier: GPL-3.0-or-later

#include "Session.h"

#include <float.h>
#include <limits.h>
#include <math.h>

/// How often a running simplex speaks, in ms: this is how soon it hears of a cancellation.
static const int display_interval = 20;
/// How long a node's simplex stays silent, in ms. A line costs as much as a short node, so short nodes say nothing.
static const int node_silence = 50;
/// How often the tree is asked for its best bound, in seconds; asking takes time in proportion to its open nodes.
static const double report_interval = 0.02;

static double sooner(double a, double b) {
  return a < b ? a : b;
}

/// Begins a solve; false where it was cancelled before it began.
static bool begin(CGLPKSession *session, double seconds) {
  cglpk_forget_outcome(session);
  session->stop = CGLPKFinished;
  session->deadline = sooner(session->session_deadline, seconds > 0 ? cglpk_now() + seconds : INFINITY);
  if (cglpk_is_cancelled(session)) {
    session->stop = CGLPKCancelled;
    return false;
  }
  session->is_solving = true;
  return true;
}

static void end(CGLPKSession *session) {
  session->is_solving = false;
  session->is_branching = false;
  session->tree = NULL;
  session->branching = NULL;
  session->progress.iterations = session->iterations_before + glp_get_it_cnt(session->problem);
  cglpk_publish(session);
}

/// The time left to the deadline as GLPK takes it, in ms.
static int time_left(const CGLPKSession *session) {
  const double left = (session->deadline - cglpk_now()) * 1000;
  if (left >= INT_MAX) return INT_MAX;
  return left > 0 ? (int)left : 0;
}

static CGLPKStatus status_of(int status) {
  switch (status) {
  case GLP_OPT: return CGLPKOptimal;
  case GLP_FEAS: return CGLPKFeasible;
  case GLP_INFEAS: return CGLPKInfeasiblePoint;
  case GLP_NOFEAS: return CGLPKNoFeasible;
  case GLP_UNBND: return CGLPKUnbounded;
  default: return CGLPKUndefined;
  }
}

/// Sorts a return code of GLPK into a reason to stop, or a refusal.
static CGLPKReturn sort_code(CGLPKSession *session, int code) {
  switch (code) {
  case 0: session->stop = CGLPKFinished; return CGLPKDone;
  case GLP_ENOPFS: session->stop = CGLPKNoPrimalFeasible; return CGLPKDone;
  case GLP_ENODFS: session->stop = CGLPKNoDualFeasible; return CGLPKDone;
  case GLP_ETMLIM: session->stop = CGLPKDeadline; return CGLPKDone;
  case GLP_EITLIM: session->stop = CGLPKIterationLimit; return CGLPKDone;
  case GLP_EMIPGAP: session->stop = CGLPKGapReached; return CGLPKDone;
  case GLP_ESTOP: session->stop = session->interruption; return CGLPKDone;
  case GLP_EBOUND:
  case GLP_EBADB:
  case GLP_EROOT: cglpk_name_code(session, code); return CGLPKRefused;
  default: // GLP_ESING, GLP_ECOND, GLP_EFAIL, GLP_EOBJLL, GLP_EOBJUL
    cglpk_name_code(session, code);
    session->stop = CGLPKNumericalTrouble;
    return CGLPKDone;
  }
}

// MARK: The relaxation

static bool is_tolerance(double tolerance) {
  return tolerance >= 0 && tolerance < 1;
}

static void scale(CGLPKSession *session, bool scale) {
  if (scale == session->is_scaled) return;
  // GLPK writes a table on each scaling, whatever the message level.
  glp_term_out(GLP_OFF);
  if (scale) {
    glp_scale_prob(session->problem, GLP_SF_AUTO);
  } else {
    glp_unscale_prob(session->problem);
  }
  glp_term_out(GLP_ON);
  session->is_scaled = scale;
}

static CGLPKReturn relax(CGLPKSession *session, const void *argument) {
  const CGLPKSimplexOptions *options = argument;
  if (session->problem == NULL) return cglpk_refuse(session, "No program is loaded.");
  if (!is_tolerance(options->optimality_tolerance) || !is_tolerance(options->feasibility_tolerance)) {
    return cglpk_refuse(
      session, "A tolerance must be at least 0 and less than 1, not %g or %g.", options->optimality_tolerance,
      options->feasibility_tolerance);
  }
  if (!begin(session, options->seconds)) return CGLPKDone;
  session->is_relaxed = false;
  session->has_duals = false;
  scale(session, options->scale);
  glp_smcp parameters;
  glp_init_smcp(&parameters);
  parameters.meth = options->method == CGLPKPrimal ? GLP_PRIMAL : options->method == CGLPKDual ? GLP_DUAL : GLP_DUALP;
  parameters.r_test = options->long_step ? GLP_RT_FLIP : GLP_RT_HAR;
  parameters.presolve = options->presolve ? GLP_ON : GLP_OFF;
  if (options->optimality_tolerance > 0) parameters.tol_dj = options->optimality_tolerance;
  if (options->feasibility_tolerance > 0) parameters.tol_bnd = options->feasibility_tolerance;
  if (options->iterations > 0 && options->iterations < INT_MAX) parameters.it_lim = (int)options->iterations;
  parameters.tm_lim = time_left(session);
  // The display is the one place where a running simplex can be reached. Where nobody would, it looks at no clock.
  const bool can_be_stopped = session->control != NULL || session->deadline < INFINITY;
  parameters.msg_lev = can_be_stopped ? GLP_MSG_ON : GLP_MSG_ERR;
  parameters.out_frq = display_interval;
  parameters.out_dly = display_interval;

  const int code = glp_simplex(session->problem, &parameters);
  end(session);
  if (sort_code(session, code) != CGLPKDone) return CGLPKRefused;
  const int status = glp_get_status(session->problem);
  session->status = code == GLP_ENOPFS ? CGLPKNoFeasible : status_of(status);
  if (code == 0 && status == GLP_INFEAS && glp_get_dual_stat(session->problem) == GLP_NOFEAS) {
    session->stop = CGLPKNoDualFeasible;
  }
  if (status != GLP_UNDEF) {
    session->source = PointOfRelaxation;
    session->goal = glp_get_obj_val(session->problem);
    session->has_duals = true;
  }
  session->is_relaxed = status == GLP_OPT;
  return CGLPKDone;
}

CGLPKReturn CGLPKSession_solve_relaxation(
    CGLPKSession *session, const CGLPKSimplexOptions *options, CGLPKStop *stop) {
  const CGLPKReturn outcome = cglpk_guard(session, relax, options);
  if (outcome == CGLPKDone) *stop = session->stop;
  return outcome;
}

// MARK: Branch and bound

void cglpk_report_tree(CGLPKSession *session) {
  int nodes = 0;
  glp_ios_tree_size(session->tree, NULL, NULL, &nodes);
  CGLPKProgress *progress = &session->progress;
  progress->nodes = nodes;
  progress->iterations = session->iterations_before + glp_get_it_cnt(glp_ios_get_prob(session->tree));
  const bool has_best = glp_mip_status(session->problem) == GLP_FEAS;
  if (has_best) progress->best = glp_mip_obj_val(session->problem);
  const int best_node = glp_ios_best_node(session->tree);
  if (best_node != 0) {
    // The root has an infinite bound until it is solved.
    const double bound = glp_ios_node_bound(session->tree, best_node);
    if (fabs(bound) < DBL_MAX) progress->bound = bound;
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

/// Keeps a cut round from running past the deadline. GLPK looks at no clock in one, and on large dense rows a round
/// can take a second; as each adds rows, the next is taken to need twice the time of the last.
static void time_cuts(CGLPKSession *session, int reason, double now) {
  if (session->cuts_began > 0) session->cuts_took = now - session->cuts_began;
  session->cuts_began = 0;
  if (reason != GLP_ICUTGEN) return;
  session->cuts_began = now;
  if (now + 2 * session->cuts_took < session->deadline) return;
  glp_iocp *parameters = session->branching;
  parameters->mir_cuts = parameters->gmi_cuts = parameters->cov_cuts = parameters->clq_cuts = GLP_OFF;
}

static void watch(glp_tree *tree, void *info) {
  CGLPKSession *session = info;
  if (session->tree == NULL) {
    session->tree = tree;
    // GLPK gives the root and the tree the whole limit each; the tree's part is read from here when it is used.
    session->branching->tm_lim = time_left(session);
  }
  const double now = cglpk_now();
  time_cuts(session, glp_ios_reason(tree), now);
  bool stops = cglpk_has_to_stop(session, 0, &session->interruption);
  if (!stops && session->most_nodes > 0) {
    // Where one branch is hopeless GLPK tightens the node and solves it again, on unbounded columns without end: so
    // relaxations are counted, and not only subproblems.
    session->relaxations += glp_ios_reason(tree) == GLP_IROWGEN;
    int nodes = 0;
    glp_ios_tree_size(tree, NULL, NULL, &nodes);
    stops = nodes > session->most_nodes || session->relaxations > session->most_nodes;
    if (stops) session->interruption = CGLPKIterationLimit;
  }
  if (stops || now - session->last_report >= report_interval) cglpk_report_tree(session);
  if (stops) glp_ios_terminate(tree);
}

static CGLPKReturn branch(CGLPKSession *session, const void *argument) {
  const CGLPKBranchOptions *options = argument;
  glp_prob *problem = session->problem;
  if (problem == NULL) return cglpk_refuse(session, "No program is loaded.");
  if (!(options->relative_gap >= 0 && options->relative_gap < INFINITY)) {
    return cglpk_refuse(session, "A relative gap must be 0 or more and finite, not %g.", options->relative_gap);
  }
  if (!options->presolve && !session->is_relaxed && glp_get_status(problem) == GLP_OPT) {
    // GLPK would take the old optimum for the relaxation's.
    return cglpk_refuse(session, "The program has changed since its relaxation was solved.");
  }
  session->progress.nodes = 0;
  session->progress.best = NAN;
  session->progress.bound = session->is_relaxed ? glp_get_obj_val(problem) : NAN;
  if (!begin(session, options->seconds)) {
    session->bound = session->progress.bound;
    return CGLPKDone;
  }
  session->is_branching = true;
  session->most_nodes = options->nodes;
  session->relaxations = 0;
  session->last_report = 0;
  session->cuts_began = 0;
  session->cuts_took = 0;
  glp_iocp parameters;
  glp_init_iocp(&parameters);
  session->branching = &parameters;
  parameters.presolve = options->presolve ? GLP_ON : GLP_OFF;
  parameters.mir_cuts = options->mir_cuts ? GLP_ON : GLP_OFF;
  parameters.gmi_cuts = options->gomory_cuts ? GLP_ON : GLP_OFF;
  parameters.cov_cuts = options->cover_cuts ? GLP_ON : GLP_OFF;
  parameters.clq_cuts = options->clique_cuts ? GLP_ON : GLP_OFF;
  parameters.mip_gap = options->relative_gap;
  parameters.tm_lim = time_left(session);
  parameters.cb_func = watch;
  parameters.cb_info = session;
  // The display gives the exact bound at the end; between, the callback knows more than the display would say.
  parameters.msg_lev = GLP_MSG_ON;
  parameters.out_frq = INT_MAX;
  parameters.out_dly = node_silence;

  const int code = glp_intopt(problem, &parameters);
  end(session);
  if (sort_code(session, code) != CGLPKDone) return CGLPKRefused;
  const int status = glp_mip_status(problem);
  session->status = status_of(status);
  session->bound = session->progress.bound;
  if (status == GLP_OPT || status == GLP_FEAS) {
    session->source = PointOfTree;
    session->goal = glp_mip_obj_val(problem);
    session->progress.best = session->goal;
    if (status == GLP_OPT) session->bound = session->goal;
  } else if (status == GLP_NOFEAS) {
    session->bound = NAN;
  }
  session->progress.bound = session->bound;
  cglpk_publish(session);
  return CGLPKDone;
}

CGLPKReturn CGLPKSession_branch(CGLPKSession *session, const CGLPKBranchOptions *options, CGLPKStop *stop) {
  const CGLPKReturn outcome = cglpk_guard(session, branch, options);
  if (outcome == CGLPKDone) *stop = session->stop;
  return outcome;
}

// MARK: Answers

void CGLPKSession_set_deadline(CGLPKSession *session, double seconds) {
  const double limit = session->control != NULL ? session->control->deadline : INFINITY;
  session->session_deadline = sooner(limit, seconds > 0 ? cglpk_now() + seconds : INFINITY);
}

bool CGLPKSession_has_to_stop(const CGLPKSession *session, CGLPKStop *stop) {
  if (cglpk_is_cancelled(session)) {
    *stop = CGLPKCancelled;
    return true;
  }
  // No solve need be under way, so it is the session's own deadline that counts.
  if (session->session_deadline < INFINITY && cglpk_now() >= session->session_deadline) {
    *stop = CGLPKDeadline;
    return true;
  }
  return false;
}

CGLPKProgress CGLPKSession_progress(const CGLPKSession *session) {
  return session->progress;
}

CGLPKStatus CGLPKSession_status(const CGLPKSession *session) {
  return session->status;
}

double CGLPKSession_goal(const CGLPKSession *session) {
  return session->goal;
}

double CGLPKSession_bound(const CGLPKSession *session) {
  return session->bound;
}

static CGLPKReturn read_point(CGLPKSession *session, const void *argument) {
  double *const columns = *(double *const *)argument;
  if (session->source == PointNone) return cglpk_refuse(session, "The last solve left no point.");
  if (session->source == PointKept) {
    for (int32_t j = 0; j < session->kept_columns; j += 1) columns[j] = session->kept[j];
    return CGLPKDone;
  }
  const int32_t count = glp_get_num_cols(session->problem);
  if (session->source == PointOfTree) {
    for (int32_t j = 0; j < count; j += 1) columns[j] = glp_mip_col_val(session->problem, j + 1);
  } else {
    for (int32_t j = 0; j < count; j += 1) columns[j] = glp_get_col_prim(session->problem, j + 1);
  }
  return CGLPKDone;
}

CGLPKReturn CGLPKSession_point(CGLPKSession *session, double *columns) {
  return cglpk_guard(session, read_point, &columns);
}

typedef struct {
  double *rows;
  double *columns;
} Duals;

static CGLPKReturn read_duals(CGLPKSession *session, const void *argument) {
  const Duals *duals = argument;
  if (!session->has_duals) return cglpk_refuse(session, "No relaxation was solved, so there are no duals.");
  const int32_t rows = glp_get_num_rows(session->problem), columns = glp_get_num_cols(session->problem);
  for (int32_t i = 0; i < rows; i += 1) duals->rows[i] = glp_get_row_dual(session->problem, i + 1);
  for (int32_t j = 0; j < columns; j += 1) duals->columns[j] = glp_get_col_dual(session->problem, j + 1);
  return CGLPKDone;
}

CGLPKReturn CGLPKSession_duals(CGLPKSession *session, double *rows, double *columns) {
  return cglpk_guard(session, read_duals, &(Duals){.rows = rows, .columns = columns});
}
