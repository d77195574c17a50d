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
  std::string Noun = Event.IsDescriptor ? "descriptor" : "handle";
  if (Event.Object.Of)
    Noun = Event.Object.Of->Noun;
  path::Report R;
  R.Message = "this " + Noun +
              (Event.SecondRelease ? " is released a second time"
                                   : " is used after it was released");
  // A descriptor's number is soon given out again, to somebody else.
  R.Message += Event.IsDescriptor
                   ? "; its number may belong to another connection by now"
                   : "; its memory is gone";
  Event.report(std::move(R));
}

} // namespace nettidy
