//===-- ModelSource.h - Which models a translation unit needs ---*- C++ -*-===//
//
// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Of the embedded models, only those are read of which the translation unit
/// holds a name, and of these only the rows that it refers to. What that costs
/// depends on what is used, not on how many models there are.
///
//===----------------------------------------------------------------------===//

#ifndef NETTIDY_LIB_MODEL_MODELSOURCE_H
#define NETTIDY_LIB_MODEL_MODELSOURCE_H

#include "model/ModelSet.h"
#include "llvm/ADT/SmallPtrSet.h"

namespace nettidy::model {

struct EmbeddedModel;
class NameLookup;

class ModelSource {
public:
  /// Reads a user's model. Appends every problem to \p Problems; entries
  /// without a problem still count.
  void addFile(llvm::StringRef File, std::vector<ModelDiagnostic> &Problems);

  /// The models for one parsed translation unit. The source must outlive them.
  ModelSet select(const NameLookup &Names,
                  std::vector<ModelDiagnostic> &Problems) const;
  /// All models, in full.
  ModelSet all(std::vector<ModelDiagnostic> &Problems) const;

private:
  ModelSet withUserModels(ModelSet Embedded,
                          std::vector<ModelDiagnostic> &Problems) const;

  std::vector<std::unique_ptr<Library>> UserModels;
  /// Embedded models that user models refer to.
  llvm::SmallPtrSet<const EmbeddedModel *, 4> Referenced;
};

} // namespace nettidy::model

#endif // NETTIDY_LIB_MODEL_MODELSOURCE_H
