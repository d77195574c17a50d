//===-- Cache.cpp ---------------------------------------------------------===//
//
// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "gate/Cache.h"
#include "gate/Files.h"
#include "report/RunRecord.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include <cstdlib>

using namespace llvm;

namespace nettidy::gate {
namespace {

/// First line of each entry; another layout gets another number.
constexpr const char *Header = "nettidy-cache 2";

/// Through these the environment reaches the compiler.
constexpr const char *Variables[] = {"CPATH",
                                     "C_INCLUDE_PATH",
                                     "CPLUS_INCLUDE_PATH",
                                     "GCC_EXEC_PREFIX",
                                     "CCC_OVERRIDE_OPTIONS",
                                     "COMPILER_PATH",
                                     "SDKROOT",
                                     "SYSROOT"};

/// Clang looks for the newest GCC, so that a new one changes the headers that
/// are found.
std::string installedCompilers() {
  std::string Result;
  for (StringRef Base : {"/usr/lib/gcc", "/usr/local/lib/gcc"}) {
    std::vector<std::string> Names;
    std::error_code Error;
    for (sys::fs::directory_iterator I(Base, Error), E; I != E && !Error;
         I.increment(Error)) {
      std::error_code Inner;
      for (sys::fs::directory_iterator J(I->path(), Inner); J != E && !Inner;
           J.increment(Inner))
        Names.push_back(J->path());
    }
    llvm::sort(Names);
    Result += join(Names, "\n") + "\n";
  }
  return Result;
}

} // namespace

FileStates::Kind FileStates::kind(StringRef Path) {
  {
    std::lock_guard<std::mutex> Lock(Guard);
    auto Known = Kinds.find(Path);
    if (Known != Kinds.end())
      return Known->second;
  }
  sys::fs::file_status Status;
  Kind Result = Kind::Nothing;
  if (!sys::fs::status(Path, Status) && sys::fs::exists(Status))
    Result = sys::fs::is_directory(Status) ? Kind::Folder : Kind::File;
  std::lock_guard<std::mutex> Lock(Guard);
  Kinds[Path] = Result;
  return Result;
}

bool FileStates::exists(StringRef Path) { return kind(Path) != Kind::Nothing; }
bool FileStates::isFolder(StringRef Path) { return kind(Path) == Kind::Folder; }

std::string FileStates::hash(StringRef Path) {
  {
    std::lock_guard<std::mutex> Lock(Guard);
    auto Known = Hashes.find(Path);
    if (Known != Hashes.end())
      return Known->second;
  }
  std::string Result;
  if (auto Buffer = MemoryBuffer::getFile(Path))
    Result = textHash((*Buffer)->getBuffer());
  std::lock_guard<std::mutex> Lock(Guard);
  Hashes[Path] = Result;
  return Result;
}

Cache::Cache(StringRef Folder, StringRef Common)
    : Folder(normalPath(Folder)), Common(Common.str()) {
  this->Common += "\n" + normalPath(".") + "\n" + installedCompilers();
  for (const char *Name : Variables)
    if (const char *Value = std::getenv(Name))
      this->Common += std::string(Name) + "=" + Value + "\n";
}

std::string Cache::path(StringRef Key) const {
  return Folder + "/" + Key.take_front(2).str() + "/" + Key.drop_front(2).str();
}

/// The command, and what it says of files: response files, precompiled headers
/// and overlays count by their text, folders of headers by whether they exist.
void Cache::addCommand(const CompileCommand &Command, std::string &Text) {
  Text += Command.Directory + "\n";
  bool IsOutput = false;
  for (StringRef Argument : Command.Arguments) {
    Text += Argument.str() + '\0';
    if (std::exchange(IsOutput, Argument == "-o" || Argument == "-MF" ||
                                    Argument == "-MT" || Argument == "-MQ"))
      continue;
    StringRef Name = Argument;
    Name.consume_front("@");
    if (Name.take_front(1) == "-") {
      for (StringRef Option : {"-I", "-isystem", "-iquote", "-idirafter"})
        Name.consume_front(Option);
      if (Name.contains('='))
        Name = Name.split('=').second;
    }
    if (Name.empty())
      continue;
    std::string Path = normalPath(Name, Command.Directory);
    if (Files.isFolder(Path))
      Text += "(folder)";
    else if (Path != Command.File && Files.exists(Path))
      Text += Files.hash(Path);
  }
  Text += "\n";
}

std::string Cache::key(const UnitContext &Context, const Unit &U,
                       ArrayRef<std::string> Arguments,
                       StringRef Configuration) {
  std::string Text = Common + "\n" + join(Arguments, StringRef("\0", 1)) +
                     "\n" + Configuration.str() + "\n";
  if (const auto &Database = Context.Planned.Database)
    for (unsigned Index : Database->commandsOf(U.File))
      addCommand(Database->commands()[Index], Text);
  if (Context.Asked.Flags)
    addCommand({normalPath("."), U.File, *Context.Asked.Flags}, Text);
  return textHash(Text);
}

bool Cache::holds(const Evidence &Seen) {
  for (const auto &[File, Hash] : Seen.Files)
    if (Files.hash(File) != Hash)
      return false;
  for (const std::string &File : Seen.Absent)
    if (Files.exists(File))
      return false;
  return true;
}

std::optional<UnitOutput> Cache::find(StringRef Key) {
  std::optional<std::string> Entry = readFile(path(Key));
  if (!Entry)
    return std::nullopt;
  auto [First, Rest] = StringRef(*Entry).split('\n');
  auto [Hash, Content] = Rest.split('\n');
  if (First != Header || Hash != textHash(Content))
    return std::nullopt;
  auto [Size, Texts] = Content.split('\n');
  size_t EvidenceSize = 0;
  if (Size.getAsInteger(10, EvidenceSize) || EvidenceSize > Texts.size())
    return std::nullopt;
  UnitOutput Result{Texts.drop_front(EvidenceSize).str(),
                    Texts.take_front(EvidenceSize).str()};
  std::optional<Evidence> Seen = parseEvidence(Result.Evidence);
  if (!Seen || !holds(*Seen))
    return std::nullopt;
  return Result;
}

bool Cache::store(StringRef Key, const UnitOutput &Output) {
  std::string Content = std::to_string(Output.Evidence.size()) + "\n" +
                        Output.Evidence + Output.Fixes;
  std::string Path = path(Key);
  if (sys::fs::create_directories(sys::path::parent_path(Path)))
    return false;
  return replaceFile(Path, std::string(Header) + "\n" + textHash(Content) +
                               "\n" + Content);
}

} // namespace nettidy::gate
