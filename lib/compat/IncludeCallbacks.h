//===-- IncludeCallbacks.h - What the preprocessor included --- -*- C++ -*-===//
//
// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef NETTIDY_LIB_COMPAT_INCLUDECALLBACKS_H
#define NETTIDY_LIB_COMPAT_INCLUDECALLBACKS_H

#include "clang/Basic/SourceManager.h"
#include "clang/Basic/Version.h"
#include "clang/Lex/PPCallbacks.h"

namespace nettidy::compat {

/// Preprocessor callbacks for inclusion, with the same form in every LLVM.
class IncludeCallbacks : public clang::PPCallbacks {
public:
  /// \p SearchPath is the folder in which the file was found; empty when there
  /// is no such file, or none was needed.
  virtual void included(clang::SourceLocation Where, llvm::StringRef Name,
                        bool IsAngled, bool Found,
                        llvm::StringRef SearchPath) = 0;

private:
#if CLANG_VERSION_MAJOR >= 19
  void InclusionDirective(clang::SourceLocation Where, const clang::Token &,
                          llvm::StringRef Name, bool IsAngled,
                          clang::CharSourceRange,
                          clang::OptionalFileEntryRef File,
                          llvm::StringRef SearchPath, llvm::StringRef,
                          const clang::Module *, bool,
                          clang::SrcMgr::CharacteristicKind) override {
    included(Where, Name, IsAngled, File.has_value(), SearchPath);
  }
#else
  void InclusionDirective(clang::SourceLocation Where, const clang::Token &,
                          llvm::StringRef Name, bool IsAngled,
                          clang::CharSourceRange,
                          clang::OptionalFileEntryRef File,
                          llvm::StringRef SearchPath, llvm::StringRef,
                          const clang::Module *,
                          clang::SrcMgr::CharacteristicKind) override {
    included(Where, Name, IsAngled, File.has_value(), SearchPath);
  }
#endif
};

/// Calls \p Each with the name and the text of every file that was read.
template <typename Callback>
void forEachFileRead(const clang::SourceManager &Sources, Callback Each) {
  for (auto I = Sources.fileinfo_begin(), E = Sources.fileinfo_end(); I != E;
       ++I) {
    const clang::SrcMgr::ContentCache *Content = I->second;
    if (!Content)
      continue;
    auto Buffer = Content->getBufferIfLoaded();
    if (!Buffer)
      continue;
#if CLANG_VERSION_MAJOR >= 19
    Each(I->first.getName(), Buffer->getBuffer());
#else
    Each(I->first->getName(), Buffer->getBuffer());
#endif
  }
}

} // namespace nettidy::compat

#endif // NETTIDY_LIB_COMPAT_INCLUDECALLBACKS_H
