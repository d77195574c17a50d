//===-- CompileDatabase.cpp -----------------------------------------------===//
//
// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "gate/CompileDatabase.h"
#include "gate/CommandRepair.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Allocator.h"
#include "llvm/Support/CommandLine.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/StringSaver.h"

using namespace llvm;

namespace nettidy::gate {

static constexpr const char *DatabaseName = "compile_commands.json";

std::string normalPath(StringRef Path, StringRef Folder) {
  SmallString<256> Result(Path);
  if (!sys::path::is_absolute(Path) && !Folder.empty()) {
    Result = Folder;
    sys::path::append(Result, Path);
  }
  sys::fs::make_absolute(Result);
  sys::path::remove_dots(Result, /*remove_dot_dot=*/true);
  while (Result.size() > 1 && Result.back() == '/')
    Result.pop_back();
  return Result.str().str();
}

std::string realPath(StringRef Path) {
  SmallString<256> Real;
  return sys::fs::real_path(Path, Real) ? Path.str() : Real.str().str();
}

bool isBelow(StringRef Path, StringRef Folder) {
  if (Folder == "/")
    return true;
  return Path.size() > Folder.size() &&
         Path.substr(0, Folder.size()) == Folder && Path[Folder.size()] == '/';
}

static bool hasExtension(StringRef Name,
                         std::initializer_list<StringRef> Extensions) {
  StringRef Extension = sys::path::extension(Name);
  return any_of(Extensions, [&](StringRef E) { return E == Extension; });
}

bool isSourceName(StringRef Name) {
  return hasExtension(Name, {".c", ".cc", ".cpp", ".cxx", ".c++", ".C"});
}

bool isHeaderName(StringRef Name) {
  return hasExtension(Name, {".h", ".hh", ".hpp", ".hxx", ".h++", ".H", ".inc",
                             ".inl", ".ipp", ".tpp", ".txx"});
}

Error CompileDatabase::add(const json::Object &Entry) {
  CompileCommand Command;
  auto Directory = Entry.getString("directory");
  auto File = Entry.getString("file");
  if (!Directory || !File)
    return createStringError(inconvertibleErrorCode(),
                             "an entry has no 'directory' or no 'file'");
  Command.Directory = normalPath(*Directory, Folder);
  Command.File = normalPath(*File, Command.Directory);
  if (const json::Array *Arguments = Entry.getArray("arguments")) {
    for (const json::Value &Argument : *Arguments)
      if (auto Text = Argument.getAsString())
        Command.Arguments.push_back(Text->str());
  } else if (auto Text = Entry.getString("command")) {
    BumpPtrAllocator Allocator;
    StringSaver Saver(Allocator);
    SmallVector<const char *, 64> Words;
    cl::TokenizeGNUCommandLine(*Text, Saver, Words);
    Command.Arguments.assign(Words.begin(), Words.end());
  }
  if (Command.Arguments.empty())
    return createStringError(inconvertibleErrorCode(),
                             "the entry of %s has no command",
                             Command.File.c_str());
  repairCommand(Command);
  if (isOtherLanguage(Command)) {
    Others.insert(Command.File);
    return Error::success();
  }
  std::vector<unsigned> &OfFile = ByFile[Command.File];
  if (llvm::any_of(OfFile, [&](unsigned Known) {
        return isSameAnalysis(Commands[Known], Command);
      }))
    return Error::success();
  OfFile.push_back(Commands.size());
  Commands.push_back(std::move(Command));
  return Error::success();
}

Expected<CompileDatabase> CompileDatabase::read(StringRef Folder) {
  CompileDatabase Result;
  Result.Folder = normalPath(Folder);
  std::string Path = Result.Folder + "/" + DatabaseName;
  auto Buffer = MemoryBuffer::getFile(Path);
  if (!Buffer)
    return createStringError(Buffer.getError(), "cannot read %s: %s",
                             Path.c_str(), Buffer.getError().message().c_str());
  // Names that are no UTF-8 are the mistake of one entry, not of all.
  StringRef Text = (*Buffer)->getBuffer();
  Text.consume_front("\xEF\xBB\xBF");
  auto Root = json::parse(json::isUTF8(Text) ? Text.str() : json::fixUTF8(Text));
  if (!Root)
    return createStringError(inconvertibleErrorCode(), "%s is not JSON: %s",
                             Path.c_str(), toString(Root.takeError()).c_str());
  const json::Array *Entries = Root->getAsArray();
  if (!Entries)
    return createStringError(inconvertibleErrorCode(),
                             "%s is not a compilation database", Path.c_str());
  for (const json::Value &Entry : *Entries) {
    const json::Object *Fields = Entry.getAsObject();
    Error Problem = Fields ? Result.add(*Fields)
                           : createStringError(inconvertibleErrorCode(),
                                               "an entry is not an object");
    if (Problem)
      return createStringError(inconvertibleErrorCode(), "%s: %s", Path.c_str(),
                               toString(std::move(Problem)).c_str());
  }
  return Result;
}

ArrayRef<unsigned> CompileDatabase::commandsOf(StringRef File) const {
  auto Found = ByFile.find(File);
  if (Found == ByFile.end())
    return {};
  return Found->second;
}

namespace {

/// Looks for the newest file of a name in a project's folder and its build folders.
class BuildSearch {
public:
  explicit BuildSearch(StringRef FileName) : FileName(FileName) {}

  /// The folder where it is; empty when it is nowhere.
  std::string in(StringRef Folder) {
    consider(Folder);
    std::error_code Error;
    for (sys::fs::directory_iterator I(Folder, Error), E; I != E && !Error;
         I.increment(Error)) {
      StringRef Name = sys::path::filename(I->path());
      if (!isBuildFolder(Name))
        continue;
      consider(I->path());
      std::error_code Inner;
      for (sys::fs::directory_iterator J(I->path(), Inner); J != E && !Inner;
           J.increment(Inner))
        consider(J->path());
    }
    return Best;
  }

private:
  static bool isBuildFolder(StringRef Name) {
    for (StringRef Prefix : {"build", "cmake-build-", "out", "_build"})
      if (Name.substr(0, Prefix.size()) == Prefix)
        return true;
    return false;
  }

  void consider(StringRef Folder) {
    sys::fs::file_status Status;
    if (sys::fs::status(Folder + "/" + FileName, Status) ||
        Status.type() != sys::fs::file_type::regular_file)
      return;
    if (Best.empty() || Status.getLastModificationTime() > Newest) {
      Best = Folder.str();
      Newest = Status.getLastModificationTime();
    }
  }

  StringRef FileName;
  std::string Best;
  sys::TimePoint<> Newest;
};

/// Asks for a folder and those above it, up to the root of its repository, until
/// there is an answer: what is further up belongs to another project.
template <typename QuestionT>
std::string firstAnswer(StringRef ProjectFolder, QuestionT Question) {
  std::string Folder = normalPath(ProjectFolder);
  while (true) {
    std::string Answer = Question(Folder);
    if (!Answer.empty() || sys::fs::exists(Folder + "/.git") ||
        !sys::path::has_parent_path(Folder))
      return Answer;
    Folder = sys::path::parent_path(Folder).str();
    if (Folder == "/" || Folder.empty())
      return "";
  }
}

/// The command that makes a database for what is built in this folder.
std::string adviceIn(StringRef Folder) {
  constexpr const char *Export = " -DCMAKE_EXPORT_COMPILE_COMMANDS=ON";
  auto Has = [&](StringRef Name) {
    return sys::fs::exists(Folder + "/" + Name);
  };
  std::string Configured = BuildSearch("CMakeCache.txt").in(Folder);
  if (!Configured.empty())
    return "cmake " + Configured + Export;
  if (Has("CMakeLists.txt"))
    return ("cmake -S " + Folder + " -B " + Folder + "/build" + Export).str();
  if (Has("meson.build"))
    return ("meson setup " + Folder + "/build " + Folder).str();
  if (Has("Makefile") || Has("configure") || Has("configure.ac"))
    return ("bear -- make -C " + Folder).str();
  return "";
}

} // namespace

std::string CompileDatabase::find(StringRef ProjectFolder) {
  std::string Found = firstAnswer(ProjectFolder, [](StringRef Folder) {
    return BuildSearch(DatabaseName).in(Folder);
  });
  return Found.empty() ? "" : normalPath(Found);
}

std::string CompileDatabase::advice(StringRef ProjectFolder) {
  return firstAnswer(ProjectFolder, adviceIn);
}

} // namespace nettidy::gate
