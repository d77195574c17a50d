//===-- CodeSkeleton.cpp --------------------------------------------------===//
//
// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "gate/CodeSkeleton.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include <algorithm>

using namespace llvm;

namespace nettidy::gate {

static bool isWordChar(char C) { return isAlnum(C) || C == '_' || C & 0x80; }

/// Goes through the source once.
class CodeSkeleton::Reader {
public:
  Reader(StringRef Source, CodeSkeleton &Result)
      : Source(Source), Result(Result) {}

  void read() {
    while (At < Source.size())
      step();
  }

private:
  void step() {
    StringRef Rest = Source.drop_front(At);
    if (Rest.front() == '\n') {
      LineStart = true;
      blank(1);
    } else if (isSpace(Rest.front())) {
      blank(1);
    } else if (Rest.front() == '#' && LineStart) {
      size_t Length = directiveLength(Rest);
      noteConditional(Rest.slice(1, Length).ltrim());
      blank(Length);
    } else if (Rest.take_front(2) == "//") {
      blank(std::min(Rest.find('\n'), Rest.size()));
    } else if (Rest.take_front(2) == "/*") {
      size_t End = Rest.find("*/", 2);
      blank(End == StringRef::npos ? Rest.size() : End + 2);
    } else if (Rest.front() == '"') {
      literal(afterR() ? rawLength(Rest) : quotedLength(Rest));
    } else if (Rest.front() == '\'' && !(At && isAlnum(Source[At - 1]))) {
      literal(quotedLength(Rest));
    } else {
      emit(/*InLiteral=*/false);
    }
  }

  void noteConditional(StringRef Directive) {
    StringRef Word = Directive.take_while(isWordChar);
    if (Word.take_front(2) == "if")
      Result.Conditionals.emplace_back(Result.Code.size(), Conditional::Begin);
    else if (Word.take_front(2) == "el")
      Result.Conditionals.emplace_back(Result.Code.size(), Conditional::Other);
    else if (Word == "endif")
      Result.Conditionals.emplace_back(Result.Code.size(), Conditional::End);
  }

  bool afterR() const { return At && Source[At - 1] == 'R'; }

  static size_t directiveLength(StringRef Rest) {
    size_t End = 0;
    do
      End = Rest.find('\n', End + 1);
    while (End != StringRef::npos && Rest[End - 1] == '\\');
    return std::min(End, Rest.size());
  }

  static size_t quotedLength(StringRef Rest) {
    for (size_t I = 1; I < Rest.size(); ++I) {
      if (Rest[I] == '\\')
        ++I;
      else if (Rest[I] == Rest.front() || Rest[I] == '\n')
        return I + 1;
    }
    return Rest.size();
  }

  static size_t rawLength(StringRef Rest) {
    size_t Open = Rest.find('(');
    if (Open == StringRef::npos)
      return quotedLength(Rest);
    std::string Close = (")" + Rest.substr(1, Open - 1) + "\"").str();
    size_t End = Rest.find(Close, Open);
    return End == StringRef::npos ? Rest.size() : End + Close.size();
  }

  void blank(size_t Count) {
    At += Count;
    Gap = true;
  }

  void literal(size_t Count) {
    for (size_t End = At + Count; At < End;)
      emit(/*InLiteral=*/true);
  }

  void emit(bool InLiteral) {
    // One blank between two words; none elsewhere.
    if (Gap && !Result.Code.empty() && isWordChar(Source[At]) &&
        isWordChar(Result.Code.back()))
      put(' ', InLiteral);
    Gap = false;
    LineStart = false;
    put(Source[At], InLiteral);
    ++At;
  }

  void put(char C, bool InLiteral) {
    Result.Code.push_back(C);
    Result.Offsets.push_back(At);
    Result.Literal.push_back(InLiteral);
  }

  StringRef Source;
  CodeSkeleton &Result;
  size_t At = 0;
  bool Gap = false, LineStart = true;
};

CodeSkeleton::CodeSkeleton(StringRef Source) {
  Reader(Source, *this).read();
  findFunctions();
}

size_t CodeSkeleton::indexOf(unsigned Offset) const {
  return llvm::lower_bound(Offsets, Offset) - Offsets.begin();
}

bool CodeSkeleton::isBoundary(size_t Index) const {
  return !Literal[Index] && StringRef(";{}").contains(Code[Index]);
}

std::string CodeSkeleton::statementAt(unsigned Offset) const {
  constexpr size_t Limit = 240;
  size_t Begin = indexOf(Offset), End = Begin;
  while (Begin > 0 && !isBoundary(Begin - 1))
    --Begin;
  while (End < Code.size() && !isBoundary(End))
    ++End;
  return Code.substr(Begin, std::min(End - Begin, Limit));
}

std::string CodeSkeleton::functionAt(unsigned Offset) const {
  size_t Index = indexOf(Offset);
  std::string Result;
  for (const auto &[Begin, Name] : Functions) {
    if (Begin > Index)
      break;
    Result = Name;
  }
  return Result;
}

namespace {

enum class Scope { Namespace, Function, Other };

struct OpenBrace {
  Scope Kind;
  std::string Name;
  size_t HeaderBegin;
};

bool isOneOf(StringRef Word, std::initializer_list<StringRef> Words) {
  return llvm::any_of(Words, [&](StringRef W) { return W == Word; });
}

/// The word that ends before \p End, with its qualifiers.
StringRef nameBefore(StringRef Header, size_t End) {
  size_t Begin = End;
  while (Begin > 0 && (isWordChar(Header[Begin - 1]) ||
                       Header[Begin - 1] == ':' || Header[Begin - 1] == '~'))
    --Begin;
  return Header.slice(Begin, End).ltrim(':');
}

OpenBrace classify(StringRef Header, size_t HeaderBegin) {
  StringRef First = Header.take_while(isWordChar);
  if (First == "template")
    First = Header.drop_front(Header.rfind('>') + 1).take_while(isWordChar);
  bool IsType =
      !Header.contains('(') &&
      isOneOf(First, {"namespace", "class", "struct", "union", "inline"});
  if (IsType) {
    // `class Name final : public Base`
    StringRef Head =
        Header.take_until([](char C) { return C == ':' || C == '<'; });
    if (First == "namespace")
      Head = Header;
    Head.consume_back(" final");
    if (Head == "namespace") // that has no name
      return {Scope::Namespace, "", HeaderBegin};
    return {Scope::Namespace, nameBefore(Head, Head.size()).str(), HeaderBegin};
  }
  size_t Parenthesis = Header.find('(');
  bool IsStatement = isOneOf(First, {"if", "for", "while", "switch", "catch",
                                     "do", "else", "return", "enum"});
  if (IsStatement || Parenthesis == StringRef::npos || Parenthesis == 0 ||
      Header.take_front(Parenthesis).contains('='))
    return {Scope::Other, "", HeaderBegin};
  return {Scope::Function, nameBefore(Header, Parenthesis).str(), HeaderBegin};
}

std::string joinNames(ArrayRef<OpenBrace> Braces) {
  std::string Result;
  for (const OpenBrace &Brace : Braces) {
    if (!Brace.Name.empty()) {
      if (!Result.empty())
        Result += "::";
      Result += Brace.Name;
    }
    if (Brace.Kind == Scope::Function)
      return Result;
  }
  return "";
}

} // namespace

namespace {

/// Where the braces stand.
struct BraceState {
  std::vector<OpenBrace> Open;
  size_t HeaderBegin = 0;
  bool InFunction = false;
};

BraceState nextBranch(BraceState AtBegin, const BraceState &BranchBefore,
                      size_t Index) {
  // What the branch before said is no part of this one's headers.
  if (AtBegin.HeaderBegin != BranchBefore.HeaderBegin)
    AtBegin.HeaderBegin = Index;
  return AtBegin;
}

} // namespace

void CodeSkeleton::findFunctions() {
  BraceState Now;
  std::vector<BraceState> AtBegin; // of the conditionals that are open
  auto Next = Conditionals.begin();
  for (size_t I = 0; I < Code.size(); ++I) {
    // Each branch begins where the first one did: `#if A` may open the same brace
    // as its `#else`.
    for (; Next != Conditionals.end() && Next->first <= I; ++Next) {
      if (Next->second == Conditional::Begin)
        AtBegin.push_back(Now);
      else if (AtBegin.empty())
        continue;
      else if (Next->second == Conditional::Other)
        Now = nextBranch(AtBegin.back(), Now, Next->first);
      else
        AtBegin.pop_back();
    }
    if (!isBoundary(I))
      continue;
    size_t NextHeader = I + 1;
    if (Code[I] == '{') {
      size_t Begin = Now.HeaderBegin;
      OpenBrace Brace =
          Now.InFunction
              ? OpenBrace{Scope::Other, "", Begin}
              : classify(StringRef(Code).slice(Begin, I), Begin);
      Now.Open.push_back(Brace);
      if (Brace.Kind == Scope::Function) {
        Now.InFunction = true;
        // The header belongs to its function.
        Functions.emplace_back(Begin, joinNames(Now.Open));
      }
    } else if (Code[I] == '}' && !Now.Open.empty()) {
      OpenBrace Closed = Now.Open.back();
      Now.Open.pop_back();
      if (Closed.Kind == Scope::Function) {
        Now.InFunction = false;
        Functions.emplace_back(I + 1, "");
      }
      // A braced initialiser in a constructor's header: the header goes on.
      if (!Now.InFunction && I + 1 < Code.size() &&
          (Code[I + 1] == ',' || Code[I + 1] == '{'))
        NextHeader = Closed.HeaderBegin;
    }
    Now.HeaderBegin = NextHeader;
  }
}

} // namespace nettidy::gate
