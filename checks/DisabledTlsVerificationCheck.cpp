//===-- DisabledTlsVerificationCheck.cpp - Peers taken on trust -----------===//
//
// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "DisabledTlsVerificationCheck.h"
#include "SettingSwitches.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"

using namespace clang;

namespace nettidy {

namespace {

using Effect = model::Matcher::Effect;

/// Whether a URL, an address or a host name is on this machine.
bool isLoopback(StringRef Text) {
  if (Text.starts_with_insensitive("unix:"))
    return true;
  if (size_t Scheme = Text.find("://"); Scheme != StringRef::npos)
    Text = Text.substr(Scheme + 3);
  Text = Text.take_until([](char C) { return C == '/' || C == '?'; });
  if (size_t User = Text.rfind('@'); User != StringRef::npos)
    Text = Text.substr(User + 1);
  if (Text.starts_with("127.") || Text.starts_with("[::1]") || Text == "::1")
    return true;
  StringRef Host = Text.split(':').first;
  return Host.equals_insensitive("localhost") ||
         Host.ends_with_insensitive(".localhost");
}

/// The text that the value of \p E begins with, where it can be seen.
const StringLiteral *leadingText(const Stmt *S, unsigned Depth = 0) {
  if (!S || Depth > 24)
    return nullptr;
  if (const auto *Text = dyn_cast<StringLiteral>(S))
    return Text->getCharByteWidth() == 1 ? Text : nullptr;
  if (const auto *Reference = dyn_cast<DeclRefExpr>(S)) {
    const auto *Variable = dyn_cast<VarDecl>(Reference->getDecl());
    return Variable ? leadingText(Variable->getAnyInitializer(), Depth + 1)
                    : nullptr;
  }
  if (const auto *Default = dyn_cast<CXXDefaultArgExpr>(S))
    return leadingText(Default->getExpr(), Depth + 1);
  for (const Stmt *Child : S->children())
    if (const StringLiteral *Text = leadingText(Child, Depth + 1))
      return Text;
  return nullptr;
}

bool mentionsLoopback(const Decl *Owner) {
  bool Found = false;
  CallIndex::forEachStatement(Owner, [&](const Stmt *Node, const Stmt *) {
    const auto *Text = dyn_cast<StringLiteral>(Node);
    Found |=
        Text && Text->getCharByteWidth() == 1 && isLoopback(Text->getString());
  });
  return Found;
}

/// Names by which users call the choice to verify or not.
bool namesTheChoice(StringRef Name) {
  std::string Lower = Name.lower();
  return llvm::any_of(
      ArrayRef<StringRef>({"insecure", "unsafe", "verif", "verify", "trust",
                           "selfsigned", "self_signed", "validat", "peercheck",
                           "skip", "ignore", "disable", "allow"}),
      [&](StringRef Word) { return StringRef(Lower).contains(Word); });
}

bool mentionsTheChoice(const Stmt *Condition) {
  if (!Condition)
    return false;
  if (const auto *Reference = dyn_cast<DeclRefExpr>(Condition))
    if (Reference->getDecl()->getDeclName().isIdentifier() &&
        namesTheChoice(Reference->getDecl()->getName()))
      return true;
  if (const auto *Member = dyn_cast<MemberExpr>(Condition))
    if (Member->getMemberDecl()->getDeclName().isIdentifier() &&
        namesTheChoice(Member->getMemberDecl()->getName()))
      return true;
  return llvm::any_of(Condition->children(), mentionsTheChoice);
}

bool leaves(const Stmt *S) {
  if (const auto *Block = dyn_cast_or_null<CompoundStmt>(S))
    return !Block->body_empty() && leaves(Block->body_back());
  if (const auto *E = dyn_cast_or_null<Expr>(S))
    return isa<CXXThrowExpr>(E->IgnoreImplicit());
  return isa_and_nonnull<ReturnStmt, BreakStmt, ContinueStmt, GotoStmt>(S);
}

class Verification : SettingSwitches {
public:
  Verification(TranslationUnit &TU, FindingSink &Sink, StringRef Check)
      : SettingSwitches(TU, model::SettingKind::TLSVerification), Sink(Sink),
        Check(Check) {
    for (const ModelledSite &Site : Calls.sites())
      for (const model::ModelSet::Entry &Entry : Site.Entries)
        for (const model::Acquire &Acquire : Entry.Func->Acquires)
          if (Acquire.Inherits)
            addHeir(Site, Acquire);
  }

  void run() {
    for (const ModelledSite &Site : Calls.sites()) {
      for (const SettingSwitch &S : switchesOff(Site))
        judge(S);
      for (const model::ModelSet::Entry &Entry : Site.Entries)
        for (const model::Request &Request : Entry.Func->Requests)
          if (Request.Handshake && Request.Of && !Request.Of->VerifiesByDefault)
            judgeDefault(Site, *Entry.Func, Request);
    }
  }

private:
  /// What takes over the settings of which other object: a stream those of its
  /// context. The parent is null when nothing is known of it.
  struct Heir {
    const Expr *Site;
    const StorageClass *Child, *Parent;
  };

  static bool isHeir(const Heir &H, const StorageClass &Known);
  static bool isParent(const Heir &H, const StorageClass &Known);
  void addHeir(const ModelledSite &Site, const model::Acquire &Acquire);
  void judge(const SettingSwitch &S);
  void judgeDefault(const ModelledSite &Site, const model::Function &F,
                    const model::Request &Request);
  bool isHandshake(const ModelledSite &Site, const model::Request &R) const;
  bool isMadeForClient(const ModelledSite &Site) const;
  bool isClient(const StorageClass &Known) const;
  bool isServer(const StorageClass &Known) const;
  bool isOnThisMachine(const StorageClass *Known, const Decl *Owner) const;
  bool isVerifiedOtherwise(const StorageClass *Known,
                           const Expr *Except = nullptr) const;
  bool isHelperByName(const SettingSwitch &S) const;
  bool isAfterChoice(const Expr *Place, const Decl *Owner) const;

  FindingSink &Sink;
  StringRef Check;
  llvm::SmallVector<Heir, 4> Heirs;
};

void Verification::addHeir(const ModelledSite &Site,
                           const model::Acquire &Acquire) {
  const Expr *From = Match.at(Site.Site, Acquire.Inherits);
  Heirs.push_back({Site.Site, TU.storage().of(Site.Site),
                   From ? TU.storage().of(From) : nullptr});
}

bool Verification::isHeir(const Heir &H, const StorageClass &Known) {
  return llvm::any_of(Known.Facts, [&](const StorageFact &Fact) {
    return Fact.What == StorageFact::Kind::Acquire && Fact.Site == H.Site;
  });
}

bool Verification::isParent(const Heir &H, const StorageClass &Known) {
  return H.Parent && llvm::any_of(H.Parent->Members, [&](const ValueDecl *D) {
           return llvm::is_contained(Known.Members, D);
         });
}

/// True when the request is visibly the handshake of a client.
bool Verification::isHandshake(const ModelledSite &Site,
                               const model::Request &R) const {
  if (!R.Handshake)
    return false;
  if (!R.Unless)
    return true;
  const Expr *Side = Match.at(Site.Site, R.Unless);
  return Side && Match.judge(Side, R.UnlessValues, Site.function()) ==
                     model::ValueVerdict::Differs;
}

/// `make_shared<Context>(Method)`: the arguments are those of a constructor.
bool Verification::isMadeForClient(const ModelledSite &Site) const {
  const auto *Call = dyn_cast<CallExpr>(Site.Site);
  const FunctionDecl *Maker = Call ? Call->getDirectCallee() : nullptr;
  const TemplateArgumentList *Arguments =
      Maker ? Maker->getTemplateSpecializationArgs() : nullptr;
  if (!Site.Built || !Arguments || Arguments->size() == 0 ||
      Arguments->get(0).getKind() != TemplateArgument::Type)
    return false;
  const CXXRecordDecl *Class =
      Arguments->get(0).getAsType()->getAsCXXRecordDecl();
  if (!Class || !Class->hasDefinition())
    return false;
  for (const CXXConstructorDecl *Constructor : Class->ctors())
    for (const model::ModelSet::Entry &Entry : Match.lookup(Constructor))
      for (const model::Acquire &A : Entry.Func->Acquires)
        if (A.ClientRole.Where == model::Position::Base::Argument &&
            A.ClientRole.Index < Call->getNumArgs() &&
            Match.judge(Call->getArg(A.ClientRole.Index), A.ClientRoleValues,
                        Site.function()) == model::ValueVerdict::Matches)
          return true;
  return false;
}

bool Verification::isClient(const StorageClass &Known) const {
  auto ByItself = [&](const StorageClass &One) {
    return llvm::any_of(One.Facts, [&](const StorageFact &Fact) {
      const ModelledSite *Site = Fact.Site ? Calls.site(Fact.Site) : nullptr;
      if (!Site)
        return false;
      if (Fact.What == StorageFact::Kind::Request)
        return isHandshake(*Site, *Fact.Request);
      if (Fact.What == StorageFact::Kind::Acquire && !Fact.Acquire)
        return isMadeForClient(*Site);
      if (Fact.What != StorageFact::Kind::Acquire || !Fact.Acquire->ClientRole)
        return false;
      const Expr *Method = Match.at(Fact.Site, Fact.Acquire->ClientRole);
      return Method &&
             Match.judge(Method, Fact.Acquire->ClientRoleValues,
                         Site->function()) == model::ValueVerdict::Matches;
    });
  };
  return ByItself(Known) || llvm::any_of(Heirs, [&](const Heir &H) {
           return isParent(H, Known) && H.Child && ByItself(*H.Child);
         });
}

bool Verification::isServer(const StorageClass &Known) const {
  auto ByItself = [&](const StorageClass &One) {
    return llvm::any_of(One.Facts, [&](const StorageFact &Fact) {
      if (Fact.Func && Fact.Func->ServerSide)
        return true;
      const ModelledSite *Site = Fact.Site ? Calls.site(Fact.Site) : nullptr;
      return Site && Fact.What == StorageFact::Kind::Request &&
             Fact.Request->Handshake && !isHandshake(*Site, *Fact.Request);
    });
  };
  return ByItself(Known) || llvm::any_of(Heirs, [&](const Heir &H) {
           return isParent(H, Known) && H.Child && ByItself(*H.Child);
         });
}

/// True when all that is seen of the peer says that it is on this machine.
bool Verification::isOnThisMachine(const StorageClass *Known,
                                   const Decl *Owner) const {
  bool Local = false, Remote = false;
  auto Look = [&](const Expr *Peer) {
    if (!Peer)
      return;
    if (const StringLiteral *Text = leadingText(Peer))
      (isLoopback(Text->getString()) ? Local : Remote) = true;
  };
  if (Known)
    for (const StorageFact &Fact : Known->Facts) {
      if (Fact.What == StorageFact::Kind::Setting &&
          Fact.Setting->Kind == model::SettingKind::Peer) {
        if (Fact.Setting->Local)
          return true;
        Look(Fact.Value);
      } else if (Fact.What == StorageFact::Kind::Acquire && Fact.Acquire &&
                 Fact.Acquire->Host) {
        Look(Match.at(Fact.Site, Fact.Acquire->Host));
      } else if (Fact.What == StorageFact::Kind::Request &&
                 Fact.Request->Host) {
        Look(Match.at(Fact.Site, Fact.Request->Host));
      }
    }
  if (Local || Remote)
    return Local && !Remote;
  // Put together elsewhere in the function, by snprintf for instance.
  return mentionsLoopback(Owner);
}

/// A pinned key, a callback or a look at the result takes the place of what is
/// switched off.
bool Verification::isVerifiedOtherwise(const StorageClass *Known,
                                       const Expr *Except) const {
  return Known && llvm::any_of(Known->Facts, [&](const StorageFact &Fact) {
           return Fact.What == StorageFact::Kind::Setting &&
                  Fact.Site != Except &&
                  Fact.Setting->Kind == model::SettingKind::TLSVerification &&
                  Fact.Setting->Off.empty() && Fact.Setting->On.empty();
         });
}

/// A function that is called `allowSelfSigned` is a choice of its callers,
/// unless they are all in sight.
bool Verification::isHelperByName(const SettingSwitch &S) const {
  const auto *F = dyn_cast<FunctionDecl>(S.PlaceOwner);
  if (!F || !F->getDeclName().isIdentifier() || !namesTheChoice(F->getName()))
    return false;
  return Calls.callersOf(F).empty();
}

/// `if (verify) return;` before the place is a choice as well.
bool Verification::isAfterChoice(const Expr *Place, const Decl *Owner) const {
  const Stmt *Child = Place;
  for (const Stmt *S = Calls.parentOf(Place, Owner); S;
       Child = S, S = Calls.parentOf(S, Owner)) {
    const auto *Block = dyn_cast<CompoundStmt>(S);
    if (!Block)
      continue;
    for (const Stmt *Earlier : Block->body()) {
      if (Earlier == Child)
        break;
      const auto *If = dyn_cast<IfStmt>(Earlier);
      if (If && leaves(If->getThen()) && mentionsTheChoice(If->getCond()))
        return true;
    }
  }
  return false;
}

void Verification::judge(const SettingSwitch &S) {
  if (Contexts.isTestCode(S.PlaceOwner))
    return;
  const StorageClass *Known = storageOf(S);
  // Where an object serves both sides, a server need not verify its clients.
  if (S.Object &&
      (!S.Object->VerifiesByDefault || S.Object->BothSides) &&
      (!Known || !isClient(*Known) || isServer(*Known)))
    return;
  if (isSwitchedBothWays(S, Known) ||
      isUnderChoice(S.Place, S.PlaceOwner, S.Configured) ||
      isAfterChoice(S.Place, S.PlaceOwner) || isHelperByName(S) ||
      isVerifiedOtherwise(Known, S.Place) || isOnThisMachine(Known, S.PlaceOwner))
    return;
  Finding F;
  F.Check = Check;
  F.Location = place(S.Place);
  F.Ranges.push_back(CharSourceRange::getTokenRange(S.Place->getSourceRange()));
  F.Message = "'" + S.Name +
              "' switches off the verification of the peer, so anybody on the "
              "way can read and change what is sent";
  if (S.Judge)
    F.Notes.push_back({TU.sources().getExpansionLoc(S.Judge->getLocation()),
                       "this function finds every certificate good"});
  if (Known) {
    auto Acquired = Known->of(StorageFact::Kind::Acquire);
    if (!Acquired.empty() && Acquired.front()->Site != S.Site->Site)
      F.Notes.push_back({place(Acquired.front()->Site), "built here"});
  }
  addFix(F, S);
  Sink.report(std::move(F));
}

/// A handshake on an object whose whole history is seen, and nowhere in it the
/// wish to verify.
void Verification::judgeDefault(const ModelledSite &Site,
                                const model::Function &F,
                                const model::Request &Request) {
  if (Contexts.isTestCode(Site.Owner) || !isHandshake(Site, Request))
    return;
  const Expr *Object = Match.at(Site.Site, Request.At);
  const StorageClass *Known = Object ? TU.storage().of(Object) : nullptr;
  if (!Known || isServer(*Known))
    return;
  llvm::SmallVector<const StorageClass *, 4> Line = {Known};
  for (unsigned I = 0; I < Line.size(); ++I)
    for (const Heir &H : Heirs)
      if (isHeir(H, *Line[I])) {
        if (!H.Parent)
          return;
        if (!llvm::is_contained(Line, H.Parent))
          Line.push_back(H.Parent);
      }
  const StorageFact *Root = nullptr;
  for (const StorageClass *One : Line) {
    if (!One->closed() || One->has(StorageFact::Kind::UnknownSetting) ||
        isOnThisMachine(One, Site.Owner))
      return;
    auto Acquires = One->of(StorageFact::Kind::Acquire);
    // Without a row about it, an object may come from anywhere.
    if (llvm::none_of(Acquires, [](const StorageFact *Fact) {
          return Fact->Acquire != nullptr;
        }))
      return;
    for (const StorageFact *Acquire : Acquires)
      if (!Root || One != Known)
        Root = Acquire;
    if (llvm::any_of(One->Facts, [](const StorageFact &Fact) {
          return Fact.What == StorageFact::Kind::Setting &&
                 Fact.Setting->Kind == model::SettingKind::TLSVerification;
        }))
      return;
  }
  Finding New;
  New.Check = Check;
  New.Location = place(Site.Site);
  New.Ranges.push_back(
      CharSourceRange::getTokenRange(Site.Site->getSourceRange()));
  StringRef Name = F.Name;
  New.Message = "'" + Name.substr(Name.rfind(':') + 1).str() +
                "' accepts any peer: verification is off by default and "
                "nothing switches it on for this " +
                Request.Of->Noun;
  New.Notes.push_back({place(Root->Site), Line.size() > 1
                                              ? "the settings come from here"
                                              : "built here"});
  Sink.report(std::move(New));
}

} // namespace

void DisabledTlsVerificationCheck::checkTranslationUnit(TranslationUnit &TU,
                                                        FindingSink &Sink) {
  if (TU.calls().sites().empty())
    return;
  Verification(TU, Sink, name()).run();
}

} // namespace nettidy
