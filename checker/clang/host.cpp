// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What the plugin and the worker have in common.
#include "checker/clang/host.h"

#include <cstdlib>
#include <map>

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

static const char *absolute(dl_unit &Unit, const char *Name) {
  char *Path = realpath(Name, nullptr);
  const char *Result = dl_ir_intern(&Unit, Path ? Path : Name);
  free(Path);
  return Result;
}

void dl::makeAbsolute(dl_unit &Unit) {
  std::map<const char *, const char *> Known;
  for (size_t I = 1; I < Unit.nplaces; ++I) {
    const char *&Path = Known[Unit.places[I].file];
    if (!Path)
      Path = absolute(Unit, Unit.places[I].file);
    Unit.places[I].file = Path;
  }
  Unit.name = absolute(Unit, Unit.name);
}
