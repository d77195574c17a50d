//===-- OwnerLife.cpp - When objects of a class end -----------------------===//
//
// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ast/OwnerLife.h"
#include "ast/Wrappers.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"

using namespace clang;

namespace nettidy {

namespace {

const RecordDecl *recordOf(QualType T) {
  if (T.isNull())
    return nullptr;
  return T.getCanonicalType()->getAsRecordDecl();
}

bool isLibrarySharedBase(const CXXRecordDecl *Class) {
  if (!Class || !Class->hasDefinition())
    return false;
  for (const CXXMethodDecl *Method : Class->methods())
    if (plainName(Method) == "shared_from_this")
      return true;
  return llvm::any_of(Class->bases(), [](const CXXBaseSpecifier &Base) {
    return isLibrarySharedBase(Base.getType()->getAsCXXRecordDecl());
  });
}

/// Calls \p Visit with each class among the template arguments of \p T, at any
/// depth: the elements of containers and what smart pointers own.
void forEachHeld(QualType T, unsigned Depth,
                 llvm::function_ref<void(const RecordDecl *)> Visit) {
  const auto *Class = dyn_cast_or_null<ClassTemplateSpecializationDecl>(
      T->getAsCXXRecordDecl());
  if (!Class || Depth > 3)
    return;
  for (const TemplateArgument &Argument : Class->getTemplateArgs().asArray()) {
    if (Argument.getKind() != TemplateArgument::Type)
      continue;
    if (const RecordDecl *Record = recordOf(Argument.getAsType()))
      Visit(Record);
    forEachHeld(Argument.getAsType(), Depth + 1, Visit);
  }
}

/// The class of the object that a method ends, as the code knows it.
const RecordDecl *endedBy(const CXXMemberCallExpr &Call) {
  QualType T =
      Call.getImplicitObjectArgument()->IgnoreParenImpCasts()->getType();
  return recordOf(T->isPointerType() ? T->getPointeeType() : T);
}

/// `unique_ptr::reset()` has an argument that is left out.
bool hasWrittenArgument(const CallExpr *Call) {
  return Call->getNumArgs() != 0 && !isa<CXXDefaultArgExpr>(Call->getArg(0));
}

/// `free(p)` and the library functions that do the same under another name.
const Expr *freedArgument(const CallExpr *Call) {
  const FunctionDecl *Callee = Call->getDirectCallee();
  if (!Callee || isa<CXXMethodDecl>(Callee) || Call->getNumArgs() != 1 ||
      !plainName(Callee).ends_with("free"))
    return nullptr;
  if (Callee->getNumParams() == 1 &&
      !Callee->getParamDecl(0)->getType()->isVoidPointerType())
    return nullptr;
  return Call->getArg(0);
}

} // namespace

void OwnerLife::add(const RecordDecl *Record, Event E) {
  if (Record && !Match.isLibraryCode(Record->getLocation()))
    Events[Record->getCanonicalDecl()].push_back(E);
}

void OwnerLife::collect() {
  using Kind = Event::Kind;
  if (Collected)
    return;
  Collected = true;
  auto Walk = [&](const Decl *Owner) {
    CallIndex::forEachStatement(Owner, [&](const Stmt *S, const Stmt *) {
      if (const auto *Declaration = dyn_cast<DeclStmt>(S)) {
        for (const Decl *D : Declaration->decls())
          if (const auto *Variable = dyn_cast<VarDecl>(D);
              Variable && Variable->hasLocalStorage() && Variable->getInit())
            add(recordOf(Variable->getType()),
                {Kind::Local, Variable->getInit(), Owner});
        return;
      }
      const auto *E = dyn_cast<Expr>(S);
      if (!E)
        return;
      if (const auto *New = dyn_cast<CXXNewExpr>(E))
        return add(recordOf(New->getAllocatedType()), {Kind::Built, E, Owner});
      if (const auto *Delete = dyn_cast<CXXDeleteExpr>(E)) {
        QualType T = Delete->getDestroyedType();
        return add(recordOf(T), {Kind::Ended, E, Owner});
      }
      const auto *Call = dyn_cast<CallExpr>(E);
      if (!Call)
        return;
      if (const Expr *Freed = freedArgument(Call))
        return add(recordOf(Freed->IgnoreParenCasts()->getType()
                                    ->getPointeeType()),
                   {Kind::Ended, E, Owner});
      const FunctionDecl *Callee = Call->getDirectCallee();
      StringRef Name = plainName(Callee);
      if (Name.starts_with("make_") || Name.starts_with("allocate_")) {
        forEachHeld(Call->getType(), 2, [&](const RecordDecl *Record) {
          add(Record, {Kind::BuiltByFactory, E, Owner});
        });
        return;
      }
      const auto *Member = dyn_cast<CXXMemberCallExpr>(Call);
      if (const ModelledSite *Site = Member ? Calls.site(Call) : nullptr)
        for (const model::ModelSet::Entry &Entry : Site->Entries)
          for (const model::Release &R : Entry.Func->Releases)
            // Of whatever object: others are closed, and live on.
            if (!R.Of && R.At.Where == model::Position::Base::This &&
                R.At.Field.empty())
              return add(endedBy(*Member), {Kind::Ended, E, Owner});
      if (Member && Match.isLibraryCode(Member->getMethodDecl()
                                            ? Member->getMethodDecl()
                                                  ->getLocation()
                                            : SourceLocation()) &&
          (Name == "erase" || Name == "clear" || Name.starts_with("pop") ||
           (Name == "reset" && !hasWrittenArgument(Call))))
        forEachHeld(Member->getObjectType(), 0, [&](const RecordDecl *Record) {
          add(Record, {Kind::Dropped, E, Owner});
        });
    });
  };
  for (const FunctionDecl *F : Calls.functions())
    Walk(F);
}

/// True when \p F can run on another way than through one of \p Handlers.
bool OwnerLife::runsWithout(
    const Decl *F, const llvm::DenseSet<const Decl *> &Handlers) const {
  llvm::SmallVector<const Decl *, 8> Pending = {CallIndex::key(F)};
  llvm::DenseSet<const Decl *> Seen;
  while (!Pending.empty()) {
    const Decl *Each = Pending.pop_back_val();
    if (Handlers.count(Each) || !Seen.insert(Each).second)
      continue;
    const auto *Function = dyn_cast<FunctionDecl>(Each);
    llvm::ArrayRef<CallSite> Callers =
        Function ? Calls.callersOf(Function) : llvm::ArrayRef<CallSite>();
    if (Callers.empty())
      return true;
    for (const CallSite &Site : Callers)
      Pending.push_back(CallIndex::key(Site.Caller));
  }
  return false;
}

std::optional<OwnerLife::End>
OwnerLife::endOf(const CXXRecordDecl *Class,
                 const llvm::DenseSet<const Decl *> &Handlers) {
  collect();
  std::string Name = "'" + Class->getNameAsString() + "'";
  llvm::ArrayRef<Event> Known = Events[Class->getCanonicalDecl()];
  std::optional<End> Found;
  bool Built = false, BuiltElsewhere = false;
  for (const Event &E : Known) {
    const auto *F = dyn_cast<FunctionDecl>(E.Owner);
    bool OneShot = Contexts.isOneShot(E.Owner);
    SourceLocation Where = E.Site->getBeginLoc();
    switch (E.What) {
    case Event::Kind::Ended:
    case Event::Kind::Dropped:
      if (Found || OneShot || isa_and_nonnull<CXXDestructorDecl>(F) ||
          !runsWithout(E.Owner, Handlers))
        break;
      Found = End{Where, "objects of " + Name + " end here"};
      break;
    case Event::Kind::Built:
    case Event::Kind::BuiltByFactory:
    case Event::Kind::Local: {
      Built = true;
      if (OneShot)
        break;
      BuiltElsewhere = true;
      Repetition Evidence = Contexts.of(E.Site, E.Owner);
      if (!Found && Evidence.Evidence >= Repetition::Level::Handler)
        Found = End{Where, Evidence.Evidence == Repetition::Level::Loop
                               ? "a " + Name + " is built here in every round"
                               : "a " + Name + " is built here for every event"};
      break;
    }
    }
  }
  if (Built && !BuiltElsewhere)
    return std::nullopt;
  if (!Found && isLibrarySharedBase(Class))
    Found = End{Class->getLocation(), "a " + Name +
                                          " ends with the last shared pointer "
                                          "to it"};
  return Found;
}

std::vector<OwnerLife::Release>
OwnerLife::releasesOf(const RecordDecl *Record) {
  collect();
  std::vector<Release> Result;
  for (const Event &E : Events[Record->getCanonicalDecl()])
    if (E.What == Event::Kind::Ended)
      Result.push_back({E.Site, E.Owner});
  return Result;
}

/// Something that cannot be copied and is not the user's own: an event loop
/// rather than the handle of one.
bool OwnerLife::ownsLoop(const CXXRecordDecl *Class) const {
  if (!Class || !Class->hasDefinition())
    return false;
  for (const FieldDecl *Field : Class->fields()) {
    QualType T = Field->getType();
    if (T->isReferenceType() || T->isPointerType())
      continue;
    auto IsLoop = [&](const RecordDecl *Record) {
      const auto *Each = dyn_cast<CXXRecordDecl>(Record);
      if (!Each || !Each->hasDefinition() ||
          !Match.isLibraryCode(Each->getLocation()))
        return false;
      // A thread is started; a loop is run.
      for (const CXXMethodDecl *Method : Each->methods()) {
        StringRef Name = plainName(Method);
        if (Name == "run" || Name == "join" || Name == "exec")
          return true;
      }
      return false;
    };
    bool Owns = false;
    if (const RecordDecl *Record = recordOf(T))
      Owns = IsLoop(Record);
    forEachHeld(T, 0, [&](const RecordDecl *Held) { Owns |= IsLoop(Held); });
    if (Owns)
      return true;
  }
  return llvm::any_of(Class->bases(), [&](const CXXBaseSpecifier &Base) {
    return ownsLoop(Base.getType()->getAsCXXRecordDecl());
  });
}

} // namespace nettidy
