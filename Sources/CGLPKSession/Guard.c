// SPDX-License-Identifier: GPL-3.0-or-later

#include "Session.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/// What `setjmp` returns after a jump.
enum { EscapeByFault = 1, EscapeByInterruption = 2 };

/// How long after its deadline a simplex run is left by a jump. GLPK's own limit comes first and keeps the point.
static const double deadline_grace = 0.1;

/// The thread's open session: GLPK's environment is per thread too.
static _Thread_local CGLPKSession *open_session;

// MARK: What GLPK says

static void strip_line_ends(CGLPKSession *session) {
  size_t length = session->message_length;
  while (length > 0 && (session->message[length - 1] == '\n' || session->message[length - 1] == ' ')) length -= 1;
  session->message_length = length;
  session->message[length] = '\0';
}

/// Adds to the message, dropping its beginning where there is no room: the last words are the ones that tell.
static void append(CGLPKSession *session, const char *text) {
  const size_t room = sizeof session->message - 1;
  size_t length = strlen(text);
  if (length > room) {
    text += length - room;
    length = room;
  }
  if (session->message_length + length > room) {
    const size_t dropped = session->message_length + length - room;
    session->message_length -= dropped;
    memmove(session->message, session->message + dropped, session->message_length);
  }
  memcpy(session->message + session->message_length, text, length);
  session->message_length += length;
  session->message[session->message_length] = '\0';
}

/// Reads the iteration count at the head of a line of GLPK's progress display, such as "*   120: obj = …".
static bool is_progress(const char *text, int64_t *iterations) {
  if (text[0] == '\0' || strchr(" *#~+", text[0]) == NULL) return false;
  char *end;
  *iterations = strtoll(text + 1, &end, 10);
  return end != text + 1 && *end == ':';
}

static int hear(void *info, const char *text) {
  CGLPKSession *session = info;
  if (!session->in_line) {
    int64_t iterations = 0;
    session->line_is_progress = is_progress(text, &iterations);
    if (session->line_is_progress) {
      if (session->tree != NULL) cglpk_report_tree(session);
      session->progress.iterations = session->iterations_before + iterations;
      cglpk_publish(session);
      // A line of the tree's display is followed by a callback, or by the end: those stop without losing anything.
      CGLPKStop stop;
      if (session->is_solving && text[0] != '+' && cglpk_has_to_stop(session, deadline_grace, &stop)) {
        cglpk_interrupt(session, stop);
      }
    }
  }
  if (!session->line_is_progress) append(session, text);
  const size_t length = strlen(text);
  session->in_line = length > 0 && text[length - 1] != '\n';
  // Anything but zero keeps GLPK from printing the text itself.
  return 1;
}

CGLPKReturn cglpk_refuse(CGLPKSession *session, const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  vsnprintf(session->message, sizeof session->message, format, arguments);
  va_end(arguments);
  session->message_length = strlen(session->message);
  return CGLPKRefused;
}

void cglpk_name_code(CGLPKSession *session, int code) {
  static const char *const names[] = {
    [GLP_EBADB] = "GLP_EBADB",     [GLP_ESING] = "GLP_ESING",   [GLP_ECOND] = "GLP_ECOND",
    [GLP_EBOUND] = "GLP_EBOUND",   [GLP_EFAIL] = "GLP_EFAIL",   [GLP_EOBJLL] = "GLP_EOBJLL",
    [GLP_EOBJUL] = "GLP_EOBJUL",   [GLP_EITLIM] = "GLP_EITLIM", [GLP_ETMLIM] = "GLP_ETMLIM",
    [GLP_ENOPFS] = "GLP_ENOPFS",   [GLP_ENODFS] = "GLP_ENODFS", [GLP_EROOT] = "GLP_EROOT",
    [GLP_ESTOP] = "GLP_ESTOP",     [GLP_EMIPGAP] = "GLP_EMIPGAP", [GLP_ENOFEAS] = "GLP_ENOFEAS",
    [GLP_ENOCVG] = "GLP_ENOCVG",   [GLP_EINSTAB] = "GLP_EINSTAB", [GLP_EDATA] = "GLP_EDATA",
    [GLP_ERANGE] = "GLP_ERANGE",
  };
  const bool is_known = code > 0 && (size_t)code < sizeof names / sizeof names[0] && names[code] != NULL;
  char said[sizeof session->message];
  strip_line_ends(session);
  memcpy(said, session->message, session->message_length + 1);
  session->message_length = 0;
  append(session, is_known ? names[code] : "unknown code of GLPK");
  if (said[0] != '\0') append(session, ": ");
  append(session, said);
}

const char *CGLPKSession_message(const CGLPKSession *session) {
  return session->message;
}

const char *CGLPKSession_version(void) {
  return glp_version();
}

// MARK: The environment and the guard

static _Noreturn void fail(void *info) {
  longjmp(((CGLPKSession *)info)->escape, EscapeByFault);
}

bool cglpk_open_environment(CGLPKSession *session) {
  if (session->has_environment) return true;
  // An environment that is there already belongs to someone else on this thread, and freeing it would be a theft.
  if (glp_init_env() != 0) return false;
  glp_error_hook(fail, session);
  glp_term_hook(hear, session);
  session->has_environment = true;
  return true;
}

static void free_environment(CGLPKSession *session) {
  if (session->has_environment) glp_free_env();
  session->has_environment = false;
  session->problem = NULL;
  session->tree = NULL;
  session->branching = NULL;
  session->start = NULL;
  session->is_solving = false;
  session->is_branching = false;
  session->is_scaled = false;
  session->is_relaxed = false;
  session->has_duals = false;
  session->iterations_before = session->progress.iterations;
}

CGLPKReturn cglpk_guard(CGLPKSession *session, CGLPKWork *work, const void *argument) {
  if (session == NULL || session != open_session) return CGLPKRefused;
  if (session->spent) return CGLPKFault;
  session->message[0] = '\0';
  session->message_length = 0;
  session->in_line = false;
  // No local variable changes between `setjmp` and the jump, so none needs to be volatile.
  switch (setjmp(session->escape)) {
  case 0: {
    const CGLPKReturn outcome = work(session, argument);
    strip_line_ends(session);
    return outcome;
  }
  case EscapeByInterruption:
    free_environment(session);
    strip_line_ends(session);
    return CGLPKDone;
  default:
    free_environment(session);
    strip_line_ends(session);
    cglpk_forget_outcome(session);
    session->spent = true;
    return CGLPKFault;
  }
}

void cglpk_interrupt(CGLPKSession *session, CGLPKStop stop) {
  session->stop = stop;
  if (session->is_branching) {
    const int32_t columns = glp_get_num_cols(session->problem);
    session->bound = session->progress.bound;
    if (glp_mip_status(session->problem) == GLP_FEAS) {
      session->kept = malloc(sizeof(double) * (size_t)(columns > 0 ? columns : 1));
      if (session->kept != NULL) {
        for (int32_t j = 0; j < columns; j += 1) session->kept[j] = glp_mip_col_val(session->problem, j + 1);
        session->kept_columns = columns;
        session->status = CGLPKFeasible;
        session->goal = cglpk_unscaled(session, glp_mip_obj_val(session->problem)) + session->offset;
        session->source = PointKept;
      }
    }
  }
  longjmp(session->escape, EscapeByInterruption);
}

CGLPKSession *CGLPKSession_open(CGLPKControl *control) {
  // Without thread-local storage all threads would share one environment.
  if (open_session != NULL || glp_config("TLS") == NULL) return NULL;
  CGLPKSession *session = calloc(1, sizeof *session);
  if (session == NULL) return NULL;
  session->control = control;
  session->session_deadline = INFINITY;
  session->deadline = INFINITY;
  session->progress.best = NAN;
  session->progress.bound = NAN;
  session->goal_scale = 1;
  cglpk_forget_outcome(session);
  if (!cglpk_open_environment(session)) {
    free(session);
    return NULL;
  }
  open_session = session;
  return session;
}

void CGLPKSession_close(CGLPKSession *session) {
  if (session == NULL || session != open_session) return;
  free_environment(session);
  open_session = NULL;
  free(session->kept);
  free(session);
}

void cglpk_forget_outcome(CGLPKSession *session) {
  free(session->kept);
  session->kept = NULL;
  session->kept_columns = 0;
  session->status = CGLPKUndefined;
  session->goal = NAN;
  session->bound = NAN;
  session->source = PointNone;
}
