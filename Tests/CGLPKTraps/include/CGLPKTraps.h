// SPDX-License-Identifier: GPL-3.0-or-later

#ifndef CGLPKTRAPS_H
#define CGLPKTRAPS_H

#include <CGLPKSession.h>

/// Ways to make GLPK end the process that no call of a session can take, each taken behind the session's own guard.
typedef enum {
  CGLPKTrapProblemName,     ///< a problem's name of 257 bytes
  CGLPKTrapRowName,         ///< a row's name with a line feed
  CGLPKTrapColumnName,      ///< a column's name of 256 bytes, which GLPK itself takes for short enough
  CGLPKTrapRowCount,        ///< adding no rows
  CGLPKTrapDeletedRow,      ///< deleting a row that does not exist
  CGLPKTrapMatrixRow,       ///< a row of the matrix that does not exist
  CGLPKTrapAnalyzeBound,    ///< sensitivity of a bound without a factorization
  CGLPKTrapAnalyzeCost,     ///< sensitivity of a cost without a factorization
  CGLPKTrapTableauRow,      ///< a row of the simplex table without a factorization
  CGLPKTrapMinimumCostFlow, ///< RELAX-IV, which GLPK 5.0 leaves out
  CGLPKTrapInteriorPoint,   ///< the interior point method with quotient minimum degree ordering
  CGLPKTrapAssertion,       ///< a failed assertion
  CGLPKTrapWithinBranching, ///< an error in the middle of branch and bound
} CGLPKTrap;

/// Steps into a trap; a program should be loaded.
CGLPKReturn CGLPKTraps_step_into(CGLPKSession *session, CGLPKTrap trap);

#endif
