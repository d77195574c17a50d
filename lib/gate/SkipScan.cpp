//===-- SkipScan.cpp ------------------------------------------------------===//
//
// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "gate/SkipScan.h"
#include "gate/Files.h"
#include "model/EmbeddedModels.h"
#include "model/ProjectConfig.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include <cstdlib>

using namespace llvm;

namespace nettidy::gate {
namespace {

/// Headers of the standard libraries of C and C++: what they declare must be
/// named by whoever uses it, and none of their macros hides a modelled name.
constexpr StringLiteral StandardHeaders =
    "assert.h complex.h ctype.h errno.h fenv.h float.h inttypes.h "
    "iso646.h limits.h locale.h math.h setjmp.h signal.h stdalign.h "
    "stdarg.h stdatomic.h stdbool.h stddef.h stdint.h stdio.h stdlib.h "
    "stdnoreturn.h string.h strings.h tgmath.h threads.h time.h uchar.h "
    "wchar.h wctype.h unistd.h fcntl.h pthread.h dirent.h sys/types.h "
    "sys/stat.h sys/time.h algorithm any array atomic barrier bit "
    "bitset cassert ccomplex cctype cerrno cfenv cfloat charconv chrono "
    "cinttypes ciso646 climits clocale cmath codecvt compare complex "
    "concepts condition_variable coroutine csetjmp csignal cstdalign "
    "cstdarg cstdbool cstddef cstdint cstdio cstdlib cstring ctgmath "
    "ctime cuchar cwchar cwctype deque exception execution expected "
    "filesystem flat_map flat_set format forward_list fstream "
    "functional future generator initializer_list iomanip ios iosfwd "
    "iostream istream iterator latch limits list locale map mdspan "
    "memory memory_resource mutex new numbers numeric optional ostream "
    "print queue random ranges ratio regex scoped_allocator semaphore "
    "set shared_mutex source_location span spanstream sstream stack "
    "stacktrace stdexcept stdfloat stop_token streambuf string "
    "string_view strstream syncstream system_error thread tuple "
    "type_traits typeindex typeinfo unordered_map unordered_set utility "
    "valarray variant vector version ";

bool isStandardHeader(StringRef Name) {
  static const StringSet<> Known = [] {
    StringSet<> Names;
    SmallVector<StringRef, 0> Words;
    SplitString(StandardHeaders, Words);
    for (StringRef Word : Words)
      Names.insert(Word);
    return Names;
  }();
  return Known.contains(Name);
}

bool isWordStart(char C) { return isAlpha(C) || C == '_'; }
bool isWordPart(char C) { return isAlnum(C) || C == '_'; }

} // namespace

void SkipScan::addName(StringRef Canonical) {
  SmallVector<StringRef, 8> Parts;
  Canonical.split(Parts, "::");
  // Of a pattern such as `*::Stub::*`, the last word that is one.
  while (!Parts.empty() && Parts.back() == "*")
    Parts.pop_back();
  if (Parts.empty()) {
    Hopeless = true;
    return;
  }
  StringRef Last = Parts.back().ltrim('~');
  if (Last.contains('*'))
    Globs.push_back(Last.str());
  else if (Last.take_front(8) == "operator" && Parts.size() > 1)
    Words.insert(Parts[Parts.size() - 2]);
  else
    Words.insert(Last);
}

SkipScan::SkipScan(const Plan &Planned) : Planned(Planned) {
  for (const model::EmbeddedModel &M : model::embeddedModels()) {
    SmallVector<StringRef, 0> Names;
    M.Names.split(Names, '\n', -1, /*KeepEmpty=*/false);
    for (StringRef Name : Names)
      addName(Name);
  }
}

/// False when the project's models cannot be read here.
bool SkipScan::addProjectModels(StringRef Source) {
  std::vector<model::ModelDiagnostic> Problems;
  model::ProjectConfig Config = model::findProjectConfig(Source, Problems);
  if (!Problems.empty())
    return false;
  if (Config.Models.empty() || !ProjectConfigs.insert(Config.File).second)
    return true;
  for (const std::string &File : Config.Models) {
    std::optional<std::string> Text = readFile(File);
    if (!Text)
      return false;
    // Any word of it may be a name: more than needed, never less.
    StringRef Rest = *Text;
    while (!Rest.empty()) {
      Rest = Rest.drop_until(isWordStart);
      StringRef Word = Rest.take_while(isWordPart);
      Rest = Rest.drop_front(Word.size());
      Words.insert(Word);
    }
  }
  // Files were judged without these.
  Files.clear();
  return true;
}

bool SkipScan::isModelled(StringRef Word) const {
  return Words.contains(Word) ||
         any_of(Globs, [&](StringRef Glob) { return matchesGlob(Glob, Word); });
}

const SkipScan::FileFacts &SkipScan::factsOf(StringRef File) {
  auto [Entry, New] = Files.try_emplace(File);
  FileFacts &Facts = Entry->second;
  if (!New)
    return Facts;
  std::optional<std::string> Read = readFile(File);
  if (!Read) {
    Facts.Suspect = true;
    return Facts;
  }
  StringRef Text = *Read;
  // Names that are put together, or spelt in another way.
  for (StringRef Sign : {"##", "%:", "\\u", "\\U", "?\?"})
    Facts.Suspect |= Text.contains(Sign);
  for (size_t I = Text.find("\\\n");
       I != StringRef::npos && I && I + 2 < Text.size();
       I = Text.find("\\\n", I + 1))
    Facts.Suspect |= isWordPart(Text[I - 1]) && isWordPart(Text[I + 2]);
  bool LineStart = true;
  for (size_t I = 0; I < Text.size() && !Facts.Suspect;) {
    char C = Text[I];
    if (C == '\n') {
      LineStart = true;
      ++I;
    } else if (isWordStart(C)) {
      StringRef Word = Text.drop_front(I).take_while(isWordPart);
      Facts.Suspect = isModelled(Word) ||
                      (LineStart && (Word == "import" || Word == "module"));
      LineStart = false;
      I += Word.size();
    } else if (C == '#' && LineStart) {
      StringRef Line = Text.drop_front(I + 1);
      Line = Line.take_front(Line.find('\n')).ltrim();
      // Relatives of #include that are not followed.
      for (StringRef Other : {"import", "embed"})
        Facts.Suspect |= Line.take_front(Other.size()) == Other;
      if (Line.consume_front("include")) {
        Line.consume_front("_next");
        Line = Line.ltrim();
        bool Quoted = Line.consume_front("\"");
        if (!Quoted && !Line.consume_front("<"))
          Facts.Suspect = true; // a macro names the file
        else
          Facts.Includes.emplace_back(
              Line.take_front(Line.find(Quoted ? '"' : '>')).str(), Quoted);
        // The name of a file is no use of what it may be called like.
        I = std::min(Text.find('\n', I), Text.size());
      } else {
        LineStart = false;
        ++I;
      }
    } else {
      LineStart &= isSpace(C);
      ++I;
    }
  }
  return Facts;
}

std::string SkipScan::resolve(StringRef Name, bool Quoted, StringRef Includer,
                              ArrayRef<std::string> Folders) {
  std::vector<std::string> Candidates;
  if (Quoted)
    Candidates.push_back(sys::path::parent_path(Includer).str());
  append_range(Candidates, Folders);
  for (const std::string &Folder : Candidates) {
    std::string Path = normalPath(Name, Folder);
    auto [Entry, New] = Existing.try_emplace(Path, false);
    if (New)
      Entry->second = sys::fs::is_regular_file(Path);
    if (Entry->second)
      return Path;
  }
  return "";
}

bool SkipScan::isSuspect(const CompileCommand &Command,
                         std::vector<std::string> &FilesRead) {
  std::vector<std::string> Folders;
  std::vector<std::string> Pending{Command.File};
  for (size_t I = 1; I < Command.Arguments.size(); ++I) {
    StringRef Argument = Command.Arguments[I];
    // More is read than the command says.
    for (StringRef Option :
         {"@", "-include", "--include", "-imacros", "-iwithprefix",
          "-cxx-isystem", "-F", "-Xclang", "-Wp,", "-fmodule"})
      if (Argument.take_front(Option.size()) == Option)
        return true;
    bool IsFolder = false;
    for (StringRef Option : {"-I", "-isystem", "-iquote", "-idirafter"}) {
      StringRef Folder = Argument;
      if (!Folder.consume_front(Option))
        continue;
      IsFolder = true;
      if (Folder.empty() && I + 1 < Command.Arguments.size())
        Folder = Command.Arguments[++I];
      Folders.push_back(normalPath(Folder, Command.Directory));
      break;
    }
    if (IsFolder || Argument.take_front(2) != "-D")
      continue;
    for (StringRef Rest = Argument.drop_front(2); !Rest.empty();) {
      Rest = Rest.drop_until(isWordStart);
      StringRef Word = Rest.take_while(isWordPart);
      Rest = Rest.drop_front(Word.size());
      if (isModelled(Word))
        return true;
    }
  }
  StringSet<> Seen;
  while (!Pending.empty()) {
    std::string File = std::move(Pending.back());
    Pending.pop_back();
    if (!Seen.insert(File).second)
      continue;
    const FileFacts &Facts = factsOf(File);
    if (Facts.Suspect)
      return true;
    for (const auto &[Name, Quoted] : Facts.Includes) {
      std::string Path = resolve(Name, Quoted, File, Folders);
      if (!Path.empty())
        Pending.push_back(std::move(Path));
      else if (!isStandardHeader(Name))
        return true;
    }
  }
  for (const auto &File : Seen)
    FilesRead.push_back(File.getKey().str());
  return false;
}

bool SkipScan::canSkip(const Unit &U, const TidyConfig &Configuration,
                       std::vector<std::string> &FilesRead) {
  // Folders of headers may also come from the environment.
  for (const char *Name : {"CPATH", "C_INCLUDE_PATH", "CPLUS_INCLUDE_PATH"})
    if (std::getenv(Name))
      return false;
  // Models that clang-tidy's configuration names are found by clang-tidy only.
  if (!Planned.Database ||
      StringRef(Configuration.Identity).contains("ExtraModels") ||
      !addProjectModels(U.File) || Hopeless)
    return false;
  for (unsigned Index : Planned.Database->commandsOf(U.File))
    if (isSuspect(Planned.Database->commands()[Index], FilesRead))
      return false;
  return true;
}

} // namespace nettidy::gate
