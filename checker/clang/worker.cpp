// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The worker: parses one unit with libTooling, lowers it, and writes the IR where the command reads
// it (protocol.h). A process of its own, so that a crash or an endless parse costs one unit, and so
// that Clang's C++ libraries never meet libclang, which carries its own copy of Clang.
//
// Not here: the compilation database, rules, findings.
#include <cstdio>
#include <cstdlib>
#include <unistd.h>

#include "clang/AST/ASTConsumer.h"
#include "clang/AST/ASTContext.h"
#include "clang/Basic/DiagnosticSema.h"
#include "clang/Basic/FileManager.h"
#include "clang/Frontend/CompilerInstance.h"
#include "clang/Frontend/FrontendAction.h"
#include "clang/Frontend/Utils.h"
#include "clang/Lex/LexDiagnostic.h"
#include "clang/Tooling/Tooling.h"
#include "llvm/Support/TargetSelect.h"

#include "checker/clang/compat.h"
#include "checker/clang/flags.h"
#include "checker/clang/host.h"
#include "checker/clang/lower.h"
#include "checker/clang/overlay.h"
#include "checker/clang/preamble.h"
#include "checker/clang/protocol.h"
#include "checker/config/config.h"

namespace {

constexpr unsigned ErrorsShown = 3;
constexpr unsigned MostRetries = 16;

// Keeps errors: those with a place in the source, and complaints about flags, which have none.
class ErrorCollector : public clang::DiagnosticConsumer {
public:
  std::vector<std::string> Errors;
  std::vector<std::string> Complaints;
  bool Missing = false; // a header is not there, in whatever way the source is parsed

  /// Nothing but calls of dma_mapping_error() with the arguments of another era: there is a rule for that.
  bool areOfAnotherEra() const {
    return OtherEra > 0 && OtherEra == Errors.size() && Complaints.empty();
  }

  void HandleDiagnostic(clang::DiagnosticsEngine::Level Level,
                        const clang::Diagnostic &Info) override {
    DiagnosticConsumer::HandleDiagnostic(Level, Info);
    if (Level < clang::DiagnosticsEngine::Error) {
      OtherEra += WrongArguments && Info.getID() == clang::diag::note_callee_decl &&
                  textOf(Info).str().contains("dma_mapping_error'");
      return;
    }
    llvm::SmallString<256> Text = textOf(Info);
    WrongArguments = isAboutArguments(Info.getID());
    Missing |= Info.getID() == clang::diag::err_pp_file_not_found;
    if (Info.hasSourceManager() && Info.getLocation().isValid())
      Errors.push_back(place(Info) + ": error: " + Text.str().str());
    else
      Complaints.push_back(Text.str().str());
  }

private:
  bool WrongArguments = false; // the latest is about their number; a note says of which function
  size_t OtherEra = 0;

  static llvm::SmallString<256> textOf(const clang::Diagnostic &Info) {
    llvm::SmallString<256> Text;
    Info.FormatDiagnostic(Text);
    return Text;
  }

  static bool isAboutArguments(unsigned ID) {
    return ID == clang::diag::err_typecheck_call_too_few_args ||
           ID == clang::diag::err_typecheck_call_too_few_args_one ||
           ID == clang::diag::err_typecheck_call_too_many_args ||
           ID == clang::diag::err_typecheck_call_too_many_args_one;
  }

  static std::string place(const clang::Diagnostic &Info) {
    clang::PresumedLoc Loc = Info.getSourceManager().getPresumedLoc(
        Info.getSourceManager().getExpansionLoc(Info.getLocation()));
    if (Loc.isInvalid())
      return "?";
    return std::string(Loc.getFilename()) + ":" + std::to_string(Loc.getLine()) + ":" +
           std::to_string(Loc.getColumn());
  }
};

// Every file that the unit depends on: sources, and headers of any kind.
class FileCollector : public clang::DependencyCollector {
public:
  bool needSystemDependencies() override { return true; }
};

struct Request {
  std::string File, Compiler, Module;
  std::vector<std::string> Flags;
  bool Serves = false;                // the file is a preamble; a child parses what it is asked for
  const clang::Decl *After = nullptr; // the last one of the preamble, or null
  llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> Files;
};

// With a preamble, errors may come from headers that the source does not include. A header that is not there is
// not there in whatever way the source is parsed.
int report(const Request &R, const ErrorCollector &Errors) {
  if (R.Serves && !Errors.Missing)
    return DL_WORKER_APART;
  for (const std::string &Complaint : Errors.Complaints)
    fprintf(stderr, "%s\n", Complaint.c_str());
  for (size_t I = 0; I < Errors.Errors.size() && I < ErrorsShown; ++I)
    fprintf(stderr, "%s\n", Errors.Errors[I].c_str());
  return Errors.Errors.empty() ? DL_WORKER_FLAGS : DL_WORKER_PARSE;
}

void printFiles(FILE *Out, const FileCollector &Files) {
  for (const std::string &Name : Files.getDependencies())
    if (Name != DL_WORKER_HEADER)
      fwrite(Name.c_str(), 1, Name.size() + 1, Out);
  fputc('\0', Out);
}

int emit(dl_unit &Unit, const FileCollector &Files) {
  char Message[256];
  if (!dl_ir_verify(&Unit, Message, sizeof(Message))) {
    fprintf(stderr, "the lowered code is not well formed: %s\n", Message);
    return DL_WORKER_INTERNAL;
  }
  dl::makeAbsolute(Unit);
  FILE *Out = fdopen(DL_WORKER_FD, "w");
  if (!Out) {
    perror("the pipe to the command");
    return DL_WORKER_INTERNAL;
  }
  printFiles(Out, Files);
  dl_ir_print(Out, &Unit);
  if (fclose(Out) == 0)
    return DL_WORKER_OK;
  perror("the pipe to the command");
  return DL_WORKER_INTERNAL;
}

// To take all of Clang apart would cost time, and memory that is shared with the server.
[[noreturn]] void leave(int Status) {
  fflush(stderr);
  _exit(Status);
}

// Ends the process, but for errors of a source without a preamble: its flags may be what is wrong.
class LoweringConsumer : public clang::ASTConsumer {
public:
  LoweringConsumer(clang::CompilerInstance &CI, const Request &R, const ErrorCollector &Errors,
                   const FileCollector &Files)
      : CI(CI), R(R), Errors(Errors), Files(Files) {}

  void HandleTranslationUnit(clang::ASTContext &Context) override {
    if (!CI.getDiagnostics().hasErrorOccurred() || Errors.areOfAnotherEra())
      leave(emit(*lower(Context), Files));
    if (R.After)
      leave(report(R, Errors));
  }

private:
  dl_unit *lower(clang::ASTContext &Context) const {
    dl::LowerOptions Options;
    Options.Module = R.Module.empty() ? nullptr : R.Module.c_str();
    Options.After = R.After;
    return dl::lowerUnit(Context, &CI.getPreprocessor(), Options);
  }

  clang::CompilerInstance &CI;
  const Request &R;
  const ErrorCollector &Errors;
  const FileCollector &Files;
};

class LoweringAction : public clang::ASTFrontendAction {
public:
  LoweringAction(Request &R, const ErrorCollector &Errors) : R(R), Errors(Errors) {}

  std::unique_ptr<clang::ASTConsumer> CreateASTConsumer(clang::CompilerInstance &CI,
                                                        llvm::StringRef) override {
    return std::make_unique<LoweringConsumer>(CI, R, Errors, *Files);
  }

protected:
  bool BeginInvocation(clang::CompilerInstance &CI) override {
    Files = std::make_shared<FileCollector>();
    CI.addDependencyCollector(Files);
    return true;
  }

  bool BeginSourceFileAction(clang::CompilerInstance &CI) override {
    if (R.Serves)
      dl::servePreamble(CI, [this](const dl::Member &Member, const clang::Decl *Last) {
        R.File = Member.File;
        R.Module = dl::moduleName(Member.Flags);
        R.After = Last;
      });
    return true;
  }

private:
  Request &R;
  const ErrorCollector &Errors;
  std::shared_ptr<FileCollector> Files;
};

std::vector<std::string> commandLine(const Request &R) {
  std::vector<std::string> Words = {"clang", "-resource-dir=" DL_RESOURCE_DIR};
  Words.insert(Words.end(), R.Flags.begin(), R.Flags.end());
  clang::tooling::addTargetAndModeForProgramName(Words, R.Compiler);
  return Words;
}

// Comes back if there were errors.
void parse(Request &R, ErrorCollector &Errors) {
  llvm::IntrusiveRefCntPtr<clang::FileManager> Files(
      new clang::FileManager(clang::FileSystemOptions(), R.Files));
  clang::tooling::ToolInvocation Invocation(
      commandLine(R), std::make_unique<LoweringAction>(R, Errors), Files.get());
  Invocation.setDiagnosticConsumer(&Errors);
  Invocation.run();
}

bool withoutRefused(Request &R, const ErrorCollector &Errors) {
  bool Dropped = false;
  for (const std::string &Complaint : Errors.Complaints)
    Dropped |= dl::dropRefused(R.Flags, Complaint);
  return Dropped;
}

// Parses, and again without what Clang refuses of the flags. Comes back if there were errors.
void parseLeniently(Request &R, ErrorCollector &Errors) {
  for (unsigned Try = 0;; ++Try) {
    Errors = ErrorCollector();
    parse(R, Errors);
    if (Errors.Complaints.empty() || R.After || Try == MostRetries || !withoutRefused(R, Errors))
      return;
  }
}

} // namespace

int main(int Argc, char **Argv) {
  constexpr llvm::StringRef OverlayWord = "--overlay=";
  llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> Files = llvm::vfs::getRealFileSystem();
  llvm::StringRef Word = Argc > 1 ? Argv[1] : "";
  if (Word == "--config") {
    dl_config_error Error;
    if (!dl_config_read(DL_WORKER_CONFIG, &Error)) {
      fprintf(stderr, "the configuration cannot be used: line %u: %s\n", Error.line, Error.reason);
      return DL_WORKER_INTERNAL;
    }
    ++Argv;
    --Argc;
    Word = Argc > 1 ? Argv[1] : "";
  }
  if (dl::compat::startsWith(Word, OverlayWord)) {
    Files = dl::overlay(Word.drop_front(OverlayWord.size()).str());
    ++Argv;
    --Argc;
    Word = Argc > 1 ? Argv[1] : "";
  }
  bool Serves = Word == "--serve";
  if (Serves) {
    ++Argv;
    --Argc;
  }
  if (Argc < 4 || !Files) {
    fprintf(stderr, "usage: dma-lint-worker [--config] [--overlay=LIST] [--serve] DIRECTORY FILE COMPILER [FLAG]... %d>IR\n",
            DL_WORKER_FD);
    return DL_WORKER_USAGE;
  }
  if (chdir(Argv[1]) != 0) {
    perror(Argv[1]);
    return DL_WORKER_DIRECTORY;
  }
  llvm::InitializeAllTargetInfos();

  std::vector<std::string> Args(Argv + 4, Argv + Argc);
  Request R;
  R.File = Argv[2];
  R.Compiler = Argv[3];
  R.Module = dl::moduleName(Args);
  R.Flags = dl::parseFlags(Args, R.File);
  R.Serves = Serves;
  R.Files = Files;
  ErrorCollector Errors;
  parseLeniently(R, Errors);
  leave(report(R, Errors));
}
