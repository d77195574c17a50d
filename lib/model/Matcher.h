//===-- Matcher.h - From AST nodes to model entries -------------*- C++ -*-===//
//
// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Relates declarations, calls and values of one translation unit to the
/// models. Both engines, AST and path-sensitive, ask here and nowhere else.
///
/// Names are compared in canonical form: fully qualified, without inline and
/// anonymous namespaces and without template arguments. CallDescription and
/// getQualifiedNameAsString() differ between LLVM versions and are not used.
///
//===----------------------------------------------------------------------===//

#ifndef NETTIDY_LIB_MODEL_MATCHER_H
#define NETTIDY_LIB_MODEL_MATCHER_H

#include "model/ModelSet.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/ExprCXX.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/SmallVector.h"

namespace clang {
class Preprocessor;
}

namespace nettidy::model {

/// Fully qualified name without inline or anonymous namespaces and without
/// template arguments; a specialisation has its template's name.
std::string canonicalName(const clang::NamedDecl &D);

/// What an expression says about a set of values.
enum class ValueVerdict {
  Matches, ///< a constant that one of the patterns describes
  Differs, ///< a constant that none of them describes
  Unknown, ///< not a visible constant: trusted
};

class Matcher {
public:
  using Entries = llvm::ArrayRef<ModelSet::Entry>;

  Matcher(const ModelSet &Models, clang::ASTContext &Context,
          const clang::Preprocessor *PP);

  const ModelSet &models() const { return Models; }

  /// False when the translation unit knows no modelled name, or only
  /// functions that it never refers to: nothing in it can match. Cheap. To be
  /// asked once the translation unit is parsed.
  bool anyNamePresent() const;

  /// Model entries for a callee. \p ObjectType is the static class of the
  /// object of a method call, so that an entry that names a derived class finds
  /// a method declared in its base. With \p Arguments, the number of written
  /// arguments, entries that do not fit it are left out. Cached.
  /// Copying and moving constructors have no entries: no object is made anew.
  Entries lookup(const clang::FunctionDecl *Callee,
                 const clang::CXXRecordDecl *ObjectType = nullptr,
                 std::optional<unsigned> Arguments = std::nullopt) const;
  Entries lookup(const clang::CallExpr *Call) const;
  Entries lookup(const clang::CXXConstructExpr *Construct) const;

  /// The rows for the constructor that a factory such as std::make_unique runs
  /// with these arguments.
  llvm::SmallVector<ModelSet::Entry, 2>
  constructorsRun(const clang::CallExpr &Factory) const;

  /// True when \p F fits a call with \p Arguments written arguments.
  static bool fits(const Function &F, unsigned Arguments);

  /// The modelled class object of this type (references, pointers when
  /// \p ThroughPointer, and derived classes included).
  const ModelSet::ObjectEntry *objectOfType(clang::QualType T,
                                            bool ThroughPointer = false) const;
  const ModelSet::ObjectEntry *
  objectOfClass(const clang::CXXRecordDecl *Class) const;

  const Field *lookup(const clang::FieldDecl *F) const;

  /// The model's word that this class of smart pointers owns.
  const OwnerClass *ownerClass(const clang::CXXRecordDecl *Class) const;

  /// The handler entry that says that the library runs this method (it
  /// overrides, or belongs to, a modelled handler class).
  const HandlerClass *handlerFor(const clang::CXXMethodDecl *M) const;
  /// The handler entry that says that objects of this class live for one
  /// request.
  const HandlerClass *perRequestClass(const clang::CXXRecordDecl *C) const;

  /// True for code of a modelled library (by its headers) and for code in
  /// system headers: neither analysed nor inlined. Cached per file.
  bool isLibraryCode(clang::SourceLocation L) const;
  /// The same for where the text stands, which may be a macro's definition.
  bool isSpelledInLibrary(clang::SourceLocation L) const;
  /// True for code in the headers of \p Lib itself.
  bool isDeclaredBy(const Library &Lib, clang::SourceLocation L) const;

  /// The argument expression at a position of a call or construction; null for
  /// `return`, for a defaulted argument and when there is none. `this` gives
  /// the object expression of a method call. Dereference and Field are left to
  /// the caller, except that `*argN` written as `&x` gives x.
  const clang::Expr *at(const clang::Expr *CallOrConstruct,
                        const Position &P) const;
  /// False for an argument that a call of a variadic function does not have.
  static bool hasPlace(const clang::Expr *CallOrConstruct, const Position &P);
  /// The value at a position, for a setting. A local variable whose address is
  /// handed over (`*argN` written as `&x`) is as good as what was last written
  /// to it on every way to the call; \p Function is the enclosing function.
  const clang::Expr *valueAt(const clang::Expr *CallOrConstruct,
                             const Position &P,
                             const clang::FunctionDecl *Function) const;

  /// The option that a key expression selects: an enumerator, a macro at its
  /// expansion, or an integer constant. Null when the key is not visible
  /// (then the caller must assume anything) or not in the table.
  struct OptionMatch {
    const Option *Match = nullptr;
    bool KeyKnown = false; ///< the key is a visible constant
  };
  OptionMatch option(const Library &L, llvm::StringRef Table,
                     const clang::Expr *Key) const;

  /// The argument of one of these classes, for calls that take their options in
  /// any order. Found, but null, when an argument may hold options that cannot
  /// be seen: a tuple, a pack.
  struct OptionArgument {
    bool Found = false;
    const clang::Expr *Argument = nullptr;
  };
  OptionArgument optionAmong(const clang::Expr *Call,
                             llvm::ArrayRef<std::string> Classes) const;

  /// Judges the written expression, not the value on a path: a variable, a
  /// parameter, a conditional or a user's option is Unknown; a literal, a
  /// constant, an enumerator, a chrono literal or construction, a local struct
  /// (by address) that is only ever initialised with constants is judged.
  /// \p Function is the enclosing function, for locals; may be null.
  ValueVerdict judge(const clang::Expr *Value,
                     llvm::ArrayRef<ValuePattern> Patterns,
                     const clang::FunctionDecl *Function = nullptr) const;

  /// Like judge, for an argument that combines flags: Matches when one of them
  /// is among \p Patterns.
  ValueVerdict judgeFlags(const clang::Expr *Value,
                          llvm::ArrayRef<ValuePattern> Patterns,
                          const clang::FunctionDecl *Function = nullptr) const;

  /// False when the condition of an acquire visibly does not hold.
  bool mayAcquire(const clang::Expr *Site, const Acquire &A,
                  const clang::FunctionDecl *Function) const;

  /// Like judge, for the effect of a setting: On, Off or Unknown, from On/Off
  /// (KeepAlive, TLS) or Infinite/Default (Timeout: Off means infinite).
  enum class Effect { On, Off, Default, Unknown };
  Effect effect(const Setting &S, const clang::Expr *Value,
                const clang::FunctionDecl *Function = nullptr) const;

  /// What a header line (or a name and value) does to the reuse of the
  /// connection: switches it off or on, or, by Default, nothing. Unknown when
  /// the text is not visible.
  Effect headerEffect(const clang::Expr *Name, const clang::Expr *Value,
                      const clang::Expr *Line) const;
  /// The same for a whole list of headers, `{{"Connection", "close"}}`, written
  /// in place or kept in a variable that is only ever initialised.
  Effect headerListEffect(const clang::Expr *List,
                          const clang::FunctionDecl *Function = nullptr) const;

  /// Names of the model \p L that its headers do not declare. Empty unless all
  /// of its headers are included, since each may declare some of the names; of
  /// a folder of headers, any one will do.
  std::vector<ModelDiagnostic> unresolvedNames(const Library &L) const;
  bool includesHeadersOf(const Library &L) const;

private:
  struct Cache;
  Entries find(const clang::FunctionDecl &Callee,
               const clang::CXXRecordDecl *ObjectType) const;
  Entries
  constructorsOfBase(const clang::CXXConstructorDecl &Constructor) const;
  bool takes(llvm::ArrayRef<Function::Taken> All,
             const clang::FunctionDecl &Callee,
             const clang::CXXRecordDecl *ObjectType) const;
  Entries declaring(Entries All, const clang::FunctionDecl &Callee) const;
  Entries taking(Entries All, const clang::FunctionDecl &Callee,
                 const clang::CXXRecordDecl *ObjectType) const;
  const ModelSet::ObjectEntry *
  objectOfExactly(const clang::CXXRecordDecl &Class) const;
  Entries fitting(Entries All, unsigned Arguments) const;
  bool isImpostor(const clang::FunctionDecl &Callee) const;
  llvm::ArrayRef<const HandlerClass *>
  handlersOf(const clang::CXXRecordDecl *Class) const;

  const ModelSet &Models;
  clang::ASTContext &Context;
  std::shared_ptr<Cache> Cached;
};

} // namespace nettidy::model

#endif // NETTIDY_LIB_MODEL_MATCHER_H
