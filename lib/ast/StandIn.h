//===-- StandIn.h - Calls where code did not compile -------------*- C++ -*-===//
//
// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef NETTIDY_LIB_AST_STANDIN_H
#define NETTIDY_LIB_AST_STANDIN_H

#include "clang/AST/Decl.h"

namespace nettidy {

/// True for the functions that path/BodyRepair.h calls where the user's code
/// did not compile. No source can declare such a function, and no compiler
/// declares one by itself.
inline bool isStandIn(const clang::FunctionDecl &F) {
  return F.isImplicit() && F.getNumParams() == 0 && F.isVariadic() &&
         F.getType()->isFunctionProtoType() && F.getBuiltinID() == 0;
}

} // namespace nettidy

#endif // NETTIDY_LIB_AST_STANDIN_H
