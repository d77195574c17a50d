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

#include "model/Matcher.h"
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

  /// The value of the option `ExtraModels`, from the host or from the project.
  std::string extraModels(llvm::StringRef FromHost) const;

  /// Loads the embedded models and \p ExtraModels, a semicolon-separated list
  /// of files.
  void loadModels(llvm::StringRef ExtraModels);
  /// After loadModels.
  const model::ModelSet &models() const {
    return UserModels ? *UserModels : model::ModelSet::embedded();
  }

  /// Problems in configuration and model files, for the host to report.
  llvm::ArrayRef<model::ModelDiagnostic> problems() const { return Problems; }

  /// Names in the user's models that the translation unit should declare, as it
  /// includes the headers of the model, and does not.
  std::vector<model::ModelDiagnostic>
  unresolvedNames(const model::Matcher &Match) const;

private:
  std::string SourceFile;
  std::vector<model::ModelDiagnostic> Problems;
  model::ProjectConfig Project;
  std::optional<model::ModelSet> UserModels;
};

} // namespace nettidy

#endif // NETTIDY_CHECKS_CONFIGURATION_H
