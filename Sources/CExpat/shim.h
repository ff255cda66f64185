// SPDX-License-Identifier: GPL-3.0-or-later
// Expat as the system has it. Only XMLPart.swift includes this.
#include <expat.h>
