//===-- InfoCommands.cpp --------------------------------------------------===//
//
// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

///
/// \file
/// The commands that tell rather than do: doctor, explain, models, list-checks.
///
//===----------------------------------------------------------------------===//

#include "gate/CheckPages.h"
#include "gate/Commands.h"
#include "gate/CompileDatabase.h"
#include "gate/Files.h"
#include "gate/Formats.h"
#include "gate/Toolchain.h"
#include "model/EmbeddedModels.h"
#include "model/YamlTree.h"
#include "report/CheckName.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FormatVariadic.h"

using namespace llvm;

namespace nettidy::gate {
namespace {

StringRef impactName(Impact Harm) {
  switch (Harm) {
  case Impact::Waste:
    return "waste";
  case Impact::Stall:
    return "stall";
  case Impact::Leak:
    return "leak";
  case Impact::Danger:
    return "danger";
  }
  return "";
}

json::Object describe(const CheckPage &Page) {
  json::Array Weaknesses;
  for (unsigned Number : checkClass(Page.Name).Weaknesses)
    Weaknesses.push_back(Number);
  json::Object Result{{"name", Page.Name},
                      {"analyzerName", checkerName(Page.Name)},
                      {"summary", Page.summary()},
                      {"impact", impactName(checkClass(Page.Name).Harm)},
                      {"cwe", std::move(Weaknesses)}};
  std::string Url = checkUrl(Page.Name);
  if (!Url.empty())
    Result["url"] = Url;
  return Result;
}

const model::EmbeddedModel *embedded(StringRef Library) {
  for (const model::EmbeddedModel &M : model::embeddedModels())
    if (M.Library == Library)
      return &M;
  return nullptr;
}

/// Reads a model as the plugin does, with the embedded ones that it names.
bool isValid(StringRef File, std::string &Messages) {
  std::optional<std::string> Text = readFile(File);
  if (!Text) {
    Messages += (File + ": cannot be read\n").str();
    return false;
  }
  std::vector<model::ModelDiagnostic> Ignored, Problems;
  std::vector<std::unique_ptr<model::Library>> Others;
  std::vector<const model::Library *> Pointers;
  for (const model::EmbeddedModel &M : model::embeddedModels())
    if (StringRef(*Text).contains((M.Library + ".").str()))
      if (auto L = model::parseModel(M.Text, M.File, Ignored)) {
        Pointers.push_back(L.get());
        Others.push_back(std::move(L));
      }
  std::unique_ptr<model::Library> Read =
      model::parseModel(*Text, File, Problems, Pointers);
  for (const model::ModelDiagnostic &Problem : Problems)
    Messages += Problem.str() + "\n";
  if (Problems.empty() && Read)
    Messages +=
        formatv("{0}: the model of {1} is valid: {2} objects, {3} "
                "functions\n",
                File, Read->Name, Read->Objects.size(), Read->Functions.size());
  return Problems.empty() && Read;
}

std::string listModels() {
  std::string Text;
  for (const model::EmbeddedModel &M : model::embeddedModels()) {
    SmallVector<StringRef, 0> Headers;
    M.Headers.split(Headers, '\n', -1, /*KeepEmpty=*/false);
    Text += formatv("{0,-20} {1}{2}\n", M.Library,
                    join(ArrayRef<StringRef>(Headers).take_front(4), " "),
                    Headers.size() > 4 ? " ..." : "");
  }
  return Text;
}

} // namespace

Expected<ExitCode> runListChecks(const Options &Asked) {
  if (Asked.Outputs.front().Form == Format::Json) {
    json::Array Checks;
    for (const CheckPage &Page : checkPages())
      Checks.push_back(describe(Page));
    if (Error E = print(printJson(std::move(Checks))))
      return std::move(E);
    return Clean;
  }
  std::string Text;
  for (const CheckPage &Page : checkPages())
    Text += formatv("{0,-30} {1}\n", Page.Name, Page.summary());
  if (Error E = print(Text))
    return std::move(E);
  return Clean;
}

Expected<ExitCode> runExplain(const Options &Asked) {
  if (Asked.Paths.size() != 1)
    return usageError("explain wants the name of one check");
  StringRef Name = Asked.Paths.front();
  std::vector<StringRef> Names;
  for (const CheckPage &Page : checkPages()) {
    Names.push_back(Page.Name);
    if (Page.Name == Name || Page.Name.drop_front(4) == Name ||
        checkerName(Page.Name) == Name) {
      if (Error E = print(Page.Text.drop_front(Page.Text.find("\n")).ltrim()))
        return std::move(E);
      return Clean;
    }
  }
  StringRef Closest = model::closestWord(Name, Names);
  return usageError("no check is called '" + Name + "'" +
               (Closest.empty() ? Twine("")
                                : "; did you mean '" + Twine(Closest) + "'?"));
}

Expected<ExitCode> runModels(const Options &Asked) {
  ArrayRef<std::string> Words = Asked.Paths;
  StringRef Action = Words.empty() ? "list" : StringRef(Words.front());
  ArrayRef<std::string> Names = Words.empty() ? Words : Words.drop_front();
  std::string Text;
  bool Good = true;
  if (Action == "list") {
    Text = listModels();
  } else if (Action == "show" && Names.size() == 1) {
    const model::EmbeddedModel *Model = embedded(Names.front());
    if (!Model)
      return usageError("there is no model of '" + Names.front() +
                   "'; 'nettidy models list' names them all");
    Text = Model->Text.str();
  } else if (Action == "validate" && !Names.empty()) {
    for (const std::string &File : Names)
      Good &= isValid(File, Text);
  } else {
    return usageError("models wants list, show LIBRARY or validate FILE...");
  }
  if (Error E = print(Text))
    return std::move(E);
  return Good ? Clean : HasFindings;
}

Expected<ExitCode> runDoctor(const Options &Asked) {
  std::string Text =
      "nettidy     " NETTIDY_VERSION " for LLVM " NETTIDY_LLVM_VERSION "\n";
  Toolchain Tools(Asked.ClangTidy, Asked.Plugin);
  std::vector<Problem> Problems;
  bool Loads = Tools.prove(Problems);
  Text += formatv(
      "clang-tidy  {0} ({1})\nplugin      {2} ({3})\n", Tools.clangTidy(),
      Tools.version().empty() ? "does not run" : "LLVM " + Tools.version(),
      Tools.plugin(), Loads ? "loads" : "does not load");
  if (Loads) {
    size_t Own = count_if(Tools.checks(), [](StringRef Check) {
      return Check.take_front(4) == "net-";
    });
    TemporaryFolder Work;
    bool Found =
        !Work.path().empty() && Tools.findCanary(Work.path(), Problems);
    Text +=
        formatv("checks      {0} of nettidy, {1} in all\nsample      {2}\n",
                Own, Tools.checks().size(),
                Found ? "its defects are found" : "its defects are not found");
  }
  Text += formatv("models      {0}\n", model::embeddedModels().size());
  std::string Project = Asked.Paths.empty() ? "." : Asked.Paths.front();
  std::string Folder = Asked.BuildFolder.empty()
                           ? CompileDatabase::find(Project)
                           : Asked.BuildFolder;
  if (Folder.empty()) {
    Text += "database    none found; name its folder with -p\n";
    std::string Advice = CompileDatabase::advice(Project);
    if (!Advice.empty())
      Text += "            to make one: " + Advice + "\n";
  } else if (Expected<CompileDatabase> Database =
                 CompileDatabase::read(Folder)) {
    Text += formatv("database    {0}, {1} compile commands\n",
                    Database->folder(), Database->commands().size());
  } else {
    Problems.push_back({"", toString(Database.takeError()), ""});
  }
  for (const Problem &P : Problems) {
    Text += "error: " + P.Reason + "\n";
    if (!P.Command.empty())
      Text += "  to see it: " + P.Command + "\n";
  }
  if (Error E = print(Text))
    return std::move(E);
  return Problems.empty() ? Clean : Incomplete;
}

} // namespace nettidy::gate
