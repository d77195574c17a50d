//===-- ClangdMain.cpp ----------------------------------------------------===//
//
// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

///
/// \file
/// `nettidy-clangd`: the clangd of this LLVM with our checks built in, as clangd
/// loads no plugins. They run while one types, without any configuration, and the
/// links of their diagnostics lead to our pages.
///
/// clangd has no interface for this, so that some of its functions are wrapped when
/// it is linked: the one that tells fast checks, the one that knows the default
/// checks, and those that write diagnostics for the editor.
///
//===----------------------------------------------------------------------===//

#include "compat/ClangdProvider.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/JSON.h"
#include "llvm/Support/Path.h"
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace clang::clangd {

int clangdMain(int Count, char *Arguments[]);

struct PublishDiagnosticsParams;
struct CodeAction;

/// Only a null pointer to it is ever made: the client for remote indexes, with
/// all that it needs of gRPC, is left out.
class SymbolIndex {
public:
  virtual ~SymbolIndex() = default;
};

namespace remote {
std::unique_ptr<SymbolIndex> getClient(llvm::StringRef, llvm::StringRef) {
  return nullptr;
}
} // namespace remote
} // namespace clang::clangd

static bool isOwn(llvm::StringRef Check) {
  return Check.take_front(4) == "net-";
}

// clangd::isFastTidyCheck: whether a check is cheap enough for every keystroke.
// clangd has a table; nothing is known there of ours.
std::optional<bool> originalIsFast(llvm::StringRef Check) asm(
    "__real__ZN5clang6clangd15isFastTidyCheckEN4llvm9StringRefE");
std::optional<bool> isFast(llvm::StringRef Check) asm(
    "__wrap__ZN5clang6clangd15isFastTidyCheckEN4llvm9StringRefE");
std::optional<bool> isFast(llvm::StringRef Check) {
  return isOwn(Check) ? true : originalIsFast(Check);
}

/// All our checks but those that the project removes; if it names some of them, those.
static void addOwnChecks(std::string &Checks) {
  llvm::SmallVector<llvm::StringRef, 16> Items;
  llvm::SplitString(Checks, Items, ",\n");
  std::string Own = ",net-*";
  for (llvm::StringRef Item : Items) {
    Item = Item.trim();
    if (isOwn(Item))
      return;
    if (Item.take_front(1) == "-" && isOwn(Item.drop_front()))
      Own += "," + Item.str();
  }
  Checks += Own;
}

using clang::tidy::ClangTidyOptions;
using nettidy::compat::ClangdProvider;

// clangd::provideDefaultChecks: asked last, after the configuration of the project.
ClangdProvider originalDefaultChecks() asm(
    "__real__ZN5clang6clangd20provideDefaultChecksEv");
ClangdProvider defaultChecks() asm(
    "__wrap__ZN5clang6clangd20provideDefaultChecksEv");
ClangdProvider defaultChecks() {
  static const ClangdProvider Original = originalDefaultChecks();
  static const auto Provide = [](ClangTidyOptions &Options,
                                 llvm::StringRef File) {
    Original(Options, File);
    std::string Checks = Options.Checks.value_or("");
    addOwnChecks(Checks);
    Options.Checks = Checks;
  };
  return Provide;
}

// clangd makes the link of a diagnostic from its name and clang-tidy's site. The
// function that does is bound within its own file, and cannot be replaced; what
// is sent to the editor can be corrected.

/// Where the pages lie: beside this program's folder, in a build folder as where it
/// is installed.
static std::string &pagesFolder() {
  static std::string Folder;
  return Folder;
}

static std::string pageLink(llvm::StringRef Check) {
  llvm::StringRef Home = NETTIDY_HOMEPAGE;
  if (!Home.empty())
    return (Home + "/blob/main/docs/checks/" + Check + ".md").str();
  std::string Page = pagesFolder() + "/" + Check.str() + ".md";
  if (!llvm::sys::fs::exists(Page))
    return "";
  std::string Link = "file://";
  for (unsigned char C : Page)
    if (llvm::isAlnum(C) || llvm::StringRef("-._~/+@").contains(C))
      Link += C;
    else
      Link += "%" + llvm::utohexstr(C, /*LowerCase=*/false, /*Width=*/2);
  return Link;
}

/// Corrects the links in the diagnostics of a message. A link that is not known is
/// left out, which is better than a wrong one.
static llvm::json::Value withOwnLinks(llvm::json::Value Message) {
  llvm::json::Object *Parameters = Message.getAsObject();
  llvm::json::Array *Diagnostics =
      Parameters ? Parameters->getArray("diagnostics") : nullptr;
  if (!Diagnostics)
    return Message;
  for (llvm::json::Value &Item : *Diagnostics) {
    llvm::json::Object *Diagnostic = Item.getAsObject();
    llvm::StringRef Check;
    if (Diagnostic)
      Check = Diagnostic->getString("code").value_or("");
    if (!isOwn(Check))
      continue;
    std::string Link = pageLink(Check);
    if (Link.empty())
      Diagnostic->erase("codeDescription");
    else
      (*Diagnostic)["codeDescription"] = llvm::json::Object{{"href", Link}};
  }
  return Message;
}

#define NETTIDY_WRAP_JSON(TYPE, NAME)                                          \
  llvm::json::Value original##TYPE(const clang::clangd::TYPE &) asm(           \
      "__real_" NAME);                                                         \
  llvm::json::Value written##TYPE(const clang::clangd::TYPE &) asm(            \
      "__wrap_" NAME);                                                         \
  llvm::json::Value written##TYPE(const clang::clangd::TYPE &Message) {        \
    return withOwnLinks(original##TYPE(Message));                              \
  }
NETTIDY_WRAP_JSON(PublishDiagnosticsParams,
                  "_ZN5clang6clangd6toJSONERKNS0_24PublishDiagnosticsParamsE")
NETTIDY_WRAP_JSON(CodeAction, "_ZN5clang6clangd6toJSONERKNS0_10CodeActionE")

int main(int Count, char *Arguments[]) {
  llvm::SmallString<256> Pages(llvm::sys::fs::getMainExecutable(
      Arguments[0], reinterpret_cast<void *>(&clang::clangd::clangdMain)));
  llvm::sys::path::remove_filename(Pages);
  llvm::sys::path::append(Pages, "..", "docs", "checks");
  llvm::sys::path::remove_dots(Pages, /*remove_dot_dot=*/true);
  pagesFolder() = Pages.str().str();

  static std::string OwnHeaders = "--resource-dir=" NETTIDY_RESOURCE_DIR;
  std::vector<char *> Words(Arguments, Arguments + Count);
  if (llvm::sys::fs::is_directory(NETTIDY_RESOURCE_DIR))
    Words.insert(Words.begin() + 1, OwnHeaders.data());
  Words.push_back(nullptr);
  return clang::clangd::clangdMain(Words.size() - 1, Words.data());
}
