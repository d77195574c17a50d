//===-- LostText.cpp ------------------------------------------------------===//
//
// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "path/LostText.h"
#include "clang/Basic/CharInfo.h"
#include "clang/Lex/Lexer.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;

namespace nettidy::path {

LostText::LostText(const SourceManager &Sources, const LangOptions &Language,
                   FileID File, unsigned Begin, unsigned End) {
  bool Invalid = false;
  StringRef Buffer = Sources.getBufferData(File, &Invalid);
  if (Invalid || Begin >= End || End > Buffer.size())
    return;
  Lexer Reader(Sources.getLocForStartOfFile(File), Language, Buffer.begin(),
               Buffer.begin() + Begin, Buffer.end());
  bool InDirective = false;
  Token Tok;
  while (!Reader.LexFromRawLexer(Tok) && Tok.isNot(tok::eof)) {
    unsigned Offset = Sources.getFileOffset(Tok.getLocation());
    if (Offset >= End)
      break;
    if (Tok.isAtStartOfLine())
      InDirective = Tok.is(tok::hash);
    if (!InDirective)
      Words.push_back(
          {Tok.getKind(), Buffer.substr(Offset, Tok.getLength()), Offset});
  }
}

std::vector<LostText> LostText::statements() const {
  std::vector<LostText> Result;
  size_t First = 0;
  int Depth = 0;
  auto Cut = [&](size_t End) {
    if (End > First)
      Result.push_back(
          LostText(llvm::ArrayRef(Words).slice(First, End - First)));
  };
  for (size_t I = 0; I < Words.size(); ++I) {
    switch (Words[I].Kind) {
    case tok::l_paren:
    case tok::l_brace:
      ++Depth;
      break;
    case tok::r_paren:
      --Depth;
      break;
    case tok::r_brace: {
      bool Continues = I + 1 < Words.size() &&
                       (Words[I + 1].is("else") || Words[I + 1].is("while") ||
                        Words[I + 1].is("catch") || !Words[I + 1].isName());
      if (--Depth == 0 && !Continues) {
        Cut(I + 1);
        First = I + 1;
      }
      break;
    }
    case tok::semi:
      if (Depth <= 0) {
        Cut(I);
        First = I + 1;
        Depth = 0;
      }
      break;
    default:
      break;
    }
  }
  Cut(Words.size());
  return Result;
}

StringRef LostText::soleName() const {
  return Words.size() == 1 && Words[0].isName() ? Words[0].Text : StringRef();
}

bool LostText::testsOneName() const {
  unsigned Names = 0;
  for (const Word &W : Words) {
    switch (W.Kind) {
    case tok::raw_identifier:
      if (W.is("NULL") || W.is("nullptr"))
        break;
      if (llvm::none_of(W.Text, [](char C) { return isLowercase(C); }))
        return false;
      ++Names;
      break;
    case tok::numeric_constant:
      if (W.Text != "0" && W.Text != "1")
        return false;
      break;
    case tok::exclaim:
    case tok::minus:
    case tok::less:
    case tok::lessequal:
    case tok::greater:
    case tok::greaterequal:
    case tok::equalequal:
    case tok::exclaimequal:
    case tok::l_paren:
    case tok::r_paren:
      break;
    default:
      return false;
    }
  }
  // errno, too, is missing where its header is.
  return Names == 1 && !has("errno");
}

bool LostText::has(StringRef Spelling) const {
  return llvm::any_of(Words, [&](const Word &W) { return W.is(Spelling); });
}

bool LostText::bracesMatch() const {
  int Depth = 0;
  for (const Word &W : Words) {
    Depth += W.Kind == tok::l_brace;
    Depth -= W.Kind == tok::r_brace;
    if (Depth < 0)
      return false;
  }
  return Depth == 0;
}

static bool isAccess(const LostText::Word &W) {
  return W.Kind == tok::period || W.Kind == tok::arrow;
}

static bool isAssignment(const LostText::Word &W) {
  switch (W.Kind) {
  case tok::equal:
  case tok::plusplus:
  case tok::minusminus:
  case tok::starequal:
  case tok::slashequal:
  case tok::percentequal:
  case tok::plusequal:
  case tok::minusequal:
  case tok::lesslessequal:
  case tok::greatergreaterequal:
  case tok::ampequal:
  case tok::caretequal:
  case tok::pipeequal:
    return true;
  default:
    return false;
  }
}

/// A word in front of a parenthesis that does not call anything.
static bool isKeyword(StringRef Name) {
  static constexpr StringRef Names[] = {"if",     "while",  "for",   "switch",
                                        "return", "sizeof", "catch", "throw"};
  return llvm::is_contained(Names, Name);
}

std::vector<LostText::Mention> LostText::mentions() const {
  std::vector<Mention> Result;
  llvm::SmallVector<bool, 8> InCall = {false};
  for (size_t I = 0; I < Words.size(); ++I) {
    const Word &W = Words[I];
    if (W.Kind == tok::l_paren) {
      bool Calls =
          I > 0 && Words[I - 1].isName() && !isKeyword(Words[I - 1].Text);
      InCall.push_back(Calls || InCall.back());
    } else if (W.Kind == tok::r_paren && InCall.size() > 1) {
      InCall.pop_back();
    }
    if (!W.isName() || (I > 0 && isAccess(Words[I - 1])))
      continue;
    Mention M;
    M.Name = W.Text;
    if (I > 1 && Words[I - 1].Kind == tok::coloncolon && Words[I - 2].isName())
      M.Qualifier = Words[I - 2].Text;
    M.Lent = InCall.back();
    while (I + 2 < Words.size() && isAccess(Words[I + 1]) &&
           Words[I + 2].isName()) {
      M.Fields.push_back(Words[I + 2].Text);
      I += 2;
    }
    if (I + 1 < Words.size()) {
      M.Called = Words[I + 1].Kind == tok::l_paren;
      M.Assigned = isAssignment(Words[I + 1]);
    }
    Result.push_back(std::move(M));
  }
  return Result;
}

std::optional<std::vector<LostText::Range>>
LostText::argumentsAt(size_t Open) const {
  std::vector<Range> Result;
  int Depth = 0;
  size_t First = Open + 1;
  for (size_t I = Open; I < Words.size(); ++I) {
    switch (Words[I].Kind) {
    case tok::l_paren:
    case tok::l_brace:
    case tok::l_square:
      ++Depth;
      break;
    case tok::r_paren:
    case tok::r_brace:
    case tok::r_square:
      if (--Depth == 0) {
        if (I > First || !Result.empty())
          Result.emplace_back(First, I);
        return Result;
      }
      break;
    case tok::comma:
      if (Depth == 1) {
        Result.emplace_back(First, I);
        First = I + 1;
      }
      break;
    default:
      break;
    }
  }
  return std::nullopt;
}

bool isIdleOption(const model::OptionTable &Table, StringRef Key) {
  if (Table.Options.empty())
    return false;
  for (const model::Option &O : Table.Options)
    if (O.Key == Key)
      return O.What.Kind == model::SettingKind::Other && !O.HeaderList &&
             !O.Holds && !O.Transfers && !O.Handles;
  StringRef Prefix = StringRef(Table.Options.front().Key).split('_').first;
  return Key.size() > Prefix.size() + 1 &&
         Key.substr(0, Prefix.size()) == Prefix && Key[Prefix.size()] == '_' &&
         llvm::all_of(Table.Options, [&](const model::Option &O) {
           return StringRef(O.Key).split('_').first == Prefix;
         });
}

bool LostText::setsNothing(const model::ModelSet::Entry &Entry,
                           const model::ModelSet &Models, size_t Open) const {
  const model::Function &F = *Entry.Func;
  if (!F.Acquires.empty() || !F.Releases.empty() || !F.Transfers.empty() ||
      !F.Holds.empty() || !F.Settings.empty() || !F.Headers.empty() ||
      !F.Resets.empty() || !F.Arms.empty() || !F.Disarms.empty() ||
      !F.Handlers.empty() || !F.Attaches.empty() || F.NoReturn)
    return false;
  if (F.Options.empty())
    return true;
  std::optional<std::vector<Range>> Arguments = argumentsAt(Open);
  return Arguments && llvm::all_of(F.Options, [&](const model::ApplyOption &O) {
           if (O.Key.Where != model::Position::Base::Argument ||
               O.Key.Index >= Arguments->size())
             return false;
           auto [First, End] = (*Arguments)[O.Key.Index];
           const model::OptionTable *Table = Models.table(*Entry.Lib, O.Table);
           return Table && End == First + 1 && Words[First].isName() &&
                  isIdleOption(*Table, Words[First].Text);
         });
}

bool LostText::callsAreHarmless(const model::ModelSet &Models) const {
  static constexpr StringRef Unclear[] = {"co_await", "co_yield", "delete",
                                          "new",      "asm",      "__asm__"};
  for (size_t I = 0; I < Words.size(); ++I) {
    const Word &W = Words[I];
    if (isAssignment(W) || W.Kind == tok::coloncolon)
      return false;
    if (!W.isName())
      continue;
    if (llvm::is_contained(Unclear, W.Text))
      return false;
    if (I + 1 == Words.size() || Words[I + 1].Kind != tok::l_paren ||
        isKeyword(W.Text))
      continue;
    if (I > 0 && isAccess(Words[I - 1]))
      return false;
    llvm::ArrayRef<model::ModelSet::Entry> Entries = Models.functions(W.Text);
    if (Entries.empty() ||
        !llvm::all_of(Entries, [&](const model::ModelSet::Entry &E) {
          return setsNothing(E, Models, I + 1);
        }))
      return false;
  }
  return true;
}

bool LostText::callsModelled(const model::ModelSet &Models) const {
  for (size_t I = 0; I + 1 < Words.size(); ++I)
    if (Words[I].isName() && Words[I + 1].Kind == tok::l_paren &&
        !Models.functions(Words[I].Text).empty())
      return true;
  return false;
}

bool LostText::isHarmless(const model::ModelSet &Models) const {
  // One call, from the first word to the last.
  return Words.size() > 2 && Words[0].isName() && !isKeyword(Words[0].Text) &&
         Words[1].Kind == tok::l_paren && !has("{") && callsAreHarmless(Models);
}

} // namespace nettidy::path
