// SPDX-License-Identifier: GPL-3.0-or-later

#ifndef CGLPKSESSION_H
#define CGLPKSESSION_H

#include <stdbool.h>
#include <stdint.h>

/// One guarded use of GLPK on one thread.
///
/// GLPK keeps its environment in thread-local storage and ends the process when it meets a fatal error. A session
/// owns that environment from `open` to `close`: each call below runs behind a guard, so that a fatal error comes
/// back as `CGLPKFault` with GLPK's own words, and the environment is freed whatever happened. After a fault the
/// session is spent: every further call returns the same fault, and only `message` and `close` are of use.
/// Nothing that GLPK would print reaches the terminal.
///
/// A cancellation that finds no gentle way out of GLPK leaves it by a jump and frees the environment as well. That is
/// no fault: the solve returns `CGLPKDone` with `CGLPKCancelled`, the best whole-number point is kept, and the session
/// takes a new program. Only the program is gone, so that all that needs one is refused until the next `load`.
///
/// A session may be used by the thread that opened it and by no other, and a thread can have one at a time. A call
/// from another thread is refused, and leaves no message.
/// The guard is a `setjmp`: no call here runs foreign code, so no frame of another language is ever jumped across.
typedef struct CGLPKSession CGLPKSession;

/// What another thread may see of a running solve, and the one thing it may ask of it: to stop.
/// All fields are atomic; one control serves one session at a time and must outlive it.
typedef struct CGLPKControl CGLPKControl;

/// How far a solve has come. `best` and `bound` are NaN as long as there is none.
typedef struct {
  int64_t iterations; ///< simplex iterations so far
  int64_t nodes;      ///< branch-and-bound subproblems closed or open so far
  double best;        ///< goal of the best whole-number point so far
  double bound;       ///< proven bound on the goal so far
} CGLPKProgress;

/// A control for one session after another. All their solves have to end `seconds` from now; 0 or less for no limit.
CGLPKControl *CGLPKControl_create(double seconds);
void CGLPKControl_destroy(CGLPKControl *control);
/// Asks the solve to stop as soon as it can. Safe from any thread and from a signal handler.
void CGLPKControl_cancel(CGLPKControl *control);
bool CGLPKControl_is_cancelled(const CGLPKControl *control);
/// Seconds until the control's deadline, negative afterwards; infinite where it has none.
double CGLPKControl_seconds_left(const CGLPKControl *control);
CGLPKProgress CGLPKControl_progress(const CGLPKControl *control);

/// How a guarded call came back.
typedef enum {
  CGLPKDone = 0,      ///< the call did what it says
  CGLPKFault = 1,     ///< GLPK met a fatal error; see `CGLPKSession_message`
  CGLPKRefused = 2,   ///< GLPK or the session refused the call and the program is as it was; see the message
} CGLPKReturn;

/// Why a solve ended. This says nothing about the point: ask `CGLPKSession_status`.
typedef enum {
  CGLPKFinished = 0,          ///< ran to its end
  CGLPKNoPrimalFeasible = 1,  ///< presolve found that there is no feasible point
  CGLPKNoDualFeasible = 2,    ///< no dual feasible point: the goal is unbounded if anything is feasible
  CGLPKDeadline = 3,          ///< the time limit was reached
  CGLPKIterationLimit = 4,    ///< the iteration limit was reached
  CGLPKGapReached = 5,        ///< the relative gap asked for was reached
  CGLPKCancelled = 6,         ///< `CGLPKControl_cancel` was called
  CGLPKNumericalTrouble = 7,  ///< singular or ill-conditioned basis, instability, objective limit
} CGLPKStop;

/// What is known of the point GLPK holds.
typedef enum {
  CGLPKUndefined = 0,
  CGLPKOptimal = 1,
  CGLPKFeasible = 2,
  CGLPKInfeasiblePoint = 3, ///< the point at hand is infeasible, which says nothing about the program
  CGLPKNoFeasible = 4,      ///< proven: the program has no feasible point
  CGLPKUnbounded = 5,
} CGLPKStatus;

/// Where a row or column stands in a basis.
typedef enum {
  CGLPKBasic = 1,
  CGLPKAtLower = 2,
  CGLPKAtUpper = 3,
  CGLPKFree = 4,
  CGLPKFixed = 5,
} CGLPKStanding;

/// A row of a program. Its entries begin where those of the row before it end, and those of the first one at 0.
typedef struct {
  double lower;
  double upper;
  int64_t end; ///< in `indices` and `values`
} CGLPKRow;

/// A linear program in compressed rows. Infinite bounds are IEEE infinities; every other number must be finite.
/// Indices count from zero. Nothing is kept after `load` returns.
typedef struct {
  int32_t rows;
  int32_t columns;
  bool maximize;
  double constant;              ///< added to the goal
  const double *costs;          ///< [columns] goal coefficients
  const double *column_lower;   ///< [columns]
  const double *column_upper;   ///< [columns]
  const uint8_t *integer;       ///< [columns] 1 where the column takes whole numbers; may be NULL for none
  const CGLPKRow *row_table;    ///< [rows]
  const int32_t *indices;       ///< [the last row's end] column of each entry, each column at most once a row
  const double *values;         ///< [the last row's end] coefficient of each entry
} CGLPKProgram;

typedef enum { CGLPKPrimal = 0, CGLPKDual = 1, CGLPKDualThenPrimal = 2 } CGLPKMethod;

/// How to run the simplex method. Times are seconds; a value of 0 or less in a limit means none.
typedef struct {
  CGLPKMethod method;
  bool long_step;       ///< the dual's long-step (flipping) ratio test, fit for boxed columns; Harris otherwise
  bool presolve;
  bool scale;           ///< GLPK's automatic scaling before the solve
  double seconds;
  int64_t iterations;
  double optimality_tolerance;  ///< on reduced costs; 0 for GLPK's 1e-7
  double feasibility_tolerance; ///< on bounds; 0 for GLPK's 1e-7
} CGLPKSimplexOptions;

/// Which variable a node is divided at.
typedef enum {
  /// The one whose branch is estimated to cost the goal most; one tableau row a candidate. The most fractional one where
  /// the rows would take some 0.1 s, and there is a control or a deadline.
  CGLPKDriebeekTomlin = 0,
  CGLPKMostFractional = 1,
  CGLPKFirstFractional = 2,
  CGLPKLastFractional = 3,
  CGLPKPseudocost = 4,
} CGLPKVariableChoice;

/// Which node is taken up when a branch ends.
typedef enum {
  CGLPKBestBound = 0,
  CGLPKBestProjection = 1,
  CGLPKDepthFirst = 2,
  CGLPKBreadthFirst = 3,
} CGLPKNodeChoice;

/// How to run branch and bound.
typedef struct {
  bool presolve;
  bool mir_cuts;
  bool gomory_cuts;
  bool cover_cuts;
  bool clique_cuts;
  double seconds;
  double relative_gap;  ///< stop when |best − bound| / (|best| + DBL_EPSILON) is at most this; 0 to prove optimality
  int64_t nodes;        ///< stop with `CGLPKIterationLimit` after so many subproblems or relaxations; 0 or less for no limit
  CGLPKVariableChoice variable_choice;
  CGLPKNodeChoice node_choice;
  bool feasibility_pump; ///< GLPK's own search for a first point at the root
  const double *start;   ///< [columns] a feasible point to begin with; NULL for none. Not used under `presolve`
  double goal_offset;    ///< added to all goals and bounds of this search, and so part of what the gap is relative to
} CGLPKBranchOptions;

/// Opens the calling thread's session, or returns NULL where the thread has one open, GLPK is in use on it by other
/// means, GLPK was built without thread-local storage, or memory ran out. `control` may be NULL.
CGLPKSession *CGLPKSession_open(CGLPKControl *control);
/// Frees GLPK's environment on this thread with all that was in it. NULL is allowed.
void CGLPKSession_close(CGLPKSession *session);
/// What GLPK said last, without line ends at its end; empty where it said nothing. Valid until the next call.
/// GLPK counts rows and columns from one. Where it gave a return code, the code's name comes first ("GLP_EBOUND: …").
const char *CGLPKSession_message(const CGLPKSession *session);
/// GLPK's version, "5.0".
const char *CGLPKSession_version(void);
/// Sets the time, in seconds from now, by which every solve of this session has to end, whatever its own limit;
/// 0 or less for none.
void CGLPKSession_set_deadline(CGLPKSession *session, double seconds);
/// Whether the session's deadline has passed or its control was cancelled, and which of the two. For work between
/// solves, so that it keeps the deadline without a clock of its own.
bool CGLPKSession_has_to_stop(const CGLPKSession *session, CGLPKStop *stop);
/// How far this session's solves have come, iterations added up over all of its programs.
CGLPKProgress CGLPKSession_progress(const CGLPKSession *session);

/// Replaces the session's program. O(nonzeros).
CGLPKReturn CGLPKSession_load(CGLPKSession *session, const CGLPKProgram *program);
/// Replaces the goal's coefficients and constant, keeping the basis. `costs` has one number a column.
CGLPKReturn CGLPKSession_set_goal(CGLPKSession *session, const double *costs, double constant);
/// Changes one column's bounds, keeping the basis.
CGLPKReturn CGLPKSession_set_column_bounds(CGLPKSession *session, int32_t column, double lower, double upper);
/// Changes one row's bounds, keeping the basis.
CGLPKReturn CGLPKSession_set_row_bounds(CGLPKSession *session, int32_t row, double lower, double upper);
/// Sets the basis; the number of `CGLPKBasic` standings must be the number of rows, or the call is refused.
CGLPKReturn CGLPKSession_set_basis(CGLPKSession *session, const uint8_t *rows, const uint8_t *columns);
/// Reads the basis.
CGLPKReturn CGLPKSession_basis(CGLPKSession *session, uint8_t *rows, uint8_t *columns);

/// Solves the linear program (integer marks ignored) from the present basis. A deadline ends it with the point at hand;
/// a cancellation is heard within some 20 ms of iterating and leaves no point.
CGLPKReturn CGLPKSession_solve_relaxation(
    CGLPKSession *session, const CGLPKSimplexOptions *options, CGLPKStop *stop);
/// Solves the integer program by branch and bound; the relaxation must have been solved to optimality first
/// unless `presolve` is on, and the program not changed since. Deadline and cancellation keep the best point and the
/// bound. Both are heard at every node, and the deadline also at every iteration inside the relaxation of one. A
/// cancellation is heard inside a relaxation after the first 50 ms and then at GLPK's own pace of every 5 s; but where the
/// relaxations before were long, within some 20 ms of iterating, at the price of the program. A round of cuts is never
/// cut short, but none is begun that would run past the deadline, going by the round before; the first goes by a pass
/// through the columns, timed, and leaves out cuts by rounding, or all, where it would not end in half the time that is
/// left. With a control a first round is kept to some 0.3 s of a quiet machine as well. A start that breaks a
/// bound or a row is refused.
CGLPKReturn CGLPKSession_branch(CGLPKSession *session, const CGLPKBranchOptions *options, CGLPKStop *stop);

/// What is known of the relaxation's point, or of the whole-number point after `branch`. A program of which presolve
/// proved that it has no feasible point is `CGLPKNoFeasible`.
CGLPKStatus CGLPKSession_status(const CGLPKSession *session);
/// The goal's value at that point, or NaN.
double CGLPKSession_goal(const CGLPKSession *session);
/// The bound that branch and bound proved, or NaN.
double CGLPKSession_bound(const CGLPKSession *session);
/// Copies the point: one number a column. Refused where the last solve left none.
CGLPKReturn CGLPKSession_point(CGLPKSession *session, double *columns);
/// Copies the duals of the relaxation solved last, also after `branch`: one multiplier a row (∂goal/∂row) and one
/// reduced cost a column.
CGLPKReturn CGLPKSession_duals(CGLPKSession *session, double *rows, double *columns);

/// Where the duals of the relaxation solved last hold.
typedef struct {
  double *row_low;   ///< [rows] least value of the active bound at which the basis stays; the row's value if basic
  double *row_high;  ///< [rows] greatest value of the same
  double *cost_low;  ///< [columns] least cost at which the basis stays optimal
  double *cost_high; ///< [columns] greatest cost of the same
} CGLPKRanges;

/// Fills the arrays of `ranges`. Refused unless a relaxation was solved to optimality and not changed since.
CGLPKReturn CGLPKSession_ranges(CGLPKSession *session, CGLPKRanges *ranges);

#endif
