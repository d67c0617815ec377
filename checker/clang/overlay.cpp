// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Clang asks for a file by many names: through symbolic links, with "..", relative to a directory.
// What is asked for is looked up by the real path of its directory and its own name. Few files are
// laid over, so the last part of the name decides in nearly all cases.
//
// YAML overlays of Clang (-ivfsoverlay) cannot hide a file, and escape names in a way of their own.
#include "checker/clang/overlay.h"

#include <cstdlib>

#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"

#include "checker/clang/compat.h"

namespace {

namespace vfs = llvm::vfs;

// Under the name that it was asked for by.
class LaidOver : public vfs::File {
public:
  LaidOver(vfs::Status Stat, std::unique_ptr<llvm::MemoryBuffer> Text)
      : Stat(std::move(Stat)), Text(std::move(Text)) {}

  llvm::ErrorOr<vfs::Status> status() override { return Stat; }
  llvm::ErrorOr<std::unique_ptr<llvm::MemoryBuffer>>
  getBuffer(const llvm::Twine &Name, int64_t, bool, bool) override {
    return llvm::MemoryBuffer::getMemBufferCopy(Text->getBuffer(), Name);
  }
  std::error_code close() override { return {}; }

private:
  vfs::Status Stat;
  std::unique_ptr<llvm::MemoryBuffer> Text;
};

class Overlay : public vfs::ProxyFileSystem {
public:
  Overlay() : ProxyFileSystem(vfs::getRealFileSystem()) {}

  // Pairs of strings, each with a NUL at its end.
  void fill(llvm::StringRef List) {
    while (!List.empty()) {
      std::pair<llvm::StringRef, llvm::StringRef> Path = List.split('\0');
      std::pair<llvm::StringRef, llvm::StringRef> File = Path.second.split('\0');
      Files[Path.first] = File.first.str();
      Names.insert(llvm::sys::path::filename(Path.first));
      List = File.second;
    }
  }

  llvm::ErrorOr<vfs::Status> status(const llvm::Twine &Path) override {
    const std::string *File = find(Path);
    if (!File)
      return named(ProxyFileSystem::status(settled(Path)), Path);
    if (File->empty())
      return std::make_error_code(std::errc::no_such_file_or_directory);
    return named(ProxyFileSystem::status(*File), Path);
  }

  bool exists(const llvm::Twine &Path) DL_EXISTS_OVERRIDE {
    llvm::ErrorOr<vfs::Status> Stat = status(Path);
    return Stat && Stat->exists();
  }

  llvm::ErrorOr<std::unique_ptr<vfs::File>> openFileForRead(const llvm::Twine &Path) override {
    const std::string *File = find(Path);
    std::string Other = File ? *File : settled(Path);
    if (!File && Other == Path.str())
      return ProxyFileSystem::openFileForRead(Path);
    llvm::ErrorOr<vfs::Status> Stat = status(Path);
    if (!Stat)
      return Stat.getError();
    auto Text = llvm::MemoryBuffer::getFile(Other);
    if (!Text)
      return Text.getError();
    return std::unique_ptr<vfs::File>(new LaidOver(*Stat, std::move(*Text)));
  }

private:
  llvm::StringMap<std::string> Files; // by their absolute paths; empty: not there
  llvm::StringSet<> Names;            // the last parts of these

  static llvm::ErrorOr<vfs::Status> named(llvm::ErrorOr<vfs::Status> Stat,
                                          const llvm::Twine &Path) {
    if (!Stat)
      return Stat;
    return vfs::Status::copyWithNewName(*Stat, Path);
  }

  // The way out of a directory that is not there ("new/../ring.h") no real file system goes.
  std::string settled(const llvm::Twine &Path) {
    llvm::SmallString<256> Name;
    Path.toVector(Name);
    if (Name.str().find("/..") == llvm::StringRef::npos || makeAbsolute(Name))
      return Path.str();
    if (ProxyFileSystem::status(llvm::sys::path::parent_path(Name)))
      return Path.str();
    llvm::sys::path::remove_dots(Name, /*remove_dot_dot=*/true);
    return Name.str().str();
  }

  const std::string *find(const llvm::Twine &Path) {
    llvm::SmallString<256> Name;
    Path.toVector(Name);
    if (!Names.count(llvm::sys::path::filename(Name)) || makeAbsolute(Name))
      return nullptr;
    auto Known = Files.find(Name);
    if (Known == Files.end())
      Known = Files.find(real(Name));
    return Known == Files.end() ? nullptr : &Known->second;
  }

  // A directory that only the patch makes has no real path: "." and ".." are all that can be in it.
  static std::string real(llvm::StringRef Path) {
    llvm::SmallString<256> Directory(llvm::sys::path::parent_path(Path));
    char *Real = realpath(Directory.c_str(), nullptr);
    if (Real)
      Directory = Real;
    else
      llvm::sys::path::remove_dots(Directory, /*remove_dot_dot=*/true);
    free(Real);
    llvm::sys::path::append(Directory, llvm::sys::path::filename(Path));
    return Directory.str().str();
  }
};

} // namespace

llvm::IntrusiveRefCntPtr<vfs::FileSystem> dl::overlay(const std::string &List) {
  auto Text = llvm::MemoryBuffer::getFile(List);
  if (!Text)
    return nullptr;
  llvm::IntrusiveRefCntPtr<Overlay> Files(new Overlay);
  Files->fill((*Text)->getBuffer());
  return Files;
}
