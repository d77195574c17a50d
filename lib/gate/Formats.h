//===-- Formats.h - The forms of a report --------------------- -*- C++ -*-===//
//
// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef NETTIDY_LIB_GATE_FORMATS_H
#define NETTIDY_LIB_GATE_FORMATS_H

#include "gate/Options.h"
#include "gate/SourceText.h"
#include "llvm/Support/Error.h"
#include "llvm/Support/JSON.h"

namespace nettidy::gate {

/// The code that a report quotes, by the paths that stand in it.
class Quotes {
public:
  Quotes(SourceTexts &Texts, llvm::StringRef Root)
      : Texts(Texts), Root(Root.str()) {}
  /// Null when there is no such file any more.
  const SourceText *get(llvm::StringRef ShownPath) const;

private:
  SourceTexts &Texts;
  std::string Root;
};

std::string formatText(const Report &R, const Quotes &Code, bool Color);
std::string formatJson(const Report &R);
std::string formatSarif(const Report &R, const Quotes &Code);
std::string formatGitLab(const Report &R);
std::string formatRdJson(const Report &R);
std::string formatHtml(const Report &R, const Quotes &Code);

/// The lines about the run as a whole, for a person.
std::string summary(const Report &R);

/// Reads what formatJson wrote.
llvm::Expected<Report> parseJson(llvm::StringRef Text);

/// Indented JSON with an end of line, the way all our files have it.
std::string printJson(llvm::json::Value Value);

} // namespace nettidy::gate

#endif // NETTIDY_LIB_GATE_FORMATS_H
