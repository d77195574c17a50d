//===-- UnclosedResponseCheck.cpp -----------------------------------------===//
//
// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "UnclosedResponseCheck.h"

namespace nettidy {

void UnclosedResponseCheck::readOptions(OptionReader &Options) {
  Exceptions = readThrowEvidence(Options);
}

void UnclosedResponseCheck::onLeak(path::LeakEvent &Event) {
  if (leakOwner(Event.Object) == LeakOwner::Response)
    reportLeak(Event, Exceptions);
}

void UnclosedResponseCheck::checkTranslationUnit(TranslationUnit &TU,
                                                   FindingSink &Sink) {
  reportUnreleasedMembers(TU, name(), LeakOwner::Response, Sink);
}

} // namespace nettidy
