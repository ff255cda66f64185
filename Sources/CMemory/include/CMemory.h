// SPDX-License-Identifier: GPL-3.0-or-later

#ifndef CMEMORY_H
#define CMEMORY_H

/// Has the C library keep what is given back for what is asked for next, in place of giving it on to the system, as far as
/// the library can be told so; for a program that works at one task and ends. Before the first thread is started.
void CMemory_keep_what_is_freed(void);

#endif
