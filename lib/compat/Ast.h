//===-- Ast.h - AST interfaces that changed ---------------------*- C++ -*-===//
//
// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef NETTIDY_LIB_COMPAT_AST_H
#define NETTIDY_LIB_COMPAT_AST_H

#include "clang/AST/ASTContext.h"
#include "clang/AST/Decl.h"
#include "clang/AST/ExprCXX.h"
#include "clang/Basic/Version.h"

namespace nettidy::compat {

inline bool isPureVirtual(const clang::FunctionDecl *F) {
#if CLANG_VERSION_MAJOR >= 18
  return F->isPureVirtual();
#else
  return F->isPure();
#endif
}

inline clang::QualType recordType(const clang::ASTContext &Context,
                                  const clang::RecordDecl &Record) {
#if CLANG_VERSION_MAJOR >= 22
  return Context.getCanonicalTagType(&Record);
#else
  return Context.getRecordType(&Record);
#endif
}

inline clang::CXXThisExpr *implicitThis(const clang::ASTContext &Context,
                                        clang::SourceLocation Where,
                                        clang::QualType Type) {
#if CLANG_VERSION_MAJOR >= 18
  return clang::CXXThisExpr::Create(Context, Where, Type, /*IsImplicit=*/true);
#else
  return new (Context) clang::CXXThisExpr(Where, Type, /*IsImplicit=*/true);
#endif
}

} // namespace nettidy::compat

#endif // NETTIDY_LIB_COMPAT_AST_H
