//===-- MissingTimeoutCheck.h --------------------------------- -*- C++ -*-===//
//
// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef NETTIDY_CHECKS_MISSINGTIMEOUTCHECK_H
#define NETTIDY_CHECKS_MISSINGTIMEOUTCHECK_H

#include "NetCheck.h"
#include "llvm/ADT/SmallPtrSet.h"

namespace nettidy {

struct ModelledSite;
struct StorageClass;

/// Finds requests that can wait for ever, because no bound was set on any way
/// that leads to them or because the bound is the value that means "infinite".
///
///   CURL *Handle = curl_easy_init();
///   curl_easy_setopt(Handle, CURLOPT_URL, URL);
///   curl_easy_perform(Handle); // hangs when the peer stalls
class MissingTimeoutCheck final : public NetCheck {
public:
  llvm::StringRef name() const override { return "net-missing-timeout"; }
  llvm::StringRef summary() const override {
    return "Finds requests that can wait for ever, because no bound was set "
           "on any way that leads to them or because the bound is the value "
           "that means \"infinite\".";
  }
  void readOptions(OptionReader &Options) override;
  bool usesPaths() const override { return true; }
  void onRequest(path::RequestEvent &Event) override;
  void checkTranslationUnit(TranslationUnit &TU, FindingSink &Sink) override;

private:
  /// Whether the check asks any bound of \p R.
  bool asksFor(const model::Request &R) const {
    return BlockingCalls || R.Ineffective.empty();
  }
  void checkHiddenClient(TranslationUnit &TU, const ModelledSite &Site,
                         const model::Function &Callee, FindingSink &Sink);
  /// Ask calls for a bound, too, that do not honour the timeout of their object.
  bool BlockingCalls = false;
  /// What was reported, by the storage that keeps the object: once per client.
  llvm::SmallPtrSet<const StorageClass *, 8> Reported;
  /// And by the place that acquired it, for other functions that ask there.
  llvm::SmallPtrSet<const clang::Expr *, 8> ReportedAcquires;
  /// Clients of calls that nothing can bound.
  llvm::SmallPtrSet<const clang::Decl *, 8> Unbounded;
};

} // namespace nettidy

#endif // NETTIDY_CHECKS_MISSINGTIMEOUTCHECK_H
