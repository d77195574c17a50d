//===-- BodyRepair.h - Functions that did not compile -----------*- C++ -*-===//
//
// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Code is analysed in editors while it is typed, and on machines that lack
/// some of its headers. The engine stops at the first expression that did not
/// compile, and statements that could not be parsed are not in the tree at all;
/// a release among them would be missed.
///
/// This file stands something in for both: a call to a function that nobody
/// knows, which may do anything to what it is given and return anything.
///
///   ERROR("connect: %s", strerror(errno));   // errno is not declared
///   ERROR("connect: %s", strerror(unknown()));
///
///   close_if(fd, VERSION "/" NAME);          // cannot be parsed
///   unknown(fd, &fd);
///
/// So handles that broken code mentions escape, its conditions go both ways,
/// and a modelled call keeps its meaning where only an argument is broken.
/// The tree is put back as it was in the end.
///
//===----------------------------------------------------------------------===//

#ifndef NETTIDY_LIB_PATH_BODYREPAIR_H
#define NETTIDY_LIB_PATH_BODYREPAIR_H

#include "ast/TranslationUnit.h"
#include "clang/Basic/SourceLocation.h"
#include "llvm/ADT/ArrayRef.h"
#include <memory>

namespace nettidy::path {

class BodyRepair {
public:
  /// Repairs the user's functions in \p TU; before anything else asks for its
  /// facts. \p Errors are the expansion locations of the compiler's errors.
  BodyRepair(TranslationUnit &TU, llvm::ArrayRef<clang::SourceLocation> Errors);
  ~BodyRepair();
  BodyRepair(const BodyRepair &) = delete;
  BodyRepair &operator=(const BodyRepair &) = delete;

  /// True when all that the user wrote in \p F stands in its body, or has a
  /// stand-in there. Paths through other functions mean nothing.
  bool canFollow(const clang::FunctionDecl &F) const;
  /// The definitions that cannot be followed.
  llvm::ArrayRef<const clang::FunctionDecl *> hopeless() const;

private:
  class Editor;
  std::unique_ptr<Editor> Work;
};

} // namespace nettidy::path

#endif // NETTIDY_LIB_PATH_BODYREPAIR_H
