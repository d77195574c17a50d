//===-- NewFrom.cpp -------------------------------------------------------===//
//
// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "gate/NewFrom.h"
#include "gate/Baseline.h"
#include "gate/Files.h"
#include "gate/IncludeScan.h"
#include "gate/Plan.h"
#include "gate/Process.h"
#include "gate/Run.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/FormatVariadic.h"
#include "llvm/Support/JSON.h"
#include "llvm/Support/Path.h"

using namespace llvm;

namespace nettidy::gate {
namespace {

constexpr unsigned GitTimeout = 600;

Error failed(const Twine &Message) {
  return createStringError(inconvertibleErrorCode(), "%s",
                           Message.str().c_str());
}

class Git {
public:
  explicit Git(StringRef Root) : Root(Root.str()) {}

  Expected<std::string> run(std::vector<std::string> Arguments) const {
    // In a hook, git's variables lead to the index of the commit in progress.
    Arguments.insert(Arguments.begin(),
                     {"env", "-u", "GIT_DIR", "-u", "GIT_INDEX_FILE", "-u",
                      "GIT_WORK_TREE", "-u", "GIT_PREFIX", "git", "-C", Root});
    ProcessResult Answer = runProcess(Arguments, GitTimeout);
    if (Answer.ExitCode != 0)
      return failed("git says: " + StringRef(Answer.Errors.empty()
                                                 ? Answer.describe()
                                                 : Answer.Errors)
                                       .trim());
    return std::move(Answer.Output);
  }

private:
  std::string Root;
};

/// A checkout of a revision that is removed again.
class OldTree {
public:
  OldTree(const Git &Repository, StringRef Folder)
      : Repository(Repository), Folder(Folder.str()) {}
  ~OldTree() {
    if (Made)
      consumeError(Repository.run({"worktree", "remove", "--force", Folder})
                       .takeError());
  }
  Error make(StringRef Revision) {
    Expected<std::string> Output = Repository.run(
        {"worktree", "add", "--detach", "--quiet", Folder, Revision.str()});
    Made = static_cast<bool>(Output);
    return Output.takeError();
  }

private:
  const Git &Repository;
  std::string Folder;
  bool Made = false;
};

/// The database as it would be for another checkout. What lies in the build
/// folder, generated headers for instance, is taken from where it is.
class MovedDatabase {
public:
  MovedDatabase(StringRef From, StringRef To, StringRef Build)
      : From(From), To(To), Build(Build) {}

  std::string text(const CompileDatabase &Database,
                   ArrayRef<std::string> Sources) const {
    StringSet<> Wanted;
    for (const std::string &Source : Sources)
      Wanted.insert(Source);
    json::Array Entries;
    for (const CompileCommand &Command : Database.commands()) {
      std::string File = moved(Command.File);
      if (!Wanted.contains(Command.File) || !hasOldState(Command.File))
        continue;
      json::Array Arguments;
      for (const std::string &Argument : Command.Arguments)
        Arguments.push_back(movedArgument(Argument, Command));
      Entries.push_back(json::Object{{"directory", Command.Directory},
                                     {"file", File},
                                     {"arguments", std::move(Arguments)}});
    }
    return formatv("{0}", json::Value(std::move(Entries))).str();
  }

  /// To compare what is outside the checkout with itself would call it known.
  bool hasOldState(StringRef File) const {
    std::string Old = moved(File);
    return Old != File && sys::fs::exists(Old);
  }

  std::string moved(StringRef Path) const {
    if (!isBelow(Path, From) || Path == Build || isBelow(Path, Build))
      return Path.str();
    return To + Path.drop_front(From.size()).str();
  }

private:
  /// The names in it may be relative to a folder that does not move.
  std::string movedArgument(StringRef Argument,
                            const CompileCommand &Command) const {
    for (StringRef Option : {"-I", "-isystem", "-iquote", "-idirafter", ""}) {
      StringRef Name = Argument;
      if (!Name.consume_front(Option) || Name.empty())
        continue;
      std::string Path = normalPath(Name, Command.Directory);
      if (!Name.contains('/') && Path != Command.File &&
          !sys::fs::is_directory(Path))
        continue;
      std::string Result = Path == From ? To : moved(Path);
      if (Result != Path)
        return Option.str() + Result;
    }
    return Argument.str();
  }

  std::string From, To, Build;
};

class ChangeAnalysis {
public:
  ChangeAnalysis(const Options &Asked, SourceTexts &Texts)
      : Asked(Asked), Texts(Texts) {}

  Expected<Report> make() {
    if (Asked.Flags)
      return failed("--new-from needs a compilation database");
    Expected<Plan> Made = makePlan(Asked);
    if (!Made)
      return Made.takeError();
    Planned = std::move(*Made);
    Git Repository(Planned.Root);
    if (Error E = findChanges(Repository))
      return std::move(E);

    Options Now = Asked;
    Now.Root = Planned.Root;
    Now.BuildFolder = Planned.Database->folder().str();
    Now.Paths = affected();
    if (Now.Paths.empty())
      return nothingToDo();
    Expected<Report> Result = analyse(Now, Texts);
    if (!Result || Result->Findings.empty())
      return Result;
    Expected<Report> Before = analyseOld(Repository, Now);
    if (!Before)
      return Before.takeError();
    Baseline::of(Before->Findings).apply(*Result);
    // What was wrong before is no baseline that someone keeps.
    Result->Run.BaselineFixed = 0;
    addOldProblems(*Before, *Result);
    return Result;
  }

private:
  Error findChanges(const Git &Repository) {
    // A revision that is not there must not look like one without changes.
    Expected<std::string> Top =
        Repository.run({"rev-parse", "--show-toplevel"});
    if (!Top)
      return Top.takeError();
    Expected<std::string> Hash = Repository.run(
        {"rev-parse", "--verify", "--quiet", Asked.NewFrom + "^{commit}"});
    if (!Hash) {
      consumeError(Hash.takeError());
      return failed("there is no revision '" + Asked.NewFrom +
                    "' here; a shallow clone lacks history (git fetch "
                    "--unshallow)");
    }
    Revision = StringRef(*Hash).trim().str();
    TopFolder = topFolder(StringRef(*Top).trim());
    if (Error E = addNames(Repository, {"diff", "--name-only", "-z", Revision},
                           Changed))
      return E;
    return addNames(Git(TopFolder), {"ls-files", "-z"}, Tracked);
  }

  /// Git resolves symbolic links; the files are known by names that may have some.
  std::string topFolder(StringRef FromGit) const {
    for (StringRef At = Planned.Root; !At.empty() && At != "/";
         At = sys::path::parent_path(At))
      if (realPath(At) == FromGit)
        return At.str();
    return normalPath(FromGit);
  }

  Error addNames(const Git &Repository, std::vector<std::string> Question,
                 StringSet<> &Result) {
    Expected<std::string> Names = Repository.run(std::move(Question));
    if (!Names)
      return Names.takeError();
    SmallVector<StringRef, 0> Files;
    StringRef(*Names).split(Files, '\0', -1, /*KeepEmpty=*/false);
    for (StringRef File : Files)
      Result.insert(normalPath(File, TopFolder));
    return Error::success();
  }

  /// Configuration and models concern everything.
  bool everythingChanged() const {
    return llvm::any_of(Changed, [](const auto &File) {
      StringRef Name = File.getKey();
      return sys::path::filename(Name) == ".clang-tidy" ||
             sys::path::extension(Name) == ".yaml";
    });
  }

  std::vector<std::string> affected() {
    IncludeScan Scan(*Planned.Database);
    bool Everything = everythingChanged();
    std::vector<std::string> Result;
    for (const Unit &U : Planned.Units) {
      // What git does not know may be new.
      bool Affected = Everything || !Tracked.contains(U.File);
      if (!Affected)
        for (const auto &File : Scan.filesReadBy(U.File))
          Affected |= Changed.contains(File.getKey());
      if (Affected)
        Result.push_back(U.File);
    }
    return Result;
  }

  Expected<Report> nothingToDo() {
    Report Result;
    Result.Run.Version = NETTIDY_VERSION;
    Result.Run.Root = Planned.Root;
    Result.Run.CanaryFound = true;
    Result.Run.Warnings.push_back(
        "nothing that is analysed has changed since " + Asked.NewFrom);
    return Result;
  }

  Expected<Report> analyseOld(const Git &Repository, const Options &Now) {
    TemporaryFolder Work;
    std::string Folder = Work.path() + "/tree";
    OldTree Tree(Repository, Folder);
    if (Error E = Tree.make(Revision))
      return std::move(E);
    MovedDatabase Moved(TopFolder, Folder, Now.BuildFolder);
    std::string Text = Moved.text(*Planned.Database, Now.Paths);
    if (Text == "[]")
      return Report();
    if (!writeFile(Work.path() + "/compile_commands.json", Text))
      return failed("cannot write in " + Work.path());
    Options Then = Now;
    Then.BuildFolder = Work.path();
    Then.Root = Planned.Root == TopFolder ? Folder : Moved.moved(Planned.Root);
    Then.Paths.clear();
    for (const std::string &File : Now.Paths)
      if (Moved.hasOldState(File))
        Then.Paths.push_back(Moved.moved(File));
    SourceTexts OldTexts;
    return analyse(Then, OldTexts);
  }

  /// Without the old state of a file, all of its findings count as new: that is
  /// safe, but the reader should know.
  static void addOldProblems(const Report &Before, Report &Result) {
    for (const Problem &P : Before.Run.Problems)
      Result.Run.Warnings.push_back(
          "its state at the old revision could not be analysed, so all its "
          "findings count as new: " +
          P.File + ": " + P.Reason);
  }

  const Options &Asked;
  SourceTexts &Texts;
  Plan Planned;
  std::string Revision, TopFolder;
  StringSet<> Changed, Tracked;
};

} // namespace

Expected<Report> analyseChange(const Options &Asked, SourceTexts &Texts) {
  return ChangeAnalysis(Asked, Texts).make();
}

} // namespace nettidy::gate
