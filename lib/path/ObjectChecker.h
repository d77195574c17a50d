//===-- ObjectChecker.h - Follows modelled objects along paths --*- C++ -*-===//
//
// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// The one modelling checker. Both hosts (the engine run inside clang-tidy, and
/// the analyzer plugin) register it and attach the enabled checks to it.
///
//===----------------------------------------------------------------------===//

#ifndef NETTIDY_LIB_PATH_OBJECTCHECKER_H
#define NETTIDY_LIB_PATH_OBJECTCHECKER_H

#include "ast/TranslationUnit.h"
#include "path/ObjectEvents.h"
#include "clang/StaticAnalyzer/Core/CheckerManager.h"
#include <functional>

namespace nettidy::path {

/// Registers the modelling checker with \p Mgr; call from the registration
/// callback of the (hidden) modelling checker. \p TU outlives \p Mgr.
/// \p KeepOut is told of library functions with bodies before they are called,
/// so that a host that decides about inlining can leave them alone.
void registerObjectChecker(clang::ento::CheckerManager &Mgr,
                           TranslationUnit &TU,
                           std::function<void(const clang::Decl *)> KeepOut = {});

/// Attaches one check; call from the registration callback of a checker that
/// depends on the modelling checker: its bug reports carry the current checker
/// name of \p Mgr. \p Reader outlives \p Mgr.
void attachReader(clang::ento::CheckerManager &Mgr, ObjectEvents &Reader);

/// True when \p Reader has reported something at \p Place, a location in no
/// macro, on some path so far.
bool hasReported(clang::ento::CheckerManager &Mgr, const ObjectEvents &Reader,
                 clang::SourceLocation Place);

} // namespace nettidy::path

#endif // NETTIDY_LIB_PATH_OBJECTCHECKER_H
