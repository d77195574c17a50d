//===-- UseAfterCloseCheck.cpp --------------------------------------------===//
//
// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "UseAfterCloseCheck.h"
#include "path/ObjectState.h"

namespace nettidy {

void UseAfterCloseCheck::onUseAfterRelease(path::UseEvent &Event) {
  if (!Event.Object.Of)
    return;
  const model::Object &Of = *Event.Object.Of;
  path::Report R;
  R.Message = "this " + Of.Noun +
              (Event.SecondRelease ? " is released a second time"
                                   : " is used after it was released");
  // A descriptor's number is soon given out again, to somebody else.
  if (Of.Kind == model::ObjectKind::Descriptor)
    R.Message += "; its number may belong to another connection by now";
  else
    R.Message += "; its memory is gone";
  Event.report(std::move(R));
}

} // namespace nettidy
