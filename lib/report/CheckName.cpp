//===-- CheckName.cpp -----------------------------------------------------===//
//
// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "report/CheckName.h"
#include "llvm/ADT/StringExtras.h"

std::string nettidy::checkerName(llvm::StringRef CheckName) {
  auto [Package, Rest] = CheckName.split('-');
  std::string Result = (Package + ".").str();
  while (!Rest.empty()) {
    auto [Word, Tail] = Rest.split('-');
    Result += llvm::toUpper(Word.front());
    Result += Word.drop_front();
    Rest = Tail;
  }
  return Result;
}
