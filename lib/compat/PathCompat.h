//===-- PathCompat.h - Analyzer interfaces that changed ---------*- C++ -*-===//
//
// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef NETTIDY_LIB_COMPAT_PATHCOMPAT_H
#define NETTIDY_LIB_COMPAT_PATHCOMPAT_H

#include "clang/Basic/Version.h"
#include "clang/StaticAnalyzer/Core/PathSensitive/CallEvent.h"
#include "clang/StaticAnalyzer/Core/PathSensitive/CheckerContext.h"

namespace nettidy::compat {

/// A fresh symbolic value of \p Type that \p Call brings forth. \p Tag tells
/// several values of one call apart.
inline clang::ento::DefinedOrUnknownSVal
conjure(clang::ento::CheckerContext &C, const clang::ento::CallEvent &Call,
        clang::QualType Type, const void *Tag) {
#if CLANG_VERSION_MAJOR >= 22
  return C.getSValBuilder().conjureSymbolVal(Call, Type, C.blockCount(), Tag);
#else
  return C.getSValBuilder().conjureSymbolVal(
      Tag, Call.getOriginExpr(), C.getLocationContext(), Type, C.blockCount());
#endif
}

/// True when \p R stands in a stack frame (variable, parameter, temporary).
inline bool onStack(const clang::ento::MemRegion *R,
                    clang::ento::ProgramStateRef State) {
#if CLANG_VERSION_MAJOR >= 22
  return R->hasMemorySpace<clang::ento::StackSpaceRegion>(State);
#else
  return llvm::isa<clang::ento::StackSpaceRegion>(R->getMemorySpace());
#endif
}

} // namespace nettidy::compat

#endif // NETTIDY_LIB_COMPAT_PATHCOMPAT_H
