//===-- Plan.cpp ----------------------------------------------------------===//
//
// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "gate/Plan.h"
#include "gate/Files.h"
#include "gate/IncludeScan.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/xxhash.h"
#include <map>

using namespace llvm;

namespace nettidy::gate {
namespace {

std::string folderOf(StringRef Path) {
  return sys::fs::is_directory(Path) ? Path.str()
                                     : sys::path::parent_path(Path).str();
}

class Planner {
public:
  explicit Planner(const Options &Asked) : Asked(Asked) {}

  Expected<Plan> make() {
    if (Error E = start())
      return std::move(E);
    for (const std::string &Path : Paths) {
      if (!sys::fs::exists(Path))
        return usageError("no such file or folder: " + Path);
      if (sys::fs::is_directory(Path))
        addFolder(Path);
      else if (isHeaderName(Path))
        Headers.push_back(Path);
      else
        addFile(Path);
    }
    addHeaders();
    if (Result.Units.empty() && Result.Problems.empty())
      return usageError("nothing to analyse: " +
                   (Result.Database
                        ? "the compilation database in " +
                              Result.Database->folder() + " has no file there"
                        : Twine("no C or C++ file is named")));
    takeShard();
    return std::move(Result);
  }

private:
  Error start() {
    for (const std::string &Path : Asked.Paths)
      Paths.push_back(normalPath(Path));
    bool Everything = Paths.empty();
    std::string First = Everything ? normalPath(".") : Paths.front();
    Result.Root =
        Asked.Root.empty() ? projectRoot(First) : normalPath(Asked.Root);
    if (Everything)
      Paths.push_back(Result.Root);
    if (Asked.Flags) {
      if (Everything)
        return usageError("compiler flags after -- need files to go with them");
      return Error::success();
    }
    std::string Folder = Asked.BuildFolder;
    if (Folder.empty())
      Folder = CompileDatabase::find(folderOf(First));
    if (Folder.empty())
      return make_error<NoDatabase>(noDatabase(First));
    auto Database = CompileDatabase::read(Folder);
    if (!Database && !sys::fs::exists(Folder + "/compile_commands.json"))
      return make_error<NoDatabase>(toString(Database.takeError()));
    if (!Database)
      return Database.takeError();
    Result.Database = std::move(*Database);
    for (std::string &Path : Paths)
      useNameInDatabase(Path);
    if (Asked.Root.empty())
      Result.Root = Everything ? Paths.front() : projectRoot(Paths.front());
    return Error::success();
  }

  static std::string noDatabase(const std::string &Path) {
    std::string Advice = CompileDatabase::advice(folderOf(Path));
    return "no compile_commands.json for " + Path +
           "; name its folder with -p, or give the compiler's flags after --" +
           (Advice.empty() ? "" : "\n  to make one: " + Advice);
  }

  /// The database may know a file by another name, with or without symbolic links.
  void useNameInDatabase(std::string &Path) {
    std::string Real = realPath(Path);
    auto Known = [&](StringRef Name) {
      return any_of(Result.Database->commands(), [&](const CompileCommand &C) {
        return C.File == Name || isBelow(C.File, Name);
      });
    };
    if (Known(Path))
      return;
    if (Known(Real)) {
      Path = Real;
      return;
    }
    for (const auto &[RealFolder, Folder] : linkedFolders()) {
      bool Same = Real == RealFolder;
      if (!Same && !isBelow(Real, RealFolder))
        continue;
      std::string Name =
          Folder + StringRef(Real).drop_front(RealFolder.size()).str();
      // Headers are known by those who include them.
      if (Known(Name) || (isHeaderName(Name) && !Known(RealFolder))) {
        Path = Name;
        return;
      }
    }
  }

  /// Folders which the database knows by names with symbolic links: what they really
  /// are, and those names.
  const std::map<std::string, std::string> &linkedFolders() {
    if (std::exchange(HasLinkedFolders, true))
      return LinkedFolders;
    for (const CompileCommand &C : Result.Database->commands()) {
      StringRef Name = C.File;
      std::string RealName = realPath(Name);
      StringRef Real = RealName;
      if (Real == Name)
        continue;
      while (sys::path::filename(Real) == sys::path::filename(Name)) {
        Real = sys::path::parent_path(Real);
        Name = sys::path::parent_path(Name);
      }
      LinkedFolders.try_emplace(Real.str(), Name.str());
    }
    return LinkedFolders;
  }

  void addFolder(StringRef Folder) {
    if (!Result.Database) {
      addSourcesBelow(Folder);
      return;
    }
    StringRef Build = Result.Database->folder();
    for (const CompileCommand &Command : Result.Database->commands()) {
      if (!isBelow(Command.File, Folder))
        continue;
      if (isBelow(Command.File, Build) && isBelow(Build, Result.Root)) {
        Result.Generated += Seen.insert(Command.File).second;
        continue;
      }
      addFile(Command.File);
    }
    for (const auto &Other : Result.Database->others())
      Result.OtherLanguages += isBelow(Other.getKey(), Folder) &&
                               Seen.insert(Other.getKey()).second;
  }

  void addSourcesBelow(StringRef Folder) {
    std::error_code Error;
    std::vector<std::string> Files;
    for (sys::fs::recursive_directory_iterator I(Folder, Error), E;
         I != E && !Error; I.increment(Error))
      if (isSourceName(I->path()))
        Files.push_back(I->path());
    llvm::sort(Files);
    for (const std::string &File : Files)
      addFile(File);
  }

  void addFile(StringRef File) {
    if (!Seen.insert(File).second)
      return;
    if (!sys::fs::exists(File)) {
      Result.Problems.push_back(
          {File.str(),
           "the compilation database names it, but it does not "
           "exist; the database is stale",
           ""});
    } else if (Result.Database && Result.Database->others().contains(File)) {
      ++Result.OtherLanguages;
    } else if (Result.Database && Result.Database->commandsOf(File).empty()) {
      Result.Problems.push_back(
          {File.str(),
           "it is not in the compilation database " +
               Result.Database->folder().str() +
               "/compile_commands.json, so its flags are unknown",
           ""});
    } else if (std::string Folder = missingFolder(File); !Folder.empty()) {
      Result.Problems.push_back(
          {File.str(),
           "it is compiled in " + Folder +
               ", which does not exist; the database is stale",
           ""});
    } else {
      Result.Units.push_back({File.str(), {}});
    }
  }

  /// clang-tidy ends without a word when there is no such folder.
  std::string missingFolder(StringRef File) {
    if (!Result.Database)
      return "";
    for (unsigned Index : Result.Database->commandsOf(File)) {
      const std::string &Folder =
          Result.Database->commands()[Index].Directory;
      auto [Entry, New] = Folders.try_emplace(Folder, false);
      if (New)
        Entry->second = sys::fs::is_directory(Folder);
      if (!Entry->second)
        return Folder;
    }
    return "";
  }

  /// A header is analysed as part of a file that includes it.
  void addHeaders() {
    if (Headers.empty())
      return;
    if (!Result.Database) {
      for (const std::string &Header : Headers)
        addFile(Header);
      return;
    }
    IncludeScan Scan(*Result.Database);
    for (std::string &Header : Headers) {
      std::string Source = Scan.sourceIncluding(Header);
      if (Source.empty()) {
        Header = realPath(Header);
        Source = Scan.sourceIncluding(Header);
      }
      if (Source.empty()) {
        Result.Problems.push_back(
            {Header, "no file in the compilation database includes it", ""});
        continue;
      }
      auto Planned = find_if(Result.Units,
                             [&](const Unit &U) { return U.File == Source; });
      if (Planned == Result.Units.end())
        Result.Units.push_back({Source, {Header}});
      else if (!Planned->OnlyIn.empty())
        Planned->OnlyIn.push_back(Header);
    }
  }

  void takeShard() {
    if (Asked.Part.Count == 1)
      return;
    llvm::erase_if(Result.Units, [&](const Unit &U) {
      StringRef Path = U.File;
      if (isBelow(Path, Result.Root))
        Path = Path.drop_front(Result.Root.size() + 1);
      return xxHash64(Path) % Asked.Part.Count + 1 != Asked.Part.Number;
    });
    if (Asked.Part.Number != 1)
      Result.Problems.clear();
  }

  const Options &Asked;
  std::vector<std::string> Paths, Headers;
  StringSet<> Seen;
  bool HasLinkedFolders = false;
  std::map<std::string, std::string> LinkedFolders;
  StringMap<bool> Folders; ///< of compile commands: whether they exist
  Plan Result;
};

} // namespace

char NoDatabase::ID;

std::string projectRoot(StringRef Path) {
  std::string Folder = folderOf(Path);
  for (std::string At = Folder; !At.empty() && At != "/";
       At = sys::path::parent_path(At).str())
    for (const char *Repository : {".git", ".hg", ".svn"})
      if (sys::fs::exists(At + "/" + Repository))
        return At;
  // Not kept in a repository: headers may lie beside the folder of the sources.
  std::string Here = normalPath(".");
  return Here != "/" && isBelow(Folder, Here) ? Here : Folder;
}

Expected<Plan> makePlan(const Options &Asked) { return Planner(Asked).make(); }

} // namespace nettidy::gate
