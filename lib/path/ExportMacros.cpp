//===-- ExportMacros.cpp --------------------------------------------------===//
//
// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "path/ExportMacros.h"
#include "compat/IncludeCallbacks.h"
#include "clang/Lex/Lexer.h"
#include "clang/Lex/MacroInfo.h"
#include "clang/Lex/Preprocessor.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringSet.h"
#include <deque>

using namespace clang;
using namespace llvm;

namespace nettidy::path {
namespace {

bool isUpperCase(StringRef Name) {
  return Name.size() > 2 && !isDigit(Name.front()) &&
         all_of(Name, [](char C) {
           return isDigit(C) || C == '_' || (C >= 'A' && C <= 'Z');
         });
}

/// Names that say themselves that they mark a declaration.
bool saysThatItExports(StringRef Name) {
  static constexpr StringRef Endings[] = {"_API",    "_DLL",     "_PUBLIC",
                                          "_DECL",   "_VISIBLE", "_DEPRECATED",
                                          "_NODISCARD"};
  return isUpperCase(Name) &&
         (Name.contains("EXPORT") || any_of(Endings, [&](StringRef Ending) {
            return Name.ends_with(Ending);
          }));
}

/// The last few tokens of a stretch of text, as the raw lexer sees them.
class Window {
public:
  void push(const Token &T, StringRef Text) {
    Tokens.push_back({T.getKind(), Text, T.getLocation()});
    if (Tokens.size() > 4)
      Tokens.pop_front();
  }
  void clear() { Tokens.clear(); }

  struct Entry {
    tok::TokenKind Kind;
    StringRef Text;
    SourceLocation Location;
    bool isName() const { return Kind == tok::raw_identifier; }
  };

  /// The name in the window that can only be an export macro; null without one.
  const Entry *exportMacro(bool CPlusPlus) const {
    // FOO_API int start();
    if (Tokens.size() >= 2) {
      const Entry &Name = Tokens[Tokens.size() - 2], &Next = Tokens.back();
      if (Name.isName() && saysThatItExports(Name.Text) &&
          (Next.isName() || Next.Kind == tok::tilde))
        return &Name;
    }
    // class FOO Gateway {
    if (Tokens.size() != 4 || !CPlusPlus)
      return nullptr;
    const Entry &Name = Tokens[1], &Class = Tokens[2], &Next = Tokens[3];
    bool Begins = Next.Kind == tok::l_brace || Next.Kind == tok::colon ||
                  (Next.isName() && Next.Text == "final");
    return isClassKey(Tokens[0]) && Name.isName() && Class.isName() && Begins &&
                   Class.Text != "final" && isUpperCase(Name.Text) &&
                   Name.Text.contains('_')
               ? &Name
               : nullptr;
  }

  /// The class that the last token begins or declares; null without one.
  const Entry *declaredClass() const {
    if (Tokens.size() < 3)
      return nullptr;
    const Entry &Key = Tokens[Tokens.size() - 3],
                &Name = Tokens[Tokens.size() - 2];
    bool Declares = Tokens.back().Kind == tok::l_brace ||
                    Tokens.back().Kind == tok::colon ||
                    Tokens.back().Kind == tok::semi;
    return Declares && Name.isName() && isClassKey(Key) ? &Name : nullptr;
  }

private:
  static bool isClassKey(const Entry &Key) {
    return Key.isName() && (Key.Text == "class" || Key.Text == "struct");
  }

  std::deque<Entry> Tokens;
};

class ExportMacros : public compat::IncludeCallbacks {
public:
  explicit ExportMacros(Preprocessor &PP)
      : PP(PP), Sources(PP.getSourceManager()) {}

  void included(SourceLocation Where, StringRef, bool, bool Found,
                StringRef) override {
    if (Found)
      return;
    HeaderIsMissing = true;
    defineUpToNextInclude(Where, /*AtInclude=*/true);
  }

  void FileChanged(SourceLocation Where, FileChangeReason Reason,
                   SrcMgr::CharacteristicKind, FileID) override {
    if (Reason == EnterFile && !HeaderIsMissing)
      HeaderIsMissing = isEmptyHeader(Where);
    if (HeaderIsMissing && (Reason == EnterFile || Reason == ExitFile))
      defineUpToNextInclude(Where, /*AtInclude=*/false);
  }

private:
  bool isEmptyHeader(SourceLocation Where) const {
    FileID File = Sources.getFileID(Where);
    return Sources.getFileEntryRefForID(File) &&
           Sources.getIncludeLoc(File).isValid() &&
           Sources.getBufferOrFake(File).getBufferSize() == 0;
  }

  void defineUpToNextInclude(SourceLocation Where, bool AtInclude);
  void define(const Window::Entry &Name);

  Preprocessor &PP;
  const SourceManager &Sources;
  bool HeaderIsMissing = false;
};

/// Reads on from \p Where, in its file, for as long as that file's own text
/// decides what its names mean. \p AtInclude: an include stands there.
void ExportMacros::defineUpToNextInclude(SourceLocation Where, bool AtInclude) {
  if (!Where.isFileID() || Sources.isInSystemHeader(Where))
    return;
  auto [File, Offset] = Sources.getDecomposedLoc(Where);
  bool Invalid = false;
  StringRef Buffer = Sources.getBufferData(File, &Invalid);
  if (Invalid || Offset >= Buffer.size())
    return;
  Lexer Raw(Sources.getLocForStartOfFile(File), PP.getLangOpts(),
            Buffer.begin(), Buffer.begin() + Offset, Buffer.end());
  StringSet<> DefinedHere;
  Window Last;
  bool IsDirective = false, DefinesNext = false;
  Token T;
  for (bool AtEnd = false; !AtEnd;) {
    AtEnd = Raw.LexFromRawLexer(T);
    if (T.is(tok::eof))
      break;
    StringRef Text = T.is(tok::raw_identifier) ? T.getRawIdentifier() : "";
    if (T.isAtStartOfLine()) {
      DefinesNext = false;
      if (T.is(tok::hash)) {
        IsDirective = true;
        Last.clear();
        continue;
      }
    }
    if (IsDirective) {
      IsDirective = false;
      if (Text.starts_with("include") && !std::exchange(AtInclude, false))
        return;
      DefinesNext = Text == "define";
      continue;
    }
    if (std::exchange(DefinesNext, false))
      DefinedHere.insert(Text);
    Last.push(T, Text);
    if (const Window::Entry *Class = Last.declaredClass())
      DefinedHere.insert(Class->Text);
    const Window::Entry *Name = Last.exportMacro(PP.getLangOpts().CPlusPlus);
    if (Name && !DefinedHere.contains(Name->Text))
      define(*Name);
  }
}

void ExportMacros::define(const Window::Entry &Name) {
  IdentifierInfo *Identifier = PP.getIdentifierInfo(Name.Text);
  // Once declared, the name stands for that.
  if (Identifier->hadMacroDefinition() || Identifier->getFETokenInfo())
    return;
  MacroInfo *Nothing = PP.AllocateMacroInfo(Name.Location);
  Nothing->setDefinitionEndLoc(Name.Location);
  Nothing->setIsUsed(true);
  PP.appendDefMacroDirective(Identifier, Nothing, Name.Location);
}

} // namespace

void defineLostExportMacros(Preprocessor &PP) {
  PP.addPPCallbacks(std::make_unique<ExportMacros>(PP));
}

} // namespace nettidy::path
