//===-- TranslationUnit.h - Facts about one translation unit ----*- C++ -*-===//
//
// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// What the checks share about one translation unit: the models' view of it
/// and facts computed at most once, on demand.
///
//===----------------------------------------------------------------------===//

#ifndef NETTIDY_LIB_AST_TRANSLATIONUNIT_H
#define NETTIDY_LIB_AST_TRANSLATIONUNIT_H

#include "model/Matcher.h"
#include "model/ModelSource.h"
#include "clang/AST/ASTContext.h"
#include <memory>
#include <optional>

namespace clang {
class Preprocessor;
}

namespace nettidy {

class CallIndex;
class Handlers;
class RepeatingContexts;
class StorageFacts;

/// One translation unit under analysis. Everything is lazy: a translation unit
/// without a modelled name costs the identifier lookups only.
class TranslationUnit {
public:
  TranslationUnit(clang::ASTContext &Context, const clang::Preprocessor *PP,
                  const model::ModelSource &Source);
  ~TranslationUnit();

  clang::ASTContext &context() const { return Context; }
  const clang::SourceManager &sources() const {
    return Context.getSourceManager();
  }
  /// Not before the translation unit is parsed: the models are chosen by what
  /// it refers to.
  const model::Matcher &matcher() const;
  /// What shows only here to be amiss in the user's models: names that other
  /// models claim, and names that are not declared although their headers are
  /// included.
  std::vector<model::ModelDiagnostic> modelProblems() const;

  /// User functions with bodies, the modelled calls in them and who calls whom.
  const CallIndex &calls();
  /// Which functions run once per iteration, request, event or call.
  const RepeatingContexts &contexts();
  /// What registrations run, and what those handlers are given.
  const Handlers &handlers();
  /// What happens, anywhere here, to the objects kept in a variable or field.
  const StorageFacts &storage();

private:
  clang::ASTContext &Context;
  const clang::Preprocessor *PP;
  const model::ModelSource &Source;
  mutable std::optional<model::ModelSet> Models;
  mutable std::optional<model::Matcher> Match;
  mutable std::vector<model::ModelDiagnostic> ModelProblems;
  std::unique_ptr<CallIndex> Calls;
  std::unique_ptr<RepeatingContexts> Contexts;
  std::unique_ptr<Handlers> Registered;
  std::unique_ptr<StorageFacts> Storage;
};

} // namespace nettidy

#endif // NETTIDY_LIB_AST_TRANSLATIONUNIT_H
