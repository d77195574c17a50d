//===-- CommandLine.cpp ---------------------------------------------------===//
//
// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "gate/CommandLine.h"
#include "gate/Run.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/CommandLine.h"
#include "llvm/Support/raw_ostream.h"

using namespace llvm;

namespace nettidy::gate {
namespace {

cl::SubCommand CheckCommand("check", "Analyse files, folders or the whole "
                                     "compilation database");
cl::SubCommand MergeCommand("merge", "Join the JSON reports of several runs "
                                     "and give their verdict");
cl::SubCommand
    BaselineCommand("baseline",
                    "create, update or prune the list of known findings");
cl::SubCommand DoctorCommand("doctor", "Say what is installed, and whether it "
                                       "works");
cl::SubCommand ExplainCommand("explain", "Show the page of a check");
cl::SubCommand ModelsCommand("models", "list the library models, show one, or "
                                       "validate files");
cl::SubCommand ListCommand("list-checks", "List the checks");

cl::OptionCategory Category("nettidy options");

#define ANALYSES cl::sub(CheckCommand), cl::sub(BaselineCommand)
#define WITH_TOOLS                                                             \
  cl::sub(CheckCommand), cl::sub(BaselineCommand), cl::sub(DoctorCommand)
#define REPORTS cl::sub(CheckCommand), cl::sub(MergeCommand)

cl::list<std::string> Words(cl::Positional, cl::desc("[files or folders]"),
                            ANALYSES, cl::sub(MergeCommand),
                            cl::sub(DoctorCommand), cl::sub(ExplainCommand),
                            cl::sub(ModelsCommand), cl::cat(Category));
cl::opt<std::string> BuildFolder("p",
                                 cl::desc("Folder of "
                                          "compile_commands.json"),
                                 cl::value_desc("folder"), WITH_TOOLS,
                                 cl::cat(Category));
cl::opt<std::string> Root("root",
                          cl::desc("Folder that paths in reports start from; "
                                   "by default that of the repository"),
                          cl::value_desc("folder"), ANALYSES,
                          cl::cat(Category));
cl::opt<std::string> Checks("checks",
                            cl::desc("Globs of checks, added to .clang-tidy's; "
                                     "by default all checks of nettidy that "
                                     ".clang-tidy does not remove"),
                            cl::value_desc("globs"), ANALYSES,
                            cl::cat(Category));
cl::opt<unsigned> Jobs("j",
                       cl::desc("Files analysed at a time; by default one "
                                "for each processor"),
                       cl::value_desc("n"), cl::init(0), cl::Prefix, ANALYSES,
                       cl::cat(Category));
cl::opt<unsigned> Timeout("timeout", cl::desc("Seconds for one file"),
                          cl::value_desc("n"), cl::init(900), ANALYSES,
                          cl::cat(Category));
cl::opt<bool> Fix("fix", cl::desc("Apply the fixes"), cl::sub(CheckCommand),
                  cl::cat(Category));
cl::opt<bool> Diff("diff", cl::desc("Print the fixes as a patch"),
                   cl::sub(CheckCommand), cl::cat(Category));
cl::list<std::string>
    Formats("format",
            cl::desc("text, json, sarif, gitlab, rdjson or html; several "
                     "times, each followed by its --output"),
            cl::value_desc("format"), REPORTS, cl::sub(ListCommand),
            cl::cat(Category));
cl::list<std::string> OutputFiles("output",
                                  cl::desc("File for the --format before it"),
                                  cl::value_desc("file"), REPORTS,
                                  cl::cat(Category));
cl::opt<std::string> Baseline("baseline",
                              cl::desc("Known findings, which do "
                                       "not count"),
                              cl::value_desc("file"), REPORTS,
                              cl::sub(BaselineCommand), cl::cat(Category));
cl::opt<std::string> NewFrom("new-from",
                             cl::desc("Only findings that this revision does "
                                      "not have"),
                             cl::value_desc("revision"), cl::sub(CheckCommand),
                             cl::cat(Category));
cl::opt<std::string> FailOn("fail-on",
                            cl::desc("The least level that counts: note, "
                                     "warning, error"),
                            cl::value_desc("level"), cl::init("warning"),
                            REPORTS, cl::cat(Category));
cl::opt<std::string> ShardText("shard", cl::desc("Analyse the k-th of n parts"),
                               cl::value_desc("k/n"), cl::sub(CheckCommand),
                               cl::cat(Category));
cl::opt<std::string> Cache("cache",
                           cl::desc("Folder for verdicts that hold "
                                    "while nothing changes"),
                           cl::value_desc("folder"), ANALYSES,
                           cl::cat(Category));
cl::opt<std::string> Color("color", cl::desc("auto, always or never"),
                           cl::init("auto"), REPORTS, cl::cat(Category));
cl::list<std::string> ExtraArguments("extra-arg",
                                     cl::desc("Added to each compile command"),
                                     cl::value_desc("flag"), ANALYSES,
                                     cl::cat(Category));
cl::list<std::string>
    ExtraArgumentsBefore("extra-arg-before",
                         cl::desc("Put first in each compile command"),
                         cl::value_desc("flag"), ANALYSES, cl::cat(Category));
cl::opt<bool> KeepGoing("keep-going",
                        cl::desc("Judge by what could be analysed; problems "
                                 "are warnings then"),
                        REPORTS, cl::sub(BaselineCommand), cl::cat(Category));
cl::opt<std::string>
    WithoutDatabase("without-database",
                    cl::desc("fail or skip: what to do when there is no "
                             "compile_commands.json"),
                    cl::init("fail"), cl::sub(CheckCommand), cl::cat(Category));
cl::opt<bool> NoSkip("no-skip",
                     cl::desc("Also parse files that cannot reach a modelled "
                              "name"),
                     ANALYSES, cl::cat(Category));
cl::opt<bool> Quiet("quiet", cl::desc("No progress and no summary"), REPORTS,
                    cl::sub(BaselineCommand), cl::cat(Category));
cl::opt<std::string> ClangTidy("clang-tidy", cl::desc("The clang-tidy to run"),
                               cl::value_desc("program"), WITH_TOOLS,
                               cl::sub(ListCommand), cl::cat(Category));
cl::opt<std::string> Plugin("plugin", cl::desc("The plugin to load"),
                            cl::value_desc("file"), WITH_TOOLS,
                            cl::sub(ListCommand), cl::cat(Category));

Error contradiction(const Twine &Message) {
  return createStringError(inconvertibleErrorCode(), "%s",
                           Message.str().c_str());
}

/// An output belongs to the format before it.
Error readOutputs(Options &Asked) {
  std::vector<std::pair<unsigned, unsigned>> FormatPositions;
  for (unsigned I = 0; I < Formats.size(); ++I) {
    std::optional<Format> Form = formatOf(Formats[I]);
    if (!Form)
      return contradiction("unknown format '" + Formats[I] +
                           "'; there are text, json, sarif, gitlab, rdjson "
                           "and html");
    Asked.Outputs.push_back({*Form, ""});
    FormatPositions.push_back({Formats.getPosition(I), I});
  }
  if (Asked.Outputs.empty())
    Asked.Outputs.push_back({});
  for (unsigned I = 0; I < OutputFiles.size(); ++I) {
    unsigned Owner = 0;
    for (auto [Position, Index] : FormatPositions)
      if (Position < OutputFiles.getPosition(I))
        Owner = Index;
    if (!Asked.Outputs[Owner].File.empty())
      return contradiction("two --output for one --format");
    Asked.Outputs[Owner].File = OutputFiles[I];
  }
  if (count_if(Asked.Outputs, [](const Output &O) { return O.File.empty(); }) >
      1)
    return contradiction(
        "two formats for the standard output; put --output FILE after one");
  return Error::success();
}

Error readShard(Options &Asked) {
  if (ShardText.empty())
    return Error::success();
  auto [Number, Count] = StringRef(ShardText).split('/');
  if (Number.getAsInteger(10, Asked.Part.Number) ||
      Count.getAsInteger(10, Asked.Part.Count) || Asked.Part.Number == 0 ||
      Asked.Part.Number > Asked.Part.Count)
    return contradiction("--shard wants k/n with 1 <= k <= n, not '" +
                         ShardText + "'");
  return Error::success();
}

Error readColor(Options &Asked) {
  if (Color == "always")
    Asked.Color = true;
  else if (Color == "never")
    Asked.Color = false;
  else if (Color != "auto")
    return contradiction("--color wants auto, always or never, not '" + Color +
                         "'");
  return Error::success();
}

Error readOptions(Options &Asked) {
  Asked.BuildFolder = BuildFolder;
  Asked.Root = Root;
  Asked.Checks = Checks;
  Asked.ClangTidy = ClangTidy;
  Asked.Plugin = Plugin;
  Asked.Cache = Cache;
  Asked.Baseline = Baseline;
  Asked.NewFrom = NewFrom;
  Asked.ExtraArguments.assign(ExtraArguments.begin(), ExtraArguments.end());
  Asked.ExtraArgumentsBefore.assign(ExtraArgumentsBefore.begin(),
                                    ExtraArgumentsBefore.end());
  Asked.Jobs = Jobs;
  Asked.Timeout = Timeout;
  Asked.Fix = Fix;
  Asked.Diff = Diff;
  Asked.KeepGoing = KeepGoing;
  Asked.Skip = !NoSkip;
  Asked.Quiet = Quiet;
  if (Fix && Diff)
    return contradiction("--fix and --diff exclude each other");
  if (Checks.getNumOccurrences() && Checks.empty())
    return contradiction("--checks is empty");
  if (WithoutDatabase != "fail" && WithoutDatabase != "skip")
    return contradiction("--without-database wants fail or skip, not '" +
                         WithoutDatabase + "'");
  Asked.SkipWithoutDatabase = WithoutDatabase == "skip";
  std::optional<Level> Least = levelOf(FailOn);
  if (!Least)
    return contradiction("--fail-on wants note, warning or error, not '" +
                         FailOn + "'");
  Asked.FailOn = *Least;
  if (Error E = readOutputs(Asked))
    return E;
  if (Error E = readShard(Asked))
    return E;
  return readColor(Asked);
}

void printVersion(raw_ostream &Out) {
  Out << "nettidy " NETTIDY_VERSION " for LLVM " NETTIDY_LLVM_VERSION "\n";
}

Command chosenCommand() {
  const std::pair<cl::SubCommand *, Command> All[] = {
      {&CheckCommand, Command::Check},       {&MergeCommand, Command::Merge},
      {&BaselineCommand, Command::Baseline}, {&DoctorCommand, Command::Doctor},
      {&ExplainCommand, Command::Explain},   {&ModelsCommand, Command::Models},
      {&ListCommand, Command::ListChecks}};
  for (auto [Sub, What] : All)
    if (*Sub)
      return What;
  return Command::None;
}

} // namespace

std::optional<Format> formatOf(StringRef Name) {
  const std::pair<StringRef, Format> All[] = {
      {"text", Format::Text},     {"json", Format::Json},
      {"sarif", Format::Sarif},   {"gitlab", Format::GitLab},
      {"rdjson", Format::RdJson}, {"html", Format::Html}};
  for (auto [Text, Form] : All)
    if (Text == Name)
      return Form;
  return std::nullopt;
}

Expected<CommandLine> readCommandLine(int Count, const char **Arguments) {
  CommandLine Result;
  std::vector<const char *> Own(Arguments, Arguments + Count);
  auto Separator = llvm::find_if(
      Own, [](const char *Word) { return StringRef(Word) == "--"; });
  if (Separator != Own.end()) {
    Result.Asked.Flags.emplace(Separator + 1, Own.end());
    Own.erase(Separator, Own.end());
  }
  // The spelling of clang-tidy.
  for (const char *&Word : Own)
    if (StringRef(Word) == "--list-checks")
      Word = "list-checks";
  for (cl::SubCommand *Sub :
       {&CheckCommand, &MergeCommand, &BaselineCommand, &DoctorCommand,
        &ExplainCommand, &ModelsCommand, &ListCommand,
        &static_cast<cl::SubCommand &>(cl::SubCommand::getTopLevel())})
    cl::HideUnrelatedOptions(Category, *Sub);
  cl::SetVersionPrinter(printVersion);
  // Mistakes are told by the library, which then ends with 1: that would mean
  // findings.
  std::string Mistakes;
  raw_string_ostream Errors(Mistakes);
  if (!cl::ParseCommandLineOptions(Own.size(), Own.data(),
                                   "nettidy finds network mistakes in C and "
                                   "C++\n",
                                   &Errors)) {
    Errors.flush();
    errs() << Mistakes;
    std::exit(UsageError);
  }
  Result.What = chosenCommand();
  Result.Words.assign(Words.begin(), Words.end());
  Result.Asked.Paths = Result.Words;
  if (Error E = readOptions(Result.Asked))
    return std::move(E);
  return std::move(Result);
}

} // namespace nettidy::gate
