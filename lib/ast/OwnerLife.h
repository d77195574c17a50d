//===-- OwnerLife.h - When objects of a class end ---------------*- C++ -*-===//
//
// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// What is visible of the life of a class's objects: where they are built and
/// destroyed while the program goes on, and whether they bring the event loop
/// that runs their handlers.
///
//===----------------------------------------------------------------------===//

#ifndef NETTIDY_LIB_AST_OWNERLIFE_H
#define NETTIDY_LIB_AST_OWNERLIFE_H

#include "ast/CallIndex.h"
#include "ast/RepeatingContexts.h"
#include "llvm/ADT/DenseMap.h"
#include <string>
#include <vector>

namespace nettidy {

class OwnerLife {
public:
  OwnerLife(const CallIndex &Calls, const RepeatingContexts &Contexts,
            const model::Matcher &Match)
      : Calls(Calls), Contexts(Contexts), Match(Match) {}

  /// Evidence that objects come and go while handlers run.
  struct End {
    clang::SourceLocation Where;
    std::string Text; ///< for a note
  };
  /// Nothing when no end is visible, or when every object that is built here
  /// lives as long as the program. An end that only \p Handlers lead to is none:
  /// nothing is pending while they run.
  std::optional<End>
  endOf(const clang::CXXRecordDecl *Class,
        const llvm::DenseSet<const clang::Decl *> &Handlers);

  /// Where `free` or `delete` end an object of this struct or class.
  struct Release {
    const clang::Expr *Site = nullptr;
    const clang::Decl *Owner = nullptr;
  };
  std::vector<Release> releasesOf(const clang::RecordDecl *Record);

  /// True when the class has the event loop or the thread that runs its
  /// handlers as a member, so that nothing runs after it.
  bool ownsLoop(const clang::CXXRecordDecl *Class) const;

private:
  struct Event {
    enum class Kind { Built, BuiltByFactory, Local, Ended, Dropped };
    Kind What;
    const clang::Expr *Site;
    const clang::Decl *Owner;
  };
  void collect();
  bool runsWithout(const clang::Decl *F,
                   const llvm::DenseSet<const clang::Decl *> &Handlers) const;
  void add(const clang::RecordDecl *Record, Event E);

  const CallIndex &Calls;
  const RepeatingContexts &Contexts;
  const model::Matcher &Match;
  bool Collected = false;
  llvm::DenseMap<const clang::Decl *, std::vector<Event>> Events;
};

} // namespace nettidy

#endif // NETTIDY_LIB_AST_OWNERLIFE_H
