// SPDX-License-Identifier: GPL-3.0-or-later

#include "Session.h"

#include <limits.h>
#include <math.h>

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
  if (!cglpk_begin_solve(session, options->seconds)) return CGLPKDone;
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
  parameters.tm_lim = cglpk_time_left(session);
  // The display is the one place where a running simplex can be reached. Where nobody would, it looks at no clock.
  const bool can_be_stopped = session->control != NULL || session->deadline < INFINITY;
  parameters.msg_lev = can_be_stopped ? GLP_MSG_ON : GLP_MSG_ERR;
  parameters.out_frq = cglpk_display_interval;
  parameters.out_dly = cglpk_display_interval;

  const int code = glp_simplex(session->problem, &parameters);
  cglpk_end_solve(session);
  if (cglpk_sort_code(session, code) != CGLPKDone) return CGLPKRefused;
  const int status = glp_get_status(session->problem);
  session->status = code == GLP_ENOPFS ? CGLPKNoFeasible : cglpk_status_of(status);
  if (code == 0 && status == GLP_INFEAS && glp_get_dual_stat(session->problem) == GLP_NOFEAS) {
    session->stop = CGLPKNoDualFeasible;
  }
  if (status != GLP_UNDEF) {
    session->source = PointOfRelaxation;
    session->goal = cglpk_unscaled(session, glp_get_obj_val(session->problem));
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
