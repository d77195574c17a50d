//===-- Analyzer.h - Static analyzer API of LLVM 16 to 22 -------*- C++ -*-===//
//
// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// One inline function per difference between the supported LLVM versions,
/// newest first. The rest of the code has no version conditionals.
///
//===----------------------------------------------------------------------===//

#ifndef NETTIDY_LIB_COMPAT_ANALYZER_H
#define NETTIDY_LIB_COMPAT_ANALYZER_H

#include "clang/Frontend/CompilerInvocation.h"
#include "clang/StaticAnalyzer/Core/PathDiagnosticConsumers.h"
#include "clang/StaticAnalyzer/Core/PathSensitive/AnalysisManager.h"
#include "llvm/Config/llvm-config.h"
#include <memory>

namespace nettidy::compat {

/// An analysis manager that owns \p Consumer.
inline std::unique_ptr<clang::ento::AnalysisManager> makeAnalysisManager(
    clang::ASTContext &Context, clang::Preprocessor &PP,
    std::unique_ptr<clang::ento::PathDiagnosticConsumer> Consumer,
    clang::ento::CheckerManager &Checkers, clang::AnalyzerOptions &Options) {
  clang::ento::PathDiagnosticConsumers Consumers;
#if LLVM_VERSION_MAJOR >= 21
  Consumers.push_back(std::move(Consumer));
#else
  Consumers.push_back(Consumer.release());
#endif
  return std::make_unique<clang::ento::AnalysisManager>(
      Context, PP, std::move(Consumers), clang::ento::CreateRegionStoreManager,
      clang::ento::CreateRangeConstraintManager, &Checkers, Options);
}

/// The analyzer options of an invocation.
inline const clang::AnalyzerOptions &
analyzerOptions(const clang::CompilerInvocation &Invocation) {
#if LLVM_VERSION_MAJOR >= 17
  return Invocation.getAnalyzerOpts();
#else
  return *Invocation.getAnalyzerOpts();
#endif
}

} // namespace nettidy::compat

#endif // NETTIDY_LIB_COMPAT_ANALYZER_H
