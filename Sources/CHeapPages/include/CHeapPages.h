// SPDX-License-Identifier: GPL-3.0-or-later

#ifndef CHEAPPAGES_H
#define CHEAPPAGES_H

#include <stddef.h>

/// Has the heap in large pages, `room` bytes of it, which the system hands over five hundred times as seldom as small
/// ones: of a plan of ten thousands of towns a sixth of the time would go by in waiting for them. It is room alone;
/// memory is taken as it is used. Where the system has no such pages nothing changes.
///
/// To be called first of all, by the one thread that there is.
void CHeapPages_make_large(size_t room);

#endif
