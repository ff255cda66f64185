// SPDX-License-Identifier: GPL-3.0-or-later

#ifndef CGLPKSESSION_PRIVATE_H
#define CGLPKSESSION_PRIVATE_H

#include "CGLPKSession.h"

#include <glpk.h>
#include <setjmp.h>
#include <stdatomic.h>
#include <stddef.h>

struct CGLPKControl {
  double deadline; ///< on the monotonic clock, set once; infinite for none
  atomic_bool cancelled;
  _Atomic int64_t iterations;
  _Atomic int64_t nodes;
  _Atomic double best;
  _Atomic double bound;
};

/// Which of GLPK's points the last solve left.
typedef enum { PointNone, PointOfRelaxation, PointOfTree, PointKept } PointSource;

struct CGLPKSession {
  CGLPKControl *control; ///< not owned; may be NULL
  glp_prob *problem;     ///< NULL where nothing is loaded
  bool has_environment;
  bool spent;
  jmp_buf escape; ///< the frame of the guarded call under way

  char message[1024];
  size_t message_length;
  bool in_line;          ///< the last piece of text did not end its line
  bool line_is_progress; ///< the line under way is part of a progress display

  double session_deadline; ///< on the monotonic clock; infinite for none
  double deadline;         ///< that of the solve under way
  bool is_solving;
  bool is_branching;
  bool is_scaled;
  bool is_relaxed;      ///< the basis is optimal for the relaxation as it now stands
  bool has_duals;
  int64_t iterations_before; ///< of programs loaded earlier
  glp_tree *tree;            ///< alive between the first callback and the end of `glp_intopt`
  glp_iocp *branching;       ///< the parameters of the search under way
  CGLPKStop interruption;    ///< why the search was ended from here
  int64_t most_nodes;        ///< of the search under way; 0 or less for no limit
  int64_t relaxations;       ///< solved in that search; counted where there is a limit on nodes
  double last_report;
  double cuts_began;         ///< when the cut round under way began; 0 where none is
  double cuts_took;          ///< seconds, in the last cut round
  double gap_wanted;         ///< relative, at which the search under way ends; 0 for none
  double goal_scale;         ///< what GLPK's goal is of the program's own
  double offset;             ///< added to the goals and bounds of the search under way
  const double *start;       ///< not owned, counted from one; the point to hand to the search, NULL when done
  bool watches_nodes;        ///< long relaxations of nodes are solved where they can be heard
  int node_began;            ///< GLPK's count of iterations when the relaxation of the node under way began
  double node_work;          ///< entries that it has looked through so far
  double expected_work;      ///< entries that the next one may look through, going by those before
  CGLPKProgress progress;

  CGLPKStop stop;
  CGLPKStatus status;
  double goal;
  double bound;
  PointSource source;
  double *kept; ///< owned; the best point of a search that was left by a jump
  int32_t kept_columns;
};

typedef CGLPKReturn CGLPKWork(CGLPKSession *session, const void *argument);

/// Runs `work` where a fatal error of GLPK, or a jump out of a solve, comes back as a return value.
CGLPKReturn cglpk_guard(CGLPKSession *session, CGLPKWork *work, const void *argument);
/// Makes sure that this thread has an environment of GLPK which reports to the session.
bool cglpk_open_environment(CGLPKSession *session);
/// Leaves the solve under way by a jump, keeping the best whole-number point.
_Noreturn void cglpk_interrupt(CGLPKSession *session, CGLPKStop stop);

/// Replaces the message by a sentence.
__attribute__((format(printf, 2, 3))) CGLPKReturn cglpk_refuse(CGLPKSession *session, const char *format, ...);
/// Puts GLPK's name of a return code in front of what GLPK said.
void cglpk_name_code(CGLPKSession *session, int code);

/// Passes the session's progress on to the control.
void cglpk_publish(const CGLPKSession *session);
bool cglpk_is_cancelled(const CGLPKSession *session);
/// Whether the solve under way has to end, and why.
bool cglpk_has_to_stop(const CGLPKSession *session, double grace, CGLPKStop *stop);
/// Reads nodes, best goal and bound off the tree of the search under way.
void cglpk_report_tree(CGLPKSession *session);
/// Forgets the outcome of the last solve.
void cglpk_forget_outcome(CGLPKSession *session);
/// Seconds on the monotonic clock.
double cglpk_now(void);

/// A goal or a dual value of GLPK's in the unit of the program's own goal.
static inline double cglpk_unscaled(const CGLPKSession *session, double value) {
  return value / session->goal_scale;
}

/// How often a running simplex speaks, in ms: this is how soon it hears of a cancellation.
enum { cglpk_display_interval = 20 };

/// Begins a solve; false where it was cancelled before it began.
bool cglpk_begin_solve(CGLPKSession *session, double seconds);
void cglpk_end_solve(CGLPKSession *session);
/// The time left to the deadline as GLPK takes it, in ms.
int cglpk_time_left(const CGLPKSession *session);
/// The earlier of two times.
double cglpk_sooner(double a, double b);
CGLPKStatus cglpk_status_of(int status);
/// Sorts a return code of GLPK into a reason to stop, or a refusal.
CGLPKReturn cglpk_sort_code(CGLPKSession *session, int code);

#endif
