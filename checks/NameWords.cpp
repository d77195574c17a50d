//===-- NameWords.cpp -----------------------------------------------------===//
//
// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "NameWords.h"
#include "clang/Basic/CharInfo.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallVector.h"
#include <string>

using namespace clang;
using namespace llvm;

namespace nettidy {

namespace {

/// Somewhere in the name, as part of another word, too.
bool hasWord(StringRef Name, ArrayRef<StringRef> Words) {
  std::string Lower = Name.lower();
  return llvm::any_of(
      Words, [&](StringRef Word) { return StringRef(Lower).contains(Word); });
}

/// The words of `log_error`, `logError` and `LOG_ERROR`, in lower case.
llvm::SmallVector<std::string, 4> wordsOf(StringRef Name) {
  llvm::SmallVector<std::string, 4> Words(1);
  for (size_t I = 0; I < Name.size(); ++I) {
    bool Starts = isUppercase(Name[I]) && I > 0 && isLowercase(Name[I - 1]);
    if ((Starts || Name[I] == '_') && !Words.back().empty())
      Words.emplace_back();
    if (Name[I] != '_')
      Words.back() += toLowercase(Name[I]);
  }
  return Words;
}

} // namespace

bool hasWholeWord(StringRef Name, ArrayRef<StringRef> Words) {
  return llvm::any_of(wordsOf(Name), [&](StringRef Word) {
    return llvm::is_contained(Words, Word);
  });
}

bool mayWait(StringRef Name) {
  return hasWord(Name, {"sleep",   "wait",    "delay", "pause",   "yield",
                        "poll",    "select",  "join",  "backoff", "throttle",
                        "lock",    "acquire", "recv",  "receive", "read",
                        "getc",    "gets",    "scanf", "getline", "suspend",
                        "run_one", "run_for", "exec",  "process", "iterat"});
}

bool onlyTells(StringRef Name) {
  return hasWholeWord(Name, {"log", "logger", "print", "printf", "warn",
                             "warning", "error", "debug", "info", "trace",
                             "notice", "strerror"});
}

bool saysSuccess(StringRef Name) {
  return hasWholeWord(Name,
                      {"ok", "success", "successful", "succeeded", "ready",
                       "connected", "valid", "value", "open", "good"});
}

bool saysFailure(StringRef Name) {
  return hasWholeWord(
      Name, {"fail", "failed", "failure", "error", "err", "errc", "empty"});
}

bool saysUnreachable(StringRef Name) {
  return hasWord(Name, {"connect", "conn_", "resolve", "refused", "unavailable",
                        "unreachable", "network", "closed", "lost", "reset"}) &&
         !hasWholeWord(Name, {"connected", "ok"});
}

bool asksForTime(StringRef Name) {
  return hasWord(Name,
                 {"now", "time", "clock", "elapsed", "expire", "deadline"});
}

} // namespace nettidy
