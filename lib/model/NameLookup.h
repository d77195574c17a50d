//===-- NameLookup.h - Finding declarations by name -------------*- C++ -*-===//
//
// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// The way from a model's name to a declaration of the translation unit: the
/// reverse of canonicalName().
///
//===----------------------------------------------------------------------===//

#ifndef NETTIDY_LIB_MODEL_NAMELOOKUP_H
#define NETTIDY_LIB_MODEL_NAMELOOKUP_H

#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"
#include "llvm/ADT/StringMap.h"

namespace clang {
class Preprocessor;
}

namespace nettidy::model {

/// Whether the last component of a name is an operator's.
bool isOperatorName(llvm::StringRef Component);

/// The class that a base specifier names; the class template's pattern when the
/// base depends on template parameters. May be null.
const clang::CXXRecordDecl *baseClass(const clang::CXXBaseSpecifier &Base);

class NameLookup {
public:
  /// \p P may be null: then macros have no values.
  NameLookup(clang::ASTContext &AST, const clang::Preprocessor *P)
      : Context(AST), PP(P) {}

  /// The identifier, or null when the translation unit never mentions it.
  const clang::IdentifierInfo *identifier(llvm::StringRef Name) const;

  /// Calls \p Visit with every identifier of the translation unit; false, and
  /// nothing is visited, when there are some that only come in when asked for.
  bool
  forEachIdentifier(llvm::function_ref<void(llvm::StringRef)> Visit) const;

  /// False when the translation unit holds nothing of this qualified name, or
  /// only a function or enumerator outside of any namespace that it never refers
  /// to: the names of C libraries are ordinary words, and a system header
  /// declares many of them. A component with a `*` may be any. Only identifiers are compared, so that it is cheap. To be asked
  /// once the translation unit is parsed.
  bool mayOccur(llvm::StringRef QualifiedName) const;

  /// A declaration of this qualified name: a function, class, member (inherited
  /// ones included), enumerator, variable or type. Cached.
  const clang::NamedDecl *resolve(llvm::StringRef QualifiedName) const;

  /// Whether there is one, or may be: a class may inherit from its template
  /// parameters, whose members nobody can enumerate.
  bool isDeclared(llvm::StringRef QualifiedName) const;
  bool isMacro(llvm::StringRef Name) const;
  /// The value of a macro that is just a number.
  std::optional<int64_t> macroInteger(llvm::StringRef Name) const;

private:
  struct Result {
    const clang::NamedDecl *Declaration = nullptr;
    bool MayBeInherited = false;
  };
  /// What a scope holds of a name.
  struct Declarations {
    llvm::SmallVector<const clang::NamedDecl *, 4> All;
    bool MayBeInherited = false;
  };
  const Result &find(llvm::StringRef QualifiedName) const;
  void members(const clang::NamedDecl &Scope, llvm::StringRef Name,
               Declarations &Found) const;
  void membersOfClass(const clang::CXXRecordDecl &Class, llvm::StringRef Name,
                      Declarations &Found) const;
  void membersOfContext(const clang::DeclContext &Scope, llvm::StringRef Name,
                        Declarations &Found) const;

  clang::ASTContext &Context;
  const clang::Preprocessor *PP;
  mutable llvm::StringMap<Result> Results;
};

} // namespace nettidy::model

#endif // NETTIDY_LIB_MODEL_NAMELOOKUP_H
