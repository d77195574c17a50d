//===-- Handlers.h - What a registration runs --------------------*- C++ -*-===//
//
// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Objects with signals name their handlers in several ways: a lambda, the
/// address of a member function, or a text. This says which function it is, what
/// it does to an object that it captures or is given, and which objects a
/// function is given as the handler of a signal.
///
//===----------------------------------------------------------------------===//

#ifndef NETTIDY_LIB_AST_HANDLERS_H
#define NETTIDY_LIB_AST_HANDLERS_H

#include "ast/CallIndex.h"
#include "clang/AST/ExprCXX.h"
#include "llvm/ADT/DenseMap.h"
#include <vector>

namespace nettidy {

/// The function that an argument names: `&Class::method` or a text, on the
/// object at another place; a function; or a lambda.
struct HandlerTarget {
  const clang::FunctionDecl *Function = nullptr;
  const clang::LambdaExpr *Lambda = nullptr;
  bool ByText = false;
  /// The static class of the object whose method it is; may be null.
  const clang::CXXRecordDecl *Class = nullptr;
  explicit operator bool() const { return Function || Lambda; }
};

/// What stands at \p Named in the call, a member of the object at \p On.
HandlerTarget handlerTarget(const model::Matcher &Match,
                            const clang::Expr *Site,
                            const model::Position &Named,
                            const model::Position &On);

/// What some code does, on whatever path, to the object in a variable.
struct Fate {
  bool Released = false;
  bool Kept = false; ///< stored, returned, or given to code that is not seen
};

class Handlers {
public:
  Handlers(const model::Matcher &Match, const CallIndex &Calls);

  /// The fate of what \p Variable holds in \p Owner and in the lambdas in it.
  Fate fateOf(const clang::VarDecl *Variable, const clang::Decl *Owner) const;
  /// The fate, inside a lambda, of what it captures.
  Fate fateIn(const clang::LambdaExpr *Lambda,
              const clang::VarDecl *Captured) const;
  /// True when \p Owner, or what it calls, asks for the object whose signal
  /// runs it.
  bool asksForSender(const clang::Decl *Owner) const;

  /// An object that a handler gets, and releases on some path.
  struct Gift {
    const model::Object *Of = nullptr;
    /// The parameter or captured variable; null for the sender.
    const clang::VarDecl *Variable = nullptr;
    /// The call that asks for the sender.
    const clang::Expr *Asked = nullptr;
    /// What the registration says of it.
    const model::Acquire *Given = nullptr;
  };
  llvm::ArrayRef<Gift> giftsOf(const clang::FunctionDecl *Handler) const;

private:
  void collectGifts(const ModelledSite &Site,
                    const model::ModelSet::Entry &Entry);
  void addGift(const clang::FunctionDecl *Handler, Gift New);
  void addSender(const clang::FunctionDecl *Handler, const model::Object *Of);
  Fate fate(const clang::VarDecl *Variable, const clang::Decl *Owner,
            unsigned Depth) const;
  Fate fateOfUse(const clang::Expr *Use, const clang::Decl *Owner,
                 unsigned Depth) const;

  const model::Matcher &Match;
  const CallIndex &Calls;
  llvm::DenseMap<const clang::Decl *, std::vector<Gift>> Gifts;
};

} // namespace nettidy

#endif // NETTIDY_LIB_AST_HANDLERS_H
