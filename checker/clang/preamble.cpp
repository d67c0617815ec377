// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The end of a preamble is a pragma. Its handler runs in the middle of the preprocessor, between two
// declarations: there the process waits for requests. A child returns from the handler with the
// source's file pushed onto the stack of includes, so that it is what the parser reads next. Pages that
// nobody writes to are shared by all children, and nothing is read from a file again, as a precompiled
// header would have to be.
//
// A source may only be parsed like that if it would have read the same headers. What it defines before
// it includes one of them must be a name that is not in that header, nor in one that it includes: Watch sees to
// that, and gives the source back (DL_WORKER_APART).
//
// Not here: what is in a preamble, and who shares it (tools/dma-lint/preambles.c).
#include "checker/clang/preamble.h"

#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "clang/AST/ASTContext.h"
#include "clang/Basic/FileManager.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Frontend/CompilerInstance.h"
#include "clang/Lex/HeaderSearch.h"
#include "clang/Lex/Lexer.h"
#include "clang/Lex/PPCallbacks.h"
#include "clang/Lex/Pragma.h"
#include "clang/Lex/Preprocessor.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Support/Path.h"

#include "checker/clang/compat.h"
#include "checker/clang/protocol.h"

using namespace clang;
using llvm::sys::path::parent_path;

namespace {

constexpr size_t LongestRequest = 1 << 16;

// What was there when the headers were at their end.
struct Snapshot {
  llvm::DenseSet<const IdentifierInfo *> Names;
  struct Header {
    FileID Text;
    llvm::SmallVector<const FileEntry *, 8> Includes; // read there, or there already
  };
  llvm::DenseMap<const FileEntry *, Header> Headers;
  llvm::StringSet<> Roots;                        // "include" of include/linux/slab.h
  llvm::SmallVector<const FileEntry *, 8> Forced; // by -include

  bool Taken = false;

  void take(Preprocessor &PP) {
    Taken = true;
    for (const auto &Entry : PP.getIdentifierTable())
      Names.insert(Entry.getValue());
  }
};

const FileEntry *fileOf(const SourceManager &SM, SourceLocation Place) {
  return SM.getFileEntryForID(SM.getFileID(SM.getExpansionLoc(Place)));
}

llvm::StringRef directoryOf(const SourceManager &SM, SourceLocation Place) {
  return parent_path(SM.getFilename(SM.getExpansionLoc(Place)));
}

// Writes down, while the headers are parsed, which of them includes which.
class Graph : public PPCallbacks {
public:
  Graph(Snapshot &Before, const SourceManager &SM) : Before(Before), SM(SM) {}

  void FileChanged(SourceLocation Place, FileChangeReason Reason, SrcMgr::CharacteristicKind,
                   FileID) override {
    FileID Text = SM.getFileID(Place);
    if (Reason != EnterFile || Before.Taken)
      return;
    if (SM.getIncludeLoc(Text).isValid())
      Before.Roots.insert(parent_path(directoryOf(SM, Place)));
    add(SM.getIncludeLoc(Text), fileOf(SM, Place), Text);
  }
  void FileSkipped(const FileEntryRef &File, const Token &Name, SrcMgr::CharacteristicKind) override {
    if (!Before.Taken)
      add(Name.getLocation(), &File.getFileEntry(), FileID());
  }

private:
  void add(SourceLocation Place, const FileEntry *File, FileID Text) {
    if (!File)
      return;
    const FileEntry *From = Place.isValid() ? fileOf(SM, Place) : nullptr;
    if (Text.isValid())
      Before.Headers[File].Text = Text;
    if (From)
      Before.Headers[From].Includes.push_back(File);
    else if (Place.isValid())
      Before.Forced.push_back(File);
  }

  Snapshot &Before;
  const SourceManager &SM;
};

// Every file defines these; in headers they stand where only messages and exported symbols say them.
bool isOwnName(llvm::StringRef Name) {
  return Name == "pr_fmt" || Name == "dev_fmt" || Name == "DEFAULT_SYMBOL_NAMESPACE" ||
         dl::compat::startsWith(Name, "KBUILD_") || dl::compat::startsWith(Name, "__KBUILD_");
}

// Ends the child when headers that are there already would not be the same in this source: one that it includes
// for the first time, by whatever way, after it has defined a name that stands in it.
class Watch : public PPCallbacks {
public:
  Watch(const Snapshot &Before, SourceManager &SM, const LangOptions &Language)
      : Before(Before), SM(SM), Language(Language) {}

  // The names that flags define, and then the headers that flags include.
  void begin(llvm::ArrayRef<const IdentifierInfo *> Flags) {
    for (const IdentifierInfo *Name : Flags)
      if (isAskedFor(Name))
        Changed.insert(Name->getName());
    for (const FileEntry *File : Before.Forced)
      include(File);
  }

  void MacroDefined(const Token &Name, const MacroDirective *) override { change(Name); }
  void MacroUndefined(const Token &Name, const MacroDefinition &, const MacroDirective *) override {
    change(Name);
  }
  void FileSkipped(const FileEntryRef &File, const Token &, SrcMgr::CharacteristicKind) override {
    include(&File.getFileEntry());
  }

private:
  bool isAskedFor(const IdentifierInfo *Name) const {
    return Before.Names.count(Name) && !isOwnName(Name->getName());
  }

  void change(const Token &Name) {
    const IdentifierInfo *II = Name.getIdentifierInfo();
    if (isAskedFor(II) && !isKernels(Name.getLocation()))
      Changed.insert(II->getName());
  }

  void include(const FileEntry *File) {
    llvm::SmallVector<const FileEntry *, 32> Work = {File};
    while (!Work.empty()) {
      auto Next = Before.Headers.find(Work.pop_back_val());
      if (Next == Before.Headers.end() || !Had.insert(Next->first).second)
        continue;
      if (!Changed.empty() && isSaidIn(Next->second.Text))
        _exit(DL_WORKER_APART);
      Work.append(Next->second.Includes.begin(), Next->second.Includes.end());
    }
  }

  // One of the changed names is a word of the file, comments and strings aside.
  bool isSaidIn(FileID File) {
    llvm::StringRef Text = SM.getBufferData(File);
    if (llvm::none_of(Changed, [&](llvm::StringRef Name) { return Text.find(Name) != Text.npos; }))
      return false;
    Lexer Words(SM.getLocForStartOfFile(File), Language, Text.begin(), Text.begin(), Text.end());
    Token Word;
    do {
      Words.LexFromRawLexer(Word);
      if (Word.is(tok::raw_identifier) && Changed.count(Word.getRawIdentifier()))
        return true;
    } while (Word.isNot(tok::eof));
    return false;
  }

  // Beside the preamble's headers, which define macros for each other in whatever source they are.
  bool isKernels(SourceLocation Place) const {
    llvm::StringRef Directory = directoryOf(SM, Place);
    while (!Directory.empty() && !Before.Roots.count(Directory))
      Directory = parent_path(Directory);
    return !Directory.empty();
  }

  const Snapshot &Before;
  SourceManager &SM;
  const LangOptions &Language;
  llvm::DenseSet<const FileEntry *> Had; // of the preamble, those that the source has included so far
  llvm::DenseSet<llvm::StringRef> Changed;
};

class Serve : public PragmaHandler {
public:
  Serve(CompilerInstance &CI, std::function<void(const dl::Member &, const Decl *)> Begin)
      : PragmaHandler(DL_WORKER_SERVE_PRAGMA), CI(CI), Begin(std::move(Begin)) {
    CI.getPreprocessor().addPPCallbacks(std::make_unique<Graph>(Before, CI.getSourceManager()));
  }

  void HandlePragma(Preprocessor &PP, PragmaIntroducer Introducer, Token &) override {
    Token Rest;
    do
      PP.LexUnexpandedToken(Rest);
    while (Rest.isNot(tok::eod));
    if (CI.getDiagnostics().hasErrorOccurred())
      _exit(DL_WORKER_PARSE);
    Before.take(PP);
    const Decl *Last = nullptr;
    for (const Decl *D : CI.getASTContext().getTranslationUnitDecl()->noload_decls())
      Last = D;
    dl::Member Member = waitForMember();
    Begin(Member, Last);
    enter(PP, Member, Introducer.Loc);
  }

private:
  // In the child that is to parse it.
  dl::Member waitForMember() {
    int Answer = 0;
    pid_t Command = getppid();
    while (send(DL_WORKER_SOCKET_FD, &Answer, sizeof(Answer), MSG_NOSIGNAL) == sizeof(Answer)) {
      int Descriptors[2];
      dl::Member Member;
      if (!receive(Member, Descriptors))
        break;
      // The command is the child's parent, too: it waits for it as for any other worker.
      Answer = static_cast<int>(syscall(SYS_clone, CLONE_PARENT | SIGCHLD, 0, 0, 0, 0));
      if (Answer == 0) {
        becomeChild(Command, Descriptors);
        return Member;
      }
      close(Descriptors[0]);
      close(Descriptors[1]);
    }
    _exit(DL_WORKER_OK);
  }

  // The words of a message, each with a 0 at its end; false when nobody asks any more.
  static bool receive(dl::Member &Member, int (&Descriptors)[2]) {
    static char Text[LongestRequest];
    alignas(cmsghdr) char Control[CMSG_SPACE(sizeof(Descriptors))];
    iovec Data = {Text, sizeof(Text)};
    msghdr Message = {};
    Message.msg_iov = &Data;
    Message.msg_iovlen = 1;
    Message.msg_control = Control;
    Message.msg_controllen = sizeof(Control);
    ssize_t Length = recvmsg(DL_WORKER_SOCKET_FD, &Message, MSG_CMSG_CLOEXEC);
    const cmsghdr *Header = CMSG_FIRSTHDR(&Message);
    if (Length <= 0 || Text[Length - 1] || !Header || Header->cmsg_len != CMSG_LEN(sizeof(Descriptors)))
      return false;
    memcpy(Descriptors, CMSG_DATA(Header), sizeof(Descriptors));
    Member.File = Text;
    for (const char *At = Text + strlen(Text) + 1; At < Text + Length; At += strlen(At) + 1)
      Member.Flags.push_back(At);
    return true;
  }

  static void becomeChild(pid_t Command, const int (&Descriptors)[2]) {
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != Command)
      _exit(DL_WORKER_INTERNAL);
    close(DL_WORKER_SOCKET_FD);
    dup2(Descriptors[0], DL_WORKER_FD);
    dup2(Descriptors[1], STDERR_FILENO);
    close(Descriptors[0]);
    close(Descriptors[1]);
  }

  // "-DNAME=VALUE" as a line of a source.
  static const IdentifierInfo *define(Preprocessor &PP, llvm::StringRef Flag, std::string &Lines) {
    std::pair<llvm::StringRef, llvm::StringRef> Macro = Flag.split('=');
    llvm::StringRef Value = Flag.find('=') == llvm::StringRef::npos ? "1" : Macro.second;
    Lines += "#define " + Macro.first.str() + " " + Value.str() + "\n";
    return PP.getIdentifierInfo(Macro.first.split('(').first);
  }

  static void search(Preprocessor &PP, llvm::StringRef Path) {
    auto Directory = PP.getFileManager().getOptionalDirectoryRef(Path);
    if (Directory)
      PP.getHeaderSearchInfo().AddSearchPath(
          DirectoryLookup(*Directory, SrcMgr::C_User, /*isFramework=*/false), /*isAngled=*/true);
  }

  // The last one entered is read first.
  void enter(Preprocessor &PP, const dl::Member &Member, SourceLocation Place) {
    std::string Lines;
    llvm::SmallVector<const IdentifierInfo *, 8> Names;
    for (llvm::StringRef Flag : Member.Flags) {
      if (dl::compat::startsWith(Flag, "-I"))
        search(PP, Flag.drop_front(2));
      else
        Names.push_back(define(PP, Flag.drop_front(2), Lines));
    }
    SourceManager &SM = PP.getSourceManager();
    auto File = CI.getFileManager().getOptionalFileRef(Member.File);
    if (!File)
      _exit(DL_WORKER_APART); // where it is said what is wrong
    auto Changes = std::make_unique<Watch>(Before, SM, PP.getLangOpts());
    Changes->begin(Names);
    PP.addPPCallbacks(std::move(Changes));
    dl::compat::markIncluded(PP, *File);
    FileID Main = SM.createFileID(*File, Place, SrcMgr::C_User);
    SM.setMainFileID(Main);
    PP.EnterSourceFile(Main, nullptr, Place);
    FileID Flags = SM.createFileID(llvm::MemoryBuffer::getMemBufferCopy(Lines, "<flags>"),
                                   SrcMgr::C_User, 0, 0, Place);
    PP.EnterSourceFile(Flags, nullptr, Place);
  }

  CompilerInstance &CI;
  std::function<void(const dl::Member &, const Decl *)> Begin;
  Snapshot Before;
};

} // namespace

void dl::servePreamble(CompilerInstance &CI, std::function<void(const Member &, const Decl *)> Begin) {
  CI.getPreprocessor().AddPragmaHandler(new Serve(CI, std::move(Begin)));
}
