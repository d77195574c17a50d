//===-- TidyOutput.cpp ----------------------------------------------------===//
//
// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "gate/TidyOutput.h"
#include "gate/CompileDatabase.h"
#include "llvm/Support/SourceMgr.h"
#include "llvm/Support/YAMLTraits.h"

using namespace llvm;

namespace {

struct TidyFile {
  std::string MainSourceFile;
  std::vector<nettidy::gate::TidyDiagnostic> Diagnostics;
};

} // namespace

LLVM_YAML_IS_SEQUENCE_VECTOR(nettidy::gate::TidyMessage)
LLVM_YAML_IS_SEQUENCE_VECTOR(nettidy::gate::TidyMessage::Range)
LLVM_YAML_IS_SEQUENCE_VECTOR(nettidy::gate::TidyDiagnostic)

namespace llvm::yaml {

// A file holds some keys or others with each version of clang-tidy, hence the
// optional ones; unknown ones are skipped.
template <> struct MappingTraits<nettidy::gate::TidyMessage::Range> {
  static void mapping(IO &Io, nettidy::gate::TidyMessage::Range &R) {
    Io.mapRequired("FilePath", R.File);
    // A replacement has `Offset`, a range `FileOffset`.
    Io.mapOptional("Offset", R.Offset);
    Io.mapOptional("FileOffset", R.Offset);
    Io.mapRequired("Length", R.Length);
    Io.mapOptional("ReplacementText", R.Text);
  }
};

template <> struct MappingTraits<nettidy::gate::TidyMessage> {
  static void mapping(IO &Io, nettidy::gate::TidyMessage &M) {
    Io.mapRequired("Message", M.Text);
    Io.mapOptional("FilePath", M.File);
    Io.mapOptional("FileOffset", M.Offset);
    Io.mapOptional("Replacements", M.Replacements);
    Io.mapOptional("Ranges", M.Ranges);
  }
};

template <> struct MappingTraits<nettidy::gate::TidyDiagnostic> {
  static void mapping(IO &Io, nettidy::gate::TidyDiagnostic &D) {
    Io.mapRequired("DiagnosticName", D.Name);
    Io.mapRequired("DiagnosticMessage", D.Message);
    Io.mapOptional("Notes", D.Notes);
    Io.mapOptional("Level", D.Level);
    std::string BuildDirectory;
    Io.mapOptional("BuildDirectory", BuildDirectory);
    makeAbsolute(D.Message, BuildDirectory);
    for (nettidy::gate::TidyMessage &Note : D.Notes)
      makeAbsolute(Note, BuildDirectory);
  }

  static void makeAbsolute(nettidy::gate::TidyMessage &M, StringRef Folder) {
    if (!M.File.empty())
      M.File = nettidy::gate::normalPath(M.File, Folder);
    for (auto *Ranges : {&M.Ranges, &M.Replacements})
      for (nettidy::gate::TidyMessage::Range &R : *Ranges)
        R.File = nettidy::gate::normalPath(R.File, Folder);
  }
};

template <> struct MappingTraits<TidyFile> {
  static void mapping(IO &Io, TidyFile &D) {
    Io.mapRequired("MainSourceFile", D.MainSourceFile);
    Io.mapRequired("Diagnostics", D.Diagnostics);
  }
};

} // namespace llvm::yaml

namespace nettidy::gate {

std::optional<std::vector<TidyDiagnostic>> parseTidyOutput(StringRef Text) {
  if (Text.empty())
    return std::vector<TidyDiagnostic>();
  // The last line shows that the file was written to its end.
  if (!Text.rtrim().ends_with_insensitive("..."))
    return std::nullopt;
  TidyFile Result;
  yaml::Input In(Text, nullptr, [](const SMDiagnostic &, void *) {});
  In.setAllowUnknownKeys(true);
  In >> Result;
  if (In.error())
    return std::nullopt;
  return std::move(Result.Diagnostics);
}

} // namespace nettidy::gate
