// SPDX-License-Identifier: GPL-3.0-or-later

#include "CMemory.h"

#if defined(__GLIBC__) || defined(__linux__)
#include <malloc.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>
#endif

#if defined(__GLIBC__)
/// Takes the address space of so many bytes at once, and asks the system for large pages there: small ones would be given
/// one by one, each on its first use. No memory is taken by it. Where the system refuses, all is as it was.
static void reserve(int size) {
  mallopt(M_TOP_PAD, size);
  const uintptr_t page = 2 << 20, before = (uintptr_t)sbrk(0);
  // The library now asks for so much more as soon as it has too little left to give. Volatile, for the compiler not to
  // leave out what is freed at once.
  void *volatile piece = malloc(1 << 20);
  free(piece);
  const uintptr_t first = (before + page - 1) / page * page, end = (uintptr_t)sbrk(0);
  if (first < end) madvise((void *)first, end - first, MADV_HUGEPAGE);
}
#endif

void CMemory_prepare(void) {
#if defined(__GLIBC__)
  // The most that the library takes: larger pieces still come from the system by themselves.
  mallopt(M_MMAP_THRESHOLD, 32 << 20);
  mallopt(M_TRIM_THRESHOLD, 0x7fffffff);
  reserve(512 << 20);
  // So much more than is asked for, each time that memory runs out.
  mallopt(M_TOP_PAD, 16 << 20);
#endif
}
