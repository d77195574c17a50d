//===-- RunRecord.cpp -----------------------------------------------------===//
//
// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "report/RunRecord.h"
#include "compat/IncludeCallbacks.h"
#include "clang/Lex/HeaderSearch.h"
#include "clang/Lex/Preprocessor.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/JSON.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/raw_ostream.h"
#include <cstdlib>

using namespace clang;
using namespace llvm;

namespace nettidy {
namespace {

/// Collects the places where an included file was looked for before it was
/// found.
class LookupListener : public compat::IncludeCallbacks {
public:
  LookupListener(Preprocessor &PP, std::shared_ptr<StringSet<>> Candidates)
      : PP(PP), Candidates(std::move(Candidates)) {}

  void included(SourceLocation Where, StringRef Name, bool IsAngled, bool Found,
                StringRef SearchPath) override {
    // Of one header included from many places, each search is looked at once.
    std::string Includer = IsAngled ? "" : includerFolder(Where);
    if (!Seen.insert((Includer + "\n" + Name).str()).second ||
        sys::path::is_absolute(Name))
      return;
    if (!IsAngled && !Includer.empty()) {
      if (Found && SearchPath == StringRef(Includer))
        return;
      add(Includer, Name);
    }
    const HeaderSearch &Search = PP.getHeaderSearchInfo();
    for (auto I = IsAngled ? Search.angled_dir_begin()
                           : Search.search_dir_begin(),
              E = Search.search_dir_end();
         I != E; ++I) {
      if (Found && I->getName() == SearchPath)
        return;
      if (I->isNormalDir())
        add(I->getName(), Name);
    }
  }

  void HasInclude(SourceLocation Where, StringRef Name, bool IsAngled,
                  OptionalFileEntryRef File,
                  SrcMgr::CharacteristicKind) override {
    if (!File)
      included(Where, Name, IsAngled, /*Found=*/false, "");
  }

private:
  std::string includerFolder(SourceLocation Where) {
    const SourceManager &Sources = PP.getSourceManager();
    StringRef File = Sources.getFilename(Sources.getExpansionLoc(Where));
    StringRef Folder = sys::path::parent_path(File);
    return Folder.empty() ? "." : Folder.str();
  }

  void add(StringRef Folder, StringRef Name) {
    SmallString<256> Path(Folder);
    sys::path::append(Path, Name);
    Candidates->insert(Path);
  }

  Preprocessor &PP;
  std::shared_ptr<StringSet<>> Candidates;
  StringSet<> Seen;
};

std::string absolute(const SourceManager &Sources, StringRef Name) {
  SmallString<256> Path(Name);
  Sources.getFileManager().makeAbsolutePath(Path);
  sys::path::remove_dots(Path);
  return Path.str().str();
}

} // namespace

std::unique_ptr<RunRecord> RunRecord::start(Preprocessor &PP) {
  const char *Output = std::getenv("NETTIDY_RECORD");
  if (!Output || !*Output)
    return nullptr;
  std::unique_ptr<RunRecord> Record(new RunRecord(Output));
  PP.addPPCallbacks(std::make_unique<LookupListener>(PP, Record->Candidates));
  return Record;
}

void RunRecord::finish(const SourceManager &Sources, const Outcome &Result) {
  json::Array Files, Absent, Checks;
  auto AddFile = [&](StringRef Name, StringRef Text) {
    std::string Path = absolute(Sources, Name);
    // Names such as <built-in> are no files.
    if (sys::fs::exists(Path))
      Files.push_back(json::Array{Path, textHash(Text)});
  };
  compat::forEachFileRead(Sources, AddFile);
  for (const std::string &Name : Result.Files)
    if (auto Buffer = MemoryBuffer::getFile(Name))
      AddFile(Name, (*Buffer)->getBuffer());
  auto AddAbsent = [&](StringRef Name) {
    std::string Path = absolute(Sources, Name);
    // What exists was passed over for a reason, `#include_next` for instance.
    if (!sys::fs::exists(Path))
      Absent.push_back(Path);
  };
  for (const auto &Candidate : *Candidates)
    AddAbsent(Candidate.getKey());
  for (const std::string &Name : Result.Absent)
    AddAbsent(Name);
  for (StringRef Check : Result.Checks)
    Checks.push_back(Check);
  json::Array Hints;
  for (auto [Check, Where] : Result.Hints) {
    SourceLocation L = Sources.getExpansionLoc(Where);
    Hints.push_back(json::Array{Check,
                                absolute(Sources, Sources.getFilename(L)),
                                Sources.getFileOffset(L)});
  }
  json::Object Line{{"file", absolute(Sources, Result.MainFile)},
                    {"checks", std::move(Checks)},
                    {"modelled", Result.HasModelledNames},
                    {"files", std::move(Files)},
                    {"absent", std::move(Absent)},
                    {"hints", std::move(Hints)}};
  std::error_code Error;
  raw_fd_ostream Out(Output, Error, sys::fs::OF_Append);
  if (Error)
    return;
  Out << json::Value(std::move(Line)) << '\n';
  Out.close();
  // The stream would otherwise end the program on a full disk.
  Out.clear_error();
}

} // namespace nettidy
