//===-- Precompiled.h - Clang's headers, read once --------------*- C++ -*-===//
//
// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Compiled once per build. Every source still includes what it uses: without
/// this header (CMAKE_DISABLE_PRECOMPILE_HEADERS) it compiles as well.
///
//===----------------------------------------------------------------------===//

#ifndef NETTIDY_LIB_COMPAT_PRECOMPILED_H
#define NETTIDY_LIB_COMPAT_PRECOMPILED_H

#include "clang/AST/ASTContext.h"
#include "clang/AST/ParentMapContext.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "clang/Frontend/CompilerInstance.h"
#include "clang/Lex/Preprocessor.h"
#include "clang/StaticAnalyzer/Core/BugReporter/BugType.h"
#include "clang/StaticAnalyzer/Core/Checker.h"
#include "clang/StaticAnalyzer/Core/PathSensitive/CallEvent.h"
#include "clang/StaticAnalyzer/Core/PathSensitive/CheckerContext.h"
#include "clang/StaticAnalyzer/Core/PathSensitive/ExprEngine.h"

#endif // NETTIDY_LIB_COMPAT_PRECOMPILED_H
