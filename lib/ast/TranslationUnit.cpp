//===-- TranslationUnit.cpp - Facts about one translation unit --*- C++ -*-===//
//
// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ast/TranslationUnit.h"
#include "ast/CallIndex.h"
#include "ast/Handlers.h"
#include "ast/RepeatingContexts.h"
#include "ast/StorageFacts.h"
#include "model/NameLookup.h"
#include "llvm/ADT/STLExtras.h"

namespace nettidy {

TranslationUnit::TranslationUnit(clang::ASTContext &AST,
                                 const clang::Preprocessor *P,
                                 const model::ModelSource &ModelsFrom)
    : Context(AST), PP(P), Source(ModelsFrom) {}

TranslationUnit::~TranslationUnit() = default;

const model::Matcher &TranslationUnit::matcher() const {
  if (!Match) {
    Models = Source.select(model::NameLookup(Context, PP), ModelProblems);
    Match.emplace(*Models, Context, PP);
  }
  return *Match;
}

std::vector<model::ModelDiagnostic> TranslationUnit::modelProblems() const {
  const model::Matcher &Names = matcher();
  std::vector<model::ModelDiagnostic> Result = ModelProblems;
  for (const model::Library *L : Models->libraries())
    if (L->UserSupplied)
      llvm::append_range(Result, Names.unresolvedNames(*L));
  return Result;
}

const CallIndex &TranslationUnit::calls() {
  if (!Calls)
    Calls = std::make_unique<CallIndex>(Context, matcher());
  return *Calls;
}

const RepeatingContexts &TranslationUnit::contexts() {
  if (!Contexts)
    Contexts = std::make_unique<RepeatingContexts>(Context, matcher(), calls());
  return *Contexts;
}

const Handlers &TranslationUnit::handlers() {
  if (!Registered)
    Registered = std::make_unique<Handlers>(matcher(), calls());
  return *Registered;
}

const StorageFacts &TranslationUnit::storage() {
  if (!Storage)
    Storage = std::make_unique<StorageFacts>(Context, matcher(), calls(),
                                             handlers());
  return *Storage;
}

} // namespace nettidy
