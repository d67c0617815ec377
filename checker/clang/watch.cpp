// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Headers that were parsed ahead are the source's own if it would have read them with the same macros. For a
// kernel's headers that means: none of the names that the source has defined before it includes one of them stands in
// that header, nor in one that it includes. What they define for each other they define in whatever
// source they are.
//
// A driver's own headers are less orderly. So it is written down which of them asks for macros of which others:
// the source has to have included those, too, and not before it those that came later ahead of it. And what the source
// itself asks for has to come from headers that it has included.
#include "checker/clang/watch.h"

#include <unistd.h>

#include "clang/Basic/FileManager.h"
#include "clang/Frontend/CompilerInstance.h"
#include "clang/Lex/HeaderSearch.h"
#include "clang/Lex/Lexer.h"
#include "clang/Lex/Preprocessor.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/Path.h"

#include "checker/clang/compat.h"
#include "checker/clang/protocol.h"

using namespace clang;
using llvm::sys::path::parent_path;

namespace dl {

namespace {

/// From here on it is faster to read a text once than to search it for each name.
constexpr size_t ManyNames = 16;

StringRef directoryOf(const SourceManager &SM, SourceLocation Place) {
  return parent_path(SM.getFilename(SM.getExpansionLoc(Place)));
}

// Every file defines these; in headers they stand where only messages and exported symbols say them.
bool isOwnName(StringRef Name) {
  return Name == "pr_fmt" || Name == "dev_fmt" || Name == "DEFAULT_SYMBOL_NAMESPACE" ||
         compat::startsWith(Name, "KBUILD_") || compat::startsWith(Name, "__KBUILD_");
}

} // namespace

// ---- What is known ---------------------------------------------------------------------------

void Ahead::close(Preprocessor &PP) {
  if (Levels)
    skipFromNowOn(PP);
  for (const auto &Entry : PP.getIdentifierTable())
    Names.try_emplace(Entry.getValue(), Levels);
  if (Levels == 0)
    EndOfRoot = PP.getSourceManager().getNextLocalOffset();
  Levels++;
  Open = false;
}

// A header without a guard is not to be read again by a source that includes it for the first time.
void Ahead::skipFromNowOn(Preprocessor &PP) {
  HeaderSearch &Search = PP.getHeaderSearchInfo();
  for (auto &[File, Header] : Headers) {
    if (Header.Level < Levels || Header.Times != 1 || !Header.Text.isValid())
      continue;
    auto Reference = PP.getSourceManager().getFileEntryRefForID(Header.Text);
    if (Reference && !compat::isGuarded(Search, *Reference)) {
      compat::markOnce(Search, *Reference);
      Header.Skipped = true;
    }
  }
}

Ahead::Header &Ahead::at(const FileEntry *File) {
  auto [At, New] = Headers.try_emplace(File);
  if (New) {
    At->second.Level = Levels;
    At->second.Order = Headers.size();
  }
  return At->second;
}

const Ahead::Header *Ahead::find(const FileEntry *File) const {
  auto At = Headers.find(File);
  return At == Headers.end() ? nullptr : &At->second;
}

const FileEntry *Ahead::fileOf(SourceLocation Place) const {
  const SourceManager &SM = CI.getSourceManager();
  return SM.getFileEntryForID(SM.getFileID(SM.getExpansionLoc(Place)));
}

const FileEntry *Ahead::ownerOf(const Token &Name, const MacroDefinition &Macro) const {
  const MacroInfo *Info = Macro.getMacroInfo();
  if (!Info || Levels == 0 || Info->getDefinitionLoc().getRawEncoding() < EndOfRoot ||
      isOwnName(Name.getIdentifierInfo()->getName()))
    return nullptr;
  const FileEntry *File = fileOf(Info->getDefinitionLoc());
  const Header *Found = File ? find(File) : nullptr;
  return Found && !Found->Kernels ? File : nullptr;
}

unsigned Ahead::levelOf(const IdentifierInfo *Name) const {
  auto At = Names.find(Name);
  return At == Names.end() ? Levels : At->second;
}

bool Ahead::isKernels(SourceLocation Place) const {
  StringRef Directory = directoryOf(CI.getSourceManager(), Place);
  while (!Directory.empty() && !Roots.count(Directory))
    Directory = parent_path(Directory);
  return !Directory.empty();
}

void Ahead::note(Words &Names, const Token &Name, const MacroDirective *Defined) const {
  const MacroInfo *Now = Defined ? Defined->getMacroInfo() : nullptr;
  const MacroDirective *Earlier = Defined ? Defined->getPrevious() : nullptr;
  const MacroInfo *Before = Earlier ? Earlier->getMacroInfo() : nullptr;
  if (Before && Now && Now->isIdenticalTo(*Before, CI.getPreprocessor(), /*Syntactically=*/true))
    return;
  bool OnlyCalls = Now && Now->isFunctionLike();
  auto [At, New] = Names.try_emplace(Name.getIdentifierInfo()->getName(), OnlyCalls);
  At->second &= OnlyCalls;
}

// ---- What headers say of each other ----------------------------------------------------------

void Graph::FileChanged(SourceLocation Place, FileChangeReason Reason, SrcMgr::CharacteristicKind,
                        FileID) {
  FileID Text = SM.getFileID(Place);
  if (Reason != EnterFile || !Known.isOpen())
    return;
  if (Known.levels() == 0 && SM.getIncludeLoc(Text).isValid())
    Known.Roots.insert(parent_path(directoryOf(SM, Place)));
  add(SM.getIncludeLoc(Text), Known.fileOf(Place), Text);
}

void Graph::FileSkipped(const FileEntryRef &File, const Token &Name, SrcMgr::CharacteristicKind) {
  if (Known.isOpen())
    add(Name.getLocation(), &File.getFileEntry(), FileID());
}

void Graph::add(SourceLocation Place, const FileEntry *File, FileID Text) {
  if (!File)
    return;
  const FileEntry *From = Place.isValid() ? Known.fileOf(Place) : nullptr;
  if (Text.isValid()) {
    Ahead::Header &Header = Known.at(File);
    Header.Text = Text;
    Header.Times++;
    Header.Kernels = Header.Level == 0 || Known.isKernels(SM.getLocForStartOfFile(Text));
  }
  if (From)
    Known.at(From).Includes.push_back(File);
  else if (Place.isValid() && Known.levels() == 0)
    Known.Forced.push_back(File);
}

void Graph::defined(const Token &Name, const MacroDirective *As) {
  if (!Known.isOpen() || Known.levels() == 0)
    return;
  const FileEntry *File = Known.fileOf(Name.getLocation());
  if (!File || isOwnName(Name.getIdentifierInfo()->getName()))
    return;
  Ahead::Header &Header = Known.at(File);
  if (!Header.Kernels)
    Known.note(Header.Defines, Name, As);
}

void Graph::used(const Token &Name, const MacroDefinition &Macro) {
  const FileEntry *Owner = Known.isOpen() ? Known.ownerOf(Name, Macro) : nullptr;
  const FileEntry *User = Owner ? Known.fileOf(Name.getLocation()) : nullptr;
  if (User && User != Owner)
    Known.at(User).Uses.insert(Owner);
}

// ---- What a source says of them --------------------------------------------------------------

void Watch::begin(unsigned Upto, llvm::ArrayRef<const IdentifierInfo *> Flags) {
  Level = Upto;
  Had.clear();
  HadOwn.clear();
  Changed.assign(Level, Words());
  for (const IdentifierInfo *Name : Flags)
    if (Words *Names = changedWith(Name))
      (*Names)[Name->getName()] = false;
  for (const FileEntry *File : Known.Forced)
    include(File);
}

// Where to note that the name is another macro now; null: no header can ask for it.
Watch::Words *Watch::changedWith(const IdentifierInfo *Name) {
  unsigned First = Known.levelOf(Name);
  return First < Level && !isOwnName(Name->getName()) ? &Changed[First] : nullptr;
}

void Watch::change(const Token &Name, const MacroDirective *As) {
  Words *Names = changedWith(Name.getIdentifierInfo());
  if (Names && !Known.isKernels(Name.getLocation()))
    Known.note(*Names, Name, As);
}

// What is read again is as the source says; it has it now.
void Watch::FileChanged(SourceLocation Place, FileChangeReason Reason, SrcMgr::CharacteristicKind,
                        FileID) {
  if (Reason == EnterFile)
    if (const FileEntry *File = Known.fileOf(Place))
      Had.insert(File);
}

void Watch::FileSkipped(const FileEntryRef &File, const Token &, SrcMgr::CharacteristicKind) {
  const Ahead::Header *Header = Known.find(&File.getFileEntry());
  if (Header && Header->Level < Level && Header->Skipped && Had.count(&File.getFileEntry()))
    leave(*Header); // it is to be read again
  include(&File.getFileEntry());
}

void Watch::leave(const Ahead::Header &Header) {
  _exit(Header.Level ? DL_WORKER_APART : DL_WORKER_ALONE);
}

void Watch::include(const FileEntry *File) {
  llvm::SmallVector<const FileEntry *, 32> Work = {File};
  llvm::SmallVector<const Ahead::Header *, 32> New;
  while (!Work.empty()) {
    const FileEntry *Next = Work.pop_back_val();
    const Ahead::Header *Header = Known.find(Next);
    if (!Header || Header->Level >= Level || !Had.insert(Next).second)
      continue;
    check(*Header);
    New.push_back(Header);
    if (!Header->Kernels)
      HadOwn.push_back(Header);
    Work.append(Header->Includes.rbegin(), Header->Includes.rend());
  }
  for (const Ahead::Header *Header : New)
    for (const FileEntry *Used : Header->Uses)
      if (!Had.count(Used))
        leave(*Header);
}

void Watch::check(const Ahead::Header &Header) {
  for (unsigned I = 0; I <= Header.Level; ++I)
    if (isSaidIn(Changed[I], Header.Text))
      leave(Header);
  for (const Ahead::Header *Earlier : HadOwn)
    if (Earlier->Order > Header.Order && isSaidIn(Earlier->Defines, Header.Text))
      leave(Header);
}

void Watch::used(const Token &Name, const MacroDefinition &Macro) {
  const FileEntry *Owner = Known.ownerOf(Name, Macro);
  const Ahead::Header *Header = Owner ? Known.find(Owner) : nullptr;
  if (Header && Header->Level < Level && !Had.count(Owner))
    leave(*Header);
}

namespace {

// The words of a text that may mean a macro, comments and strings aside.
class MacroWords {
public:
  MacroWords(const SourceManager &SM, const LangOptions &Language, FileID File)
      : Raw(SM.getLocForStartOfFile(File), Language, SM.getBufferData(File).begin(),
            SM.getBufferData(File).begin(), SM.getBufferData(File).end()) {
    Raw.LexFromRawLexer(Next);
  }

  bool next() {
    do {
      Word = Next;
      Raw.LexFromRawLexer(Next);
      if (Word.isAtStartOfLine())
        Where = Word.is(tok::hash) ? Directive : Text;
      else if (Where == Directive)
        Where = isWord("define") ? Defined : Condition;
      else if (Where == Defined)
        Where = WasDefined ? Text : Defined;
      WasDefined = Where == Defined && !isWord("define");
    } while (Word.isNot(tok::raw_identifier) && Word.isNot(tok::eof));
    return Word.isNot(tok::eof);
  }

  StringRef word() const { return Word.getRawIdentifier(); }
  /// Even if the macro has arguments.
  bool isMacro() const { return Next.is(tok::l_paren) || Where == Condition || WasDefined; }

private:
  bool isWord(StringRef Name) const { return Word.is(tok::raw_identifier) && Word.getRawIdentifier() == Name; }

  enum { Text, Directive, Condition, Defined } Where = Text;
  bool WasDefined = false;
  Lexer Raw;
  Token Word, Next;
};

} // namespace

bool Watch::isSaidIn(const Words &Names, FileID File) const {
  if (Names.empty() || File.isInvalid())
    return false;
  StringRef Text = SM.getBufferData(File);
  if (Names.size() < ManyNames &&
      llvm::none_of(Names, [&](const auto &Name) { return Text.find(Name.first) != Text.npos; }))
    return false;
  for (MacroWords Found(SM, Language, File); Found.next();) {
    auto Name = Names.find(Found.word());
    if (Name != Names.end() && (!Name->second || Found.isMacro()))
      return true;
  }
  return false;
}

} // namespace dl
