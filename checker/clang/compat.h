/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
//
// What differs between the Clang versions we build against, 14 to 22. No other
// file in checker/clang tests CLANG_VERSION_MAJOR.
//
#ifndef DL_CLANG_COMPAT_H
#define DL_CLANG_COMPAT_H

#include "clang/AST/ASTContext.h"
#include "clang/AST/Decl.h"
#include "clang/AST/Expr.h"
#include "clang/Basic/FileManager.h"
#include "clang/Basic/Version.h"
#include "clang/Lex/HeaderSearch.h"
#include "clang/Lex/Preprocessor.h"
#include "llvm/ADT/StringRef.h"

/// llvm::vfs::FileSystem::exists() became virtual in 19.
#if CLANG_VERSION_MAJOR >= 19
#define DL_EXISTS_OVERRIDE override
#else
#define DL_EXISTS_OVERRIDE
#endif

namespace dl {
namespace compat {

/// StringRef::startswith became starts_with in 16; the old one is gone in 19.
inline bool startsWith(llvm::StringRef S, llvm::StringRef Prefix) {
#if CLANG_VERSION_MAJOR >= 16
  return S.starts_with(Prefix);
#else
  return S.startswith(Prefix);
#endif
}

inline bool endsWith(llvm::StringRef S, llvm::StringRef Suffix) {
#if CLANG_VERSION_MAJOR >= 16
  return S.ends_with(Suffix);
#else
  return S.endswith(Suffix);
#endif
}

/// A string literal of plain char.
inline bool isPlainString(const clang::StringLiteral *S) {
#if CLANG_VERSION_MAJOR >= 15
  return S->isOrdinary();
#else
  return S->isAscii();
#endif
}

inline unsigned bitWidth(const clang::FieldDecl *F, const clang::ASTContext &Context) {
#if CLANG_VERSION_MAJOR >= 20
  (void)Context;
  return F->getBitWidthValue();
#else
  return F->getBitWidthValue(Context);
#endif
}

/// "struct x", "union x" or "enum x" as a type.
inline clang::QualType tagType(const clang::ASTContext &Context, const clang::TagDecl *Tag) {
#if CLANG_VERSION_MAJOR >= 22
  return Context.getCanonicalTagType(Tag);
#else
  return Context.getTagDeclType(Tag);
#endif
}

/// As the preprocessor does it for the file that it begins with: from then on headers are found from there.
inline void markIncluded(clang::Preprocessor &PP, clang::FileEntryRef File) {
  PP.markIncluded(File);
}

/// Something in the file keeps it from being read more than once.
inline bool isGuarded(clang::HeaderSearch &Search, clang::FileEntryRef File) {
#if CLANG_VERSION_MAJOR >= 18
  return Search.isFileMultipleIncludeGuarded(File);
#else
  return Search.isFileMultipleIncludeGuarded(&File.getFileEntry());
#endif
}

/// As if it said "#pragma once".
inline void markOnce(clang::HeaderSearch &Search, clang::FileEntryRef File) {
#if CLANG_VERSION_MAJOR >= 18
  Search.MarkFileIncludeOnce(File);
#else
  Search.MarkFileIncludeOnce(&File.getFileEntry());
#endif
}

} // namespace compat
} // namespace dl

#endif
