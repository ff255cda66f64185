// SPDX-License-Identifier: GPL-3.0-or-later
// GLPK as the system has it. Only CGLPKSession includes this: GLPK ends the process on a fatal error unless it is guarded.
#include <glpk.h>
