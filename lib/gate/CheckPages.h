//===-- CheckPages.h - What is known of each check ------------ -*- C++ -*-===//
//
// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef NETTIDY_LIB_GATE_CHECKPAGES_H
#define NETTIDY_LIB_GATE_CHECKPAGES_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"
#include <string>
#include <vector>

namespace nettidy::gate {

/// A page of docs/checks, compiled in.
struct CheckPage {
  llvm::StringRef Name; ///< `net-missing-timeout`
  llvm::StringRef Text; ///< Markdown

  /// Its first sentence.
  llvm::StringRef summary() const;
  /// The part below a heading, `Why it matters` for instance.
  std::string section(llvm::StringRef Heading) const;
};

/// In alphabetical order. The definition is generated at build time.
llvm::ArrayRef<CheckPage> checkPages();

/// The page of the HTML report, with `@DATA@` where its data goes.
llvm::StringRef htmlTemplate();

/// Null when there is no such check of ours.
const CheckPage *checkPage(llvm::StringRef Name);

/// How bad a finding is, for the tools that sort by it.
enum class Impact { Waste, Stall, Leak, Danger };

struct CheckClass {
  llvm::StringRef Name;
  Impact Harm;
  std::vector<unsigned> Weaknesses; ///< CWE numbers
};

/// What is common to all findings of a check; checks of others have a class of
/// no name.
const CheckClass &checkClass(llvm::StringRef Name);

/// Where the page of a check can be read; empty for others' checks.
std::string checkUrl(llvm::StringRef Name);

} // namespace nettidy::gate

#endif // NETTIDY_LIB_GATE_CHECKPAGES_H
