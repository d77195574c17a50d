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
#include "llvm/ADT/DenseMap.h"
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

  /// Adds one library; reports names that two libraries claim.
  /// A user's entry for a name that an embedded model describes replaces it.
  void add(std::unique_ptr<Library> L, std::vector<ModelDiagnostic> &Problems);
  /// The same; \p L must outlive the set.
  void add(const Library &L, std::vector<ModelDiagnostic> &Problems);

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
  /// Class objects that are only some instances of a template.
  struct InstanceEntry {
    llvm::ArrayRef<std::string> Arguments;
    ObjectEntry Entry;
  };
  llvm::ArrayRef<InstanceEntry>
  instances(llvm::StringRef CanonicalTemplate) const;
  const Field *field(llvm::StringRef CanonicalName) const;
  llvm::ArrayRef<const HandlerClass *> handlers(llvm::StringRef Class) const;
  const OwnerClass *ownerClass(llvm::StringRef CanonicalClass) const;
  /// Macros whose member functions a code generator defines.
  /// Whether there are rows for classes that are known by a member alone.
  bool hasRowsForAnyClass() const { return AnyClass; }
  bool isGenerated(llvm::StringRef Macro) const {
    return GeneratedMacros.count(Macro) != 0;
  }
  /// The last components of all classes of owners.
  const llvm::StringMap<char> &ownerNames() const { return OwnerNames; }

  /// The names of all classes of objects, and of all functions and methods that
  /// do something to an object: a translation unit that holds none of them has
  /// nothing to analyse. Rows that only say who runs a function are left out.
  llvm::ArrayRef<std::string> names() const { return Names; }
  /// The last components of all functions and methods, and the classes of all
  /// constructors: a callee of another name matches nothing.
  const llvm::StringMap<char> &calleeNames() const { return CalleeNames; }
  /// The same for rows that are patterns: the last components of the classes of
  /// which any method matches, and the methods that match in any class.
  const llvm::StringMap<char> &patternClasses() const { return PatternClasses; }
  const llvm::StringMap<char> &patternMethods() const { return PatternMethods; }
  /// The last components of all fields.
  const llvm::StringMap<char> &fieldNames() const { return FieldNames; }
  /// The option table that a row of \p L names, in \p L or, as
  /// `library.table`, in another model.
  const OptionTable *table(const Library &L, llvm::StringRef Name) const;

  /// Library of an entry.
  const Library *libraryOf(const Object *O) const;

private:
  /// Indexes the entries of \p L. Where \p Replaces, they take the place of
  /// other models' entries of the same name.
  void index(const Library &L, bool Replaces,
             std::vector<ModelDiagnostic> &Problems);
  void indexFunctions(const Library &L, bool Replaces,
                      std::vector<ModelDiagnostic> &Problems);
  void indexClasses(const Library &L, bool Replaces,
                    std::vector<ModelDiagnostic> &Problems);
  void indexFields(const Library &L, bool Replaces,
                   std::vector<ModelDiagnostic> &Problems);
  void addName(llvm::StringRef Name);
  void addPattern(llvm::StringRef Name);

  // The exact indexes are ModelSet.cpp's own business.
  std::vector<std::unique_ptr<Library>> Owned;
  std::vector<const Library *> Libraries;
  llvm::StringMap<std::vector<Entry>> FunctionIndex, ConstructorIndex;
  llvm::StringMap<ObjectEntry> ClassIndex;
  llvm::StringMap<std::vector<InstanceEntry>> InstanceIndex;
  struct FieldEntry {
    const Library *Lib;
    const Field *Assigned;
  };
  llvm::StringMap<FieldEntry> FieldIndex;
  llvm::StringMap<std::vector<const HandlerClass *>> HandlerIndex;
  llvm::DenseMap<const Object *, const Library *> ObjectOwners;
  llvm::StringMap<const OwnerClass *> OwnerIndex;
  bool AnyClass = false;
  std::vector<std::string> Names;
  llvm::StringMap<char> CalleeNames, PatternClasses, PatternMethods, FieldNames,
      OwnerNames, GeneratedMacros;
};

/// Parses the text of one model. Appends problems, with \p File in them, and
/// returns what could be read; null when nothing could. Entries may name the
/// objects and option tables of \p Others as `library.object`.
std::unique_ptr<Library>
parseModel(llvm::StringRef Text, llvm::StringRef File,
           std::vector<ModelDiagnostic> &Problems,
           llvm::ArrayRef<const Library *> Others = {});

class YamlTree;

/// The same for a tree, which says where problems go.
std::unique_ptr<Library>
readModel(YamlTree &Tree, llvm::StringRef File,
          llvm::ArrayRef<const Library *> Others = {});

/// \p Name as written, and under every namespace that has the same names.
llvm::SmallVector<std::string, 2> spellings(const Library &L,
                                            llvm::StringRef Name);

/// Reads a position (`arg1`, `*arg0.field`); nothing when it is malformed.
std::optional<Position> parsePosition(llvm::StringRef Text);

} // namespace nettidy::model

#endif // NETTIDY_LIB_MODEL_MODELSET_H
