//===-- MatcherCache.h - What the matcher has found so far ------*- C++ -*-===//
//
// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Private to the matcher. Both engines ask the same questions about the same
/// declarations many times over.
///
//===----------------------------------------------------------------------===//

#ifndef NETTIDY_LIB_MODEL_MATCHERCACHE_H
#define NETTIDY_LIB_MODEL_MATCHERCACHE_H

#include "model/Matcher.h"
#include "model/NameLookup.h"
#include "model/ValueReader.h"
#include "clang/Basic/SourceLocation.h"

namespace nettidy::model {

struct Matcher::Cache {
  Cache(clang::ASTContext &Context, const clang::Preprocessor *PP)
      : Names(Context, PP), Values(Context, Names) {}

  const llvm::StringMap<const Option *> &optionIndex(const OptionTable &Table) {
    auto [Place, New] = Options.try_emplace(&Table, nullptr);
    if (New) {
      Place->second = std::make_unique<llvm::StringMap<const Option *>>();
      for (const Option &O : Table.Options)
        Place->second->try_emplace(O.Key, &O);
    }
    return *Place->second;
  }

  NameLookup Names;
  ValueReader Values;
  llvm::DenseMap<clang::FileID, bool> LibraryFiles;
  llvm::DenseMap<
      std::pair<const clang::FunctionDecl *, const clang::CXXRecordDecl *>,
      Entries>
      Functions;
  /// Entries without those whose argument count does not fit.
  llvm::DenseMap<std::pair<const ModelSet::Entry *, unsigned>,
                 std::unique_ptr<std::vector<ModelSet::Entry>>>
      Fitting;
  /// Entries without those that take other objects.
  std::vector<std::unique_ptr<std::vector<ModelSet::Entry>>> Taking;
  llvm::DenseMap<const clang::CXXRecordDecl *, const ModelSet::ObjectEntry *>
      Objects;
  llvm::DenseMap<const clang::FieldDecl *, const Field *> Fields;
  llvm::DenseMap<const clang::CXXRecordDecl *,
                 std::unique_ptr<std::vector<const HandlerClass *>>>
      Handlers;
  llvm::DenseMap<const OptionTable *,
                 std::unique_ptr<llvm::StringMap<const Option *>>>
      Options;
};

} // namespace nettidy::model

#endif // NETTIDY_LIB_MODEL_MATCHERCACHE_H
