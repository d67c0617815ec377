// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// From the arguments of somebody's compile command to those that parse the same source here.
#ifndef DL_CLANG_FLAGS_H
#define DL_CLANG_FLAGS_H

#include <string>
#include <vector>

namespace dl {

// What of Args (without the compiler's name) says how File is to be parsed, and nothing that would
// write a file, load code, or make Clang refuse. Ends in "-x c -- FILE".
std::vector<std::string> parseFlags(const std::vector<std::string> &Args, const std::string &File);

// Takes the flags out that Complaint, an error without a place in the source, quotes:
// "unknown target CPU 'barcelona2'". False if there is none that could be missed.
bool dropRefused(std::vector<std::string> &Flags, const std::string &Complaint);

// kbuild's name of the module, from -DKBUILD_MODNAME='"e1000"', or "".
std::string moduleName(const std::vector<std::string> &Args);

} // namespace dl

#endif
