//===-- Callbacks.cpp - What runs when a handler is called ----------------===//
//
// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ast/Callbacks.h"
#include "ast/Wrappers.h"
#include "clang/AST/DeclTemplate.h"
#include "llvm/ADT/SmallPtrSet.h"

using namespace clang;

namespace nettidy {

namespace {

const Expr *strip(const Expr *E) {
  while (E) {
    const Expr *Inner = E->IgnoreParenImpCasts();
    if (const auto *Full = dyn_cast<FullExpr>(Inner))
      Inner = Full->getSubExpr();
    else if (const auto *Temporary = dyn_cast<MaterializeTemporaryExpr>(Inner))
      Inner = Temporary->getSubExpr();
    else if (const auto *Bind = dyn_cast<CXXBindTemporaryExpr>(Inner))
      Inner = Bind->getSubExpr();
    else if (const auto *Cast = dyn_cast<CXXFunctionalCastExpr>(Inner))
      Inner = Cast->getSubExpr();
    else if (const auto *Construct = dyn_cast<CXXConstructExpr>(Inner);
             Construct && Construct->getNumArgs() == 1 &&
             Construct->getConstructor()->isCopyOrMoveConstructor())
      Inner = Construct->getArg(0);
    else if (const auto *Call = dyn_cast<CXXMemberCallExpr>(Inner);
             Call && isa_and_nonnull<CXXConversionDecl>(Call->getMethodDecl()))
      Inner = Call->getImplicitObjectArgument(); // to a pointer to a function
    if (Inner == E)
      return E;
    E = Inner;
  }
  return E;
}

bool hasMember(const CXXRecordDecl *Class, StringRef Name) {
  if (!Class || !Class->hasDefinition())
    return false;
  for (const CXXMethodDecl *Method : Class->methods())
    if (plainName(Method) == Name)
      return true;
  return llvm::any_of(Class->bases(), [&](const CXXBaseSpecifier &Base) {
    return hasMember(Base.getType()->getAsCXXRecordDecl(), Name);
  });
}

/// What holding an object of this type says about the owner's life.
void addHeld(QualType T, const model::Matcher &Match, Callback &Result) {
  T = T.getNonReferenceType();
  const CXXRecordDecl *Class = T->getAsCXXRecordDecl();
  if (!Class || Class->isLambda())
    return;
  if (hasMember(Class, "lock") || hasMember(Class, "expired")) {
    Result.Guarded = true;
    return;
  }
  // The timer itself, kept by its own handler, keeps nothing else.
  if (const auto *Pointer = dyn_cast<ClassTemplateSpecializationDecl>(Class);
      Pointer && Pointer->getTemplateArgs().size() &&
      Pointer->getTemplateArgs()[0].getKind() == TemplateArgument::Type)
    if (const model::ModelSet::ObjectEntry *Held =
            Match.objectOfType(Pointer->getTemplateArgs()[0].getAsType());
        Held && Held->Obj->Role == model::ObjectRole::Timer)
      return;
  // A unique pointer is as good: whatever it owns lives as long as the handler.
  if (isLibraryWrapper(Class, Match))
    Result.Strong = true;
  else if (!Match.isLibraryCode(Class->getLocation()))
    Result.Guarded = true; // a token of the user's own
}

const FunctionDecl *definitionOf(const FunctionDecl *F) {
  const FunctionDecl *Definition = nullptr;
  return F && F->hasBody(Definition) ? Definition : nullptr;
}

const FunctionDecl *lambdaFunction(const LambdaExpr *Lambda) {
  const FunctionTemplateDecl *Generic =
      Lambda->getLambdaClass()->getDependentLambdaCallOperator();
  if (!Generic)
    return Lambda->getCallOperator();
  for (const FunctionDecl *Instance : Generic->specializations())
    if (Instance->hasBody())
      return Instance;
  return nullptr;
}

Callback ofLambda(const LambdaExpr *Lambda, const model::Matcher &Match) {
  Callback Result;
  Result.Lambda = Lambda;
  Result.Written = Lambda;
  Result.Function = lambdaFunction(Lambda);
  for (const LambdaCapture &Capture : Lambda->captures()) {
    if (Capture.getCaptureKind() == LCK_This)
      Result.RawThis = true;
    else if (Capture.getCaptureKind() == LCK_StarThis)
      Result.Guarded = true;
    else if (Capture.capturesVariable() &&
             Capture.getCaptureKind() == LCK_ByCopy)
      addHeld(Capture.getCapturedVar()->getType(), Match, Result);
  }
  if (Result.Function)
    for (unsigned I = 0; I < Result.Function->getNumParams(); ++I)
      Result.Passed.push_back(I);
  return Result;
}

/// The number of the library's argument that a placeholder stands for; -1 for
/// anything else.
int placeholder(const Expr *E) {
  E = strip(E);
  if (const auto *Call = dyn_cast<CallExpr>(E)) {
    // Some placeholders are functions.
    const FunctionDecl *Callee = Call->getDirectCallee();
    return Callee && Call->getNumArgs() == 0 && plainName(Callee) == "error"
               ? 0
               : -1;
  }
  const NamedDecl *Named = nullptr;
  if (const auto *Reference = dyn_cast<DeclRefExpr>(E))
    Named = Reference->getDecl();
  if (!Named || !Named->getDeclName().isIdentifier())
    return -1;
  StringRef Name = Named->getName();
  unsigned Number = 0;
  if (Name.consume_front("_") && !Name.getAsInteger(10, Number) && Number > 0)
    return Number - 1;
  // `placeholders::error` and its like.
  const auto *Space = dyn_cast<NamespaceDecl>(Named->getDeclContext());
  if (Space && Space->getIdentifier() && Space->getName() == "placeholders")
    return Named->getName() == "error" ? 0 : 1;
  return -1;
}

/// `bind(&Class::method, this, _1)` and the binders like it.
std::optional<Callback> ofBinder(const CallExpr *Call,
                                 const model::Matcher &Match) {
  const CXXMethodDecl *Method = nullptr;
  unsigned Next = 0;
  for (; Next < Call->getNumArgs() && !Method; ++Next) {
    const auto *Address = dyn_cast<UnaryOperator>(strip(Call->getArg(Next)));
    if (!Address || Address->getOpcode() != UO_AddrOf)
      continue;
    if (const auto *Reference = dyn_cast<DeclRefExpr>(
            Address->getSubExpr()->IgnoreParenImpCasts()))
      Method = dyn_cast<CXXMethodDecl>(Reference->getDecl());
  }
  if (!Method || Method->isStatic() || Next >= Call->getNumArgs())
    return std::nullopt;
  Callback Result;
  Result.Written = Call;
  Result.Function = definitionOf(Method);
  const Expr *Object = strip(Call->getArg(Next++));
  if (isa<CXXThisExpr>(Object))
    Result.RawThis = true;
  else
    addHeld(Object->getType(), Match, Result);
  unsigned Bound = Call->getNumArgs() - Next;
  bool Placeholders = false;
  for (unsigned I = 0; I < Bound; ++I) {
    const Expr *Argument = Call->getArg(Next + I);
    int Number = placeholder(Argument);
    if (Number < 0) {
      addHeld(strip(Argument)->getType(), Match, Result);
      continue;
    }
    Placeholders = true;
    if (Result.Passed.size() <= unsigned(Number))
      Result.Passed.resize(Number + 1, -1);
    Result.Passed[Number] = I;
  }
  // Without placeholders, what the library passes follows what is bound.
  if (!Placeholders)
    for (unsigned I = Bound; I < Method->getNumParams(); ++I)
      Result.Passed.push_back(I);
  return Result;
}

} // namespace

const ParmVarDecl *Callback::parameter(unsigned Index) const {
  if (!Function || Index >= Passed.size() || Passed[Index] < 0 ||
      unsigned(Passed[Index]) >= Function->getNumParams())
    return nullptr;
  return Function->getParamDecl(Passed[Index]);
}

std::optional<Callback> resolveCallback(const Expr *E,
                                        const model::Matcher &Match) {
  if (!E)
    return std::nullopt;
  E = strip(E);
  if (const auto *Lambda = dyn_cast<LambdaExpr>(E))
    return ofLambda(Lambda, Match);
  if (const auto *Address = dyn_cast<UnaryOperator>(E);
      Address && Address->getOpcode() == UO_AddrOf)
    E = strip(Address->getSubExpr());
  if (const auto *Reference = dyn_cast<DeclRefExpr>(E)) {
    if (const auto *F = dyn_cast<FunctionDecl>(Reference->getDecl())) {
      Callback Result;
      Result.Written = E;
      Result.Function = definitionOf(F);
      for (unsigned I = 0; I < F->getNumParams(); ++I)
        Result.Passed.push_back(I);
      return Result;
    }
    const auto *Variable = dyn_cast<VarDecl>(Reference->getDecl());
    if (Variable && Variable->hasLocalStorage() &&
        !isa<ParmVarDecl>(Variable) && Variable->getInit())
      if (const auto *Lambda = dyn_cast<LambdaExpr>(strip(Variable->getInit())))
        return ofLambda(Lambda, Match);
    return std::nullopt;
  }
  if (const auto *Construct = dyn_cast<CXXConstructExpr>(E)) {
    if (Construct->getNumArgs() >= 1 &&
        Match.isLibraryCode(Construct->getConstructor()->getLocation()))
      return resolveCallback(Construct->getArg(0), Match);
    return std::nullopt;
  }
  const auto *Call = dyn_cast<CallExpr>(E);
  if (!Call || !Call->getDirectCallee() ||
      !Match.isLibraryCode(Call->getDirectCallee()->getLocation()))
    return std::nullopt;
  if (std::optional<Callback> Bound = ofBinder(Call, Match))
    return Bound;
  // `strand.wrap(handler)`, `bind_executor(executor, handler)`.
  for (unsigned I = Call->getNumArgs(); I > 0; --I)
    if (isa<LambdaExpr, CallExpr, CXXConstructExpr>(strip(Call->getArg(I - 1))))
      if (std::optional<Callback> Inner =
              resolveCallback(Call->getArg(I - 1), Match))
        return Inner;
  return std::nullopt;
}

namespace {

class FirstUseFinder {
public:
  FirstUse find(const FunctionDecl *F, const ParmVarDecl *Status,
                const Expr **Where) {
    FirstUse Result = FirstUse::Nothing;
    if (!F || !Entered.insert(F->getCanonicalDecl()).second)
      return Result;
    CallIndex::forEachStatement(F, [&](const Stmt *S, const Stmt *) {
      if (Result != FirstUse::Nothing)
        return;
      const auto *E = dyn_cast<Expr>(S);
      if (!E)
        return;
      Result = use(E, Status);
      if (Result != FirstUse::Nothing && Where)
        *Where = E;
    });
    return Result;
  }

private:
  static bool isThis(const Expr *E) {
    return isa<CXXThisExpr>(E->IgnoreParenImpCasts());
  }

  static bool mentions(const Stmt *S, const ParmVarDecl *Variable) {
    if (!S)
      return false;
    if (const auto *Reference = dyn_cast<DeclRefExpr>(S))
      return Reference->getDecl() == Variable;
    return llvm::any_of(S->children(), [&](const Stmt *Child) {
      return mentions(Child, Variable);
    });
  }

  FirstUse use(const Expr *E, const ParmVarDecl *Status) {
    if (const auto *Reference = dyn_cast<DeclRefExpr>(E))
      return Status && Reference->getDecl() == Status ? FirstUse::Status
                                                      : FirstUse::Nothing;
    if (const auto *Member = dyn_cast<MemberExpr>(E))
      return isThis(Member->getBase()) && isa<FieldDecl>(Member->getMemberDecl())
                 ? FirstUse::Owner
                 : FirstUse::Nothing;
    const auto *Call = dyn_cast<CXXMemberCallExpr>(E);
    const CXXMethodDecl *Method = Call ? Call->getMethodDecl() : nullptr;
    if (!Method || !isThis(Call->getImplicitObjectArgument()))
      return FirstUse::Nothing;
    const FunctionDecl *Body = definitionOf(Method);
    for (unsigned I = 0; I < Call->getNumArgs(); ++I) {
      if (!Status || !mentions(Call->getArg(I), Status))
        continue;
      // Handed on: the callee looks at it, or nobody knows.
      return Body && I < Body->getNumParams()
                 ? find(Body, Body->getParamDecl(I), nullptr)
                 : FirstUse::Status;
    }
    // What it does without a body to look into is most likely to the object.
    return Body ? find(Body, nullptr, nullptr) : FirstUse::Owner;
  }

  llvm::SmallPtrSet<const Decl *, 8> Entered;
};

} // namespace

FirstUse firstUse(const FunctionDecl *F, const ParmVarDecl *Status,
                  const Expr **Where) {
  return FirstUseFinder().find(F, Status, Where);
}

bool reaches(const CallIndex &Calls, const Decl *F, const Decl *Target,
             llvm::DenseSet<const Decl *> &Seen) {
  llvm::SmallVector<const Decl *, 16> Pending = {CallIndex::key(F)};
  while (!Pending.empty()) {
    const Decl *Each = Pending.pop_back_val();
    if (Each == CallIndex::key(Target))
      return true;
    if (!Seen.insert(Each).second)
      continue;
    for (const CallSite &Site : Calls.callsIn(Each))
      Pending.push_back(Site.Callee);
  }
  return false;
}

} // namespace nettidy
