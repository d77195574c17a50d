//===-- ErrorLog.cpp ------------------------------------------------------===//
//
// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "report/ErrorLog.h"
#include "clang/Basic/DiagnosticSema.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Lex/LexDiagnostic.h"

using namespace clang;

namespace nettidy {

ErrorLog::ErrorLog(DiagnosticsEngine &Diags)
    : Diags(Diags), Consumer(Diags.getClient()),
      OwnedConsumer(Diags.takeClient()),
      FatalsWereErrors(Diags.getFatalsAsError()),
      ErrorLimit(Diags.getDiagnosticOptions().ErrorLimit) {
  Diags.setClient(this, /*ShouldOwnClient=*/false);
  // After a fatal error, a missing header above all, Clang keeps all further
  // errors to itself and stops to instantiate templates.
  Diags.setFatalsAsError(true);
  // Likewise after the first twenty or so.
  Diags.setErrorLimit(0);
}

void ErrorLog::stop() {
  if (!std::exchange(Listening, false))
    return;
  bool Owned = OwnedConsumer.release() != nullptr;
  Diags.setClient(Consumer, Owned);
  Diags.setFatalsAsError(FatalsWereErrors);
  Diags.setErrorLimit(ErrorLimit);
}

void ErrorLog::BeginSourceFile(const LangOptions &Language,
                               const Preprocessor *PP) {
  Consumer->BeginSourceFile(Language, PP);
}

void ErrorLog::EndSourceFile() { Consumer->EndSourceFile(); }

void ErrorLog::finish() { Consumer->finish(); }

bool ErrorLog::IncludeInDiagnosticCounts() const {
  return Consumer->IncludeInDiagnosticCounts();
}

void ErrorLog::HandleDiagnostic(DiagnosticsEngine::Level Level,
                                const Diagnostic &Info) {
  if (Level >= DiagnosticsEngine::Error && Info.hasSourceManager() &&
      Info.getLocation().isValid())
    Locations.push_back(
        Info.getSourceManager().getExpansionLoc(Info.getLocation()));
  // What follows from a missing header, or comes after very many errors, the
  // user would not have seen without us.
  if (Level >= DiagnosticsEngine::Error && ErrorLimit &&
      ++ErrorCount > ErrorLimit + 1)
    Enough = true;
  if (!Enough)
    Consumer->HandleDiagnostic(Level, Info);
  if (Info.getID() == diag::err_pp_file_not_found && !FatalsWereErrors)
    Enough = true;
  // A template that instantiates itself without end must not be tried again
  // and again: the second such error is fatal, as it was meant to be.
  if (Info.getID() == diag::err_template_recursion_depth_exceeded)
    Diags.setFatalsAsError(FatalsWereErrors);
}

} // namespace nettidy
