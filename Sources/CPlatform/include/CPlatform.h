// SPDX-License-Identifier: GPL-3.0-or-later

#ifndef CPLATFORM_H
#define CPLATFORM_H

/// Has the C library keep what is given back for what is asked for next, in place of giving it on to the system, as far as
/// the library can be told so; for a program that works at one task and ends. Before the first thread is started.
void CPlatform_keep_what_is_freed(void);

/// Has the calling thread's part of memory, which is not that of the first thread, set apart in one piece, as far as the C
/// library can be told so: none of it is used before it is asked for.
void CPlatform_make_room(void);

/// Has the system begin to carry to the disk what was written to a file, as far as the system can be told so, and mostly does
/// not wait for it. Whether all came there is told where the file is made safe.
void CPlatform_begin_to_store(int descriptor);

#endif
