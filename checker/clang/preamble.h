/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
//
// Headers that many sources share are parsed once: the process that has parsed them serves requests,
// and for each it makes a child, which goes on with a source as if the headers had been its own.
//
#ifndef DL_CLANG_PREAMBLE_H
#define DL_CLANG_PREAMBLE_H

#include <functional>
#include <string>
#include <vector>

namespace clang {
class CompilerInstance;
class Decl;
} // namespace clang

namespace dl {

/// One of the sources, as a request names it.
struct Member {
  std::string File;
  /// The flags that only this source has: all of -I and -D.
  std::vector<std::string> Flags;
};

/// To be called when the preprocessor is there and nothing has been read. At DL_WORKER_SERVE_PRAGMA of the file
/// that is parsed the process serves DL_WORKER_SOCKET and ends with it; in each child Begin is called with the
/// request and the last declaration of the headers, and then parsing goes on with the member's file, which is
/// the main file from there on.
void servePreamble(clang::CompilerInstance &CI,
                   std::function<void(const Member &, const clang::Decl *)> Begin);

} // namespace dl

#endif
