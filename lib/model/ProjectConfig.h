//===-- ProjectConfig.h - The project's .nettidy.yaml -----------*- C++ -*-===//
//
// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// A project says once, in a `.nettidy.yaml` in its root, which models and
/// options its sources need:
///
/// \code{.yaml}
///   models: [tools/our-rpc.yaml]
///   options:
///     net-client-per-call.Evidence: loop
/// \endcode
///
//===----------------------------------------------------------------------===//

#ifndef NETTIDY_LIB_MODEL_PROJECTCONFIG_H
#define NETTIDY_LIB_MODEL_PROJECTCONFIG_H

#include "model/ModelSet.h"
#include <utility>

namespace nettidy::model {

struct ProjectConfig {
  /// The file; empty when there is none.
  std::string File;
  /// Paths of model files, relative ones already joined to the file's folder.
  std::vector<std::string> Models;
  /// `check-name.Option` and its text.
  std::vector<std::pair<std::string, std::string>> Options;
};

/// Reads the nearest `.nettidy.yaml` beside or above \p SourceFile. Appends
/// problems; what has none still counts.
ProjectConfig findProjectConfig(llvm::StringRef SourceFile,
                                std::vector<ModelDiagnostic> &Problems);

/// Reads the text of such a file. \p File is its path.
ProjectConfig parseProjectConfig(llvm::StringRef Text, llvm::StringRef File,
                                 std::vector<ModelDiagnostic> &Problems);

} // namespace nettidy::model

#endif // NETTIDY_LIB_MODEL_PROJECTCONFIG_H
