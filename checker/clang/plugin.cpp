// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The plugin: lints a unit while Clang compiles it, and reports through Clang's own diagnostics, so
// that findings look like warnings, obey -w, and fail the build under -Werror.
//
//    clang -fplugin=dma-lint.so -fplugin-arg-dma_lint-checks=-*,dma-unmap-* -c driver.c
//
// With units=DIR it leaves its unit there for a later link instead, and is silent: the link knows
// more.
//
// The name it registers by has no '-': Clang would take "dma-lint-x" for option "lint-x" of "dma".
//
// Not here: which findings there are (checker/engine), and other forms of output (checker/report).
#include <climits>
#include <cstdlib>
#include <map>

#include "clang/AST/ASTConsumer.h"
#include "clang/AST/ASTContext.h"
#include "clang/Basic/FileManager.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Frontend/CompilerInstance.h"
#include "clang/Frontend/FrontendPluginRegistry.h"
#include "clang/Lex/Preprocessor.h"
#include "clang/Lex/PreprocessorOptions.h"
#include "llvm/Support/FileSystem.h"

#include "checker/clang/host.h"
#include "checker/clang/lower.h"
#include "checker/clang/unit_file.h"
#include "checker/config/config.h"
#include "checker/engine/engine.h"
#include "checker/report/fix.h"
#include "checker/report/select.h"
#include "checker/report/suppress.h"

namespace {

using Level = clang::DiagnosticsEngine::Level;

struct PluginOptions {
  dl_engine_options Engine;
  std::string Units;  // a directory, or ""
  std::string Config; // a file, or "": the nearest one above the source
};

// The error, or "".
std::string readConfig(const std::string &Path) {
  dl_config_error Error;
  if (dl_config_read(Path.c_str(), &Error))
    return "";
  return Path + ":" + (Error.line ? std::to_string(Error.line) + ":" : "") + " " + Error.reason;
}

class LintConsumer : public clang::ASTConsumer {
public:
  LintConsumer(clang::CompilerInstance &CI, const PluginOptions &Options)
      : CI(CI), Options(Options) {}

  void HandleTranslationUnit(clang::ASTContext &Context) override {
    clang::DiagnosticsEngine &Diags = CI.getDiagnostics();
    if (Diags.hasErrorOccurred())
      return;
    fail(findConfig());
    if (!Options.Units.empty())
      return fail(keepUnit(Context));
    if (Diags.getIgnoreAllWarnings() || !dl::mentionsApi(Context))
      return;
    dl_unit *Unit = lower(Context);
    lint(*Unit);
    dl_ir_unit_free(Unit);
  }

private:
  clang::CompilerInstance &CI;
  std::map<std::string, dl_suppressions> Comments;
  const PluginOptions Options; // a copy: Clang drops the action before the unit is parsed

  // Absolute, as a unit is called (host.h).
  std::string mainFile() {
    const clang::SourceManager &SM = CI.getSourceManager();
    auto Entry = SM.getFileEntryRefForID(SM.getMainFileID());
    llvm::SmallString<256> Path;
    if (!Entry || llvm::sys::fs::real_path(Entry->getName(), Path))
      return "";
    return Path.str().str();
  }

  // The error, or "".
  std::string findConfig() {
    char Path[PATH_MAX];
    std::string File = mainFile();
    if (!Options.Config.empty() || File.empty() ||
        !dl_config_find(File.substr(0, File.rfind('/')).c_str(), Path))
      return "";
    return readConfig(Path);
  }

  dl_unit *lower(clang::ASTContext &Context) {
    std::string Module = moduleName();
    dl::LowerOptions Lower;
    Lower.Module = Module.empty() ? nullptr : Module.c_str();
    return dl::lowerUnit(Context, &CI.getPreprocessor(), Lower);
  }

  // The error, or "".
  std::string keepUnit(clang::ASTContext &Context) {
    if (!dl::mentionsApi(Context))
      return dl::dropUnit(mainFile(), Options.Units);
    dl_unit *Unit = lower(Context);
    dl::makeAbsolute(*Unit);
    std::string Error = Unit->nfuncs || Unit->nincludes ? dl::writeUnit(*Unit, Options.Units)
                                     : dl::dropUnit(Unit->name, Options.Units);
    dl_ir_unit_free(Unit);
    return Error;
  }

  void fail(const std::string &Error) {
    clang::DiagnosticsEngine &Diags = CI.getDiagnostics();
    if (!Error.empty())
      Diags.Report(Diags.getCustomDiagID(Level::Error, "dma-lint: %0")) << Error;
  }

  // From -DKBUILD_MODNAME='"e1000"'.
  std::string moduleName() const {
    constexpr llvm::StringRef Name = "KBUILD_MODNAME=";
    for (const auto &Macro : CI.getPreprocessorOpts().Macros) {
      llvm::StringRef Text = Macro.first;
      if (Text.substr(0, Name.size()) == Name)
        return Text.drop_front(Name.size()).trim("\"'\\").str();
    }
    return "";
  }

  void lint(const dl_unit &Unit) {
    if (Unit.nfuncs == 0 && Unit.nincludes == 0)
      return;
    dl_engine *Engine = dl_engine_new(&Options.Engine);
    dl_engine_add(Engine, &Unit);
    dl_engine_run(Engine);
    size_t Count;
    const dl_finding *Findings = dl_engine_findings(Engine, &Count);
    for (size_t I = 0; I < Count; ++I)
      if (!isIgnored(Findings[I]))
        report(Findings[I]);
    for (auto &File : Comments)
      dl_suppressions_free(&File.second);
    dl_engine_free(Engine);
  }

  // By a comment in the source. What is of no use there only the command can say: it sees all files.
  bool isIgnored(const dl_finding &Finding) {
    auto Known = Comments.find(Finding.file);
    if (Known == Comments.end()) {
      Known = Comments.emplace(Finding.file, dl_suppressions()).first;
      auto Text = CI.getFileManager().getBufferForFile(Finding.file);
      if (Text)
        dl_suppressions_read(&Known->second, (*Text)->getBufferStart(), (*Text)->getBufferSize());
    }
    return dl_suppressions_find(&Known->second, Finding.rule, Finding.line);
  }

  // Clang does not promote custom diagnostics itself.
  void report(const dl_finding &Finding) {
    clang::DiagnosticsEngine &Diags = CI.getDiagnostics();
    Level Severity = Diags.getWarningsAsErrors() ? Level::Error : Level::Warning;
    {
      auto Said = Diags.Report(at(Finding.file, Finding.line, Finding.column),
                               Diags.getCustomDiagID(Severity, "%0 [%1]"));
      Said << Finding.message << dl_rule_info(Finding.rule)->id;
      mend(Said, Finding);
    }
    for (size_t I = 0; I < Finding.nsteps; ++I) {
      const dl_step &Step = Finding.steps[I];
      Diags.Report(at(Step.file, Step.line, Step.column),
                   Diags.getCustomDiagID(Level::Note, "%0"))
          << Step.text;
    }
  }

  // As Clang's own fix-its: shown below the line, and applied by -fixit.
  void mend(const clang::DiagnosticBuilder &Said, const dl_finding &Finding) {
    dl_sources Sources = {};
    dl_edit Edit;
    if (dl_fix_find(&Sources, &Finding, &Edit)) {
      const clang::SourceManager &SM = CI.getSourceManager();
      clang::SourceLocation There = at(Finding.file, Finding.line, Finding.column);
      clang::SourceLocation Begin =
          SM.getLocForStartOfFile(SM.getFileID(There)).getLocWithOffset(Edit.offset);
      if (There.isValid())
        Said << clang::FixItHint::CreateReplacement(
            clang::CharSourceRange::getCharRange(Begin, Begin.getLocWithOffset(Edit.length)),
            Edit.text);
      dl_edit_free(&Edit);
    }
    dl_sources_free(&Sources);
  }

  clang::SourceLocation at(const char *File, unsigned Line, unsigned Column) {
    if (!File || !Line)
      return {};
    llvm::Expected<clang::FileEntryRef> Entry = CI.getFileManager().getFileRef(File);
    if (!Entry) {
      llvm::consumeError(Entry.takeError());
      return {};
    }
    return CI.getSourceManager().translateFileLineCol(&Entry->getFileEntry(), Line,
                                                      Column ? Column : 1);
  }
};

constexpr const char *Usage =
    "options of dma-lint, each as -fplugin-arg-dma_lint-OPTION:\n"
    "  checks=GLOBS           rules to check: a comma list, '-' removes, later wins\n"
    "  min-confidence=LEVEL   high, medium (default) or low\n"
    "  cache-line=BYTES       of the machine the driver is for, a power of two (default 64)\n"
    "  config=FILE            functions of the driver (default: .dma-lint, searched upward)\n"
    "  units=DIR              say nothing, but write what is needed to lint all files of a driver\n"
    "                         together: \"dma-lint DIR\" does it, after the build\n"
    "  help                   this text\n";

class LintAction : public clang::PluginASTAction {
public:
  LintAction() { dl_engine_default_options(&Options.Engine); }

protected:
  std::unique_ptr<clang::ASTConsumer> CreateASTConsumer(clang::CompilerInstance &CI,
                                                        llvm::StringRef) override {
    return std::make_unique<LintConsumer>(CI, Options);
  }

  bool ParseArgs(const clang::CompilerInstance &CI, const std::vector<std::string> &Args) override {
    for (const std::string &Arg : Args) {
      std::string Error = parseOption(Arg);
      if (Error.empty())
        continue;
      clang::DiagnosticsEngine &Diags = CI.getDiagnostics();
      Diags.Report(Diags.getCustomDiagID(Level::Error, "dma-lint: %0")) << Error;
      return false;
    }
    return true;
  }

  // Before the code generator: an error of ours stops it, and the AST is still all there.
  ActionType getActionType() override { return AddBeforeMainAction; }

private:
  PluginOptions Options;

  // The error, or "".
  std::string parseOption(const std::string &Arg) {
    std::pair<llvm::StringRef, llvm::StringRef> Option = llvm::StringRef(Arg).split('=');
    std::string Value = Option.second.str();
    char Error[256] = "";
    if (Option.first == "checks")
      dl_select_rules(Value.c_str(), Options.Engine.enabled, Error, sizeof(Error));
    else if (Option.first == "min-confidence")
      dl_select_confidence(Value.c_str(), &Options.Engine.min_confidence, Error, sizeof(Error));
    else if (Option.first == "cache-line")
      dl_select_cache_line(Value.c_str(), &Options.Engine.cache_line, Error, sizeof(Error));
    else if (Option.first == "units" && !Value.empty())
      Options.Units = Value;
    else if (Option.first == "config" && !Value.empty())
      return readConfig(Options.Config = Value);
    else if (Option.first == "help")
      llvm::outs() << Usage;
    else
      return "unknown option '" + Arg +
             "' (there are: checks=GLOBS, min-confidence=LEVEL, cache-line=BYTES, config=FILE, "
             "units=DIR, help)";
    return Error;
  }
};

const clang::FrontendPluginRegistry::Add<LintAction> Register("dma_lint",
                                                              "finds misuse of the Linux DMA API");

} // namespace
