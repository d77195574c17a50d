//===-- ErrorLog.h - Where the compiler found errors ------------*- C++ -*-===//
//
// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef NETTIDY_LIB_REPORT_ERRORLOG_H
#define NETTIDY_LIB_REPORT_ERRORLOG_H

#include "clang/Basic/Diagnostic.h"
#include "clang/Basic/SourceLocation.h"
#include <memory>
#include <vector>

namespace nettidy {

/// Notes where the compiler reports errors, while its diagnostics go on to
/// their consumer unchanged. The syntax tree alone does not tell: a statement
/// that cannot be parsed simply is not in it.
class ErrorLog : private clang::DiagnosticConsumer {
public:
  /// Starts to listen.
  explicit ErrorLog(clang::DiagnosticsEngine &Diags);
  ~ErrorLog() override { stop(); }

  /// Puts the consumer back in its place.
  void stop();

  /// Expansion locations.
  llvm::ArrayRef<clang::SourceLocation> locations() const { return Locations; }

private:
  void BeginSourceFile(const clang::LangOptions &Language,
                       const clang::Preprocessor *PP) override;
  void EndSourceFile() override;
  void finish() override;
  bool IncludeInDiagnosticCounts() const override;
  void HandleDiagnostic(clang::DiagnosticsEngine::Level Level,
                        const clang::Diagnostic &Info) override;

  clang::DiagnosticsEngine &Diags;
  clang::DiagnosticConsumer *Consumer;
  std::unique_ptr<clang::DiagnosticConsumer> OwnedConsumer;
  bool FatalsWereErrors;
  unsigned ErrorLimit;
  unsigned ErrorCount = 0;
  bool Enough = false; ///< nothing more is passed on
  bool Listening = true;
  std::vector<clang::SourceLocation> Locations;
};

} // namespace nettidy

#endif // NETTIDY_LIB_REPORT_ERRORLOG_H
