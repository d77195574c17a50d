//===-- ObjectUses.cpp - Where one new object goes --------------*- C++ -*-===//
//
// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ast/ObjectUses.h"
#include "ast/Wrappers.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"
#include "clang/Basic/Builtins.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallPtrSet.h"

using namespace clang;

namespace nettidy {

/// Where each variable, field and `this` is named, per function.
class ObjectUses::References {
public:
  explicit References(const CallIndex &Calls) : Calls(Calls) {}

  llvm::ArrayRef<const Expr *> to(const Decl *Named, const Decl *Owner) {
    return lookup(of(Owner).Named, Named);
  }
  llvm::ArrayRef<const Expr *> toThis(const Decl *Owner) {
    return of(Owner).This;
  }
  /// Values that are given to a variable, apart from its initialiser.
  llvm::ArrayRef<const Expr *> assignedTo(const Decl *Variable,
                                          const Decl *Owner) {
    return lookup(of(Owner).Assigned, Variable);
  }
  /// \p Owner and the lambdas in it, in which its variables can be named.
  llvm::SmallVector<const Decl *, 4> scopes(const Decl *Owner) {
    llvm::SmallVector<const Decl *, 4> Found = {CallIndex::key(Owner)};
    for (unsigned I = 0; I < Found.size(); ++I)
      for (const CallSite &Edge : Calls.callsIn(Found[I]))
        if (Edge.What == CallSite::Kind::Lambda &&
            !llvm::is_contained(Found, Edge.Callee))
          Found.push_back(Edge.Callee);
    return Found;
  }

private:
  using Map = llvm::DenseMap<const Decl *, std::vector<const Expr *>>;
  struct PerOwner {
    Map Named, Assigned;
    std::vector<const Expr *> This;
  };
  static llvm::ArrayRef<const Expr *> lookup(const Map &M, const Decl *D) {
    auto Found = M.find(CallIndex::key(D));
    if (Found == M.end())
      return {};
    return Found->second;
  }
  const PerOwner &of(const Decl *Owner) {
    std::unique_ptr<PerOwner> &Slot = Owners[CallIndex::key(Owner)];
    if (Slot)
      return *Slot;
    Slot = std::make_unique<PerOwner>();
    PerOwner &New = *Slot;
    CallIndex::forEachStatement(Owner, [&New](const Stmt *S, const Stmt *) {
      if (const auto *Reference = dyn_cast<DeclRefExpr>(S)) {
        if (isa<VarDecl>(Reference->getDecl()))
          New.Named[CallIndex::key(Reference->getDecl())].push_back(Reference);
      } else if (const auto *Member = dyn_cast<MemberExpr>(S)) {
        New.Named[CallIndex::key(Member->getMemberDecl())].push_back(Member);
      } else if (const auto *This = dyn_cast<CXXThisExpr>(S)) {
        New.This.push_back(This);
      } else if (const auto *Assign = dyn_cast<BinaryOperator>(S);
                 Assign && Assign->getOpcode() == BO_Assign) {
        if (const auto *Target =
                dyn_cast<DeclRefExpr>(Assign->getLHS()->IgnoreParenImpCasts()))
          New.Assigned[CallIndex::key(Target->getDecl())].push_back(
              Assign->getRHS());
      }
    });
    return New;
  }

  const CallIndex &Calls;
  llvm::DenseMap<const Decl *, std::unique_ptr<PerOwner>> Owners;
};

namespace {

const CXXRecordDecl *classOf(QualType T) {
  T = T.getNonReferenceType();
  if (T->isPointerType())
    T = T->getPointeeType();
  return T->getAsCXXRecordDecl();
}

bool isComparison(OverloadedOperatorKind Operator) {
  return Operator == OO_EqualEqual || Operator == OO_ExclaimEqual ||
         Operator == OO_Exclaim || Operator == OO_Less;
}

/// A struct of one member stands for that member: `struct {int id;}`.
bool isOnlyMember(const Expr *Struct, const model::Position &P) {
  if (!Struct || P.Field.size() != 1)
    return false;
  QualType T = Struct->getType().getNonReferenceType();
  if (T->isPointerType())
    T = T->getPointeeType();
  const RecordDecl *Record = T->getAsRecordDecl();
  Record = Record ? Record->getDefinition() : nullptr;
  if (!Record || std::distance(Record->field_begin(), Record->field_end()) != 1)
    return false;
  return Record->field_begin()->getName() == P.Field.front();
}

/// A value that is no object: null, -1, or the result of a cast of those.
bool isEmptyValue(const Expr *E) {
  E = E->IgnoreParenCasts();
  if (const auto *Full = dyn_cast<FullExpr>(E))
    E = Full->getSubExpr()->IgnoreParenCasts();
  if (const auto *Minus = dyn_cast<UnaryOperator>(E);
      Minus && Minus->getOpcode() == UO_Minus)
    E = Minus->getSubExpr()->IgnoreParenCasts();
  if (const auto *List = dyn_cast<InitListExpr>(E))
    return List->getNumInits() == 0;
  if (const auto *Construct = dyn_cast<CXXConstructExpr>(E))
    return Construct->getNumArgs() == 0 ||
           (Construct->getNumArgs() == 1 && isEmptyValue(Construct->getArg(0)));
  return isa<IntegerLiteral, CXXNullPtrLiteralExpr, GNUNullExpr,
             ImplicitValueInitExpr>(E);
}

} // namespace

/// Follows one object; builds the lives of all functions that end up with it.
class ObjectUses::Follower {
public:
  Follower(const ObjectUses &Uses, References &Index)
      : Uses(Uses), Match(Uses.Match), Calls(Uses.Calls), Index(Index) {}

  std::vector<ObjectLife> run(const ModelledSite &Site,
                              const model::Position &At) {
    Acquiring = &Site;
    ObjectLife Life;
    Life.Root = Site.Site;
    Life.RootOwner = Site.Owner;
    begin(std::move(Life), [&] {
      if (At.Where == model::Position::Base::Argument)
        target(Match.at(Site.Site, At), Site.Owner);
      else
        value(Site.Site, Site.Owner, nullptr);
    });
    // The queue grows while lives are followed: callers of factories.
    for (unsigned I = 0; I < Queue.size(); ++I) {
      Continuation Next = Queue[I];
      if (Next.Life.Builders.size() > MaxDepth)
        continue;
      begin(Next.Life, [&] {
        value(Next.Life.Root, Next.Life.RootOwner, Next.Life.Carrier);
      });
    }
    return std::move(Lives);
  }

private:
  static constexpr unsigned MaxDepth = 4;
  /// Bounds the work on code that calls in all directions.
  static constexpr unsigned MaxSteps = 5000;
  struct Continuation {
    ObjectLife Life;
  };

  void begin(ObjectLife Life, llvm::function_ref<void()> Follow) {
    Current = std::move(Life);
    Seen.clear();
    Touched.clear();
    Registered.clear();
    Path.clear();
    LoopedPath = 0;
    HandedOn = false;
    Steps = 0;
    unsigned FirstQueued = Queue.size();
    auto SendsLater = [this](const LambdaExpr *Lambda) {
      const Decl *Runs =
          CallIndex::key(Lambda->getLambdaClass()->getLambdaCallOperator());
      return llvm::any_of(Current.Requests, [&](const ObjectUse &Use) {
        return CallIndex::key(Use.Owner) == Runs;
      });
    };
    attachedAtBirth();
    // What a wrapper's destructor does with the object counts, too.
    if (Current.Carrier)
      destroyed(Current.Carrier);
    Follow();
    for (const LambdaExpr *Lambda : Registered)
      if (SendsLater(Lambda))
        outlives(Lambda);
    // A function that also returns objects from elsewhere builds one only
    // where there is none.
    if (Queue.size() > FirstQueued && returnsOthers())
      for (unsigned I = FirstQueued; I < Queue.size(); ++I)
        Queue[I].Life.Fallback = true;
    // A factory has no life of its own to report: its callers have.
    if (!HandedOn || Current.Outlives)
      Lives.push_back(std::move(Current));
  }

  void outlives(const Stmt *At) {
    if (Current.Outlives)
      return;
    Current.Outlives = true;
    Current.OutlivesAt = At ? At->getBeginLoc() : SourceLocation();
  }

  void attachedAtBirth();
  void value(const Expr *E, const Decl *Owner, const FieldDecl *Carried);
  void target(const Expr *E, const Decl *Owner);
  void initialises(const Expr *E, const Decl *Owner, const FieldDecl *Carried);
  void variable(const VarDecl *Variable, const Decl *Owner,
                const FieldDecl *Carried);
  void returned(const Expr *E, const Decl *Owner, const FieldDecl *Carried);
  void storedInConstructor(const Expr *E, const Decl *Owner,
                           const FieldDecl *Field);
  const VarDecl *ownStruct(const Expr *Base) const;
  bool returnsOthers() const;
  void destroyed(const FieldDecl *Carried);
  void declared(const Expr *E, const DeclStmt *Statement, const Decl *Owner,
                const FieldDecl *Carried);
  void call(const Expr *E, const Expr *Call, const Decl *Owner,
            const FieldDecl *Carried);
  bool mayTransfer(const model::Transfer &Transfer, const Expr *Call,
                   const Decl *Owner) const;
  bool modelledCall(const Expr *E, const Expr *Call, const ModelledSite &Site,
                    const Decl *Owner, const FieldDecl *Carried);
  void enterFunction(const Expr *E, const Expr *Call,
                     const FunctionDecl *Callee, const Decl *Owner,
                     const FieldDecl *Carried);
  void enterMethod(const CXXMethodDecl *Method, const Expr *Call,
                   const Decl *Owner, const FieldDecl *Carried);
  void scanThis(const FunctionDecl *Method, const FieldDecl *Carried);
  void lambdaCapture(const LambdaExpr *Lambda, const Decl *Owner);
  void withCall(const Expr *Site, const FunctionDecl *Callee, const Decl *Owner,
                llvm::function_ref<void()> Do);
  bool repeated(const Stmt *Place, const Decl *Owner);
  ObjectUse use(const Expr *Site, const Decl *Owner,
                const model::ModelSet::Entry &Entry);
  const Expr *passed(const Expr *E) const;
  bool standsFor(const Expr *E, const Expr *Written) const;
  /// An object that nobody builds here: a parameter, a member, a call's result.
  bool isFromElsewhere(const Expr *Value) const;
  bool looksInto(const Expr *E, const Expr *Call, const ModelledSite &Site,
                 const FieldDecl *Carried) const;
  /// The argument at \p P as it stands in the call, `&x` and all.
  const Expr *written(const Expr *Call, model::Position P) const {
    P.Dereference = false;
    return Match.at(Call, P);
  }
  bool onlyBorrows(const RecoveryExpr *Broken) const;
  bool hasVisibleBody(const FunctionDecl *F,
                      const FunctionDecl *&Definition) const {
    return F && F->isDefined(Definition) && !Definition->isDefaulted() &&
           !Match.isLibraryCode(Definition->getLocation());
  }

  const ObjectUses &Uses;
  const model::Matcher &Match;
  const CallIndex &Calls;
  References &Index;
  const ModelledSite *Acquiring = nullptr; ///< gives out what is followed
  ObjectLife Current;
  bool HandedOn = false;
  unsigned Steps = 0;
  std::vector<ObjectLife> Lives;
  std::vector<Continuation> Queue;
  llvm::DenseSet<std::pair<const void *, const void *>> Seen;
  llvm::DenseSet<const Stmt *> Touched; ///< expressions that were the object
  /// Lambdas that capture the object, as handlers.
  llvm::SmallVector<const LambdaExpr *, 2> Registered;
  std::vector<const CallSite *> Path;
  unsigned LoopedPath = 0; ///< calls on Path that stand in a loop
};

/// \p E, or, where it names a parameter of the functions that were entered,
/// what these calls pass for it.
const Expr *ObjectUses::Follower::passed(const Expr *E) const {
  for (const CallSite *Edge : llvm::reverse(Path)) {
    const Expr *Argument = E ? passedArgument(E, *Edge) : nullptr;
    if (!Argument)
      break;
    E = Argument;
  }
  return E;
}

bool ObjectUses::Follower::isFromElsewhere(const Expr *Value) const {
  if (!Value || isEmptyValue(Value))
    return false;
  const Expr *Source = Value->IgnoreParenCasts();
  if (Calls.site(Source))
    return false;
  if (const auto *Call = dyn_cast<CallExpr>(Source);
      Call && Call->getDirectCallee() &&
      Calls.reachesModelled(Call->getDirectCallee()))
    return false;
  return isa<DeclRefExpr, MemberExpr, CallExpr, ArraySubscriptExpr>(Source);
}

/// True when \p Written, as an argument, is \p E itself or its address.
bool ObjectUses::Follower::standsFor(const Expr *E, const Expr *Written) const {
  if (!Written)
    return false;
  const Expr *Inner = Written;
  while (true) {
    if (Inner == E)
      return true;
    const Expr *Next = Inner;
    // One at a time: E may itself be a cast, in parentheses.
    if (const auto *Paren = dyn_cast<ParenExpr>(Next))
      Next = Paren->getSubExpr();
    else if (const auto *Cast = dyn_cast<CastExpr>(Next))
      Next = Cast->getSubExpr();
    else if (const auto *Full = dyn_cast<FullExpr>(Next))
      Next = Full->getSubExpr();
    else if (const auto *Temporary = dyn_cast<MaterializeTemporaryExpr>(Next))
      Next = Temporary->getSubExpr();
    else if (const auto *Bind = dyn_cast<CXXBindTemporaryExpr>(Next))
      Next = Bind->getSubExpr();
    else if (const auto *Unary = dyn_cast<UnaryOperator>(Next);
             Unary && (Unary->getOpcode() == UO_AddrOf ||
                       Unary->getOpcode() == UO_Deref))
      Next = Unary->getSubExpr();
    if (Next == Inner)
      return false;
    Inner = Next;
  }
}

bool ObjectUses::Follower::repeated(const Stmt *Place, const Decl *Owner) {
  if (LoopedPath > 0)
    return true;
  const Decl *Root = CallIndex::key(Current.RootOwner);
  if (const Stmt *Loop = Uses.Contexts.enclosingLoop(Place, Owner)) {
    if (CallIndex::key(Owner) != Root)
      return true;
    for (const Stmt *S = Current.Root; S; S = Calls.parentOf(S, Owner))
      if (S == Loop)
        return false; // builds the object in each round, too
    return true;
  }
  // A lambda is repeated by those who call it.
  const auto *Method = dyn_cast<CXXMethodDecl>(Owner);
  if (!Method || !Method->getParent()->isLambda() ||
      CallIndex::key(Owner) == Root)
    return false;
  Repetition Each = Uses.Contexts.ofFunction(Method);
  if (Each.Evidence == Repetition::Level::Loop && !Each.inCaller())
    return true;
  for (const CallSite &Edge : Calls.callersOf(Method))
    if (Edge.What == CallSite::Kind::Call &&
        CallIndex::key(Edge.Caller) != CallIndex::key(Owner) &&
        repeated(Edge.Site, Edge.Caller))
      return true;
  return false;
}

ObjectUse ObjectUses::Follower::use(const Expr *Site, const Decl *Owner,
                                    const model::ModelSet::Entry &Entry) {
  ObjectUse New;
  New.Site = Site;
  New.Owner = Owner;
  New.Lib = Entry.Lib;
  New.Func = Entry.Func;
  New.Repeated = repeated(Site, Owner);
  New.Path = Path;
  return New;
}

void ObjectUses::Follower::withCall(const Expr *Site,
                                    const FunctionDecl *Callee,
                                    const Decl *Owner,
                                    llvm::function_ref<void()> Do) {
  if (Path.size() >= 2 * MaxDepth)
    return outlives(Site);
  const CallSite *Edge = nullptr;
  for (const CallSite &Each : Calls.callsIn(Owner))
    if (Each.Site == Site && Each.Callee == CallIndex::key(Callee))
      Edge = &Each;
  bool Looped = repeated(Site, Owner);
  if (Edge)
    Path.push_back(Edge);
  LoopedPath += Looped;
  Do();
  LoopedPath -= Looped;
  if (Edge)
    Path.pop_back();
}

/// \p E stands for storage that now holds the object: `h` in `h = ...`, or in
/// `create(&h)`.
void ObjectUses::Follower::target(const Expr *E, const Decl *Owner) {
  if (!E)
    return outlives(E);
  const Expr *Inner = E->IgnoreParenCasts();
  if (const auto *Unary = dyn_cast<UnaryOperator>(Inner);
      Unary && Unary->getOpcode() == UO_AddrOf)
    Inner = Unary->getSubExpr()->IgnoreParenCasts();
  const auto *Reference = dyn_cast<DeclRefExpr>(Inner);
  const auto *Variable =
      Reference ? dyn_cast<VarDecl>(Reference->getDecl()) : nullptr;
  if (Variable && Variable->hasLocalStorage() &&
      !Variable->getType()->isReferenceType())
    return variable(Variable, Owner, nullptr);
  const auto *Member = dyn_cast<MemberExpr>(Inner);
  const auto *Field =
      Member ? dyn_cast<FieldDecl>(Member->getMemberDecl()) : nullptr;
  if (Field && isa<CXXThisExpr>(Member->getBase()->IgnoreParenCasts()) &&
      isa<CXXConstructorDecl>(Owner))
    return storedInConstructor(E, Owner, Field);
  if (const VarDecl *Struct = Field ? ownStruct(Member->getBase()) : nullptr)
    return this->variable(Struct, Owner, Field);
  outlives(E);
}

/// The local variable that is, or points to, a struct that this function made.
const VarDecl *ObjectUses::Follower::ownStruct(const Expr *Base) const {
  const auto *Reference = dyn_cast<DeclRefExpr>(Base->IgnoreParenCasts());
  const auto *Variable =
      Reference ? dyn_cast<VarDecl>(Reference->getDecl()) : nullptr;
  if (!Variable || !Variable->hasLocalStorage() || isa<ParmVarDecl>(Variable))
    return nullptr;
  if (Variable->getType()->isRecordType())
    return Variable;
  if (!Variable->getType()->isPointerType() || !Variable->getInit())
    return nullptr;
  // Allocated here, and nothing else is ever put there.
  const Expr *Init = Variable->getInit()->IgnoreParenCasts();
  const auto *Call = dyn_cast<CallExpr>(Init);
  const FunctionDecl *Callee = Call ? Call->getDirectCallee() : nullptr;
  bool Allocated =
      isa<CXXNewExpr>(Init) || (Callee && Callee->getBuiltinID() != 0);
  bool Assigned = llvm::any_of(
      Index.assignedTo(Variable, cast<Decl>(Variable->getDeclContext())),
      [](const Expr *Value) { return !isEmptyValue(Value); });
  return Allocated && !Assigned ? Variable : nullptr;
}

void ObjectUses::Follower::variable(const VarDecl *Variable, const Decl *Owner,
                                    const FieldDecl *Carried) {
  if (!Variable->hasLocalStorage())
    return outlives(Variable->getInit());
  if (!Seen.insert({Variable, Carried}).second)
    return;
  if (!Current.Variable && !isa<ParmVarDecl>(Variable))
    Current.Variable = Variable;
  // The same variable filled from elsewhere: the object is built only where
  // there was none.
  bool Pointer = Variable->getType()->isPointerType() ||
                 Variable->getType()->isIntegerType();
  if (Pointer && !Carried && !isa<ParmVarDecl>(Variable)) {
    bool OwnInit = Variable->getInit() && isFromElsewhere(Variable->getInit());
    const Expr *Init = Variable->getInit();
    // A copy of what is followed is no other source.
    if (OwnInit && Init) {
      const auto *Copied = dyn_cast<DeclRefExpr>(Init->IgnoreParenCasts());
      if (Copied && Seen.count({Copied->getDecl(), Carried}))
        OwnInit = false;
      const auto *Call = dyn_cast<CXXMemberCallExpr>(Init->IgnoreParenCasts());
      if (Call)
        OwnInit = false;
    }
    Current.Fallback |= OwnInit;
  }
  if (Pointer && isa<ParmVarDecl>(Variable) &&
      CallIndex::key(Owner) == CallIndex::key(Current.RootOwner) &&
      Path.empty())
    Current.Fallback = true;

  for (const Decl *Scope : Index.scopes(Owner))
    for (const Expr *Reference : Index.to(Variable, Scope))
      value(Reference, Scope, Carried);
}

/// The object is the initialiser of something that is not an expression.
void ObjectUses::Follower::initialises(const Expr *E, const Decl *Owner,
                                       const FieldDecl *Carried) {
  if (const auto *Constructor = dyn_cast<CXXConstructorDecl>(Owner)) {
    const FunctionDecl *Definition = nullptr;
    if (!Constructor->isDefined(Definition))
      return outlives(E);
    for (const CXXCtorInitializer *Init :
         cast<CXXConstructorDecl>(Definition)->inits()) {
      bool Holds = false;
      for (const Stmt *S = E; S; S = Calls.parentOf(S, Owner))
        Holds |= S == Init->getInit();
      if (!Holds)
        continue;
      if (const FieldDecl *Field = Init->getAnyMember(); Field && !Carried)
        return storedInConstructor(E, Owner, Field);
    }
  }
  outlives(E);
}

void ObjectUses::Follower::storedInConstructor(const Expr *E, const Decl *Owner,
                                               const FieldDecl *Field) {
  const auto *Constructor = cast<CXXConstructorDecl>(Owner);
  HandedOn = true;
  if (Seen.insert({Field, Constructor}).second)
    scanThis(Constructor, Field);
  for (const CallSite &Edge : Calls.callersOf(Constructor)) {
    if (Edge.What != CallSite::Kind::Call)
      continue;
    Continuation Next;
    Next.Life.Root = Edge.Site;
    Next.Life.RootOwner = Edge.Caller;
    Next.Life.Builders = Current.Builders;
    Next.Life.Builders.insert(Next.Life.Builders.begin(), &Edge);
    Next.Life.Carrier = Field;
    Next.Life.Requests = Current.Requests;
    Next.Life.Fallback = Current.Fallback;
    Queue.push_back(std::move(Next));
  }
}

void ObjectUses::Follower::returned(const Expr *E, const Decl *Owner,
                                    const FieldDecl *Carried) {
  const auto *F = dyn_cast<FunctionDecl>(Owner);
  if (!F || !Path.empty()) {
    // A helper that gives back what it was given: its call stands for it.
    if (F && !Path.empty()) {
      const CallSite *Edge = Path.back();
      if (Edge->Callee == CallIndex::key(F) && isa<Expr>(Edge->Site)) {
        Path.pop_back();
        value(Edge->Site, Edge->Caller, Carried);
        Path.push_back(Edge);
        return;
      }
    }
    return outlives(E);
  }
  if (CallIndex::key(F) != CallIndex::key(Current.RootOwner))
    return outlives(E);
  HandedOn = true;
  for (const CallSite &Edge : Calls.callersOf(F)) {
    if (Edge.What != CallSite::Kind::Call)
      continue;
    Continuation Next;
    Next.Life.Root = Edge.Site;
    Next.Life.RootOwner = Edge.Caller;
    Next.Life.Builders = Current.Builders;
    Next.Life.Builders.insert(Next.Life.Builders.begin(), &Edge);
    Next.Life.Carrier = Carried;
    Next.Life.Fallback = Current.Fallback;
    Queue.push_back(std::move(Next));
  }
}

/// True when the function that returns the object has a return statement that
/// gives something else.
bool ObjectUses::Follower::returnsOthers() const {
  bool Others = false;
  CallIndex::forEachStatement(
      Current.RootOwner, [&](const Stmt *S, const Stmt *) {
        const auto *Return = dyn_cast<ReturnStmt>(S);
        if (!Return || !Return->getRetValue() ||
            isEmptyValue(Return->getRetValue()))
          return;
        llvm::SmallVector<const Stmt *, 8> Pending = {Return->getRetValue()};
        bool Followed = false;
        while (!Pending.empty()) {
          const Stmt *Each = Pending.pop_back_val();
          if (!Each)
            continue;
          Followed |= Touched.count(Each) != 0;
          Pending.append(Each->child_begin(), Each->child_end());
        }
        Others |= !Followed;
      });
  return Others;
}

void ObjectUses::Follower::destroyed(const FieldDecl *Carried) {
  const auto *Class = dyn_cast<CXXRecordDecl>(Carried->getParent());
  const CXXDestructorDecl *Destructor =
      Class && Class->hasDefinition() ? Class->getDestructor() : nullptr;
  if (!Destructor || Destructor->isImplicit() || Destructor->isDefaulted())
    return;
  const FunctionDecl *Definition = nullptr;
  if (!Destructor->isDefined(Definition))
    return outlives(Current.Root);
  scanThis(Definition, Carried);
}

void ObjectUses::Follower::declared(const Expr *E, const DeclStmt *Statement,
                                    const Decl *Owner,
                                    const FieldDecl *Carried) {
  for (const Decl *D : Statement->decls()) {
    const auto *Variable = dyn_cast<VarDecl>(D);
    if (!Variable || !Variable->getInit())
      continue;
    bool Holds = false;
    for (const Stmt *S = E; S && S != Statement; S = Calls.parentOf(S, Owner))
      Holds |= S == Variable->getInit();
    if (!Holds)
      continue;
    if (isa<DecompositionDecl>(Variable))
      return outlives(E);
    return variable(Variable, Owner, Carried);
  }
  outlives(E);
}

void ObjectUses::Follower::value(const Expr *E, const Decl *Owner,
                                 const FieldDecl *Carried) {
  if (Current.Outlives || !Seen.insert({E, Carried}).second)
    return;
  Touched.insert(E);
  if (++Steps > MaxSteps)
    return outlives(E);
  const Stmt *Parent = Calls.significantParent(E, Owner);
  if (!Parent)
    return initialises(E, Owner, Carried);
  // Explicit casts and the like change nothing.
  if (isa<CastExpr, CXXNewExpr, CXXDefaultInitExpr, CXXDefaultArgExpr>(
          Parent)) {
    if (cast<Expr>(Parent)->getType()->isVoidType())
      return;
    return value(cast<Expr>(Parent), Owner, Carried);
  }
  if (const auto *Statement = dyn_cast<DeclStmt>(Parent))
    return declared(E, Statement, Owner, Carried);
  if (isa<ReturnStmt, CoreturnStmt>(Parent))
    return returned(E, Owner, Carried);
  if (isa<CallExpr, CXXConstructExpr>(Parent))
    return call(E, cast<Expr>(Parent), Owner, Carried);
  if (const auto *Lambda = dyn_cast<LambdaExpr>(Parent)) {
    lambdaCapture(Lambda, Owner);
    for (const LambdaCapture &Capture : Lambda->captures())
      if (Capture.capturesVariable())
        if (const auto *Variable = dyn_cast<VarDecl>(Capture.getCapturedVar());
            Variable && Variable->isInitCapture() && Variable->getInit() &&
            standsFor(E, Variable->getInit()))
          variable(Variable, Owner, Carried);
    return;
  }
  if (const auto *Member = dyn_cast<MemberExpr>(Parent)) {
    const ValueDecl *Named = Member->getMemberDecl();
    if (isa<FieldDecl>(Named)) {
      // Another member of the same object is no use of this one.
      if (Carried && CallIndex::key(Named) == CallIndex::key(Carried))
        value(Member, Owner, nullptr);
      return;
    }
    const Stmt *Called = Calls.significantParent(Member, Owner);
    if (const auto *Call = dyn_cast_or_null<CXXMemberCallExpr>(Called))
      return call(E, Call, Owner, Carried);
    return outlives(E);
  }
  if (const auto *Delete = dyn_cast<CXXDeleteExpr>(Parent)) {
    Current.Releases.push_back(use(Delete, Owner, {nullptr, nullptr}));
    return;
  }
  if (const auto *Unary = dyn_cast<UnaryOperator>(Parent)) {
    if (Unary->getOpcode() == UO_AddrOf || Unary->getOpcode() == UO_Deref ||
        Unary->getOpcode() == UO_Coawait)
      return value(Unary, Owner, Carried);
    return;
  }
  if (isa<CoroutineSuspendExpr>(Parent))
    return;
  if (const auto *Binary = dyn_cast<BinaryOperator>(Parent)) {
    if (Binary->getOpcode() == BO_Assign) {
      if (!standsFor(E, Binary->getRHS()))
        return; // overwritten
      const Expr *To = Binary->getLHS()->IgnoreParenCasts();
      const auto *Reference = dyn_cast<DeclRefExpr>(To);
      const auto *Variable =
          Reference ? dyn_cast<VarDecl>(Reference->getDecl()) : nullptr;
      if (Carried && !Variable)
        return outlives(E);
      if (Carried)
        return variable(Variable, Owner, Carried);
      return target(To, Owner);
    }
    if (Binary->getOpcode() == BO_Comma) {
      if (standsFor(E, Binary->getRHS()))
        value(Binary, Owner, Carried);
      return;
    }
    if (Binary->isAdditiveOp())
      return outlives(E);
    return; // compared
  }
  if (const auto *Conditional = dyn_cast<AbstractConditionalOperator>(Parent)) {
    if (standsFor(E, Conditional->getCond()) &&
        !isa<BinaryConditionalOperator>(Conditional))
      return;
    // `Given ? Given : create()`: the other one is an object from elsewhere.
    const Expr *Other = standsFor(E, Conditional->getTrueExpr())
                            ? Conditional->getFalseExpr()
                            : Conditional->getTrueExpr();
    if (isFromElsewhere(Other))
      Current.Fallback = true;
    return value(Conditional, Owner, Carried);
  }
  if (isa<ArraySubscriptExpr>(Parent))
    return outlives(E);
  if (const auto *List = dyn_cast<InitListExpr>(Parent)) {
    if (List->getNumInits() == 1 && !List->getType()->isArrayType() &&
        !List->getType()->isRecordType())
      return value(List, Owner, Carried);
    return outlives(E);
  }
  if (const auto *Broken = dyn_cast<RecoveryExpr>(Parent);
      Broken && onlyBorrows(Broken))
    return;
  if (isa<Expr>(Parent))
    return outlives(E);
  // The condition of a statement, or a value that is dropped.
}

/// True for a call that did not compile, of a function that neither keeps nor
/// releases its arguments.
bool ObjectUses::Follower::onlyBorrows(const RecoveryExpr *Broken) const {
  if (Broken->subExpressions().empty())
    return false;
  const auto *Callee = dyn_cast<DeclRefExpr>(Broken->subExpressions().front());
  const auto *F = Callee ? dyn_cast<FunctionDecl>(Callee->getDecl()) : nullptr;
  if (!F)
    return false;
  model::Matcher::Entries Entries = Match.lookup(F);
  return !Entries.empty() &&
         llvm::none_of(Entries, [](const model::ModelSet::Entry &Entry) {
           return !Entry.Func->Releases.empty() ||
                  !Entry.Func->Transfers.empty() || !Entry.Func->Holds.empty();
         });
}

/// True when \p Lambda captures \p Object, a variable and no pointer, by
/// reference.
static bool refersTo(const LambdaExpr *Lambda, const VarDecl *Object) {
  return Object && Object->getType()->isRecordType() &&
         llvm::any_of(Lambda->captures(), [&](const LambdaCapture &Capture) {
           return Capture.capturesVariable() &&
                  Capture.getCaptureKind() == LCK_ByRef &&
                  Capture.getCapturedVar() == Object;
         });
}

/// What happens to an object whose name a lambda captures.
void ObjectUses::Follower::lambdaCapture(const LambdaExpr *Lambda,
                                         const Decl *Owner) {
  const Stmt *Parent = Calls.significantParent(Lambda, Owner);
  while (Parent && isa<CXXConstructExpr, CastExpr>(Parent)) {
    const auto *Construct = dyn_cast<CXXConstructExpr>(Parent);
    if (Construct && Construct->getNumArgs() != 1)
      break;
    Parent = Calls.significantParent(Parent, Owner);
  }
  if (const auto *Statement = dyn_cast_or_null<DeclStmt>(Parent)) {
    // A local function object: fine as long as it is only called here, or
    // passed to what calls it here.
    for (const Decl *D : Statement->decls()) {
      const auto *Variable = dyn_cast<VarDecl>(D);
      if (!Variable || !Variable->hasLocalStorage())
        continue;
      for (const Decl *Scope : Index.scopes(Owner))
        for (const Expr *Reference : Index.to(Variable, Scope)) {
          const Stmt *User = Calls.significantParent(Reference, Scope);
          const auto *Call = dyn_cast_or_null<CXXOperatorCallExpr>(User);
          if (Call && Call->getOperator() == OO_Call)
            continue;
          if (isa_and_nonnull<LambdaExpr>(User))
            continue;
          return outlives(Reference);
        }
    }
    return;
  }
  const auto *Call = dyn_cast_or_null<CallExpr>(Parent);
  const FunctionDecl *Callee = Call ? Call->getDirectCallee() : nullptr;
  if (!Callee)
    return outlives(Lambda);
  if (const auto *Operator = dyn_cast<CXXOperatorCallExpr>(Call);
      Operator && Operator->getOperator() == OO_Call)
    return;
  const FunctionDecl *Definition = nullptr;
  if (hasVisibleBody(Callee, Definition))
    return;
  // Synchronous: the standard algorithms, and a request that calls back while
  // it runs.
  if (Callee->isInStdNamespace() && !isa<CXXMethodDecl>(Callee) &&
      plainName(Callee) != "async" && plainName(Callee) != "bind")
    return;
  // A handler on an object: what it sends over the client, it sends each time.
  if (const ModelledSite *Site = Calls.site(Call))
    for (const model::ModelSet::Entry &Entry : Site->Entries)
      if (llvm::any_of(Entry.Func->Handlers,
                       [](const model::Handler &H) { return bool(H.On); })) {
        Registered.push_back(Lambda);
        return;
      }
  // A handler that runs once cannot keep alive what it only refers to.
  if (const ModelledSite *Site = Calls.site(Call);
      Site && refersTo(Lambda, Current.Variable))
    for (const model::ModelSet::Entry &Entry : Site->Entries)
      if (!Entry.Func->Handlers.empty() &&
          llvm::none_of(Entry.Func->Handlers,
                        [](const model::Handler &H) { return H.Repeats; }))
        return;
  if (const ModelledSite *Site = Calls.site(Call))
    for (const model::ModelSet::Entry &Entry : Site->Entries)
      if (!Entry.Func->Requests.empty() &&
          llvm::none_of(Entry.Func->Requests,
                        [](const model::Request &R) { return R.Asynchronous; }))
        return;
  outlives(Lambda);
}

void ObjectUses::Follower::call(const Expr *E, const Expr *Call,
                                const Decl *Owner, const FieldDecl *Carried) {
  if (const ModelledSite *Site = Calls.site(Call))
    if (modelledCall(E, Call, *Site, Owner, Carried))
      return;

  if (const auto *Construct = dyn_cast<CXXConstructExpr>(Call)) {
    const CXXConstructorDecl *Constructor = Construct->getConstructor();
    if (Constructor->isCopyOrMoveConstructor() ||
        isLibraryWrapper(Constructor->getParent(), Match)) {
      if (Construct->getNumArgs() > 0 && standsFor(E, Construct->getArg(0)))
        return value(Construct, Owner, Carried);
      return; // a deleter's argument
    }
    return enterFunction(E, Construct, Constructor, Owner, Carried);
  }

  const auto *CE = cast<CallExpr>(Call);
  const FunctionDecl *Callee = CE->getDirectCallee();
  if (!Callee)
    return outlives(E);
  const FunctionDecl *Definition = nullptr;
  const Expr *Object = nullptr;
  if (const auto *Member = dyn_cast<CXXMemberCallExpr>(CE))
    Object = Member->getImplicitObjectArgument();
  else if (isa<CXXOperatorCallExpr>(CE) && isa<CXXMethodDecl>(Callee) &&
           CE->getNumArgs() > 0)
    Object = CE->getArg(0);
  if (isComparison(Callee->getOverloadedOperator()))
    return;

  if (Object && standsFor(E, Object)) {
    const auto *Method = cast<CXXMethodDecl>(Callee);
    const CXXRecordDecl *Class = classOf(Object->getType());
    OverloadedOperatorKind Operator = Callee->getOverloadedOperator();
    StringRef Name = plainName(Callee);
    if (isLibraryWrapper(Class, Match) ||
        (Match.isLibraryCode(Method->getLocation()) &&
         (Name == "get" && !Calls.site(Call)))) {
      if (Operator == OO_Arrow || Operator == OO_Star || Name == "get" ||
          Name == "value" || Name == "release" || Name == "lock" ||
          (isa<CXXConversionDecl>(Callee) && !CE->getType()->isBooleanType()))
        return value(CE, Owner, Carried);
      if (Name == "reset" || Operator == OO_Equal)
        return; // replaced or released
      if (Name == "swap")
        return outlives(E);
      return;
    }
    if (Operator == OO_Equal)
      return; // overwritten
    if (hasVisibleBody(Callee, Definition))
      return enterMethod(cast<CXXMethodDecl>(Definition), CE, Owner, Carried);
    // A method of the library that owns the class: known or harmless.
    if (Match.isLibraryCode(Method->getLocation()) || Method->isDefaulted())
      return;
    return outlives(E);
  }
  if (Object && Callee->getOverloadedOperator() == OO_Equal &&
      CE->getNumArgs() == 2 && standsFor(E, CE->getArg(1))) {
    const auto *To = dyn_cast<DeclRefExpr>(CE->getArg(0)->IgnoreParenCasts());
    const auto *Variable = To ? dyn_cast<VarDecl>(To->getDecl()) : nullptr;
    if (Variable && Variable->hasLocalStorage() &&
        !Variable->getType()->isReferenceType())
      return variable(Variable, Owner, Carried);
    if (!Carried)
      return target(CE->getArg(0), Owner);
    return outlives(E);
  }
  if (Object && plainName(Callee) == "reset" &&
      isLibraryWrapper(classOf(Object->getType()), Match) &&
      CE->getNumArgs() > 0 && standsFor(E, CE->getArg(0)) && !Carried)
    return target(Object, Owner);
  if (passesThrough(Callee) && CE->getNumArgs() > 0)
    return value(CE, Owner, Carried);
  // Wrapped by what a factory makes: std::make_shared<Wrapper>(object).
  for (const model::ModelSet::Entry &Entry : Match.constructorsRun(*CE))
    if (Entry.Func->Returns.Where == model::Position::Base::Argument &&
        standsFor(E, Match.at(CE, Entry.Func->Returns)))
      return value(CE, Owner, Carried);
  if (Callee->getBuiltinID() != 0 &&
      (Callee->getReturnType()->isVoidType() ||
       Callee->getMemoryFunctionKind() == Builtin::BImemset))
    return;
  enterFunction(E, CE, Callee, Owner, Carried);
}

/// False when the argument that decides visibly says that nothing is given away.
bool ObjectUses::Follower::mayTransfer(const model::Transfer &Transfer,
                                       const Expr *Call,
                                       const Decl *Owner) const {
  using When = model::TransferWhen;
  const Expr *Flag = passed(Match.at(Call, Transfer.Flag));
  if (!Flag || Transfer.When == When::Always || Transfer.When == When::Success)
    return true;
  model::ValuePattern Wanted = Transfer.Value;
  if (Transfer.When != When::Value)
    Wanted.What = Transfer.When == When::NonZero
                      ? model::ValuePattern::Kind::NonZero
                      : model::ValuePattern::Kind::Integer; // zero
  return Match.judgeFlags(Flag, Wanted, dyn_cast<FunctionDecl>(Owner)) !=
         model::ValueVerdict::Differs;
}

/// The call that gives out the object may make it a part of a pool.
void ObjectUses::Follower::attachedAtBirth() {
  using Base = model::Position::Base;
  Base Made =
      isa<CXXConstructExpr>(Acquiring->Site) ? Base::This : Base::Return;
  for (const model::ModelSet::Entry &Entry : Acquiring->Entries)
    for (const model::ApplySetting &Apply : Entry.Func->Settings)
      if (Apply.At.Where == Made &&
          Apply.What.Kind == model::SettingKind::Share) {
        ObjectUse New = use(Acquiring->Site, Acquiring->Owner, Entry);
        New.Setting = &Apply.What;
        New.Value = Match.at(Acquiring->Site, Apply.What.Pool);
        Current.Settings.push_back(std::move(New));
      }
}

/// Whether the models look at member \p Carried of what \p E stands for.
bool ObjectUses::Follower::looksInto(const Expr *E, const Expr *Call,
                                     const ModelledSite &Site,
                                     const FieldDecl *Carried) const {
  auto IsThere = [&](const model::Position &P) {
    return P.Field.size() == 1 && P.Field.front() == Carried->getName() &&
           standsFor(E, written(Call, P));
  };
  return llvm::any_of(Site.Entries, [&](const model::ModelSet::Entry &Entry) {
    const model::Function &F = *Entry.Func;
    auto AtThere = [&](const auto &Effect) { return IsThere(Effect.At); };
    return llvm::any_of(F.Requests, AtThere) ||
           llvm::any_of(F.Releases, AtThere) ||
           llvm::any_of(F.Transfers, AtThere) || llvm::any_of(F.Holds, IsThere);
  });
}

/// Returns false when the models say nothing about \p E's place in the call.
bool ObjectUses::Follower::modelledCall(const Expr *E, const Expr *Call,
                                        const ModelledSite &Site,
                                        const Decl *Owner,
                                        const FieldDecl *Carried) {
  if (Site.Entries.empty() || (Carried && !looksInto(E, Call, Site, Carried)))
    return false;
  for (const model::ModelSet::Entry &Entry : Site.Entries) {
    const model::Function &F = *Entry.Func;
    auto IsHere = [&](const model::Position &P) {
      if (!P)
        return false;
      const Expr *There = written(Call, P);
      if (Carried ? P.Field.size() != 1 || P.Field.front() != Carried->getName()
                  : !P.Field.empty() && !isOnlyMember(There, P))
        return false;
      return standsFor(E, There);
    };
    for (const model::Release &Release : F.Releases)
      if (IsHere(Release.At))
        Current.Releases.push_back(use(Call, Owner, Entry));
    for (const model::Request &Request : F.Requests)
      if (IsHere(Request.At)) {
        ObjectUse New = use(Call, Owner, Entry);
        New.Request = &Request;
        // One row may describe the same call for several kinds of object.
        if (Current.Requests.empty() || Current.Requests.back().Site != Call ||
            Current.Requests.back().Owner != Owner)
          Current.Requests.push_back(std::move(New));
      }
    auto AddSetting = [&](const model::Setting &What, const Expr *Value) {
      ObjectUse New = use(Call, Owner, Entry);
      New.Setting = &What;
      New.Value = Value;
      Current.Settings.push_back(std::move(New));
    };
    for (const model::ApplySetting &Setting : F.Settings)
      if (IsHere(Setting.At))
        AddSetting(Setting.What, Setting.What.Pool
                                     ? passed(Match.at(Call, Setting.What.Pool))
                                     : passed(Match.at(Call, Setting.Value)));
    for (const model::ApplyOption &Option : F.Options) {
      const Expr *Key = passed(Match.at(Call, Option.Key));
      model::Matcher::OptionMatch Found =
          Key ? Match.option(*Entry.Lib, Option.Table, Key)
              : model::Matcher::OptionMatch();
      if (IsHere(Option.At) && Found.Match)
        AddSetting(Found.Match->What, passed(Match.at(Call, Option.Value)));
      // Kept, as user data for example, by another object.
      if (IsHere(Option.Value) && !IsHere(Option.At) &&
          (!Found.Match || Found.Match->Holds || Found.Match->Transfers))
        outlives(E);
    }
    for (const model::Transfer &Transfer : F.Transfers)
      if (IsHere(Transfer.At) && mayTransfer(Transfer, Call, Owner))
        outlives(E);
    bool Attached = false;
    for (const model::Function::Attach &Attach : F.Attaches) {
      if (!IsHere(Attach.At))
        continue;
      Attached = true;
      const Expr *Pool = Match.at(Call, Attach.With);
      static const model::Setting Shared = [] {
        model::Setting S;
        S.Kind = model::SettingKind::Share;
        return S;
      }();
      AddSetting(Shared, Pool);
    }
    for (const model::Position &Hold : F.Holds)
      if (IsHere(Hold) && !Attached)
        outlives(E);
    // What is made from it, such as a request of a session, is sent over it.
    bool MakesPart = llvm::any_of(F.Acquires, [&](const model::Acquire &Each) {
      return Each.At.Where == model::Position::Base::Return && Each.Of &&
             (Each.Of->Role == model::ObjectRole::Request ||
              Each.Of->Role == model::ObjectRole::Resource) &&
             IsHere(Each.Inherits);
    });
    if (MakesPart || IsHere(F.Returns))
      value(Call, Owner, nullptr);
  }
  return true;
}

void ObjectUses::Follower::enterFunction(const Expr *E, const Expr *Call,
                                         const FunctionDecl *Callee,
                                         const Decl *Owner,
                                         const FieldDecl *Carried) {
  const FunctionDecl *Definition = nullptr;
  if (!hasVisibleBody(Callee, Definition))
    return outlives(E);
  llvm::ArrayRef<const Expr *> Arguments;
  if (const auto *Construct = dyn_cast<CXXConstructExpr>(Call))
    Arguments = {Construct->getArgs(), Construct->getNumArgs()};
  else
    Arguments = {cast<CallExpr>(Call)->getArgs(),
                 cast<CallExpr>(Call)->getNumArgs()};
  if (isa<CXXOperatorCallExpr>(Call) && isa<CXXMethodDecl>(Callee))
    Arguments = Arguments.drop_front();
  for (unsigned I = 0; I < Arguments.size(); ++I) {
    if (!standsFor(E, Arguments[I]))
      continue;
    if (I >= Definition->getNumParams())
      return outlives(E);
    const ParmVarDecl *Parameter = Definition->getParamDecl(I);
    // A second call of the same helper uses the same object again.
    if (Seen.count({Parameter, Carried}))
      Current.UsedAgain = true;
    withCall(Call, Definition, Owner,
             [&] { variable(Parameter, Definition, Carried); });
    return;
  }
  outlives(E);
}

void ObjectUses::Follower::enterMethod(const CXXMethodDecl *Method,
                                       const Expr *Call, const Decl *Owner,
                                       const FieldDecl *Carried) {
  // Each call counts: what is used once per call is used again by the next.
  withCall(Call, Method, Owner, [&] {
    llvm::DenseSet<std::pair<const void *, const void *>> Before = Seen;
    scanThis(Method, Carried);
    // Seen must not hide the method's body from the next call of it, or a
    // second use would go unnoticed; within one call it stops recursion.
    Seen = std::move(Before);
  });
}

/// Follows the object, or the wrapper's field that holds it, through a member
/// function of its own class.
void ObjectUses::Follower::scanThis(const FunctionDecl *Method,
                                    const FieldDecl *Carried) {
  for (const Decl *Scope : Index.scopes(Method)) {
    if (Carried) {
      for (const Expr *Reference : Index.to(Carried, Scope)) {
        const auto *Member = cast<MemberExpr>(Reference);
        if (isa<CXXThisExpr>(Member->getBase()->IgnoreParenCasts()))
          value(Member, Scope, nullptr);
      }
    }
    for (const Expr *This : Index.toThis(Scope)) {
      const Stmt *Parent = Calls.significantParent(This, Scope);
      if (const auto *Member = dyn_cast_or_null<MemberExpr>(Parent);
          Member && isa<FieldDecl>(Member->getMemberDecl()))
        continue;
      value(This, Scope, Carried);
    }
  }
}

ObjectUses::ObjectUses(const model::Matcher &Match, const CallIndex &Calls,
                       const RepeatingContexts &Contexts)
    : Match(Match), Calls(Calls), Contexts(Contexts),
      Index(std::make_unique<References>(Calls)) {}

ObjectUses::~ObjectUses() = default;

std::vector<ObjectLife> ObjectUses::follow(const ModelledSite &Site,
                                           const model::Position &At) {
  return Follower(*this, *Index).run(Site, At);
}

} // namespace nettidy
