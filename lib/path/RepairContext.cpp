//===-- RepairContext.cpp -------------------------------------------------===//
//
// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "path/RepairContext.h"
#include "clang/Lex/Lexer.h"

using namespace clang;

namespace nettidy::path {

RepairContext::RepairContext(TranslationUnit &TU,
                             ArrayRef<SourceLocation> Locations)
    : TU(TU), Context(TU.context()), Sources(TU.sources()), Make(Context) {
  for (SourceLocation L : Locations)
    Errors.push_back(Sources.getDecomposedLoc(Sources.getFileLoc(L)));
}

void RepairContext::set(Stmt *&Slot, Stmt *New) {
  if (Slot == New)
    return;
  Undo.push_back([&Slot, Old = Slot] { Slot = Old; });
  Slot = New;
}

void RepairContext::setInit(VarDecl &V, Expr *Init) {
  Undo.push_back([&V, Old = V.getInit()] { V.setInit(Old); });
  V.setInit(Init);
}

void RepairContext::setBody(FunctionDecl &F, Stmt *Body) {
  Undo.push_back([&F, Old = F.getBody()] { F.setBody(Old); });
  F.setBody(Body);
}

void RepairContext::undoTo(size_t Changes) {
  while (Undo.size() > Changes) {
    Undo.back()();
    Undo.pop_back();
  }
}

Stretch RepairContext::stretch(SourceRange Range) const {
  SourceLocation Begin = Range.getBegin(), End = Range.getEnd();
  if (Begin.isInvalid() || End.isInvalid())
    return {};
  Begin = Sources.getFileLoc(Begin);
  while (End.isMacroID())
    End = Sources.isMacroArgExpansion(End)
              ? Sources.getImmediateSpellingLoc(End)
              : Sources.getImmediateExpansionRange(End).getEnd();
  auto [File, First] = Sources.getDecomposedLoc(Begin);
  auto [LastFile, Last] = Sources.getDecomposedLoc(End);
  if (File != LastFile || Last < First)
    return {};
  unsigned Length =
      Lexer::MeasureTokenLength(End, Sources, Context.getLangOpts());
  return {File, First, Last + Length};
}

LostText RepairContext::text(const Stretch &Where) const {
  return LostText(Sources, Context.getLangOpts(), Where.File, Where.Begin,
                  Where.End);
}

char RepairContext::charAt(FileID File, unsigned Offset) const {
  StringRef Buffer = Sources.getBufferData(File);
  return Offset < Buffer.size() ? Buffer[Offset] : 0;
}

SourceLocation RepairContext::locate(FileID File, unsigned Offset) const {
  return Sources.getLocForStartOfFile(File).getLocWithOffset(Offset);
}

llvm::SmallVector<unsigned, 8>
RepairContext::errorsIn(const Stretch &Where) const {
  llvm::SmallVector<unsigned, 8> Result;
  for (const auto &[File, Offset] : Errors)
    if (File == Where.File && Offset >= Where.Begin && Offset <= Where.End)
      Result.push_back(Offset);
  return Result;
}

} // namespace nettidy::path
