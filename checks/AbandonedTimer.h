//===-- AbandonedTimer.h - Owners that end before their timer ---*- C++ -*-===//
//
// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// A timer that is kept in a struct, with that struct as the data of its
/// handler, must be stopped before the struct is freed. Two checks ask: one
/// reports it, the other leaves it alone.
///
//===----------------------------------------------------------------------===//

#ifndef NETTIDY_CHECKS_ABANDONEDTIMER_H
#define NETTIDY_CHECKS_ABANDONEDTIMER_H

#include "ast/OwnerLife.h"
#include "ast/StorageFacts.h"
#include "ast/TranslationUnit.h"

namespace nettidy {

struct AbandonedTimer {
  const model::Object *Timer = nullptr;
  const clang::RecordDecl *Owner = nullptr;
  /// Where the handler is given its owner.
  const clang::Expr *Given = nullptr;
  /// Where the owner ends; Site is null for a destructor.
  OwnerLife::Release Release;
};

/// The visible end of the owner of the timers in \p Storage with no stop before
/// it; nothing when there is none, or when somebody may stop them.
std::optional<AbandonedTimer> abandonedTimer(TranslationUnit &TU,
                                             OwnerLife &Owners,
                                             const StorageClass &Storage);

/// True for a timer known by a number that stands in its owner's struct, whose
/// handler never ends it, that nothing in this file stops, although there is a
/// function that puts an end to its owner.
bool isKeptAsNumber(TranslationUnit &TU, const StorageClass &Storage,
                    const model::Arm &Arm, const clang::Expr *Site);

} // namespace nettidy

#endif // NETTIDY_CHECKS_ABANDONEDTIMER_H
