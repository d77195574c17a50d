//===-- ObjectCheckerEscapes.cpp - What goes out of sight -----------------===//
//
// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Rules of escape, which replace the analyzer's own (that would lose every
/// `void *` handle at its first call):
///  - a modelled call does to its arguments what the model says, and else
///    borrows them; so do other functions of the object's own library headers
///    and compiler builtins;
///  - a function with a visible body is looked into by the engine;
///  - any other call ends leak tracking of everything that it can reach, and
///    what is known about settings;
///  - a store outside the stack, a return from the outermost function, an
///    owner, and a `cleanup` attribute take the object over.
///
/// Not modelled: objects in containers, unions, values that travel through
/// memory the engine cannot follow. They escape.
///
//===----------------------------------------------------------------------===//

#include "path/ObjectCheckerImpl.h"
#include "ast/CallIndex.h"
#include "compat/PathCompat.h"
#include "clang/AST/ParentMap.h"
#include "clang/AST/Attr.h"
#include "clang/AST/DeclTemplate.h"

namespace nettidy::path::engine {

ProgramStateRef ObjectChecker::escape(ProgramStateRef State, ObjectKey K,
                                      bool SettingsToo) {
  const ObjectState *S = findObject(State, K);
  if (!S)
    return State;
  // A released object that code out of sight gets hold of may be anything.
  if (S->Phase == Life::Released)
    return SettingsToo ? removeObject(State, K) : State;
  ObjectState New = *S;
  if (New.Phase == Life::Held)
    New.Phase = Life::Gone;
  New.InMember = false;
  New.KeptIn = nullptr;
  New.Taken = nullptr;
  if (SettingsToo)
    New.SettingsKnown = New.Undrained = false;
  return setObject(State, K, New);
}

/// True for instances of templates for pointers: containers and the like, which
/// keep what they are given.
static bool isMadeForPointers(const FunctionDecl &F) {
  auto HasPointer = [](llvm::ArrayRef<TemplateArgument> Arguments) {
    return llvm::any_of(Arguments, [](const TemplateArgument &Each) {
      return Each.getKind() == TemplateArgument::Type &&
             Each.getAsType()->isPointerType();
    });
  };
  if (const TemplateArgumentList *Own = F.getTemplateSpecializationArgs())
    if (HasPointer(Own->asArray()))
      return true;
  const auto *Class =
      dyn_cast<ClassTemplateSpecializationDecl>(F.getDeclContext());
  if (!Class)
    return false;
  ArrayRef<TemplateArgument> Arguments = Class->getTemplateArgs().asArray();
  // A pointer class that is neither an owner nor known: a weak one, perhaps.
  bool TakesPointee =
      llvm::any_of(F.parameters(), [&](const ParmVarDecl *Parameter) {
        QualType T = Parameter->getType();
        return T->isPointerType() &&
               llvm::any_of(Arguments, [&](const TemplateArgument &Each) {
                 return Each.getKind() == TemplateArgument::Type &&
                        F.getASTContext().hasSameUnqualifiedType(
                            Each.getAsType(), T->getPointeeType());
               });
      });
  return TakesPointee || HasPointer(Arguments);
}

/// A function declared in the headers of the object's own library borrows what
/// it is given, unless the model says otherwise.
bool ObjectChecker::ownLibrary(const CallEvent &Call,
                               const ObjectState &S) const {
  const auto *FD = dyn_cast_or_null<FunctionDecl>(Call.getDecl());
  if (!FD)
    return false;
  if (FD->getBuiltinID() != 0)
    return true;
  auto [It, New] = OwnLibraryCache.try_emplace({FD->getCanonicalDecl(), S.Of},
                                               false);
  if (!New)
    return It->second;
  if (const model::Library *L = matcher().models().libraryOf(S.Of))
    It->second = matcher().isDeclaredBy(*L, FD->getLocation()) &&
                 !isMadeForPointers(*FD);
  return It->second;
}

/// A method of library code, called on the very object that a handle points to:
/// it does not take the object away.
static bool isMethodOn(const CallEvent &Call, ObjectKey K, const model::Matcher &Match) {
  const auto *Instance = dyn_cast<CXXInstanceCall>(&Call);
  const Decl *Callee = Call.getDecl();
  return Instance && Callee && K.symbol() &&
         !isa<CXXDestructorDecl>(Callee) &&
         Instance->getCXXThisVal().getAsSymbol() == K.symbol() &&
         Match.isLibraryCode(Callee->getLocation());
}

/// `options.host = name`: a library's method on a member does not know of the
/// whole.
static bool isMethodOnMember(const CallEvent &Call, ObjectKey K,
                             const model::Matcher &Match) {
  const auto *Instance = dyn_cast<CXXInstanceCall>(&Call);
  const Decl *Callee = Call.getDecl();
  if (!Instance || !Callee || !K.region() ||
      !Match.isLibraryCode(Callee->getLocation()))
    return false;
  const auto *Member =
      dyn_cast_or_null<FieldRegion>(Instance->getCXXThisVal().getAsRegion());
  return Member && Member->isSubRegionOf(K.region());
}

/// The arguments that a function like printf() formats: printing a descriptor
/// or a pointer takes nothing away. Index of the first one; none when larger
/// than any.
static unsigned firstPrinted(const CallEvent &Call) {
  if (const auto *FD = dyn_cast_or_null<FunctionDecl>(Call.getDecl()))
    for (const auto *Format : FD->specific_attrs<FormatAttr>())
      if (Format->getFirstArg() > 0)
        return Format->getFirstArg() - 1;
  return ~0u;
}

/// A std::function keeps what was captured, and touches it only when it runs.
static bool makesFunctionObject(const CallEvent &Call) {
  const auto *Ctor = dyn_cast_or_null<CXXConstructorDecl>(Call.getDecl());
  return Ctor && Ctor->isInStdNamespace() && Ctor->getParent()->getIdentifier() &&
         Ctor->getParent()->getName() == "function";
}

/// True when an argument is a reference to const, which only reads what it
/// refers to.
static bool isConstReference(const FunctionDecl *Callee, unsigned Argument) {
  if (!Callee || Argument >= Callee->getNumParams())
    return false;
  QualType T = Callee->getParamDecl(Argument)->getType();
  return T->isReferenceType() && T.getNonReferenceType().isConstQualified();
}

/// True when \p V is the object itself, or a part of it, as a reference or an
/// address.
static bool isWithin(SVal V, ObjectKey K) {
  const MemRegion *R = V.getAsRegion();
  if (!R)
    return false;
  if (K.region())
    return R == K.region() || R->isSubRegionOf(K.region());
  const auto *Around = dyn_cast<SymbolicRegion>(R->getBaseRegion());
  return Around && Around->getSymbol() == K.symbol();
}

/// True when all that \p Call gets of an object is a reference to const.
static bool onlyRefersTo(const CallEvent &Call, ObjectKey K,
                         ProgramStateRef State) {
  const auto *Callee = dyn_cast_or_null<FunctionDecl>(Call.getDecl());
  bool Refers = false;
  auto Reaches = [&](SVal V) {
    ReachableObjects Reachable(State);
    State->scanReachableSymbols(V, Reachable);
    return llvm::is_contained(Reachable.Found, K);
  };
  for (unsigned I = 0, N = Call.getNumArgs(); I != N; ++I) {
    SVal V = Call.getArgSVal(I);
    if (isConstReference(Callee, I) && isWithin(V, K))
      Refers = true;
    else if (Reaches(V))
      return false;
  }
  const auto *Instance = dyn_cast<CXXInstanceCall>(&Call);
  return Refers && !(Instance && Reaches(Instance->getCXXThisVal()));
}

/// The type that a pointer leads to, as it is written: without casts to void.
static const Type *pointeeOf(const Expr *Pointer) {
  QualType T = Pointer ? Pointer->IgnoreParenCasts()->getType() : QualType();
  return T.isNull() || !T->isPointerType()
             ? nullptr
             : T->getPointeeType().getCanonicalType().getTypePtr();
}

/// The parameter is a pointer to bytes that may go anywhere: memcpy(), write().
static bool copiesBytes(const FunctionDecl *Callee, unsigned I) {
  if (!Callee || I >= Callee->getNumParams())
    return false;
  QualType T = Callee->getParamDecl(I)->getType();
  return T->isVoidPointerType() && T->getPointeeType().isConstQualified();
}

/// A handle, or the address of what keeps it, that is copied out of a variable
/// byte by byte.
void ObjectChecker::escapeCopiedBytes(const CallEvent &Call, Step &S) const {
  if (!anyObject(S.State))
    return;
  const auto *Callee = dyn_cast_or_null<FunctionDecl>(Call.getDecl());
  for (unsigned I = 0, N = Call.getNumArgs(); I != N; ++I) {
    SVal V = Call.getArgSVal(I);
    const MemRegion *Source = V.getAsRegion();
    if (!copiesBytes(Callee, I) || !Source)
      continue;
    // What a handle itself leads to is the library's.
    if (findObject(S.State, keyOf(V, nullptr, S.State)))
      continue;
    Source = Source->StripCasts();
    if (isa<VarRegion>(Source->getBaseRegion()) ||
        isa_and_nonnull<RecordType>(pointeeOf(Call.getArgExpr(I))))
      escapeFrom(loc::MemRegionVal(Source), S);
  }
}

/// An unmodelled call without a visible body: everything it can reach is out
/// of sight.
void ObjectChecker::escapeReachable(const CallEvent &Call, Step &S) const {
  if (!anyObject(S.State))
    return;
  const auto *Callee = dyn_cast_or_null<FunctionDecl>(Call.getDecl());
  bool LibraryCode = Callee && matcher().isLibraryCode(Callee->getLocation());
  // Library code does not free what it gets through a pointer to const.
  auto OnlyReads = [&](unsigned I) {
    if (!LibraryCode || I >= Callee->getNumParams())
      return false;
    QualType T = Callee->getParamDecl(I)->getType();
    return T->isPointerType() && T->getPointeeType().isConstQualified();
  };
  bool OnlyKeeps = makesFunctionObject(Call);
  const auto *Instance = dyn_cast<CXXInstanceCall>(&Call);
  auto Escape = [&](SVal V, bool Direct, bool ReadsOnly = false) {
    // A struct that was initialised in place, by value.
    if (auto Copy = V.getAs<nonloc::LazyCompoundVal>())
      S.State = escape(S.State, ObjectKey(Copy->getRegion()),
                       /*SettingsToo=*/true);
    ReachableObjects Reachable(S.State);
    S.State->scanReachableSymbols(V, Reachable);
    for (ObjectKey K : Reachable.Found) {
      const ObjectState *Object = findObject(S.State, K);
      bool Itself = Direct && (V.getAsSymbol() == K.symbol() ||
                               V.getAsRegion() == K.region());
      if ((Itself && ownLibrary(Call, *Object)) ||
          (ReadsOnly && isWithin(V, K)) || (!Direct && isMethodOnMember(Call, K, matcher())) ||
          isMethodOn(Call, K, matcher()))
        continue;
      S.State = escape(S.State, K, /*SettingsToo=*/!OnlyKeeps);
    }
  };
  unsigned Printed = firstPrinted(Call);
  for (unsigned I = 0, N = Call.getNumArgs(); I != N && I < Printed; ++I)
    if (!OnlyReads(I))
      Escape(argumentValue(Call, I, S.State), /*Direct=*/true,
             isConstReference(Callee, I));
  if (Instance) {
    // Assigned from another object: whatever that one was set to.
    const auto *M = dyn_cast_or_null<CXXMethodDecl>(Call.getDecl());
    if (M && M->getOverloadedOperator() == OO_Equal)
      S.State = escape(S.State, ownedObject(S.State, Instance->getCXXThisVal()),
                       /*SettingsToo=*/true);
    // A method that the model does not mention, of a modelled class: borrows.
    SVal This = Instance->getCXXThisVal();
    ObjectKey K = ownedObject(S.State, This);
    const ObjectState *Object = findObject(S.State, K);
    if (!Object || !ownLibrary(Call, *Object))
      Escape(This, /*Direct=*/false);
  }
}

ProgramStateRef ObjectChecker::checkPointerEscape(
    ProgramStateRef State, const InvalidatedSymbols &Escaped,
    const CallEvent *Call, PointerEscapeKind Kind) const {
  if (!anyObject(State) ||
      (Call && (isa<CXXDeallocatorCall>(Call) || wraps(*Call))))
    return State;
  model::Matcher::Entries Entries =
      Call ? entries(*Call) : model::Matcher::Entries();
  bool Modelled = Call && (!Entries.empty() || isOwnerCall(*Call, matcher()));
  bool Registers = llvm::any_of(Entries, [](const auto &E) {
    return llvm::any_of(E.Func->Handlers, [](const model::Handler &H) {
      return bool(H.On) || bool(H.Sender);
    });
  });
  llvm::SmallVector<std::pair<SymbolRef, ObjectKey>, 4> Judged;
  for (SymbolRef Sym : Escaped) {
    if (findObject(State, ObjectKey(Sym))) {
      Judged.emplace_back(Sym, ObjectKey(Sym));
      continue;
    }
    // Objects on the heap, by the pointer to them or to what they are part of.
    if (!Call && Sym == StoredInItself)
      continue;
    forEachObject(State, [&](ObjectKey Other, const ObjectState &Object) {
      if (!Other.symbol() && memoryOf(Other, Object) == Sym)
        Judged.emplace_back(Sym, Other);
    });
  }
  for (const auto &[Sym, K] : Judged) {
    const ObjectState &S = *findObject(State, K);
    if (!Call && (S.InMember || Sym == StoredAlone))
      continue;
    if (!Call) {
      // Stored out of sight. A number that was merely computed from a
      // descriptor (a bit of an fd_set) is not the descriptor: checkBind.
      if (!Sym->getType()->isIntegralOrEnumerationType())
        State = escape(State, K, /*SettingsToo=*/false);
      continue;
    }
    // What the handler can reach was judged by applyHandlers.
    if ((Modelled && isSaved(State, Sym)) || Registers)
      continue;
    bool Direct = false, Printed = false, Given = false;
    for (unsigned I = 0, N = Call->getNumArgs(); I != N; ++I) {
      bool Itself = Call->getArgSVal(I).getAsSymbol() == Sym;
      // A text in the struct that a handle leads to.
      if (!Itself && (!K.symbol() || !isWithin(Call->getArgSVal(I), K)))
        continue;
      (I >= firstPrinted(*Call) ? Printed : Given) = true;
      Direct |= Itself;
    }
    if (Printed && !Given)
      continue;
    if (const auto *Instance = dyn_cast<CXXInstanceCall>(Call))
      Direct |= Instance->getCXXThisVal().getAsSymbol() == Sym;
    if (Direct && (Modelled || ownLibrary(*Call, S) ||
                   isMethodOn(*Call, K, matcher())))
      continue;
    if (onlyRefersTo(*Call, K, State) || isMethodOnMember(*Call, K, matcher()))
      continue;
    if (Modelled) {
      // Reached through a struct (pollfd, msghdr): borrowed with it, as long
      // as a variable of its own keeps the handle as well.
      BindingFinder Finder(Sym);
      State->getStateManager().getStoreManager().iterBindings(
          State->getStore(), Finder);
      if (Finder.Found)
        continue;
    }
    // Whoever changes the memory that the handle stood in has it now; calls
    // are judged again, with their arguments, when they return.
    State = escape(State, K, /*SettingsToo=*/!makesFunctionObject(*Call));
  }
  return State;
}

ProgramStateRef ObjectChecker::checkRegionChanges(
    ProgramStateRef State, const InvalidatedSymbols *,
    ArrayRef<const MemRegion *> Explicit, ArrayRef<const MemRegion *> Regions,
    const LocationContext *, const CallEvent *Call) const {
  if (Call && wraps(*Call))
    return State;
  llvm::SmallVector<const MemRegion *, 4> Lost;
  forEachOwner(State, [&](const MemRegion *Owner, SVal) {
    for (const MemRegion *R : Regions)
      if (Owner == R || Owner->isSubRegionOf(R))
        Lost.push_back(Owner);
  });
  for (const MemRegion *Owner : Lost)
    State = removeOwner(State, Owner);
  if (!Call || !anyObject(State) || !entries(*Call).empty())
    return State;
  // Code out of sight, a destructor for instance, may release what stands in
  // memory that it changes.
  llvm::SmallVector<ObjectKey, 4> Reached;
  forEachObject(State, [&](ObjectKey K, const ObjectState &S) {
    if (K.region() && S.Of && S.Of->InPlace && !ownLibrary(*Call, S) &&
        llvm::any_of(Regions, [&](const MemRegion *R) {
          return K.region() == R || K.region()->isSubRegionOf(R) ||
                 R == K.region()->getBaseRegion();
        }))
      Reached.push_back(K);
  });
  for (ObjectKey K : Reached)
    State = escape(State, K, /*SettingsToo=*/true);
  return State;
}

/// A smart pointer that does not hold the object itself but leads to it, by the
/// address of a variable or by what its deleter captured: a scope guard.
void ObjectChecker::guardReachable(const CallEvent &Call,
                                   CheckerContext &C) const {
  if (!anyObject(C.getState()))
    return;
  Step S(C);
  for (unsigned I = 0, N = Call.getNumArgs(); I != N; ++I) {
    SVal V = Call.getArgSVal(I);
    ReachableObjects Reachable(S.State);
    S.State->scanReachableSymbols(V, Reachable);
    ObjectKey Itself = ownedObject(S.State, V);
    for (ObjectKey K : Reachable.Found)
      if (!(K == Itself))
        S.State = escape(S.State, K, /*SettingsToo=*/false);
  }
  S.commit();
}

/// The local variables that an expression names.
static void collectLocals(const Stmt *S, llvm::SmallVectorImpl<const VarDecl *> &Out) {
  if (!S)
    return;
  if (const auto *Ref = dyn_cast<DeclRefExpr>(S))
    if (const auto *Var = dyn_cast<VarDecl>(Ref->getDecl()))
      if (Var->hasLocalStorage() && !Var->getType()->isReferenceType())
        Out.push_back(Var);
  for (const Stmt *Child : S->children())
    collectLocals(Child, Out);
}

void ObjectChecker::checkPreStmt(const ReturnStmt *Ret,
                                 CheckerContext &C) const {
  if (!Ret->getRetValue() || !anyObject(C.getState()))
    return;
  // Of an aggregate that is written out, `return {Read(a), Write(b)};`, the
  // engine loses the parts, also on the way to a caller that it sees.
  bool Aggregate = isa<InitListExpr>(
      Ret->getRetValue()->IgnoreUnlessSpelledInSource()->IgnoreImplicit());
  if (!C.inTopFrame() && !Aggregate)
    return;
  Step S(C);
  ReachableObjects Reachable(S.State);
  S.State->scanReachableSymbols(C.getSVal(Ret->getRetValue()), Reachable);
  // A class value is made elsewhere, by a constructor that may not be visible;
  // what went into it goes with it.
  if (Ret->getRetValue()->getType()->isRecordType()) {
    llvm::SmallVector<const VarDecl *, 4> Locals;
    collectLocals(Ret->getRetValue(), Locals);
    for (const VarDecl *Var : Locals)
      S.State->scanReachableSymbols(
          S.State->getLValue(Var, C.getLocationContext()), Reachable);
  }
  for (ObjectKey K : Reachable.Found)
    S.State = escape(S.State, K, /*SettingsToo=*/false);
  S.commit();
}

/// Stored somewhere, at an index that is not known for instance: the engine does
/// nothing then, and will not find the object again.
void ObjectChecker::checkPreStmt(const BinaryOperator *Assign,
                                 CheckerContext &C) const {
  if (Assign->getOpcode() != BO_Assign || !anyObject(C.getState()) ||
      !C.getSVal(Assign->getLHS()).isUnknownOrUndef())
    return;
  Step S(C);
  S.State = escape(S.State,
                   keyOf(C.getSVal(Assign->getRHS()), nullptr, S.State),
                   /*SettingsToo=*/false);
  S.commit();
}

/// A member of the object that the outermost function constructs. Until that is
/// done, nobody destroys the object; members with a destructor are.
static bool isMemberUnderConstruction(const MemRegion *Place, CheckerContext &C) {
  const auto *Member = dyn_cast<FieldRegion>(Place);
  const StackFrameContext *Top = topFrame(C.getLocationContext());
  const auto *Constructor = dyn_cast<CXXConstructorDecl>(Top->getDecl());
  if (!Member || !Constructor || Constructor->isDelegatingConstructor())
    return false;
  SVal This =
      C.getState()->getSVal(C.getSValBuilder().getCXXThis(Constructor, Top));
  auto Whole = [](const MemRegion *R) {
    return R ? R->StripCasts(/*StripBaseAndDerivedCasts=*/false) : nullptr;
  };
  return Whole(Member->getSuperRegion()) == Whole(This.getAsRegion());
}

/// A number that stands somewhere is not owned by that: somebody in this file
/// must acquire into the place, or release what stands there.
bool ObjectChecker::isOwningPlace(const model::Object &Of,
                                  const MemRegion &Place) const {
  if (Of.Kind != model::ObjectKind::Descriptor)
    return true;
  const auto *Named = dyn_cast<DeclRegion>(&Place);
  const CallIndex &Calls = TU->calls();
  auto IsPlace = [&](const Expr *E) {
    E = E ? E->IgnoreParenCasts() : nullptr;
    const ValueDecl *D = nullptr;
    if (const auto *Member = dyn_cast_or_null<MemberExpr>(E))
      D = Member->getMemberDecl();
    else if (const auto *Reference = dyn_cast_or_null<DeclRefExpr>(E))
      D = Reference->getDecl();
    return D && D->getCanonicalDecl() == Named->getDecl()->getCanonicalDecl();
  };
  return Named && llvm::any_of(Calls.sites(), [&](const ModelledSite &Site) {
           return llvm::any_of(
               Site.Entries, [&](const model::ModelSet::Entry &E) {
                 for (const model::Release &R : E.Func->Releases)
                   if (IsPlace(matcher().at(Site.Site, R.At)))
                     return true;
                 const Stmt *Parent =
                     E.Func->Acquires.empty() || !Site.Owner
                         ? nullptr
                         : Calls.significantParent(Site.Site, Site.Owner);
                 const auto *Assign = dyn_cast_or_null<BinaryOperator>(Parent);
                 return Assign && Assign->getOpcode() == BO_Assign &&
                        IsPlace(Assign->getLHS());
               });
         });
}

/// True in a branch that is taken because an error number says so:
/// `if (errno == EBADF)`.
bool ObjectChecker::isKnownGone(const model::Object &Of, const Stmt *At,
                                CheckerContext &C) const {
  if (Of.GoneOn.empty())
    return false;
  const ParentMap &Parents = C.getLocationContext()->getParentMap();
  for (const Stmt *S = At; S; S = Parents.getParent(S)) {
    const auto *If = dyn_cast_or_null<IfStmt>(Parents.getParent(S));
    if (!If || If->getThen() != S)
      continue;
    llvm::SmallVector<const Stmt *, 8> Pending = {If->getCond()};
    while (!Pending.empty()) {
      const Stmt *Each = Pending.pop_back_val();
      if (!Each)
        continue;
      if (const auto *Compare = dyn_cast<BinaryOperator>(Each);
          Compare && Compare->getOpcode() == BO_EQ &&
          matcher().judge(Compare->getRHS(), Of.GoneOn) ==
              model::ValueVerdict::Matches)
        return true;
      Pending.append(Each->child_begin(), Each->child_end());
    }
  }
  return false;
}

/// True when \p S mentions the array \p Var only as a whole, or an element with
/// a constant index.
static bool indexesByConstants(const Stmt *S, const VarDecl *Var,
                               const ASTContext &Context) {
  auto IsArray = [&](const Expr *E) {
    const auto *Ref = dyn_cast<DeclRefExpr>(E->IgnoreParenImpCasts());
    return Ref && Ref->getDecl() == Var;
  };
  if (!S || isa<UnaryExprOrTypeTraitExpr>(S))
    return true;
  if (const auto *Element = dyn_cast<ArraySubscriptExpr>(S))
    if (IsArray(Element->getBase()))
      return !Element->getIdx()->isValueDependent() &&
             Element->getIdx()->isIntegerConstantExpr(Context);
  if (const auto *Ref = dyn_cast<DeclRefExpr>(S))
    return Ref->getDecl() != Var;
  const auto *Call = dyn_cast<CallExpr>(S);
  return llvm::all_of(S->children(), [&](const Stmt *Child) {
    // Whoever is given the whole array is judged as any call is.
    if (const auto *E = dyn_cast_or_null<Expr>(Child); Call && E && IsArray(E))
      return true;
    return indexesByConstants(Child, Var, Context);
  });
}

/// An element of a local array that is as good as a variable of its own.
bool ObjectChecker::isFollowedElement(const MemRegion *Place) const {
  const auto *Array = dyn_cast<VarRegion>(Place->getBaseRegion());
  const VarDecl *Var = Array ? Array->getDecl() : nullptr;
  const auto *In =
      Var && Var->hasLocalStorage() && Var->getType()->isConstantArrayType()
          ? dyn_cast<FunctionDecl>(Var->getDeclContext())
          : nullptr;
  if (!In)
    return false;
  auto [It, New] = FollowedArrays.try_emplace(Var, false);
  if (New)
    It->second =
        indexesByConstants(In->getBody(), Var, Var->getASTContext());
  return It->second;
}

/// A struct was copied: what its members hold has two places from now on.
static ProgramStateRef forgetPlaces(ProgramStateRef State, SVal Struct) {
  ReachableObjects Reachable(State);
  State->scanReachableSymbols(Struct, Reachable);
  for (ObjectKey K : Reachable.Found)
    if (const ObjectState *Found = findObject(State, K); Found->KeptIn) {
      ObjectState New = *Found;
      New.KeptIn = nullptr;
      State = setObject(State, K, New);
    }
  return State;
}

void ObjectChecker::checkBind(SVal Where, SVal What, const Stmt *Bind,
                              CheckerContext &C) const {
  ProgramStateRef State = C.getState();
  StoredInItself = StoredAlone = nullptr;
  if (!anyObject(State))
    return;
  const MemRegion *Place = Where.getAsRegion();
  if (!Place)
    return;
  if (const auto *In = dyn_cast<SymbolicRegion>(Place->getBaseRegion()))
    if (In->getSymbol() == What.getAsSymbol(/*IncludeBaseRegions=*/true))
      StoredInItself = In->getSymbol();
  Step S(C);
  applyField(Place, Bind, S);
  // `cleanup` runs when the variable goes out of scope; the engine does not
  // know it.
  if (const auto *VR = dyn_cast<VarRegion>(Place))
    if (VR->getDecl()->hasAttr<CleanupAttr>()) {
      ReachableObjects Reachable(S.State);
      S.State->scanReachableSymbols(What, Reachable);
      for (ObjectKey K : Reachable.Found)
        S.State = escape(S.State, K, /*SettingsToo=*/false);
    }
  // A struct that was initialised in place is two after a copy: either may be
  // the one that is released.
  if (auto Copy = What.getAs<nonloc::LazyCompoundVal>()) {
    S.State = escape(S.State, ObjectKey(Copy->getRegion()),
                     /*SettingsToo=*/false);
    S.State = forgetPlaces(S.State, What);
  }
  // An element of an array or container: loops over it are beyond the engine.
  bool InArray = isInArray(Place) && !isFollowedElement(Place);
  // Integers do not escape by themselves when stored away.
  if (InArray || !compat::onStack(Place, State)) {
    if (What.getAs<nonloc::LazyCompoundVal>() ||
        What.getAs<nonloc::CompoundVal>()) {
      ReachableObjects Reachable(S.State);
      S.State->scanReachableSymbols(What, Reachable);
      for (ObjectKey K : Reachable.Found)
        S.State = escape(S.State, K, /*SettingsToo=*/false);
    } else {
      ObjectKey K = keyOf(What, nullptr, S.State);
      const ObjectState *Kept = findObject(S.State, K);
      bool Held = Kept && Kept->Phase == Life::Held;
      S.State = escape(S.State, K, /*SettingsToo=*/false);
      if (Held) {
        ObjectState New = *findObject(S.State, K);
        New.InMember = isMemberUnderConstruction(Place, C);
        if (!InArray && K.symbol()) {
          New.KeptIn = Place;
          StoredAlone = K.symbol();
        }
        S.State = setObject(S.State, K, New);
      }
    }
    if (What.getAsSymbol() != State->getSVal(Place).getAsSymbol())
      loseKept(Place, State, Bind, S);
  }
  S.commit();
}

/// What stands in memory is replaced, at \p By: a handle that this path used, or
/// one that it acquired itself and put nowhere else.
void ObjectChecker::loseKept(const MemRegion *Place, ProgramStateRef Before,
                             const Stmt *By, Step &S) const {
  SymbolRef Sym = Before->getSVal(Place).getAsSymbol();
  const ObjectState *Found = Sym ? findObject(Before, ObjectKey(Sym)) : nullptr;
  if (!Found || hasFailed(Before, ObjectKey(Sym), *Found) ||
      (Found->Of && isKnownGone(*Found->Of, By, S.C)))
    return;
  bool Used = Found->Phase == Life::Foreign && Found->Used && Found->Of &&
              isOwningPlace(*Found->Of, *Place);
  bool Kept = Found->Phase == Life::Gone &&
              Found->KeptIn == Place->StripCasts() &&
              isKnownOpen(Before, ObjectKey(Sym), *Found);
  if (!Used && !Kept)
    return;
  if (!standsOnlyIn(Place, Sym, Before))
    return;
  ObjectState Object = *Found;
  leak(ObjectKey(Sym), Object, LeakEvent::Cause::Overwritten, S, By);
}

} // namespace nettidy::path::engine
