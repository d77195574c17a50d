//===-- TimerCallbackLifetimeCheck.cpp ------------------------------------===//
//
// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "TimerCallbackLifetimeCheck.h"
#include "AbandonedTimer.h"
#include "CancelGuard.h"
#include "LeakReport.h"
#include "NameWords.h"
#include "ast/Callbacks.h"
#include "ast/Wrappers.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/SmallPtrSet.h"

using namespace clang;

namespace nettidy {

void TimerCallbackLifetimeCheck::readOptions(OptionReader &Options) {
  AnyOwner = Options.getBool("AnyOwner", AnyOwner);
}

namespace {

/// The class whose `this` the code of \p F uses: lambdas use that of the member
/// function around them.
const CXXRecordDecl *ownerClass(const FunctionDecl *F) {
  for (; F; F = CallIndex::enclosingFunction(F))
    if (const auto *Method = dyn_cast<CXXMethodDecl>(F))
      if (!Method->getParent()->isLambda())
        return Method->isStatic() ? nullptr : Method->getParent();
  return nullptr;
}

/// True for a member of `this`, smart pointers looked through.
bool isOwnMember(const Expr *E) {
  while (E) {
    E = E->IgnoreParenImpCasts();
    if (isa<CXXThisExpr>(E))
      return true;
    if (const auto *Member = dyn_cast<MemberExpr>(E))
      E = Member->getBase();
    else if (const auto *Operator = dyn_cast<CXXOperatorCallExpr>(E))
      E = Operator->getNumArgs() ? Operator->getArg(0) : nullptr;
    else if (const auto *Call = dyn_cast<CXXMemberCallExpr>(E))
      E = Call->getImplicitObjectArgument();
    else if (const auto *Unary = dyn_cast<UnaryOperator>(E))
      E = Unary->getSubExpr();
    else
      return false;
  }
  return false;
}

/// True when some branch of the handler looks at anything but its own
/// arguments: a stop flag.
bool hasStopCondition(const FunctionDecl *Handler) {
  bool Found = false;
  CallIndex::forEachStatement(
      CallIndex::key(Handler), [&](const Stmt *Node, const Stmt *) {
        const Expr *Condition = nullptr;
        if (const auto *If = dyn_cast<IfStmt>(Node))
          Condition = If->getCond();
        else if (const auto *Choice = dyn_cast<ConditionalOperator>(Node))
          Condition = Choice->getCond();
        if (!Condition)
          return;
        llvm::SmallVector<const Stmt *, 8> Pending = {Condition};
        while (!Pending.empty()) {
          const Stmt *S = Pending.pop_back_val();
          if (!S)
            continue;
          if (isa<MemberExpr>(S) &&
              isa<FieldDecl>(cast<MemberExpr>(S)->getMemberDecl()))
            Found = true;
          // What a function of the user's says is a condition, too.
          if (const auto *Call = dyn_cast<CallExpr>(S))
            if (const FunctionDecl *Callee = Call->getDirectCallee();
                Callee && !Callee->isImplicit() &&
                Callee->getDeclName().isIdentifier())
              Found = true;
          if (const auto *Ref = dyn_cast<DeclRefExpr>(S))
            if (const auto *Var = dyn_cast<VarDecl>(Ref->getDecl()))
              if (!isa<ParmVarDecl>(Var))
                Found = true;
          Pending.append(S->child_begin(), S->child_end());
        }
      });
  return Found;
}

bool hasCondition(const FunctionDecl *F) {
  bool Found = false;
  CallIndex::forEachStatement(
      CallIndex::key(F), [&](const Stmt *Node, const Stmt *) {
        Found |= isa<IfStmt, ConditionalOperator, SwitchStmt>(Node);
      });
  return Found;
}

/// True when \p Handler comes back to \p Target whatever happens: no function on
/// the way looks at a stop flag, and no handler of another operation, which may
/// be told of an error, looks at anything.
bool alwaysReaches(const CallIndex &Calls, const FunctionDecl *Handler,
                   const Decl *Target) {
  Target = CallIndex::key(Target);
  llvm::SmallVector<const Decl *, 16> Pending = {CallIndex::key(Handler)};
  llvm::DenseSet<const Decl *> Seen;
  while (!Pending.empty()) {
    const Decl *Each = Pending.pop_back_val();
    if (Each == Target)
      return true;
    if (!Seen.insert(Each).second)
      continue;
    for (const CallSite &Edge : Calls.callsIn(Each)) {
      bool Called = Edge.What == CallSite::Kind::Call ||
                    Edge.What == CallSite::Kind::Destroys;
      const FunctionDecl *Body = nullptr;
      if (Edge.Callee->hasBody(Body) &&
          (Called ? hasStopCondition(Body) : hasCondition(Body)))
        continue;
      Pending.push_back(Edge.Callee);
    }
  }
  return false;
}

class Lifetimes {
public:
  Lifetimes(TranslationUnit &TU, FindingSink &Sink, StringRef Check,
            bool AnyOwner)
      : TU(TU), Match(TU.matcher()), Calls(TU.calls()),
        Owners(Calls, TU.contexts(), Match), Sink(Sink), Check(Check),
        AnyOwner(AnyOwner) {}

  void run() {
    for (const ModelledSite &Site : Calls.sites())
      for (const model::ModelSet::Entry &Entry : Site.Entries) {
        for (const model::Arm &A : Entry.Func->Arms)
          judge(Site, A);
        for (const model::Handler &H : Entry.Func->Handlers)
          if (H.Sender)
            judge(Site, H);
        if (Entry.Lib->CancelStatus)
          for (const model::Request &R : Entry.Func->Requests)
            judge(Site, *Entry.Func, R, *Entry.Lib->CancelStatus);
        for (const model::Acquire &A : Entry.Func->Acquires)
          if (A.Of && A.Of->Role == model::ObjectRole::Timer)
            abandoned(A.At.Where == model::Position::Base::Return
                          ? Site.Site
                          : Match.at(Site.Site, A.At));
      }
  }

private:
  void judge(const ModelledSite &Site, const model::Arm &A) {
    const Expr *Object = Match.at(Site.Site, A.At);
    if (abandoned(A.At.Where == model::Position::Base::Return ? Site.Site
                                                              : Object) ||
        freedBeside(Site, A))
      return;
    const Expr *Argument =
        A.Handler ? Match.at(Site.Site, A.Handler) : nullptr;
    std::optional<Callback> Handler = resolveCallback(Argument, Match);
    if (!Handler || !Handler->Function || !A.Of)
      return;
    if ((A.CancelStatus || A.Outlives) && Handler->RawThis)
      dangling(Site, *A.Of, A.CancelStatus.value_or(0), *Handler, Object,
               "wait", A.Outlives);
    if (Handler->Strong && Object)
      selfKeeping(Site, A, *Handler, Object);
  }

  /// A handler of somebody else's timer, which no object stands for: only its
  /// own end could stop it.
  void judge(const ModelledSite &Site, const model::Handler &H) {
    const Expr *Timer = Match.at(Site.Site, H.Sender);
    const auto *Named =
        Timer ? dyn_cast<DeclRefExpr>(Timer->IgnoreParenImpCasts()) : nullptr;
    if (!Named || !isa<ParmVarDecl>(Named->getDecl()))
      return;
    const model::ModelSet::ObjectEntry *Kind =
        Match.objectOfType(Timer->getType(), /*ThroughPointer=*/true);
    std::optional<Callback> Handler =
        resolveCallback(Match.at(Site.Site, H.At), Match);
    // A context between the signal and the handler ends it with itself.
    const bool HasContext =
        H.On && H.On.Where != model::Position::Base::This;
    if (!Kind || Kind->Obj->Role != model::ObjectRole::Timer || HasContext ||
        !Handler || !Handler->Function || !Handler->Lambda || !Handler->RawThis)
      return;
    dangling(Site, *Kind->Obj, 0, *Handler, nullptr, "wait", /*Outlives=*/true);
  }

  /// The handlers of an operation on a connection that is a member.
  void judge(const ModelledSite &Site, const model::Function &Func,
             const model::Request &R, unsigned Status) {
    const Expr *Object = Match.at(Site.Site, R.At);
    if (!R.Asynchronous || !R.Of || !Object || !isOwnMember(Object))
      return;
    for (const model::Handler &How : Func.Handlers) {
      std::optional<Callback> Handler =
          resolveCallback(Match.at(Site.Site, How.At), Match);
      if (Handler && Handler->Function && Handler->RawThis)
        dangling(Site, *R.Of, Status, *Handler, Object, "operation");
    }
  }

  /// A destructor that waits for its handlers, or that nobody can see.
  bool mayWait(const CXXRecordDecl *Class) const {
    const CXXDestructorDecl *Destructor = Class->getDestructor();
    if (!Destructor || !Destructor->isUserProvided())
      return false;
    const FunctionDecl *Body = nullptr;
    if (!Destructor->hasBody(Body))
      return true;
    llvm::SmallVector<const Decl *, 8> Pending = {CallIndex::key(Body)};
    llvm::DenseSet<const Decl *> Seen;
    while (!Pending.empty()) {
      const Decl *Each = Pending.pop_back_val();
      if (!Seen.insert(Each).second)
        continue;
      for (const ModelledSite &Site : Calls.sitesIn(Each))
        for (const model::ModelSet::Entry &Entry : Site.Entries)
          if (Entry.Func->Throttles)
            return true;
      for (const CallSite &Site : Calls.callsIn(Each))
        Pending.push_back(Site.Callee);
    }
    return false;
  }

  void dangling(const ModelledSite &Site, const model::Object &Of,
                unsigned StatusIndex, const Callback &Handler,
                const Expr *Object, StringRef What, bool Outlives = false) {
    if (Handler.Strong || Handler.Guarded || !Site.function())
      return;
    const CXXRecordDecl *Class = ownerClass(Site.function());
    if (!Class || !Class->hasDefinition() || TU.contexts().isOneShot(Site.Owner))
      return;
    bool Own = Object && isOwnMember(Object);
    const ParmVarDecl *Status = Handler.parameter(StatusIndex);
    const Expr *Use = nullptr;
    // The end of the owner is the end of its own timer, and the status tells;
    // any other timer goes on and tells nothing.
    if (firstUse(Handler.Function, Own ? Status : nullptr, &Use) !=
        FirstUse::Owner)
      return;
    // A local timer ends with the function, which mostly runs the loop itself.
    if (!Own && !Outlives && !isKeptByHandler(Object, Handler))
      return;
    if (Owners.ownsLoop(Class) || mayWait(Class))
      return;
    std::optional<OwnerLife::End> End =
        Owners.endOf(Class, handlersOf(Handler, Object));
    if (!End && !AnyOwner)
      return;
    Finding F;
    F.Check = Check;
    F.Location = place(Handler.Written);
    F.Ranges.push_back(
        CharSourceRange::getTokenRange(Handler.Written->getSourceRange()));
    std::string Name = "'" + Class->getNameAsString() + "'";
    F.Message =
        Own ? "this handler uses its " + Name +
                  " before it looks at the error code: when the object ends, its " +
                  Of.Noun + " cancels the " + What.str() +
                  ", and the handler then runs on an object "
                  "that is gone"
            : "this handler uses its " + Name +
                  " through a plain pointer: the " + Of.Noun +
                  " goes on when the object ends, and the handler then runs on "
                  "an object that is gone";
    if (Use)
      F.Notes.push_back({place(Use), "the object is used here"});
    if (End)
      F.Notes.push_back({TU.sources().getExpansionLoc(End->Where), End->Text});
    if (Own)
      for (FixItHint &Fix :
           cancelGuard(Handler, StatusIndex, TU.context()))
        F.Fixes.push_back(std::move(Fix));
    Sink.report(std::move(F));
  }

  /// All that may run when the timer expires.
  llvm::DenseSet<const Decl *> handlersOf(const Callback &Handler,
                                          const Expr *Timer) const {
    llvm::DenseSet<const Decl *> Result = {CallIndex::key(Handler.Function)};
    if (const StorageClass *Storage = TU.storage().of(Timer))
      for (const StorageFact *Fact : Storage->of(StorageFact::Kind::Arm)) {
        std::optional<Callback> Other = resolveCallback(
            Fact->Arm && Fact->Arm->Handler
                ? Match.at(Fact->Site, Fact->Arm->Handler)
                : nullptr,
            Match);
        if (Other && Other->Function)
          Result.insert(CallIndex::key(Other->Function));
      }
    return Result;
  }

  /// `[this, Timer](...)`: the handler is what keeps the timer.
  bool isKeptByHandler(const Expr *Object, const Callback &Handler) const {
    if (!Object || !Handler.Lambda)
      return false;
    Object = Object->IgnoreParenImpCasts();
    if (const auto *Operator = dyn_cast<CXXOperatorCallExpr>(Object);
        Operator && Operator->getNumArgs())
      Object = Operator->getArg(0)->IgnoreParenImpCasts();
    const auto *Reference = dyn_cast<DeclRefExpr>(Object);
    return Reference &&
           llvm::any_of(Handler.Lambda->captures(),
                        [&](const LambdaCapture &Capture) {
                          return Capture.capturesVariable() &&
                                 Capture.getCaptureKind() == LCK_ByCopy &&
                                 Capture.getCapturedVar() ==
                                     Reference->getDecl();
                        });
  }

  /// A chain that keeps its owner alive and arms itself again, with nothing to
  /// end it.
  void selfKeeping(const ModelledSite &Site, const model::Arm &A,
                   const Callback &Handler, const Expr *Object) {
    const StorageClass *Storage = TU.storage().of(Object);
    if (!Storage || !Storage->closed() || Reported.count(Storage) ||
        A.Of->Kind != model::ObjectKind::Class || !Site.Owner)
      return;
    const FieldDecl *Member = nullptr;
    for (const ValueDecl *D : Storage->Members)
      if (const auto *Field = dyn_cast<FieldDecl>(D))
        Member = Field;
    if (!Member || hasGlobalInstance(TU, Member->getParent()))
      return;
    auto ArmsThere = [&](const Decl *Owner) {
      return llvm::any_of(Storage->Facts, [&](const StorageFact &Fact) {
        return Fact.What == StorageFact::Kind::Arm && Fact.Owner == Owner;
      });
    };
    for (const StorageFact &Fact : Storage->Facts)
      switch (Fact.What) {
      case StorageFact::Kind::Release:
      case StorageFact::Kind::Transfer:
      case StorageFact::Kind::Hold:
      case StorageFact::Kind::Owned:
        return;
      case StorageFact::Kind::Disarm:
        // Setting a new expiry cancels the old wait, too.
        if (!ArmsThere(Fact.Owner))
          return;
        break;
      default:
        break;
      }
    if (!alwaysReaches(Calls, Handler.Function, Site.Owner) ||
        hasStopCondition(Handler.Function))
      return;
    if (const auto *Function = dyn_cast<FunctionDecl>(Site.Owner);
        Function && hasStopCondition(Function))
      return;
    Finding F;
    F.Check = Check;
    F.Location = place(Site.Site);
    F.Ranges.push_back(
        CharSourceRange::getTokenRange(Site.Site->getSourceRange()));
    F.Message = "this " + A.Of->Noun +
                " arms itself again and its handler keeps its owner alive, but "
                "nothing ever cancels it: neither can end";
    F.Notes.push_back(
        {place(Handler.Written), "the handler holds a shared pointer"});
    Reported.insert(Storage);
    Sink.report(std::move(F));
  }

  /// The owner is freed, and its timer still has it.
  bool abandoned(const Expr *Object) {
    const StorageClass *Storage = Object ? TU.storage().of(Object) : nullptr;
    if (!Storage)
      return false;
    if (Reported.count(Storage))
      return true;
    std::optional<AbandonedTimer> Found = abandonedTimer(TU, Owners, *Storage);
    if (!Found)
      return false;
    Reported.insert(Storage);
    Finding F;
    F.Check = Check;
    F.Location = place(Found->Release.Site);
    F.Ranges.push_back(
        CharSourceRange::getTokenRange(Found->Release.Site->getSourceRange()));
    F.Message = "'" + nameOf(*Found->Owner) + "' ends here while its " + Found->Timer->Noun +
                " may still be armed: the handler then runs on memory that is "
                "gone";
    F.Notes.push_back(
        {place(Found->Given), "the handler is given its owner here"});
    Sink.report(std::move(F));
    return true;
  }

  static std::string nameOf(const RecordDecl &Record) {
    if (const TypedefNameDecl *Typedef = Record.getTypedefNameForAnonDecl())
      return Typedef->getNameAsString();
    return Record.getNameAsString();
  }

  /// `timeout_add(ms, tick, data); ... free(data);`: nobody keeps what could
  /// stop the timer, and the same block frees what it gives to its handler.
  bool freedBeside(const ModelledSite &Site, const model::Arm &A) {
    const Expr *Data = A.Data ? Match.at(Site.Site, A.Data) : nullptr;
    const VarDecl *Given = Data ? variableOf(Data) : nullptr;
    const FunctionDecl *F = Site.function();
    const Stmt *Statement = Site.Site;
    const Stmt *Parent =
        Given && F && A.Of && A.At.Where == model::Position::Base::Return
            ? Calls.significantParent(Site.Site, Site.Owner)
            : nullptr;
    const auto *Block = dyn_cast_or_null<CompoundStmt>(Parent);
    if (!Block || F->isMain() || TU.contexts().isTestCode(F))
      return false;
    const RecordDecl *Owner = Given->getType()->isPointerType()
                                  ? Given->getType()
                                        ->getPointeeType()
                                        ->getAsRecordDecl()
                                  : nullptr;
    bool Armed = false;
    for (const Stmt *Each : Block->body()) {
      if (!Armed) {
        Armed = contains(Each, Statement);
        continue;
      }
      if (Owner)
        for (const OwnerLife::Release &End : Owners.releasesOf(Owner))
          if (End.Site && contains(Each, End.Site) &&
              !isa<IfStmt, SwitchStmt, WhileStmt, ForStmt, DoStmt>(Each) &&
              variableOf(freedBy(End.Site)) == Given) {
            Finding Found;
            Found.Check = Check;
            Found.Location = place(End.Site);
            Found.Ranges.push_back(
                CharSourceRange::getTokenRange(End.Site->getSourceRange()));
            Found.Message = "'" + nameOf(*Owner) + "' ends here while its " +
                            A.Of->Noun +
                            " may still be armed: the handler then runs on "
                            "memory that is gone";
            Found.Notes.push_back(
                {place(Data), "the handler is given its owner here"});
            Sink.report(std::move(Found));
            return true;
          }
      // A loop that runs here, or a way out, changes all.
      if (!isHarmless(Each))
        return false;
    }
    return false;
  }

  static const VarDecl *variableOf(const Expr *E) {
    const auto *Reference =
        E ? dyn_cast<DeclRefExpr>(E->IgnoreParenCasts()) : nullptr;
    const auto *Variable =
        Reference ? dyn_cast<VarDecl>(Reference->getDecl()) : nullptr;
    return Variable && Variable->hasLocalStorage() ? Variable : nullptr;
  }

  static const Expr *freedBy(const Expr *Site) {
    if (const auto *Delete = dyn_cast<CXXDeleteExpr>(Site))
      return Delete->getArgument();
    const auto *Call = dyn_cast<CallExpr>(Site);
    return Call && Call->getNumArgs() ? Call->getArg(0) : nullptr;
  }

  static bool contains(const Stmt *Whole, const Stmt *Part) {
    llvm::SmallVector<const Stmt *, 8> Pending = {Whole};
    while (!Pending.empty()) {
      const Stmt *S = Pending.pop_back_val();
      if (S == Part)
        return true;
      if (S)
        Pending.append(S->child_begin(), S->child_end());
    }
    return false;
  }

  /// Calls only what the standard library or a model knows, and stays.
  bool isHarmless(const Stmt *Whole) const {
    llvm::SmallVector<const Stmt *, 8> Pending = {Whole};
    while (!Pending.empty()) {
      const Stmt *S = Pending.pop_back_val();
      if (!S)
        continue;
      if (isa<ReturnStmt, GotoStmt, BreakStmt, ContinueStmt, LabelStmt>(S))
        return false;
      if (const auto *Call = dyn_cast<CallExpr>(S)) {
        const FunctionDecl *Callee = Call->getDirectCallee();
        if (!Callee || (!Callee->getBuiltinID() &&
                        !hasWholeWord(plainName(Callee),
                                      {"free", "print", "printf", "log",
                                       "debug", "message", "warning"})))
          return false;
      }
      Pending.append(S->child_begin(), S->child_end());
    }
    return true;
  }

  SourceLocation place(const Stmt *S) const {
    return TU.sources().getExpansionLoc(S->getBeginLoc());
  }

  TranslationUnit &TU;
  const model::Matcher &Match;
  const CallIndex &Calls;
  OwnerLife Owners;
  FindingSink &Sink;
  StringRef Check;
  bool AnyOwner;
  llvm::SmallPtrSet<const StorageClass *, 8> Reported;
};

} // namespace

void TimerCallbackLifetimeCheck::checkTranslationUnit(TranslationUnit &TU,
                                                      FindingSink &Sink) {
  Lifetimes(TU, Sink, name(), AnyOwner).run();
}

} // namespace nettidy
