//===-- CheckPages.cpp ----------------------------------------------------===//
//
// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "gate/CheckPages.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/Twine.h"

using namespace llvm;

namespace nettidy::gate {

StringRef CheckPage::summary() const {
  return Text.take_front(Text.find('\n'));
}

std::string CheckPage::section(StringRef Heading) const {
  std::string Line = ("\n## " + Twine(Heading) + "\n").str();
  size_t Begin = Text.find(Line);
  if (Begin == StringRef::npos)
    return "";
  StringRef Rest = Text.drop_front(Begin + Line.size());
  return Rest.take_front(Rest.find("\n## ")).trim().str();
}

const CheckPage *checkPage(StringRef Name) {
  for (const CheckPage &Page : checkPages())
    if (Page.Name == Name)
      return &Page;
  return nullptr;
}

const CheckClass &checkClass(StringRef Name) {
  static const CheckClass Classes[] = {
      {"net-client-per-call", Impact::Waste, {400, 405}},
      {"net-disabled-keep-alive", Impact::Waste, {400, 405}},
      {"net-disabled-tls-verification", Impact::Danger, {295}},
      {"net-missing-timeout", Impact::Stall, {1088, 400}},
      {"net-retry-without-backoff", Impact::Stall, {799, 400}},
      {"net-timer-callback-lifetime", Impact::Danger, {416, 825}},
      {"net-unbounded-accept", Impact::Stall, {770, 400}},
      {"net-unbounded-pool", Impact::Stall, {770, 400}},
      {"net-unchecked-timer-error", Impact::Stall, {252, 754}},
      {"net-unclosed-connection", Impact::Leak, {772, 404}},
      {"net-unclosed-response", Impact::Leak, {772, 404, 401}},
      {"net-undrained-response", Impact::Leak, {404, 459}},
      {"net-unpropagated-deadline", Impact::Stall, {1088, 400}},
      {"net-unstopped-timer", Impact::Leak, {772, 404}},
      {"net-use-after-close", Impact::Danger, {416, 672, 415}},
  };
  static const CheckClass Other{"", Impact::Stall, {}};
  for (const CheckClass &Class : Classes)
    if (Class.Name == Name)
      return Class;
  return Other;
}

std::string checkUrl(StringRef Name) {
  if (!checkPage(Name) || StringRef(NETTIDY_HOMEPAGE).empty())
    return "";
  return (Twine(NETTIDY_HOMEPAGE "/blob/main/docs/checks/") + Name + ".md")
      .str();
}

} // namespace nettidy::gate
