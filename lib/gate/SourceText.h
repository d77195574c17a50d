//===-- SourceText.h - A file as a report needs it ------------ -*- C++ -*-===//
//
// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef NETTIDY_LIB_GATE_SOURCETEXT_H
#define NETTIDY_LIB_GATE_SOURCETEXT_H

#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringRef.h"
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace nettidy::gate {

class SourceText {
public:
  explicit SourceText(std::string Text);

  llvm::StringRef text() const { return Text; }
  unsigned lines() const { return LineStarts.size(); }
  /// 1-based line and column of an offset.
  std::pair<unsigned, unsigned> position(unsigned Offset) const;
  /// A line without its end; 1-based.
  llvm::StringRef line(unsigned Number) const;
  /// 1-based column in UTF-16 code units, in which SARIF and editors count.
  unsigned utf16Column(unsigned Line, unsigned Column) const;
  unsigned lineStart(unsigned Line) const { return LineStarts[Line - 1]; }

  /// The statement at an offset and the function around it, without comments
  /// and layout. Found by counting braces: good enough to recognise code that
  /// has moved or was reformatted.
  struct Context {
    std::string Function, Code;
  };
  Context context(unsigned Offset) const;

  /// GitHub's hash of a line: of the 100 characters from its start on, blanks
  /// left out, and how often that hash came before.
  llvm::StringRef lineHash(unsigned Line) const;

private:
  struct Skeleton;
  const Skeleton &skeleton() const;

  std::string Text;
  std::vector<unsigned> LineStarts;
  mutable std::once_flag SkeletonMade, HashesMade;
  mutable std::shared_ptr<const Skeleton> Code;
  mutable std::vector<std::string> Hashes;
};

/// The files of a run, each read once.
class SourceTexts {
public:
  /// Null when the file cannot be read.
  const SourceText *get(llvm::StringRef Path);

private:
  std::mutex Guard;
  llvm::StringMap<std::unique_ptr<SourceText>> Texts;
};

/// The hashes of all lines of a text; see SourceText::lineHash.
std::vector<std::string> lineHashes(llvm::StringRef Text);

} // namespace nettidy::gate

#endif // NETTIDY_LIB_GATE_SOURCETEXT_H
