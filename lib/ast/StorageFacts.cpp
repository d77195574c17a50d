//===-- StorageFacts.cpp - What happens to a stored object ------*- C++ -*-===//
//
// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ast/StorageFacts.h"
#include "ast/Handlers.h"
#include "ast/StandIn.h"
#include "ast/Wrappers.h"
#include "compat/Ast.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclFriend.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Lex/Lexer.h"
#include "llvm/ADT/BitVector.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;

namespace nettidy {

llvm::SmallVector<const StorageFact *, 4>
StorageClass::of(StorageFact::Kind What) const {
  llvm::SmallVector<const StorageFact *, 4> Found;
  for (const StorageFact &Fact : Facts)
    if (Fact.What == What)
      Found.push_back(&Fact);
  return Found;
}

bool StorageClass::has(StorageFact::Kind What) const {
  return llvm::any_of(
      Facts, [What](const StorageFact &Fact) { return Fact.What == What; });
}

namespace {

/// Types that can carry an object's identity.
bool canHold(QualType T) {
  if (T.isNull()) // a list in parentheses that did not compile
    return false;
  T = T.getNonReferenceType().getCanonicalType();
  return T->isPointerType() || T->isIntegerType() || T->isRecordType() ||
         T->isArrayType();
}

/// A reference or pointer through which the callee can put another value into
/// the caller's variable.
bool writesBack(QualType T) {
  bool Indirect = T->isLValueReferenceType() || T->isPointerType();
  if (!Indirect)
    return false;
  QualType Target = T->getPointeeType();
  if (Target.isConstQualified())
    return false;
  if (Target->isPointerType() || Target->isIntegerType())
    return true;
  const CXXRecordDecl *Class = Target->getAsCXXRecordDecl();
  return T->isLValueReferenceType() && Class &&
         isa<ClassTemplateSpecializationDecl>(Class);
}

const Expr *strip(const Expr *E) {
  while (E) {
    const Expr *Inner = E->IgnoreParenCasts();
    if (const auto *Full = dyn_cast<FullExpr>(Inner))
      Inner = Full->getSubExpr();
    else if (const auto *Temporary = dyn_cast<MaterializeTemporaryExpr>(Inner))
      Inner = Temporary->getSubExpr();
    else if (const auto *Bind = dyn_cast<CXXBindTemporaryExpr>(Inner))
      Inner = Bind->getSubExpr();
    else if (const auto *Default = dyn_cast<CXXDefaultInitExpr>(Inner))
      Inner = Default->getExpr();
    else if (const auto *Default = dyn_cast<CXXDefaultArgExpr>(Inner))
      Inner = Default->getExpr();
    else if (const auto *Unary = dyn_cast<UnaryOperator>(Inner);
             Unary && (Unary->getOpcode() == UO_AddrOf ||
                       Unary->getOpcode() == UO_Deref))
      Inner = Unary->getSubExpr();
    else if (const auto *Subscript = dyn_cast<ArraySubscriptExpr>(Inner))
      Inner = Subscript->getBase();
    else if (const auto *Binary = dyn_cast<BinaryOperator>(Inner);
             Binary && Binary->getOpcode() == BO_Comma)
      Inner = Binary->getRHS();
    if (Inner == E)
      return E;
    E = Inner;
  }
  return E;
}

/// Whether only the truth of a pointer goes on, `return connect(c);` in a
/// function that returns bool.
bool isTest(const Expr *E) {
  while (const auto *Cast = dyn_cast<CastExpr>(E->IgnoreParens())) {
    if (Cast->getCastKind() == CK_PointerToBoolean)
      return true;
    E = Cast->getSubExpr();
  }
  return false;
}

bool isLambda(const FunctionDecl *F) {
  const auto *Method = dyn_cast<CXXMethodDecl>(F);
  return Method && Method->getParent()->isLambda();
}

} // namespace

/// The flow graph: nodes are places and the results of expressions, edges are
/// copies.
class StorageFacts::Builder {
public:
  Builder(const StorageFacts &Facts, const model::Matcher &Match,
          const CallIndex &Calls, const Handlers &Registered)
      : Facts(Facts), Match(Match), Calls(Calls), Registered(Registered) {
    for (const FunctionDecl *F : Calls.functions())
      walkFunction(F);
    for (const VarDecl *Global : Calls.globals()) {
      flowInto(declNode(Global), Global->getInit(), Global->getType());
      walkStatements(Global);
    }
    for (const FieldDecl *Field : Calls.fields()) {
      flowInto(declNode(Field), Field->getInClassInitializer(),
               Field->getType());
      walkStatements(Field);
    }
    for (const ModelledSite &Site : Calls.sites())
      addSite(Site);
  }

  const StorageClass *classOf(const ValueDecl *D) {
    auto Found = DeclNodes.find(key(D));
    return Found == DeclNodes.end() ? nullptr : classOf(Found->second);
  }
  const StorageClass *classOf(const Expr *E) {
    std::optional<unsigned> Node = nodeOf(E);
    return Node ? classOf(*Node) : nullptr;
  }

private:
  struct Node {
    const ValueDecl *Declaration = nullptr;
    llvm::SmallVector<unsigned, 2> To, From;
    std::vector<StorageFact> Facts;
    bool Sink = false;    ///< code that is not seen gets the value
    bool Foreign = false; ///< code that is not seen provides values
    SourceLocation SinkAt;
  };

  static const ValueDecl *key(const ValueDecl *D) {
    return cast<ValueDecl>(D->getCanonicalDecl());
  }
  unsigned newNode() {
    Nodes.emplace_back();
    return Nodes.size() - 1;
  }
  unsigned declNode(const ValueDecl *D);
  unsigned exprNode(const Expr *E) {
    auto [Slot, Inserted] = ExprNodes.try_emplace(E, 0);
    if (Inserted)
      Slot->second = newNode();
    return Slot->second;
  }
  std::optional<unsigned> nodeOf(const Expr *E);
  std::optional<unsigned> nodeOfCall(const CallExpr *Call);
  std::optional<unsigned> nodeOfConstruction(const CXXConstructExpr *Construct);
  std::optional<unsigned> nodeAt(const Expr *Site, const model::Position &P);

  void edge(unsigned From, unsigned To) {
    if (From == To || llvm::is_contained(Nodes[From].To, To))
      return;
    Nodes[From].To.push_back(To);
    Nodes[To].From.push_back(From);
  }
  /// What the object that a constructor, or a factory of it, makes is wrapped
  /// around and stands for; null if it is an object by itself.
  const Expr *wrappedBy(const Expr *Site,
                        llvm::ArrayRef<model::ModelSet::Entry> Entries) const {
    for (const model::ModelSet::Entry &Entry : Entries)
      if (Entry.Func->Returns.Where == model::Position::Base::Argument)
        return Match.at(Site, Entry.Func->Returns);
    return nullptr;
  }
  void flowInto(unsigned To, const Expr *Value, QualType ToType);
  void flow(const Expr *To, const Expr *Value);
  void sink(const Expr *E);

  bool isRunInPlace(const CallSite &Lambda) const;
  void walkFunction(const FunctionDecl *F);
  void walkStatements(const Decl *Owner);
  void visit(const Stmt *S, const FunctionDecl *F);
  bool isShown(const VarDecl &Variable, const FunctionDecl &F);
  bool isShownBy(const Expr *Use, const Decl *Owner);
  bool isMemberOfShown(const Expr *To, const FunctionDecl &F);
  void visitCall(const CallExpr *Call);
  void visitConstruction(const CXXConstructExpr *Construct);
  void passArguments(const FunctionDecl *Callee,
                     llvm::ArrayRef<const Expr *> Arguments);
  bool hasVisibleBody(const FunctionDecl *F) const {
    const FunctionDecl *Definition = nullptr;
    return F && F->isDefined(Definition) && !Definition->isDefaulted() &&
           !Match.isLibraryCode(Definition->getLocation());
  }

  void addBuilt(const ModelledSite &Site);
  void addSite(const ModelledSite &Site);
  void addEntry(const ModelledSite &Site, const model::ModelSet::Entry &Entry);
  void addHandler(const ModelledSite &Site, const model::ModelSet::Entry &Entry,
                  const model::Handler &H);
  bool addPassedOptions(const ModelledSite &Site,
                        const model::ModelSet::Entry &Entry,
                        const model::ApplyOption &Apply, const Expr *Key);
  StorageFact fact(StorageFact::Kind What, const ModelledSite &Site,
                   const model::ModelSet::Entry &Entry) const;
  void add(std::optional<unsigned> At, StorageFact Fact) {
    if (At)
      Nodes[*At].Facts.push_back(std::move(Fact));
  }

  const StorageClass *classOf(unsigned Start);

  const StorageFacts &Facts;
  const model::Matcher &Match;
  const CallIndex &Calls;
  const Handlers &Registered;
  std::vector<Node> Nodes;
  llvm::DenseMap<const ValueDecl *, unsigned> DeclNodes;
  llvm::DenseMap<const Expr *, unsigned> ExprNodes;
  llvm::DenseMap<unsigned, std::unique_ptr<StorageClass>> Classes;
  llvm::DenseMap<const VarDecl *, bool> Shown;
  /// Initialisers of what is only shown.
  llvm::SmallPtrSet<const InitListExpr *, 4> ShownLists;
};

unsigned StorageFacts::Builder::declNode(const ValueDecl *D) {
  const ValueDecl *Key = key(D);
  auto [Slot, Inserted] = DeclNodes.try_emplace(Key, 0);
  if (!Inserted)
    return Slot->second;
  unsigned New = Slot->second = newNode();
  Nodes[New].Declaration = Key;
  if (isa<BindingDecl>(Key)) {
    Nodes[New].Foreign = Nodes[New].Sink = true;
    Nodes[New].SinkAt = Key->getLocation();
  }
  if ((isa<FieldDecl>(Key) ||
       (isa<VarDecl>(Key) && !cast<VarDecl>(Key)->isLocalVarDeclOrParm())) &&
      Facts.isOpen(Key))
    Nodes[New].Foreign = true;
  return New;
}

std::optional<unsigned> StorageFacts::Builder::nodeOf(const Expr *E) {
  if (E && isTest(E))
    return std::nullopt;
  E = E ? strip(E) : nullptr;
  if (!E || E->isTypeDependent() || !canHold(E->getType()))
    return std::nullopt;
  if (const auto *Reference = dyn_cast<DeclRefExpr>(E)) {
    const ValueDecl *D = Reference->getDecl();
    if (isa<VarDecl, BindingDecl>(D))
      return declNode(D);
    return std::nullopt;
  }
  if (const auto *Member = dyn_cast<MemberExpr>(E)) {
    if (isa<FieldDecl, VarDecl>(Member->getMemberDecl()))
      return declNode(Member->getMemberDecl());
    return std::nullopt;
  }
  if (const auto *Call = dyn_cast<CallExpr>(E))
    return nodeOfCall(Call);
  if (const auto *Construct = dyn_cast<CXXConstructExpr>(E))
    return nodeOfConstruction(Construct);
  if (const auto *New = dyn_cast<CXXNewExpr>(E)) {
    const CXXConstructExpr *Construct = New->getConstructExpr();
    if (!Construct)
      return std::nullopt;
    const Expr *Inside = wrappedBy(Construct, Match.lookup(Construct));
    return Inside ? nodeOf(Inside) : exprNode(Construct);
  }
  if (const auto *Assign = dyn_cast<BinaryOperator>(E);
      Assign && Assign->getOpcode() == BO_Assign)
    return nodeOf(Assign->getLHS());
  if (const auto *Conditional = dyn_cast<AbstractConditionalOperator>(E)) {
    if (auto Found = ExprNodes.find(E); Found != ExprNodes.end())
      return Found->second;
    unsigned New = exprNode(E);
    for (const Expr *Side :
         {Conditional->getTrueExpr(), Conditional->getFalseExpr()})
      if (std::optional<unsigned> From = nodeOf(Side)) {
        edge(*From, New);
        edge(New, *From);
      }
    return New;
  }
  if (const auto *List = dyn_cast<InitListExpr>(E)) {
    if (Calls.site(List))
      return exprNode(List);
    if (List->getNumInits() == 1 && !List->getType()->isRecordType())
      return nodeOf(List->getInit(0));
  }
  if (const auto *Opaque = dyn_cast<OpaqueValueExpr>(E))
    return Opaque->getSourceExpr() ? nodeOf(Opaque->getSourceExpr())
                                   : std::nullopt;
  return std::nullopt;
}

std::optional<unsigned>
StorageFacts::Builder::nodeOfCall(const CallExpr *Call) {
  if (const ModelledSite *Site = Calls.site(Call)) {
    for (const model::ModelSet::Entry &Entry : Site->Entries)
      if (Entry.Func->Returns)
        if (const Expr *Part = Match.at(Call, Entry.Func->Returns))
          return nodeOf(Part);
    return exprNode(Call);
  }
  if (const Expr *Inside = wrappedBy(Call, Match.constructorsRun(*Call)))
    return nodeOf(Inside);
  const FunctionDecl *Callee = Call->getDirectCallee();
  if (!Callee) {
    unsigned Unknown = exprNode(Call);
    Nodes[Unknown].Foreign = true;
    return Unknown;
  }
  if (hasVisibleBody(Callee))
    return declNode(Callee);
  const Expr *Object = nullptr;
  if (const auto *Member = dyn_cast<CXXMemberCallExpr>(Call))
    Object = Member->getImplicitObjectArgument();
  else if (const auto *Operator = dyn_cast<CXXOperatorCallExpr>(Call);
           Operator && Call->getNumArgs() > 0)
    Object = Call->getArg(0);
  if (Object) {
    // Smart pointers, optionals and the like stand for what they hold.
    QualType Holder = Object->getType();
    if (Holder->isPointerType())
      Holder = Holder->getPointeeType();
    const CXXRecordDecl *Class = Holder->getAsCXXRecordDecl();
    StringRef Name = plainName(Callee);
    OverloadedOperatorKind Operator = Callee->getOverloadedOperator();
    bool Accessor = Operator == OO_Arrow || Operator == OO_Star ||
                    Operator == OO_Equal || isa<CXXConversionDecl>(Callee) ||
                    Name == "get" || Name == "release" || Name == "value" ||
                    Name == "lock";
    if (Accessor && (isLibraryWrapper(Class, Match) || Name == "get"))
      return nodeOf(Object);
    if (Operator == OO_Equal)
      return nodeOf(Object);
  } else if (Callee->isInStdNamespace() && Call->getNumArgs() > 0) {
    if (passesThrough(Callee) || plainName(Callee) == "exchange")
      return nodeOf(Call->getArg(0));
  }
  auto Found = ExprNodes.find(Call);
  if (Found != ExprNodes.end())
    return Found->second;
  unsigned Unknown = exprNode(Call);
  Nodes[Unknown].Foreign = true;
  // What is stored through a reference that a container returned is kept by it.
  if (Call->isLValue() || Call->getType()->isPointerType()) {
    Nodes[Unknown].Sink = Call->isLValue();
    Nodes[Unknown].SinkAt = Call->getExprLoc();
  }
  return Unknown;
}

std::optional<unsigned>
StorageFacts::Builder::nodeOfConstruction(const CXXConstructExpr *Construct) {
  if (const ModelledSite *Site = Calls.site(Construct)) {
    const Expr *Inside = wrappedBy(Construct, Site->Entries);
    return Inside ? nodeOf(Inside) : exprNode(Construct);
  }
  const CXXConstructorDecl *Constructor = Construct->getConstructor();
  bool Transparent = Constructor->isCopyOrMoveConstructor() ||
                     isLibraryWrapper(Constructor->getParent(), Match);
  if (Transparent && Construct->getNumArgs() > 0)
    return nodeOf(Construct->getArg(0));
  return exprNode(Construct);
}

std::optional<unsigned>
StorageFacts::Builder::nodeAt(const Expr *Site, const model::Position &P) {
  if (!P)
    return std::nullopt;
  if (P.Where == model::Position::Base::Return ||
      (P.Where == model::Position::Base::This && isa<CXXConstructExpr>(Site)))
    return P.Field.empty() ? std::optional<unsigned>(exprNode(Site))
                           : std::nullopt;
  const Expr *E = Match.at(Site, P);
  if (!E)
    return std::nullopt;
  if (P.Field.empty())
    return nodeOf(E);
  QualType T = E->getType().getNonReferenceType();
  const FieldDecl *Found = nullptr;
  for (const std::string &Name : P.Field) {
    if (T->isPointerType())
      T = T->getPointeeType();
    const RecordDecl *Record = T->getAsRecordDecl();
    Record = Record ? Record->getDefinition() : nullptr;
    if (!Record)
      return std::nullopt;
    Found = nullptr;
    for (const FieldDecl *Field : Record->fields())
      if (Field->getName() == Name)
        Found = Field;
    if (!Found)
      return std::nullopt;
    // A struct of one member, passed around by value, stands for it.
    if (P.Field.size() == 1 &&
        std::distance(Record->field_begin(), Record->field_end()) == 1)
      return nodeOf(E);
    T = Found->getType();
  }
  return declNode(Found);
}

void StorageFacts::Builder::flowInto(unsigned To, const Expr *Value,
                                     QualType ToType) {
  if (!Value)
    return;
  const Expr *Stripped = strip(Value);
  if (const auto *List = dyn_cast<InitListExpr>(Stripped)) {
    // Arrays stand for their elements. Members of records are visited with the
    // list itself.
    if (List->getType()->isArrayType())
      for (const Expr *Init : List->inits())
        flowInto(To, Init, Init->getType());
    else if (!List->getType()->isRecordType() && List->getNumInits() == 1)
      flowInto(To, List->getInit(0), ToType);
    else if (std::optional<unsigned> Struct = nodeOf(List))
      edge(*Struct, To);
    return;
  }
  std::optional<unsigned> From = nodeOf(Value);
  if (!From)
    return;
  edge(*From, To);
  const auto *Address = dyn_cast<UnaryOperator>(Value->IgnoreParenCasts());
  bool TakesAddress = Address && Address->getOpcode() == UO_AddrOf &&
                      !Address->getSubExpr()->getType()->isRecordType();
  if (TakesAddress || writesBack(ToType))
    edge(To, *From);
}

void StorageFacts::Builder::flow(const Expr *To, const Expr *Value) {
  if (std::optional<unsigned> Target = nodeOf(To))
    flowInto(*Target, Value, To->getType());
  else if (!isa<DeclRefExpr>(strip(To)))
    sink(Value);
}

void StorageFacts::Builder::sink(const Expr *E) {
  if (!E)
    return;
  const Expr *Stripped = strip(E);
  if (const auto *List = dyn_cast<CXXStdInitializerListExpr>(Stripped))
    Stripped = strip(List->getSubExpr());
  if (const auto *List = dyn_cast<InitListExpr>(Stripped)) {
    for (const Expr *Init : List->inits())
      sink(Init);
    return;
  }
  std::optional<unsigned> Node = nodeOf(E);
  if (!Node)
    return;
  Nodes[*Node].Sink = true;
  Nodes[*Node].SinkAt = E->getExprLoc();
  const auto *Address = dyn_cast<UnaryOperator>(E->IgnoreParenCasts());
  QualType T = E->getType();
  if ((Address && Address->getOpcode() == UO_AddrOf &&
       !Address->getSubExpr()->getType()->isRecordType()) ||
      (T->isPointerType() && T->getPointeeType()->isPointerType()))
    Nodes[*Node].Foreign = true;
}

/// `[&] { ... }()`: nobody else gets hold of this lambda.
bool StorageFacts::Builder::isRunInPlace(const CallSite &Lambda) const {
  const Stmt *Child = Lambda.Site;
  for (const Stmt *S = Calls.parentOf(Child, Lambda.Caller); S;
       Child = S, S = Calls.parentOf(S, Lambda.Caller)) {
    if (const auto *Run = dyn_cast<CXXOperatorCallExpr>(S))
      return Run->getOperator() == OO_Call && Run->getArg(0) == Child;
    if (!isa<CastExpr, ParenExpr, MaterializeTemporaryExpr,
             CXXBindTemporaryExpr>(S))
      return false;
  }
  return false;
}

void StorageFacts::Builder::walkFunction(const FunctionDecl *F) {
  bool Passed = llvm::any_of(Calls.callersOf(F), [&](const CallSite &Edge) {
    return Edge.What == CallSite::Kind::Reference ||
           (Edge.What == CallSite::Kind::Lambda && !isRunInPlace(Edge));
  });
  const auto *Method = dyn_cast<CXXMethodDecl>(F);
  bool Lambda = Method && Method->getParent()->isLambda();
  bool CalledFromElsewhere =
      Lambda ? false : F->isExternallyVisible() && !Facts.isLocalToFile(F);
  if (Passed || CalledFromElsewhere) {
    for (const ParmVarDecl *Parameter : F->parameters())
      if (canHold(Parameter->getType()))
        Nodes[declNode(Parameter)].Foreign = true;
    if (!F->getReturnType()->isVoidType() && canHold(F->getReturnType())) {
      Node &Result = Nodes[declNode(F)];
      Result.Sink = true;
      Result.SinkAt = F->getLocation();
    }
  }
  if (Method)
    for (const CXXMethodDecl *Base : Method->overridden_methods()) {
      const FunctionDecl *Definition = nullptr;
      const FunctionDecl *Overridden =
          Base->isDefined(Definition) ? Definition : Base;
      for (unsigned I = 0,
                    N = std::min(F->getNumParams(), Overridden->getNumParams());
           I < N; ++I)
        edge(declNode(Overridden->getParamDecl(I)),
             declNode(F->getParamDecl(I)));
      edge(declNode(F), declNode(Overridden));
    }
  if (const auto *Constructor = dyn_cast<CXXConstructorDecl>(F))
    for (const CXXCtorInitializer *Init : Constructor->inits())
      if (const FieldDecl *Field = Init->getAnyMember())
        flowInto(declNode(Field), Init->getInit(), Field->getType());
  walkStatements(F);
}

void StorageFacts::Builder::walkStatements(const Decl *Owner) {
  const auto *F = dyn_cast<FunctionDecl>(Owner);
  CallIndex::forEachStatement(
      Owner, [&](const Stmt *Node, const Stmt *) { visit(Node, F); });
}

/// The element of \p List that stands for a struct, if it is one.
static void
forEachStruct(const Expr *Init,
              llvm::function_ref<void(const InitListExpr &)> Visit) {
  const auto *List =
      dyn_cast_or_null<InitListExpr>(Init ? Init->IgnoreImplicit() : nullptr);
  if (!List)
    return;
  if (List->getType()->isRecordType())
    return Visit(*List);
  for (const Expr *Element : List->inits())
    forEachStruct(Element, Visit);
}

/// True for a local struct of the library's, or an array of them, that is only
/// shown to calls of it which keep nothing: what is put into it stays where it
/// was. `pollfd Waits[] = {{FD, POLLIN, 0}};`
bool StorageFacts::Builder::isShown(const VarDecl &Variable,
                                    const FunctionDecl &F) {
  auto [Known, New] = Shown.try_emplace(&Variable, false);
  if (!New)
    return Known->second;
  const auto *Record =
      Variable.getType()->getBaseElementTypeUnsafe()->getAsRecordDecl();
  if (!Record || !Variable.hasLocalStorage() || isa<ParmVarDecl>(Variable) ||
      !Match.isLibraryCode(Record->getLocation()))
    return false;
  if (const auto *Class = dyn_cast<CXXRecordDecl>(Record);
      Class && !(Class->hasDefinition() && Class->isAggregate() &&
                 Class->hasTrivialDestructor()))
    return false;
  const Decl *Owner = CallIndex::key(&F);
  bool OnlyShown = true;
  CallIndex::forEachStatement(Owner, [&](const Stmt *Node, const Stmt *) {
    const auto *Reference = dyn_cast<DeclRefExpr>(Node);
    if (OnlyShown && Reference && Reference->getDecl() == &Variable)
      OnlyShown = isShownBy(Reference, Owner);
  });
  Shown[&Variable] = OnlyShown;
  return OnlyShown;
}

/// `Waits[0].fd` of such an array.
bool StorageFacts::Builder::isMemberOfShown(const Expr *To,
                                            const FunctionDecl &F) {
  const auto *Member = dyn_cast<MemberExpr>(To->IgnoreParenImpCasts());
  if (!Member || Member->isArrow())
    return false;
  const Expr *Base = Member->getBase()->IgnoreParenImpCasts();
  if (const auto *Element = dyn_cast<ArraySubscriptExpr>(Base))
    Base = Element->getBase()->IgnoreParenImpCasts();
  const auto *Reference = dyn_cast<DeclRefExpr>(Base);
  const auto *Variable =
      Reference ? dyn_cast<VarDecl>(Reference->getDecl()) : nullptr;
  return Variable && isShown(*Variable, F);
}

/// One use of such a struct.
bool StorageFacts::Builder::isShownBy(const Expr *Use, const Decl *Owner) {
  for (const Stmt *S = Calls.parentOf(Use, Owner); S;
       S = Calls.parentOf(S, Owner)) {
    if (isa<ParenExpr, CastExpr, ArraySubscriptExpr>(S))
      continue;
    if (const auto *Unary = dyn_cast<UnaryOperator>(S);
        Unary && Unary->getOpcode() == UO_AddrOf)
      continue;
    if (const auto *Member = dyn_cast<MemberExpr>(S)) {
      // Flags are of no interest; of a descriptor, only what compares it is.
      if (Member->getType()->isSpecificBuiltinType(BuiltinType::Short))
        return true;
      const auto *User = dyn_cast_or_null<BinaryOperator>(
          Calls.significantParent(Member, Owner));
      return User && (User->isComparisonOp() ||
                      (User->getOpcode() == BO_Assign &&
                       User->getLHS()->IgnoreParenImpCasts() == Member));
    }
    const auto *Call = dyn_cast<CallExpr>(S);
    const ModelledSite *Site = Call ? Calls.site(Call) : nullptr;
    return Site && !Site->Entries.empty() &&
           llvm::all_of(Site->Entries, [](const model::ModelSet::Entry &E) {
             return E.Func->Holds.empty() && E.Func->Transfers.empty() &&
                    E.Func->Releases.empty();
           });
  }
  return true;
}

void StorageFacts::Builder::visit(const Stmt *S, const FunctionDecl *F) {
  if (const auto *Declaration = dyn_cast<DeclStmt>(S)) {
    for (const Decl *D : Declaration->decls()) {
      const auto *Variable = dyn_cast<VarDecl>(D);
      if (!Variable || !Variable->hasInit())
        continue;
      forEachStruct(Variable->getInit(), [&](const InitListExpr &List) {
        if (F && isShown(*Variable, *F))
          ShownLists.insert(&List);
      });
      if (canHold(Variable->getType()))
        flowInto(declNode(Variable), Variable->getInit(),
                 Variable->getType());
    }
    return;
  }
  if (const auto *Return = dyn_cast<ReturnStmt>(S)) {
    if (Return->getRetValue() && F && canHold(F->getReturnType()))
      flowInto(declNode(F), Return->getRetValue(), F->getReturnType());
    return;
  }
  if (const auto *Assign = dyn_cast<BinaryOperator>(S)) {
    if (Assign->getOpcode() == BO_Assign && canHold(Assign->getType()) &&
        !(F && isMemberOfShown(Assign->getLHS(), *F)))
      flow(Assign->getLHS(), Assign->getRHS());
    return;
  }
  if (const auto *Call = dyn_cast<CallExpr>(S))
    return visitCall(Call);
  if (const auto *Construct = dyn_cast<CXXConstructExpr>(S))
    return visitConstruction(Construct);
  if (const auto *Broken = dyn_cast<RecoveryExpr>(S)) {
    // A call that did not compile may have done anything.
    for (const Expr *Part : Broken->subExpressions())
      sink(Part);
    return;
  }
  if (const auto *Lambda = dyn_cast<LambdaExpr>(S)) {
    for (const LambdaCapture &Capture : Lambda->captures())
      if (Capture.capturesVariable())
        if (const auto *Variable = dyn_cast<VarDecl>(Capture.getCapturedVar());
            Variable && Variable->isInitCapture())
          flowInto(declNode(Variable), Variable->getInit(),
                   Variable->getType());
    return;
  }
  if (const auto *List = dyn_cast<InitListExpr>(S)) {
    if (ShownLists.count(List))
      return;
    forEachInitialised(*List, [&](const FieldDecl &Field, const Expr &Value) {
      if (canHold(Field.getType()))
        flowInto(declNode(&Field), &Value, Field.getType());
    });
    return;
  }
  if (const auto *Delete = dyn_cast<CXXDeleteExpr>(S)) {
    // What the library works with in the program's memory is not ended by
    // giving back the memory.
    const model::ModelSet::ObjectEntry *InPlace =
        Match.objectOfType(Delete->getDestroyedType());
    if (InPlace && InPlace->Obj->Kind == model::ObjectKind::Class &&
        !InPlace->Obj->StopsOnDestruction)
      return;
    StorageFact Fact;
    Fact.What = StorageFact::Kind::Release;
    Fact.Site = Delete;
    Fact.Owner = F ? CallIndex::key(F) : nullptr;
    add(nodeOf(Delete->getArgument()), Fact);
  }
}

void StorageFacts::Builder::passArguments(
    const FunctionDecl *Callee, llvm::ArrayRef<const Expr *> Arguments) {
  const FunctionDecl *Definition = nullptr;
  if (Callee->isDefined(Definition))
    Callee = Definition;
  for (unsigned I = 0; I < Arguments.size(); ++I) {
    if (!canHold(Arguments[I]->getType()))
      continue;
    if (I >= Callee->getNumParams()) {
      // A C variadic argument is out of sight.
      sink(Arguments[I]);
      continue;
    }
    const ParmVarDecl *Parameter = Callee->getParamDecl(I);
    if (canHold(Parameter->getType()))
      flowInto(declNode(Parameter), Arguments[I], Parameter->getType());
  }
}

void StorageFacts::Builder::visitCall(const CallExpr *Call) {
  const FunctionDecl *Callee = Call->getDirectCallee();
  if (Calls.site(Call) || wrappedBy(Call, Match.constructorsRun(*Call)))
    return;
  llvm::SmallVector<const Expr *, 8> Arguments(Call->arg_begin(),
                                               Call->arg_end());
  const Expr *Object = nullptr;
  if (const auto *Member = dyn_cast<CXXMemberCallExpr>(Call)) {
    Object = Member->getImplicitObjectArgument();
  } else if (isa<CXXOperatorCallExpr>(Call) &&
             isa_and_nonnull<CXXMethodDecl>(Callee) && !Arguments.empty()) {
    Object = Arguments.front();
    Arguments.erase(Arguments.begin());
  }
  if (Callee && hasVisibleBody(Callee))
    return passArguments(Callee, Arguments);
  if (Callee && (Object || isa<CXXOperatorCallExpr>(Call))) {
    OverloadedOperatorKind Operator = Callee->getOverloadedOperator();
    if (Operator == OO_Equal && Object && !Arguments.empty())
      return flow(Object, Arguments.front());
    if (Operator == OO_EqualEqual || Operator == OO_ExclaimEqual ||
        Operator == OO_Exclaim || Operator == OO_Less ||
        Operator == OO_Subscript || Operator == OO_Arrow || Operator == OO_Star)
      return;
    StringRef Name = plainName(Callee);
    if (Object && (Name == "reset" || Name == "emplace") &&
        !Arguments.empty()) {
      const CXXRecordDecl *Class =
          Object->getType().getNonReferenceType()->getAsCXXRecordDecl();
      if (isLibraryWrapper(Class, Match))
        return flow(Object, Arguments.front());
    }
    if (Object && Name == "swap" && Arguments.size() == 1) {
      flow(Object, Arguments.front());
      return flow(Arguments.front(), Object);
    }
  } else if (Callee && Callee->isInStdNamespace()) {
    StringRef Name = plainName(Callee);
    if (passesThrough(Callee))
      return;
    if ((Name == "swap" || Name == "exchange") && Arguments.size() == 2) {
      flow(Arguments[0], Arguments[1]);
      if (Name == "swap")
        flow(Arguments[1], Arguments[0]);
      return;
    }
  }
  if (Callee && Callee->getBuiltinID() != 0)
    return;
  for (const Expr *Argument : Arguments)
    sink(Argument);
  if (!Callee || !isStandIn(*Callee))
    return;
  // What did not compile may have set anything.
  StorageFact Unknown;
  Unknown.What = StorageFact::Kind::UnknownSetting;
  Unknown.Site = Call;
  for (const Expr *Argument : Arguments)
    add(nodeOf(Argument), Unknown);
}

void StorageFacts::Builder::visitConstruction(
    const CXXConstructExpr *Construct) {
  if (Calls.site(Construct) || Construct->getNumArgs() == 0)
    return;
  const CXXConstructorDecl *Constructor = Construct->getConstructor();
  llvm::ArrayRef<const Expr *> Arguments(Construct->getArgs(),
                                         Construct->getNumArgs());
  if (hasVisibleBody(Constructor))
    return passArguments(Constructor, Arguments);
  if (Constructor->isCopyOrMoveConstructor())
    return;
  if (isLibraryWrapper(Constructor->getParent(), Match)) {
    StorageFact Fact;
    Fact.What = StorageFact::Kind::Owned;
    Fact.Site = Construct;
    add(nodeOf(Arguments.front()), Fact);
    return;
  }
  for (const Expr *Argument : Arguments)
    sink(Argument);
}

StorageFact
StorageFacts::Builder::fact(StorageFact::Kind What, const ModelledSite &Site,
                            const model::ModelSet::Entry &Entry) const {
  StorageFact New;
  New.What = What;
  New.Site = Site.Site;
  New.Owner = Site.Owner;
  New.Lib = Entry.Lib;
  New.Func = Entry.Func;
  return New;
}

/// What the constructor sets that a factory runs.
void StorageFacts::Builder::addBuilt(const ModelledSite &Site) {
  const auto *Factory = dyn_cast<CallExpr>(Site.Site);
  if (!Factory)
    return;
  for (const model::ModelSet::Entry &Entry : Match.constructorsRun(*Factory))
    for (const model::ApplySetting &Setting : Entry.Func->Settings) {
      if (Setting.At.Where != model::Position::Base::This)
        continue;
      StorageFact New = fact(StorageFact::Kind::Setting, Site, Entry);
      New.Setting = &Setting.What;
      New.Value = Match.at(Factory, Setting.Value);
      New.Effect = Match.effect(Setting.What, New.Value, Site.function());
      add(exprNode(Site.Site), New);
    }
}

void StorageFacts::Builder::addSite(const ModelledSite &Site) {
  if (Site.Built) {
    StorageFact New =
        fact(StorageFact::Kind::Acquire, Site, {Site.Built->Lib, nullptr});
    New.Object = Site.Built->Obj;
    add(exprNode(Site.Site), New);
    addBuilt(Site);
  }
  if (Site.AssignedField) {
    StorageFact New =
        fact(StorageFact::Kind::Setting, Site, {nullptr, nullptr});
    New.Setting = &Site.AssignedField->What;
    New.Value = Site.AssignedValue;
    New.Effect = Match.effect(*New.Setting, New.Value, Site.function());
    add(nodeOf(Site.AssignedIn), New);
  }
  for (const model::ModelSet::Entry &Entry : Site.Entries)
    addEntry(Site, Entry);
}

/// A wrapper that passes an option on: each of its callers sets one. Returns
/// true when all callers are seen.
bool StorageFacts::Builder::addPassedOptions(
    const ModelledSite &Site, const model::ModelSet::Entry &Entry,
    const model::ApplyOption &Apply, const Expr *Key) {
  const auto ParameterOf = [](const Expr *E) -> const ParmVarDecl * {
    const auto *Reference =
        E ? dyn_cast<DeclRefExpr>(E->IgnoreParenCasts()) : nullptr;
    return Reference ? dyn_cast<ParmVarDecl>(Reference->getDecl()) : nullptr;
  };
  const FunctionDecl *F = Site.function();
  const ParmVarDecl *KeyParameter = ParameterOf(Key);
  if (!F || !KeyParameter)
    return false;
  const Expr *Value = Match.at(Site.Site, Apply.Value);
  const ParmVarDecl *ValueParameter = ParameterOf(Value);
  bool AllKnown = !F->isExternallyVisible() || Facts.isLocalToFile(F) ||
                  F->getAccess() == AS_private;
  for (const CallSite &Edge : Calls.callersOf(F)) {
    const auto *Call = dyn_cast<CallExpr>(Edge.Site);
    if (Edge.What != CallSite::Kind::Call || !Call ||
        isa<CXXOperatorCallExpr>(Call) ||
        KeyParameter->getFunctionScopeIndex() >= Call->getNumArgs()) {
      AllKnown = false;
      continue;
    }
    model::Matcher::OptionMatch Found =
        Match.option(*Entry.Lib, Apply.Table,
                     Call->getArg(KeyParameter->getFunctionScopeIndex()));
    AllKnown &= Found.KeyKnown;
    if (!Found.Match)
      continue;
    StorageFact New = fact(StorageFact::Kind::Setting, Site, Entry);
    New.Site = Call;
    New.Owner = Edge.Caller;
    New.Object = Apply.Of;
    New.Option = Found.Match;
    New.Setting = &Found.Match->What;
    New.Value = Value;
    if (ValueParameter)
      New.Value = ValueParameter->getFunctionScopeIndex() < Call->getNumArgs()
                      ? Call->getArg(ValueParameter->getFunctionScopeIndex())
                      : nullptr;
    New.Effect =
        Match.effect(Found.Match->What, New.Value, Edge.callerFunction());
    add(nodeAt(Site.Site, Apply.At), New);
  }
  return AllKnown;
}

void StorageFacts::Builder::addEntry(const ModelledSite &Site,
                                     const model::ModelSet::Entry &Entry) {
  using Kind = StorageFact::Kind;
  const model::Function &F = *Entry.Func;
  auto At = [&](const model::Position &P) { return nodeAt(Site.Site, P); };

  for (const model::Acquire &Acquire : F.Acquires) {
    if (Acquire.Handed ||
        !Match.mayAcquire(Site.Site, Acquire, Site.function()))
      continue; // to the handlers of this signal, or under another condition
    StorageFact New = fact(Kind::Acquire, Site, Entry);
    New.Acquire = &Acquire;
    New.Object = Acquire.Of;
    std::optional<unsigned> Result = At(Acquire.At);
    add(Result, New);
    for (const model::Position *Same : {&Acquire.Alias, &Acquire.UnlessGiven})
      if (std::optional<unsigned> Old = At(*Same); Old && Result) {
        edge(*Old, *Result);
        edge(*Result, *Old);
      }
  }
  for (const model::Release &Release : F.Releases) {
    StorageFact New = fact(Kind::Release, Site, Entry);
    New.Release = &Release;
    New.Object = Release.Of;
    add(At(Release.At), New);
  }
  for (const model::Request &Request : F.Requests) {
    StorageFact New = fact(Kind::Request, Site, Entry);
    New.Request = &Request;
    New.Object = Request.Of;
    add(At(Request.At), New);
  }
  for (const model::ApplySetting &Apply : F.Settings) {
    StorageFact New = fact(Kind::Setting, Site, Entry);
    New.Setting = &Apply.What;
    New.Object = Apply.Of;
    New.Value = Apply.Value
                    ? Match.valueAt(Site.Site, Apply.Value, Site.function())
                    : nullptr;
    New.Effect = Match.effect(Apply.What, New.Value, Site.function());
    bool Applies = llvm::all_of(
        Apply.When, [&](const model::ApplySetting::Condition &Condition) {
          const Expr *E = Match.at(Site.Site, Condition.At);
          if (!E)
            return Match.hasPlace(Site.Site, Condition.At);
          return Match.judge(E, Condition.Values, Site.function()) !=
                           model::ValueVerdict::Differs;
        });
    if (!Applies)
      continue;
    add(At(Apply.At), New);
    // The descriptor that a handle keeps, `setsockopt(handle->fd, ...)`.
    const Expr *Part = Match.at(Site.Site, Apply.At);
    const auto *Member =
        Part ? dyn_cast<MemberExpr>(Part->IgnoreParenCasts()) : nullptr;
    if (Member && Member->isArrow() &&
        Apply.What.Kind == model::SettingKind::Timeout &&
        New.Effect != model::Matcher::Effect::Off &&
        !isa<CXXThisExpr>(Member->getBase()->IgnoreParenCasts()))
      add(nodeOf(Member->getBase()), fact(Kind::UnknownSetting, Site, Entry));
  }
  for (const model::ApplyOption &Apply : F.Options) {
    const Expr *Key = Match.at(Site.Site, Apply.Key);
    if (!Key)
      continue;
    model::Matcher::OptionMatch Found =
        Match.option(*Entry.Lib, Apply.Table, Key);
    if (Found.KeyKnown && !Found.Match)
      continue; // an option that means nothing here
    if (!Found.KeyKnown && addPassedOptions(Site, Entry, Apply, Key))
      continue;
    StorageFact New =
        fact(Found.Match ? Kind::Setting : Kind::UnknownSetting, Site, Entry);
    New.Object = Apply.Of;
    New.Value = Match.at(Site.Site, Apply.Value);
    if (Found.Match) {
      New.Option = Found.Match;
      New.Setting = &Found.Match->What;
      New.Effect = Match.effect(
          Found.Match->What,
          Match.valueAt(Site.Site, Apply.Value, Site.function()),
          Site.function());
    }
    add(At(Apply.At), New);
    if (New.Value) {
      StorageFact Given = fact(Kind::Given, Site, Entry);
      Given.Option = Found.Match;
      add(At(Apply.Value), Given);
    }
  }
  for (const model::ApplyHeader &Header : F.Headers) {
    auto Argument = [&](const model::Position &P) {
      return P ? Match.at(Site.Site, P) : nullptr;
    };
    StorageFact New = fact(Kind::Header, Site, Entry);
    New.Value = Argument(Header.List   ? Header.List
                         : Header.Line ? Header.Line
                                       : Header.Value);
    New.Effect =
        Header.List
            ? Match.headerListEffect(Argument(Header.List), Site.function())
            : Match.headerEffect(Argument(Header.Name), Argument(Header.Value),
                                 Argument(Header.Line));
    add(At(Header.At), New);
  }
  for (const model::Position &Reset : F.Resets)
    add(At(Reset), fact(Kind::Reset, Site, Entry));
  for (const model::Arm &Arm : F.Arms) {
    const Expr *Value = Arm.Value ? Match.at(Site.Site, Arm.Value) : nullptr;
    if (Value && Match.judge(Value, Arm.Stops, Site.function()) ==
                     model::ValueVerdict::Matches) {
      add(At(Arm.At), fact(Kind::Disarm, Site, Entry));
      continue;
    }
    StorageFact New = fact(Kind::Arm, Site, Entry);
    New.Arm = &Arm;
    New.Object = Arm.Of;
    add(At(Arm.At), New);
  }
  for (const model::Position &Disarm : F.Disarms)
    add(At(Disarm), fact(Kind::Disarm, Site, Entry));
  for (const model::Function::Attach &Attach : F.Attaches) {
    StorageFact New = fact(Kind::Attach, Site, Entry);
    New.Value = Match.at(Site.Site, Attach.With);
    add(At(Attach.At), New);
  }
  for (const model::Transfer &Transfer : F.Transfers) {
    const Expr *Flag = Transfer.When == model::TransferWhen::Value
                           ? Match.at(Site.Site, Transfer.Flag)
                           : nullptr;
    auto Verdict = Flag
                       ? Match.judgeFlags(Flag, Transfer.Value, Site.function())
                       : model::ValueVerdict::Matches;
    // What is said of the result needs evidence.
    if (Verdict == model::ValueVerdict::Matches ||
        (Verdict == model::ValueVerdict::Unknown &&
         Transfer.At.Where != model::Position::Base::Return))
      add(At(Transfer.At), fact(Kind::Transfer, Site, Entry));
  }
  for (const model::Position &Hold : F.Holds)
    add(At(Hold), fact(Kind::Hold, Site, Entry));
  for (const model::Handler &H : F.Handlers)
    addHandler(Site, Entry, H);
}

/// A handler on an object, or of an object's signal: what it does to the two.
void StorageFacts::Builder::addHandler(const ModelledSite &Site,
                                       const model::ModelSet::Entry &Entry,
                                       const model::Handler &H) {
  if (!H.On && !H.Sender)
    return;
  HandlerTarget Target = handlerTarget(Match, Site.Site, H.At, H.On);
  const Decl *Runs = Target.Function;
  if (Target.Lambda)
    Runs = Target.Lambda->getLambdaClass()->getLambdaCallOperator();
  const Expr *Sender = H.Sender ? Match.at(Site.Site, H.Sender) : nullptr;
  if (Sender && (!Runs || Registered.asksForSender(Runs)))
    sink(Sender);
  if (Target.Function)
    for (const model::ModelSet::Entry &Run :
         Match.lookup(Target.Function, Target.Class)) {
      for (const model::Release &R : Run.Func->Releases)
        if (R.At.Where == model::Position::Base::This) {
          StorageFact New = fact(StorageFact::Kind::Release, Site, Entry);
          New.Release = &R;
          add(nodeAt(Site.Site, H.On), New);
        }
      for (const model::Position &Disarm : Run.Func->Disarms)
        if (Disarm.Where == model::Position::Base::This)
          add(nodeAt(Site.Site, H.On),
              fact(StorageFact::Kind::Disarm, Site, Entry));
    }
  if (!Sender || !H.Signal)
    return;
  HandlerTarget Signal = handlerTarget(Match, Site.Site, H.Signal, H.Sender);
  bool Gives = !Signal.Function;
  if (Signal.Function)
    for (const model::ModelSet::Entry &Run :
         Match.lookup(Signal.Function, Signal.Class))
      Gives |= llvm::any_of(Run.Func->Acquires, [](const model::Acquire &A) {
        return A.Handed && A.At.Where == model::Position::Base::Argument;
      });
  if (!Gives)
    return;
  StorageFact New = fact(StorageFact::Kind::Gives, Site, Entry);
  New.Handler = &H;
  add(nodeAt(Site.Site, H.Sender), New);
}

const StorageClass *StorageFacts::Builder::classOf(unsigned Start) {
  auto [Slot, Inserted] = Classes.try_emplace(Start);
  if (!Inserted)
    return Slot->second.get();

  // Where the objects in Start may come from, and everywhere those may go.
  llvm::BitVector Seen(Nodes.size());
  llvm::SmallVector<unsigned, 16> Reached = {Start};
  Seen.set(Start);
  for (unsigned I = 0; I < Reached.size(); ++I)
    for (unsigned Previous : Nodes[Reached[I]].From)
      if (!Seen.test(Previous)) {
        Seen.set(Previous);
        Reached.push_back(Previous);
      }
  bool Foreign = false;
  for (unsigned Source : Reached)
    Foreign |= Nodes[Source].Foreign;
  for (unsigned I = 0; I < Reached.size(); ++I)
    for (unsigned Next : Nodes[Reached[I]].To)
      if (!Seen.test(Next)) {
        Seen.set(Next);
        Reached.push_back(Next);
      }

  auto Result = std::make_unique<StorageClass>();
  Result->Open = Foreign;
  for (unsigned Each : Reached) {
    const Node &N = Nodes[Each];
    Result->Facts.insert(Result->Facts.end(), N.Facts.begin(), N.Facts.end());
    if (N.Declaration) {
      Result->Members.push_back(N.Declaration);
      // Parameters that others fill as well are no way out.
      if (!isa<ParmVarDecl, FunctionDecl>(N.Declaration) && N.Foreign)
        Result->Open = true;
      // A function that others can call gives it to them. A lambda that others
      // get hold of is a sink.
      if (const auto *F = dyn_cast<FunctionDecl>(N.Declaration);
          F && !isLambda(F))
        Result->Open |=
            F->isExternallyVisible() && F->getAccess() != AS_private;
    }
    if (N.Sink && !Result->Escapes) {
      Result->Escapes = true;
      Result->EscapesAt = N.SinkAt;
    }
  }
  if (Result->Facts.empty())
    Result.reset();
  Classes[Start] = std::move(Result);
  return Classes[Start].get();
}

StorageFacts::StorageFacts(ASTContext &Context, const model::Matcher &Match,
                           const CallIndex &Calls, const Handlers &Registered)
    : Context(Context), Match(Match), Calls(Calls) {
  Built = std::make_unique<Builder>(*this, Match, Calls, Registered);
}

StorageFacts::~StorageFacts() = default;

const StorageClass *StorageFacts::of(const ValueDecl *D) const {
  return Built->classOf(D);
}

const StorageClass *StorageFacts::of(const Expr *E) const {
  return Built->classOf(E);
}

bool StorageFacts::isLocalToFile(const Decl *D) const {
  // `typedef struct { .. } name;` in C has no linkage, and may well stand in a
  // header.
  bool NoLinkage = isa<TagDecl>(D) && !Context.getLangOpts().CPlusPlus;
  if (const auto *Named = dyn_cast<NamedDecl>(D))
    if (!NoLinkage && !Named->isExternallyVisible())
      return true;
  const SourceManager &Sources = Context.getSourceManager();
  auto InSourceFile = [&](const Decl *Each) {
    StringRef File =
        Sources.getFilename(Sources.getExpansionLoc(Each->getLocation()));
    StringRef Extension = File.rsplit('.').second;
    return Extension.starts_with_insensitive("c") || Extension == "m" ||
           Extension == "mm";
  };
  // A member belongs to its class, wherever its body stands.
  if (const auto *Record = dyn_cast<RecordDecl>(D->getDeclContext()))
    return isLocalToFile(Record);
  if (isa<RecordDecl>(D))
    return InSourceFile(D);
  // Others can declare for themselves a function or variable that is not
  // static.
  return false;
}

/// True unless the body of an uninstantiated template is seen, and names no
/// member like this one.
static bool mayName(const FunctionDecl &Pattern, const FieldDecl &Field) {
  if (!Pattern.hasBody())
    return true;
  llvm::SmallVector<const Stmt *, 16> Pending = {Pattern.getBody()};
  while (!Pending.empty()) {
    const Stmt *Each = Pending.pop_back_val();
    if (!Each)
      continue;
    DeclarationName Name;
    if (const auto *Member = dyn_cast<MemberExpr>(Each))
      Name = Member->getMemberDecl()->getDeclName();
    else if (const auto *Dependent =
                 dyn_cast<CXXDependentScopeMemberExpr>(Each))
      Name = Dependent->getMember();
    if (Name && Name == Field.getDeclName())
      return true;
    Pending.append(Each->child_begin(), Each->child_end());
  }
  return false;
}

bool StorageFacts::isGenerated(SourceLocation L) const {
  const SourceManager &Sources = Context.getSourceManager();
  for (; L.isMacroID(); L = Sources.getImmediateMacroCallerLoc(L))
    if (Match.models().isGenerated(
            Lexer::getImmediateMacroName(L, Sources, Context.getLangOpts())))
      return true;
  return false;
}

StorageFacts::OwnerClass StorageFacts::ownerClass(const FieldDecl *F) const {
  OwnerClass Result;
  const RecordDecl *Record = F->getParent()->getDefinition();
  Result.Record = Record;
  if (!Record)
    return Result;
  const auto *Class = dyn_cast<CXXRecordDecl>(Record);
  // Whoever gets hold of such a struct can release what it keeps.
  Result.AllVisible = (Class && F->getAccess() == AS_private) ||
                      (isLocalToFile(Record) && !isHandedOut(Record));
  if (!Class)
    return Result;
  bool Local = isLocalToFile(Record);
  if (Class->hasFriends())
    Result.AllVisible = false;

  llvm::SmallVector<const CXXRecordDecl *, 4> Pending = {Class};
  while (!Pending.empty()) {
    bool Section = false; // of functions that a generator defines
    for (const Decl *D : Pending.pop_back_val()->decls()) {
      if (isa<AccessSpecDecl>(D)) {
        Section = isGenerated(D->getLocation());
        continue;
      }
      if (const auto *Nested = dyn_cast<CXXRecordDecl>(D)) {
        if (Nested->isThisDeclarationADefinition())
          Pending.push_back(Nested);
        continue;
      }
      if (const auto *Template = dyn_cast<FunctionTemplateDecl>(D)) {
        bool Seen = false;
        for (const FunctionDecl *Each : Template->specializations()) {
          Seen |= Each->hasBody();
          Result.MemberFunctions.push_back(Each);
        }
        Result.AllVisible &=
            Seen || Local || !mayName(*Template->getTemplatedDecl(), *F);
        continue;
      }
      const auto *Method = dyn_cast<CXXMethodDecl>(D);
      if (!Method || Method->isImplicit() || Method->isDeleted())
        continue;
      const FunctionDecl *Definition = nullptr;
      if (Method->isDefined(Definition)) {
        Result.MemberFunctions.push_back(Definition);
        continue;
      }
      if (!Method->isDefaulted() && !compat::isPureVirtual(Method) &&
          !Section && !isGenerated(Method->getLocation()))
        Result.AllVisible = false;
    }
  }
  return Result;
}

/// The records that a type is made of: what it points to, its elements, its
/// template arguments.
static void collectRecords(QualType T,
                           llvm::SmallPtrSetImpl<const RecordDecl *> &Found,
                           unsigned Depth = 0) {
  while (T->isAnyPointerType() || T->isReferenceType())
    T = T->getPointeeType();
  T = QualType(T->getBaseElementTypeUnsafe(), 0);
  const RecordDecl *Record = T->getAsRecordDecl();
  if (!Record || Depth > 4)
    return;
  Found.insert(cast<RecordDecl>(Record->getCanonicalDecl()));
  if (const auto *Instance = dyn_cast<ClassTemplateSpecializationDecl>(Record))
    for (const TemplateArgument &Argument :
         Instance->getTemplateArgs().asArray())
      if (Argument.getKind() == TemplateArgument::Type)
        collectRecords(Argument.getAsType(), Found, Depth + 1);
}

bool StorageFacts::isHandedOut(const RecordDecl *Record) const {
  if (!HandedOut) {
    HandedOut.emplace();
    for (const FunctionDecl *F : Calls.functions()) {
      if (!F->isExternallyVisible() || F->isMain() || isLambda(F))
        continue;
      collectRecords(F->getReturnType(), *HandedOut);
      for (const ParmVarDecl *Parameter : F->parameters())
        collectRecords(Parameter->getType(), *HandedOut);
    }
  }
  return HandedOut->count(cast<RecordDecl>(Record->getCanonicalDecl())) != 0;
}

bool StorageFacts::isOpen(const ValueDecl *D) const {
  if (const auto *Field = dyn_cast<FieldDecl>(D))
    return !ownerClass(Field).AllVisible;
  if (const auto *Variable = dyn_cast<VarDecl>(D)) {
    if (Variable->isLocalVarDecl())
      return false;
    return Variable->isExternallyVisible() && !isLocalToFile(Variable);
  }
  return D->isExternallyVisible();
}

} // namespace nettidy
