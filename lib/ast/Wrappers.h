//===-- Wrappers.h - Classes that stand for what they hold ------*- C++ -*-===//
//
// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef NETTIDY_LIB_AST_WRAPPERS_H
#define NETTIDY_LIB_AST_WRAPPERS_H

#include "model/Matcher.h"
#include "clang/AST/DeclCXX.h"

namespace nettidy {

/// True for smart pointers, optionals and the like: library classes with an
/// `operator->` of their own or of a base.
bool isLibraryWrapper(const clang::CXXRecordDecl *Class,
                      const model::Matcher &Match);

/// The function's name when it is a plain identifier, else empty.
llvm::StringRef plainName(const clang::FunctionDecl *F);

/// std::move, std::forward and others whose result is their first argument.
bool passesThrough(const clang::FunctionDecl *F);

} // namespace nettidy

#endif // NETTIDY_LIB_AST_WRAPPERS_H
