// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What the plugin and the worker have in common.
#ifndef DL_CLANG_HOST_H
#define DL_CLANG_HOST_H

namespace clang {
class ASTContext;
}

namespace dl {

// False if no function of the DMA API is so much as named in the unit: then there is nothing to
// lint, and finding that out has cost a few hash look-ups.
bool mentionsApi(const clang::ASTContext &Context);

} // namespace dl

#endif
