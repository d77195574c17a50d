//===-- UnclosedConnectionCheck.cpp ---------------------------------------===//
//
// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "UnclosedConnectionCheck.h"

namespace nettidy {

void UnclosedConnectionCheck::readOptions(OptionReader &Options) {
  Exceptions = readThrowEvidence(Options);
}

void UnclosedConnectionCheck::onLeak(path::LeakEvent &Event) {
  if (leakOwner(Event.Object) == LeakOwner::Connection)
    reportLeak(Event, Exceptions);
}

void UnclosedConnectionCheck::checkTranslationUnit(TranslationUnit &TU,
                                                   FindingSink &Sink) {
  reportUnreleasedMembers(TU, name(), LeakOwner::Connection, Sink);
}

} // namespace nettidy
