// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Compile commands come from other compilers and other versions (a kernel configured for gcc), and
// say much that a parser has no use for: what to write, how to optimise, what to warn of. Clang's
// own table of driver options tells which words are flags, which take a value, and which Clang does
// not know; the tables below say which of those it knows are dropped. What a target refuses is
// known only to Clang itself: dropRefused() reads its complaint, and the worker tries again.
//
// Not here: anything that looks at files.
#include "checker/clang/flags.h"

#include "llvm/ADT/StringRef.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Option/Arg.h"
#include "llvm/Option/ArgList.h"
#include "llvm/Option/OptTable.h"
#include "llvm/Option/Option.h"

#include "checker/clang/compat_driver.h"

using llvm::StringRef;

namespace {

// Flags that are dropped whatever they continue with. They write files, load code, tune what is
// generated, or set the level of warnings; none changes what the source means.
constexpr StringRef DroppedPrefixes[] = {
    // preprocessor, linker, assembler: what they write and what they load
    "-M", "-l", "-L", "-X", "--param", "-save-temps", "--save-temps", "-fuse-ld", "-dependency",
    "-serialize-diagnostics", "--serialize-diagnostics", "-fplugin", "-fpass-plugin", "-fmodules",
    // warnings and how they look
    "-W", "-R", "--analyze", "-fdiagnostics", "-fno-diagnostics", "-fcolor-diagnostics",
    "-fmessage-length", "-ferror-limit", "-fmacro-backtrace-limit", "-fcrash-diagnostics",
    // instrumentation
    "-fsanitize", "-fno-sanitize", "-fcoverage", "-fprofile", "-fno-profile", "-ftest-coverage",
    "-fxray", "-fpatchable-function-entry", "-fstack-protector", "-mrecord-mcount", "-mfentry",
    // code generation
    "-g", "-G", "-mllvm", "-fdebug-", "-flto", "-fthinlto", "-emit-", "-fdump-", "-fstack-usage",
    "-fsave-optimization-record", "-fproc-stat-report", "-ftime-", "-fintegrated",
    "-fno-integrated", "-fbasic-block-sections", "-fsplit-",
    // members in another order than the source's
    "-frandomize-layout-seed",
};

// Flags that are dropped when they are exactly this.
constexpr StringRef DroppedWords[] = {
    "-o", "-c", "-S", "-E", "-x", "-pg", "-p", "-v", "-H", "-w", "-s", "-r", "-P", "-C", "-CC",
    "-dD", "-dM", "-dI", "-Qn", "-###", "-pipe", "-time", "-fsyntax-only", "--coverage",
    "-pedantic", "-pedantic-errors", "-rdynamic", "-static", "-shared", "-nostartfiles",
    "-nodefaultlibs", "-nostdlib", "-fverbose-asm", "-help", "--help", "--version",
};

bool startsWith(StringRef S, StringRef Prefix) { return S.substr(0, Prefix.size()) == Prefix; }

bool isDropped(StringRef Spelling) {
  return llvm::is_contained(DroppedWords, Spelling) ||
         llvm::any_of(DroppedPrefixes,
                      [&](StringRef Prefix) { return startsWith(Spelling, Prefix); });
}

// "-Wp,-DX,-MMD,file": macros and include paths are kept, dependency files are not.
void keepPreprocessorParts(const llvm::opt::Arg &A, std::vector<std::string> &Flags) {
  for (StringRef Part : A.getValues())
    if (startsWith(Part, "-D") || startsWith(Part, "-U") || startsWith(Part, "-I"))
      Flags.push_back(Part.str());
}

// The source may ask whether it is instrumented (the kernel's memcpy is another then).
void keepSanitizerMacro(const llvm::opt::Arg &A, std::vector<std::string> &Flags) {
  for (StringRef Value : A.getValues()) {
    if (Value == "kernel-address" || Value == "address")
      Flags.push_back("-D__SANITIZE_ADDRESS__=1");
    if (Value == "kernel-hwaddress" || Value == "hwaddress")
      Flags.push_back("-D__SANITIZE_HWADDRESS__=1");
    if (Value == "thread")
      Flags.push_back("-D__SANITIZE_THREAD__=1");
  }
}

void keepArgument(const llvm::opt::Arg &A, const llvm::opt::InputArgList &Args,
                  std::vector<std::string> &Flags) {
  const llvm::opt::Option &Option = A.getOption();
  if (Option.getKind() == llvm::opt::Option::UnknownClass ||
      Option.getKind() == llvm::opt::Option::InputClass)
    return;
  StringRef Spelling = A.getSpelling();
  if (Spelling == "-Wp,")
    return keepPreprocessorParts(A, Flags);
  if (Spelling == "-fsanitize=")
    return keepSanitizerMacro(A, Flags);
  if (isDropped(Spelling))
    return;
  llvm::opt::ArgStringList Rendered;
  A.render(Args, Rendered);
  Flags.insert(Flags.end(), Rendered.begin(), Rendered.end());
}

// What gcc only warns of and newer Clangs take as an error by default.
constexpr const char *OurFlags[] = {
    "-fsyntax-only", "-w", "-ferror-limit=20", "-fno-color-diagnostics", "-fno-caret-diagnostics",
    "-Wno-error=int-conversion", "-Wno-error=incompatible-pointer-types",
    "-Wno-error=incompatible-function-pointer-types", "-Wno-unknown-warning-option",
    "-Qunused-arguments",
};

StringRef firstQuoted(StringRef Text) {
  std::pair<StringRef, StringRef> Open = Text.split('\'');
  return Open.second.split('\'').first;
}

// Only these may go: without an include path or a macro the source would mean something else.
bool mayBeDropped(StringRef Flag) {
  return startsWith(Flag, "-f") || startsWith(Flag, "-m") || startsWith(Flag, "-std=");
}

bool isQuotedBy(StringRef Flag, StringRef Quoted) {
  return Flag == Quoted || Flag.split('=').first == Quoted || Flag.split('=').second == Quoted;
}

} // namespace

std::vector<std::string> dl::parseFlags(const std::vector<std::string> &Args,
                                        const std::string &File) {
  std::vector<const char *> Words;
  for (const std::string &Arg : Args)
    Words.push_back(Arg.c_str());
  unsigned MissingIndex, MissingCount;
  llvm::opt::InputArgList Parsed = compat::parseDriverArgs(Words, MissingIndex, MissingCount);

  std::vector<std::string> Flags;
  for (const llvm::opt::Arg *A : Parsed)
    keepArgument(*A, Parsed, Flags);
  Flags.insert(Flags.end(), std::begin(OurFlags), std::end(OurFlags));
  Flags.insert(Flags.end(), {"-x", "c", "--", File});
  return Flags;
}

bool dl::dropRefused(std::vector<std::string> &Flags, const std::string &Complaint) {
  StringRef Quoted = firstQuoted(Complaint);
  if (Quoted.empty())
    return false;
  auto End = std::remove_if(Flags.begin(), Flags.end(), [&](const std::string &Flag) {
    return mayBeDropped(Flag) && isQuotedBy(Flag, Quoted);
  });
  if (End == Flags.end())
    return false;
  Flags.erase(End, Flags.end());
  return true;
}

std::string dl::moduleName(const std::vector<std::string> &Args) {
  constexpr StringRef Define = "-DKBUILD_MODNAME=";
  for (const std::string &Arg : Args)
    if (startsWith(Arg, Define))
      return StringRef(Arg).drop_front(Define.size()).trim("\"'\\").str();
  return "";
}
