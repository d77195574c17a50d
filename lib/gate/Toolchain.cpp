//===-- Toolchain.cpp -----------------------------------------------------===//
//
// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "gate/Toolchain.h"
#include "gate/Files.h"
#include "gate/Process.h"
#include "gate/TidyOutput.h"
#include "report/RunRecord.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Program.h"

using namespace llvm;

namespace nettidy::gate {
namespace {

// In seconds, for what takes none.
constexpr unsigned StartTimeout = 120;
const std::string Major =
    StringRef(NETTIDY_LLVM_VERSION).split('.').first.str();

std::string findClangTidy() {
  std::string Installed = NETTIDY_LLVM_BINDIR "/clang-tidy";
  if (sys::fs::can_execute(Installed))
    return Installed;
  if (auto Found = sys::findProgramByName("clang-tidy-" + Major))
    return *Found;
  return "clang-tidy-" + Major;
}

std::string findPlugin() {
  std::string Name = "nettidy-tidy-" + Major + ".so";
  std::string Base = programFolder() + "/../lib/";
  for (std::string Candidate : {Base + Name, Base + "nettidy/" + Name}) {
    if (!sys::fs::exists(Candidate))
      continue;
    SmallString<256> Path(Candidate);
    sys::path::remove_dots(Path, /*remove_dot_dot=*/true);
    return Path.str().str();
  }
  return Base + Name;
}

/// The words of `Enabled checks:` lines.
std::vector<std::string> parseCheckList(StringRef Output) {
  std::vector<std::string> Result;
  SmallVector<StringRef, 0> Lines;
  Output.split(Lines, '\n');
  for (StringRef Line : Lines)
    if (Line.take_front(4) == "    ")
      Result.push_back(Line.trim().str());
  return Result;
}

std::string parseVersion(StringRef Output) {
  size_t At = Output.find("LLVM version ");
  if (At == StringRef::npos)
    return "";
  return Output.drop_front(At + StringRef("LLVM version ").size())
      .take_while([](char C) { return isDigit(C) || C == '.'; })
      .str();
}

StringRef firstLine(StringRef Text) { return Text.ltrim().split('\n').first; }

// A library of its own: the canary shows that models are read, the tree is
// searched and paths are followed, whatever headers this machine has.
constexpr const char CanaryModel[] = R"(format: 1
library: nettidy-canary
objects:
  - object: canary
    noun: canary
    role: client
    kind: handle
    types: ["struct Canary *"]
functions:
  - function: canaryOpen
    acquire: {object: canary, at: return, failure: null}
  - function: canaryAsk
    request: {object: canary, at: arg0}
  - function: canaryClose
    release: {object: canary, at: arg0}
)";
constexpr const char CanarySource[] = R"(struct Canary;
struct Canary *canaryOpen(void);
int canaryAsk(struct Canary *);
void canaryClose(struct Canary *);

int leaks(int early) {
  struct Canary *Leaked = canaryOpen();
  if (!Leaked || early)
    return 0;
  canaryClose(Leaked);
  return 1;
}

void builds(int count) {
  while (count--) {
    struct Canary *Built = canaryOpen();
    if (!Built)
      return;
    canaryAsk(Built);
    canaryClose(Built);
  }
}
)";
constexpr const char *CanaryChecks[] = {"net-unclosed-connection",
                                        "net-client-per-call"};

} // namespace

std::string programFolder() {
  return sys::path::parent_path(
             sys::fs::getMainExecutable(
                 "nettidy", reinterpret_cast<void *>(&programFolder)))
      .str();
}

Toolchain::Toolchain(StringRef ClangTidy, StringRef Plugin)
    : ClangTidy(ClangTidy.empty() ? findClangTidy() : ClangTidy.str()),
      Plugin(Plugin.empty() ? findPlugin() : Plugin.str()) {
  // A bare name would be looked for among the system's libraries.
  if (!StringRef(this->Plugin).contains('/'))
    this->Plugin = "./" + this->Plugin;
  if (!StringRef(this->ClangTidy).contains('/'))
    if (auto Found = sys::findProgramByName(this->ClangTidy))
      this->ClangTidy = *Found;
}

bool Toolchain::prove(std::vector<Problem> &Problems) {
  auto Fail = [&](const Twine &Reason, ArrayRef<std::string> Command) {
    Problems.push_back({"", Reason.str(), printCommand(Command)});
    return false;
  };
  std::vector<std::string> Ask = {ClangTidy, "--version"};
  ProcessResult Answer = runProcess(Ask, StartTimeout);
  Version = parseVersion(Answer.Output);
  if (Answer.ExitCode != 0 || Version.empty())
    return Fail("clang-tidy does not run: " + Answer.describe(), Ask);
  if (StringRef(Version).split('.').first != Major)
    return Fail("this nettidy is built for LLVM " + Major + ", but " +
                    ClangTidy + " is LLVM " + Version,
                Ask);
  std::vector<std::string> List = {ClangTidy, "--load=" + Plugin, "--checks=*",
                                   "--list-checks"};
  if (!sys::fs::exists(Plugin))
    return Fail("there is no plugin at " + Plugin, List);
  Answer = runProcess(List, StartTimeout);
  // clang-tidy goes on without a plugin that it cannot load.
  if (Answer.ExitCode != 0 ||
      StringRef(Answer.Errors).contains("load request ignored"))
    return Fail("the plugin " + Plugin + " does not load: " +
                    firstLine(Answer.Errors.empty() ? Answer.describe()
                                                    : Answer.Errors),
                List);
  Checks = parseCheckList(Answer.Output);
  for (StringRef Check : CanaryChecks)
    if (!is_contained(Checks, Check))
      return Fail("the plugin " + Plugin + " has no check " + Check, List);
  return true;
}

bool Toolchain::findCanary(StringRef Folder, std::vector<Problem> &Problems) {
  std::string Base = (Folder + "/canary").str();
  std::vector<std::string> Command = {
      ClangTidy,
      "--load=" + Plugin,
      "--quiet",
      std::string("--checks=-*,") + CanaryChecks[0] + "," + CanaryChecks[1],
      "--config={CheckOptions: {ExtraModels: '" + Base + ".yaml'}}",
      "--export-fixes=" + Base + ".fixes",
      Base + ".c",
      "--",
      "-x",
      "c"};
  std::string Reason;
  if (!writeFile(Base + ".yaml", CanaryModel, &Reason) ||
      !writeFile(Base + ".c", CanarySource, &Reason)) {
    Problems.push_back(
        {"", "cannot write temporary files in " + Folder.str() + ": " + Reason,
         ""});
    return false;
  }
  ProcessResult Answer = runProcess(Command, StartTimeout);
  auto Found = parseTidyOutput(readFile(Base + ".fixes").value_or(""));
  if (Answer.ExitCode == 0 && Found &&
      all_of(CanaryChecks, [&](StringRef Check) {
        return any_of(
            *Found, [&](const TidyDiagnostic &D) { return D.Name == Check; });
      }))
    return true;
  Problems.push_back({"",
                      "the analysis does not work: the built-in sample has two "
                      "defects and they are not both found",
                      printCommand(Command)});
  return false;
}

std::vector<std::string>
Toolchain::mistakesInConfiguration(StringRef File) const {
  std::vector<std::string> Result;
  ProcessResult Answer =
      runProcess({ClangTidy, "--load=" + Plugin, "--verify-config", File.str(),
                  "--"},
                 StartTimeout);
  SmallVector<StringRef, 0> Lines;
  StringRef(Answer.Errors).split(Lines, '\n');
  std::string LastError;
  for (StringRef Line : Lines) {
    if (Line.contains(": error: ")) {
      auto [Place, Text] = Line.split("error: ");
      LastError = (Place + Text).str();
    } else if (Line.consume_front("Error parsing ")) {
      std::string Mistake =
          (LastError.empty() ? Line.str() : LastError) +
          "; clang-tidy takes no notice of the whole file";
      if (!is_contained(Result, Mistake))
        Result.push_back(Mistake);
      LastError = "";
    } else if (Line.contains("unknown check option 'net-")) {
      auto [Place, Text] = Line.split("warning: ");
      Result.push_back((Place + Text.split(" [-verify-config]").first).str());
    }
  }
  return Result;
}

std::string Toolchain::identity() const {
  std::string Text = Version + "\n";
  for (const std::string &File : {ClangTidy, Plugin})
    Text += textHash(readFile(File).value_or("")) + "\n";
  // The shared libraries of LLVM are too large to be read every time.
  SmallString<256> Real;
  if (sys::fs::real_path(ClangTidy, Real))
    Real = ClangTidy;
  SmallString<256> Folder(sys::path::parent_path(sys::path::parent_path(Real)));
  sys::path::append(Folder, "lib");
  std::vector<std::string> Libraries;
  std::error_code Error;
  for (sys::fs::directory_iterator I(Folder, Error), E; I != E && !Error;
       I.increment(Error)) {
    StringRef Name = sys::path::filename(I->path());
    sys::fs::file_status Status;
    if ((Name.contains("libLLVM") || Name.contains("libclang-cpp")) &&
        Name.contains(".so") && !sys::fs::status(I->path(), Status))
      Libraries.push_back(
          (Name + " " + Twine(Status.getSize()) + " " +
           Twine(Status.getLastModificationTime().time_since_epoch().count()))
              .str());
  }
  llvm::sort(Libraries);
  return Text + join(Libraries, "\n");
}

} // namespace nettidy::gate
