//===-- ModelSet.h - All library models of one run --------------*- C++ -*-===//
//
// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// The models that hold for a run: the embedded ones and the user's, indexed
/// by name. Independent of Clang; one ModelSet serves any number of
/// translation units.
///
//===----------------------------------------------------------------------===//

#ifndef NETTIDY_LIB_MODEL_MODELSET_H
#define NETTIDY_LIB_MODEL_MODELSET_H

#include "model/Model.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringMap.h"

namespace nettidy::model {

/// A problem in a model or configuration file; 1-based position.
struct ModelDiagnostic {
  std::string File;
  unsigned Line = 0, Column = 0;
  std::string Message;
  /// `file:line:column: message`
  std::string str() const;
};

class ModelSet {
public:
  ModelSet();
  ~ModelSet();
  ModelSet(ModelSet &&);
  ModelSet &operator=(ModelSet &&);

  /// The models embedded at build time. Parsed once per process; never fails
  /// (a test holds them to that).
  static const ModelSet &embedded();

  /// The embedded models plus \p Files (paths of YAML models). Every problem is
  /// appended to \p Problems; entries without a problem still count. A user's
  /// entry for a name that an embedded model describes replaces it.
  static ModelSet withUserModels(llvm::ArrayRef<std::string> Files,
                                 std::vector<ModelDiagnostic> &Problems);

  /// Adds one library; reports names that two libraries claim.
  void add(std::unique_ptr<Library> L, std::vector<ModelDiagnostic> &Problems);

  llvm::ArrayRef<const Library *> libraries() const { return Libraries; }

  /// Entries for a canonical name, constructors under the class name. One hash
  /// lookup, whatever the number of models.
  struct Entry {
    const Library *Lib;
    const Function *Func;
  };
  llvm::ArrayRef<Entry> functions(llvm::StringRef CanonicalName) const;
  llvm::ArrayRef<Entry> constructors(llvm::StringRef CanonicalClass) const;
  /// Class objects by canonical class name.
  struct ObjectEntry {
    const Library *Lib;
    const Object *Obj;
  };
  const ObjectEntry *objectOfClass(llvm::StringRef CanonicalClass) const;
  const Field *field(llvm::StringRef CanonicalName) const;
  llvm::ArrayRef<const HandlerClass *> handlers(llvm::StringRef Class) const;

  /// The last components of all modelled names (functions, methods, classes):
  /// a translation unit whose identifier table holds none of them has nothing
  /// to analyse.
  const llvm::StringMap<char> &simpleNames() const { return SimpleNames; }

  /// Library of an entry.
  const Library *libraryOf(const Object *O) const;

private:
  // Filled by ModelSet.cpp; the exact indexes are its own business.
  std::vector<std::unique_ptr<Library>> Owned;
  std::vector<const Library *> Libraries;
  llvm::StringMap<std::vector<Entry>> FunctionIndex, ConstructorIndex;
  llvm::StringMap<ObjectEntry> ClassIndex;
  llvm::StringMap<const Field *> FieldIndex;
  llvm::StringMap<std::vector<const HandlerClass *>> HandlerIndex;
  llvm::StringMap<char> SimpleNames;
};

/// Parses the text of one model. Appends problems, with \p File in them, and
/// returns what could be read; null when nothing could.
std::unique_ptr<Library> parseModel(llvm::StringRef Text, llvm::StringRef File,
                                    std::vector<ModelDiagnostic> &Problems);

} // namespace nettidy::model

#endif // NETTIDY_LIB_MODEL_MODELSET_H
