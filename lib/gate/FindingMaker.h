//===-- FindingMaker.h - From diagnostics to findings --------- -*- C++ -*-===//
//
// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef NETTIDY_LIB_GATE_FINDINGMAKER_H
#define NETTIDY_LIB_GATE_FINDINGMAKER_H

#include "gate/CompileDatabase.h"
#include "gate/Report.h"
#include "gate/SourceText.h"
#include "gate/TidyOutput.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringSet.h"

namespace nettidy::gate {

/// Collects the findings of all translation units: each once, with places that
/// a reader understands and an identity that outlives edits.
class FindingMaker {
public:
  FindingMaker(llvm::StringRef Root, SourceTexts &Texts, Report &Result)
      : Root(Root.str()), RealRoot(realPath(Root)), Texts(Texts),
        Result(Result) {}

  /// \p OnlyIn: the files in which findings are wanted; all, when empty.
  void add(TidyDiagnostic D, llvm::ArrayRef<std::string> OnlyIn);

  /// Sorts the findings and gives them their fingerprints.
  void finish();

  /// The name of a file of the project, whatever symbolic links lead to it.
  std::string inProject(llvm::StringRef File);

private:
  void nameInProject(TidyMessage &M);
  Place place(llvm::StringRef File, unsigned Offset, unsigned Length);
  std::string shown(llvm::StringRef File) const;
  void readNames();
  llvm::StringRef libraryOfName(llvm::StringRef Code) const;
  llvm::StringRef libraryOfMethod(llvm::StringRef Code) const;
  std::string libraryOf(const Finding &F);

  std::string Root, RealRoot;
  SourceTexts &Texts;
  Report &Result;
  llvm::StringSet<> Seen;
  llvm::StringMap<std::string> OtherNames;
  llvm::StringMap<llvm::StringRef> Libraries; ///< by modelled names
  llvm::StringMap<llvm::StringRef> Methods;   ///< by their last components
};

/// The path of a finding's file on this machine.
std::string absolutePath(llvm::StringRef Shown, llvm::StringRef Root);

} // namespace nettidy::gate

#endif // NETTIDY_LIB_GATE_FINDINGMAKER_H
