//===-- TidyRegistry.h - Where clang-tidy keeps its modules -----*- C++ -*-===//
//
// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef NETTIDY_LIB_COMPAT_TIDYREGISTRY_H
#define NETTIDY_LIB_COMPAT_TIDYREGISTRY_H

#include "llvm/Config/llvm-config.h"

// From LLVM 22 the registry stands in ClangTidyModule.h, and the old header
// only warns.
#if LLVM_VERSION_MAJOR < 22
#include "clang-tidy/ClangTidyModuleRegistry.h"
#else
#include "clang-tidy/ClangTidyModule.h"
#endif

#endif // NETTIDY_LIB_COMPAT_TIDYREGISTRY_H
