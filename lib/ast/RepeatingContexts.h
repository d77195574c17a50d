//===-- RepeatingContexts.h - What runs again and again ---------*- C++ -*-===//
//
// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Says how strong the evidence is that a place in the code runs repeatedly:
/// a loop around it, a handler it stands in, a caller that loops or handles.
///
//===----------------------------------------------------------------------===//

#ifndef NETTIDY_LIB_AST_REPEATINGCONTEXTS_H
#define NETTIDY_LIB_AST_REPEATINGCONTEXTS_H

#include "ast/CallIndex.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/DenseSet.h"
#include <memory>
#include <string>
#include <vector>

namespace nettidy {

/// Evidence that a place runs repeatedly.
struct Repetition {
  /// Ascending, so that options can compare.
  enum class Level {
    OneShot,  ///< main, a static initialiser, a test body, or only they call it
    Function, ///< an ordinary function: it may be called often
    Handler,  ///< the library or a framework runs it per request or event
    Loop,     ///< a loop runs it per iteration
  };
  Level Evidence = Level::OneShot;
  /// Loop: the loop statement and the function or global it stands in.
  const clang::Stmt *Loop = nullptr;
  const clang::Decl *LoopOwner = nullptr;
  /// The call that leads here from the loop or handler when that is a caller,
  /// outermost first; empty when the place itself is in the loop or handler.
  std::vector<const CallSite *> Path;
  /// For a note: where the evidence stands, and what it says. Invalid for
  /// OneShot and Function.
  clang::SourceLocation Where;
  std::string Text;

  bool inCaller() const { return !Path.empty(); }
};

class RepeatingContexts {
public:
  RepeatingContexts(clang::ASTContext &Context, const model::Matcher &Match,
                    const CallIndex &Calls);

  /// The strongest evidence for a place in \p Owner.
  Repetition of(const clang::Stmt *Place, const clang::Decl *Owner) const;
  /// The evidence that the whole of \p F runs repeatedly.
  Repetition ofFunction(const clang::FunctionDecl *F) const;

  /// The innermost loop of \p Owner that can run \p Place more than once;
  /// null without one. `do { } while (0)` and loops that always leave in their
  /// first round are none. \p Above continues the search outside that loop.
  const clang::Stmt *enclosingLoop(const clang::Stmt *Place,
                                   const clang::Decl *Owner,
                                   const clang::Stmt *Above = nullptr) const;
  /// True when at most one of two places runs in one pass through \p Owner:
  /// they stand in different branches.
  bool areExclusive(const clang::Stmt *A, const clang::Stmt *B,
                    const clang::Decl *Owner) const;
  /// True when the library or a framework runs \p F per request or event.
  bool isHandler(const clang::FunctionDecl *F) const {
    return Handlers.count(CallIndex::key(F)) != 0;
  }
  /// True when \p F answers the requests of a client.
  bool servesRequests(const clang::FunctionDecl *F) const {
    auto It = Handlers.find(CallIndex::key(F));
    return It != Handlers.end() && It->second.PerRequest;
  }
  /// True when \p F is the body of a thread.
  bool isThreadBody(const clang::FunctionDecl *F) const {
    return ThreadBodies.count(CallIndex::key(F)) != 0;
  }
  /// True for main, initialisers of globals and the bodies of tests.
  bool isOneShot(const clang::Decl *Owner) const;
  /// True for the bodies of tests only.
  bool isTestCode(const clang::Decl *Owner) const;

private:
  struct HandlerEvidence {
    clang::SourceLocation Where;
    std::string Text;
    bool PerRequest = false;
  };
  void collectHandlers();
  void addCallback(const clang::Expr *Argument, const model::Handler &How,
                   const HandlerEvidence &Evidence, bool Once = false);
  /// True when the flag of a call, which lets something run only once, lives as
  /// long as the process.
  bool hasLastingFlag(const clang::Expr *Site, const model::Position &At) const;
  bool isOnceGuard(const clang::Expr *Condition) const;
  /// True when \p Place stands in a branch that is taken at most once.
  bool isGuarded(const clang::Stmt *Place, const clang::Decl *Owner) const;
  const Repetition &compute(const clang::FunctionDecl *F) const;
  Repetition derive(const clang::FunctionDecl *F) const;
  bool leavesInFirstRound(const clang::Stmt *Loop) const;
  bool isTest(const clang::FunctionDecl *F) const;
  /// True when code outside this translation unit may call \p F.
  bool isSeenElsewhere(const clang::FunctionDecl *F) const;
  struct Passing {
    const clang::Expr *To = nullptr; ///< the call that takes the function
    bool Algorithm = false;          ///< it runs the function per element
  };
  Passing passing(const CallSite &Edge) const;

  clang::ASTContext &Context;
  const model::Matcher &Match;
  const CallIndex &Calls;
  llvm::DenseMap<const clang::Decl *, HandlerEvidence> Handlers;
  llvm::DenseSet<const clang::Decl *> ThreadBodies;
  llvm::DenseSet<const clang::Decl *> OnceBodies; ///< run once per process
  /// The translation unit holds main or a test body: it is a program.
  bool ProgramInFile = false;
  mutable llvm::DenseMap<const clang::Decl *, std::unique_ptr<Repetition>>
      Computed;
};

} // namespace nettidy

#endif // NETTIDY_LIB_AST_REPEATINGCONTEXTS_H
