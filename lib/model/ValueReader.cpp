//===-- ValueReader.cpp - What an expression visibly is ---------*- C++ -*-===//
//
// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "model/ValueReader.h"
#include "model/LocalStruct.h"
#include "clang/AST/ExprCXX.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Lex/Lexer.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;
using llvm::ArrayRef;
using llvm::SmallVector;
using llvm::StringRef;

namespace nettidy::model {

namespace {

/// Constants may refer to constants; nobody writes chains of this length.
constexpr unsigned MaxDepth = 16;

int64_t clamp(const llvm::APSInt &Value) {
  if (Value.isSigned() ? Value.isSignedIntN(64) : Value.isIntN(63))
    return Value.getExtValue();
  return Value.isNegative() ? std::numeric_limits<int64_t>::min()
                            : std::numeric_limits<int64_t>::max();
}

/// Sign and magnitude of a floating constant. Half a second is not "zero".
int64_t roundAway(const llvm::APFloat &Value) {
  if (Value.isZero())
    return 0;
  llvm::APSInt Rounded(64, /*isUnsigned=*/false);
  bool Exact;
  Value.convertToInteger(Rounded, llvm::APFloat::rmTowardZero, &Exact);
  if (Rounded == 0)
    return Value.isNegative() ? -1 : 1;
  return Rounded.getExtValue();
}

/// The only number in an evaluated object: nothing when there are more, or when
/// it holds something else.
bool onlyNumber(const APValue &Value, std::optional<int64_t> &Result) {
  if (Value.isInt() || Value.isFloat()) {
    if (Result)
      return false;
    Result =
        Value.isInt() ? clamp(Value.getInt()) : roundAway(Value.getFloat());
    return true;
  }
  if (!Value.isStruct())
    return false;
  for (unsigned I = 0; I < Value.getStructNumBases(); ++I)
    if (!onlyNumber(Value.getStructBase(I), Result))
      return false;
  for (unsigned I = 0; I < Value.getStructNumFields(); ++I)
    if (!onlyNumber(Value.getStructField(I), Result))
      return false;
  return true;
}

/// \p E without what does not change its value: parentheses, casts, temporaries
/// and clean-ups.
const Expr *strip(const Expr *E) {
  while (true) {
    const Expr *Before = E;
    E = E->IgnoreParenCasts()->IgnoreImplicit();
    if (const auto *Default = dyn_cast<CXXDefaultInitExpr>(E))
      E = Default->getExpr();
    if (E == Before)
      return E;
  }
}

/// The only argument that a construction was given, or null.
const Expr *onlyArgument(const Expr &E) {
  if (const auto *List = dyn_cast<InitListExpr>(&E))
    return List->getNumInits() == 1 ? List->getInit(0) : nullptr;
  const auto *Construct = dyn_cast<CXXConstructExpr>(&E);
  if (!Construct || Construct->getNumArgs() == 0 ||
      isa<CXXDefaultArgExpr>(Construct->getArg(0)))
    return nullptr;
  for (unsigned I = 1; I < Construct->getNumArgs(); ++I)
    if (!isa<CXXDefaultArgExpr>(Construct->getArg(I)))
      return nullptr;
  return Construct->getArg(0);
}

/// The string object that \p E is a view of: `s.c_str()`, `operator view()`.
const Expr *viewedText(const Expr &E) {
  const auto *Call = dyn_cast<CXXMemberCallExpr>(&E);
  const CXXMethodDecl *Method = Call ? Call->getMethodDecl() : nullptr;
  if (!Method || Call->getNumArgs() != 0)
    return nullptr;
  bool Accessor = Method->getParent()->isInStdNamespace() &&
                  Method->getIdentifier() &&
                  (Method->getName() == "c_str" || Method->getName() == "data");
  return Accessor || isa<CXXConversionDecl>(Method)
             ? Call->getImplicitObjectArgument()
             : nullptr;
}

/// Compares without regard to case; `*` in the pattern stands for any text.
bool fitsText(StringRef Text, StringRef Pattern) {
  size_t Star = Pattern.find('*');
  if (Star == StringRef::npos)
    return Text.equals_insensitive(Pattern);
  if (!Text.take_front(Star).equals_insensitive(Pattern.take_front(Star)))
    return false;
  Text = Text.drop_front(std::min(Star, Text.size()));
  Pattern = Pattern.drop_front(Star + 1);
  // The first place where the next piece fits is as good as any.
  while ((Star = Pattern.find('*')) != StringRef::npos) {
    size_t At = Text.find_insensitive(Pattern.take_front(Star));
    if (At == StringRef::npos)
      return false;
    Text = Text.drop_front(At + Star);
    Pattern = Pattern.drop_front(Star + 1);
  }
  return Text.ends_with_insensitive(Pattern);
}

bool isAddressOrText(const Expr &E) {
  if (isa<StringLiteral>(E))
    return true;
  if (const auto *Address = dyn_cast<UnaryOperator>(&E))
    return Address->getOpcode() == UO_AddrOf;
  if (const auto *Reference = dyn_cast<DeclRefExpr>(&E))
    return isa<FunctionDecl>(Reference->getDecl()) ||
           Reference->getType()->isArrayType();
  return isa<LambdaExpr>(E);
}

} // namespace

const Expr *constantInitializer(const Expr &E) {
  const ValueDecl *D = nullptr;
  if (const auto *Reference = dyn_cast<DeclRefExpr>(&E))
    D = Reference->getDecl();
  else if (const auto *Member = dyn_cast<MemberExpr>(&E))
    D = Member->getMemberDecl();
  const auto *Variable = dyn_cast_or_null<VarDecl>(D);
  if (!Variable || isa<ParmVarDecl>(Variable))
    return nullptr;
  QualType T = Variable->getType();
  if (T->isReferenceType() || T.isVolatileQualified() ||
      !(Variable->isConstexpr() || T.isConstQualified() ||
        (T->isArrayType() &&
         T->getAsArrayTypeUnsafe()->getElementType().isConstQualified())))
    return nullptr;
  return Variable->getAnyInitializer();
}

bool ValueReader::isChoice(const Stmt &S, unsigned Depth) const {
  if (Depth > MaxDepth)
    return true;
  if (isa<AbstractConditionalOperator>(S))
    return true;
  if (isa<LambdaExpr>(S))
    return false;
  if (const auto *E = dyn_cast<Expr>(&S))
    if (const Expr *Init = constantInitializer(*E))
      if (isChoice(*Init, Depth + 1))
        return true;
  return llvm::any_of(S.children(), [&](const Stmt *Child) {
    return Child && isChoice(*Child, Depth);
  });
}

//===----------------------------------------------------------------------===//
// Names
//===----------------------------------------------------------------------===//

SmallVector<std::string, 2> ValueReader::macroNames(const Expr &E) const {
  SmallVector<std::string, 2> Result;
  const SourceManager &Sources = Context.getSourceManager();
  // The operator of `A | B` shows which macro the whole was written in.
  const Expr *Inner = E.IgnoreParenImpCasts();
  SourceLocation L = Inner->getExprLoc();
  while (L.isMacroID()) {
    if (!Sources.isMacroArgExpansion(L))
      Result.push_back(
          Lexer::getImmediateMacroName(L, Sources, Context.getLangOpts())
              .str());
    L = Sources.getImmediateMacroCallerLoc(L);
  }
  return Result;
}

bool ValueReader::isNamed(const NamedDecl &D, StringRef Name) const {
  StringRef Last = Name.substr(Name.rfind(':') + 1);
  if (!D.getIdentifier() || D.getName() != Last)
    return false;
  if (Last.size() == Name.size())
    return true;
  std::string Canonical = canonicalName(D);
  if (Canonical == Name)
    return true;
  // The model may go through an alias: std::chrono::seconds::max.
  const NamedDecl *Meant = Names.resolve(Name);
  return Meant && canonicalName(*Meant) == Canonical;
}

bool ValueReader::refersTo(const Expr &Value, StringRef Name,
                           unsigned Depth) const {
  if (Depth > MaxDepth)
    return false;
  if (llvm::is_contained(macroNames(Value), Name))
    return true;
  const Expr *E = strip(&Value);
  if (E != &Value && llvm::is_contained(macroNames(*E), Name))
    return true;
  if (const auto *Operator = dyn_cast<BinaryOperator>(E))
    return Operator->getOpcode() == BO_Or &&
           (refersTo(*Operator->getLHS(), Name, Depth + 1) ||
            refersTo(*Operator->getRHS(), Name, Depth + 1));
  if (const Expr *Argument = onlyArgument(*E))
    return refersTo(*Argument, Name, Depth + 1);
  const NamedDecl *D = nullptr;
  if (const auto *Reference = dyn_cast<DeclRefExpr>(E))
    D = Reference->getDecl();
  else if (const auto *Member = dyn_cast<MemberExpr>(E))
    D = Member->getMemberDecl();
  else if (const auto *Call = dyn_cast<CallExpr>(E))
    D = Call->getDirectCallee();
  if (D && isNamed(*D, Name))
    return true;
  const Expr *Init = constantInitializer(*E);
  return Init && refersTo(*Init, Name, Depth + 1);
}

const EnumConstantDecl *
ValueReader::enumerator(const Expr &Value, std::optional<int64_t> Known) const {
  const Expr *E = strip(&Value);
  for (unsigned Depth = 0; Depth < MaxDepth; ++Depth) {
    if (const auto *Reference = dyn_cast<DeclRefExpr>(E))
      if (const auto *D = dyn_cast<EnumConstantDecl>(Reference->getDecl()))
        return D;
    const Expr *Init = constantInitializer(*E);
    if (!Init)
      break;
    E = strip(Init);
  }
  if (!Known)
    return nullptr;
  // Cast from a number, or computed; perhaps converted to an integer again.
  const Expr *Inner = Value.IgnoreParenImpCasts();
  const auto *Enum =
      dyn_cast_or_null<EnumDecl>(Inner->getType()->getAsTagDecl());
  if (!Enum || !(Enum = Enum->getDefinition()))
    return nullptr;
  for (const EnumConstantDecl *D : Enum->enumerators())
    if (clamp(D->getInitVal()) == *Known)
      return D;
  return nullptr;
}

std::optional<int64_t> ValueReader::integerOfName(StringRef Name) const {
  const NamedDecl *D = Names.resolve(Name);
  if (const auto *Enumerator = dyn_cast_or_null<EnumConstantDecl>(D))
    return clamp(Enumerator->getInitVal());
  return Names.macroInteger(Name);
}

//===----------------------------------------------------------------------===//
// Numbers and texts
//===----------------------------------------------------------------------===//

std::optional<int64_t> ValueReader::integer(const Expr &E) const {
  if (E.isValueDependent() || E.isTypeDependent() || E.containsErrors() ||
      isChoice(E))
    return std::nullopt;
  return integer(E, 0);
}

std::optional<int64_t> ValueReader::integer(const Expr &E,
                                            unsigned Depth) const {
  if (Depth > MaxDepth || E.isValueDependent() || E.containsErrors())
    return std::nullopt;
  QualType T = E.getType().getNonReferenceType();
  Expr::EvalResult Result;
  if (T->isIntegralOrEnumerationType()) {
    if (E.EvaluateAsInt(Result, Context))
      return clamp(Result.Val.getInt());
    // C++ evaluates constants of types that C does not, and the reverse.
    const Expr *Init = constantInitializer(*strip(&E));
    return Init ? integer(*Init, Depth + 1) : std::nullopt;
  }
  if (T->isRealFloatingType()) {
    llvm::APFloat Float(0.0);
    if (E.EvaluateAsFloat(Float, Context))
      return roundAway(Float);
    return std::nullopt;
  }
  if (T->isAnyPointerType() || T->isNullPtrType()) {
    if (E.isNullPointerConstant(Context, Expr::NPC_ValueDependentIsNotNull) ||
        strip(&E)->isNullPointerConstant(Context,
                                         Expr::NPC_ValueDependentIsNotNull))
      return 0;
    const Expr *Init = constantInitializer(*strip(&E));
    return Init ? integer(*Init, Depth + 1) : std::nullopt;
  }
  if (T->isRecordType())
    return integerOfObject(E, Depth);
  return std::nullopt;
}

std::optional<int64_t> ValueReader::integerOfObject(const Expr &E,
                                                    unsigned Depth) const {
  // A literal class: durations and their arithmetic.
  Expr::EvalResult Result;
  std::optional<int64_t> Number;
  if (E.EvaluateAsRValue(Result, Context) && !Result.HasSideEffects)
    if (onlyNumber(Result.Val, Number) && Number)
      return Number;
  // Any other class that is made from one number.
  const Expr *Inner = strip(&E);
  if (const Expr *Argument = onlyArgument(*Inner))
    return integer(*Argument, Depth + 1);
  if (const auto *Literal = dyn_cast<UserDefinedLiteral>(Inner))
    if (Literal->getLiteralOperatorKind() == UserDefinedLiteral::LOK_Integer)
      return integer(*Literal->getCookedLiteral(), Depth + 1);
  if (Inner != &E && !Inner->getType()->isRecordType())
    return integer(*Inner, Depth + 1);
  const Expr *Init = constantInitializer(*Inner);
  return Init ? integer(*Init, Depth + 1) : std::nullopt;
}

std::optional<std::string> ValueReader::text(const Expr &E) const {
  if (E.isValueDependent() || E.isTypeDependent() || E.containsErrors() ||
      isChoice(E))
    return std::nullopt;
  return text(E, 0);
}

std::optional<std::string> ValueReader::text(const Expr &Value,
                                             unsigned Depth) const {
  if (Depth > MaxDepth)
    return std::nullopt;
  const Expr *E = strip(&Value);
  if (const auto *Literal = dyn_cast<StringLiteral>(E)) {
    if (Literal->getCharByteWidth() == 1)
      return Literal->getBytes().str();
    // Wide text, such as L"Connection: close".
    std::string Narrow;
    for (unsigned I = 0; I < Literal->getLength(); ++I) {
      uint32_t Unit = Literal->getCodeUnit(I);
      if (Unit >= 0x80)
        return std::nullopt;
      Narrow.push_back(static_cast<char>(Unit));
    }
    return Narrow;
  }
  if (const auto *Literal = dyn_cast<UserDefinedLiteral>(E))
    if (Literal->getLiteralOperatorKind() == UserDefinedLiteral::LOK_String)
      return text(*Literal->getCookedLiteral(), Depth + 1);
  if (const Expr *Argument = onlyArgument(*E))
    return text(*Argument, Depth + 1);
  if (const Expr *Viewed = viewedText(*E))
    return text(*Viewed, Depth + 1);
  const Expr *Init = constantInitializer(*E);
  return Init ? text(*Init, Depth + 1) : std::nullopt;
}

//===----------------------------------------------------------------------===//
// Lists of pairs
//===----------------------------------------------------------------------===//

bool ValueReader::pairsOfInit(const Expr &List, Pairs &Result) const {
  const Expr *E = strip(&List);
  if (const auto *Standard = dyn_cast<CXXStdInitializerListExpr>(E))
    return pairsOfInit(*Standard->getSubExpr(), Result);
  if (const Expr *Argument = onlyArgument(*E))
    if (isa<CXXConstructExpr>(E) || !isa<InitListExpr>(E))
      return pairsOfInit(*Argument, Result);
  if (const auto *Construct = dyn_cast<CXXConstructExpr>(E))
    return Construct->getNumArgs() == 0; // an empty list
  const auto *Items = dyn_cast<InitListExpr>(E);
  if (!Items)
    return false;
  for (const Expr *Item : Items->inits()) {
    const Expr *Pair = strip(Item);
    // An element may have been copied or moved into place.
    while (const Expr *Argument = onlyArgument(*Pair))
      Pair = strip(Argument);
    if (const auto *Construct = dyn_cast<CXXConstructExpr>(Pair)) {
      if (Construct->getNumArgs() < 2)
        return false;
      Result.push_back({Construct->getArg(0), Construct->getArg(1)});
    } else if (const auto *Braces = dyn_cast<InitListExpr>(Pair)) {
      if (Braces->getNumInits() != 2)
        return false;
      Result.push_back({Braces->getInit(0), Braces->getInit(1)});
    } else {
      return false;
    }
  }
  return true;
}

bool ValueReader::pairs(const Expr &List, const FunctionDecl *Function,
                        Pairs &Result) const {
  if (List.isValueDependent() || List.isTypeDependent() ||
      List.containsErrors() || isChoice(List))
    return false;
  const Expr *E = strip(&List);
  if (const Expr *Init = constantInitializer(*E))
    return pairsOfInit(*Init, Result);
  if (const auto *Copy = dyn_cast<CXXConstructExpr>(E))
    if (Copy->getConstructor()->isCopyConstructor() && Copy->getNumArgs() > 0)
      E = strip(Copy->getArg(0));
  const auto *Reference = dyn_cast<DeclRefExpr>(E);
  const auto *Variable =
      Reference ? dyn_cast<VarDecl>(Reference->getDecl()) : nullptr;
  if (!Variable)
    return pairsOfInit(*E, Result);
  if (!Function || !Function->hasBody() || !Variable->hasLocalStorage() ||
      isa<ParmVarDecl>(Variable) || !Variable->getInit())
    return false;
  auto Trusted = [](const Expr &) { return ValueVerdict::Unknown; };
  LocalStruct Writes(*Variable, &List, Trusted);
  return !Writes.isChanged(*Function->getBody()) &&
         pairsOfInit(*Variable->getInit(), Result);
}

//===----------------------------------------------------------------------===//
// Verdicts
//===----------------------------------------------------------------------===//

ValueVerdict ValueReader::judgeName(const Expr &Value, StringRef Name) const {
  if (refersTo(Value, Name))
    return ValueVerdict::Matches;
  const Expr *E = strip(&Value);
  std::optional<int64_t> Number = integer(Value);
  if (!Number)
    return isAddressOrText(*E) || text(Value) ? ValueVerdict::Differs
                                              : ValueVerdict::Unknown;
  if (std::optional<int64_t> Meant = integerOfName(Name))
    return *Number == *Meant ? ValueVerdict::Matches : ValueVerdict::Differs;
  // A number is not a function or class, but it may well be what an unseen
  // variable or a macro amounts to.
  const NamedDecl *D = Names.resolve(Name);
  if (Names.isMacro(Name) || isa_and_nonnull<VarDecl>(D))
    return enumerator(Value, std::nullopt) || !macroNames(*E).empty()
               ? ValueVerdict::Differs
               : ValueVerdict::Unknown;
  return ValueVerdict::Differs;
}

ValueVerdict ValueReader::judgeStruct(const Expr &Value,
                                      const FunctionDecl *Function) const {
  auto Recurse = [&](const Expr &E) { return judgeStruct(E, Function); };
  if (Value.isValueDependent() || Value.isTypeDependent())
    return ValueVerdict::Unknown;
  const Expr *E = strip(&Value);
  if (const auto *Address = dyn_cast<UnaryOperator>(E))
    if (Address->getOpcode() == UO_AddrOf)
      E = strip(Address->getSubExpr());
  if (E->getType()->isAnyPointerType() || E->getType()->isNullPtrType())
    return integer(*E) == 0 ? ValueVerdict::Differs : ValueVerdict::Unknown;
  if (!E->getType()->isRecordType() && !E->getType()->isArrayType()) {
    if (isa<ImplicitValueInitExpr>(E))
      return ValueVerdict::Matches;
    std::optional<int64_t> Number = integer(*E);
    if (!Number)
      return ValueVerdict::Unknown;
    return *Number == 0 ? ValueVerdict::Matches : ValueVerdict::Differs;
  }
  if (const auto *Literal = dyn_cast<CompoundLiteralExpr>(E))
    E = strip(Literal->getInitializer());
  if (isa<ImplicitValueInitExpr, CXXScalarValueInitExpr>(E))
    return ValueVerdict::Matches;
  if (const auto *List = dyn_cast<InitListExpr>(E)) {
    ValueVerdict Result = ValueVerdict::Matches;
    for (const Expr *Item : List->inits()) {
      ValueVerdict One = Recurse(*Item);
      if (One == ValueVerdict::Differs)
        return One;
      if (One == ValueVerdict::Unknown)
        Result = One;
    }
    return Result;
  }
  if (const auto *Construct = dyn_cast<CXXConstructExpr>(E)) {
    if (Construct->getNumArgs() == 0)
      return Construct->requiresZeroInitialization() ? ValueVerdict::Matches
                                                     : ValueVerdict::Unknown;
    if (const Expr *Argument = onlyArgument(*E))
      return Recurse(*Argument);
    return ValueVerdict::Unknown;
  }
  if (const Expr *Init = constantInitializer(*E))
    return Recurse(*Init);
  const auto *Reference = dyn_cast<DeclRefExpr>(E);
  const auto *Variable =
      Reference ? dyn_cast<VarDecl>(Reference->getDecl()) : nullptr;
  if (!Variable || !Function || !Function->hasBody() ||
      !Variable->hasLocalStorage() || isa<ParmVarDecl>(Variable) ||
      Variable->getType()->isReferenceType())
    return ValueVerdict::Unknown;
  return LocalStruct(*Variable, &Value, Recurse).judge(*Function->getBody());
}

const Expr *ValueReader::onlyInitializer(const Expr &Value,
                                         const FunctionDecl *Function) const {
  if (const Expr *Init = constantInitializer(Value))
    return Init;
  const auto *Reference = dyn_cast<DeclRefExpr>(&Value);
  const auto *Variable =
      Reference ? dyn_cast<VarDecl>(Reference->getDecl()) : nullptr;
  if (!Variable || isa<ParmVarDecl>(Variable) || !Variable->hasLocalStorage() ||
      !Variable->getInit() || !Function || !Function->hasBody() ||
      Variable->getDeclContext() != Function->getDefinition())
    return nullptr;
  auto Trusted = [](const Expr &) { return ValueVerdict::Unknown; };
  LocalStruct Writes(*Variable, &Value, Trusted);
  return Writes.isChanged(*Function->getBody()) ? nullptr
                                                : Variable->getInit();
}

ValueVerdict ValueReader::judgeText(const Expr &Value, StringRef Pattern,
                                    const FunctionDecl *Function) const {
  auto Verdict = [&](StringRef Text) {
    return fitsText(Text, Pattern) ? ValueVerdict::Matches
                                   : ValueVerdict::Differs;
  };
  if (std::optional<std::string> Text = text(Value))
    return Verdict(*Text);
  if (integer(Value))
    return ValueVerdict::Differs;
  const Expr *E = strip(&Value);
  while (const Expr *Inner = viewedText(*E) ? viewedText(*E) : onlyArgument(*E))
    E = strip(Inner);
  const Expr *Init = onlyInitializer(*E, Function);
  if (!Init || Init->containsErrors() || isChoice(*Init))
    return ValueVerdict::Unknown;
  const auto *List = dyn_cast<InitListExpr>(strip(Init));
  if (!List || !List->getType()->isArrayType()) {
    std::optional<std::string> Text = text(*Init);
    return Text ? Verdict(*Text) : ValueVerdict::Unknown;
  }
  ValueVerdict Result = ValueVerdict::Differs;
  for (const Expr *Item : List->inits()) {
    std::optional<std::string> Text = text(*Item);
    if (Text && fitsText(*Text, Pattern))
      return ValueVerdict::Matches;
    if (!Text && !integer(*Item))
      Result = ValueVerdict::Unknown;
  }
  return Result;
}

ValueVerdict ValueReader::judgeOne(const Expr &Value,
                                   const ValuePattern &Pattern,
                                   const FunctionDecl *Function) const {
  using Kind = ValuePattern::Kind;
  auto Verdict = [](bool Same) {
    return Same ? ValueVerdict::Matches : ValueVerdict::Differs;
  };
  switch (Pattern.What) {
  case Kind::Name:
    return judgeName(Value, Pattern.Text);
  case Kind::ZeroStruct:
    return judgeStruct(Value, Function);
  case Kind::String:
    return judgeText(Value, Pattern.Text, Function);
  case Kind::Integer:
  case Kind::NonZero:
  case Kind::Negative:
  case Kind::Null:
    break;
  }
  std::optional<int64_t> Number = integer(Value);
  if (!Number) {
    // The address of something is not null, and no number that a model names.
    if (isAddressOrText(*strip(&Value)) && Value.getType()->isAnyPointerType())
      return Verdict(Pattern.What == Kind::NonZero);
    return ValueVerdict::Unknown;
  }
  switch (Pattern.What) {
  case Kind::NonZero:
    return Verdict(*Number != 0);
  case Kind::Negative:
    return Verdict(*Number < 0);
  case Kind::Null:
    return Verdict(*Number == 0);
  default:
    return Verdict(*Number == Pattern.Integer);
  }
}

ValueVerdict ValueReader::judge(const Expr *Value,
                                ArrayRef<ValuePattern> Patterns,
                                const FunctionDecl *Function) const {
  if (!Value || isa<CXXDefaultArgExpr>(Value)) {
    // Left out: only a pointer is null then.
    bool NullMatches = llvm::any_of(Patterns, [](const ValuePattern &P) {
      return P.What == ValuePattern::Kind::Null;
    });
    return NullMatches ? ValueVerdict::Matches : ValueVerdict::Unknown;
  }
  if (Value->isTypeDependent() || Value->isValueDependent() ||
      Value->containsErrors() || isChoice(*Value))
    return ValueVerdict::Unknown;
  ValueVerdict Result = ValueVerdict::Differs;
  for (const ValuePattern &Pattern : Patterns) {
    ValueVerdict One = judgeOne(*Value, Pattern, Function);
    if (One == ValueVerdict::Matches)
      return One;
    if (One == ValueVerdict::Unknown)
      Result = One;
  }
  return Result;
}

} // namespace nettidy::model
