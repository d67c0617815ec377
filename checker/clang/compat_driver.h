// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What differs between the versions of Clang in the driver's table of options. Apart from compat.h,
// because only the worker has use for the driver's headers.
#ifndef DL_CLANG_COMPAT_DRIVER_H
#define DL_CLANG_COMPAT_DRIVER_H

#include "clang/Basic/Version.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/Option/ArgList.h"
#include "llvm/Option/OptTable.h"

#if CLANG_VERSION_MAJOR >= 22
#include "clang/Options/Options.h"
#else
#include "clang/Driver/Options.h"
#endif

namespace dl::compat {

#if CLANG_VERSION_MAJOR >= 22
inline const llvm::opt::OptTable &driverOptions() { return clang::getDriverOptTable(); }
namespace options = clang::options;
#else
inline const llvm::opt::OptTable &driverOptions() { return clang::driver::getDriverOptTable(); }
namespace options = clang::driver::options;
#endif

// Words into options, as the gcc-like driver takes them: not cl's, not flang's, not cc1's own.
inline llvm::opt::InputArgList parseDriverArgs(llvm::ArrayRef<const char *> Words,
                                               unsigned &MissingIndex, unsigned &MissingCount) {
#if CLANG_VERSION_MAJOR >= 17
  return driverOptions().ParseArgs(Words, MissingIndex, MissingCount,
                                   llvm::opt::Visibility(options::ClangOption));
#else
  return driverOptions().ParseArgs(
      Words, MissingIndex, MissingCount, 0u,
      options::NoDriverOption | options::CLOption | options::FlangOnlyOption);
#endif
}

} // namespace dl::compat

#endif
