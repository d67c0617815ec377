// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Units as files: what the plugin leaves behind for a later link.
#ifndef DL_CLANG_UNIT_FILE_H
#define DL_CLANG_UNIT_FILE_H

#include <string>

#include "checker/ir/ir.h"

namespace dl {

// The file in Directory that belongs to a source with this absolute path, and to no other.
std::string unitFile(const std::string &Directory, const std::string &Source);

// Writes the unit there, whole or not at all; Directory is made if it is not there. Returns "", or
// what went wrong, with the name of the file.
std::string writeUnit(const dl_unit &Unit, const std::string &Directory);

// The source has nothing to link any more: so must say Directory.
std::string dropUnit(const std::string &Source, const std::string &Directory);

} // namespace dl

#endif
