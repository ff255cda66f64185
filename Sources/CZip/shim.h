// SPDX-License-Identifier: GPL-3.0-or-later
// libzip as the system has it. Only ZipArchive.swift includes this.
#include <zip.h>
