//===-- BrokenTypes.h - Classes that have no layout -------------*- C++ -*-===//
//
// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// The engine asks where a field lies within its class. Where a base or a field
/// did not compile, the answer takes the compiler down, or for ever:
///
///   struct Session : MissingBase { Session Inner; };
///
/// A member whose type is declared but nowhere defined gets an empty definition,
/// so that the class around it has a layout.
///
//===----------------------------------------------------------------------===//

#ifndef NETTIDY_LIB_PATH_BROKENTYPES_H
#define NETTIDY_LIB_PATH_BROKENTYPES_H

#include "clang/AST/Decl.h"
#include "llvm/ADT/DenseMap.h"

namespace nettidy::path {

class BrokenTypes {
public:
  /// Has \p Record count as one of them.
  void add(const clang::RecordDecl &Record) { Known[&Record] = true; }
  /// True when a value of type \p T, or what it points to, has no layout.
  bool isBroken(clang::QualType T);
  /// True when the code of \p F handles such values.
  bool areUsedIn(const clang::FunctionDecl &F);

private:
  bool isBroken(const clang::RecordDecl &Record);

  /// A class in work counts as broken: one that contains itself is.
  llvm::DenseMap<const clang::RecordDecl *, bool> Known;
};

} // namespace nettidy::path

#endif // NETTIDY_LIB_PATH_BROKENTYPES_H
