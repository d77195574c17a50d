//===-- ClangdMain.cpp ----------------------------------------------------===//
//
// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

///
/// \file
/// `nettidy-clangd`: the clangd of this LLVM with our checks built in, as clangd
/// loads no plugins. They run while one types, and count as fast.
///
/// clangd has no interface for this, so that the function which tells fast checks
/// is replaced when it is linked.
///
//===----------------------------------------------------------------------===//

#include "llvm/ADT/StringRef.h"
#include "llvm/Support/FileSystem.h"
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace clang::clangd {

int clangdMain(int Count, char *Arguments[]);

/// Only a null pointer to it is ever made: the client for remote indexes, with
/// all that it needs of gRPC, is left out.
class SymbolIndex {
public:
  virtual ~SymbolIndex() = default;
};

namespace remote {
std::unique_ptr<SymbolIndex> getClient(llvm::StringRef, llvm::StringRef) {
  return nullptr;
}
} // namespace remote
} // namespace clang::clangd

static bool isOwn(llvm::StringRef Check) {
  return Check.take_front(4) == "net-";
}

// clangd::isFastTidyCheck: whether a check is cheap enough for every keystroke.
// clangd has a table; nothing is known there of ours.
std::optional<bool> originalIsFast(llvm::StringRef Check) asm(
    "__real__ZN5clang6clangd15isFastTidyCheckEN4llvm9StringRefE");
std::optional<bool> isFast(llvm::StringRef Check) asm(
    "__wrap__ZN5clang6clangd15isFastTidyCheckEN4llvm9StringRefE");
std::optional<bool> isFast(llvm::StringRef Check) {
  return isOwn(Check) ? true : originalIsFast(Check);
}

int main(int Count, char *Arguments[]) {
  static std::string OwnHeaders = "--resource-dir=" NETTIDY_RESOURCE_DIR;
  std::vector<char *> Words(Arguments, Arguments + Count);
  if (llvm::sys::fs::is_directory(NETTIDY_RESOURCE_DIR))
    Words.insert(Words.begin() + 1, OwnHeaders.data());
  Words.push_back(nullptr);
  return clang::clangd::clangdMain(Words.size() - 1, Words.data());
}
