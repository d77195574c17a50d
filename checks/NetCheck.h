//===-- NetCheck.h - Base of all checks -------------------------*- C++ -*-===//
//
// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// A check, independent of its host. The clang-tidy module and the analyzer
/// plugin create one instance of each enabled check per translation unit.
///
//===----------------------------------------------------------------------===//

#ifndef NETTIDY_CHECKS_NETCHECK_H
#define NETTIDY_CHECKS_NETCHECK_H

#include "ast/TranslationUnit.h"
#include "path/ObjectEvents.h"
#include "report/Finding.h"

namespace nettidy {

/// A host's view of options: clang-tidy's CheckOptions or analyzer-config.
class OptionReader {
public:
  virtual ~OptionReader() = default;
  /// The option's text, or \p Default. Reading also announces the option to
  /// the host (`--dump-config`, analyzer option list).
  virtual std::string get(llvm::StringRef Name, llvm::StringRef Default) = 0;
  /// Reports a value that \p Name does not accept; the default then holds.
  virtual void reject(llvm::StringRef Name, llvm::StringRef Value,
                      llvm::StringRef Accepted) = 0;
  bool getBool(llvm::StringRef Name, bool Default);
};

class NetCheck : public path::ObjectEvents {
public:
  /// clang-tidy name, `net-missing-timeout`; static storage. The analyzer name
  /// is derived: `net.MissingTimeout`.
  virtual llvm::StringRef name() const = 0;
  /// One sentence for checker lists: the first of the check's page.
  virtual llvm::StringRef summary() const = 0;
  virtual void readOptions(OptionReader &) {}
  /// The AST half. \p Sink takes findings.
  virtual void checkTranslationUnit(TranslationUnit &, FindingSink &) {}
  /// Whether the check needs the path engine.
  virtual bool usesPaths() const { return false; }
};

} // namespace nettidy

#endif // NETTIDY_CHECKS_NETCHECK_H
