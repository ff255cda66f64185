// SPDX-License-Identifier: GPL-3.0-or-later

#include "Session.h"

#include <limits.h>
#include <math.h>

double cglpk_sooner(double a, double b) {
  return a < b ? a : b;
}

bool cglpk_begin_solve(CGLPKSession *session, double seconds) {
  cglpk_forget_outcome(session);
  session->stop = CGLPKFinished;
  session->deadline = cglpk_sooner(session->session_deadline, seconds > 0 ? cglpk_now() + seconds : INFINITY);
  if (cglpk_is_cancelled(session)) {
    session->stop = CGLPKCancelled;
    return false;
  }
  session->is_solving = true;
  return true;
}

void cglpk_end_solve(CGLPKSession *session) {
  session->is_solving = false;
  session->is_branching = false;
  session->tree = NULL;
  session->branching = NULL;
  session->progress.iterations = session->iterations_before + glp_get_it_cnt(session->problem);
  cglpk_publish(session);
}

int cglpk_time_left(const CGLPKSession *session) {
  const double left = (session->deadline - cglpk_now()) * 1000;
  if (left >= INT_MAX) return INT_MAX;
  return left > 0 ? (int)left : 0;
}

CGLPKStatus cglpk_status_of(int status) {
  switch (status) {
  case GLP_OPT: return CGLPKOptimal;
  case GLP_FEAS: return CGLPKFeasible;
  case GLP_INFEAS: return CGLPKInfeasiblePoint;
  case GLP_NOFEAS: return CGLPKNoFeasible;
  case GLP_UNBND: return CGLPKUnbounded;
  default: return CGLPKUndefined;
  }
}

CGLPKReturn cglpk_sort_code(CGLPKSession *session, int code) {
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
