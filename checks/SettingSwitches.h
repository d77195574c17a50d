//===-- SettingSwitches.h - Settings that are switched off ------*- C++ -*-===//
//
// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// What the checks of settings with two positions share: where one is switched
/// off, whether somebody decides about that at run time, and the repair.
///
//===----------------------------------------------------------------------===//

#ifndef NETTIDY_CHECKS_SETTINGSWITCHES_H
#define NETTIDY_CHECKS_SETTINGSWITCHES_H

#include "ast/CallIndex.h"
#include "ast/RepeatingContexts.h"
#include "ast/StorageFacts.h"
#include "ast/TranslationUnit.h"
#include "report/Finding.h"
#include "clang/Basic/SourceManager.h"

namespace nettidy {

/// One place that switches a setting off.
struct SettingSwitch {
  const ModelledSite *Site = nullptr;
  /// Where it is written: the site, or the call of a wrapper function that
  /// passes the option on to the site.
  const clang::Expr *Place = nullptr;
  const clang::Decl *PlaceOwner = nullptr;
  const model::Setting *Setting = nullptr; ///< null for a header
  const model::Function *Func = nullptr;
  const model::Object *Object = nullptr;
  const clang::Expr *Configured = nullptr; ///< null when it is the site itself
  const clang::Expr *Value = nullptr;
  const clang::Expr *List = nullptr; ///< the list of headers that holds the one
  std::string Name;
  /// The function that judges certificates, and finds every one good.
  const clang::FunctionDecl *Judge = nullptr;
};

class SettingSwitches {
public:
  SettingSwitches(TranslationUnit &TU, model::SettingKind Kind)
      : TU(TU), Match(TU.matcher()), Calls(TU.calls()), Contexts(TU.contexts()),
        Kind(Kind) {}

protected:
  std::vector<SettingSwitch> switchesOff(const ModelledSite &Site) const;
  const StorageClass *storageOf(const SettingSwitch &S) const;
  /// True when the same switch is also thrown the other way, or by a value that
  /// is only known at run time: then somebody decides about it.
  bool isSwitchedBothWays(const SettingSwitch &S,
                          const StorageClass *Known) const;
  /// True when a condition around \p Place, or around all calls of the function
  /// that it stands in, decides at run time.
  bool isUnderChoice(const clang::Expr *Place, const clang::Decl *Owner,
                     const clang::Expr *Configured, unsigned Depth = 0) const;
  void addFix(Finding &F, const SettingSwitch &S) const;
  bool removeStatement(Finding &F, const clang::Expr *Site,
                       const clang::Decl *Owner) const;
  clang::SourceLocation place(const clang::Stmt *S) const {
    return TU.sources().getExpansionLoc(S->getBeginLoc());
  }

  TranslationUnit &TU;
  const model::Matcher &Match;
  const CallIndex &Calls;
  const RepeatingContexts &Contexts;

private:
  void passedOn(const ModelledSite &Site, const model::ModelSet::Entry &Entry,
                const model::ApplyOption &Apply, const clang::Expr *Key,
                std::vector<SettingSwitch> &Found) const;
  llvm::ArrayRef<CallSite> wrapperCalls(const ModelledSite &Site,
                                        const clang::Expr *Key) const;
  bool isChoice(const clang::Expr *Condition, const clang::Decl *Owner,
                const clang::Expr *Configured) const;

  model::SettingKind Kind;
};

} // namespace nettidy

#endif // NETTIDY_CHECKS_SETTINGSWITCHES_H
