// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What the plugin and the worker have in common.
#ifndef DL_CLANG_HOST_H
#define DL_CLANG_HOST_H

#include "checker/ir/ir.h"

namespace clang {
class ASTContext;
}

namespace dl {

// False if no function of the DMA API is so much as named in the unit: then there is nothing to
// lint, and finding that out has cost a few hash look-ups.
bool mentionsApi(const clang::ASTContext &Context);

// Names as the compiler has them are relative to its directory, which whoever reads the unit does
// not know: the unit's name and its places become absolute, as far as the files are there.
void makeAbsolute(dl_unit &Unit);

} // namespace dl

#endif
