//===-- StorageFacts.h - What happens to a stored object --------*- C++ -*-===//
//
// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Facts about modelled objects by the place that keeps them, regardless of
/// order: which functions anywhere in this translation unit acquire, configure,
/// use and release what a variable, field, parameter or function result holds.
/// A place's class is every place that the same objects may reach by copies
/// (a field stands for that field of all objects), so it says everything that
/// can be known about them, and says when that cannot be complete.
///
//===----------------------------------------------------------------------===//

#ifndef NETTIDY_LIB_AST_STORAGEFACTS_H
#define NETTIDY_LIB_AST_STORAGEFACTS_H

#include "ast/CallIndex.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/SmallPtrSet.h"
#include <string>
#include <vector>

namespace nettidy {

class Handlers;

/// One thing that happens to the objects of a class of storage.
struct StorageFact {
  enum class Kind {
    Acquire,
    Release,        ///< by a call; Release is null for a delete expression
    Setting,        ///< a known setting, by setter, option, field or argument
    UnknownSetting, ///< an option whose key is not visible
    Header,         ///< a header line; Effect says what it does to reuse
    Request,
    Reset, ///< settings back to the defaults
    Arm,
    Disarm,
    Attach,   ///< attached to a pool
    Transfer, ///< ownership moves into the library
    Hold,     ///< the library keeps using it
    Given,    ///< passed as the value of an option; Option says which
    Owned,    ///< a smart pointer that releases it takes it over
    Gives,    ///< a handler gets what it gives out; Handler is the place
  };
  Kind What;
  const clang::Expr *Site = nullptr;
  const clang::Decl *Owner = nullptr; ///< as ModelledSite::Owner
  const model::Library *Lib = nullptr;
  const model::Function *Func = nullptr;
  /// The one that What says, null otherwise.
  const model::Acquire *Acquire = nullptr;
  const model::Release *Release = nullptr;
  const model::Request *Request = nullptr;
  const model::Arm *Arm = nullptr;
  const model::Handler *Handler = nullptr;
  const model::Setting *Setting = nullptr;
  /// Setting: the table entry, when set by option key.
  const model::Option *Option = nullptr;
  const clang::Expr *Value = nullptr;
  model::Matcher::Effect Effect = model::Matcher::Effect::Unknown;
  /// Acquire, Request: the object as the model names it; may be null.
  const model::Object *Object = nullptr;
};

/// The places that the objects of one place may reach, and all that happens to
/// them there.
struct StorageClass {
  /// Variables, parameters, fields and functions (their results).
  llvm::SmallVector<const clang::ValueDecl *, 4> Members;
  std::vector<StorageFact> Facts;
  /// An object here was passed to an unmodelled function without a visible
  /// body, stored into memory that is not followed, or came from there.
  bool Escapes = false;
  /// Code outside this translation unit can reach an object here.
  bool Open = false;
  clang::SourceLocation EscapesAt;

  bool closed() const { return !Escapes && !Open; }
  /// The facts of one kind.
  llvm::SmallVector<const StorageFact *, 4> of(StorageFact::Kind What) const;
  bool has(StorageFact::Kind What) const;
};

class StorageFacts {
public:
  StorageFacts(clang::ASTContext &Context, const model::Matcher &Match,
               const CallIndex &Calls, const Handlers &Registered);
  ~StorageFacts();

  /// The class of a variable, parameter, field, or a function's result. Null
  /// when nothing modelled was ever seen there.
  const StorageClass *of(const clang::ValueDecl *D) const;
  /// The class of what an expression denotes: casts, members, array elements,
  /// dereferences, smart pointers and std::move are looked through.
  const StorageClass *of(const clang::Expr *E) const;

  /// What is visible of the class that owns a field.
  struct OwnerClass {
    const clang::RecordDecl *Record = nullptr;
    /// Every member function, destructor included, has a visible body (or is
    /// implicit), no friend exists, and no other code can touch the field.
    bool AllVisible = false;
    /// Member functions with bodies, constructors and destructor included.
    std::vector<const clang::FunctionDecl *> MemberFunctions;
  };
  OwnerClass ownerClass(const clang::FieldDecl *F) const;
  /// True when code outside this translation unit can reach what \p D holds.
  bool isOpen(const clang::ValueDecl *D) const;
  /// True when no other translation unit sees this declaration's definition.
  bool isLocalToFile(const clang::Decl *D) const;

private:
  class Builder;
  /// True when a function that other code can call takes or returns objects of
  /// this struct.
  bool isHandedOut(const clang::RecordDecl *Record) const;

  mutable std::optional<llvm::SmallPtrSet<const clang::RecordDecl *, 8>>
      HandedOut;
  /// True when \p L stands in a macro whose functions a generator defines.
  bool isGenerated(clang::SourceLocation L) const;

  clang::ASTContext &Context;
  const model::Matcher &Match;
  const CallIndex &Calls;
  std::unique_ptr<Builder> Built;
};

} // namespace nettidy

#endif // NETTIDY_LIB_AST_STORAGEFACTS_H
