//===-- LineHash.cpp ------------------------------------------------------===//
//
// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

///
/// \file
/// The hash that GitHub's upload action computes for each line, so that alerts
/// keep their identity when it is uploaded by other means. A rolling hash over
/// a window of 100 UTF-16 code units; the hash of a line is that of the window
/// that starts with it.
///
//===----------------------------------------------------------------------===//

#include "gate/SourceText.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/ConvertUTF.h"

using namespace llvm;

namespace nettidy::gate {
namespace {

constexpr unsigned WindowSize = 100;
constexpr uint64_t Factor = 37;

class LineHasher {
public:
  LineHasher() {
    for (unsigned I = 0; I < WindowSize; ++I)
      OldestFactor *= Factor;
  }

  void add(uint16_t Unit) {
    if (Unit == ' ' || Unit == '\t' || (AfterReturn && Unit == '\n')) {
      AfterReturn = false;
      return;
    }
    AfterReturn = Unit == '\r';
    if (AfterReturn)
      Unit = '\n';
    emit();
    if (AtLineStart)
      Lines[Index] = ++LineCount;
    AtLineStart = Unit == '\n';
    shift(Unit);
  }

  std::vector<std::string> finish() {
    add(EndMark);
    for (unsigned I = 0; I < WindowSize; ++I) {
      emit();
      shift(0);
    }
    return std::move(Hashes);
  }

private:
  static constexpr uint16_t EndMark = 65535;

  /// Once a line's first character is about to leave the window.
  void emit() {
    if (!Lines[Index])
      return;
    std::string Text = utohexstr(Hash, /*LowerCase=*/true);
    unsigned Count = ++Counts[Text];
    Hashes.resize(std::max<size_t>(Hashes.size(), Lines[Index]));
    Hashes[Lines[Index] - 1] = Text + ":" + std::to_string(Count);
    Lines[Index] = 0;
  }

  void shift(uint16_t Unit) {
    Hash = Factor * Hash + Unit - OldestFactor * Window[Index];
    Window[Index] = Unit;
    Index = (Index + 1) % WindowSize;
  }

  uint64_t Hash = 0, OldestFactor = 1;
  uint16_t Window[WindowSize] = {};
  unsigned Lines[WindowSize] = {}; ///< 0: no line starts here
  unsigned Index = 0, LineCount = 0;
  bool AtLineStart = true, AfterReturn = false;
  StringMap<unsigned> Counts;
  std::vector<std::string> Hashes;
};

} // namespace

std::vector<std::string> lineHashes(StringRef Text) {
  LineHasher Hasher;
  SmallVector<UTF16, 0> Units;
  if (convertUTF8ToUTF16String(Text, Units))
    for (UTF16 Unit : Units)
      Hasher.add(Unit);
  else
    for (unsigned char C : Text)
      Hasher.add(C);
  return Hasher.finish();
}

} // namespace nettidy::gate
