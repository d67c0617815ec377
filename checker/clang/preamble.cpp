// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The end of a preamble is a pragma. Its handler runs in the middle of the preprocessor, between two
// declarations: there the process waits for requests. A child returns from the handler with the
// source's file pushed onto the stack of includes, so that it is what the parser reads next. Pages that
// nobody writes to are shared by all children, and nothing is read from a file again, as a precompiled
// header would have to be.
//
// A child may go on with further headers instead, those of one directory, and serve in its turn.
//
// Not here: whether a source may be parsed like that (watch.cpp), what is in a preamble, and who shares it
// (tools/dma-lint/preambles.c).
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
#include "clang/Basic/DiagnosticSema.h"
#include "clang/Basic/FileManager.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Frontend/CompilerInstance.h"
#include "clang/Lex/HeaderSearch.h"
#include "clang/Lex/Pragma.h"
#include "clang/Lex/Preprocessor.h"
#include "llvm/Support/MemoryBuffer.h"

#include "checker/clang/compat.h"
#include "checker/clang/protocol.h"
#include "checker/clang/watch.h"

using namespace clang;

namespace {

constexpr size_t LongestRequest = 1 << 16;

class Serve : public PragmaHandler {
public:
  Serve(CompilerInstance &CI, std::function<void(const dl::Member &, const Decl *)> Begin)
      : PragmaHandler(DL_WORKER_SERVE_PRAGMA), CI(CI), Begin(std::move(Begin)), Known(CI) {
    CI.getPreprocessor().addPPCallbacks(
        std::make_unique<dl::Graph>(Known, CI.getSourceManager()));
  }

  void HandlePragma(Preprocessor &PP, PragmaIntroducer Introducer, Token &) override {
    Token Rest;
    do
      PP.LexUnexpandedToken(Rest);
    while (Rest.isNot(tok::eod));
    if (CI.getDiagnostics().hasErrorOccurred())
      _exit(DL_WORKER_PARSE);
    Known.close(PP);
    const Decl *Last = nullptr;
    for (const Decl *D : CI.getASTContext().getTranslationUnitDecl()->noload_decls())
      Last = D;
    Request Asked = waitForRequest();
    FileID Next = Asked.Text ? openBranch(Asked, Introducer.Loc) : openSource(Asked, Last, Introducer.Loc);
    enter(PP, Asked.Member.Flags, Next, Introducer.Loc);
  }

private:
  struct Request {
    dl::Member Member;
    std::unique_ptr<llvm::MemoryBuffer> Text; // of the headers, or null: parse the file
  };

  // In the child that is to parse it.
  Request waitForRequest() {
    int Answer = 0;
    pid_t Command = getppid();
    while (send(DL_WORKER_SOCKET_FD, &Answer, sizeof(Answer), MSG_NOSIGNAL) == sizeof(Answer)) {
      int Descriptors[2];
      Request Asked;
      if (!receive(Asked.Member, Descriptors))
        break;
      // The command is the child's parent, too: it waits for it as for any other worker.
      Answer = static_cast<int>(syscall(SYS_clone, CLONE_PARENT | SIGCHLD, 0, 0, 0, 0));
      if (Answer == 0) {
        becomeChild(Command);
        if (Asked.Member.File == DL_WORKER_HEADER)
          Asked.Text = becomeServer(Descriptors);
        else
          becomeWorker(Descriptors);
        return Asked;
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

  static void becomeChild(pid_t Command) {
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != Command)
      _exit(DL_WORKER_INTERNAL);
  }

  static void becomeWorker(const int (&Descriptors)[2]) {
    close(DL_WORKER_SOCKET_FD);
    dup2(Descriptors[0], DL_WORKER_FD);
    dup2(Descriptors[1], STDERR_FILENO);
    close(Descriptors[0]);
    close(Descriptors[1]);
  }

  static std::unique_ptr<llvm::MemoryBuffer> becomeServer(const int (&Descriptors)[2]) {
    dup2(Descriptors[0], DL_WORKER_SOCKET_FD);
    auto Text = llvm::MemoryBuffer::getOpenFile(Descriptors[1], DL_WORKER_HEADER, -1);
    close(Descriptors[0]);
    close(Descriptors[1]);
    if (!Text)
      _exit(DL_WORKER_INTERNAL);
    return std::move(*Text);
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

  // A structure that is first named in a parameter list is another one than that of a later header: the headers would be
  // in an order that no source has. With -w that is no error whatever it is mapped to.
  void mindOrder(bool InHeaders) {
    DiagnosticsEngine &Diagnostics = CI.getDiagnostics();
    Diagnostics.setIgnoreAllWarnings(!InHeaders);
    Diagnostics.setSeverity(diag::warn_decl_in_param_list,
                            InHeaders ? diag::Severity::Error : diag::Severity::Ignored, SourceLocation());
  }

  FileID openBranch(Request &Asked, SourceLocation Place) {
    mindOrder(true);
    Known.open();
    return CI.getSourceManager().createFileID(std::move(Asked.Text), SrcMgr::C_User, 0, 0, Place);
  }

  FileID openSource(const Request &Asked, const Decl *Last, SourceLocation Place) {
    SourceManager &SM = CI.getSourceManager();
    auto File = CI.getFileManager().getOptionalFileRef(Asked.Member.File);
    if (!File)
      _exit(DL_WORKER_ALONE); // where it is said what is wrong
    Begin(Asked.Member, Last);
    mindOrder(false);
    dl::compat::markIncluded(CI.getPreprocessor(), *File);
    FileID Main = SM.createFileID(*File, Place, SrcMgr::C_User);
    SM.setMainFileID(Main);
    return Main;
  }

  // The last one entered is read first.
  void enter(Preprocessor &PP, const std::vector<std::string> &Words, FileID Next, SourceLocation Place) {
    std::string Lines;
    llvm::SmallVector<const IdentifierInfo *, 8> Names;
    for (llvm::StringRef Flag : Words) {
      if (dl::compat::startsWith(Flag, "-I"))
        search(PP, Flag.drop_front(2));
      else
        Names.push_back(define(PP, Flag.drop_front(2), Lines));
    }
    SourceManager &SM = PP.getSourceManager();
    if (!Watch) {
      auto Made = std::make_unique<dl::Watch>(Known, SM, PP.getLangOpts());
      Watch = Made.get();
      PP.addPPCallbacks(std::move(Made));
    }
    Watch->begin(Known.levels(), Names);
    PP.EnterSourceFile(Next, nullptr, Place);
    FileID Flags = SM.createFileID(llvm::MemoryBuffer::getMemBufferCopy(Lines, "<flags>"),
                                   SrcMgr::C_User, 0, 0, Place);
    PP.EnterSourceFile(Flags, nullptr, Place);
  }

  CompilerInstance &CI;
  std::function<void(const dl::Member &, const Decl *)> Begin;
  dl::Ahead Known;
  dl::Watch *Watch = nullptr; // the preprocessor's, when the first request has come
};

} // namespace

void dl::servePreamble(CompilerInstance &CI, std::function<void(const Member &, const Decl *)> Begin) {
  CI.getPreprocessor().AddPragmaHandler(new Serve(CI, std::move(Begin)));
}
