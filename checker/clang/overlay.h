// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A file system in which some files are other ones, or are not there: a tree as it would be with a
// patch, without the patch being applied.
#ifndef DL_CLANG_OVERLAY_H
#define DL_CLANG_OVERLAY_H

#include <string>

#include "llvm/ADT/IntrusiveRefCntPtr.h"
#include "llvm/Support/VirtualFileSystem.h"

namespace dl {

// Over the real file system. List: a file as protocol.h describes it. Null if it cannot be read.
llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> overlay(const std::string &List);

} // namespace dl

#endif
