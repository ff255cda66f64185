// SPDX-License-Identifier: GPL-3.0-or-later

#include "Session.h"

#include <math.h>

void CGLPKSession_set_deadline(CGLPKSession *session, double seconds) {
  const double limit = session->control != NULL ? session->control->deadline : INFINITY;
  session->session_deadline = cglpk_sooner(limit, seconds > 0 ? cglpk_now() + seconds : INFINITY);
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
  for (int32_t i = 0; i < rows; i += 1) duals->rows[i] = cglpk_unscaled(session, glp_get_row_dual(session->problem, i + 1));
  for (int32_t j = 0; j < columns; j += 1) duals->columns[j] = cglpk_unscaled(session, glp_get_col_dual(session->problem, j + 1));
  return CGLPKDone;
}

CGLPKReturn CGLPKSession_duals(CGLPKSession *session, double *rows, double *columns) {
  return cglpk_guard(session, read_duals, &(Duals){.rows = rows, .columns = columns});
}
