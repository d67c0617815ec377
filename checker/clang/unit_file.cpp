// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Units as files. Compilers run side by side and get killed, and whoever links may come at any time:
// a unit is written beside its place under a hidden name, and renamed when it is complete.
#include "checker/clang/unit_file.h"

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <unistd.h>

#include "llvm/ADT/SmallString.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MD5.h"

namespace {

constexpr size_t LongestName = 200; // of the 255 that file systems have: the rest is for suffixes

std::string hexHash(const std::string &Text) {
  llvm::MD5 Hash;
  llvm::MD5::MD5Result Result;
  Hash.update(Text);
  Hash.final(Result);
  return Result.digest().str().str();
}

// The path in one word: '+' for '/', and what is not itself in hexadecimal, so that no two paths
// have the same word. The end of a very long one, and a hash of all of it.
std::string oneWord(const std::string &Path) {
  std::string Word;
  char Escaped[8];
  for (unsigned char C : Path.substr(!Path.empty() && Path[0] == '/' ? 1 : 0)) {
    if (C == '/') {
      Word += '+';
    } else if (C == '+' || C == '%' || C <= ' ' || C >= 0x7f) {
      snprintf(Escaped, sizeof(Escaped), "%%%02X", C);
      Word += Escaped;
    } else {
      Word += C;
    }
  }
  if (Word.size() > LongestName)
    Word = "%" + hexHash(Path) + Word.substr(Word.size() - (LongestName - 40));
  return Word;
}

std::string failed(const std::string &File, const std::string &Reason) {
  return "the unit '" + File + "' cannot be written: " + Reason;
}

// 0, or an errno. The descriptor stays open.
int print(const dl_unit &Unit, int Descriptor) {
  int Copy = dup(Descriptor);
  FILE *Out = Copy < 0 ? nullptr : fdopen(Copy, "w");
  if (!Out)
    return errno;
  errno = 0;
  dl_ir_print(Out, &Unit);
  bool Bad = ferror(Out) != 0;
  int Error = errno;
  if (fclose(Out) != 0)
    return errno;
  return Bad ? (Error ? Error : EIO) : 0;
}

} // namespace

std::string dl::unitFile(const std::string &Directory, const std::string &Source) {
  return Directory + "/" + oneWord(Source) + ".ir";
}

// TempFile takes the file away again if a signal ends the compiler.
std::string dl::writeUnit(const dl_unit &Unit, const std::string &Directory) {
  std::string File = unitFile(Directory, Unit.name);
  if (std::error_code EC = llvm::sys::fs::create_directories(Directory))
    return failed(File, EC.message());
  llvm::Expected<llvm::sys::fs::TempFile> Temporary =
      llvm::sys::fs::TempFile::create(Directory + "/.unit-%%%%%%%%%%%%");
  if (!Temporary)
    return failed(File, toString(Temporary.takeError()));
  if (int Error = print(Unit, Temporary->FD)) {
    consumeError(Temporary->discard());
    return failed(File, strerror(Error));
  }
  if (llvm::Error Error = Temporary->keep(File))
    return failed(File, toString(std::move(Error)));
  return "";
}

std::string dl::dropUnit(const std::string &Source, const std::string &Directory) {
  std::string File = unitFile(Directory, Source);
  if (unlink(File.c_str()) == 0 || errno == ENOENT || errno == ENOTDIR)
    return "";
  return "the old unit '" + File + "' cannot be removed: " + strerror(errno);
}
