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

/// The place of a field of what stands at \p Base, as the engine itself writes
/// it when it evaluates `pointer->field`.
inline const clang::ento::MemRegion *
fieldPlace(clang::ento::ProgramStateRef State, const clang::FieldDecl *Field,
           const clang::ento::MemRegion *Base) {
#if CLANG_VERSION_MAJOR < 19
  if (const auto *Memory = llvm::dyn_cast<clang::ento::SymbolicRegion>(Base))
    Base = State->getStateManager().getStoreManager().GetElementZeroRegion(
        Memory, Memory->getSymbol()->getType()->getPointeeType());
#endif
  return State->getLValue(Field, clang::ento::loc::MemRegionVal(Base))
      .getAsRegion();
}

} // namespace nettidy::compat

#endif // NETTIDY_LIB_COMPAT_PATHCOMPAT_H
