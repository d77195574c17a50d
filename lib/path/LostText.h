//===-- LostText.h - Source text that did not compile -----------*- C++ -*-===//
//
// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// A statement that cannot be parsed is not in the syntax tree. What it would
/// have done can only be guessed from its words: which variables it mentions,
/// whether it leaves the function, whether all that it calls is known to be
/// harmless.
///
//===----------------------------------------------------------------------===//

#ifndef NETTIDY_LIB_PATH_LOSTTEXT_H
#define NETTIDY_LIB_PATH_LOSTTEXT_H

#include "model/ModelSet.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Basic/TokenKinds.h"
#include "llvm/ADT/SmallVector.h"

namespace nettidy::path {

class LostText {
public:
  /// The text of \p File from \p Begin to \p End, without comments and
  /// preprocessor lines.
  LostText(const clang::SourceManager &Sources,
           const clang::LangOptions &Language, clang::FileID File,
           unsigned Begin, unsigned End);

  struct Word {
    clang::tok::TokenKind Kind;
    llvm::StringRef Text;
    unsigned Offset;
    bool is(llvm::StringRef Spelling) const { return Text == Spelling; }
    bool isName() const { return Kind == clang::tok::raw_identifier; }
  };
  llvm::ArrayRef<Word> words() const { return Words; }

  bool empty() const { return Words.empty(); }
  /// The text cut up into its statements, without their semicolons.
  std::vector<LostText> statements() const;
  /// The only word, if it is a name.
  llvm::StringRef soleName() const;
  /// `name`, `!name`, `name < 0` and the like, with a name that is no macro's.
  bool testsOneName() const;
  bool has(llvm::StringRef Spelling) const;
  bool startsWith(llvm::StringRef Spelling) const {
    return !Words.empty() && Words.front().is(Spelling);
  }
  bool bracesMatch() const;

  /// A variable with the fields that are taken of it: `a->b.c`.
  struct Mention {
    llvm::StringRef Name;
    llvm::StringRef Qualifier; ///< `a` in `a::b`
    llvm::SmallVector<llvm::StringRef, 2> Fields;
    bool Lent = false;     ///< in the arguments of some call
    bool Called = false;   ///< `a->b(...)`: the last name is not a value
    bool Assigned = false; ///< `a->b = ...`
  };
  std::vector<Mention> mentions() const;

  bool callsModelled(const model::ModelSet &Models) const;
  /// True when nothing is assigned, and every call in the text is to a modelled
  /// function that does nothing to its arguments that a check asks about.
  bool callsAreHarmless(const model::ModelSet &Models) const;
  /// True when the text is nothing but such a call.
  bool isHarmless(const model::ModelSet &Models) const;

  /// The arguments of the call whose parenthesis is the word at \p Open, as
  /// ranges of words. Nothing when the parenthesis is not closed.
  using Range = std::pair<size_t, size_t>;
  std::optional<std::vector<Range>> argumentsAt(size_t Open) const;

private:
  explicit LostText(llvm::ArrayRef<Word> Words) : Words(Words.vec()) {}
  bool setsNothing(const model::ModelSet::Entry &Entry,
                   const model::ModelSet &Models, size_t Open) const;

  std::vector<Word> Words;
};

/// True when \p Key cannot select an option of interest in \p Table: a row of
/// it that concerns none of the checks, or a name like the table's that it does
/// not hold, an option that the installed version of the library lacks.
bool isIdleOption(const model::OptionTable &Table, llvm::StringRef Key);

} // namespace nettidy::path

#endif // NETTIDY_LIB_PATH_LOSTTEXT_H
