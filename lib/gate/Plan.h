//===-- Plan.h - Which files are analysed --------------------- -*- C++ -*-===//
//
// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef NETTIDY_LIB_GATE_PLAN_H
#define NETTIDY_LIB_GATE_PLAN_H

#include "gate/CompileDatabase.h"
#include "gate/Options.h"
#include "gate/Report.h"
#include "llvm/Support/Error.h"
#include "llvm/Support/raw_ostream.h"
#include <memory>
#include <optional>

namespace nettidy::gate {

/// One file to be analysed, with all its compile commands.
struct Unit {
  std::string File;
  /// Headers for whose sake it is analysed; when there are any, only findings
  /// in them are wanted.
  std::vector<std::string> OnlyIn;
};

struct Plan {
  std::string Root;
  std::optional<CompileDatabase> Database; ///< none: flags come from the user
  std::vector<Unit> Units;
  unsigned Generated = 0;
  unsigned OtherLanguages = 0; ///< neither C nor C++
  std::vector<Problem> Problems;
  std::vector<std::string> Warnings;
};

/// There is no compilation database: an error that a hook may want to pass
/// over.
class NoDatabase : public llvm::ErrorInfo<NoDatabase> {
public:
  static char ID;
  explicit NoDatabase(std::string Message) : Message(std::move(Message)) {}
  void log(llvm::raw_ostream &Out) const override { Out << Message; }
  std::error_code convertToErrorCode() const override {
    return llvm::inconvertibleErrorCode();
  }

private:
  std::string Message;
};

/// An error is one of usage: nothing there to analyse, no database, ...
llvm::Expected<Plan> makePlan(const Options &Asked);

/// The project that a path belongs to: the nearest folder above it with a
/// repository, else the working directory if the path is below it, else the path's
/// own folder.
std::string projectRoot(llvm::StringRef Path);

} // namespace nettidy::gate

#endif // NETTIDY_LIB_GATE_PLAN_H
