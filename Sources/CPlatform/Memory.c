// SPDX-License-Identifier: GPL-3.0-or-later

#include "CPlatform.h"

#if defined(__GLIBC__) || defined(__linux__)
#include <malloc.h>
#endif

#include <stdlib.h>

void CPlatform_keep_what_is_freed(void) {
#if defined(__GLIBC__)
  // The most that the library takes: larger pieces still come from the system by themselves.
  mallopt(M_MMAP_THRESHOLD, 32 << 20);
  mallopt(M_TRIM_THRESHOLD, 0x7fffffff);
  // So much more than is asked for, each time that memory runs out.
  mallopt(M_TOP_PAD, 16 << 20);
#endif
}

void CPlatform_make_room(void) {
#if defined(__GLIBC__)
  // What other threads than the first ask for is set apart a page at a time, and each time by the system: once is enough.
  void *volatile room = malloc(24 << 20);
  free(room);
#endif
}
