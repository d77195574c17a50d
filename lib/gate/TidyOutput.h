//===-- TidyOutput.h - What clang-tidy exports ---------------- -*- C++ -*-===//
//
// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef NETTIDY_LIB_GATE_TIDYOUTPUT_H
#define NETTIDY_LIB_GATE_TIDYOUTPUT_H

#include "llvm/ADT/StringRef.h"
#include <optional>
#include <string>
#include <vector>

namespace nettidy::gate {

/// One message of clang-tidy's --export-fixes file; places are byte offsets.
struct TidyMessage {
  struct Range {
    std::string File;
    unsigned Offset = 0, Length = 0;
    std::string Text; ///< of a replacement
  };
  std::string Text, File;
  unsigned Offset = 0;
  std::vector<Range> Ranges, Replacements;
};

struct TidyDiagnostic {
  std::string Name, Level;
  TidyMessage Message;
  std::vector<TidyMessage> Notes;
  /// What the compiler itself could not accept.
  bool isFromCompiler() const {
    return llvm::StringRef(Name).take_front(17) == "clang-diagnostic-";
  }
  bool isCompileError() const { return Name == "clang-diagnostic-error"; }
};

/// Reads the text of such a file, which is empty when there is nothing to say.
/// Nothing when it is malformed, as after a full disk.
std::optional<std::vector<TidyDiagnostic>>
parseTidyOutput(llvm::StringRef Text);

} // namespace nettidy::gate

#endif // NETTIDY_LIB_GATE_TIDYOUTPUT_H
