//===-- CallIndex.h - User code and its modelled calls ----------*- C++ -*-===//
//
// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// One walk over the user code of a translation unit: its function bodies, the
/// modelled calls and constructions in them, and who calls whom. Library code
/// is never entered.
///
//===----------------------------------------------------------------------===//

#ifndef NETTIDY_LIB_AST_CALLINDEX_H
#define NETTIDY_LIB_AST_CALLINDEX_H

#include "model/Matcher.h"
#include "clang/AST/Decl.h"
#include "clang/AST/Expr.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/STLExtras.h"
#include <vector>

namespace nettidy {

/// A place where user code meets a model.
struct ModelledSite {
  /// The CallExpr or CXXConstructExpr, the CallExpr of a factory that builds a
  /// modelled class object (make_unique), the InitListExpr that builds a modelled
  /// struct, or what writes a modelled field: one of these lists, a
  /// BinaryOperator or, for fields of class type, a CXXOperatorCallExpr.
  const clang::Expr *Site = nullptr;
  /// The function that contains the site, or the variable outside all
  /// functions, or the member, whose initialiser does. Canonical.
  const clang::Decl *Owner = nullptr;
  /// What the models say about the callee or constructor; may be empty when
  /// only Built or AssignedField is set.
  model::Matcher::Entries Entries;
  /// The site creates an object of a modelled class.
  const model::ModelSet::ObjectEntry *Built = nullptr;
  const model::Field *AssignedField = nullptr;

  /// With AssignedField: the object whose member is written (the list itself, in
  /// an InitListExpr), and what is put there.
  const clang::Expr *AssignedIn = nullptr;
  const clang::Expr *AssignedValue = nullptr;

  /// The enclosing function; null in the initialiser of a global.
  const clang::FunctionDecl *function() const {
    return llvm::dyn_cast_or_null<clang::FunctionDecl>(Owner);
  }
};

/// The member that an assignment writes, null if it writes anything else, and
/// what it puts there.
const clang::MemberExpr *assignedMember(const clang::Stmt *S);
const clang::Expr *assignedValue(const clang::Stmt *S);

/// Calls \p Visit for each member that braces initialise, with its value.
void forEachInitialised(
    const clang::InitListExpr &List,
    llvm::function_ref<void(const clang::FieldDecl &, const clang::Expr &)>
        Visit);

/// True for the value of a member that the code itself does not write.
bool isLeftToDefault(const clang::Expr &Value, const model::Matcher &Match);

/// A place where one user function runs, or passes on, another.
struct CallSite {
  enum class Kind {
    Call,      ///< called or constructed here
    Destroys,  ///< its object is built here, so its destructor runs later
    Lambda,    ///< a lambda expression whose call operator it is
    Reference, ///< named without being called: given to somebody as a callback
  };
  Kind What = Kind::Call;
  const clang::Expr *Site = nullptr;
  const clang::Decl *Caller = nullptr;         ///< as ModelledSite::Owner
  const clang::FunctionDecl *Callee = nullptr; ///< canonical
  /// Callee overrides what the call names; it may or may not run.
  bool Virtual = false;

  const clang::FunctionDecl *callerFunction() const {
    return llvm::dyn_cast_or_null<clang::FunctionDecl>(Caller);
  }
};

/// What the call \p Edge passes for the parameter that \p E names; null when
/// \p E names none.
const clang::Expr *passedArgument(const clang::Expr *E, const CallSite &Edge);

class CallIndex {
public:
  /// Walks the translation unit, unless it holds no modelled name.
  CallIndex(clang::ASTContext &Context, const model::Matcher &Match);
  ~CallIndex();

  /// User functions with bodies (definitions; instantiations, lambda call
  /// operators and implicit constructors included), in source order.
  llvm::ArrayRef<const clang::FunctionDecl *> functions() const {
    return Functions;
  }
  /// Variables outside functions with an initialiser that calls something.
  llvm::ArrayRef<const clang::VarDecl *> globals() const { return Globals; }

  /// Members with an initialiser in their class that no constructor here takes
  /// up: the class has none of its own and nobody builds it here.
  llvm::ArrayRef<const clang::FieldDecl *> fields() const { return Fields; }

  /// All modelled sites in source order.
  llvm::ArrayRef<ModelledSite> sites() const { return Sites; }
  /// The modelled sites of one function or global (nested lambdas excluded).
  llvm::ArrayRef<ModelledSite> sitesIn(const clang::Decl *Owner) const;
  /// What the index says about this call or construction; null when unmodelled.
  const ModelledSite *site(const clang::Expr *Site) const;

  /// Who calls \p F, and who names it.
  llvm::ArrayRef<CallSite> callersOf(const clang::FunctionDecl *F) const;
  /// Whom \p Owner calls or names, of the user functions with bodies.
  llvm::ArrayRef<CallSite> callsIn(const clang::Decl *Owner) const;

  /// True when a modelled site is in \p F or in what it calls or passes on.
  bool reachesModelled(const clang::FunctionDecl *F) const;
  /// The functions that reach a modelled site, callers before callees where
  /// the call graph has no cycle.
  std::vector<const clang::FunctionDecl *> functionsToAnalyse() const;

  /// The body, with constructor initialisers, in which \p Owner's code stands.
  /// Calls \p Visit with every evaluated statement (outermost first); lambda
  /// bodies are separate owners. Default member initialisers and default
  /// arguments are entered.
  static void
  forEachStatement(const clang::Decl *Owner,
                   llvm::function_ref<void(const clang::Stmt *Node,
                                           const clang::Stmt *Parent)>
                       Visit);
  /// The statement around \p Node within \p Owner; null at the outermost.
  const clang::Stmt *parentOf(const clang::Stmt *Node,
                              const clang::Decl *Owner) const;
  /// The nearest expression or statement around \p Node that is not a
  /// parenthesis, implicit cast, or temporary's bookkeeping.
  const clang::Stmt *significantParent(const clang::Stmt *Node,
                                       const clang::Decl *Owner) const;

  /// The function whose code contains the lambda of this call operator (or the
  /// local class of this method); null otherwise.
  static const clang::FunctionDecl *
  enclosingFunction(const clang::FunctionDecl *F);
  /// Canonical declaration: the key of everything here.
  static const clang::Decl *key(const clang::Decl *D) {
    return D->getCanonicalDecl();
  }

private:
  friend class CallIndexBuilder;
  using Parents = llvm::DenseMap<const clang::Stmt *, const clang::Stmt *>;

  void computeReachability();

  std::vector<const clang::FunctionDecl *> Functions;
  std::vector<const clang::VarDecl *> Globals;
  std::vector<const clang::FieldDecl *> Fields;
  std::vector<ModelledSite> Sites;
  llvm::DenseMap<const clang::Decl *, std::pair<unsigned, unsigned>> SitesOf;
  llvm::DenseMap<const clang::Expr *, unsigned> SiteIndex;
  llvm::DenseMap<const clang::Decl *, std::vector<CallSite>> Callers;
  llvm::DenseMap<const clang::Decl *, std::vector<CallSite>> Callees;
  llvm::DenseMap<const clang::Decl *, const clang::FunctionDecl *> Definitions;
  llvm::DenseSet<const clang::Decl *> Reaching;
  mutable llvm::DenseMap<const clang::Decl *, Parents> ParentMaps;
};

} // namespace nettidy

#endif // NETTIDY_LIB_AST_CALLINDEX_H
