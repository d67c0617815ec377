// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A plugin fits one major version of Clang. Loaded into another one it would crash, or fail with
// the mangled name of a symbol. This constructor runs before any other code of the plugin (101 is
// the first priority that programs may use), asks the host which version it is, and says what is
// wrong in words.
//
// Nothing here may touch Clang or LLVM except that one function, whose signature all versions share.
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>
#include <unistd.h>

#include "llvm/Config/llvm-config.h"

namespace clang {
std::string getClangFullVersion();
}

namespace {

// 22 from "Debian clang version 22.1.8 (...)"; 0 if there is no version in it.
int majorOf(const char *Version) {
  const char *At = strstr(Version, "version ");
  return At ? atoi(At + strlen("version ")) : 0;
}

__attribute__((constructor(101))) void refuseOtherVersions() {
  std::string Host = clang::getClangFullVersion();
  if (majorOf(Host.c_str()) == LLVM_VERSION_MAJOR)
    return;
  fprintf(stderr,
          "dma-lint: error: this plugin is built for clang %d and was loaded into '%s'\n"
          "dma-lint: note: compile with clang-%d, or build dma-lint with "
          "-DLLVM_DIR=/usr/lib/llvm-%d/lib/cmake/llvm\n",
          LLVM_VERSION_MAJOR, Host.c_str(), LLVM_VERSION_MAJOR, majorOf(Host.c_str()));
  fflush(stderr);
  _exit(1);
}

} // namespace
