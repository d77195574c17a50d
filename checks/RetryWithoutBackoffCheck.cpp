//===-- RetryWithoutBackoffCheck.cpp - Tried again at once ----------------===//
//
// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "RetryWithoutBackoffCheck.h"
#include "NameWords.h"
#include "ast/CallIndex.h"
#include "ast/Handlers.h"
#include "ast/RepeatingContexts.h"
#include "ast/Statements.h"
#include "ast/Wrappers.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Lex/Lexer.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/SmallPtrSet.h"

using namespace clang;

namespace nettidy {

namespace {

/// What a condition says about the request when it holds.
enum class Outcome { Success, Failure, Unknown };

Outcome invert(Outcome O) {
  if (O == Outcome::Unknown)
    return O;
  return O == Outcome::Success ? Outcome::Failure : Outcome::Success;
}

/// Calls \p Visit with \p S and all below it, lambda bodies excepted.
void visitWithin(const Stmt *S, llvm::function_ref<void(const Stmt *)> Visit) {
  if (!S)
    return;
  Visit(S);
  if (isa<LambdaExpr>(S))
    return;
  // The rest is what the compiler makes of it.
  if (const auto *Awaited = dyn_cast<CoawaitExpr>(S))
    return visitWithin(Awaited->getOperand(), Visit);
  for (const Stmt *Child : S->children())
    visitWithin(Child, Visit);
}

bool anyWithin(const Stmt *S, llvm::function_ref<bool(const Stmt *)> Test) {
  bool Found = false;
  visitWithin(S, [&](const Stmt *Each) { Found = Found || Test(Each); });
  return Found;
}

const Expr *bare(const Expr *E) {
  while (E) {
    const Expr *Inner = E->IgnoreParenImpCasts();
    if (const auto *Full = dyn_cast<FullExpr>(Inner))
      Inner = Full->getSubExpr();
    else if (const auto *Temporary = dyn_cast<MaterializeTemporaryExpr>(Inner))
      Inner = Temporary->getSubExpr();
    else if (const auto *Bind = dyn_cast<CXXBindTemporaryExpr>(Inner))
      Inner = Bind->getSubExpr();
    else if (const auto *Awaited = dyn_cast<CoawaitExpr>(Inner))
      Inner = Awaited->getOperand();
    else if (const auto *Cast = dyn_cast<ExplicitCastExpr>(Inner))
      Inner = Cast->getSubExpr();
    else if (const auto *Construct = dyn_cast<CXXConstructExpr>(Inner);
             Construct && Construct->getNumArgs() == 1 &&
             Construct->getConstructor()->isCopyOrMoveConstructor())
      Inner = Construct->getArg(0);
    else if (const auto *Call = dyn_cast<CXXMemberCallExpr>(Inner);
             Call && isa_and_nonnull<CXXConversionDecl>(Call->getMethodDecl()))
      Inner = Call->getImplicitObjectArgument();
    if (Inner == E)
      return E;
    E = Inner;
  }
  return E;
}

/// The variable or member that an expression names.
const ValueDecl *named(const Expr *E) {
  E = bare(E);
  if (const auto *Reference = dyn_cast_or_null<DeclRefExpr>(E))
    return isa<VarDecl>(Reference->getDecl())
               ? cast<ValueDecl>(Reference->getDecl()->getCanonicalDecl())
               : nullptr;
  if (const auto *Member = dyn_cast_or_null<MemberExpr>(E))
    if (isa<FieldDecl>(Member->getMemberDecl()))
      return cast<ValueDecl>(Member->getMemberDecl()->getCanonicalDecl());
  return nullptr;
}

bool readsErrorNumber(const Stmt *S) {
  return anyWithin(S, [](const Stmt *Each) {
    const auto *Call = dyn_cast<CallExpr>(Each);
    const FunctionDecl *Callee = Call ? Call->getDirectCallee() : nullptr;
    StringRef Name = Callee ? plainName(Callee) : "";
    return Name == "__errno_location" || Name == "__error" || Name == "_errno";
  });
}

/// Classes whose truth is an error.
bool isErrorType(QualType T) {
  const CXXRecordDecl *Class = T.getNonReferenceType()->getAsCXXRecordDecl();
  return Class && Class->getIdentifier() &&
         StringRef(Class->getName()).contains_insensitive("error");
}

const Stmt *lastOf(const Stmt *S) {
  while (const auto *Block = dyn_cast_or_null<CompoundStmt>(S))
    S = Block->body_empty() ? nullptr : Block->body_back();
  return S;
}

/// What the code calls it: a model may name generated code by a pattern.
StringRef nameOf(const Expr *Try, const model::Function &Func) {
  const auto *Call = dyn_cast<CallExpr>(Try);
  if (const FunctionDecl *Callee = Call ? Call->getDirectCallee() : nullptr;
      Callee && Callee->getIdentifier())
    return Callee->getName();
  StringRef Name = Func.Name;
  return Name.substr(Name.rfind(':') + 1);
}

bool isThrow(const Stmt *S) {
  const auto *E = dyn_cast_or_null<Expr>(S);
  return E && isa<CXXThrowExpr>(E->IgnoreImplicit());
}

/// Whether control leaves the loop at the end of this branch.
bool leavesLoop(const Stmt *Branch) {
  const Stmt *Last = lastOf(Branch);
  return isa_and_nonnull<BreakStmt, ReturnStmt, CoreturnStmt, GotoStmt>(Last) ||
         isThrow(Last);
}

class Retries {
public:
  Retries(TranslationUnit &TU, FindingSink &Sink, StringRef Check)
      : TU(TU), Match(TU.matcher()), Calls(TU.calls()), Contexts(TU.contexts()),
        Sink(Sink), Check(Check) {}

  void run() {
    for (const FunctionDecl *F : Calls.functions()) {
      if (!Calls.reachesModelled(F) || Contexts.isTestCode(F))
        continue;
      visitWithin(F->getBody(), [&](const Stmt *S) {
        if (isa<WhileStmt, DoStmt, ForStmt>(S))
          judgeLoop(S, F);
      });
    }
    for (const ModelledSite &Site : Calls.sites())
      judgeHandlers(Site);
  }

private:
  static bool isTry(const model::Request &R, bool Asynchronous);
  bool isTry(const ModelledSite &Site, bool Asynchronous = false) const;
  const ModelledSite *tryWithin(const FunctionDecl *F,
                                unsigned Depth = 0) const;
  const FunctionDecl *visibleCallee(const Expr *E) const;
  /// True when \p F, or a function that it calls, looks at the error number.
  bool asksErrorNumber(const FunctionDecl &F, unsigned Depth = 0) const;

  /// What is known of one loop.
  struct Loop {
    const Stmt *Whole = nullptr;
    const FunctionDecl *In = nullptr;
    /// The calls that make a try: the modelled request, or a user's function
    /// that makes one.
    llvm::SmallVector<const Expr *, 2> Tries;
    /// Those of them that tell of a failure by an exception only: functions of
    /// the user's without a result.
    llvm::SmallVector<const Expr *, 2> Throwing;
    /// Of a try that waits for the answer of an asynchronous request: the
    /// request.
    llvm::SmallDenseMap<const Expr *, const ModelledSite *, 2> WaitedFor;
    /// What holds the outcome of a try.
    llvm::SmallPtrSet<const ValueDecl *, 4> Results;
    llvm::SmallPtrSet<const ValueDecl *, 8> Changed;
    /// Of a handler: flags in a result that tell of a failure.
    ArrayRef<model::ValuePattern> FailureFlags = {};
  };
  const Expr *waitFor(const Expr *Request, const FunctionDecl *F) const;
  void judgeLoop(const Stmt *S, const FunctionDecl *F);
  void collect(Loop &L) const;
  bool isResult(const Expr *E, const Loop &L) const;
  bool fromModel(const Expr *E, const Loop &L) const;
  Outcome outcome(const Expr *E, const Loop &L, unsigned Depth = 0) const;
  Outcome truth(const Expr *E, const Loop &L, unsigned Depth) const;
  Outcome comparison(const BinaryOperator *B, const Loop &L) const;
  Outcome flag(const ValueDecl *D, const Loop &L, unsigned Depth) const;
  bool isSomeFailure(const Expr *E, const Loop &L) const;
  bool repeatsFailure(const Loop &L) const;
  bool repeatsException(const Loop &L) const;
  bool isBounded(const Stmt *S) const;
  bool changesBetween(const Loop &L) const;
  bool mayPause(const Stmt *S, const Loop *L,
                llvm::SmallPtrSetImpl<const FunctionDecl *> &Seen) const;
  bool callMayPause(const Expr *Call, const FunctionDecl *Callee, const Loop *L,
                    llvm::SmallPtrSetImpl<const FunctionDecl *> &Seen) const;

  /// What a handler is told of the outcome.
  struct Told {
    const model::Handler *By = nullptr; ///< says which parameter tells
    const ValueDecl *Answer = nullptr;  ///< holds the answer
    bool Always = false;                ///< it only runs after a failure
  };
  void judgeHandlers(const ModelledSite &Site);
  bool judgeHandler(const FunctionDecl *Handler, const ModelledSite &Site,
                    const model::Function &Try, const Told &Of);
  bool judgeSignal(const ModelledSite &Site, const model::ModelSet::Entry &Entry,
                   const model::Handler &H);
  const FunctionDecl *handlerFunction(const ModelledSite &Site,
                                      const model::Handler &H) const;
  const Expr *restart(const FunctionDecl *Handler, const ModelledSite &Site,
                      const Told &Of) const;
  bool connects(const ModelledSite &Site) const;
  bool leadsTo(const FunctionDecl *F, const FunctionDecl *Target,
               unsigned Depth = 0) const;

  SourceLocation place(const Stmt *S) const {
    return TU.sources().getExpansionLoc(S->getBeginLoc());
  }
  void report(const Expr *Try, StringRef Name, const Stmt *Again,
              StringRef Note);

  TranslationUnit &TU;
  const model::Matcher &Match;
  const CallIndex &Calls;
  const RepeatingContexts &Contexts;
  FindingSink &Sink;
  StringRef Check;
  /// The calls that start again, each once.
  llvm::SmallPtrSet<const Expr *, 8> Reported;
};

/// Receiving from a socket again is no retry; asking a client again is, and so
/// is connecting again.
bool Retries::isTry(const model::Request &R, bool Asynchronous) {
  return R.Asynchronous == Asynchronous && !R.Streaming && R.Of &&
         (R.Connects || R.Of->Role == model::ObjectRole::Client);
}

bool Retries::isTry(const ModelledSite &Site, bool Asynchronous) const {
  return llvm::any_of(Site.Entries, [&](const model::ModelSet::Entry &Entry) {
    return (!Asynchronous && !Entry.Func->HiddenClient.empty()) ||
           llvm::any_of(Entry.Func->Requests, [&](const model::Request &R) {
             return isTry(R, Asynchronous);
           });
  });
}

const FunctionDecl *Retries::visibleCallee(const Expr *E) const {
  const auto *Call = dyn_cast<CallExpr>(E);
  const FunctionDecl *Callee = Call ? Call->getDirectCallee() : nullptr;
  const FunctionDecl *Definition = nullptr;
  if (!Callee || !Callee->isDefined(Definition) ||
      Match.isLibraryCode(Definition->getLocation()))
    return nullptr;
  return Definition;
}

/// A request that a user's function makes; null without one.
bool Retries::asksErrorNumber(const FunctionDecl &F, unsigned Depth) const {
  constexpr unsigned MaxDepth = 3;
  return readsErrorNumber(F.getBody()) ||
         (Depth < MaxDepth &&
          anyWithin(F.getBody(), [&](const Stmt *Each) {
            const auto *Call = dyn_cast<CallExpr>(Each);
            const FunctionDecl *Callee = Call ? visibleCallee(Call) : nullptr;
            return Callee && asksErrorNumber(*Callee, Depth + 1);
          }));
}

const ModelledSite *Retries::tryWithin(const FunctionDecl *F,
                                       unsigned Depth) const {
  if (Depth > 3 || !Calls.reachesModelled(F))
    return nullptr;
  for (const ModelledSite &Site : Calls.sitesIn(CallIndex::key(F)))
    if (isTry(Site))
      return &Site;
  for (const CallSite &Edge : Calls.callsIn(CallIndex::key(F)))
    if (Edge.What == CallSite::Kind::Call)
      if (const ModelledSite *Site = tryWithin(Edge.Callee, Depth + 1))
        return Site;
  return nullptr;
}

//===----------------------------------------------------------------------===//
// What a condition says
//===----------------------------------------------------------------------===//

/// `client.request(...).get()`: the call that waits at once for what \p Request
/// started; null without one.
const Expr *Retries::waitFor(const Expr *Request, const FunctionDecl *F) const {
  const Stmt *S = Request;
  for (unsigned Depth = 0; S && Depth < 8; ++Depth) {
    S = Calls.parentOf(S, CallIndex::key(F));
    if (const auto *Call = dyn_cast_or_null<CXXMemberCallExpr>(S)) {
      StringRef Name =
          Call->getMethodDecl() ? plainName(Call->getMethodDecl()) : "";
      return Name == "get" || Name == "wait" ? Call : nullptr;
    }
    if (!isa_and_nonnull<MemberExpr, ImplicitCastExpr, ParenExpr, FullExpr,
                         MaterializeTemporaryExpr, CXXBindTemporaryExpr>(S))
      return nullptr;
  }
  return nullptr;
}

void Retries::collect(Loop &L) const {
  auto Assigned = [&](const ValueDecl *To, const Expr *Value) {
    if (!To || !Value)
      return;
    const Expr *Bare = bare(Value);
    if (llvm::is_contained(L.Tries, Bare))
      L.Results.insert(To);
    else if (const ModelledSite *Site = Calls.site(Bare);
             !Site || llvm::none_of(Site->Entries, [](const auto &Entry) {
               return !Entry.Func->Acquires.empty();
             }))
      L.Changed.insert(To);
  };
  llvm::SmallPtrSet<const Expr *, 2> Awaited;
  visitWithin(L.Whole, [&](const Stmt *S) {
    if (const auto *Await = dyn_cast<CoawaitExpr>(S))
      Awaited.insert(bare(Await->getOperand()));
    const auto *E = dyn_cast<Expr>(S);
    if (!E)
      return;
    const ModelledSite *Site = Calls.site(E);
    const FunctionDecl *Callee = Site ? nullptr : visibleCallee(E);
    const Expr *Wait = Site && !Awaited.count(E) && isTry(*Site, true)
                           ? waitFor(E, L.In)
                           : nullptr;
    if (Wait) {
      L.Tries.push_back(Wait);
      L.WaitedFor[Wait] = Site;
    }
    if (Site && isTry(*Site, /*Asynchronous=*/Awaited.count(E)))
      L.Tries.push_back(E);
    if (!Callee || !tryWithin(Callee))
      return;
    if (!Callee->getReturnType()->isVoidType())
      L.Tries.push_back(E);
    else if (anyWithin(Callee->getBody(),
                       [](const Stmt *Each) { return isa<CXXThrowExpr>(Each); }))
      L.Throwing.push_back(E);
  });
  visitWithin(L.Whole, [&](const Stmt *S) {
    if (const auto *Declaration = dyn_cast<DeclStmt>(S)) {
      for (const Decl *D : Declaration->decls())
        if (const auto *Variable = dyn_cast<VarDecl>(D))
          if (const Expr *Value = Variable->getInit();
              Value && llvm::is_contained(L.Tries, bare(Value)))
            L.Results.insert(Variable->getCanonicalDecl());
    } else if (const auto *Binary = dyn_cast<BinaryOperator>(S)) {
      if (Binary->getOpcode() == BO_Assign)
        Assigned(named(Binary->getLHS()), Binary->getRHS());
      else if (Binary->isCompoundAssignmentOp())
        Assigned(named(Binary->getLHS()), Binary->getRHS());
    } else if (const auto *Operator = dyn_cast<CXXOperatorCallExpr>(S)) {
      if (Operator->isAssignmentOp() && Operator->getNumArgs() == 2)
        Assigned(named(Operator->getArg(0)), Operator->getArg(1));
      else if ((Operator->getOperator() == OO_PlusPlus ||
                Operator->getOperator() == OO_MinusMinus) &&
               Operator->getNumArgs() > 0)
        if (const ValueDecl *D = named(Operator->getArg(0)))
          L.Changed.insert(D);
    } else if (const auto *Unary = dyn_cast<UnaryOperator>(S)) {
      if (Unary->isIncrementDecrementOp())
        if (const ValueDecl *D = named(Unary->getSubExpr()))
          L.Changed.insert(D);
    }
  });
  // Where an error is put: `connect(peer, error)`, and of what is awaited
  // `async_connect(peer, redirect_error(use_awaitable, error))`.
  for (const Expr *Try : L.Tries)
    if (const auto *Call = dyn_cast<CallExpr>(Try))
      for (const Expr *Argument : Call->arguments())
        visitWithin(Awaited.count(Try) ? Argument : bare(Argument),
                    [&](const Stmt *S) {
                      const auto *E = dyn_cast<Expr>(S);
                      const ValueDecl *D = E ? named(E) : nullptr;
                      if (D && isErrorType(D->getType()))
                        L.Results.insert(D);
                    });
}

/// The outcome itself, or what is read from it.
bool Retries::isResult(const Expr *E, const Loop &L) const {
  E = bare(E);
  for (unsigned Depth = 0; E && Depth < 6; ++Depth) {
    if (llvm::is_contained(L.Tries, E))
      return true;
    if (const auto *Assign = dyn_cast<BinaryOperator>(E);
        Assign && Assign->getOpcode() == BO_Assign)
      return isResult(Assign->getRHS(), L) || isResult(Assign->getLHS(), L);
    if (const ValueDecl *D = named(E); D && L.Results.count(D))
      return true;
    if (const auto *Member = dyn_cast<MemberExpr>(E))
      E = bare(Member->getBase());
    else if (const auto *Call = dyn_cast<CXXMemberCallExpr>(E))
      E = bare(Call->getImplicitObjectArgument());
    else if (const auto *Operator = dyn_cast<CXXOperatorCallExpr>(E);
             Operator && Operator->getNumArgs() > 0 &&
             (Operator->getOperator() == OO_Arrow ||
              Operator->getOperator() == OO_Star))
      E = bare(Operator->getArg(0));
    else if (const auto *Plain = dyn_cast<CallExpr>(E);
             Plain && Plain->getNumArgs() == 1)
      E = bare(Plain->getArg(0)); // PQresultStatus(r)
    else
      return false;
  }
  return false;
}

/// The outcome of a modelled request rather than of a user's function, whose
/// integers may mean anything.
bool Retries::fromModel(const Expr *E, const Loop &L) const {
  return isResult(E, L) && llvm::all_of(L.Tries, [&](const Expr *Try) {
           return Calls.site(Try) != nullptr;
         });
}

Outcome Retries::comparison(const BinaryOperator *B, const Loop &L) const {
  const Expr *Value = B->getLHS(), *Constant = B->getRHS();
  BinaryOperatorKind Kind = B->getOpcode();
  if (!isResult(Value, L)) {
    std::swap(Value, Constant);
    if (!isResult(Value, L))
      return Outcome::Unknown;
    Kind = BinaryOperator::isComparisonOp(Kind) ? (Kind == BO_LT   ? BO_GT
                                                   : Kind == BO_GT ? BO_LT
                                                   : Kind == BO_LE ? BO_GE
                                                   : Kind == BO_GE ? BO_LE
                                                                   : Kind)
                                                : Kind;
  }
  auto Equal = [&]() {
    const Expr *Bare = bare(Constant);
    if (Constant->isNullPointerConstant(TU.context(),
                                        Expr::NPC_ValueDependentIsNotNull) &&
        Value->IgnoreParenImpCasts()->getType()->isPointerType())
      return Outcome::Failure;
    if (const auto *Boolean = dyn_cast<CXXBoolLiteralExpr>(Bare)) {
      Outcome True = truth(Value, L, 0);
      return Boolean->getValue() ? True : invert(True);
    }
    if (const auto *Reference = dyn_cast<DeclRefExpr>(Bare))
      if (isa<EnumConstantDecl, VarDecl>(Reference->getDecl()) &&
          Reference->getDecl()->getIdentifier() &&
          saysSuccess(Reference->getDecl()->getName()))
        return Outcome::Success;
    Expr::EvalResult Result;
    if (Constant->isValueDependent() ||
        !Constant->EvaluateAsInt(Result, TU.context()))
      return Outcome::Unknown;
    int64_t N = Result.Val.getInt().getExtValue();
    if (N == 0 || (N >= 200 && N < 300))
      return Outcome::Success;
    if (N < 0 || N == 429 || (N >= 500 && N < 600))
      return Outcome::Failure;
    return Outcome::Unknown;
  };
  if (Kind == BO_EQ)
    return Equal();
  if (Kind == BO_NE)
    return invert(Equal());
  Expr::EvalResult Result;
  if (Constant->isValueDependent() ||
      !Constant->EvaluateAsInt(Result, TU.context()))
    return Outcome::Unknown;
  int64_t N = Result.Val.getInt().getExtValue();
  if (N == 0 && (Kind == BO_LT || Kind == BO_LE))
    return Outcome::Failure;
  if (N == 0 && Kind == BO_GE)
    return Outcome::Success;
  if (N == -1 && Kind == BO_GT)
    return Outcome::Success;
  if (N >= 400 && N <= 500 && (Kind == BO_GE || Kind == BO_GT))
    return Outcome::Failure;
  if (N >= 300 && N <= 500 && (Kind == BO_LT || Kind == BO_LE))
    return Outcome::Success;
  return Outcome::Unknown;
}

/// What a flag that the loop sets says: `Done = true` where the request
/// succeeded, `Done = perform() == OK`.
Outcome Retries::flag(const ValueDecl *D, const Loop &L, unsigned Depth) const {
  Outcome Result = Outcome::Unknown;
  visitWithin(L.Whole, [&](const Stmt *S) {
    const Expr *Value = nullptr;
    if (const auto *Declaration = dyn_cast<DeclStmt>(S)) {
      for (const Decl *Each : Declaration->decls())
        if (Each->getCanonicalDecl() == D)
          Value = cast<VarDecl>(Each)->getInit();
    } else if (const auto *Assign = dyn_cast<BinaryOperator>(S)) {
      if (Assign->getOpcode() == BO_Assign && named(Assign->getLHS()) == D)
        Value = Assign->getRHS();
    }
    if (!Value || Result != Outcome::Unknown)
      return;
    const auto *Literal = dyn_cast<CXXBoolLiteralExpr>(bare(Value));
    Expr::EvalResult Known;
    bool Set;
    if (Literal)
      Set = Literal->getValue();
    else if (!Value->isValueDependent() &&
             Value->EvaluateAsInt(Known, TU.context()))
      Set = Known.Val.getInt().getBoolValue();
    else {
      Result = outcome(Value, L, Depth + 1);
      return;
    }
    // The innermost branch that it is set in.
    const Stmt *Child = S;
    for (const Stmt *Up = Calls.parentOf(S, L.In); Up && Up != L.Whole;
         Child = Up, Up = Calls.parentOf(Up, L.In))
      if (const auto *If = dyn_cast<IfStmt>(Up)) {
        Outcome Branch = outcome(If->getCond(), L, Depth + 1);
        if (Child == If->getElse())
          Branch = invert(Branch);
        Result = Set ? Branch : invert(Branch);
        return;
      }
  });
  return Result;
}

Outcome Retries::truth(const Expr *E, const Loop &L, unsigned Depth) const {
  E = bare(E);
  QualType T = E->getType().getNonReferenceType();
  if (const auto *Call = dyn_cast<CXXMemberCallExpr>(E);
      Call && isResult(E, L) && !llvm::is_contained(L.Tries, E)) {
    StringRef Name = plainName(Call->getMethodDecl());
    if (saysFailure(Name))
      return Outcome::Failure;
    if (saysSuccess(Name))
      return Outcome::Success;
    return Outcome::Unknown;
  }
  if (const auto *Operator = dyn_cast<CXXOperatorCallExpr>(E)) {
    if (Operator->getOperator() == OO_Exclaim && Operator->getNumArgs() == 1)
      return invert(truth(Operator->getArg(0), L, Depth + 1));
  }
  bool Itself = llvm::is_contained(L.Tries, E);
  const ValueDecl *D = named(E);
  if (Itself || (D && L.Results.count(D))) {
    if (isErrorType(T))
      return Outcome::Failure;
    if (T->isBooleanType() || T->isPointerType() || T->isRecordType())
      return Outcome::Success;
    if (T->isIntegralOrEnumerationType() && fromModel(E, L))
      return Outcome::Failure;
    return Outcome::Unknown;
  }
  if (const auto *Assign = dyn_cast<BinaryOperator>(E);
      Assign && Assign->getOpcode() == BO_Assign)
    return truth(Assign->getRHS(), L, Depth + 1);
  if (D && Depth < 4)
    return flag(D, L, Depth);
  return Outcome::Unknown;
}

Outcome Retries::outcome(const Expr *E, const Loop &L, unsigned Depth) const {
  E = E ? bare(E) : nullptr;
  if (!E || Depth > 8)
    return Outcome::Unknown;
  if (const auto *Not = dyn_cast<UnaryOperator>(E);
      Not && Not->getOpcode() == UO_LNot)
    return invert(outcome(Not->getSubExpr(), L, Depth + 1));
  if (const auto *Binary = dyn_cast<BinaryOperator>(E)) {
    if (Binary->isLogicalOp()) {
      Outcome Left = outcome(Binary->getLHS(), L, Depth + 1);
      return Left != Outcome::Unknown ? Left
                                      : outcome(Binary->getRHS(), L, Depth + 1);
    }
    if (Binary->isComparisonOp())
      return comparison(Binary, L);
    // `events & EVENT_ERROR`
    if (Binary->getOpcode() == BO_And && !L.FailureFlags.empty() &&
        (isResult(Binary->getLHS(), L) || isResult(Binary->getRHS(), L)))
      return Match.judgeFlags(isResult(Binary->getLHS(), L) ? Binary->getRHS()
                                                            : Binary->getLHS(),
                              L.FailureFlags,
                              L.In) == model::ValueVerdict::Matches
                 ? Outcome::Failure
                 : Outcome::Unknown;
  }
  if (const auto *Operator = dyn_cast<CXXOperatorCallExpr>(E);
      Operator && Operator->getNumArgs() == 2 &&
      (Operator->getOperator() == OO_EqualEqual ||
       Operator->getOperator() == OO_ExclaimEqual)) {
    // A smart pointer or error code against a constant.
    const Expr *Value = Operator->getArg(0), *Other = bare(Operator->getArg(1));
    Outcome True = truth(Value, L, Depth + 1);
    if (isa<CXXNullPtrLiteralExpr>(Other) || isa<CXXConstructExpr>(Other))
      return Operator->getOperator() == OO_EqualEqual ? invert(True) : True;
    return Outcome::Unknown;
  }
  return truth(E, L, Depth + 1);
}

//===----------------------------------------------------------------------===//
// Loops
//===----------------------------------------------------------------------===//

/// Whether \p S names a result that only asks to go on with the same request:
/// `== LIBRARY_ERROR_EAGAIN`. Nothing has failed then.
bool saysGoOn(const Stmt *S, const ASTContext &Context) {
  static const StringRef Words[] = {"again",       "eagain",     "wouldblock",
                                    "ewouldblock", "eintr",      "interrupted",
                                    "inprogress",  "einprogress", "pending"};
  return anyWithin(S, [&](const Stmt *Each) {
    if (const auto *Reference = dyn_cast<DeclRefExpr>(Each)) {
      const ValueDecl *D = Reference->getDecl();
      return isa<EnumConstantDecl>(D) && D->getIdentifier() &&
             hasWholeWord(D->getName(), Words);
    }
    if (!isa<IntegerLiteral, UnaryOperator>(Each) ||
        !Each->getBeginLoc().isMacroID())
      return false;
    return hasWholeWord(
        Lexer::getImmediateMacroName(Each->getBeginLoc(),
                                     Context.getSourceManager(),
                                     Context.getLangOpts()),
        Words);
  });
}

/// `rc == COULDNT_CONNECT || rc == TIMEDOUT`: the status of the library is one of
/// its failures that come at once. The opposite says nothing.
bool Retries::isSomeFailure(const Expr *E, const Loop &L) const {
  const auto *Binary = dyn_cast_or_null<BinaryOperator>(E ? bare(E) : nullptr);
  if (!Binary)
    return false;
  if (Binary->isLogicalOp())
    return isSomeFailure(Binary->getLHS(), L) ||
           isSomeFailure(Binary->getRHS(), L);
  if (Binary->getOpcode() != BO_EQ)
    return false;
  for (auto [Value, Constant] : {std::pair(Binary->getLHS(), Binary->getRHS()),
                                 {Binary->getRHS(), Binary->getLHS()}}) {
    const auto *Reference = dyn_cast<DeclRefExpr>(bare(Constant));
    const auto *Enumerator =
        Reference ? dyn_cast<EnumConstantDecl>(Reference->getDecl()) : nullptr;
    if (Enumerator && fromModel(Value, L))
      return Enumerator->getInitVal() != 0 &&
             saysUnreachable(Enumerator->getName()) &&
             !saysGoOn(Constant, TU.context());
  }
  return false;
}

/// True when the loop is left on success and goes on after a failure.
bool Retries::repeatsFailure(const Loop &L) const {
  const Expr *Condition = loopCondition(L.Whole);
  Outcome GoesOn = outcome(Condition, L);
  bool Repeats =
      GoesOn == Outcome::Failure || isSomeFailure(Condition, L);
  bool Gives = GoesOn == Outcome::Success;
  visitWithin(loopBody(L.Whole), [&](const Stmt *S) {
    const auto *If = dyn_cast<IfStmt>(S);
    if (!If)
      return;
    Outcome Then = outcome(If->getCond(), L);
    if (Then == Outcome::Unknown) {
      Repeats |= isa_and_nonnull<ContinueStmt>(lastOf(If->getThen())) &&
                 isSomeFailure(If->getCond(), L);
      return;
    }
    for (auto [Branch, When] :
         {std::pair(If->getThen(), Then), {If->getElse(), invert(Then)}}) {
      if (!Branch)
        continue;
      if (leavesLoop(Branch))
        (When == Outcome::Success ? Repeats : Gives) = true;
      else if (When == Outcome::Failure &&
               isa_and_nonnull<ContinueStmt>(lastOf(Branch)))
        Repeats = true;
    }
  });
  return Repeats && !Gives;
}

/// `for (;;) try { request(); return; } catch (...) { log(); }`
bool Retries::repeatsException(const Loop &L) const {
  return anyWithin(loopBody(L.Whole), [&](const Stmt *S) {
    const auto *Try = dyn_cast<CXXTryStmt>(S);
    if (!Try || Try->getNumHandlers() == 0 ||
        !isa_and_nonnull<BreakStmt, ReturnStmt, CoreturnStmt>(
            lastOf(Try->getTryBlock())) ||
        !anyWithin(Try->getTryBlock(), [&](const Stmt *Each) {
          const auto *E = dyn_cast<Expr>(Each);
          return E && (llvm::is_contained(L.Tries, E) ||
                       llvm::is_contained(L.Throwing, E));
        }))
      return false;
    for (unsigned I = 0; I < Try->getNumHandlers(); ++I)
      if (anyWithin(Try->getHandler(I)->getHandlerBlock(), [](const Stmt *E) {
            return isa<BreakStmt, ReturnStmt, CoreturnStmt, GotoStmt,
                       CXXThrowExpr>(E);
          }))
        return false;
    return true;
  });
}

/// `status = -errno;` is there to be looked at.
bool keepsErrorNumber(const Stmt *S) {
  const auto *Assign = dyn_cast<BinaryOperator>(S);
  return Assign && Assign->getOpcode() == BO_Assign &&
         readsErrorNumber(Assign->getRHS());
}

/// A counter that is compared, a clock that is asked, an error number that is
/// looked at (interrupted calls are repeated at once, rightly).
bool Retries::isBounded(const Stmt *S) const {
  llvm::SmallPtrSet<const ValueDecl *, 4> Counted;
  visitWithin(S, [&](const Stmt *Each) {
    if (const auto *Unary = dyn_cast<UnaryOperator>(Each)) {
      if (Unary->isIncrementDecrementOp())
        if (const ValueDecl *D = named(Unary->getSubExpr()))
          Counted.insert(D);
    } else if (const auto *Binary = dyn_cast<BinaryOperator>(Each)) {
      bool Adds = Binary->getOpcode() == BO_Assign &&
                  isa<BinaryOperator>(bare(Binary->getRHS()));
      if (Binary->isCompoundAssignmentOp() || Adds)
        if (const ValueDecl *D = named(Binary->getLHS()))
          Counted.insert(D);
    }
  });
  auto Bounds = [&](const Expr *Condition) {
    if (!Condition)
      return false;
    // A count to a million is none.
    if (const auto *Compare = dyn_cast<BinaryOperator>(bare(Condition));
        Compare && Compare->isComparisonOp())
      for (const Expr *Side : {Compare->getLHS(), Compare->getRHS()}) {
        Expr::EvalResult Result;
        if (!Side->isValueDependent() &&
            Side->EvaluateAsInt(Result, TU.context()) &&
            Result.Val.getInt().getExtValue() > 1000)
          return false;
      }
    return readsErrorNumber(Condition) || saysGoOn(Condition, TU.context()) ||
           anyWithin(Condition, [&](const Stmt *Each) {
             if (const auto *E = dyn_cast<Expr>(Each))
               if (const ValueDecl *D = named(E); D && Counted.count(D))
                 return true;
             const auto *Call = dyn_cast<CallExpr>(Each);
             const FunctionDecl *Callee =
                 Call ? Call->getDirectCallee() : nullptr;
             StringRef Name = Callee ? plainName(Callee) : "";
             // `while (connect(..) < 0 && interrupted())`: what a function that
             // cannot be seen looks at is unknown.
             const FunctionDecl *Seen = Call ? visibleCallee(Call) : nullptr;
             if (Seen && !tryWithin(Seen) && asksErrorNumber(*Seen))
               return true;
             if (Callee && !Seen && !Calls.site(Call) &&
                 !Callee->getBuiltinID() &&
                 !Match.isLibraryCode(Callee->getLocation()))
               return true;
             return !Name.empty() && asksForTime(Name);
           });
  };
  return anyWithin(S, [&](const Stmt *Each) {
    if (keepsErrorNumber(Each))
      return true;
    if (isa<WhileStmt, DoStmt, ForStmt>(Each))
      return Bounds(loopCondition(Each));
    if (const auto *If = dyn_cast<IfStmt>(Each))
      return Bounds(If->getCond());
    if (const auto *Choice = dyn_cast<ConditionalOperator>(Each))
      return Bounds(Choice->getCond());
    return false;
  });
}

/// The next address, a fresh token: another try.
bool Retries::changesBetween(const Loop &L) const {
  auto Varies = [&](const Expr *Argument) {
    return anyWithin(Argument, [&](const Stmt *S) {
      const auto *E = dyn_cast<Expr>(S);
      const ValueDecl *D = E ? named(E) : nullptr;
      return D && L.Changed.count(D) && !L.Results.count(D);
    });
  };
  return anyWithin(L.Whole, [&](const Stmt *S) {
    const auto *E = dyn_cast<Expr>(S);
    if (!E || (!Calls.site(E) && !llvm::is_contained(L.Tries, E)))
      return false;
    if (const auto *Call = dyn_cast<CallExpr>(E))
      return llvm::any_of(Call->arguments(), Varies);
    if (const auto *Construct = dyn_cast<CXXConstructExpr>(E))
      return llvm::any_of(Construct->arguments(), Varies);
    return false;
  });
}

bool Retries::callMayPause(
    const Expr *Call, const FunctionDecl *Callee, const Loop *L,
    llvm::SmallPtrSetImpl<const FunctionDecl *> &Seen) const {
  if (const ModelledSite *Site = Calls.site(Call);
      Site && !Site->Entries.empty())
    return llvm::any_of(Site->Entries, [](const model::ModelSet::Entry &Entry) {
      const model::Function &F = *Entry.Func;
      return !F.Arms.empty() || F.Throttles ||
             llvm::any_of(F.Settings, [](const model::ApplySetting &S) {
               return S.AllDescriptors ||
                      S.What.Kind == model::SettingKind::Backoff;
             });
    });
  if (L && L->WaitedFor.count(Call))
    return false; // a part of the try
  if (!Callee)
    return !isa<CXXConstructExpr>(Call); // through a pointer
  if (Callee->getBuiltinID() != 0 &&
      !Match.isLibraryCode(Callee->getLocation()))
    return false;
  const FunctionDecl *Definition = nullptr;
  bool Virtual =
      isa<CXXMethodDecl>(Callee) && cast<CXXMethodDecl>(Callee)->isVirtual();
  if (Match.isLibraryCode(Callee->getCanonicalDecl()->getLocation())) {
    if (Callee->isOverloadedOperator())
      return Callee->getOverloadedOperator() == OO_Call ||
             Callee->getOverloadedOperator() == OO_GreaterGreater;
    StringRef Name = plainName(Callee);
    const auto *Method = dyn_cast<CXXMethodDecl>(Callee);
    // The result of a future.
    if (Method && Name == "get" && Method->getParent()->getIdentifier() &&
        Method->getParent()->getName().contains("future"))
      return true;
    return mayWait(Name);
  }
  if (Callee->isDefined(Definition) && !Virtual) {
    if (!Seen.insert(Definition).second)
      return false;
    return mayPause(Definition->getBody(), L, Seen);
  }
  if (isa<CXXMethodDecl>(Callee) &&
      (Callee->isImplicit() || Callee->isDefaulted()))
    return false;
  return !onlyTells(plainName(Callee));
}

/// True when something in \p S waits, or may.
bool Retries::mayPause(
    const Stmt *S, const Loop *L,
    llvm::SmallPtrSetImpl<const FunctionDecl *> &Seen) const {
  return anyWithin(S, [&](const Stmt *Each) {
    // To await the failure itself is no pause.
    if (const auto *Await = dyn_cast<CoawaitExpr>(Each))
      return !L || !llvm::is_contained(L->Tries, bare(Await->getOperand()));
    if (isa<CoyieldExpr, DependentCoawaitExpr, GCCAsmStmt>(Each))
      return true;
    if (isa<RecoveryExpr>(Each)) // did not compile
      return true;
    if (const auto *Call = dyn_cast<CallExpr>(Each))
      return callMayPause(Call, Call->getDirectCallee(), L, Seen);
    if (const auto *Construct = dyn_cast<CXXConstructExpr>(Each))
      return callMayPause(Construct, Construct->getConstructor(), L, Seen);
    return false;
  });
}

void Retries::judgeLoop(const Stmt *S, const FunctionDecl *F) {
  Loop L;
  L.Whole = S;
  L.In = F;
  collect(L);
  bool Repeats = !L.Tries.empty() && repeatsFailure(L);
  if (!Repeats && !repeatsException(L))
    return;
  if (L.Tries.empty())
    L.Tries = L.Throwing;
  // An inner loop is judged by itself; what always leaves in its first round is
  // none.
  if (Contexts.enclosingLoop(L.Tries.front(), CallIndex::key(F)) != S)
    return;
  if (isBounded(S) || changesBetween(L))
    return;
  llvm::SmallPtrSet<const FunctionDecl *, 8> Seen;
  Seen.insert(F);
  if (mayPause(S, &L, Seen))
    return;
  const Expr *Try = L.Tries.front();
  const ModelledSite *Site =
      L.WaitedFor.count(Try) ? L.WaitedFor.lookup(Try) : Calls.site(Try);
  if (Site && !Site->Entries.empty()) {
    report(Try, nameOf(Try, *Site->Entries.front().Func), S,
           "this loop repeats it");
    return;
  }
  const FunctionDecl *Callee = visibleCallee(Try);
  if (Callee)
    report(Try, plainName(Callee), S, "this loop repeats it");
}

//===----------------------------------------------------------------------===//
// Handlers
//===----------------------------------------------------------------------===//

/// True when \p F is, or visibly calls, \p Target.
bool Retries::leadsTo(const FunctionDecl *F, const FunctionDecl *Target,
                      unsigned Depth) const {
  if (CallIndex::key(F) == CallIndex::key(Target))
    return true;
  return Depth < 3 && llvm::any_of(
                          Calls.callsIn(CallIndex::key(F)),
                          [&](const CallSite &Edge) {
                            return Edge.What == CallSite::Kind::Call &&
                                   leadsTo(Edge.Callee, Target, Depth + 1);
                          });
}

/// A condition, a counter that moves, the next address: what is tried then is
/// not the same again. Constants are none of that.
static bool movesOn(const Stmt *S) {
  return anyWithin(S, [](const Stmt *Each) {
    const auto *Unary = dyn_cast<UnaryOperator>(Each);
    const auto *Operator = dyn_cast<CXXOperatorCallExpr>(Each);
    const auto *Binary = dyn_cast<BinaryOperator>(Each);
    if (Binary && Binary->getOpcode() == BO_Assign) {
      const Expr *Value = bare(Binary->getRHS());
      return !isa<IntegerLiteral, CXXBoolLiteralExpr, CXXNullPtrLiteralExpr,
                  GNUNullExpr>(Value);
    }
    return (Unary && Unary->isIncrementDecrementOp()) ||
           (Binary && Binary->isAssignmentOp()) ||
           (Operator && (Operator->isAssignmentOp() ||
                         Operator->getOperator() == OO_PlusPlus));
  });
}

/// `send(request, tries - 1)`
static bool passesCount(const CallExpr *Call) {
  return llvm::any_of(Call->arguments(), [](const Expr *Argument) {
    return anyWithin(Argument, [](const Stmt *S) {
      const auto *Binary = dyn_cast<BinaryOperator>(S);
      const auto *Unary = dyn_cast<UnaryOperator>(S);
      return (Binary && (Binary->isAdditiveOp() || Binary->isShiftOp() ||
                         Binary->isMultiplicativeOp())) ||
             (Unary && Unary->isIncrementDecrementOp());
    });
  });
}

/// The call in the branch of \p Handler for a failure that starts the request
/// of \p Site again; null without one, or with a pause before it.
const Expr *Retries::restart(const FunctionDecl *Handler,
                             const ModelledSite &Site, const Told &Of) const {
  Loop L;
  L.Whole = Handler->getBody();
  L.In = Handler;
  for (const ParmVarDecl *Parameter : Handler->parameters())
    if (isErrorType(Parameter->getType()))
      L.Results.insert(cast<ValueDecl>(Parameter->getCanonicalDecl()));
  if (Of.By && Of.By->Failed.Where == model::Position::Base::Argument &&
      Of.By->Failed.Index < Handler->getNumParams()) {
    L.Results.insert(cast<ValueDecl>(
        Handler->getParamDecl(Of.By->Failed.Index)->getCanonicalDecl()));
    L.FailureFlags = Of.By->FailedValues;
  }
  if (Of.Answer)
    L.Results.insert(cast<ValueDecl>(Of.Answer->getCanonicalDecl()));
  if (L.Results.empty() && !Of.Always)
    return nullptr;
  const Expr *Found = nullptr;
  auto Judge = [&](const Stmt *Branch, const Stmt *Around) {
    if (!Branch || Found || isBounded(Branch) || isBounded(Around) ||
        movesOn(Branch))
      return;
    visitWithin(Branch, [&](const Stmt *Each) {
      const auto *Call = dyn_cast<CallExpr>(Each);
      const FunctionDecl *Callee = Call ? visibleCallee(Call) : nullptr;
      if (!Found && Call &&
          (Call == Site.Site || (Callee && leadsTo(Callee, Site.function()))))
        Found = Call;
    });
    if (!Found)
      return;
    llvm::SmallPtrSet<const FunctionDecl *, 8> Seen;
    if (passesCount(cast<CallExpr>(Found)) ||
        mayPause(Branch, nullptr, Seen) ||
        (Found != Site.Site && isBounded(Site.function()->getBody())))
      Found = nullptr;
  };
  if (Of.Always) {
    Judge(L.Whole, L.Whole);
    return Found;
  }
  visitWithin(L.Whole, [&](const Stmt *S) {
    const auto *If = dyn_cast<IfStmt>(S);
    if (!If || Found)
      return;
    Outcome Then = outcome(If->getCond(), L);
    if (Then != Outcome::Unknown)
      Judge(Then == Outcome::Failure ? If->getThen() : If->getElse(), If);
  });
  return Found;
}

/// The function that a registration runs.
const FunctionDecl *Retries::handlerFunction(const ModelledSite &Site,
                                             const model::Handler &H) const {
  const FunctionDecl *Runs = nullptr;
  if (H.On || H.Sender) {
    HandlerTarget Target = handlerTarget(Match, Site.Site, H.At, H.On);
    Runs = Target.Lambda ? Target.Lambda->getCallOperator() : Target.Function;
  } else {
    visitWithin(Match.at(Site.Site, H.At), [&](const Stmt *S) {
      if (const auto *Lambda = dyn_cast<LambdaExpr>(S))
        Runs = Lambda->getCallOperator();
      else if (const auto *Reference = dyn_cast<DeclRefExpr>(S))
        if (const auto *F = dyn_cast<FunctionDecl>(Reference->getDecl()))
          Runs = F;
    });
  }
  const FunctionDecl *Definition = nullptr;
  return Runs && Runs->isDefined(Definition) &&
                 !Match.isLibraryCode(Definition->getLocation())
             ? Definition
             : nullptr;
}

bool Retries::connects(const ModelledSite &Site) const {
  return llvm::any_of(Site.Entries, [](const model::ModelSet::Entry &Entry) {
    return llvm::any_of(Entry.Func->Requests, [](const model::Request &R) {
      return R.Connects && isTry(R, /*Asynchronous=*/true);
    });
  });
}

bool Retries::judgeHandler(const FunctionDecl *Handler,
                           const ModelledSite &Site,
                           const model::Function &Try, const Told &Of) {
  const Expr *Again = restart(Handler, Site, Of);
  if (!Again || !Reported.insert(Again).second)
    return false;
  report(Site.Site, nameOf(Site.Site, Try), Again,
         "its handler starts it again here after a failure");
  return true;
}

/// A handler that is registered by itself: on a signal, or on an object that is
/// connected elsewhere.
bool Retries::judgeSignal(const ModelledSite &Site,
                          const model::ModelSet::Entry &Entry,
                          const model::Handler &H) {
  Told Of;
  Of.By = H.Failed ? &H : nullptr;
  if (H.Signal) {
    HandlerTarget Signal = handlerTarget(Match, Site.Site, H.Signal, H.Sender);
    if (Signal.Function)
      for (const model::ModelSet::Entry &Each :
           Match.lookup(Signal.Function, Signal.Class))
        Of.Always |= Each.Func->AfterFailure;
  }
  const Expr *Sender = H.Sender ? Match.at(Site.Site, H.Sender) : nullptr;
  const ValueDecl *Answer = Sender ? named(Sender) : nullptr;
  const auto *Variable = dyn_cast_or_null<VarDecl>(Answer);
  const ModelledSite *Sent =
      Variable && Variable->hasLocalStorage() && Variable->getInit()
          ? Calls.site(bare(Variable->getInit()))
          : nullptr;
  const bool Asks = Sent && isTry(*Sent, /*Asynchronous=*/true) &&
                    Sent->function() == Site.function();
  if (!Of.By && !Of.Always && !Asks)
    return false;
  const FunctionDecl *Handler = handlerFunction(Site, H);
  if (!Handler)
    return false;
  if (Asks) {
    Of.Answer = Answer;
    return judgeHandler(Handler, *Sent, *Sent->Entries.front().Func, Of);
  }
  for (const ModelledSite &Try : Calls.sites())
    if (Try.function() && connects(Try) &&
        Try.Entries.front().Lib == Entry.Lib &&
        (H.Repeats || Try.function() == Site.function()) &&
        judgeHandler(Handler, Try, *Try.Entries.front().Func, Of))
      return true;
  return false;
}

void Retries::judgeHandlers(const ModelledSite &Site) {
  const FunctionDecl *Starts = Site.function();
  if (!Starts || Contexts.isTestCode(Site.Owner))
    return;
  const bool Tries = isTry(Site, /*Asynchronous=*/true);
  for (const model::ModelSet::Entry &Entry : Site.Entries)
    for (const model::Handler &H : Entry.Func->Handlers) {
      if (!Tries) {
        if ((H.Failed || H.Sender) && judgeSignal(Site, Entry, H))
          return;
        continue;
      }
      const FunctionDecl *Handler = handlerFunction(Site, H);
      Told Of;
      Of.By = H.Failed ? &H : nullptr;
      if (Handler && judgeHandler(Handler, Site, *Entry.Func, Of))
        return;
    }
}

void Retries::report(const Expr *Try, StringRef Name, const Stmt *Again,
                     StringRef Note) {
  Finding F;
  F.Check = Check;
  F.Location = place(Try);
  F.Ranges.push_back(CharSourceRange::getTokenRange(Try->getSourceRange()));
  F.Message = "'" + Name.str() +
              "' is tried again at once for as long as it fails, so a peer "
              "that is down meets a flood of tries";
  F.Notes.push_back({place(Again), Note.str()});
  Sink.report(std::move(F));
}

} // namespace

void RetryWithoutBackoffCheck::checkTranslationUnit(TranslationUnit &TU,
                                                    FindingSink &Sink) {
  if (TU.calls().sites().empty())
    return;
  Retries(TU, Sink, name()).run();
}

} // namespace nettidy
