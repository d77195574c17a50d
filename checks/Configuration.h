//===-- Configuration.h - What a run is told --------------------*- C++ -*-===//
//
// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// What the two hosts have in common in their configuration: the project's
/// `.nettidy.yaml`, the models in force and the problems found in either.
///
//===----------------------------------------------------------------------===//

#ifndef NETTIDY_CHECKS_CONFIGURATION_H
#define NETTIDY_CHECKS_CONFIGURATION_H

#include "model/ModelSource.h"
#include "model/ProjectConfig.h"
#include <optional>

namespace nettidy {

class Configuration {
public:
  /// Reads the `.nettidy.yaml` that applies to \p SourceFile.
  explicit Configuration(llvm::StringRef SourceFile);

  /// The project's value for an option of a check; the host's own value comes
  /// first.
  std::optional<llvm::StringRef> projectOption(llvm::StringRef Check,
                                               llvm::StringRef Option) const;

  /// Reads the project's models and \p ExtraModels, a semicolon-separated list
  /// of files.
  void loadModels(llvm::StringRef ExtraModels);
  /// The embedded models and, after loadModels, those of the user.
  const model::ModelSource &models() const { return Models; }

  /// The files that the configuration was read from, and those that would have
  /// been read in their place.
  struct Inputs {
    std::vector<std::string> Files, Absent;
  };
  const Inputs &inputs() const { return Read; }

  /// Problems in configuration and model files, for the host to report.
  llvm::ArrayRef<model::ModelDiagnostic> problems() const { return Problems; }


private:
  std::string SourceFile;
  std::vector<model::ModelDiagnostic> Problems;
  model::ProjectConfig Project;
  Inputs Read;
  model::ModelSource Models;
};

} // namespace nettidy

#endif // NETTIDY_CHECKS_CONFIGURATION_H
