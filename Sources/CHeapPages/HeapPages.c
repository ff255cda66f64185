// SPDX-License-Identifier: GPL-3.0-or-later

#define _GNU_SOURCE

#include "CHeapPages.h"

#include <stdlib.h>

#if defined(__GLIBC__) && defined(__linux__)

#include <limits.h>
#include <malloc.h>
#include <stdint.h>
#include <sys/mman.h>
#include <unistd.h>

void CHeapPages_make_large(size_t room) {
  const uintptr_t page = (uintptr_t)2 << 20;
  if (room < 2 * page || room > INT_MAX) return;
  // What is freed is kept for what comes next, and large arrays lie in the heap like all else.
  if (mallopt(M_MMAP_THRESHOLD, 1 << 30) != 1 || mallopt(M_TRIM_THRESHOLD, INT_MAX) != 1) return;
  if (mallopt(M_TOP_PAD, (int)room) != 1) return;
  // One heap for all threads, or each but the first would have small pages.
  mallopt(M_ARENA_MAX, 1);
  const uintptr_t before = (uintptr_t)sbrk(0);
  // More than is free so far, so that the heap grows once, by the room; volatile, or nothing would be allocated for naught.
  void *volatile more = malloc((size_t)1 << 20);
  free(more);
  mallopt(M_TOP_PAD, 16 << 20);
  const uintptr_t first = (before + page - 1) / page * page, last = (uintptr_t)sbrk(0) / page * page;
  if (first < last) madvise((void *)first, last - first, MADV_HUGEPAGE);
}

#else

void CHeapPages_make_large(size_t room) { (void)room; }

#endif
