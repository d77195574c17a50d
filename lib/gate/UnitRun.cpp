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
    return fail(Result, "clang-tidy did not finish: " + Ended.describe());
  Result.Output.Fixes = readFile(Base + ".yaml").value_or("");
  Result.Output.Evidence = readFile(Base + ".json").value_or("");
  if (Result.Output.Evidence.empty() &&
      StringRef(Ended.Errors).contains("no checks enabled")) {
    Result.What = UnitResult::Status::Disabled;
    Result.Reason = "no check is enabled for it";
    return Result;
  }
  if (!judgeOutput(Context, U, Result)) {
    if (Result.What == UnitResult::Status::Failed && !Ended.Errors.empty())
      Result.Reason += "; clang-tidy says: " + lastLine(Ended.Errors);
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

/// The flags of another compiler that Clang complains of.
static std::vector<std::string> foreignFlags(const UnitResult &Result) {
  std::vector<std::string> Flags;
  if (Result.What != UnitResult::Status::NotCompiled)
    return Flags;
  for (const TidyDiagnostic &D : Result.Diagnostics) {
    StringRef Text = D.Message.Text;
    if (D.isCompileError() && (Text.starts_with("unknown argument") ||
                               Text.starts_with("unsupported option")))
      Flags.push_back(Text.split('\'').second.split('\'').first.str());
  }
  return Flags;
}

/// True when there were some to leave out.
static bool leaveOut(const std::set<std::string> &Flags,
                     std::vector<std::string> &Arguments) {
  size_t Before = Arguments.size();
  llvm::erase_if(Arguments, [&](const std::string &Argument) {
    return Flags.count(Argument);
  });
  return Arguments.size() != Before;
}

/// Arguments that do without the flags which Clang is known not to know. A database
/// is replaced by one of this unit alone.
static std::vector<std::string>
withoutForeignFlags(const UnitContext &Context, const Unit &U,
                    ArrayRef<std::string> Arguments, StringRef Name) {
  std::vector<std::string> Result(Arguments.begin(), Arguments.end());
  std::set<std::string> Flags = Context.Foreign.all();
  if (Flags.empty())
    return Result;
  leaveOut(Flags, Result);
  if (!Context.Planned.Database)
    return Result;
  const CompileDatabase &Known = *Context.Planned.Database;
  json::Array Entries;
  bool Changed = false;
  for (unsigned Index : Known.commandsOf(U.File)) {
    const CompileCommand &Command = Known.commands()[Index];
    std::vector<std::string> Words = Command.Arguments;
    Changed |= leaveOut(Flags, Words);
    Entries.push_back(json::Object{{"directory", Command.Directory},
                                   {"file", Command.File},
                                   {"arguments", json::Array(Words)}});
  }
  std::string Folder = Context.WorkFolder + "/" + Name.str();
  std::string Text;
  raw_string_ostream(Text) << json::Value(std::move(Entries));
  if (Changed && !sys::fs::create_directory(Folder) &&
      writeFile(Folder + "/compile_commands.json", Text))
    std::replace(Result.begin(), Result.end(), "-p=" + Known.folder().str(),
                 "-p=" + Folder);
  return Result;
}

UnitResult runUnit(const UnitContext &Context, const Unit &U,
                   ArrayRef<std::string> Arguments, StringRef Name) {
  // clang-tidy writes nothing when it finds nothing: each run has names of its own.
  auto Run = [&](const std::string &As) {
    return runTidy(Context, U, withoutForeignFlags(Context, U, Arguments, As),
                   As);
  };
  UnitResult Result = Run(Name.str());
  std::vector<std::string> Foreign = foreignFlags(Result);
  if (!Foreign.empty()) {
    Context.Foreign.add(Foreign);
    Result = Run(Name.str() + "-again");
  }
  // The database of the project is still there when the reader wants to see it.
  Result.Command = printCommand(Arguments);
  return Result;
}

} // namespace nettidy::gate
