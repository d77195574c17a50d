//===-- YamlTree.h - A YAML file with positions -----------------*- C++ -*-===//
//
// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Reads a YAML file into a tree in which every node knows its line and column,
/// and reads typed values out of it. llvm/Support/YAMLTraits.h stops at the
/// first problem; a model file shall show all of its problems at once, and a
/// problem in one entry shall not cost the others.
///
//===----------------------------------------------------------------------===//

#ifndef NETTIDY_LIB_MODEL_YAMLTREE_H
#define NETTIDY_LIB_MODEL_YAMLTREE_H

#include "model/ModelSet.h"
#include "llvm/ADT/BitVector.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/Support/Allocator.h"
#include "llvm/Support/SourceMgr.h"
#include "llvm/Support/StringSaver.h"

namespace llvm::yaml {
class Node;
class MappingNode;
class ScalarNode;
class SequenceNode;
} // namespace llvm::yaml

namespace nettidy::model {

/// One node. Text and children live as long as the tree.
struct YamlNode {
  enum class Kind { Null, Scalar, Sequence, Mapping };
  struct Entry;

  Kind What = Kind::Null;
  bool Quoted = false; ///< a scalar in quotes
  /// The file ends, or stops being YAML, within this node.
  bool Broken = false;
  SourcePosition Where;
  llvm::StringRef Text;
  std::vector<YamlNode> Items;
  std::vector<Entry> Entries;

  bool isScalar() const { return What == Kind::Scalar; }
  bool isSequence() const { return What == Kind::Sequence; }
  bool isMapping() const { return What == Kind::Mapping; }
  /// `a mapping`, `a list`, ... for messages.
  llvm::StringRef describe() const;
};

struct YamlNode::Entry {
  YamlNode Key, Value;
};

struct EmbeddedTables;

/// A parsed file and the problems found in it.
class YamlTree {
public:
  /// Problems are appended to \p Problems, under the name \p File.
  YamlTree(llvm::StringRef Text, llvm::StringRef File,
           std::vector<ModelDiagnostic> &Problems);

  /// The tree that begins at node \p Root of \p From, without those rows that
  /// \p Wanted lacks.
  YamlTree(const EmbeddedTables &From, uint32_t Root,
           const llvm::BitVector *Wanted, llvm::StringRef File,
           std::vector<ModelDiagnostic> &Problems);

  const YamlNode &root() const { return Root; }
  /// The text is not well-formed YAML; what was read before that point counts.
  bool broken() const { return Root.Broken; }

  void error(SourcePosition Where, const llvm::Twine &Message);
  void error(const YamlNode &Node, const llvm::Twine &Message) {
    error(Node.Where, Message);
  }
  /// Number of problems so far: an entry whose reading adds one is dropped.
  size_t errors() const { return Problems.size(); }

  // Typed values. Each reports a wrong type and then returns false, leaving its
  // result alone.
  bool read(const YamlNode &Node, std::string &Result);
  bool read(const YamlNode &Node, bool &Result);
  bool read(const YamlNode &Node, int64_t &Result);
  bool read(const YamlNode &Node, unsigned &Result);
  /// One text or a list of texts.
  bool read(const YamlNode &Node, std::vector<std::string> &Result);
  bool read(const YamlNode &Node, llvm::SmallVectorImpl<std::string> &Result);

  /// One of a few words.
  template <typename T> struct Word {
    llvm::StringRef Text;
    T Value;
  };
  template <typename T>
  bool read(const YamlNode &Node, llvm::ArrayRef<Word<T>> Words, T &Result) {
    llvm::SmallVector<llvm::StringRef, 12> Accepted;
    for (const Word<T> &W : Words) {
      if (Node.isScalar() && Node.Text == W.Text) {
        Result = W.Value;
        return true;
      }
      Accepted.push_back(W.Text);
    }
    rejectWord(Node, Accepted);
    return false;
  }

  /// Calls \p Each for every item of a list, or for \p Node itself when it is
  /// not a list. Skips what a syntax error has cut off.
  static void forEach(const YamlNode &Node,
                      llvm::function_ref<void(const YamlNode &)> Each);

private:
  YamlNode build(llvm::yaml::Node *Source, unsigned Depth);
  void buildMapping(llvm::yaml::MappingNode &Source, YamlNode &Result,
                    unsigned Depth);
  void buildSequence(llvm::yaml::SequenceNode &Source, YamlNode &Result,
                     unsigned Depth);
  void buildScalar(llvm::yaml::ScalarNode &Source, YamlNode &Result);
  void tooDeep(YamlNode &Result);
  llvm::StringRef save(llvm::StringRef Value);
  void rejectWord(const YamlNode &Node,
                  llvm::ArrayRef<llvm::StringRef> Accepted);
  SourcePosition position(const char *Pointer) const;
  SourcePosition collectionPosition(const char *Start) const;

  std::string Text; ///< null-terminated, as the scanner peeks past the end
  std::string File;
  std::vector<ModelDiagnostic> &Problems;
  std::vector<size_t> LineStarts;
  llvm::BumpPtrAllocator Allocator;
  llvm::StringSaver Saver{Allocator};
  llvm::SourceMgr Sources;
  bool SyntaxError = false;
  YamlNode Root;
};

/// The keys of one mapping. Every key is asked for by name; finish() reports
/// those that nobody asked for.
class YamlFields {
public:
  /// \p What names the mapping in messages, e.g. `acquire`.
  YamlFields(YamlTree &Tree, const YamlNode &Mapping, llvm::StringRef What);

  /// Value of \p Key, or null.
  const YamlNode *find(llvm::StringRef Key);
  /// Value of \p Key; reports its absence.
  const YamlNode *require(llvm::StringRef Key);
  /// Reads \p Key if it is there; false only when it has the wrong type.
  template <typename T> bool read(llvm::StringRef Key, T &Result) {
    const YamlNode *Value = find(Key);
    return !Value || Tree.read(*Value, Result);
  }
  /// The node of the key itself, for messages.
  const YamlNode *keyNode(llvm::StringRef Key) const;
  /// Reports unknown keys.
  void finish();

private:
  YamlTree &Tree;
  const YamlNode &Mapping;
  llvm::StringRef What;
  llvm::SmallVector<llvm::StringRef, 32> Known;
};

/// The word of \p Candidates that \p Text was probably meant to be, or empty.
llvm::StringRef closestWord(llvm::StringRef Text,
                            llvm::ArrayRef<llvm::StringRef> Candidates);

} // namespace nettidy::model

#endif // NETTIDY_LIB_MODEL_YAMLTREE_H
