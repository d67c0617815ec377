/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
//
// The way from Clang's AST to our IR: the only entry point that the hosts (the
// plugin, the worker) need.
//
// Not here: options, diagnostics, files. The caller has parsed; nothing in here
// reports anything, and no input makes it fail: what it does not understand
// becomes an opaque value.
//
#ifndef DL_CLANG_LOWER_H
#define DL_CLANG_LOWER_H

#include "checker/ir/ir.h"

namespace clang {
class ASTContext;
class Decl;
class Preprocessor;
} // namespace clang

namespace dl {

struct LowerOptions {
  /// kbuild's name of the module, or null.
  const char *Module = nullptr;
  /// Lower every function of the main file, not only those that matter.
  bool Everything = false;
  /// The last declaration of headers that were parsed before the main file was begun, or null: no definition of the
  /// main file is before it.
  const clang::Decl *After = nullptr;
};

/// Lowers the functions of a parsed translation unit that matter: those that
/// reach the DMA API through calls or handle DMA addresses. Never null; freed
/// with dl_ir_unit_free(). The preprocessor may be null: macros are read from
/// the places in the tree, so nothing is asked of it.
dl_unit *lowerUnit(clang::ASTContext &Context, const clang::Preprocessor *PP,
                   const LowerOptions &Options);

} // namespace dl

#endif
