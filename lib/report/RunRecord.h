//===-- RunRecord.h - Evidence that a file was analysed ------- -*- C++ -*-===//
//
// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

///
/// \file
/// A gate must know that the plugin really ran, and on what. With the
/// environment variable NETTIDY_RECORD naming a file, each translation unit
/// appends one line of JSON to it: the checks that ran, every file that was
/// read with the hash of its text, and the files whose absence mattered, since
/// a file that appears there later would be included in place of another; and
/// which findings are hints, as clang-tidy has no level for them.
///
//===----------------------------------------------------------------------===//

#ifndef NETTIDY_LIB_REPORT_RUNRECORD_H
#define NETTIDY_LIB_REPORT_RUNRECORD_H

#include "clang/Basic/SourceLocation.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/ADT/StringSet.h"
#include <memory>
#include <string>
#include <vector>

namespace clang {
class Preprocessor;
class SourceManager;
} // namespace clang

namespace nettidy {

class RunRecord {
public:
  /// Starts to listen to the preprocessor; null when nobody asks for a record.
  static std::unique_ptr<RunRecord> start(clang::Preprocessor &PP);

  struct Outcome {
    std::string MainFile;
    std::vector<llvm::StringRef> Checks;
    bool HasModelledNames = false;
    /// Model and configuration files, read and looked for in vain.
    std::vector<std::string> Files, Absent;
    /// Check and place of the findings that are only hints.
    std::vector<std::pair<llvm::StringRef, clang::SourceLocation>> Hints;
  };
  /// Appends the line. A file that cannot be written stays short of it, and
  /// the gate takes the translation unit as not analysed.
  void finish(const clang::SourceManager &Sources, const Outcome &Result);

private:
  explicit RunRecord(llvm::StringRef Output) : Output(Output.str()) {}

  std::string Output;
  /// Filled by the preprocessor's callbacks, which may outlive this object.
  std::shared_ptr<llvm::StringSet<>> Candidates =
      std::make_shared<llvm::StringSet<>>();
};

/// The hash by which the gate compares texts.
std::string textHash(llvm::StringRef Text);

} // namespace nettidy

#endif // NETTIDY_LIB_REPORT_RUNRECORD_H
