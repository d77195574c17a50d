//===-- ClangdProvider.h - What clangd asks for a file's checks -*- C++ -*-===//
//
// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// clangd's headers are in no package; this declares the one type of them that we
/// name.
///
//===----------------------------------------------------------------------===//

#ifndef NETTIDY_LIB_COMPAT_CLANGDPROVIDER_H
#define NETTIDY_LIB_COMPAT_CLANGDPROVIDER_H

#include "clang-tidy/ClangTidyOptions.h"
#include "llvm/ADT/FunctionExtras.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Config/llvm-config.h"

namespace nettidy::compat {

/// What `clangd::provideDefaultChecks` returns.
#if LLVM_VERSION_MAJOR >= 20
using ClangdProvider =
    llvm::unique_function<void(clang::tidy::ClangTidyOptions &, llvm::StringRef)
                              const>;
#else
using ClangdProvider =
    llvm::function_ref<void(clang::tidy::ClangTidyOptions &, llvm::StringRef)>;
#endif

} // namespace nettidy::compat

#endif // NETTIDY_LIB_COMPAT_CLANGDPROVIDER_H
