// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What the plugin and the worker have in common.
#include "checker/clang/host.h"

#include "clang/AST/ASTContext.h"
#include "clang/Basic/IdentifierTable.h"

#include "rules/api.h"

bool dl::mentionsApi(const clang::ASTContext &Context) {
  size_t Count;
  const dl_api *Table = dl_api_table(&Count);
  for (size_t I = 0; I < Count; ++I)
    if (Context.Idents.find(Table[I].name) != Context.Idents.end())
      return true;
  return false;
}
