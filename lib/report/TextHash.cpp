//===-- TextHash.cpp ------------------------------------------------------===//
//
// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "report/RunRecord.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/BLAKE3.h"

std::string nettidy::textHash(llvm::StringRef Text) {
  llvm::BLAKE3 Hasher;
  Hasher.update(Text);
  return llvm::toHex(Hasher.final<16>(), /*LowerCase=*/true);
}
