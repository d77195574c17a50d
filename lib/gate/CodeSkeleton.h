//===-- CodeSkeleton.h - Code without layout ------------------ -*- C++ -*-===//
//
// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef NETTIDY_LIB_GATE_CODESKELETON_H
#define NETTIDY_LIB_GATE_CODESKELETON_H

#include "llvm/ADT/StringRef.h"
#include <string>
#include <vector>

namespace nettidy::gate {

/// The text of a file without comments, preprocessor lines and layout, and
/// which function each part of it belongs to.
class CodeSkeleton {
public:
  explicit CodeSkeleton(llvm::StringRef Source);

  /// From the last `;`, `{` or `}` before an offset up to the next.
  std::string statementAt(unsigned Offset) const;
  /// `ns::Class::method`; empty outside functions.
  std::string functionAt(unsigned Offset) const;

private:
  class Reader;
  enum class Conditional { Begin, Other, End }; ///< #if, #else, #endif
  void findFunctions();
  size_t indexOf(unsigned Offset) const;
  bool isBoundary(size_t Index) const;

  std::string Code;
  std::vector<unsigned> Offsets; ///< of each character in the source
  std::vector<bool> Literal;     ///< whether it stands in a literal
  /// Where in Code they stand.
  std::vector<std::pair<size_t, Conditional>> Conditionals;
  /// Where in Code another function (or none) begins.
  std::vector<std::pair<size_t, std::string>> Functions;
};

} // namespace nettidy::gate

#endif // NETTIDY_LIB_GATE_CODESKELETON_H
