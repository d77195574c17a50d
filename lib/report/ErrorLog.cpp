//===-- ErrorLog.cpp ------------------------------------------------------===//
//
// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "report/ErrorLog.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Lex/LexDiagnostic.h"

using namespace clang;

namespace nettidy {

ErrorLog::ErrorLog(DiagnosticsEngine &Diags)
    : Diags(Diags), Consumer(Diags.getClient()),
      OwnedConsumer(Diags.takeClient()),
      FatalsWereErrors(Diags.getFatalsAsError()) {
  Diags.setClient(this, /*ShouldOwnClient=*/false);
  // After a fatal error, a missing header above all, Clang keeps all further
  // errors to itself and stops to instantiate templates.
  Diags.setFatalsAsError(true);
}

void ErrorLog::stop() {
  if (!std::exchange(Listening, false))
    return;
  bool Owned = OwnedConsumer.release() != nullptr;
  Diags.setClient(Consumer, Owned);
  Diags.setFatalsAsError(FatalsWereErrors);
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
  if (!AfterMissingHeader || FatalsWereErrors)
    Consumer->HandleDiagnostic(Level, Info);
  // What follows from the missing header is noise that the user would not have
  // seen without us.
  if (Info.getID() == diag::err_pp_file_not_found)
    AfterMissingHeader = true;
}

} // namespace nettidy
