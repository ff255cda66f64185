// SPDX-License-Identifier: GPL-3.0-or-later
// libxlsxwriter as the system has it. Only the files of Spreadsheets/Writing include this.
#include <xlsxwriter.h>
