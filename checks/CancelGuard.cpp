//===-- CancelGuard.cpp - A fix for handlers of cancelled waits -----------===//
//
// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "CancelGuard.h"
#include "clang/AST/ASTContext.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Lex/Lexer.h"

using namespace clang;

namespace nettidy {

llvm::SmallVector<FixItHint, 2> cancelGuard(const Callback &Handler,
                                            unsigned Index,
                                            ASTContext &Context) {
  const LambdaExpr *Lambda = Handler.Lambda;
  if (!Lambda)
    return {};
  // What is written; an instance of a generic lambda has no text of its own.
  const CXXMethodDecl *Operator = Lambda->getCallOperator();
  const auto *Body = dyn_cast<CompoundStmt>(Lambda->getBody());
  if (!Body || Index >= Operator->getNumParams() || !Handler.Function ||
      !Handler.Function->getReturnType()->isVoidType())
    return {};
  const ParmVarDecl *Parameter = Operator->getParamDecl(Index);
  QualType Type = Handler.parameter(Index)
                      ? Handler.parameter(Index)->getType()
                      : Parameter->getType();
  // A number or a flag says it in a way of its own.
  if (!Type.getNonReferenceType()->isRecordType() || Parameter->isParameterPack())
    return {};
  SourceLocation Open = Body->getLBracLoc(), End = Parameter->getEndLoc();
  if (Open.isMacroID() || End.isMacroID() || Parameter->getBeginLoc().isMacroID())
    return {};
  const SourceManager &Sources = Context.getSourceManager();
  llvm::SmallVector<FixItHint, 2> Fixes;
  std::string Name = Parameter->getNameAsString();
  if (Name.empty()) {
    Name = "Error";
    // Nothing else may have this name.
    StringRef Text = Lexer::getSourceText(
        CharSourceRange::getTokenRange(Lambda->getSourceRange()), Sources,
        Context.getLangOpts());
    if (Text.contains(Name))
      return {};
    SourceLocation After =
        Lexer::getLocForEndOfToken(End, 0, Sources, Context.getLangOpts());
    bool Glued = Parameter->getType()->isReferenceType();
    Fixes.push_back(
        FixItHint::CreateInsertion(After, (Glued ? "" : " ") + Name));
  }
  bool OneLine = Sources.getSpellingLineNumber(Open) ==
                 Sources.getSpellingLineNumber(Body->getRBracLoc());
  std::string Guard = "if (" + Name + ") return;";
  if (!OneLine && !Body->body_empty()) {
    SourceLocation First = Body->body_front()->getBeginLoc();
    if (First.isMacroID())
      return {};
    unsigned Column = Sources.getSpellingColumnNumber(First);
    std::string Indent(Column - 1, ' ');
    Fixes.push_back(FixItHint::CreateInsertion(
        First, "if (" + Name + ")\n" + Indent + "  return;\n" + Indent));
    return Fixes;
  }
  Fixes.push_back(
      FixItHint::CreateInsertion(Open.getLocWithOffset(1), " " + Guard));
  return Fixes;
}

} // namespace nettidy
