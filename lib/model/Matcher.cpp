//===-- Matcher.cpp - From AST nodes to model entries -----------*- C++ -*-===//
//
// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "model/Matcher.h"
#include "model/EmbeddedModels.h"
#include "model/LastWrite.h"
#include "model/MatcherCache.h"
#include "model/NameLookup.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/ParentMapContext.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Lex/Lexer.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallPtrSet.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringSet.h"

using namespace clang;
using namespace llvm;

namespace nettidy::model {

//===----------------------------------------------------------------------===//
// Names
//===----------------------------------------------------------------------===//

namespace {

/// The name of one scope or declaration; empty for what canonical names skip.
std::string component(const NamedDecl &D) {
  if (const auto *Space = dyn_cast<NamespaceDecl>(&D))
    if (Space->isAnonymousNamespace() || Space->isInline())
      return "";
  if (const auto *Constructor = dyn_cast<CXXConstructorDecl>(&D))
    return Constructor->getParent()->getNameAsString();
  if (const auto *Destructor = dyn_cast<CXXDestructorDecl>(&D))
    return "~" + Destructor->getParent()->getNameAsString();
  if (const IdentifierInfo *Id = D.getIdentifier())
    return Id->getName().str();
  if (const auto *Tag = dyn_cast<TagDecl>(&D)) {
    const TypedefNameDecl *Typedef = Tag->getTypedefNameForAnonDecl();
    return Typedef ? Typedef->getNameAsString() : "";
  }
  return D.getDeclName().getAsString();
}

std::string qualified(const NamedDecl &D, std::string Name) {
  for (const DeclContext *Scope = D.getDeclContext(); Scope;
       Scope = Scope->getParent()) {
    const auto *Named = dyn_cast<NamedDecl>(Scope);
    // The enumerators of an unscoped enumeration belong to its scope.
    if (const auto *Enum = dyn_cast<EnumDecl>(Scope))
      if (!Enum->isScoped())
        continue;
    if (!Named)
      continue;
    std::string Outer = component(*Named);
    if (!Outer.empty())
      Name = Outer + "::" + Name;
  }
  return Name;
}

/// Last component of a function's name as models write it.
StringRef calleeName(const FunctionDecl &Callee, std::string &Storage) {
  if (isa<CXXConstructorDecl>(Callee)) {
    const IdentifierInfo *Class =
        cast<CXXConstructorDecl>(Callee).getParent()->getIdentifier();
    return Class ? Class->getName() : "";
  }
  if (const IdentifierInfo *Id = Callee.getIdentifier())
    return Id->getName();
  if (Callee.getDeclName().getNameKind() != DeclarationName::CXXOperatorName)
    return "";
  Storage = Callee.getDeclName().getAsString();
  return Storage;
}

/// \p Class and its bases, nearest first.
void collectBases(const CXXRecordDecl *Class,
                  SmallVectorImpl<const CXXRecordDecl *> &Result) {
  llvm::SmallPtrSet<const CXXRecordDecl *, 8> Seen;
  Result.push_back(Class);
  for (size_t I = 0; I < Result.size(); ++I) {
    const CXXRecordDecl *Definition = Result[I]->getDefinition();
    if (!Definition)
      continue;
    for (const CXXBaseSpecifier &Base : Definition->bases())
      if (const CXXRecordDecl *B = baseClass(Base))
        if (Seen.insert(B->getCanonicalDecl()).second)
          Result.push_back(B);
  }
}

bool derivesFrom(const CXXRecordDecl *Class, const CXXRecordDecl *Base) {
  SmallVector<const CXXRecordDecl *, 8> Classes;
  collectBases(Class, Classes);
  return llvm::any_of(Classes, [&](const CXXRecordDecl *C) {
    return C->getCanonicalDecl() == Base->getCanonicalDecl();
  });
}

/// Whether a constructor makes its object out of another of the same class.
/// Class templates move from their siblings by a template constructor, which
/// Clang does not call a move constructor.
bool copiesOrMoves(const CXXConstructorDecl &Constructor) {
  if (Constructor.isCopyOrMoveConstructor())
    return true;
  if (Constructor.getNumParams() == 0)
    return false;
  for (const ParmVarDecl *P : llvm::drop_begin(Constructor.parameters()))
    if (!P->hasDefaultArg() && !P->isParameterPack())
      return false;
  const CXXRecordDecl *From = Constructor.getParamDecl(0)
                                  ->getType()
                                  .getNonReferenceType()
                                  ->getAsCXXRecordDecl();
  const CXXRecordDecl *To = Constructor.getParent();
  return From && From->getIdentifier() == To->getIdentifier() &&
         canonicalName(*From) == canonicalName(*To);
}

unsigned writtenArguments(llvm::iterator_range<const Expr *const *> Arguments) {
  return llvm::count_if(Arguments, [](const Expr *Argument) {
    return !isa<CXXDefaultArgExpr>(Argument);
  });
}

/// The arguments as written: without the object of an overloaded operator.
ArrayRef<const Expr *> argumentsOf(const Expr *CallOrConstruct) {
  if (const auto *Construct = dyn_cast<CXXConstructExpr>(CallOrConstruct))
    return ArrayRef<const Expr *>(Construct->getArgs(),
                                  Construct->getNumArgs());
  const auto *Call = dyn_cast<CallExpr>(CallOrConstruct);
  if (!Call)
    return {};
  ArrayRef<const Expr *> All(Call->getArgs(), Call->getNumArgs());
  if (isa<CXXOperatorCallExpr>(Call) && !All.empty())
    if (const auto *M =
            dyn_cast_or_null<CXXMethodDecl>(Call->getDirectCallee()))
      if (!M->isStatic())
        return All.drop_front();
  return All;
}

/// The object of a method call, without the conversion to the method's class.
const Expr *objectOf(const CallExpr *Call) {
  if (const auto *Member = dyn_cast<CXXMemberCallExpr>(Call)) {
    const Expr *Object = Member->getImplicitObjectArgument();
    return Object ? Object->IgnoreParenImpCasts() : nullptr;
  }
  if (isa<CXXOperatorCallExpr>(Call) && Call->getNumArgs() > 0)
    if (const auto *M =
            dyn_cast_or_null<CXXMethodDecl>(Call->getDirectCallee()))
      if (!M->isStatic())
        return Call->getArg(0)->IgnoreParenImpCasts();
  return nullptr;
}

const CXXRecordDecl *classOf(const Expr *Object) {
  if (!Object)
    return nullptr;
  QualType T = Object->getType();
  if (T->isPointerType())
    T = T->getPointeeType();
  return T->getAsCXXRecordDecl();
}

/// The object whose address \p E takes, or \p E.
const Expr *withoutAddress(const Expr *E) {
  const Expr *Inner = E->IgnoreParenCasts();
  if (const auto *Address = dyn_cast<UnaryOperator>(Inner))
    if (Address->getOpcode() == UO_AddrOf)
      return Address->getSubExpr()->IgnoreParens();
  if (const auto *Call = dyn_cast<CallExpr>(Inner))
    if (const FunctionDecl *Callee = Call->getDirectCallee())
      if (Call->getNumArgs() == 1 && Callee->isInStdNamespace() &&
          Callee->getIdentifier() && Callee->getName() == "addressof")
        return Call->getArg(0)->IgnoreParens();
  return E;
}

/// Whether \p Path ends in the header \p Suffix, or lies in the folder that it
/// names with a slash at its end.
bool belongsToHeader(StringRef Path, StringRef Suffix) {
  // Generated files: `*.pb.h`.
  if (Suffix.consume_front("*"))
    return Path.ends_with(Suffix);
  size_t At =
      Suffix.ends_with("/") ? Path.rfind(Suffix) : Path.size() - Suffix.size();
  if (At == StringRef::npos || Suffix.size() > Path.size() ||
      Path.substr(At, Suffix.size()) != Suffix)
    return false;
  return At == 0 || Path[At - 1] == '/' || Path[At - 1] == '\\';
}

bool isHeaderOf(StringRef Path, const Library &L, bool OnlyGenerated = false) {
  return llvm::any_of(L.Headers, [&](const std::string &Header) {
    return (!OnlyGenerated || StringRef(Header).starts_with("*")) &&
           belongsToHeader(Path, Header);
  });
}

/// Whether \p Path is a header of any embedded model, in use or not.
bool isEmbeddedHeader(StringRef Path, bool OnlyGenerated) {
  return llvm::any_of(embeddedModels(), [&](const EmbeddedModel &M) {
    SmallVector<StringRef, 8> Headers;
    M.Headers.split(Headers, '\n', /*MaxSplit=*/-1, /*KeepEmpty=*/false);
    return llvm::any_of(Headers, [&](StringRef Header) {
      return (!OnlyGenerated || Header.starts_with("*")) &&
             belongsToHeader(Path, Header);
    });
  });
}

/// A template argument as models write it.
std::string argumentText(const TemplateArgument &Argument) {
  switch (Argument.getKind()) {
  case TemplateArgument::Integral:
    if (Argument.getIntegralType()->isBooleanType())
      return Argument.getAsIntegral() == 0 ? "false" : "true";
    return llvm::toString(Argument.getAsIntegral(), 10);
  case TemplateArgument::Type:
    if (const CXXRecordDecl *Class = Argument.getAsType()->getAsCXXRecordDecl())
      return canonicalName(*Class);
    return Argument.getAsType().getAsString();
  default:
    return "";
  }
}

/// Whether \p Class is an instance of a template whose first arguments are
/// \p Arguments.
bool isInstance(const CXXRecordDecl &Class, ArrayRef<std::string> Arguments) {
  const auto *Instance = dyn_cast<ClassTemplateSpecializationDecl>(&Class);
  if (!Instance || Instance->getTemplateArgs().size() < Arguments.size())
    return false;
  for (size_t I = 0; I < Arguments.size(); ++I)
    if (argumentText(Instance->getTemplateArgs()[I]) != Arguments[I])
      return false;
  return true;
}

} // namespace

std::string canonicalName(const NamedDecl &D) {
  return qualified(D, component(D));
}

Matcher::Matcher(const ModelSet &Known, ASTContext &AST, const Preprocessor *P)
    : Models(Known), Context(AST), Cached(std::make_shared<Cache>(AST, P)) {}

//===----------------------------------------------------------------------===//
// Presence
//===----------------------------------------------------------------------===//

bool Matcher::anyNamePresent() const {
  return llvm::any_of(Models.names(), [&](const std::string &Name) {
    return Cached->Names.mayOccur(Name);
  });
}

bool Matcher::isLibraryCode(SourceLocation L) const {
  if (L.isInvalid())
    return false;
  const SourceManager &Sources = Context.getSourceManager();
  L = Sources.getExpansionLoc(L);
  FileID File = Sources.getFileID(L);
  if (File != Sources.getMainFileID() && Sources.isInSystemHeader(L))
    return true;
  auto [Place, New] = Cached->LibraryFiles.try_emplace(File, false);
  if (New) {
    StringRef Path = Sources.getFilename(L);
    // Of what is analysed by itself, only generated code is a library's.
    bool Main = File == Sources.getMainFileID();
    Place->second = isEmbeddedHeader(Path, Main) ||
                    llvm::any_of(Models.libraries(), [&](const Library *Lib) {
                      return isHeaderOf(Path, *Lib, Main);
                    });
  }
  return Place->second;
}

bool Matcher::isSpelledInLibrary(SourceLocation L) const {
  return isLibraryCode(Context.getSourceManager().getSpellingLoc(L));
}

bool Matcher::isDeclaredBy(const Library &Lib, SourceLocation L) const {
  const SourceManager &Sources = Context.getSourceManager();
  L = Sources.getExpansionLoc(L);
  return L.isValid() && Sources.getFileID(L) != Sources.getMainFileID() &&
         isHeaderOf(Sources.getFilename(L), Lib);
}

//===----------------------------------------------------------------------===//
// Functions
//===----------------------------------------------------------------------===//

bool Matcher::fits(const Function &F, unsigned Arguments) {
  return (!F.MinArguments || Arguments >= *F.MinArguments) &&
         (!F.MaxArguments || Arguments <= *F.MaxArguments);
}

/// The type that a smart pointer points to; \p T itself if it is none.
static QualType pointee(QualType T) {
  const auto *Class = dyn_cast_or_null<ClassTemplateSpecializationDecl>(
      T->getAsCXXRecordDecl());
  if (!Class || !Class->isInStdNamespace() || !Class->getIdentifier() ||
      (Class->getName() != "unique_ptr" && Class->getName() != "shared_ptr"))
    return T;
  const TemplateArgument &First = Class->getTemplateArgs()[0];
  return First.getKind() == TemplateArgument::Type ? First.getAsType() : T;
}

/// The class of what stands at a place of every call to \p Callee.
static const CXXRecordDecl *classAt(const FunctionDecl &Callee,
                                    const CXXRecordDecl *ObjectType,
                                    const Position &P) {
  if (P.Where == Position::Base::Return) {
    QualType T = Callee.getReturnType().getNonReferenceType();
    return pointee(T->isPointerType() ? T->getPointeeType() : T)
        ->getAsCXXRecordDecl();
  }
  if (P.Where == Position::Base::This) {
    const auto *Method = dyn_cast<CXXMethodDecl>(&Callee);
    return ObjectType || !Method ? ObjectType : Method->getParent();
  }
  if (P.Where != Position::Base::Argument || P.Index >= Callee.getNumParams())
    return nullptr;
  QualType T = Callee.getParamDecl(P.Index)->getType().getNonReferenceType();
  if (P.Dereference)
    T = T->isPointerType() ? T->getPointeeType() : pointee(T);
  return T->getAsCXXRecordDecl();
}

/// Whether \p Class is the class of this canonical name, or derives from it.
static bool isOrDerivesFrom(const CXXRecordDecl *Class, StringRef Name) {
  SmallVector<const CXXRecordDecl *, 8> Classes;
  if (Class)
    collectBases(Class, Classes);
  return llvm::any_of(Classes, [&](const CXXRecordDecl *C) {
    return canonicalName(*C) == Name;
  });
}

/// Entries for all methods of the class \p Class or of one of its bases.
static Matcher::Entries findAnyMethod(const ModelSet &Models,
                                      const CXXRecordDecl &Class) {
  SmallVector<const CXXRecordDecl *, 8> Classes;
  collectBases(&Class, Classes);
  for (const CXXRecordDecl *C : Classes) {
    if (!C->getIdentifier() || !Models.patternClasses().count(C->getName()))
      continue;
    Matcher::Entries Found = Models.functions(canonicalName(*C) + "::*");
    if (Found.empty())
      Found = Models.functions(("*::" + C->getName() + "::*").str());
    if (!Found.empty())
      return Found;
  }
  return {};
}

/// Entries for methods with names that a code generator chose.
static Matcher::Entries findPattern(const ModelSet &Models,
                                    const CXXMethodDecl &Method,
                                    const CXXRecordDecl *ObjectType) {
  if (!Method.getIdentifier())
    return {};
  if (Models.patternMethods().count(Method.getName())) {
    SmallVector<const CXXRecordDecl *, 8> Classes;
    collectBases(ObjectType ? ObjectType : Method.getParent(), Classes);
    for (const CXXRecordDecl *C : Classes) {
      Matcher::Entries Found = Models.functions(
          ("*::" + C->getName() + "::" + Method.getName()).str());
      if (!Found.empty())
        return Found;
    }
    Matcher::Entries Found = Models.functions(("*::" + Method.getName()).str());
    if (!Found.empty())
      return Found;
  }
  if (Models.patternClasses().empty() || Method.isStatic())
    return {};
  return findAnyMethod(Models, ObjectType ? *ObjectType : *Method.getParent());
}

/// Entries for a method or constructor of a class that is known by a member that
/// it declares, whatever its name.
static Matcher::Entries findMarked(const ModelSet &Models,
                                   const CXXMethodDecl &Method) {
  if (!Models.hasRowsForAnyClass() || Method.isStatic() ||
      isa<CXXDestructorDecl, CXXConversionDecl>(Method) ||
      Method.isOverloadedOperator() || Method.getAccess() != AS_public)
    return {};
  Matcher::Entries All = isa<CXXConstructorDecl>(Method)
                             ? Models.constructors("*")
                             : Models.functions("*::*");
  const CXXRecordDecl *Class = Method.getParent();
  ASTContext &Context = Class->getASTContext();
  auto Declares = [&](const ModelSet::Entry &E) {
    auto Known = Context.Idents.find(E.Func->Declares);
    return Known != Context.Idents.end() &&
           !Class->lookup(DeclarationName(Known->second)).empty();
  };
  // Rows of one class stand together: of one library, for one member.
  for (size_t First = 0; First != All.size(); ++First)
    if (Declares(All[First])) {
      size_t End = First + 1;
      while (End != All.size() &&
             All[End].Func->Declares == All[First].Func->Declares)
        ++End;
      return All.slice(First, End - First);
    }
  return {};
}

/// Entries for a method, looked for from the static class of the object down to
/// the class that declares the method, and then in what it overrides.
static Matcher::Entries findMethod(const ModelSet &Models,
                                   const CXXMethodDecl &Method,
                                   const CXXRecordDecl *ObjectType,
                                   StringRef Name) {
  const CXXRecordDecl *Declaring = Method.getParent();
  SmallVector<const CXXRecordDecl *, 8> Classes;
  if (ObjectType)
    collectBases(ObjectType, Classes);
  llvm::erase_if(Classes, [&](const CXXRecordDecl *C) {
    return !derivesFrom(C, Declaring);
  });
  if (Classes.empty())
    Classes.push_back(Declaring);
  for (const CXXRecordDecl *Class : Classes) {
    Matcher::Entries Found =
        Models.functions(canonicalName(*Class) + "::" + Name.str());
    if (!Found.empty())
      return Found;
  }
  for (const CXXMethodDecl *Overridden : Method.overridden_methods()) {
    Matcher::Entries Found = findMethod(Models, *Overridden, nullptr, Name);
    if (!Found.empty())
      return Found;
  }
  return {};
}

/// A function of the same name that is not the library's. Only names outside of
/// any namespace are ordinary enough for that.
bool Matcher::isImpostor(const FunctionDecl &Callee) const {
  const DeclContext *Scope = Callee.getDeclContext()->getRedeclContext();
  if (!Scope->isTranslationUnit())
    return false;
  // A body in the user's code: the user's own `connect`.
  const FunctionDecl *Definition = nullptr;
  if (Callee.hasBody(Definition) && !isLibraryCode(Definition->getLocation()))
    return true;
  // An overload beside the C function that the model means.
  if (!Context.getLangOpts().CPlusPlus || Callee.isExternC())
    return false;
  return llvm::any_of(Scope->lookup(Callee.getDeclName()),
                      [](const NamedDecl *D) {
                        const auto *F = dyn_cast<FunctionDecl>(D);
                        return F && F->isExternC();
                      });
}

/// Where a library generates its clients: the rows for the class that they
/// derive from, as far as they say what they take.
Matcher::Entries
Matcher::constructorsOfBase(const CXXConstructorDecl &Constructor) const {
  const CXXRecordDecl *Class = Constructor.getParent();
  const ModelSet::ObjectEntry *Built =
      copiesOrMoves(Constructor) ? nullptr : objectOfClass(Class);
  if (!Built || Built->Obj->Role != ObjectRole::Client ||
      !isLibraryCode(Class->getLocation()) ||
      !Models.constructors(canonicalName(*Class)).empty())
    return {};
  for (const std::string &Type : Built->Obj->Types)
    if (Entries Rows = Models.constructors(Type);
        !Rows.empty() && llvm::all_of(Rows, [](const ModelSet::Entry &E) {
          return !E.Func->Takes.empty();
        }))
      return Rows;
  return {};
}

Matcher::Entries Matcher::find(const FunctionDecl &Callee,
                               const CXXRecordDecl *ObjectType) const {
  if (const auto *Constructor = dyn_cast<CXXConstructorDecl>(&Callee))
    if (InheritedConstructor Inherited = Constructor->getInheritedConstructor())
      return find(*Inherited.getConstructor(), nullptr);
  std::string Storage;
  StringRef Name = calleeName(Callee, Storage);
  if (Name.empty())
    return {};
  const auto *AnyMethod = dyn_cast<CXXMethodDecl>(&Callee);
  Entries Found;
  if (const auto *Constructor = dyn_cast<CXXConstructorDecl>(&Callee)) {
    if (Entries Base = constructorsOfBase(*Constructor); !Base.empty())
      return Base;
    if (copiesOrMoves(*Constructor))
      return {};
    if (Models.calleeNames().count(Name))
      Found = Models.constructors(canonicalName(*Constructor->getParent()));
    return Found.empty() ? findMarked(Models, *Constructor) : Found;
  }
  if (AnyMethod) {
    if (Models.calleeNames().count(Name))
      Found = findMethod(Models, *AnyMethod, ObjectType, Name);
    if (Found.empty())
      Found = findPattern(Models, *AnyMethod, ObjectType);
    return Found.empty() ? findMarked(Models, *AnyMethod) : Found;
  }
  if (!Models.calleeNames().count(Name))
    return {};
  Found = Models.functions(canonicalName(Callee));
  if (!Found.empty() && !Found.front().Lib->UserSupplied && isImpostor(Callee))
    return {};
  return declaring(Found, Callee);
}

/// Two versions of a library are two models with the same names: the one counts
/// whose headers declare the function.
Matcher::Entries Matcher::declaring(Entries All,
                                    const FunctionDecl &Callee) const {
  auto Declares = [&](const ModelSet::Entry &E) {
    return E.Lib->UserSupplied || isDeclaredBy(*E.Lib, Callee.getLocation());
  };
  bool OneLibrary = llvm::all_of(All, [&](const ModelSet::Entry &E) {
    return E.Lib == All.front().Lib;
  });
  if (OneLibrary)
    return All;
  // Nobody includes the headers of two such libraries, but some code declares
  // a function by itself: then the first model that describes it counts.
  bool Known = llvm::any_of(All, Declares);
  auto Some = std::make_unique<std::vector<ModelSet::Entry>>();
  for (const ModelSet::Entry &Each : All)
    if ((!Known || Declares(Each)) &&
        llvm::none_of(*Some, [&](const ModelSet::Entry &Kept) {
          return Kept.Lib != Each.Lib && Kept.Func->overlaps(*Each.Func);
        }))
      Some->push_back(Each);
  Cached->Taking.push_back(std::move(Some));
  return *Cached->Taking.back();
}

bool Matcher::takes(ArrayRef<Function::Taken> All, const FunctionDecl &Callee,
                    const CXXRecordDecl *ObjectType) const {
  return llvm::all_of(All, [&](const Function::Taken &T) {
    const CXXRecordDecl *Class = classAt(Callee, ObjectType, T.At);
    if (!T.Class.empty())
      return isOrDerivesFrom(Class, T.Class);
    const ModelSet::ObjectEntry *Object = objectOfClass(Class);
    return Object && Object->Obj == T.Of;
  });
}

Matcher::Entries Matcher::taking(Entries All, const FunctionDecl &Callee,
                                 const CXXRecordDecl *ObjectType) const {
  auto Takes = [&](const ModelSet::Entry &E) {
    return takes(E.Func->Takes, Callee, ObjectType);
  };
  if (llvm::all_of(All, Takes))
    return All;
  auto Some = std::make_unique<std::vector<ModelSet::Entry>>();
  llvm::copy_if(All, std::back_inserter(*Some), Takes);
  Cached->Taking.push_back(std::move(Some));
  return *Cached->Taking.back();
}

Matcher::Entries Matcher::lookup(const FunctionDecl *Callee,
                                 const CXXRecordDecl *ObjectType,
                                 std::optional<unsigned> Arguments) const {
  if (!Callee)
    return {};
  Callee = Callee->getCanonicalDecl();
  if (!isa<CXXMethodDecl>(Callee) || isa<CXXConstructorDecl>(Callee))
    ObjectType = nullptr;
  if (ObjectType)
    ObjectType = ObjectType->getCanonicalDecl();
  auto [Place, New] =
      Cached->Functions.try_emplace({Callee, ObjectType}, Entries());
  if (New) {
    Entries Found = taking(find(*Callee, ObjectType), *Callee, ObjectType);
    Cached->Functions[{Callee, ObjectType}] = Found;
    return Arguments ? fitting(Found, *Arguments) : Found;
  }
  return Arguments ? fitting(Place->second, *Arguments) : Place->second;
}

Matcher::Entries Matcher::fitting(Entries All, unsigned Arguments) const {
  if (llvm::all_of(All, [&](const ModelSet::Entry &E) {
        return fits(*E.Func, Arguments);
      }))
    return All;
  auto [Place, New] =
      Cached->Fitting.try_emplace({All.data(), Arguments}, nullptr);
  if (New) {
    Place->second = std::make_unique<std::vector<ModelSet::Entry>>();
    for (const ModelSet::Entry &E : All)
      if (fits(*E.Func, Arguments))
        Place->second->push_back(E);
  }
  return *Place->second;
}

Matcher::Entries Matcher::lookup(const CallExpr *Call) const {
  const FunctionDecl *Callee = Call ? Call->getDirectCallee() : nullptr;
  if (!Callee)
    return {};
  return lookup(Callee, classOf(objectOf(Call)),
                writtenArguments(argumentsOf(Call)));
}

Matcher::Entries Matcher::lookup(const CXXConstructExpr *Construct) const {
  if (!Construct)
    return {};
  return lookup(Construct->getConstructor(), nullptr,
                writtenArguments(argumentsOf(Construct)));
}

SmallVector<ModelSet::Entry, 2>
Matcher::constructorsRun(const CallExpr &Factory) const {
  const FunctionDecl *Callee = Factory.getDirectCallee();
  const TemplateArgumentList *Of =
      Callee ? Callee->getTemplateSpecializationArgs() : nullptr;
  if (!Of || Of->size() == 0 || Of->get(0).getKind() != TemplateArgument::Type)
    return {};
  const CXXRecordDecl *Class = Of->get(0).getAsType()->getAsCXXRecordDecl();
  if (!Class)
    return {};
  auto Accepts = [&](const Function::Taken &T) {
    if (T.At.Where != Position::Base::Argument ||
        T.At.Index >= Factory.getNumArgs())
      return false;
    QualType Given = Factory.getArg(T.At.Index)->getType();
    if (T.Of) {
      const ModelSet::ObjectEntry *Object =
          objectOfType(Given, /*ThroughPointer=*/true);
      return Object && Object->Obj == T.Of;
    }
    Given = Given.getNonReferenceType();
    if (T.At.Dereference)
      return isOrDerivesFrom((Given->isPointerType() ? Given->getPointeeType()
                                                     : pointee(Given))
                                 ->getAsCXXRecordDecl(),
                             T.Class);
    const CXXRecordDecl *Written = Given->getAsCXXRecordDecl();
    // What is no class may be converted to any.
    return !Written || isOrDerivesFrom(Written, T.Class);
  };
  SmallVector<ModelSet::Entry, 2> Found;
  Entries All = Models.constructors(canonicalName(*Class));
  if (All.empty() && Models.hasRowsForAnyClass() && Class->hasDefinition())
    for (const CXXConstructorDecl *C : Class->ctors())
      if (All.empty() && !copiesOrMoves(*C))
        All = findMarked(Models, *C);
  llvm::copy_if(All, std::back_inserter(Found), [&](const ModelSet::Entry &E) {
                  return fits(*E.Func, Factory.getNumArgs()) &&
                         llvm::all_of(E.Func->Takes, Accepts);
                });
  return Found;
}

//===----------------------------------------------------------------------===//
// Classes and fields
//===----------------------------------------------------------------------===//

const ModelSet::ObjectEntry *Matcher::objectOfType(QualType T,
                                                   bool ThroughPointer) const {
  if (T.isNull())
    return nullptr;
  T = T.getNonReferenceType();
  if (ThroughPointer && T->isPointerType())
    T = T->getPointeeType();
  return objectOfClass(T->getAsCXXRecordDecl());
}

const ModelSet::ObjectEntry *
Matcher::objectOfClass(const CXXRecordDecl *Class) const {
  if (!Class)
    return nullptr;
  Class = Class->getCanonicalDecl();
  auto [Place, New] = Cached->Objects.try_emplace(Class, nullptr);
  if (!New)
    return Place->second;
  SmallVector<const CXXRecordDecl *, 8> Classes;
  collectBases(Class, Classes);
  for (const CXXRecordDecl *C : Classes)
    if (C->getIdentifier() && !Place->second)
      Place->second = objectOfExactly(*C);
  return Place->second;
}

const ModelSet::ObjectEntry *
Matcher::objectOfExactly(const CXXRecordDecl &Class) const {
  std::string Name = canonicalName(Class);
  for (const ModelSet::InstanceEntry &I : Models.instances(Name))
    if (isInstance(Class, I.Arguments))
      return &I.Entry;
  return Models.objectOfClass(Name);
}

const Field *Matcher::lookup(const FieldDecl *F) const {
  if (!F || !F->getIdentifier() || !Models.fieldNames().count(F->getName()))
    return nullptr;
  auto [Place, New] =
      Cached->Fields.try_emplace(F->getCanonicalDecl(), nullptr);
  if (!New)
    return Place->second;
  const auto *Class = dyn_cast<CXXRecordDecl>(F->getParent());
  SmallVector<const CXXRecordDecl *, 8> Classes;
  if (Class)
    collectBases(Class, Classes);
  Place->second = Models.field(canonicalName(*F));
  for (const CXXRecordDecl *C : Classes)
    if (!Place->second)
      Place->second =
          Models.field(canonicalName(*C) + "::" + F->getName().str());
  return Place->second;
}

const OwnerClass *Matcher::ownerClass(const CXXRecordDecl *Class) const {
  if (!Class || !Class->getIdentifier() ||
      !Models.ownerNames().count(Class->getName()))
    return nullptr;
  return Models.ownerClass(canonicalName(*Class));
}

ArrayRef<const HandlerClass *>
Matcher::handlersOf(const CXXRecordDecl *Class) const {
  Class = Class->getCanonicalDecl();
  auto [Place, New] = Cached->Handlers.try_emplace(Class, nullptr);
  if (New) {
    Place->second = std::make_unique<std::vector<const HandlerClass *>>();
    SmallVector<const CXXRecordDecl *, 8> Classes;
    collectBases(Class, Classes);
    for (const CXXRecordDecl *C : Classes)
      if (C->getIdentifier())
        llvm::append_range(*Place->second, Models.handlers(canonicalName(*C)));
  }
  return *Place->second;
}

const HandlerClass *Matcher::handlerFor(const CXXMethodDecl *M) const {
  if (!M || M->isStatic())
    return nullptr;
  for (const HandlerClass *H : handlersOf(M->getParent())) {
    if (H->Method.empty() || !takes(H->Takes, *M, nullptr))
      continue;
    if (H->Method == "*"     ? M->size_overridden_methods() > 0
        : M->getIdentifier() ? M->getName() == H->Method
                             : M->getDeclName().getAsString() == H->Method)
      return H;
  }
  return nullptr;
}

const HandlerClass *Matcher::perRequestClass(const CXXRecordDecl *C) const {
  if (!C)
    return nullptr;
  for (const HandlerClass *H : handlersOf(C))
    if (H->Method.empty())
      return H;
  return nullptr;
}

//===----------------------------------------------------------------------===//
// Arguments and options
//===----------------------------------------------------------------------===//

/// What is assigned to the reference that \p Call returns; null without such an
/// assignment.
static const Expr *assignedTo(const Expr *Call, ASTContext &Context) {
  const Stmt *Below = Call;
  while (true) {
    DynTypedNodeList Parents = Context.getParents(*Below);
    const Stmt *Up = Parents.size() == 1 ? Parents[0].get<Stmt>() : nullptr;
    if (const auto *Assign = dyn_cast_or_null<BinaryOperator>(Up))
      return Assign->getOpcode() == BO_Assign && Assign->getLHS() == Below
                 ? Assign->getRHS()
                 : nullptr;
    if (const auto *Operator = dyn_cast_or_null<CXXOperatorCallExpr>(Up))
      return Operator->getOperator() == OO_Equal &&
                     Operator->getNumArgs() == 2 &&
                     Operator->getArg(0) == Below
                 ? Operator->getArg(1)
                 : nullptr;
    if (!isa_and_nonnull<ParenExpr, ImplicitCastExpr>(Up))
      return nullptr;
    Below = Up;
  }
}

const Expr *Matcher::at(const Expr *CallOrConstruct, const Position &P) const {
  if (!CallOrConstruct)
    return nullptr;
  if (P.Where == Position::Base::This) {
    const auto *Call = dyn_cast<CallExpr>(CallOrConstruct);
    return Call ? objectOf(Call) : nullptr;
  }
  if (P.Where == Position::Base::Assigned)
    return assignedTo(CallOrConstruct, Context);
  if (P.Where != Position::Base::Argument)
    return nullptr;
  ArrayRef<const Expr *> Arguments = argumentsOf(CallOrConstruct);
  if (P.Index >= Arguments.size() || isa<CXXDefaultArgExpr>(Arguments[P.Index]))
    return nullptr;
  const Expr *Argument = Arguments[P.Index];
  return P.Dereference ? withoutAddress(Argument) : Argument;
}

bool Matcher::hasPlace(const Expr *CallOrConstruct, const Position &P) {
  return P.Where != Position::Base::Argument || !CallOrConstruct ||
         P.Index < argumentsOf(CallOrConstruct).size();
}

const Expr *Matcher::valueAt(const Expr *CallOrConstruct, const Position &P,
                             const FunctionDecl *Function) const {
  const Expr *Value = at(CallOrConstruct, P);
  const FunctionDecl *Definition =
      Function && Function->hasBody() ? Function->getDefinition() : nullptr;
  if (!Value || !P.Dereference || !P.Field.empty() || !Definition)
    return Value;
  const auto *Reference = dyn_cast<DeclRefExpr>(Value->IgnoreParenCasts());
  const auto *Variable =
      Reference ? dyn_cast<VarDecl>(Reference->getDecl()) : nullptr;
  if (!Variable || isa<ParmVarDecl>(Variable) || !Variable->hasLocalStorage() ||
      !Variable->getType()->isScalarType() ||
      Variable->getType()->isAnyPointerType() ||
      Variable->getDeclContext() != Definition)
    return Value;
  // Another setting that is given the same variable.
  auto OnlyReads = [this](const CallExpr &Call, unsigned Argument) {
    auto IsHere = [&](const Position &At) {
      return At.Where == Position::Base::Argument && At.Index == Argument;
    };
    Entries All = lookup(&Call);
    return !All.empty() && llvm::all_of(All, [&](const ModelSet::Entry &Each) {
      return llvm::any_of(Each.Func->Settings,
                          [&](const ApplySetting &Apply) {
                            return IsHere(Apply.Value);
                          }) ||
             llvm::any_of(Each.Func->Options, [&](const ApplyOption &Apply) {
               return IsHere(Apply.Value);
             });
    });
  };
  const Expr *Written = LastWrite(*Variable, *Reference, OnlyReads)
                            .in(*Definition->getBody());
  return Written ? Written : Value;
}

Matcher::OptionArgument
Matcher::optionAmong(const Expr *Call, ArrayRef<std::string> Classes) const {
  for (const Expr *Argument : argumentsOf(Call)) {
    const CXXRecordDecl *Class =
        Argument->getType().getNonReferenceType()->getAsCXXRecordDecl();
    if (Argument->isTypeDependent() || isa<PackExpansionExpr>(Argument) ||
        (Class && Class->isInStdNamespace() && Class->getIdentifier() &&
         Class->getName() == "tuple"))
      return {true, nullptr};
    if (Class && llvm::is_contained(Classes, canonicalName(*Class)))
      return {true, Argument};
  }
  return {};
}

/// The class of an option that is an object of its own, as the user wrote it:
/// `options::Timeout(5)`.
static const CXXRecordDecl *optionClass(const Expr *Key) {
  const Expr *Written = Key->IgnoreParenImpCasts();
  if (const auto *Temporary = dyn_cast<MaterializeTemporaryExpr>(Written))
    Written = Temporary->getSubExpr()->IgnoreParenImpCasts();
  return Written->getType().getNonReferenceType()->getAsCXXRecordDecl();
}

/// The first number among the template arguments of \p Class.
static const TemplateArgument *numberOf(const CXXRecordDecl *Class) {
  const auto *Instance =
      dyn_cast_or_null<ClassTemplateSpecializationDecl>(Class);
  if (!Instance)
    return nullptr;
  for (const TemplateArgument &Argument : Instance->getTemplateArgs().asArray())
    if (Argument.getKind() == TemplateArgument::Integral)
      return &Argument;
  return nullptr;
}

/// The enumerator of this type and value; null if there is none.
static const EnumConstantDecl *enumeratorOf(const TemplateArgument &Number) {
  const auto *Enum =
      dyn_cast_or_null<EnumDecl>(Number.getIntegralType()->getAsTagDecl());
  if (!Enum || !(Enum = Enum->getDefinition()))
    return nullptr;
  for (const EnumConstantDecl *D : Enum->enumerators())
    if (llvm::APSInt::isSameValue(D->getInitVal(), Number.getAsIntegral()))
      return D;
  return nullptr;
}

Matcher::OptionMatch Matcher::option(const Library &L, StringRef Table,
                                     const Expr *Key) const {
  OptionMatch Result;
  const OptionTable *Rows = Models.table(L, Table);
  if (!Rows || !Key || Key->isTypeDependent() || Key->isValueDependent())
    return Result;
  const llvm::StringMap<const Option *> &Index = Cached->optionIndex(*Rows);
  auto Find = [&](StringRef Name) {
    auto Found = Index.find(Name);
    Result.Match = Found == Index.end() ? nullptr : Found->second;
    return Result.Match != nullptr;
  };

  const ValueReader &Values = Cached->Values;
  for (const std::string &Macro : Values.macroNames(*Key))
    if (Find(Macro)) {
      Result.KeyKnown = true;
      return Result;
    }
  const TemplateArgument *Number = numberOf(optionClass(Key));
  std::optional<int64_t> Value =
      Number ? Number->getAsIntegral().trySExtValue() : Values.integer(*Key);
  const EnumConstantDecl *Enumerator =
      Number ? enumeratorOf(*Number) : Values.enumerator(*Key, Value);
  if (Enumerator) {
    Result.KeyKnown = true;
    if (!Find(Enumerator->getName()))
      Find(canonicalName(*Enumerator));
    return Result;
  }
  if (!Value)
    return Result;
  Result.KeyKnown = true;
  for (const Option &O : Rows->Options)
    if (O.Integer && *O.Integer == *Value)
      Result.Match = &O;
  return Result;
}

//===----------------------------------------------------------------------===//
// Values
//===----------------------------------------------------------------------===//

/// True when the expression names this constant, as an enumerator or a macro,
/// perhaps as one of several flags.
static bool names(const Expr *E, StringRef Name, const ASTContext &Context) {
  StringRef Last = Name.substr(Name.rfind(':') + 1);
  llvm::SmallVector<const Stmt *, 4> Pending = {E};
  while (!Pending.empty()) {
    const Stmt *S = Pending.pop_back_val();
    if (!S)
      continue;
    if (const auto *Ref = dyn_cast<DeclRefExpr>(S))
      if (const IdentifierInfo *Id = Ref->getDecl()->getIdentifier())
        if (Id->getName() == Last)
          return true;
    if (isa<IntegerLiteral>(S) && S->getBeginLoc().isMacroID() &&
        Lexer::getImmediateMacroName(S->getBeginLoc(),
                                     Context.getSourceManager(),
                                     Context.getLangOpts()) == Last)
      return true;
    Pending.append(S->child_begin(), S->child_end());
  }
  return false;
}

ValueVerdict Matcher::judgeFlags(const Expr *Value,
                                 llvm::ArrayRef<ValuePattern> Patterns,
                                 const FunctionDecl *Function) const {
  if (!Value->isValueDependent()) {
    for (const ValuePattern &V : Patterns)
      if (V.What == ValuePattern::Kind::Name && names(Value, V.Text, Context))
        return ValueVerdict::Matches;
    Expr::EvalResult Result;
    if (Value->getType()->isIntegralOrEnumerationType() &&
        Value->EvaluateAsInt(Result, Context)) {
      int64_t Flags = Result.Val.getInt().getExtValue();
      for (const ValuePattern &V : Patterns)
        if (V.What == ValuePattern::Kind::Integer &&
            llvm::isPowerOf2_64(V.Integer) && (Flags & V.Integer))
          return ValueVerdict::Matches;
    }
  }
  return judge(Value, Patterns, Function);
}

ValueVerdict Matcher::judge(const Expr *Value, ArrayRef<ValuePattern> Patterns,
                            const FunctionDecl *Function) const {
  return Cached->Values.judge(Value, Patterns, Function);
}

bool Matcher::mayAcquire(const Expr *Site, const Acquire &A,
                         const FunctionDecl *Function) const {
  const Expr *E = A.When ? at(Site, A.When) : nullptr;
  return !E || judge(E, A.WhenValues, Function) != ValueVerdict::Differs;
}

Matcher::Effect Matcher::effect(const Setting &S, const Expr *Value,
                                const FunctionDecl *Function) const {
  if (S.ByCallAlone)
    return S.Off.empty() && S.Infinite.empty() ? Effect::On : Effect::Off;
  auto Says = [&](ArrayRef<ValuePattern> Patterns) {
    return judge(Value, Patterns, Function);
  };
  if (S.Kind == SettingKind::Timeout || S.Kind == SettingKind::PoolLimit ||
      S.Kind == SettingKind::Backoff) {
    if (!S.On.empty() && Says(S.On) == ValueVerdict::Differs)
      return Effect::Default;
    ValueVerdict Infinite = Says(S.Infinite), Default = Says(S.Default);
    if (!S.Infinite.empty() && Infinite == ValueVerdict::Matches)
      return Effect::Off;
    if (!S.Default.empty() && Default == ValueVerdict::Matches)
      return Effect::Default;
    if ((S.Infinite.empty() && S.Default.empty()) ||
        Infinite == ValueVerdict::Differs)
      return Effect::On;
    return Effect::Unknown;
  }
  ValueVerdict Off = S.Off.empty() ? ValueVerdict::Unknown : Says(S.Off);
  ValueVerdict On = S.On.empty() ? ValueVerdict::Unknown : Says(S.On);
  if (Off == ValueVerdict::Matches)
    return Effect::Off;
  if (On == ValueVerdict::Matches)
    return Effect::On;
  if (S.Off.empty() && S.On.empty())
    return Effect::On;
  if (S.On.empty() && Off == ValueVerdict::Differs)
    return Effect::On;
  if (S.Off.empty() && On == ValueVerdict::Differs)
    return Effect::Off;
  return Effect::Unknown;
}

namespace {

/// What the value of the header `Connection` says, a list of words.
Matcher::Effect connectionEffect(StringRef Value) {
  SmallVector<StringRef, 4> Words;
  Value.split(Words, ',');
  for (StringRef Word : Words)
    if (Word.trim().equals_insensitive("close"))
      return Matcher::Effect::Off;
  for (StringRef Word : Words)
    if (Word.trim().equals_insensitive("keep-alive"))
      return Matcher::Effect::On;
  return Matcher::Effect::Default;
}

bool isConnectionHeader(StringRef Name) {
  return Name.trim().equals_insensitive("connection");
}

} // namespace

Matcher::Effect Matcher::headerEffect(const Expr *Name, const Expr *Value,
                                      const Expr *Line) const {
  const ValueReader &Values = Cached->Values;
  if (Line) {
    std::optional<std::string> Text = Values.text(*Line);
    if (!Text)
      return Effect::Unknown;
    SmallVector<StringRef, 4> Lines;
    StringRef(*Text).split(Lines, '\n');
    for (StringRef Each : Lines) {
      auto [Header, Content] = Each.split(':');
      if (isConnectionHeader(Header))
        return connectionEffect(Content);
    }
    return Effect::Default;
  }
  if (!Name || !Value)
    return Effect::Unknown;
  if (const EnumConstantDecl *Enumerator =
          Values.enumerator(*Name, std::nullopt)) {
    if (!isConnectionHeader(Enumerator->getName()))
      return Effect::Default;
  } else {
    std::optional<std::string> Text = Values.text(*Name);
    // A constant of the library, whose text stands elsewhere.
    const auto *Reference = dyn_cast<DeclRefExpr>(Name->IgnoreParenImpCasts());
    const auto *Constant =
        Reference ? dyn_cast<VarDecl>(Reference->getDecl()) : nullptr;
    if (!Text && Constant && Constant->getType().isConstQualified() &&
        Constant->hasGlobalStorage() && Constant->getIdentifier() &&
        isLibraryCode(Constant->getLocation()))
      Text = Constant->getName().str();
    if (!Text)
      return Effect::Unknown;
    if (!isConnectionHeader(*Text))
      return Effect::Default;
  }
  std::optional<std::string> Text = Values.text(*Value);
  return Text ? connectionEffect(*Text) : Effect::Unknown;
}

Matcher::Effect Matcher::headerListEffect(const Expr *List,
                                          const FunctionDecl *Function) const {
  if (!List)
    return Effect::Default; // left out
  ValueReader::Pairs Pairs;
  if (!Cached->Values.pairs(*List, Function, Pairs))
    return Effect::Unknown;
  Effect Result = Effect::Default;
  for (auto [Name, Value] : Pairs) {
    Effect One = headerEffect(Name, Value, nullptr);
    if (One == Effect::Off || One == Effect::On)
      return One;
    if (One == Effect::Unknown)
      Result = One;
  }
  return Result;
}

//===----------------------------------------------------------------------===//
// Verification
//===----------------------------------------------------------------------===//

bool Matcher::includesHeadersOf(const Library &L) const {
  const SourceManager &Sources = Context.getSourceManager();
  StringSet<> Missing;
  for (const std::string &Header : L.Headers)
    Missing.insert(Header);
  for (unsigned I = 0, E = Sources.local_sloc_entry_size();
       I < E && !Missing.empty(); ++I) {
    const SrcMgr::SLocEntry &Entry = Sources.getLocalSLocEntry(I);
    if (Entry.isFile())
      for (const std::string &Header : L.Headers)
        if (belongsToHeader(Entry.getFile().getName(), Header))
          Missing.erase(Header);
  }
  return Missing.empty() && !L.Headers.empty();
}

std::vector<ModelDiagnostic> Matcher::unresolvedNames(const Library &L) const {
  std::vector<ModelDiagnostic> Result;
  if (!includesHeadersOf(L))
    return Result;
  const NameLookup &Names = Cached->Names;
  auto Check = [&](StringRef Name, SourcePosition Where, StringRef What) {
    if (Names.isDeclared(Name) || Names.isMacro(Name))
      return;
    for (const Library::NamespaceAlias &Space : L.Namespaces) {
      StringRef Rest = Name;
      if (Rest.consume_front(Space.Name) && Rest.starts_with("::"))
        for (const std::string &Also : Space.Also)
          if (Names.isDeclared((Also + Rest).str()))
            return;
    }
    Result.push_back(
        {L.File, Where.Line, Where.Column,
         (What + " '" + Name + "' is not declared by the headers of " + L.Title)
             .str()});
  };
  for (const std::unique_ptr<Object> &O : L.Objects) {
    if (O->Kind != ObjectKind::Class || !O->Since.empty() || !O->Until.empty())
      continue;
    for (const std::string &Type : O->Types)
      Check(Type, O->Where, "class");
    for (const Object::Instance &I : O->Instances)
      Check(I.Template, O->Where, "class");
  }
  for (const std::unique_ptr<Function> &F : L.Functions)
    if (!F->Optional && !F->isPattern())
      Check(F->Name, F->Where,
            F->What == Function::Kind::Free     ? "function"
            : F->What == Function::Kind::Method ? "method"
                                                : "class");
  for (const OptionTable &Table : L.Tables)
    for (const Option &O : Table.Options)
      if (!O.Optional)
        Check(O.Key, O.Where, "option");
  for (const Field &F : L.Fields)
    Check(F.Name, F.Where, "field");
  for (const HandlerClass &H : L.HandlerClasses)
    Check(H.Method.empty() || H.Method == "*" ? H.Class
                                              : H.Class + "::" + H.Method,
          H.Where, H.Method.empty() || H.Method == "*" ? "class" : "method");
  for (const OwnerClass &O : L.OwnerClasses)
    Check(O.Class, O.Where, "class");
  return Result;
}

} // namespace nettidy::model
