//===-- Wrappers.cpp - Classes that stand for what they hold ----*- C++ -*-===//
//
// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ast/Wrappers.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;

namespace nettidy {

static bool hasArrow(const CXXRecordDecl *Class) {
  if (!Class || !Class->hasDefinition())
    return false;
  if (llvm::any_of(Class->methods(), [](const CXXMethodDecl *Method) {
        return Method->getOverloadedOperator() == OO_Arrow;
      }))
    return true;
  return llvm::any_of(Class->bases(), [](const CXXBaseSpecifier &Base) {
    return hasArrow(Base.getType()->getAsCXXRecordDecl());
  });
}

bool isLibraryWrapper(const CXXRecordDecl *Class, const model::Matcher &Match) {
  return Class && Match.isLibraryCode(Class->getLocation()) && hasArrow(Class);
}

llvm::StringRef plainName(const FunctionDecl *F) {
  return F && F->getDeclName().isIdentifier() ? F->getName()
                                              : llvm::StringRef();
}

bool passesThrough(const FunctionDecl *F) {
  if (!F || !F->isInStdNamespace() || isa<CXXMethodDecl>(F))
    return false;
  llvm::StringRef Name = plainName(F);
  return Name == "move" || Name == "forward" || Name == "addressof" ||
         Name == "ref" || Name == "cref" || Name == "as_const" ||
         Name == "make_optional" || Name.ends_with("_pointer_cast");
}

} // namespace nettidy
