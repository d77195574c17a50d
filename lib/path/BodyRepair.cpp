//===-- BodyRepair.cpp ----------------------------------------------------===//
//
// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "path/BodyRepair.h"
#include "path/BrokenTypes.h"
#include "path/FunctionRepair.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/ParentMapContext.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/StringSet.h"
#include <map>
#include <tuple>

using namespace clang;

namespace nettidy::path {

/// Goes through the declarations.
class BodyRepair::Editor {
public:
  Editor(TranslationUnit &TU, ArrayRef<SourceLocation> Locations)
      : All(TU, Locations) {
    if (Locations.empty())
      return;
    All.Found = [this](Decl *D) { visit(D); };
    for (Decl *D : All.Context.getTraversalScope())
      visit(D);
    for (const auto &Entry : Outside)
      collectLost(Entry.second);
    for (size_t I = 0; I < Pending.size(); ++I)
      repair(*Pending[I]);
    mentionLost();
    // Parents that somebody asked for before are no longer right.
    if (All.changes())
      All.Context.getParentMapContext().clear();
  }

  ~Editor() {
    if (!All.changes())
      return;
    All.undoTo(0);
    All.Context.getParentMapContext().clear();
  }

  std::vector<const FunctionDecl *> Hopeless;
  llvm::DenseSet<const FunctionDecl *> HopelessSet;

private:
  void visit(Decl *D);
  void note(Decl *D);
  void visitContext(DeclContext *DC) {
    if (!DC->isDependentContext())
      for (Decl *D : DC->decls())
        visit(D);
  }
  void visitFunction(FunctionDecl *F) {
    if (F->doesThisDeclarationHaveABody() && !F->isDependentContext() &&
        !F->isDefaulted() && Seen.insert(F).second)
      Pending.push_back(F);
  }
  void repair(FunctionDecl &F);
  bool endsEarly(const Stretch &Function) const;

  // Text between declarations.
  void collectLost(std::vector<Decl *> Declarations);
  void mentionLost();

  RepairContext All;
  /// By file, and by class: what is declared there.
  std::map<const void *, std::vector<Decl *>> Outside;
  std::vector<FieldDecl *> Fields;
  llvm::StringSet<> LostNames;
  std::vector<FunctionDecl *> Pending;
  llvm::DenseSet<const Decl *> Seen;
  BrokenTypes Broken;
};

/// Remembers where \p D stands. Namespaces are looked through.
void BodyRepair::Editor::note(Decl *D) {
  if (D->isImplicit() || isa<NamespaceDecl>(D))
    return;
  const DeclContext *Around = D->getLexicalDeclContext();
  if (isa<RecordDecl>(Around)) {
    Outside[Around].push_back(D);
  } else if (Around->isFileContext() || isa<LinkageSpecDecl>(Around)) {
    Stretch Place = All.stretch(D->getSourceRange());
    if (Place)
      Outside[All.Sources.getBufferData(Place.File).data()].push_back(D);
  }
  if (auto *Field = dyn_cast<FieldDecl>(D))
    Fields.push_back(Field);
}

/// The names in the text between declarations, where there are errors.
void BodyRepair::Editor::collectLost(std::vector<Decl *> Declarations) {
  std::vector<Stretch> Places;
  for (Decl *D : Declarations)
    if (Stretch Place = All.stretch(D->getSourceRange()))
      Places.push_back(Place);
  if (Places.empty())
    return;
  auto *Record =
      dyn_cast<RecordDecl>(Declarations.front()->getLexicalDeclContext());
  // Without its destructor, an object seems to release nothing.
  if (Record && llvm::any_of(Declarations, [](const Decl *D) {
        return isa<CXXDestructorDecl>(D) && D->isInvalidDecl();
      }))
    Broken.add(*Record);
  if (Record) {
    if (Stretch Whole = All.stretch(Record->getSourceRange()))
      Places.push_back({Whole.File, Whole.End - 1, Whole.End});
  } else {
    StringRef Buffer = All.Sources.getBufferData(Places.front().File);
    unsigned End = Buffer.size();
    Places.push_back({Places.front().File, End, End});
  }
  // A file that is included twice, or in the middle of a class, gives places in
  // several files.
  llvm::sort(Places, [](const Stretch &L, const Stretch &R) {
    return std::tie(L.File, L.Begin) < std::tie(R.File, R.Begin);
  });
  for (size_t I = 0; I + 1 < Places.size(); ++I) {
    if (Places[I].File != Places[I + 1].File)
      continue;
    Places[I + 1].End = std::max(Places[I].End, Places[I + 1].End);
    Stretch Gap = {Places[I].File, Places[I].End, Places[I + 1].Begin};
    if (!Gap || All.errorsIn({Gap.File, Places[I].Begin, Gap.End}).empty())
      continue;
    LostText Text = All.text(Gap);
    if (Record && !Text.empty())
      All.LackDeclarations.insert(Record);
    for (const LostText::Word &W : Text.words()) {
      if (W.isName())
        LostNames.insert(W.Text);
      if (Record && W.Kind == tok::tilde)
        Broken.add(*Record);
    }
  }
}

/// Whatever stood between the functions may have done anything with what it
/// names. Facts have no order, so saying it once, anywhere, is enough.
void BodyRepair::Editor::mentionLost() {
  if (LostNames.empty())
    return;
  FunctionDecl *Host = nullptr;
  for (FunctionDecl *F : Pending)
    if (!Host && isa<CompoundStmt>(F->getBody()))
      Host = F;
  if (Host)
    FunctionRepair(All, *Host).mentionFirst(LostNames, Fields);
}

void BodyRepair::Editor::visit(Decl *D) {
  if (isa<TranslationUnitDecl, LinkageSpecDecl, ExportDecl>(D))
    return visitContext(cast<DeclContext>(D));
  if (All.TU.matcher().isLibraryCode(D->getLocation()))
    return;
  note(D);
  if (auto *Namespace = dyn_cast<NamespaceDecl>(D)) {
    if (!Namespace->isStdNamespace())
      visitContext(Namespace);
  } else if (auto *Template = dyn_cast<FunctionTemplateDecl>(D)) {
    for (FunctionDecl *F : Template->specializations())
      visitFunction(F);
  } else if (auto *Template = dyn_cast<ClassTemplateDecl>(D)) {
    for (ClassTemplateSpecializationDecl *Class : Template->specializations())
      visit(Class);
  } else if (auto *Record = dyn_cast<RecordDecl>(D)) {
    if (Record->isThisDeclarationADefinition() && Seen.insert(D).second)
      visitContext(Record);
  } else if (auto *F = dyn_cast<FunctionDecl>(D)) {
    visitFunction(F);
  }
}

/// True when a closing brace too many ended \p Function: the rest of its text
/// stands outside all functions, and another brace is left over at the end.
bool BodyRepair::Editor::endsEarly(const Stretch &Function) const {
  std::optional<unsigned> Next;
  bool BraceLeft = false;
  for (const auto &[File, Offset] : All.errors()) {
    if (File != Function.File || Offset < Function.End)
      continue;
    BraceLeft |= All.charAt(File, Offset) == '}';
    Next = std::min(Next.value_or(Offset), Offset);
  }
  if (!BraceLeft)
    return false;
  // The error is at the first or second word behind the function.
  return All.text({Function.File, Function.End, *Next}).words().size() < 3;
}

void BodyRepair::Editor::repair(FunctionDecl &F) {
  Stretch Where = All.stretch(F.getSourceRange());
  if (Where && All.errorsIn(Where).empty() && !anyBroken(F.getBody()) &&
      !endsEarly(Where) && !Broken.areUsedIn(F))
    return;
  size_t Changes = All.changes();
  FunctionRepair Work(All, F);
  if (Where && !endsEarly(Where) && Work.run() &&
      !Broken.areUsedIn(F))
    return;
  All.undoTo(Changes);
  Work.giveUp();
  Hopeless.push_back(&F);
  HopelessSet.insert(&F);
}

BodyRepair::BodyRepair(TranslationUnit &TU, ArrayRef<SourceLocation> Errors)
    : Work(std::make_unique<Editor>(TU, Errors)) {}

BodyRepair::~BodyRepair() = default;

bool BodyRepair::canFollow(const FunctionDecl &F) const {
  const FunctionDecl *Definition = F.getDefinition();
  return Definition &&
         !Definition->isDependentContext() &&
         !Work->HopelessSet.count(Definition);
}

ArrayRef<const FunctionDecl *> BodyRepair::hopeless() const {
  return Work->Hopeless;
}

} // namespace nettidy::path
