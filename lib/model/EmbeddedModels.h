//===-- EmbeddedModels.h - Models compiled into the plugins -----*- C++ -*-===//
//
// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef NETTIDY_LIB_MODEL_EMBEDDEDMODELS_H
#define NETTIDY_LIB_MODEL_EMBEDDEDMODELS_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"
#include <utility>

namespace nettidy::model {

/// File name and text of every model in lib/models/, in alphabetical order.
/// The definition is generated at build time.
llvm::ArrayRef<std::pair<llvm::StringRef, llvm::StringRef>>
embeddedModelTexts();

} // namespace nettidy::model

#endif // NETTIDY_LIB_MODEL_EMBEDDEDMODELS_H
