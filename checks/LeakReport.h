//===-- LeakReport.h - What the leak checks have in common ------*- C++ -*-===//
//
// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef NETTIDY_CHECKS_LEAKREPORT_H
#define NETTIDY_CHECKS_LEAKREPORT_H

#include "NetCheck.h"
#include "path/ObjectState.h"

namespace nettidy {

struct ModelledSite;

/// Which check owns the leak of an object. Exactly one does.
enum class LeakOwner { Connection, Response, Timer };
LeakOwner leakOwner(const path::ObjectState &Object);

/// Which exceptions count as a way to skip a release.
enum class ThrowEvidence {
  Visible, ///< a throw expression on the path
  All,     ///< any call that may throw
  None,
};

/// Reads the option `Exceptions` (visible, all, none).
ThrowEvidence readThrowEvidence(OptionReader &Options);

/// Reports the leak at the acquisition of the object, unless \p Exceptions
/// exclude its cause.
void reportLeak(path::LeakEvent &Event, ThrowEvidence Exceptions);

/// True unless something else releases, in time, what \p A gives out at \p Site:
/// the library, a handler, or the end of the object that it is a child of.
bool isLeftToUs(TranslationUnit &TU, const ModelledSite &Site,
                const model::Acquire &A);

/// True when some object of this class lives as long as the process: then what
/// it holds goes with the process.
bool hasGlobalInstance(TranslationUnit &TU, const clang::RecordDecl *Record);

/// Reports objects that are acquired into a member and released nowhere, when
/// every place that could release them is visible. \p Check is the name that the
/// findings carry, \p Owner what it is responsible for.
void reportUnreleasedMembers(TranslationUnit &TU, llvm::StringRef Check,
                             LeakOwner Owner, FindingSink &Sink);

} // namespace nettidy

#endif // NETTIDY_CHECKS_LEAKREPORT_H
