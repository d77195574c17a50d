//===-- UnitRun.cpp -------------------------------------------------------===//
//
// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "gate/UnitRun.h"
#include "gate/Files.h"
#include "gate/Process.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/JSON.h"
#include "llvm/Support/raw_ostream.h"
#include <algorithm>

using namespace llvm;

namespace nettidy::gate {
namespace {

bool addEvidence(StringRef Line, Evidence &Result) {
  Expected<json::Value> Value = json::parse(Line);
  if (!Value) {
    consumeError(Value.takeError());
    return false;
  }
  const json::Object *Fields = Value->getAsObject();
  const json::Array *Checks = Fields ? Fields->getArray("checks") : nullptr;
  const json::Array *Files = Fields ? Fields->getArray("files") : nullptr;
  const json::Array *Absent = Fields ? Fields->getArray("absent") : nullptr;
  if (!Checks || !Files || !Absent)
    return false;
  ++Result.TranslationUnits;
  Result.HasModelledNames |= Fields->getBoolean("modelled").value_or(true);
  for (const json::Value &Check : *Checks)
    Result.Checks.push_back(Check.getAsString().value_or("").str());
  for (const json::Value &File : *Files)
    if (const json::Array *Pair = File.getAsArray(); Pair && Pair->size() == 2)
      Result.Files.emplace_back((*Pair)[0].getAsString().value_or("").str(),
                                (*Pair)[1].getAsString().value_or("").str());
  if (const json::Array *Hints = Fields->getArray("hints"))
    for (const json::Value &Hint : *Hints)
      if (const json::Array *Parts = Hint.getAsArray();
          Parts && Parts->size() == 3)
        Result.Hints.push_back(
            hintKey((*Parts)[0].getAsString().value_or(""),
                    normalPath((*Parts)[1].getAsString().value_or("")),
                    (*Parts)[2].getAsInteger().value_or(0)));
  for (const json::Value &File : *Absent)
    Result.Absent.push_back(File.getAsString().value_or("").str());
  return true;
}

/// The first complaint of the compiler, for the reader.
std::string firstError(ArrayRef<TidyDiagnostic> Diagnostics) {
  for (const TidyDiagnostic &D : Diagnostics)
    if (D.isCompileError())
      return D.Message.Text;
  return "";
}

std::string lastLine(StringRef Text) {
  return Text.rtrim().rsplit('\n').second.empty()
             ? Text.trim().str()
             : Text.rtrim().rsplit('\n').second.trim().str();
}

/// What the program said before it ended.
std::string lastWords(const ProcessResult &Ended) {
  std::string Line = lastLine(Ended.Errors);
  return Line.empty() ? "" : "; clang-tidy says: " + Line;
}

unsigned expectedUnits(const UnitContext &Context, const Unit &U) {
  return Context.Planned.Database
             ? Context.Planned.Database->commandsOf(U.File).size()
             : 1;
}

UnitResult &fail(UnitResult &Result, const Twine &Reason) {
  Result.What = UnitResult::Status::Failed;
  Result.Reason = Reason.str();
  return Result;
}

} // namespace

std::string hintKey(StringRef Check, StringRef File, uint64_t Offset) {
  return (Check + "\n" + File + "\n" + Twine(Offset)).str();
}

std::optional<Evidence> parseEvidence(StringRef Lines) {
  Evidence Result;
  while (!Lines.empty()) {
    auto [Line, Rest] = Lines.split('\n');
    if (!addEvidence(Line, Result))
      return std::nullopt;
    Lines = Rest;
  }
  return Result;
}

std::vector<std::string> tidyArguments(const UnitContext &Context,
                                       const Unit &U, StringRef Checks,
                                       bool ProjectFiltersHeaders) {
  const Options &Asked = Context.Asked;
  std::vector<std::string> Result = {Context.Tools.clangTidy(),
                                     "--load=" + Context.Tools.plugin(),
                                     "--quiet", ("--checks=" + Checks).str()};
  if (!ProjectFiltersHeaders)
    Result.push_back("--header-filter=.*");
  for (const std::string &Argument : Asked.ExtraArgumentsBefore)
    Result.push_back("--extra-arg-before=" + Argument);
  for (const std::string &Argument : Asked.ExtraArguments)
    Result.push_back("--extra-arg=" + Argument);
  if (Context.Planned.Database)
    Result.push_back("-p=" + Context.Planned.Database->folder().str());
  Result.push_back(U.File);
  if (Asked.Flags) {
    Result.push_back("--");
    append_range(Result, *Asked.Flags);
  }
  return Result;
}

bool judgeOutput(const UnitContext &Context, const Unit &U,
                 UnitResult &Result) {
  auto Diagnostics = parseTidyOutput(Result.Output.Fixes);
  auto Seen = parseEvidence(Result.Output.Evidence);
  if (!Diagnostics || !Seen) {
    fail(Result, "what clang-tidy wrote is incomplete; is the disk full?");
    return false;
  }
  Result.Diagnostics = std::move(*Diagnostics);
  Result.Seen = std::move(*Seen);
  std::string Error = firstError(Result.Diagnostics);
  if (!Error.empty()) {
    Result.What = UnitResult::Status::NotCompiled;
    Result.Reason = "it does not compile: " + Error;
    return false;
  }
  if (Result.Seen.TranslationUnits < expectedUnits(Context, U)) {
    fail(Result, "nothing shows that the checks ran on it");
    return false;
  }
  Result.What = UnitResult::Status::Analysed;
  return true;
}

static UnitResult runTidy(const UnitContext &Context, const Unit &U,
                          ArrayRef<std::string> Arguments, StringRef Name) {
  UnitResult Result;
  Result.Command = printCommand(Arguments);
  std::string Base = Context.WorkFolder + "/" + Name.str();
  std::vector<std::string> Command(Arguments.begin(), Arguments.end());
  Command.insert(Command.begin() + 1, "--export-fixes=" + Base + ".yaml");
  ProcessResult Ended = runProcess(Command, Context.Asked.Timeout,
                                   {"NETTIDY_RECORD=" + Base + ".json"});
  if (!Ended.Started || Ended.TimedOut || Ended.Signal)
    return fail(Result, "clang-tidy did not finish: " + Ended.describe() +
                            lastWords(Ended));
  Result.Output.Fixes = readFile(Base + ".yaml").value_or("");
  Result.Output.Evidence = readFile(Base + ".json").value_or("");
  if (Result.Output.Evidence.empty() &&
      StringRef(Ended.Errors).contains("no checks enabled")) {
    Result.What = UnitResult::Status::Disabled;
    Result.Reason = "no check is enabled for it";
    return Result;
  }
  if (!judgeOutput(Context, U, Result)) {
    if (Result.What == UnitResult::Status::Failed)
      Result.Reason += lastWords(Ended);
    return Result;
  }
  // Exit code 1 is also that of a finding which the project treats as an error.
  bool HasErrors = any_of(Result.Diagnostics, [](const TidyDiagnostic &D) {
    return D.Level == "Error";
  });
  if (Ended.ExitCode != 0 && !(Ended.ExitCode == 1 && HasErrors))
    return fail(Result, "clang-tidy failed: " + Ended.describe() + "; " +
                            lastLine(Ended.Errors));
  return Result;
}

/// What Clang complains of in the flags of another compiler.
static Complaints complaintsIn(const UnitResult &Result) {
  Complaints Found;
  for (const TidyDiagnostic &D : Result.Diagnostics)
    Found.insert(complaintOf(D.Name, D.Level, D.Message.Text));
  Found.erase("");
  return Found;
}

/// Arguments that do without the flags which Clang is known not to know. A database
/// is replaced by one of this unit alone, which is also read faster than one of a
/// large project.
static Expected<std::vector<std::string>>
repairedArguments(const UnitContext &Context, const Unit &U,
                  ArrayRef<std::string> Arguments, const Complaints &Known,
                  StringRef Name) {
  std::vector<std::string> Result(Arguments.begin(), Arguments.end());
  if (!Context.Planned.Database) {
    Result.erase(llvm::find(Result, "--") + 1, Result.end());
    append_range(Result, withoutComplaints(*Context.Asked.Flags, Known));
    return Result;
  }
  const CompileDatabase &Database = *Context.Planned.Database;
  json::Array Entries;
  for (unsigned Index : Database.commandsOf(U.File)) {
    const CompileCommand &Command = Database.commands()[Index];
    Entries.push_back(json::Object{
        {"directory", Command.Directory},
        {"file", Command.File},
        {"arguments",
         json::Array(withoutComplaints(Command.Arguments, Known))}});
  }
  std::string Folder = Context.WorkFolder + "/" + Name.str();
  std::string Text, Reason;
  raw_string_ostream(Text) << json::Value(std::move(Entries));
  if (sys::fs::create_directory(Folder) ||
      !writeFile(Folder + "/compile_commands.json", Text, &Reason))
    return usageError("cannot write in " + Context.WorkFolder + ": " + Reason);
  std::replace(Result.begin(), Result.end(), "-p=" + Database.folder().str(),
               "-p=" + Folder);
  return Result;
}

/// One complaint may hide the next.
static constexpr int MostRuns = 4;

UnitResult runUnit(const UnitContext &Context, const Unit &U,
                   ArrayRef<std::string> Arguments, StringRef Name) {
  UnitResult Result;
  for (int I = 0; I < MostRuns; ++I) {
    // clang-tidy writes nothing when it finds nothing: each run has names of its own.
    std::string As = (Name + "-" + Twine(I)).str();
    Complaints Known = Context.Foreign.all();
    auto Repaired = repairedArguments(Context, U, Arguments, Known, As);
    if (!Repaired) {
      fail(Result, toString(Repaired.takeError()));
      break;
    }
    Result = runTidy(Context, U, *Repaired, As);
    Complaints New = complaintsIn(Result);
    Context.Foreign.add(New);
    if (std::includes(Known.begin(), Known.end(), New.begin(), New.end()))
      break;
  }
  // The database of the project is still there when the reader wants to see it.
  Result.Command = printCommand(Arguments);
  return Result;
}

} // namespace nettidy::gate
