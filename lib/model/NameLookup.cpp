//===-- NameLookup.cpp - Finding declarations by name -----------*- C++ -*-===//
//
// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "model/NameLookup.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/Lex/Preprocessor.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallPtrSet.h"
#include "llvm/ADT/StringExtras.h"

using namespace clang;
using llvm::StringRef;

namespace nettidy::model {

namespace {

/// The tag that a type names, looking through dependent specialisations.
const TagDecl *tagOf(QualType T) {
  if (const TagDecl *Tag = T->getAsTagDecl())
    return Tag;
  const auto *Specialization = T->getAs<TemplateSpecializationType>();
  if (!Specialization)
    return nullptr;
  const TemplateDecl *Template =
      Specialization->getTemplateName().getAsTemplateDecl();
  if (const auto *Class = dyn_cast_or_null<ClassTemplateDecl>(Template))
    return Class->getTemplatedDecl();
  return nullptr;
}

/// The definition whose members count for \p Class.
const CXXRecordDecl *definitionOf(const CXXRecordDecl &Class) {
  if (const CXXRecordDecl *Definition = Class.getDefinition())
    return Definition;
  // Never instantiated: the template's pattern has the same members.
  if (const auto *Specialization =
          dyn_cast<ClassTemplateSpecializationDecl>(&Class))
    return Specialization->getSpecializedTemplate()
        ->getTemplatedDecl()
        ->getDefinition();
  return nullptr;
}

} // namespace

bool isOperatorName(StringRef Component) {
  if (!Component.consume_front("operator") || Component.empty())
    return false;
  return !llvm::isAlnum(Component.front()) && Component.front() != '_';
}

const CXXRecordDecl *baseClass(const CXXBaseSpecifier &Base) {
  return dyn_cast_or_null<CXXRecordDecl>(tagOf(Base.getType()));
}

const IdentifierInfo *NameLookup::identifier(StringRef Name) const {
  auto Found = Context.Idents.find(Name);
  if (Found != Context.Idents.end() && Found->second)
    return Found->second;
  // A precompiled header's identifiers come in when they are asked for.
  if (IdentifierInfoLookup *External =
          Context.Idents.getExternalIdentifierLookup())
    return External->get(Name);
  return nullptr;
}

bool NameLookup::forEachIdentifier(
    llvm::function_ref<void(StringRef)> Visit) const {
  if (Context.Idents.getExternalIdentifierLookup())
    return false;
  for (const auto &Entry : Context.Idents)
    if (Entry.second)
      Visit(Entry.first());
  return true;
}

bool NameLookup::mayOccur(StringRef QualifiedName) const {
  if (QualifiedName.contains("::"))
    return llvm::all_of(llvm::split(QualifiedName, "::"), [&](StringRef Part) {
      return Part.contains('*') || identifier(Part) || isOperatorName(Part);
    });
  const IdentifierInfo *Id = identifier(QualifiedName);
  if (!Id)
    return false;
  // Parts of what does not compile are in no tree.
  if (Context.getDiagnostics().hasErrorOccurred())
    return true;
  auto Found = Context.getTranslationUnitDecl()->lookup(DeclarationName(Id));
  // C declares a function by its first use, and then keeps it from lookup.
  if (Found.empty())
    return !Context.getLangOpts().CPlusPlus || Id->hadMacroDefinition();
  return llvm::any_of(Found, [](const NamedDecl *D) {
    return !isa<FunctionDecl, EnumConstantDecl>(D) || D->isReferenced();
  });
}

bool NameLookup::isMacro(StringRef Name) const {
  const IdentifierInfo *Id = identifier(Name);
  return Id && (Id->hasMacroDefinition() || Id->hadMacroDefinition());
}

std::optional<int64_t> NameLookup::macroInteger(StringRef Name) const {
  const IdentifierInfo *Id = PP ? identifier(Name) : nullptr;
  if (!Id || !Id->hasMacroDefinition())
    return std::nullopt;
  const MacroInfo *Macro = PP->getMacroInfo(Id);
  if (!Macro || Macro->isFunctionLike())
    return std::nullopt;
  std::string Text;
  for (const Token &T : Macro->tokens())
    if (!T.isOneOf(tok::l_paren, tok::r_paren))
      Text += PP->getSpelling(T);
  StringRef Rest = Text;
  int64_t Value;
  if (Rest.consumeInteger(0, Value) || !Rest.trim("uUlL").empty())
    return std::nullopt;
  return Value;
}

void NameLookup::membersOfContext(const DeclContext &Scope, StringRef Name,
                                  Declarations &Found) const {
  if (isOperatorName(Name)) {
    for (const Decl *D : Scope.decls()) {
      const auto *Named = dyn_cast<NamedDecl>(D);
      if (Named &&
          Named->getDeclName().getNameKind() ==
              DeclarationName::CXXOperatorName &&
          Named->getDeclName().getAsString() == Name)
        Found.All.push_back(Named);
    }
    return;
  }
  if (const IdentifierInfo *Id = identifier(Name))
    for (const NamedDecl *D : Scope.lookup(DeclarationName(Id)))
      Found.All.push_back(D->getUnderlyingDecl());
}

void NameLookup::membersOfClass(const CXXRecordDecl &Class, StringRef Name,
                                Declarations &Found) const {
  llvm::SmallVector<const CXXRecordDecl *, 8> Classes{&Class};
  llvm::SmallPtrSet<const CXXRecordDecl *, 8> Seen;
  for (size_t I = 0; I < Classes.size() && Found.All.empty(); ++I) {
    // A partial specialisation may have members that the template lacks.
    if (ClassTemplateDecl *Template = Classes[I]->getDescribedClassTemplate()) {
      llvm::SmallVector<ClassTemplatePartialSpecializationDecl *, 4> Partial;
      Template->getPartialSpecializations(Partial);
      Classes.append(Partial.begin(), Partial.end());
    }
    const CXXRecordDecl *Definition = definitionOf(*Classes[I]);
    if (!Definition || !Seen.insert(Definition).second)
      continue;
    membersOfContext(*Definition, Name, Found);
    for (const CXXBaseSpecifier &Base : Definition->bases())
      if (const CXXRecordDecl *B = baseClass(Base))
        Classes.push_back(B);
      else
        Found.MayBeInherited = true;
  }
}

void NameLookup::members(const NamedDecl &Scope, StringRef Name,
                         Declarations &Found) const {
  const TagDecl *Tag = dyn_cast<TagDecl>(&Scope);
  if (const auto *Typedef = dyn_cast<TypedefNameDecl>(&Scope))
    Tag = tagOf(Typedef->getUnderlyingType());
  else if (const auto *Alias = dyn_cast<TypeAliasTemplateDecl>(&Scope))
    Tag = tagOf(Alias->getTemplatedDecl()->getUnderlyingType());
  else if (const auto *Template = dyn_cast<ClassTemplateDecl>(&Scope))
    Tag = Template->getTemplatedDecl();

  if (const auto *Class = dyn_cast_or_null<CXXRecordDecl>(Tag))
    membersOfClass(*Class, Name, Found);
  else if (Tag && Tag->getDefinition())
    membersOfContext(*Tag->getDefinition(), Name, Found);
  else if (const auto *Alias = dyn_cast<NamespaceAliasDecl>(&Scope))
    membersOfContext(*Alias->getNamespace(), Name, Found);
  else if (const auto *Space = dyn_cast<NamespaceDecl>(&Scope))
    membersOfContext(*Space, Name, Found);
}

const NameLookup::Result &NameLookup::find(StringRef QualifiedName) const {
  auto [Place, New] = Results.try_emplace(QualifiedName);
  if (!New)
    return Place->second;
  Declarations Current;
  bool First = true;
  for (StringRef Rest = QualifiedName; !Rest.empty();) {
    auto [Name, Tail] = isOperatorName(Rest) ? std::make_pair(Rest, StringRef())
                                             : Rest.split("::");
    Declarations Next;
    if (First)
      membersOfContext(*Context.getTranslationUnitDecl(), Name, Next);
    for (const NamedDecl *Scope : Current.All)
      members(*Scope, Name, Next);
    Current = std::move(Next);
    First = false;
    Rest = Tail;
  }
  Place->second.Declaration =
      Current.All.empty() ? nullptr : Current.All.front();
  Place->second.MayBeInherited = Current.MayBeInherited;
  return Place->second;
}

const NamedDecl *NameLookup::resolve(StringRef QualifiedName) const {
  return find(QualifiedName).Declaration;
}

bool NameLookup::isDeclared(StringRef QualifiedName) const {
  const Result &Found = find(QualifiedName);
  return Found.Declaration || Found.MayBeInherited;
}

} // namespace nettidy::model
