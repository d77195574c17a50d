//===-- CheckCommand.cpp --------------------------------------------------===//
//
// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "gate/Baseline.h"
#include "gate/Commands.h"
#include "gate/Files.h"
#include "gate/Fixes.h"
#include "gate/Formats.h"
#include "gate/Merge.h"
#include "gate/NewFrom.h"
#include "gate/Plan.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/raw_ostream.h"
#include <cstdlib>
#include <unistd.h>

using namespace llvm;

namespace nettidy::gate {

Error print(StringRef Text) {
  raw_fd_ostream &Out = outs();
  Out << Text;
  Out.flush();
  if (!Out.has_error())
    return Error::success();
  std::error_code Code = Out.error();
  Out.clear_error();
  return createStringError(Code, "cannot write to the standard output: %s",
                           Code.message().c_str());
}

static bool usesColor(const Options &Asked) {
  if (Asked.Color)
    return *Asked.Color;
  const char *Never = std::getenv("NO_COLOR");
  return !(Never && *Never) && ::isatty(STDOUT_FILENO);
}

static std::string formatAs(Format Form, const Report &R, const Quotes &Code,
                            bool Color) {
  switch (Form) {
  case Format::Text:
    return formatText(R, Code, Color);
  case Format::Json:
    return formatJson(R);
  case Format::Sarif:
    return formatSarif(R, Code);
  case Format::GitLab:
    return formatGitLab(R);
  case Format::RdJson:
    return formatRdJson(R);
  case Format::Html:
    return formatHtml(R, Code);
  }
  return "";
}

/// What can be seen to be in vain before the work is done.
static Error tryOutputs(const Options &Asked) {
  for (const Output &O : Asked.Outputs) {
    StringRef Folder = sys::path::parent_path(O.File);
    if (!Folder.empty() && !sys::fs::is_directory(Folder))
      return usageError("cannot write " + O.File + ": there is no folder " +
                        Folder);
  }
  if (Asked.Baseline.empty())
    return Error::success();
  return Baseline::read(Asked.Baseline).takeError();
}

Error writeOutputs(const Report &R, const Options &Asked, SourceTexts &Texts) {
  Quotes Code(Texts, R.Run.Root);
  Error Failures = Error::success();
  for (const Output &O : Asked.Outputs) {
    std::string Text =
        formatAs(O.Form, R, Code, O.File.empty() && usesColor(Asked));
    std::string Reason;
    // One that cannot be written does not keep the others from it.
    if (O.File.empty())
      Failures = joinErrors(std::move(Failures), print(Text));
    else if (!replaceFile(O.File, Text, &Reason))
      Failures = joinErrors(std::move(Failures),
                            usageError("cannot write " + O.File + ": " + Reason));
  }
  return Failures;
}

/// What is repaired does not count any more.
static Error applyFixes(Report &R, SourceTexts &Texts) {
  Fixes Found(R, Texts);
  if (Error E = Found.apply())
    return E;
  errs() << "nettidy: " << Found.findings() << " findings repaired in "
         << Found.files() << " files";
  if (Found.conflicts())
    errs() << "; " << Found.conflicts()
           << " more fixes overlap these: run it again";
  errs() << '\n';
  Found.removeRepaired(R);
  return Error::success();
}

Expected<ExitCode> conclude(Report &R, const Options &Asked,
                            SourceTexts &Texts) {
  if (!Asked.Baseline.empty()) {
    Expected<Baseline> Known = Baseline::read(Asked.Baseline);
    if (!Known)
      return Known.takeError();
    Known->apply(R);
  }
  Options Shown = Asked;
  if (Asked.Diff) {
    // The patch takes the standard output.
    erase_if(Shown.Outputs, [](const Output &O) { return O.File.empty(); });
    if (Error E = print(Fixes(R, Texts).diff()))
      return std::move(E);
  }
  if (Error E = writeOutputs(R, Shown, Texts))
    return std::move(E);
  if (Asked.Fix)
    if (Error E = applyFixes(R, Texts))
      return std::move(E);
  if (!Asked.Quiet || verdict(R, Asked) == Incomplete)
    errs() << summary(R);
  return verdict(R, Asked);
}

Expected<ExitCode> runCheck(const Options &Asked) {
  if (Error E = tryOutputs(Asked))
    return std::move(E);
  SourceTexts Texts;
  Expected<Report> R = Asked.NewFrom.empty() ? analyse(Asked, Texts)
                                             : analyseChange(Asked, Texts);
  if (!R && Asked.SkipWithoutDatabase && R.errorIsA<NoDatabase>()) {
    errs() << "nettidy: nothing was analysed: " << toString(R.takeError())
           << '\n';
    return Clean;
  }
  if (!R)
    return R.takeError();
  return conclude(*R, Asked, Texts);
}

Expected<ExitCode> runMerge(const Options &Asked) {
  if (Asked.Paths.empty())
    return createStringError(inconvertibleErrorCode(),
                             "merge wants the JSON reports of the parts");
  Report Whole;
  for (size_t I = 0; I < Asked.Paths.size(); ++I) {
    std::optional<std::string> Text = readFile(Asked.Paths[I]);
    Expected<Report> Part =
        Text ? parseJson(*Text)
             : createStringError(inconvertibleErrorCode(), "cannot be read");
    if (!Part)
      return createStringError(inconvertibleErrorCode(), "%s: %s",
                               Asked.Paths[I].c_str(),
                               toString(Part.takeError()).c_str());
    if (Error E = addPart(Whole, std::move(*Part), I == 0))
      return std::move(E);
  }
  addMissingParts(Whole);
  // The parts may come from machines with other folders.
  if (!sys::fs::is_directory(Whole.Run.Root))
    Whole.Run.Root = projectRoot(normalPath("."));
  SourceTexts Texts;
  return conclude(Whole, Asked, Texts);
}

} // namespace nettidy::gate
