//===-- ObjectUses.h - Where one new object goes ----------------*- C++ -*-===//
//
// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Follows one object from the place that builds it through local variables,
/// smart pointers, wrapper objects, helper functions and lambdas, regardless of
/// order, to say whether it can outlive the call that builds it and what is
/// done with it meanwhile.
///
//===----------------------------------------------------------------------===//

#ifndef NETTIDY_LIB_AST_OBJECTUSES_H
#define NETTIDY_LIB_AST_OBJECTUSES_H

#include "ast/CallIndex.h"
#include "ast/RepeatingContexts.h"
#include <vector>

namespace nettidy {

/// One modelled use of a followed object.
struct ObjectUse {
  const clang::Expr *Site = nullptr;
  const clang::Decl *Owner = nullptr;
  const model::Library *Lib = nullptr;
  const model::Function *Func = nullptr;
  const model::Request *Request = nullptr; ///< of a request
  const model::Setting *Setting = nullptr; ///< of a setting
  const clang::Expr *Value = nullptr;      ///< of a setting
  /// A loop that does not also build the object runs the use again and again.
  bool Repeated = false;
  /// The calls that lead from the function that builds the object to the use.
  std::vector<const CallSite *> Path;
};

/// What becomes of an object, seen from one function that (directly or through
/// factories and wrappers) builds it.
struct ObjectLife {
  /// The expression that gives the object to RootOwner: the acquiring call or
  /// construction itself, or the call of a helper that builds it.
  const clang::Expr *Root = nullptr;
  const clang::Decl *RootOwner = nullptr;
  /// The calls from Root's down to the acquiring one; empty when Root is it.
  std::vector<const CallSite *> Builders;
  /// The first local variable that holds it; may be null.
  const clang::VarDecl *Variable = nullptr;
  /// The field of a wrapper object that holds it; null for a bare object.
  const clang::FieldDecl *Carrier = nullptr;

  /// It can be in use after the function that builds it has returned, or
  /// nobody knows.
  bool Outlives = false;
  clang::SourceLocation OutlivesAt;
  /// Its variable may also hold an object from elsewhere: it is only built
  /// where there is none yet.
  bool Fallback = false;
  /// The same helper is called with it more than once.
  bool UsedAgain = false;
  std::vector<ObjectUse> Requests, Releases, Settings;
};

class ObjectUses {
public:
  ObjectUses(const model::Matcher &Match, const CallIndex &Calls,
             const RepeatingContexts &Contexts);
  ~ObjectUses();

  /// Follows what \p Site puts at \p At (`return` for constructions). One life
  /// per function that ends up with the object.
  std::vector<ObjectLife> follow(const ModelledSite &Site,
                                 const model::Position &At);

private:
  class Follower;
  class References;
  const model::Matcher &Match;
  const CallIndex &Calls;
  const RepeatingContexts &Contexts;
  std::unique_ptr<References> Index;
};

} // namespace nettidy

#endif // NETTIDY_LIB_AST_OBJECTUSES_H
