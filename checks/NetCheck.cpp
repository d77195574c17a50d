//===-- NetCheck.cpp ------------------------------------------------------===//
//
// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "NetCheck.h"

bool nettidy::OptionReader::getBool(llvm::StringRef Name, bool Default) {
  std::string Value = get(Name, Default ? "true" : "false");
  if (Value == "true" || Value == "1")
    return true;
  if (Value == "false" || Value == "0")
    return false;
  reject(Name, Value, "true or false");
  return Default;
}
