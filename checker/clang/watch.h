/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
//
// Whether headers that were parsed ahead are the ones that a source would have read.
//
#ifndef DL_CLANG_WATCH_H
#define DL_CLANG_WATCH_H

#include "clang/Basic/SourceManager.h"
#include "clang/Lex/MacroInfo.h"
#include "clang/Lex/PPCallbacks.h"
#include "clang/Lex/Token.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringSet.h"

namespace clang {
class CompilerInstance;
class Preprocessor;
} // namespace clang

namespace dl {

/// What is known of the headers of a preamble and of those before it. A level is one preamble: 0 is the root.
class Ahead {
public:
  /// Names of macros; true: only where arguments follow them they mean the macro.
  using Words = llvm::DenseMap<llvm::StringRef, bool>;

  struct Header {
    clang::FileID Text;
    unsigned Level = 0;
    unsigned Order = 0; // in which headers were begun
    bool Kernels = true; // beside those of the root; others are the drivers' own
    unsigned Times = 0;  // how often it was read
    bool Skipped = false; // by us: nothing in it keeps it from being read again
    llvm::SmallVector<const clang::FileEntry *, 8> Includes; // read there, or there already
    llvm::DenseSet<const clang::FileEntry *> Uses;           // whose macros it asks for, of drivers' own
    Words Defines;                                           // of a driver's own
  };

  explicit Ahead(clang::CompilerInstance &CI) : CI(CI) {}

  /// The headers of a level are at their end: all names there are so far.
  void close(clang::Preprocessor &PP);
  /// The headers of a further level begin.
  void open() { Open = true; }
  bool isOpen() const { return Open; }
  unsigned levels() const { return Levels; }

  Header &at(const clang::FileEntry *File);
  const Header *find(const clang::FileEntry *File) const;
  /// The driver's own header that gives the name its meaning as a macro, or null.
  const clang::FileEntry *ownerOf(const clang::Token &Name, const clang::MacroDefinition &Macro) const;
  /// The level of the first headers that have the name; levels() if none of them has.
  unsigned levelOf(const clang::IdentifierInfo *Name) const;
  /// Beside the root's headers, which define macros for each other in whatever source they are.
  bool isKernels(clang::SourceLocation Place) const;
  const clang::FileEntry *fileOf(clang::SourceLocation Place) const;
  /// Notes a name that is defined, or undefined if the directive is null; not if it has meant that already.
  void note(Words &Names, const clang::Token &Name, const clang::MacroDirective *Defined) const;

  llvm::StringSet<> Roots;                               // "include" of include/linux/slab.h
  llvm::SmallVector<const clang::FileEntry *, 8> Forced; // by -include

private:
  void skipFromNowOn(clang::Preprocessor &PP);

  clang::CompilerInstance &CI;
  bool Open = true;
  unsigned Levels = 0;
  clang::SourceLocation::UIntTy EndOfRoot = 0;
  llvm::DenseMap<const clang::IdentifierInfo *, unsigned> Names;
  llvm::DenseMap<const clang::FileEntry *, Header> Headers;
};

/// Asks about the macros that whatever is read needs, or tests.
class MacroUses : public clang::PPCallbacks {
public:
  void MacroExpands(const clang::Token &Name, const clang::MacroDefinition &Macro, clang::SourceRange,
                    const clang::MacroArgs *) override {
    used(Name, Macro);
  }
  void Defined(const clang::Token &Name, const clang::MacroDefinition &Macro, clang::SourceRange) override {
    used(Name, Macro);
  }
  void Ifdef(clang::SourceLocation, const clang::Token &Name, const clang::MacroDefinition &Macro) override {
    used(Name, Macro);
  }
  void Ifndef(clang::SourceLocation, const clang::Token &Name, const clang::MacroDefinition &Macro) override {
    used(Name, Macro);
  }

protected:
  virtual void used(const clang::Token &Name, const clang::MacroDefinition &Macro) = 0;
};

/// Writes down, while the headers of a level are read, which of them includes, defines and asks for what.
class Graph : public MacroUses {
public:
  Graph(Ahead &Known, const clang::SourceManager &SM) : Known(Known), SM(SM) {}

  void FileChanged(clang::SourceLocation Place, FileChangeReason Reason, clang::SrcMgr::CharacteristicKind,
                   clang::FileID) override;
  void FileSkipped(const clang::FileEntryRef &File, const clang::Token &Name,
                   clang::SrcMgr::CharacteristicKind) override;
  void MacroDefined(const clang::Token &Name, const clang::MacroDirective *As) override { defined(Name, As); }
  void MacroUndefined(const clang::Token &Name, const clang::MacroDefinition &,
                      const clang::MacroDirective *) override {
    defined(Name, nullptr);
  }

protected:
  void used(const clang::Token &Name, const clang::MacroDefinition &Macro) override;

private:
  void add(clang::SourceLocation Place, const clang::FileEntry *File, clang::FileID Text);
  void defined(const clang::Token &Name, const clang::MacroDirective *As);

  Ahead &Known;
  const clang::SourceManager &SM;
};

/// Ends the process when headers that are there already would not be the same in this source (DL_WORKER_APART, or
/// DL_WORKER_ALONE if they are of the root).
class Watch : public MacroUses {
public:
  Watch(const Ahead &Known, clang::SourceManager &SM, const clang::LangOptions &Language)
      : Known(Known), SM(SM), Language(Language) {}

  /// From here on, another source: the names that flags define, and then the headers that flags include. The
  /// headers of the levels before this one are those that are there already.
  void begin(unsigned Level, llvm::ArrayRef<const clang::IdentifierInfo *> Flags);

  void MacroDefined(const clang::Token &Name, const clang::MacroDirective *As) override { change(Name, As); }
  void MacroUndefined(const clang::Token &Name, const clang::MacroDefinition &,
                      const clang::MacroDirective *) override {
    change(Name, nullptr);
  }
  void FileSkipped(const clang::FileEntryRef &File, const clang::Token &,
                   clang::SrcMgr::CharacteristicKind) override;
  void FileChanged(clang::SourceLocation Place, FileChangeReason Reason, clang::SrcMgr::CharacteristicKind,
                   clang::FileID) override;

protected:
  void used(const clang::Token &Name, const clang::MacroDefinition &Macro) override;

private:
  using Words = Ahead::Words;

  Words *changedWith(const clang::IdentifierInfo *Name);
  void change(const clang::Token &Name, const clang::MacroDirective *As);
  void include(const clang::FileEntry *File);
  void check(const Ahead::Header &Header);
  bool isSaidIn(const Words &Names, clang::FileID File) const;
  [[noreturn]] static void leave(const Ahead::Header &Header);

  const Ahead &Known;
  clang::SourceManager &SM;
  const clang::LangOptions &Language;
  unsigned Level = 0;
  llvm::DenseSet<const clang::FileEntry *> Had; // of the headers, those that the source has included so far
  llvm::SmallVector<const Ahead::Header *, 16> HadOwn;
  llvm::SmallVector<Words, 4> Changed; // by the level of the first headers that have the name
};

} // namespace dl

#endif
