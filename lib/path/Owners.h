//===-- Owners.h - Smart pointers, looked through ---------------*- C++ -*-===//
//
// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Library code is not inlined, so the engine models the standard owners
/// itself: std::unique_ptr and std::shared_ptr hold a value, give it out by
/// get(), `->`, `*` and release(), replace it by reset(), move it, and release
/// it when they die. A handle in an owner does not leak; its settings and
/// requests are followed like any other's. Models name further classes of the
/// kind, whose members may be called data(), take() and clear().
///
//===----------------------------------------------------------------------===//

#ifndef NETTIDY_LIB_PATH_OWNERS_H
#define NETTIDY_LIB_PATH_OWNERS_H

#include "model/Matcher.h"
#include "path/ObjectState.h"
#include "clang/StaticAnalyzer/Core/PathSensitive/CallEvent.h"
#include "clang/StaticAnalyzer/Core/PathSensitive/CheckerContext.h"

namespace nettidy::path {

/// True for a call of a member of a standard owner, or of std::make_unique and
/// std::make_shared.
bool isOwnerCall(const clang::ento::CallEvent &Call,
                 const model::Matcher &Match);
/// True when \p Class is a standard owner, or one of a model.
bool isOwnerClass(const clang::CXXRecordDecl *Class,
                  const model::Matcher &Match);

/// Evaluates a constructor, assignment or accessor of a standard owner. Returns
/// null when the call is left to the engine.
clang::ento::ProgramStateRef evalOwnerCall(const clang::ento::CallEvent &Call,
                                           clang::ento::CheckerContext &C,
                                           const model::Matcher &Match);

/// The owner's destructor runs: its object is released.
clang::ento::ProgramStateRef
ownerDestroyed(clang::ento::ProgramStateRef State,
               const clang::ento::MemRegion *Owner);

/// The object whose value an owner holds, a C++ object or a handle.
ObjectKey ownedObject(clang::ento::ProgramStateRef State,
                      clang::ento::SVal Value);

/// After make_unique or make_shared of a modelled class: the object in the new
/// owner. Null when the call makes none.
clang::ento::ProgramStateRef
makeOwned(const clang::ento::CallEvent &Call, clang::ento::CheckerContext &C,
          const model::Matcher &Match);

} // namespace nettidy::path

#endif // NETTIDY_LIB_PATH_OWNERS_H
