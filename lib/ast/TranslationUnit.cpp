//===-- TranslationUnit.cpp - Facts about one translation unit --*- C++ -*-===//
//
// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ast/TranslationUnit.h"
#include "ast/CallIndex.h"
#include "ast/RepeatingContexts.h"
#include "ast/StorageFacts.h"

namespace nettidy {

TranslationUnit::TranslationUnit(clang::ASTContext &Context,
                                 const clang::Preprocessor *PP,
                                 const model::ModelSet &Models)
    : Context(Context), Match(Models, Context, PP) {}

TranslationUnit::~TranslationUnit() = default;

const CallIndex &TranslationUnit::calls() {
  if (!Calls)
    Calls = std::make_unique<CallIndex>(Context, Match);
  return *Calls;
}

const RepeatingContexts &TranslationUnit::contexts() {
  if (!Contexts)
    Contexts = std::make_unique<RepeatingContexts>(Context, Match, calls());
  return *Contexts;
}

const StorageFacts &TranslationUnit::storage() {
  if (!Storage)
    Storage = std::make_unique<StorageFacts>(Context, Match, calls());
  return *Storage;
}

} // namespace nettidy
