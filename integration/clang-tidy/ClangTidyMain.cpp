//===-- ClangTidyMain.cpp -------------------------------------------------===//
//
// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

///
/// \file
/// `nettidy-clang-tidy`: the clang-tidy of this LLVM with our checks built in,
/// for programs that accept the path of a clang-tidy and nothing more.
///
//===----------------------------------------------------------------------===//

#include "llvm/Support/FileSystem.h"
#include <string>
#include <vector>

// Of libclangTidyMain, whose header not every package has.
namespace clang::tidy {
int clangTidyMain(int Count, const char **Arguments);
} // namespace clang::tidy

/// Clang looks for its own headers beside its program; ours stands elsewhere.
/// Where a compile command names a folder, that one counts.
static const std::string OwnHeaders =
    "--extra-arg-before=-resource-dir=" NETTIDY_RESOURCE_DIR;

int main(int Count, const char **Arguments) {
  std::vector<const char *> Words(Arguments, Arguments + Count);
  if (llvm::sys::fs::is_directory(NETTIDY_RESOURCE_DIR))
    Words.insert(Words.begin() + 1, OwnHeaders.c_str());
  Words.push_back(nullptr);
  return clang::tidy::clangTidyMain(Words.size() - 1, Words.data());
}
