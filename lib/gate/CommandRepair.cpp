//===-- CommandRepair.cpp -------------------------------------------------===//
//
// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "gate/CommandRepair.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Config/llvm-config.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"

using namespace llvm;

namespace nettidy::gate {
namespace {

using Words = std::vector<std::string>;

bool startsWith(StringRef Text, StringRef Start) {
  return Text.take_front(Start.size()) == Start;
}

bool endsWith(StringRef Text, StringRef End) {
  return Text.take_back(End.size()) == End;
}

/// `gcc`, `arm-none-eabi-g++-12`, `clang-cl.exe`, ...
bool isCompiler(StringRef Word) {
  StringRef Name = sys::path::filename(Word);
  Name.consume_back(".exe");
  StringRef Stem = Name.rtrim("0123456789.");
  if (Stem.size() != Name.size() && !Stem.consume_back("-"))
    Stem = Name;
  for (StringRef Compiler :
       {"cc", "c++", "gcc", "g++", "clang", "clang++", "clang-cl", "cl", "icc",
        "icpc", "icx", "icpx", "nvcc", "hipcc", "emcc", "em++", "armclang",
        "c89", "c99"})
    if (Stem == Compiler || endsWith(Stem, ("-" + Compiler).str()))
      return true;
  return false;
}

void leaveOutLauncher(CompileCommand &Command) {
  Words &All = Command.Arguments;
  for (size_t I = 0; I < All.size(); ++I) {
    if (isCompiler(All[I])) {
      All.erase(All.begin(), All.begin() + I);
      return;
    }
    // What follows are the compiler's own words, whatever it is called.
    if (I && (All[I] == "-c" || startsWith(All[I], "-I") ||
              normalPath(All[I], Command.Directory) == Command.File))
      return;
  }
}

/// Words with `-Xclang` before each are one option and its value as well.
struct Option {
  size_t First, Last; ///< positions of both
  std::string Value;
};

/// The option of this name that begins at a word, if one does.
std::optional<Option> optionAt(const Words &All, size_t I, StringRef Name) {
  size_t Step = All[I] == "-Xclang" ? 2 : 1;
  size_t At = I + Step - 1, Value = At + Step;
  if (Value >= All.size() || All[At] != Name ||
      (Step == 2 && All[At + 1] != "-Xclang"))
    return std::nullopt;
  return Option{I, Value, All[Value]};
}

/// The header that was precompiled.
std::string withoutPrecompiled(StringRef Name) {
  for (StringRef Extension : {".gch", ".pch"})
    if (Name.consume_back(Extension))
      break;
  return Name.str();
}

bool hasPrecompiled(StringRef Header, StringRef Directory) {
  for (StringRef Extension : {".gch", ".pch"})
    if (sys::fs::exists(normalPath((Header + Extension).str(), Directory)))
      return true;
  return false;
}

/// A precompiled header is read as the header that it was made of. With -Xclang,
/// Clang does not look for a precompiled one beside it.
void leaveOutPrecompiled(CompileCommand &Command) {
  Words Result, Headers;
  const Words &All = Command.Arguments;
  bool Changed = false;
  for (size_t I = 0; I < All.size(); ++I) {
    std::optional<Option> Header = optionAt(All, I, "-include");
    if (!Header)
      Header = optionAt(All, I, "-include-pch");
    if (!Header) {
      Result.push_back(All[I]);
      continue;
    }
    std::string Name = withoutPrecompiled(Header->Value);
    Changed |= Name != Header->Value || hasPrecompiled(Name, Command.Directory);
    if (!is_contained(Headers, Name))
      Headers.push_back(Name);
    I = Header->Last;
  }
  if (!Changed)
    return;
  for (const std::string &Name : Headers)
    Result.insert(Result.end(), {"-Xclang", "-include", "-Xclang", Name});
  Command.Arguments = std::move(Result);
}

/// The words that have something to do with what is compiled.
Words withoutOutputs(const CompileCommand &Command) {
  Words Result;
  for (size_t I = 0; I < Command.Arguments.size(); ++I) {
    StringRef Word = Command.Arguments[I];
    if (Word == "-o" || Word == "-MF" || Word == "-MT" || Word == "-MQ")
      ++I;
    else
      Result.push_back(Word.str());
  }
  return Result;
}

/// The newest that each supported version of Clang knows.
std::string newestStandard(StringRef Flag) {
  bool IsGnu = Flag.contains("gnu"), IsCxx = Flag.contains("++");
  return std::string("-std=") + (IsGnu ? "gnu" : "c") +
         (IsCxx ? LLVM_VERSION_MAJOR < 17 ? "++2b" : "++2c" : "2x");
}

constexpr StringLiteral WarningPrefix = "clang-diagnostic-";

} // namespace

void repairCommand(CompileCommand &Command) {
  leaveOutLauncher(Command);
  leaveOutPrecompiled(Command);
}

bool isOtherLanguage(const CompileCommand &Command) {
  constexpr StringLiteral Extensions =
      " .s .S .sx .asm .nasm .f .F .for .f77 .f90 .F90 .f95 .F95 .f03 .f08 "
      ".rc .res .swift .m .mm .go .rs .d .java .kt .cs .adb .ads .ispc .proto ";
  StringRef Language;
  for (size_t I = 0; I + 1 < Command.Arguments.size(); ++I) {
    StringRef Word = Command.Arguments[I];
    if (Word == "-x")
      Language = Command.Arguments[I + 1];
    else if (startsWith(Word, "-x"))
      Language = Word.drop_front(2);
  }
  if (!Language.empty() && Language != "none")
    return startsWith(Language, "assembler") || startsWith(Language, "objective") ||
           startsWith(Language, "f77") || startsWith(Language, "f95");
  StringRef Extension = sys::path::extension(Command.File);
  return !Extension.empty() && Extensions.contains((" " + Extension + " ").str());
}

bool isSameAnalysis(const CompileCommand &A, const CompileCommand &B) {
  return A.File == B.File && A.Directory == B.Directory &&
         withoutOutputs(A) == withoutOutputs(B);
}

std::string complaintOf(StringRef Name, StringRef Level, StringRef Message) {
  SmallVector<StringRef, 8> Quoted; // every other one stood in quotes
  Message.split(Quoted, '\'');
  auto Part = [&](size_t I) {
    return I < Quoted.size() ? Quoted[I] : StringRef();
  };
  if (Name != "clang-diagnostic-error") {
    // An error by default, which most other compilers only warn of.
    if (Level == "Error" && Name.consume_front(WarningPrefix))
      return ("-Wno-error=" + Name).str();
    return "";
  }
  if (startsWith(Message, "unknown argument") ||
      startsWith(Message, "unsupported option"))
    return Part(1).str();
  if (startsWith(Message, "invalid value"))
    return Part(3).str();
  if (startsWith(Message, "unsupported argument"))
    return (Part(3) + Part(1)).str();
  if (startsWith(Message, "unknown target CPU"))
    return ("cpu " + Part(1)).str();
  return "";
}

Words withoutComplaints(ArrayRef<std::string> Words, const Complaints &All) {
  gate::Words Result;
  for (const std::string &Word : Words) {
    StringRef Flag = Word;
    if (startsWith(Flag, "--std="))
      Flag = Flag.drop_front();
    auto [Option, Value] = Flag.split('=');
    bool IsCpu = Option == "-march" || Option == "-mcpu" || Option == "-mtune";
    if (IsCpu && All.count(("cpu " + Value).str()))
      continue;
    if (!All.count(Flag.str()) && !All.count(Word))
      Result.push_back(Word);
    else if (startsWith(Flag, "-std="))
      Result.push_back(newestStandard(Flag));
  }
  // What the project makes errors of does not stop it from being looked at.
  gate::Words Warnings{"-Wno-error"};
  for (const std::string &Complaint : All)
    if (startsWith(Complaint, "-Wno-error="))
      Warnings.push_back(Complaint);
  Result.insert(llvm::find(Result, "--"), Warnings.begin(), Warnings.end());
  return Result;
}

} // namespace nettidy::gate
