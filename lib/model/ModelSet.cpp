//===-- ModelSet.cpp - All library models of one run ------------*- C++ -*-===//
//
// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "model/ModelSet.h"
#include "model/EmbeddedModels.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/Twine.h"

using namespace llvm;

namespace nettidy::model {

namespace {

StringRef lastComponent(StringRef Name) {
  size_t Operator = Name.find("::operator");
  if (Operator != StringRef::npos)
    return Name.drop_front(Operator + 2);
  size_t Colons = Name.rfind("::");
  return Colons == StringRef::npos ? Name : Name.drop_front(Colons + 2);
}

/// Whether a call can create an object or do something to one.
bool concernsObject(const Function &F) {
  return !F.Acquires.empty() || !F.Releases.empty() || !F.Requests.empty() ||
         !F.Options.empty() || !F.Headers.empty() || !F.Arms.empty() ||
         !F.HiddenClient.empty() ||
         llvm::any_of(F.Settings, [](const ApplySetting &S) { return S.Of; });
}

} // namespace

StringRef indexWord(StringRef Name) {
  StringRef Longest;
  while (!Name.empty()) {
    auto [Part, Rest] = Name.split("::");
    Name = Rest;
    bool IsWord = llvm::all_of(
        Part, [](char C) { return llvm::isAlnum(C) || C == '_'; });
    if (IsWord && Part.size() > Longest.size())
      Longest = Part;
  }
  return Longest;
}

SmallVector<std::string, 2> spellings(const Library &L, StringRef Name) {
  SmallVector<std::string, 2> Result{Name.str()};
  for (const Library::NamespaceAlias &Space : L.Namespaces) {
    StringRef Rest = Name;
    if (!Rest.consume_front(Space.Name) || !Rest.starts_with("::"))
      continue;
    for (const std::string &Also : Space.Also)
      Result.push_back((Also + Rest).str());
  }
  return Result;
}

std::string ModelDiagnostic::str() const {
  std::string Result = File;
  if (Line)
    Result += (":" + Twine(Line) + ":" + Twine(Column)).str();
  return Result + ": " + Message;
}

ModelSet::ModelSet() = default;
ModelSet::~ModelSet() = default;
ModelSet::ModelSet(ModelSet &&) = default;
ModelSet &ModelSet::operator=(ModelSet &&) = default;

void ModelSet::add(std::unique_ptr<Library> L,
                   std::vector<ModelDiagnostic> &Problems) {
  add(*L, Problems);
  Owned.push_back(std::move(L));
}

void ModelSet::add(const Library &L, std::vector<ModelDiagnostic> &Problems) {
  Libraries.push_back(&L);
  index(L, L.UserSupplied, Problems);
}

void ModelSet::addName(StringRef Name) {
  if (Names.empty() || Names.back() != Name)
    Names.push_back(Name.str());
}

void ModelSet::addPattern(StringRef Name) {
  if (Name == "*" || Name == "*::*") {
    AnyClass = true;
    return;
  }
  if (Name.consume_back("::*"))
    PatternClasses.try_emplace(lastComponent(Name), 0);
  else
    PatternMethods.try_emplace(lastComponent(Name), 0);
}

void ModelSet::index(const Library &L, bool Replaces,
                     std::vector<ModelDiagnostic> &Problems) {
  for (const std::unique_ptr<Object> &O : L.Objects)
    ObjectOwners[O.get()] = &L;
  indexFunctions(L, Replaces, Problems);
  indexClasses(L, Replaces, Problems);
  indexFields(L, Replaces, Problems);
}

/// Whether the headers of two libraries tell their functions apart.
static bool haveOtherHeaders(const Library &A, const Library &B) {
  return !A.Headers.empty() && !B.Headers.empty() &&
         llvm::none_of(A.Headers, [&](const std::string &Header) {
           return llvm::is_contained(B.Headers, Header);
         });
}

void ModelSet::indexFunctions(const Library &L, bool Replaces,
                              std::vector<ModelDiagnostic> &Problems) {
  for (const std::unique_ptr<Function> &F : L.Functions) {
    bool Constructs = F->What == Function::Kind::Constructor;
    for (const std::string &Name : spellings(L, F->Name)) {
      std::vector<Entry> &Entries =
          (Constructs ? ConstructorIndex : FunctionIndex)[Name];
      // A user's first row for a name ends what embedded models say about it;
      // the user's further rows (overloads) join the first.
      if (Replaces)
        llvm::erase_if(Entries,
                       [](const Entry &Old) { return !Old.Lib->UserSupplied; });
      auto Claimed = llvm::find_if(Entries, [&](const Entry &Old) {
        return Old.Lib != &L && Old.Func->overlaps(*F) &&
               (F->What != Function::Kind::Free ||
                !haveOtherHeaders(*Old.Lib, L));
      });
      if (Claimed != Entries.end()) {
        Problems.push_back({L.File, F->Where.Line, F->Where.Column,
                            "'" + Name + "' is already described by " +
                                Claimed->Lib->File + ":" +
                                std::to_string(Claimed->Func->Where.Line)});
        continue;
      }
      Entries.push_back({&L, F.get()});
      if (isNamePattern(Name)) {
        addPattern(Name);
        continue;
      }
      CalleeNames.try_emplace(lastComponent(Name), 0);
      if (concernsObject(*F))
        addName(Name);
    }
  }
}

void ModelSet::indexClasses(const Library &L, bool Replaces,
                            std::vector<ModelDiagnostic> &Problems) {
  for (const std::unique_ptr<Object> &O : L.Objects) {
    if (O->Kind != ObjectKind::Class)
      continue;
    for (const std::string &Type : O->Types)
      for (const std::string &Name : spellings(L, Type)) {
        auto [Place, New] =
            ClassIndex.try_emplace(Name, ObjectEntry{&L, O.get()});
        ObjectEntry &Old = Place->second;
        if (!New && Replaces && !Old.Lib->UserSupplied)
          Old = {&L, O.get()};
        else if (!New)
          Problems.push_back({L.File, O->Where.Line, O->Where.Column,
                              "class '" + Name + "' already has a role in " +
                                  Old.Lib->File + ":" +
                                  std::to_string(Old.Obj->Where.Line)});
        addName(Name);
      }
    for (const Object::Instance &I : O->Instances)
      for (const std::string &Name : spellings(L, I.Template)) {
        // The latest first, so that a user's entry is found before others.
        std::vector<InstanceEntry> &Known = InstanceIndex[Name];
        Known.insert(Known.begin(), InstanceEntry{I.Arguments, {&L, O.get()}});
        addName(Name);
      }
  }
}

void ModelSet::indexFields(const Library &L, bool Replaces,
                           std::vector<ModelDiagnostic> &Problems) {
  for (const Field &F : L.Fields)
    for (const std::string &Name : spellings(L, F.Name)) {
      auto [Place, New] = FieldIndex.try_emplace(Name, FieldEntry{&L, &F});
      FieldEntry &Old = Place->second;
      if (!New && Replaces && !Old.Lib->UserSupplied)
        Old = {&L, &F};
      else if (!New)
        Problems.push_back({L.File, F.Where.Line, F.Where.Column,
                            "field '" + Name + "' is already described by " +
                                Old.Lib->File + ":" +
                                std::to_string(Old.Assigned->Where.Line)});
      FieldNames.try_emplace(lastComponent(Name), 0);
    }
  // Several libraries may run methods of one class; their rows add up.
  for (const HandlerClass &H : L.HandlerClasses)
    for (const std::string &Name : spellings(L, H.Class))
      HandlerIndex[Name].push_back(&H);
  for (const std::string &Macro : L.Generated)
    GeneratedMacros.try_emplace(Macro, 0);
  for (const OwnerClass &O : L.OwnerClasses)
    for (const std::string &Name : spellings(L, O.Class)) {
      OwnerIndex[Name] = &O;
      OwnerNames.try_emplace(lastComponent(Name), 0);
    }
}

ArrayRef<ModelSet::Entry> ModelSet::functions(StringRef CanonicalName) const {
  auto Found = FunctionIndex.find(CanonicalName);
  return Found == FunctionIndex.end() ? ArrayRef<Entry>()
                                      : ArrayRef<Entry>(Found->second);
}

ArrayRef<ModelSet::Entry>
ModelSet::constructors(StringRef CanonicalClass) const {
  auto Found = ConstructorIndex.find(CanonicalClass);
  return Found == ConstructorIndex.end() ? ArrayRef<Entry>()
                                         : ArrayRef<Entry>(Found->second);
}

const ModelSet::ObjectEntry *
ModelSet::objectOfClass(StringRef CanonicalClass) const {
  auto Found = ClassIndex.find(CanonicalClass);
  return Found == ClassIndex.end() ? nullptr : &Found->second;
}

ArrayRef<ModelSet::InstanceEntry>
ModelSet::instances(StringRef CanonicalTemplate) const {
  auto Found = InstanceIndex.find(CanonicalTemplate);
  return Found == InstanceIndex.end() ? ArrayRef<InstanceEntry>()
                                      : ArrayRef<InstanceEntry>(Found->second);
}

const Field *ModelSet::field(StringRef CanonicalName) const {
  auto Found = FieldIndex.find(CanonicalName);
  return Found == FieldIndex.end() ? nullptr : Found->second.Assigned;
}

ArrayRef<const HandlerClass *> ModelSet::handlers(StringRef Class) const {
  auto Found = HandlerIndex.find(Class);
  return Found == HandlerIndex.end()
             ? ArrayRef<const HandlerClass *>()
             : ArrayRef<const HandlerClass *>(Found->second);
}

const OwnerClass *ModelSet::ownerClass(StringRef CanonicalClass) const {
  auto Found = OwnerIndex.find(CanonicalClass);
  return Found == OwnerIndex.end() ? nullptr : Found->second;
}

const Library *ModelSet::libraryOf(const Object *O) const {
  return ObjectOwners.lookup(O);
}

const OptionTable *ModelSet::table(const Library &L, StringRef Name) const {
  auto [LibraryName, TableName] = Name.split('.');
  if (TableName.empty())
    return L.findTable(Name);
  for (const Library *Other : Libraries)
    if (Other->Name == LibraryName)
      return Other->findTable(TableName);
  return nullptr;
}

} // namespace nettidy::model
