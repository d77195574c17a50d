//===-- SourceText.cpp ----------------------------------------------------===//
//
// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "gate/SourceText.h"
#include "gate/CodeSkeleton.h"
#include "llvm/Support/MemoryBuffer.h"
#include <algorithm>

using namespace llvm;

namespace nettidy::gate {

struct SourceText::Skeleton : CodeSkeleton {
  using CodeSkeleton::CodeSkeleton;
};

SourceText::SourceText(std::string Content) : Text(std::move(Content)) {
  LineStarts.push_back(0);
  for (unsigned I = 0; I < Text.size(); ++I)
    if (Text[I] == '\n')
      LineStarts.push_back(I + 1);
}

std::pair<unsigned, unsigned> SourceText::position(unsigned Offset) const {
  Offset = std::min<unsigned>(Offset, Text.size());
  auto After = std::upper_bound(LineStarts.begin(), LineStarts.end(), Offset);
  unsigned Line = After - LineStarts.begin();
  return {Line, Offset - LineStarts[Line - 1] + 1};
}

StringRef SourceText::line(unsigned Number) const {
  if (Number == 0 || Number > LineStarts.size())
    return "";
  unsigned Start = LineStarts[Number - 1];
  StringRef Rest = StringRef(Text).drop_front(Start);
  return Rest.take_front(Rest.find('\n')).rtrim('\r');
}

unsigned SourceText::utf16Column(unsigned Line, unsigned Column) const {
  unsigned Units = 1;
  for (unsigned char C : line(Line).take_front(Column ? Column - 1 : 0)) {
    if ((C & 0xC0) != 0x80)
      ++Units;
    if (C >= 0xF0)
      ++Units;
  }
  return Units;
}

const SourceText::Skeleton &SourceText::skeleton() const {
  std::call_once(SkeletonMade,
                 [&] { Code = std::make_shared<Skeleton>(Text); });
  return *Code;
}

SourceText::Context SourceText::context(unsigned Offset) const {
  return {skeleton().functionAt(Offset), skeleton().statementAt(Offset)};
}

StringRef SourceText::lineHash(unsigned Line) const {
  std::call_once(HashesMade, [&] { Hashes = lineHashes(Text); });
  return Line && Line <= Hashes.size() ? StringRef(Hashes[Line - 1]) : "";
}

const SourceText *SourceTexts::get(StringRef Path) {
  std::lock_guard<std::mutex> Lock(Guard);
  auto [Entry, New] = Texts.try_emplace(Path);
  if (New)
    if (auto Buffer = MemoryBuffer::getFile(Path))
      Entry->second =
          std::make_unique<SourceText>((*Buffer)->getBuffer().str());
  return Entry->second.get();
}

} // namespace nettidy::gate
