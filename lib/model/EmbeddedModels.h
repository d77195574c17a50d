//===-- EmbeddedModels.h - Models compiled into the plugins -----*- C++ -*-===//
//
// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// The definitions are generated at build time by EmbedModels.cpp. There are
/// many models, and a translation unit needs few of them, and of these few
/// rows. So nothing of the YAML is left to be scanned, and what is needed is
/// found from the side of the translation unit: its identifiers are looked up in
/// one index of all models, and what has none of them is never looked at.
///
/// All tables hold numbers alone: pointers would have to be relocated whenever a
/// plugin is loaded.
///
//===----------------------------------------------------------------------===//

#ifndef NETTIDY_LIB_MODEL_EMBEDDEDMODELS_H
#define NETTIDY_LIB_MODEL_EMBEDDEDMODELS_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"
#include <cstdint>
#include <cstring>

namespace nettidy::model {

/// A node of a model's YAML tree. Behind it stand its children: the items of a
/// list, or the keys and values of a mapping by turns.
struct EmbeddedNode {
  uint32_t Text; ///< of a scalar, in EmbeddedTables::Text
  uint32_t Length;
  uint32_t Next; ///< the first node that is not below this one
  uint32_t Column : 12;
  uint32_t Line : 17;
  uint32_t What : 2; ///< YamlNode::Kind
  uint32_t Quoted : 1;
};

/// A name that a model describes.
struct EmbeddedName {
  uint32_t Begin; ///< in EmbeddedModel::Names
  uint16_t Length;
  uint16_t Model;
  /// The row that it stands in, in EmbeddedTables::Rows; NoRow when it is
  /// needed with the model as a whole.
  uint32_t Row;
  static constexpr uint32_t NoRow = ~uint32_t(0);
};

/// The names of which this word is a part, up to those of the next word.
struct EmbeddedWord {
  uint32_t Hash; ///< in ascending order
  uint32_t FirstName;
};

struct EmbeddedTables {
  llvm::StringRef Text;
  llvm::ArrayRef<EmbeddedNode> Nodes;
  /// Rows of functions and options that can be left out where none of their
  /// names occurs: their nodes, in ascending order.
  llvm::ArrayRef<uint32_t> Rows;
  llvm::ArrayRef<EmbeddedName> Names;
  llvm::ArrayRef<EmbeddedWord> Words; ///< the last one ends the list
  /// Names made of patterns alone, which any word may fit; at the end of Names.
  uint32_t FirstPattern;
  /// A bit for the low bits of each word's hash, so that hardly any word that
  /// is not there has to be searched for.
  llvm::ArrayRef<uint64_t> Filter;
};

struct EmbeddedModel {
  llvm::StringRef File; ///< without a folder
  llvm::StringRef Text;
  llvm::StringRef Library;
  llvm::StringRef Headers; ///< endings of paths, each followed by a newline
  /// The canonical names of all that the model describes, under all of its
  /// namespaces, each followed by a newline.
  llvm::StringRef Names;
  uint32_t Root; ///< in EmbeddedTables::Nodes
};

/// Every model in lib/models/, in alphabetical order.
llvm::ArrayRef<EmbeddedModel> embeddedModels();
const EmbeddedTables &embeddedTables();

/// The word that a name is found by: the longest part of it, which as a rule is
/// the rarest. Empty for patterns alone.
llvm::StringRef indexWord(llvm::StringRef Name);

/// Of the same value in the generator and in the plugins. Two words may share
/// one; what is found by it is compared afterwards.
inline uint32_t wordHash(llvm::StringRef Word) {
  uint64_t First = 0, Last = 0;
  if (Word.size() >= 8) {
    std::memcpy(&First, Word.data(), 8);
    std::memcpy(&Last, Word.data() + Word.size() - 8, 8);
  } else {
    for (char C : Word)
      First = First << 8 | uint8_t(C);
  }
  uint64_t Mixed = (First * 0x9E3779B97F4A7C15u) ^ (Last + Word.size());
  return uint32_t((Mixed * 0xC2B2AE3D27D4EB4Fu) >> 32);
}

} // namespace nettidy::model

#endif // NETTIDY_LIB_MODEL_EMBEDDEDMODELS_H
