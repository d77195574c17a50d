//===-- CallIndex.cpp - User code and its modelled calls --------*- C++ -*-===//
//
// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ast/CallIndex.h"
#include "ast/Handlers.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclFriend.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/ExprConcepts.h"
#include "clang/AST/StmtCXX.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/SmallPtrSet.h"

using namespace clang;

namespace nettidy {

namespace {

/// Calls \p Push with the evaluated children of \p S, in order.
void forEachEvaluatedChild(const Stmt *S,
                           llvm::function_ref<void(const Stmt *)> Push) {
  // Operands that are never evaluated hold no calls. Some libraries repeat a
  // macro argument inside sizeof to check its type.
  if (isa<UnaryExprOrTypeTraitExpr, CXXNoexceptExpr, CXXTypeidExpr,
          RequiresExpr, ConceptSpecializationExpr, OffsetOfExpr, BlockExpr,
          OpaqueValueExpr>(S))
    return;
  if (const auto *Lambda = dyn_cast<LambdaExpr>(S)) {
    for (const Expr *Init : Lambda->capture_inits())
      Push(Init);
    return;
  }
  if (const auto *Default = dyn_cast<CXXDefaultArgExpr>(S))
    return Push(Default->getExpr());
  if (const auto *Default = dyn_cast<CXXDefaultInitExpr>(S))
    return Push(Default->getExpr());
  if (const auto *Selection = dyn_cast<GenericSelectionExpr>(S)) {
    if (!Selection->isResultDependent())
      Push(Selection->getResultExpr());
    return;
  }
  if (const auto *Choose = dyn_cast<ChooseExpr>(S)) {
    if (!Choose->isConditionDependent())
      Push(Choose->getChosenSubExpr());
    return;
  }
  // The promise and the awaiter are made by the compiler around what is
  // written; only that is user code.
  if (const auto *Body = dyn_cast<CoroutineBodyStmt>(S))
    return Push(Body->getBody());
  if (const auto *Suspend = dyn_cast<CoroutineSuspendExpr>(S))
    return Push(Suspend->getOperand());
  if (const auto *Return = dyn_cast<CoreturnStmt>(S))
    return Push(Return->getOperand());
  if (const auto *Pseudo = dyn_cast<PseudoObjectExpr>(S))
    return Push(Pseudo->getSyntacticForm());
  for (const Stmt *Child : S->children())
    Push(Child);
}

bool isPattern(const Decl *D) {
  return D->isTemplated() ||
         (isa<DeclContext>(D) && cast<DeclContext>(D)->isDependentContext());
}

/// True when some constructor holds the initialisers of the members: one that
/// is written, or an implicit one that this translation unit uses.
bool hasConstructorBody(const RecordDecl *Record) {
  const auto *Class = dyn_cast<CXXRecordDecl>(Record);
  return !Class || llvm::any_of(Class->ctors(), [](const auto *Constructor) {
    return Constructor->isUserProvided() || Constructor->hasBody();
  });
}

/// The class that a library factory such as std::make_unique builds: its first
/// template argument, which is also what its result points to.
const CXXRecordDecl *classBuiltByFactory(const FunctionDecl *Callee) {
  const TemplateArgumentList *Arguments =
      Callee->getTemplateSpecializationArgs();
  if (!Callee->getDeclName().isIdentifier() || !Arguments ||
      Arguments->size() == 0 ||
      Arguments->get(0).getKind() != TemplateArgument::Type)
    return nullptr;
  StringRef Name = Callee->getName();
  if (!Name.starts_with("make_") && !Name.starts_with("Make") &&
      !Name.starts_with("allocate_"))
    return nullptr;
  const auto *Result = dyn_cast_or_null<ClassTemplateSpecializationDecl>(
      Callee->getReturnType()->getAsCXXRecordDecl());
  if (!Result || Result->getTemplateArgs().size() == 0 ||
      Result->getTemplateArgs()[0].getKind() != TemplateArgument::Type)
    return nullptr;
  return Result->getTemplateArgs()[0].getAsType()->getAsCXXRecordDecl();
}

} // namespace

void CallIndex::forEachStatement(
    const Decl *Owner,
    llvm::function_ref<void(const Stmt *Node, const Stmt *Parent)> Visit) {
  // An explicit stack: long chains of operators nest as deeply as they are
  // long.
  llvm::SmallVector<std::pair<const Stmt *, const Stmt *>, 64> Stack;
  auto Run = [&](const Stmt *Root) {
    if (!Root)
      return;
    Stack.emplace_back(Root, nullptr);
    while (!Stack.empty()) {
      auto [Node, Parent] = Stack.pop_back_val();
      Visit(Node, Parent);
      size_t First = Stack.size();
      forEachEvaluatedChild(Node, [&, N = Node](const Stmt *Child) {
        if (Child)
          Stack.emplace_back(Child, N);
      });
      std::reverse(Stack.begin() + First, Stack.end());
    }
  };
  if (const auto *Variable = dyn_cast<VarDecl>(Owner)) {
    const VarDecl *Initialising = nullptr;
    if (const Expr *Init = Variable->getAnyInitializer(Initialising))
      Run(Init);
    return;
  }
  if (const auto *Field = dyn_cast<FieldDecl>(Owner))
    return Run(Field->getInClassInitializer());
  const auto *Function = dyn_cast<FunctionDecl>(Owner);
  const FunctionDecl *Definition = nullptr;
  if (!Function || !Function->hasBody(Definition))
    return;
  if (const auto *Constructor = dyn_cast<CXXConstructorDecl>(Definition))
    for (const CXXCtorInitializer *Init : Constructor->inits())
      Run(Init->getInit());
  Run(Definition->getBody());
}

/// Fills a CallIndex.
class CallIndexBuilder {
public:
  CallIndexBuilder(CallIndex &Index, ASTContext &Context,
                   const model::Matcher &Match)
      : Index(Index), Context(Context), Match(Match) {}

  void run() {
    for (const Decl *D : Context.getTraversalScope())
      visit(D);
    drain();
    connect();
  }

private:
  void visit(const Decl *D);
  void visitContext(const DeclContext *DC);
  void visitFunction(const FunctionDecl *F);
  void drain();
  void walk(const Decl *Owner);
  void visitStatement(const Stmt *S, const Stmt *Parent, const Decl *Owner);
  void visitCall(const CallExpr *Call, const Decl *Owner);
  void visitConstruction(const CXXConstructExpr *Construct, const Decl *Owner);
  void visitReference(const DeclRefExpr *Reference, const Stmt *Parent,
                      const Decl *Owner);
  void addEdge(CallSite::Kind What, const Expr *Site, const Decl *Owner,
               const FunctionDecl *Callee);
  void addClassEdges(const Expr *Site, const Decl *Owner,
                     const CXXRecordDecl *Class, unsigned Arguments);
  void addSite(const Expr *Site, const Decl *Owner,
               model::Matcher::Entries Entries,
               const model::ModelSet::ObjectEntry *Built = nullptr,
               const model::Field *Assigned = nullptr);
  void addAssignment(const Expr *Assign, const Decl *Owner);
  void visitList(const InitListExpr *List, const Decl *Owner);
  void connect();
  bool isLibrary(const Decl *D) const {
    return Match.isLibraryCode(D->getLocation());
  }

  CallIndex &Index;
  ASTContext &Context;
  const model::Matcher &Match;
  llvm::DenseSet<const Decl *> Seen;
  llvm::SmallVector<const Decl *, 64> Pending;
  std::vector<CallSite> Edges;
  llvm::DenseMap<const Decl *, llvm::SmallVector<const CXXMethodDecl *, 2>>
      Overriders;
};

void CallIndexBuilder::visit(const Decl *D) {
  if (isa<TranslationUnitDecl>(D))
    return visitContext(cast<TranslationUnitDecl>(D));
  // A block of extern "C" may hold #include directives: look inside it.
  if (isa<LinkageSpecDecl, ExportDecl>(D))
    return visitContext(cast<DeclContext>(D));
  if (isLibrary(D))
    return;
  if (const auto *Namespace = dyn_cast<NamespaceDecl>(D)) {
    if (!Namespace->isStdNamespace())
      visitContext(Namespace);
    return;
  }
  if (const auto *Template = dyn_cast<FunctionTemplateDecl>(D)) {
    for (const FunctionDecl *F : Template->specializations())
      visitFunction(F);
    return;
  }
  if (const auto *Template = dyn_cast<ClassTemplateDecl>(D)) {
    for (const ClassTemplateSpecializationDecl *Class :
         Template->specializations())
      visit(Class);
    return;
  }
  if (isa<ClassTemplatePartialSpecializationDecl>(D))
    return;
  if (const auto *Record = dyn_cast<RecordDecl>(D)) {
    if (Record->isThisDeclarationADefinition() && Seen.insert(D).second)
      visitContext(Record);
    return;
  }
  if (const auto *Field = dyn_cast<FieldDecl>(D)) {
    if (Field->hasInClassInitializer() && Field->getInClassInitializer() &&
        !isPattern(Field->getParent()) &&
        !hasConstructorBody(Field->getParent()) && Seen.insert(D).second)
      Pending.push_back(Field);
    return;
  }
  if (const auto *F = dyn_cast<FunctionDecl>(D))
    return visitFunction(F);
  if (const auto *Friend = dyn_cast<FriendDecl>(D)) {
    if (const NamedDecl *Named = Friend->getFriendDecl())
      visit(Named);
    return;
  }
  if (const auto *Variable = dyn_cast<VarDecl>(D)) {
    if (Variable->hasInit() && !isPattern(Variable) &&
        !isa<ParmVarDecl>(Variable) && Seen.insert(D).second)
      Pending.push_back(Variable);
  }
}

void CallIndexBuilder::visitContext(const DeclContext *DC) {
  if (DC->isDependentContext())
    return;
  for (const Decl *D : DC->decls())
    visit(D);
}

void CallIndexBuilder::visitFunction(const FunctionDecl *F) {
  if (!F->doesThisDeclarationHaveABody() || isPattern(F) || isLibrary(F) ||
      !Seen.insert(F).second)
    return;
  Pending.push_back(F);
}

void CallIndexBuilder::drain() {
  // Bodies add more code while they are walked: lambdas and local classes.
  // Those follow their function directly, which keeps the source order.
  std::vector<const Decl *> Stack(Pending.rbegin(), Pending.rend());
  Pending.clear();
  while (!Stack.empty()) {
    const Decl *Owner = Stack.back();
    Stack.pop_back();
    walk(Owner);
    Stack.insert(Stack.end(), Pending.rbegin(), Pending.rend());
    Pending.clear();
  }
}

void CallIndexBuilder::walk(const Decl *Owner) {
  const Decl *Key = CallIndex::key(Owner);
  if (const auto *F = dyn_cast<FunctionDecl>(Owner)) {
    Index.Functions.push_back(F);
    Index.Definitions[Key] = F;
    if (const auto *Method = dyn_cast<CXXMethodDecl>(F))
      for (const CXXMethodDecl *Base : Method->overridden_methods())
        Overriders[CallIndex::key(Base)].push_back(Method);
  } else if (const auto *Field = dyn_cast<FieldDecl>(Owner)) {
    Index.Fields.push_back(Field);
  } else {
    Index.Globals.push_back(cast<VarDecl>(Owner));
  }
  unsigned First = Index.Sites.size();
  CallIndex::forEachStatement(Owner, [&](const Stmt *Node, const Stmt *Parent) {
    visitStatement(Node, Parent, Key);
  });
  if (Index.Sites.size() > First)
    Index.SitesOf[Key] = {First, static_cast<unsigned>(Index.Sites.size())};
}

/// One side of an assignment; of a class type, it is a call of an operator.
static const Expr *assignmentOperand(const Stmt *S, unsigned I) {
  if (const auto *Binary = dyn_cast_or_null<BinaryOperator>(S);
      Binary && Binary->getOpcode() == BO_Assign)
    return I ? Binary->getRHS() : Binary->getLHS();
  if (const auto *Operator = dyn_cast_or_null<CXXOperatorCallExpr>(S);
      Operator && Operator->getOperator() == OO_Equal &&
      Operator->getNumArgs() == 2)
    return Operator->getArg(I);
  return nullptr;
}

const MemberExpr *assignedMember(const Stmt *S) {
  const Expr *To = assignmentOperand(S, 0);
  return To ? dyn_cast<MemberExpr>(To->IgnoreParenImpCasts()) : nullptr;
}

const Expr *assignedValue(const Stmt *S) { return assignmentOperand(S, 1); }

void forEachInitialised(
    const InitListExpr &List,
    llvm::function_ref<void(const FieldDecl &, const Expr &)> Visit) {
  const RecordDecl *Record = List.getType()->getAsRecordDecl();
  if (!Record || Record->isUnion() || !List.isSemanticForm())
    return;
  unsigned I = 0;
  if (const auto *Class = dyn_cast<CXXRecordDecl>(Record))
    I = Class->hasDefinition() ? Class->getNumBases() : 0;
  for (const FieldDecl *Field : Record->fields()) {
    if (Field->isBitField() && !Field->getDeclName())
      continue;
    if (I >= List.getNumInits())
      return;
    if (const Expr *Value = List.getInit(I))
      Visit(*Field, *Value);
    ++I;
  }
}

bool isLeftToDefault(const Expr &Value, const model::Matcher &Match) {
  return isa<CXXDefaultInitExpr, ImplicitValueInitExpr>(Value) ||
         (Value.getExprLoc().isMacroID() &&
          Match.isSpelledInLibrary(Value.getExprLoc()));
}

/// A member is written that the models know: it sets something.
void CallIndexBuilder::addAssignment(const Expr *Assign, const Decl *Owner) {
  const MemberExpr *Member = assignedMember(Assign);
  const auto *Field =
      Member ? dyn_cast<FieldDecl>(Member->getMemberDecl()) : nullptr;
  const model::Field *Known = Field ? Match.lookup(Field) : nullptr;
  if (!Known)
    return;
  addSite(Assign, Owner, {}, nullptr, Known);
  Index.Sites.back().AssignedIn = Member->getBase();
  Index.Sites.back().AssignedValue = assignedValue(Assign);
}

/// A struct that is written out. What is left to its default, or to a macro of
/// the library with the defaults, sets nothing.
void CallIndexBuilder::visitList(const InitListExpr *List, const Decl *Owner) {
  if (const model::ModelSet::ObjectEntry *Built =
          Match.objectOfType(List->getType());
      Built && List->isSemanticForm())
    addSite(List, Owner, {}, Built);
  forEachInitialised(*List, [&](const FieldDecl &Field, const Expr &Value) {
    const model::Field *Known =
        isLeftToDefault(Value, Match) ? nullptr : Match.lookup(&Field);
    if (!Known)
      return;
    addSite(List, Owner, {}, nullptr, Known);
    Index.Sites.back().AssignedIn = List;
    Index.Sites.back().AssignedValue = &Value;
  });
}

void CallIndexBuilder::visitStatement(const Stmt *S, const Stmt *Parent,
                                      const Decl *Owner) {
  if (const auto *Call = dyn_cast<CallExpr>(S))
    return visitCall(Call, Owner);
  if (const auto *Construct = dyn_cast<CXXConstructExpr>(S))
    return visitConstruction(Construct, Owner);
  if (const auto *Reference = dyn_cast<DeclRefExpr>(S))
    return visitReference(Reference, Parent, Owner);
  if (const auto *Assign = dyn_cast<BinaryOperator>(S)) {
    addAssignment(Assign, Owner);
    return;
  }
  if (const auto *List = dyn_cast<InitListExpr>(S))
    return visitList(List, Owner);
  if (const auto *Lambda = dyn_cast<LambdaExpr>(S)) {
    const CXXRecordDecl *Class = Lambda->getLambdaClass();
    const CXXMethodDecl *Operator = Class->getLambdaCallOperator();
    if (!Operator || Class->isDependentContext())
      return;
    auto Add = [&](const FunctionDecl *F) {
      visitFunction(F);
      addEdge(CallSite::Kind::Lambda, Lambda, Owner, F);
    };
    if (const FunctionTemplateDecl *Generic =
            Operator->getDescribedFunctionTemplate())
      for (const FunctionDecl *F : Generic->specializations())
        Add(F);
    else
      Add(Operator);
    return;
  }
  if (const auto *Declaration = dyn_cast<DeclStmt>(S)) {
    for (const Decl *D : Declaration->decls())
      if (isa<CXXRecordDecl>(D))
        visit(D);
    return;
  }
  if (const auto *Delete = dyn_cast<CXXDeleteExpr>(S)) {
    QualType Destroyed = Delete->getDestroyedType();
    const CXXRecordDecl *Class =
        Destroyed.isNull() ? nullptr : Destroyed->getAsCXXRecordDecl();
    if (Class && Class->hasDefinition())
      if (const CXXDestructorDecl *Destructor = Class->getDestructor())
        addEdge(CallSite::Kind::Call, Delete, Owner, Destructor);
  }
}

void CallIndexBuilder::visitCall(const CallExpr *Call, const Decl *Owner) {
  addAssignment(Call, Owner);
  const FunctionDecl *Callee = Call->getDirectCallee();
  if (!Callee)
    return;
  model::Matcher::Entries Entries = Match.lookup(Call);
  const model::ModelSet::ObjectEntry *Built = nullptr;
  const CXXRecordDecl *Class = classBuiltByFactory(Callee);
  if (Class)
    Built = Match.objectOfClass(Class);
  if (!Entries.empty() || Built)
    addSite(Call, Owner, Entries, Built);
  if (Class)
    addClassEdges(Call, Owner, Class, Call->getNumArgs());
  addEdge(CallSite::Kind::Call, Call, Owner, Callee);
  // A handler that is named by text is named nowhere else.
  for (const model::ModelSet::Entry &Entry : Entries)
    for (const model::Handler &H : Entry.Func->Handlers)
      if (H.On)
        if (HandlerTarget Target = handlerTarget(Match, Call, H.At, H.On);
            Target.ByText)
          addEdge(CallSite::Kind::Reference, Match.at(Call, H.At), Owner,
                  Target.Function);
}

void CallIndexBuilder::visitConstruction(const CXXConstructExpr *Construct,
                                         const Decl *Owner) {
  const CXXConstructorDecl *Constructor = Construct->getConstructor();
  const CXXRecordDecl *Class = Constructor->getParent();
  model::Matcher::Entries Entries = Match.lookup(Construct);
  // The base part of a derived client is built by the derived constructor,
  // which is the one that user code calls; so is a delegating one.
  bool Complete = static_cast<unsigned>(Construct->getConstructionKind()) == 0;
  const model::ModelSet::ObjectEntry *Built =
      !Complete || Constructor->isCopyOrMoveConstructor()
          ? nullptr
          : Match.objectOfClass(Class);
  if (!Entries.empty() || Built)
    addSite(Construct, Owner, Entries, Built);
  addEdge(CallSite::Kind::Call, Construct, Owner, Constructor);
  if (Class->hasDefinition())
    if (const CXXDestructorDecl *Destructor = Class->getDestructor())
      addEdge(CallSite::Kind::Destroys, Construct, Owner, Destructor);
}

void CallIndexBuilder::visitReference(const DeclRefExpr *Reference,
                                      const Stmt *Parent, const Decl *Owner) {
  const auto *F = dyn_cast<FunctionDecl>(Reference->getDecl());
  if (!F)
    return;
  // The callee of a call is below at most a decay of the function's name.
  if (const auto *Cast = dyn_cast_or_null<ImplicitCastExpr>(Parent)) {
    if (Cast->getCastKind() == CK_FunctionToPointerDecay &&
        Cast->getSubExpr() == Reference)
      addEdge(CallSite::Kind::Reference, Reference, Owner, F);
    return;
  }
  addEdge(CallSite::Kind::Reference, Reference, Owner, F);
}

void CallIndexBuilder::addEdge(CallSite::Kind What, const Expr *Site,
                               const Decl *Owner, const FunctionDecl *Callee) {
  CallSite Edge;
  Edge.What = What;
  Edge.Site = Site;
  Edge.Caller = Owner;
  Edge.Callee = cast<FunctionDecl>(CallIndex::key(Callee));
  Edges.push_back(Edge);
}

void CallIndexBuilder::addClassEdges(const Expr *Site, const Decl *Owner,
                                     const CXXRecordDecl *Class,
                                     unsigned Arguments) {
  if (!Class->hasDefinition() || isLibrary(Class))
    return;
  for (const CXXConstructorDecl *Constructor : Class->ctors())
    if (!Constructor->isCopyOrMoveConstructor() &&
        Constructor->getMinRequiredArguments() <= Arguments &&
        Arguments <= Constructor->getNumParams())
      addEdge(CallSite::Kind::Call, Site, Owner, Constructor);
  if (const CXXDestructorDecl *Destructor = Class->getDestructor())
    addEdge(CallSite::Kind::Destroys, Site, Owner, Destructor);
}

void CallIndexBuilder::addSite(const Expr *Site, const Decl *Owner,
                               model::Matcher::Entries Entries,
                               const model::ModelSet::ObjectEntry *Built,
                               const model::Field *Assigned) {
  ModelledSite New;
  New.Site = Site;
  New.Owner = Owner;
  New.Entries = Entries;
  New.Built = Built;
  New.AssignedField = Assigned;
  Index.SiteIndex.try_emplace(Site, Index.Sites.size());
  Index.Sites.push_back(New);
}

void CallIndexBuilder::connect() {
  // The name in a direct call was seen as a reference too; the call wins.
  llvm::DenseSet<const Expr *> CalledNames;
  for (const CallSite &Edge : Edges)
    if (const auto *Call = dyn_cast<CallExpr>(Edge.Site))
      CalledNames.insert(Call->getCallee()->IgnoreParenImpCasts());
  auto Connect = [&](const CallSite &Edge) {
    if (!Index.Definitions.count(Edge.Callee))
      return;
    Index.Callers[Edge.Callee].push_back(Edge);
    Index.Callees[Edge.Caller].push_back(Edge);
  };
  for (const CallSite &Edge : Edges) {
    if (Edge.What == CallSite::Kind::Reference && CalledNames.count(Edge.Site))
      continue;
    Connect(Edge);
    // A call through a base may run any override that is visible here.
    llvm::SmallVector<const Decl *, 4> Bases = {Edge.Callee};
    llvm::SmallPtrSet<const Decl *, 4> Done;
    while (!Bases.empty()) {
      auto Found = Overriders.find(Bases.pop_back_val());
      if (Found == Overriders.end())
        continue;
      for (const CXXMethodDecl *Method : Found->second) {
        if (!Done.insert(Method).second)
          continue;
        CallSite Overridden = Edge;
        Overridden.Callee = cast<FunctionDecl>(CallIndex::key(Method));
        Overridden.Virtual = true;
        Connect(Overridden);
        Bases.push_back(Overridden.Callee);
      }
    }
  }
}

CallIndex::CallIndex(ASTContext &Context, const model::Matcher &Match) {
  if (!Match.anyNamePresent())
    return;
  CallIndexBuilder(*this, Context, Match).run();
  computeReachability();
}

CallIndex::~CallIndex() = default;

llvm::ArrayRef<ModelledSite> CallIndex::sitesIn(const Decl *Owner) const {
  auto Found = SitesOf.find(key(Owner));
  if (Found == SitesOf.end())
    return {};
  return llvm::ArrayRef<ModelledSite>(Sites).slice(
      Found->second.first, Found->second.second - Found->second.first);
}

const ModelledSite *CallIndex::site(const Expr *Site) const {
  auto Found = SiteIndex.find(Site);
  return Found == SiteIndex.end() ? nullptr : &Sites[Found->second];
}

llvm::ArrayRef<CallSite> CallIndex::callersOf(const FunctionDecl *F) const {
  auto Found = Callers.find(key(F));
  if (Found == Callers.end())
    return {};
  return Found->second;
}

llvm::ArrayRef<CallSite> CallIndex::callsIn(const Decl *Owner) const {
  auto Found = Callees.find(key(Owner));
  if (Found == Callees.end())
    return {};
  return Found->second;
}

bool CallIndex::reachesModelled(const FunctionDecl *F) const {
  return Reaching.count(key(F)) != 0;
}

/// Whether something can go wrong at the site: what only borrows or configures
/// an object matters in functions that do more with it.
static bool matters(const ModelledSite &Site) {
  return Site.Built || llvm::any_of(Site.Entries, [](const auto &E) {
           const model::Function &F = *E.Func;
           return !F.Acquires.empty() || !F.Releases.empty() ||
                  !F.Requests.empty() || !F.Arms.empty() ||
                  !F.Transfers.empty() || !F.Resets.empty();
         });
}

void CallIndex::computeReachability() {
  llvm::SmallVector<const Decl *, 32> Pending;
  for (const ModelledSite &Site : Sites)
    if (matters(Site) && Reaching.insert(Site.Owner).second)
      Pending.push_back(Site.Owner);
  while (!Pending.empty()) {
    auto Found = Callers.find(Pending.pop_back_val());
    if (Found == Callers.end())
      continue;
    for (const CallSite &Edge : Found->second)
      if (Reaching.insert(Edge.Caller).second)
        Pending.push_back(Edge.Caller);
  }
}

std::vector<const FunctionDecl *> CallIndex::functionsToAnalyse() const {
  // Reverse post-order of the call graph, begun at functions that nobody here
  // calls: callers come before their callees.
  std::vector<const FunctionDecl *> PostOrder;
  llvm::DenseSet<const Decl *> Visited;
  struct Frame {
    const Decl *Function;
    unsigned Next;
  };
  auto Visit = [&](const FunctionDecl *Root) {
    llvm::SmallVector<Frame, 16> Stack;
    auto Enter = [&](const Decl *D) {
      if (Reaching.count(D) && Visited.insert(D).second)
        Stack.push_back({D, 0});
    };
    Enter(key(Root));
    while (!Stack.empty()) {
      Frame &Top = Stack.back();
      llvm::ArrayRef<CallSite> Calls = callsIn(Top.Function);
      if (Top.Next < Calls.size()) {
        Enter(Calls[Top.Next++].Callee);
        continue;
      }
      PostOrder.push_back(Definitions.lookup(Top.Function));
      Stack.pop_back();
    }
  };
  // Later roots come out first, so go backwards to keep the source order.
  for (const FunctionDecl *F : llvm::reverse(Functions))
    if (callersOf(F).empty())
      Visit(F);
  for (const FunctionDecl *F : llvm::reverse(Functions))
    Visit(F);
  std::reverse(PostOrder.begin(), PostOrder.end());
  return PostOrder;
}

const Stmt *CallIndex::parentOf(const Stmt *Node, const Decl *Owner) const {
  const Decl *Key = key(Owner);
  auto [Slot, Inserted] = ParentMaps.try_emplace(Key);
  if (Inserted) {
    auto Definition = Definitions.find(Key);
    forEachStatement(Definition == Definitions.end() ? Owner
                                                     : Definition->second,
                     [Map = &Slot->second](const Stmt *N, const Stmt *Parent) {
                       Map->try_emplace(N, Parent);
                     });
  }
  return Slot->second.lookup(Node);
}

const Stmt *CallIndex::significantParent(const Stmt *Node,
                                         const Decl *Owner) const {
  const Stmt *Parent = parentOf(Node, Owner);
  while (Parent &&
         (isa<ParenExpr, ImplicitCastExpr, FullExpr, MaterializeTemporaryExpr,
              CXXBindTemporaryExpr, SubstNonTypeTemplateParmExpr>(Parent)))
    Parent = parentOf(Parent, Owner);
  return Parent;
}

const FunctionDecl *CallIndex::enclosingFunction(const FunctionDecl *F) {
  const auto *Method = dyn_cast<CXXMethodDecl>(F);
  if (!Method)
    return nullptr;
  for (const DeclContext *DC = Method->getParent()->getDeclContext(); DC;
       DC = DC->getParent())
    if (const auto *Function = dyn_cast<FunctionDecl>(DC))
      return Function;
  return nullptr;
}

const Expr *passedArgument(const Expr *E, const CallSite &Edge) {
  const auto *Reference = dyn_cast<DeclRefExpr>(E->IgnoreParenCasts());
  const auto *Parameter =
      Reference ? dyn_cast<ParmVarDecl>(Reference->getDecl()) : nullptr;
  const auto *Call = dyn_cast<CallExpr>(Edge.Site);
  if (!Parameter || !Call || Edge.What != CallSite::Kind::Call ||
      isa<CXXOperatorCallExpr>(Call))
    return nullptr;
  unsigned Index = Parameter->getFunctionScopeIndex();
  return Index < Call->getNumArgs() ? Call->getArg(Index) : nullptr;
}

} // namespace nettidy
