//===-- EmbeddedModels.h - Models compiled into the plugins -----*- C++ -*-===//
//
// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// The definition is generated at build time by EmbedModels.cpp. There are many
/// models, and a translation unit needs few of them, and of these few functions:
/// so each comes with what is needed to tell without reading its YAML.
///
//===----------------------------------------------------------------------===//

#ifndef NETTIDY_LIB_MODEL_EMBEDDEDMODELS_H
#define NETTIDY_LIB_MODEL_EMBEDDEDMODELS_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"
#include <cstdint>

namespace nettidy::model {

/// One row of the list of functions or of an option table, in offsets into the
/// model's text. Numbers alone: pointers would have to be relocated whenever a plugin is loaded.
struct EmbeddedRow {
  uint32_t Begin, End; ///< whole lines
  uint32_t Lines;
  uint32_t NamesBegin, NamesEnd; ///< in EmbeddedModel::Names
};

struct EmbeddedModel {
  llvm::StringRef File; ///< without a folder
  llvm::StringRef Text;
  llvm::StringRef Library;
  llvm::StringRef Headers; ///< endings of paths, each followed by a newline
  /// The canonical names of all that the model describes, under all of its
  /// namespaces, each followed by a newline.
  llvm::StringRef Names;
  /// The rows that can be left out where none of their names occurs.
  llvm::ArrayRef<EmbeddedRow> Rows;
};

/// Every model in lib/models/, in alphabetical order.
llvm::ArrayRef<EmbeddedModel> embeddedModels();

} // namespace nettidy::model

#endif // NETTIDY_LIB_MODEL_EMBEDDEDMODELS_H
