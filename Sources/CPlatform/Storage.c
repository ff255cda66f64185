// SPDX-License-Identifier: GPL-3.0-or-later

#define _GNU_SOURCE

#include "CPlatform.h"

#include <fcntl.h>

void CPlatform_begin_to_store(int descriptor) {
#if defined(SYNC_FILE_RANGE_WRITE)
  (void)sync_file_range(descriptor, 0, 0, SYNC_FILE_RANGE_WRITE);
#else
  (void)descriptor;
#endif
}
