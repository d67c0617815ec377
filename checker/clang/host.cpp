// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What the plugin and the worker have in common.
#include "checker/clang/host.h"

#include <cstdlib>
#include <map>
#include <string>

#include "clang/AST/ASTContext.h"
#include "clang/Basic/IdentifierTable.h"

#include "rules/api.h"

bool dl::mentionsApi(const clang::ASTContext &Context) {
  size_t Count;
  const dl_api *Table = dl_api_table(&Count);
  for (size_t I = 0; I < Count; ++I)
    if (Context.Idents.find(Table[I].name) != Context.Idents.end())
      return true;
  const dl_api *const *Added = dl_api_added(&Count);
  for (size_t I = 0; I < Count; ++I)
    if (Context.Idents.find(Added[I]->name) != Context.Idents.end())
      return true;
  return false;
}

// A file that only a patch makes has no real path, but its directory may have one.
static const char *absolute(dl_unit &Unit, const char *Name) {
  std::string File(Name);
  size_t Slash = File.rfind('/');
  std::string Directory = Slash == std::string::npos ? "." : File.substr(0, Slash + 1);
  char *Path = realpath(Name, nullptr);
  char *Above = Path ? nullptr : realpath(Directory.c_str(), nullptr);
  if (Path)
    File = Path;
  else if (Above)
    File = std::string(Above) + "/" + File.substr(Slash == std::string::npos ? 0 : Slash + 1);
  free(Path);
  free(Above);
  return dl_ir_intern(&Unit, File.c_str());
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
