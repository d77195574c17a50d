//===-- ModelParser.cpp - From YAML to a library model ----------*- C++ -*-===//
//
// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// One reader function per structure of Model.h. A structure with a problem is
/// dropped together with the row that holds it, because a row that is half
/// understood could make the checks claim what nobody wrote; all other rows
/// count.
///
//===----------------------------------------------------------------------===//

#include "model/ModelSet.h"
#include "model/YamlTree.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Support/Path.h"

using namespace llvm;

namespace nettidy::model {

namespace {

constexpr int64_t SupportedFormat = 1;

bool isIdentifier(StringRef Word) {
  return !Word.empty() && !isDigit(Word.front()) &&
         all_of(Word, [](char C) { return isAlnum(C) || C == '_'; });
}

/// `a::b::c`, where the last part may be an operator.
bool isQualifiedName(StringRef Name) {
  while (true) {
    StringRef Operator = Name;
    if (Operator.consume_front("operator") && !Operator.empty() &&
        !isAlnum(Operator.front()) && Operator.front() != '_')
      return true;
    auto [First, Rest] = Name.split("::");
    if (!isIdentifier(First))
      return false;
    if (First.size() == Name.size())
      return true;
    Name = Rest;
  }
}

constexpr YamlTree::Word<ObjectRole> RoleWords[] = {
    {"client", ObjectRole::Client},     {"connection", ObjectRole::Connection},
    {"response", ObjectRole::Response}, {"timer", ObjectRole::Timer},
    {"resource", ObjectRole::Resource}, {"pool", ObjectRole::Pool},
    {"request", ObjectRole::Request},   {"server", ObjectRole::Server},
    {"deadline", ObjectRole::Deadline}};

constexpr YamlTree::Word<ObjectKind> KindWords[] = {
    {"handle", ObjectKind::Handle},
    {"descriptor", ObjectKind::Descriptor},
    {"class", ObjectKind::Class}};

constexpr YamlTree::Word<Object::Evidence> EvidenceWords[] = {
    {"function", Object::Evidence::Function},
    {"handler", Object::Evidence::Handler},
    {"loop", Object::Evidence::Loop}};

constexpr YamlTree::Word<FailureForm> FailureWords[] = {
    {"never", FailureForm::Never},
    {"null", FailureForm::Null},
    {"minus-one", FailureForm::MinusOne},
    {"nonzero-status", FailureForm::NonZeroStatus},
    {"zero-status", FailureForm::ZeroStatus},
    {"negative-status", FailureForm::NegativeStatus},
    {"non-positive-status", FailureForm::NonPositiveStatus},
    {"null-return", FailureForm::NullReturn}};

constexpr YamlTree::Word<SettingKind> SettingWords[] = {
    {"timeout", SettingKind::Timeout},
    {"keep-alive", SettingKind::KeepAlive},
    {"tls-verification", SettingKind::TLSVerification},
    {"share", SettingKind::Share},
    {"pool-limit", SettingKind::PoolLimit},
    {"backoff", SettingKind::Backoff},
    {"peer", SettingKind::Peer},
    {"other", SettingKind::Other}};

constexpr YamlTree::Word<Arm::Repeat> RepeatWords[] = {
    {"once", Arm::Repeat::Once},
    {"periodic", Arm::Repeat::Periodic},
    {"by-value", Arm::Repeat::ByValue},
    {"by-result", Arm::Repeat::ByResult}};

using Condition = ApplySetting::Condition;

class ModelReader {
public:
  ModelReader(YamlTree &From, StringRef File,
              ArrayRef<const Library *> OtherLibraries)
      : Tree(From), Others(OtherLibraries),
        Lib(std::make_unique<Library>()) {
    Lib->File = File.str();
  }

  std::unique_ptr<Library> read();

private:
  // Sections of the file.
  bool readHeader(YamlFields &Fields);
  void readNamespaces(const YamlNode &Node);
  void readObjects(const YamlNode &Node);
  void readTables(const YamlNode &Node);
  void readFunctions(const YamlNode &Node);
  void readFields(const YamlNode &Node);
  void readHandlerClasses(const YamlNode &Node);

  // Rows.
  void readObject(const YamlNode &Node);
  void readOption(const YamlNode &Node, OptionTable &Table);
  void readFunction(const YamlNode &Node);
  void readField(const YamlNode &Node);
  void readHandlerClass(const YamlNode &Node);
  void readOwners(const YamlNode &Node);

  // Effects of a function.
  void readEffects(YamlFields &Row, Function &F);
  void returns(const YamlNode &Node, Function &F);
  void readOne(const YamlNode &Node, Acquire &A);
  void readOne(const YamlNode &Node, Release &R);
  void readOne(const YamlNode &Node, Transfer &T);
  void readOne(const YamlNode &Node, Request &R);
  void readOne(const YamlNode &Node, ApplySetting &S);
  void readOne(const YamlNode &Node, ApplyOption &O);
  void readOne(const YamlNode &Node, ApplyHeader &H);
  void readOne(const YamlNode &Node, Arm &A);
  void cancelStatus(YamlFields &Fields, std::optional<unsigned> &Result);
  void readOne(const YamlNode &Node, Handler &H);
  void readOne(const YamlNode &Node, Function::Attach &A);
  void readOne(const YamlNode &Node, Function::Undrained &U);
  void readOne(const YamlNode &Node, Function::Drain &D);
  void readOne(const YamlNode &Node, Position &P) { position(Node, P); }
  template <typename T>
  void readAll(YamlFields &Row, StringRef Key, SmallVectorImpl<T> &Result);
  void rejectRepeated(const YamlNode &Node, ArrayRef<Acquire> Acquires);
  void rejectRepeated(const YamlNode &Node, ArrayRef<Release> Releases);

  // Parts.
  void setting(YamlFields &Fields, Setting &S);
  void handlerFields(YamlFields &Fields, Handler &H);
  void optionHandler(const YamlNode &Node, Option &O);
  void versions(YamlFields &Fields, std::string &Since, std::string &Until);
  void arguments(const YamlNode &Node, Function &F);
  void boundedBy(const YamlNode &Node, Request &R);
  void position(const YamlNode &Node, Position &P);
  void position(YamlFields &Fields, StringRef Key, Position &P);
  void values(const YamlNode &Node, SmallVectorImpl<ValuePattern> &Result);
  void value(const YamlNode &Node, SmallVectorImpl<ValuePattern> &Result);
  void conditions(const YamlNode &Node, SmallVectorImpl<Condition> &Result);
  void condition(YamlFields &Fields, StringRef Key, Position &At,
                 SmallVectorImpl<ValuePattern> &Values);
  void object(YamlFields &Fields, bool Required, std::string &Name,
              const Object *&Of);
  void object(const YamlNode &Node, std::string &Name, const Object *&Of);
  void table(YamlFields &Fields, std::string &Name);
  /// Names of a row with the node of each.
  using Names = SmallVector<std::pair<std::string, SourcePosition>, 4>;
  bool names(const YamlNode *Node, StringRef What, Names &Result);
  void classTypes(const YamlNode &Node, Object &O, Names &Result);
  void takes(const YamlNode &Node, SmallVectorImpl<Function::Taken> &Takes);

  // Whole-model checks.
  void addFunction(const Function &Row, StringRef Name, SourcePosition Where);
  void checkBounds();
  void provide(const Setting &S);

  template <typename T>
  void readRows(const YamlNode &Node, StringRef Section, T ReadRow) {
    if (Node.isMapping() || Node.isScalar()) {
      Tree.error(Node, "'" + Section + "' must be a list (`- ...`), not " +
                           Node.describe());
      return;
    }
    for (const YamlNode &Row : Node.Items)
      if (!Row.Broken)
        ReadRow(Row);
  }

  YamlTree &Tree;
  ArrayRef<const Library *> Others;
  std::unique_ptr<Library> Lib;
  /// Objects and tables that exist but have a problem of their own: a row that
  /// uses one is dropped without a second message.
  StringSet<> BrokenObjects, BrokenTables;
  bool DependsOnBroken = false;
  StringMap<unsigned> FirstLine; ///< of names that must be unique
  StringMap<SmallVector<const Function *, 2>> FunctionsByName;
  /// Words that some setting provides, and the uses to check against them.
  StringSet<> ProvidedBounds;
  std::vector<std::pair<std::string, SourcePosition>> UsedBounds;
};

//===----------------------------------------------------------------------===//
// Parts
//===----------------------------------------------------------------------===//

void ModelReader::position(const YamlNode &Node, Position &P) {
  if (Node.isScalar())
    if (std::optional<Position> Parsed = parsePosition(Node.Text)) {
      P = *Parsed;
      return;
    }
  Tree.error(Node, "malformed position" +
                       (Node.isScalar() ? " '" + Node.Text.str() + "'"
                                        : std::string()) +
                       "; expected return, this, assigned, argN, \"*argN\", "
                       "\"argN[K]\", argN.field or \"*argN.field\"");
}

void ModelReader::position(YamlFields &Fields, StringRef Key, Position &P) {
  if (const YamlNode *Node = Fields.find(Key))
    position(*Node, P);
}

void ModelReader::value(const YamlNode &Node,
                        SmallVectorImpl<ValuePattern> &Result) {
  ValuePattern Pattern;
  if (!Node.isScalar()) {
    Tree.error(Node, "expected a value, not " + Node.describe());
    return;
  }
  StringRef Text = Node.Text;
  if (Node.Quoted) {
    Pattern.What = ValuePattern::Kind::String;
    Pattern.Text = Text.str();
  } else if (Text == "true" || Text == "false") {
    Pattern.Integer = Text == "true";
  } else if (Text == "nonzero") {
    Pattern.What = ValuePattern::Kind::NonZero;
  } else if (Text == "negative") {
    Pattern.What = ValuePattern::Kind::Negative;
  } else if (Text == "null") {
    Pattern.What = ValuePattern::Kind::Null;
  } else if (Text == "zero-struct") {
    Pattern.What = ValuePattern::Kind::ZeroStruct;
  } else if (!Text.getAsInteger(0, Pattern.Integer)) {
    // Integer is the default kind.
  } else if (isQualifiedName(Text)) {
    Pattern.What = ValuePattern::Kind::Name;
    Pattern.Text = Text.str();
    for (const Library::NamespaceAlias &Space : Lib->Namespaces)
      if (Text.starts_with(Space.Name + "::"))
        for (const std::string &Also : Space.Also) {
          Result.push_back(Pattern);
          Result.back().Text = Also + Pattern.Text.substr(Space.Name.size());
        }
  } else {
    Tree.error(Node, "malformed value '" + Text +
                         "'; expected an integer, true, false, nonzero, "
                         "negative, null, zero-struct, a name, or a text in "
                         "quotes");
    return;
  }
  Result.push_back(std::move(Pattern));
}

void ModelReader::values(const YamlNode &Node,
                         SmallVectorImpl<ValuePattern> &Result) {
  YamlTree::forEach(Node, [&](const YamlNode &Item) { value(Item, Result); });
  if (Node.isSequence() && Node.Items.empty())
    Tree.error(Node, "a list of values must not be empty");
}

void ModelReader::conditions(const YamlNode &Node,
                             SmallVectorImpl<Condition> &Result) {
  if (!Node.isMapping() || Node.Entries.empty()) {
    Tree.error(Node, "expected a condition such as {arg1: VALUE}, not " +
                         (Node.isMapping() ? "an empty one" : Node.describe()));
    return;
  }
  for (const YamlNode::Entry &Entry : Node.Entries) {
    Condition &C = Result.emplace_back();
    position(Entry.Key, C.At);
    values(Entry.Value, C.Values);
  }
}

void ModelReader::condition(YamlFields &Fields, StringRef Key, Position &At,
                            SmallVectorImpl<ValuePattern> &Values) {
  const YamlNode *Node = Fields.find(Key);
  if (!Node)
    return;
  SmallVector<Condition, 1> All;
  conditions(*Node, All);
  if (All.size() > 1) {
    Tree.error(*Node, "'" + Key + "' takes one position here");
    return;
  }
  if (All.empty())
    return;
  At = All.front().At;
  Values.append(All.front().Values.begin(), All.front().Values.end());
}

void ModelReader::object(YamlFields &Fields, bool Required, std::string &Name,
                         const Object *&Of) {
  const YamlNode *Node =
      Required ? Fields.require("object") : Fields.find("object");
  if (Node)
    object(*Node, Name, Of);
}

void ModelReader::object(const YamlNode &Node, std::string &Name,
                         const Object *&Of) {
  if (!Tree.read(Node, Name))
    return;
  auto [LibraryName, ObjectName] = StringRef(Name).split('.');
  if (ObjectName.empty()) {
    Of = Lib->findObject(Name);
    if (!Of && BrokenObjects.contains(Name)) {
      DependsOnBroken = true;
      return;
    }
  } else {
    for (const Library *Other : Others)
      if (Other->Name == LibraryName)
        Of = Other->findObject(ObjectName);
  }
  if (Of || Tree.broken())
    return;
  if (!ObjectName.empty()) {
    Tree.error(Node, "no object '" + ObjectName + "' in a model '" +
                         LibraryName + "'");
    return;
  }
  SmallVector<StringRef, 16> Candidates;
  for (const std::unique_ptr<Object> &O : Lib->Objects)
    Candidates.push_back(O->Name);
  StringRef Meant = closestWord(Name, Candidates);
  std::string Hint;
  if (!Meant.empty())
    Hint = "; did you mean '" + Meant.str() + "'?";
  else if (!Candidates.empty())
    Hint = "; it has " + join(Candidates, ", ");
  Tree.error(Node, "no object '" + Name + "' in this model" + Hint);
}

void ModelReader::table(YamlFields &Fields, std::string &Name) {
  const YamlNode *Node = Fields.require("table");
  if (!Node || !Tree.read(*Node, Name))
    return;
  auto [LibraryName, TableName] = StringRef(Name).split('.');
  if (TableName.empty()) {
    if (Lib->findTable(Name) || Tree.broken())
      return;
    if (BrokenTables.contains(Name)) {
      DependsOnBroken = true;
      return;
    }
  } else {
    for (const Library *Other : Others)
      if (Other->Name == LibraryName && Other->findTable(TableName))
        return;
  }
  if (!TableName.empty()) {
    Tree.error(*Node,
               "no table '" + TableName + "' in a model '" + LibraryName + "'");
    return;
  }
  SmallVector<StringRef, 8> Candidates;
  for (const OptionTable &T : Lib->Tables)
    Candidates.push_back(T.Name);
  StringRef Meant = closestWord(Name, Candidates);
  std::string Hint;
  if (!Meant.empty())
    Hint = "; did you mean '" + Meant.str() + "'?";
  Tree.error(*Node, "no table '" + Name + "' under 'options'" + Hint);
}

void ModelReader::setting(YamlFields &Fields, Setting &S) {
  if (const YamlNode *Kind = Fields.require("setting"))
    Tree.read(*Kind, ArrayRef(SettingWords), S.Kind);
  Fields.read("bounds", S.Bounds);
  if (const YamlNode *Unit = Fields.find("unit")) {
    static constexpr YamlTree::Word<StringRef> Units[] = {
        {"s", "s"},   {"ms", "ms"},           {"us", "us"},
        {"ns", "ns"}, {"timeval", "timeval"}, {"duration", "duration"}};
    StringRef Result;
    if (Tree.read(*Unit, ArrayRef(Units), Result))
      S.Unit = Result.str();
  }
  for (auto [Key, List] :
       {std::pair<StringRef, SmallVectorImpl<ValuePattern> *>("infinite",
                                                              &S.Infinite),
        {"default", &S.Default},
        {"off", &S.Off},
        {"on", &S.On}})
    if (const YamlNode *Node = Fields.find(Key))
      values(*Node, *List);
  position(Fields, "pool", S.Pool);
  position(Fields, "judge", S.Judge);
  if (const YamlNode *Judge = Fields.keyNode("judge"))
    if (S.Kind != SettingKind::TLSVerification)
      Tree.error(*Judge, "'judge' does not apply to this setting");
  Fields.read("requires-on-pool", S.RequiresOnPool);
  if (!S.RequiresOnPool.empty())
    UsedBounds.push_back(
        {S.RequiresOnPool, Fields.find("requires-on-pool")->Where});
  Fields.read("fix", S.FixValue);
  if (S.FixValue == "remove") {
    S.FixValue.clear();
    S.Remove = true;
  }
  Fields.read("only-if-reused", S.OnlyIfReused);
  if (const YamlNode *Only = Fields.keyNode("only-if-reused"))
    if (S.Kind != SettingKind::KeepAlive)
      Tree.error(*Only, "'only-if-reused' does not apply to this setting");
  Fields.read("local", S.Local);
  if (const YamlNode *Local = Fields.keyNode("local"))
    if (S.Kind != SettingKind::Peer)
      Tree.error(*Local, "'local' does not apply to this setting");
  // Values that the kind has no use for are a sign of a misunderstanding.
  bool Switch = S.Kind == SettingKind::KeepAlive ||
                S.Kind == SettingKind::TLSVerification ||
                S.Kind == SettingKind::Share || S.Kind == SettingKind::Other;
  for (StringRef Key : {"infinite", "default", "unit"})
    if (const YamlNode *Node = Fields.keyNode(Key))
      if (S.Kind != SettingKind::Timeout && S.Kind != SettingKind::Backoff &&
          S.Kind != SettingKind::PoolLimit)
        Tree.error(*Node, "'" + Key + "' does not apply to this setting");
  for (StringRef Key : {"off", "on"})
    if (const YamlNode *Node = Fields.keyNode(Key))
      if (!Switch && !(Key == "on" && S.Kind == SettingKind::Timeout))
        Tree.error(*Node, "'" + Key + "' does not apply to this setting");
}

void ModelReader::provide(const Setting &S) {
  for (const std::string &Bound : S.Bounds)
    ProvidedBounds.insert(Bound);
}

void ModelReader::handlerFields(YamlFields &Fields, Handler &H) {
  Fields.read("repeats", H.Repeats);
  Fields.read("per-request", H.PerRequest);
  Fields.read("thread", H.Thread);
  position(Fields, "once", H.Once);
  readAll(Fields, "gives", H.Gives);
  condition(Fields, "failed", H.Failed, H.FailedValues);
  Fields.read("accepts", H.Accepts);
}

void ModelReader::versions(YamlFields &Fields, std::string &Since,
                           std::string &Until) {
  Fields.read("since", Since);
  Fields.read("until", Until);
}

void ModelReader::arguments(const YamlNode &Node, Function &F) {
  auto Malformed = [&] {
    Tree.error(Node, "malformed number of arguments; expected N, N+ or N-M");
  };
  if (!Node.isScalar())
    return Malformed();
  StringRef Text = Node.Text;
  unsigned Minimum, Maximum;
  if (Text.consumeInteger(10, Minimum))
    return Malformed();
  F.MinArguments = Minimum;
  if (Text == "+")
    return;
  F.MaxArguments = Minimum;
  if (Text.empty())
    return;
  if (!Text.consume_front("-") || Text.getAsInteger(10, Maximum) ||
      Maximum < Minimum)
    return Malformed();
  F.MaxArguments = Maximum;
}

bool ModelReader::names(const YamlNode *Node, StringRef What, Names &Result) {
  if (!Node)
    return false;
  size_t Before = Tree.errors();
  if (Node->isMapping() || Node->What == YamlNode::Kind::Null) {
    Tree.error(*Node,
               "expected a name or a list of names, not " + Node->describe());
    return false;
  }
  YamlTree::forEach(*Node, [&](const YamlNode &Item) {
    std::string Name;
    if (!Tree.read(Item, Name))
      return;
    StringRef Clean = StringRef(Name).trim();
    Clean.consume_front("::");
    if (Clean == (What == "method" ? "*::*" : "*") && What != "function") {
      Result.push_back({Clean.str(), Item.Where});
      return;
    }
    if (What == "method" && isNamePattern(Clean)) {
      StringRef Fixed = Clean;
      Fixed.consume_front("*::");
      Fixed.consume_back("::*");
      if (isQualifiedName(Fixed)) {
        Result.push_back({Clean.str(), Item.Where});
        return;
      }
    }
    if (!isQualifiedName(Clean)) {
      Tree.error(Item, "malformed name '" + Name +
                           "': expected identifiers joined by '::', without "
                           "arguments or template arguments");
      return;
    }
    if (What == "method" && !Clean.contains("::")) {
      Tree.error(Item,
                 "method '" + Name + "' needs its class: `Class::method`");
      return;
    }
    Result.push_back({Clean.str(), Item.Where});
  });
  if (Node->isSequence() && Node->Items.empty())
    Tree.error(*Node, "the list of names is empty");
  return Tree.errors() == Before;
}

//===----------------------------------------------------------------------===//
// Effects
//===----------------------------------------------------------------------===//

void ModelReader::readOne(const YamlNode &Node, Acquire &A) {
  YamlFields Fields(Tree, Node, "acquire");
  object(Fields, true, A.ObjectName, A.Of);
  if (const YamlNode *At = Fields.require("at"))
    position(*At, A.At);
  if (const YamlNode *Failure = Fields.find("failure"))
    Tree.read(*Failure, ArrayRef(FailureWords), A.Failure);
  A.Status.Where = Position::Base::Return;
  position(Fields, "status", A.Status);
  position(Fields, "alias", A.Alias);
  position(Fields, "owner", A.Owner);
  position(Fields, "child-of", A.ChildOf);
  if (const YamlNode *Unless = Fields.find("unless-set"))
    if (Tree.read(*Unless, A.UnlessSet))
      for (const std::string &Word : A.UnlessSet)
        UsedBounds.push_back({Word, Unless->Where});
  Fields.read("handed", A.Handed);
  position(Fields, "inherits", A.Inherits);
  position(Fields, "error", A.Error);
  position(Fields, "host", A.Host);
  position(Fields, "unless-given", A.UnlessGiven);
  condition(Fields, "client-role", A.ClientRole, A.ClientRoleValues);
  condition(Fields, "when", A.When, A.WhenValues);
  Fields.finish();
}

void ModelReader::readOne(const YamlNode &Node, Release &R) {
  if (Node.isScalar())
    return position(Node, R.At);
  YamlFields Fields(Tree, Node, "release");
  object(Fields, false, R.ObjectName, R.Of);
  if (const YamlNode *At = Fields.require("at"))
    position(*At, R.At);
  Fields.read("deferred", R.ByAddress);
  Fields.read("counted", R.Counted);
  condition(Fields, "unless", R.When, R.WhenValues);
  Fields.finish();
}

void ModelReader::readOne(const YamlNode &Node, Transfer &T) {
  if (Node.isScalar())
    return position(Node, T.At);
  YamlFields Fields(Tree, Node, "transfer");
  if (const YamlNode *At = Fields.require("at"))
    position(*At, T.At);
  if (const YamlNode *Failure = Fields.find("failure"))
    Tree.read(*Failure, ArrayRef(FailureWords), T.Failure);
  const YamlNode *When = Fields.find("when");
  if (When && When->isMapping()) {
    SmallVector<ValuePattern, 1> Values;
    condition(Fields, "when", T.Flag, Values);
    if (Values.size() > 1)
      Tree.error(*When, "'when' takes one value here");
    else if (Values.size() == 1) {
      T.Value = Values.front();
      if (T.Value.What == ValuePattern::Kind::NonZero)
        T.When = TransferWhen::NonZero;
      else if (T.Value.What == ValuePattern::Kind::Integer &&
               T.Value.Integer == 0)
        T.When = TransferWhen::Zero;
      else
        T.When = TransferWhen::Value;
    }
  } else if (When) {
    static constexpr YamlTree::Word<TransferWhen> Words[] = {
        {"always", TransferWhen::Always}, {"success", TransferWhen::Success}};
    Tree.read(*When, ArrayRef(Words), T.When);
    if (T.When == TransferWhen::Success)
      Fields.require("failure");
  }
  Fields.finish();
}

void ModelReader::boundedBy(const YamlNode &Node, Request &R) {
  YamlTree::forEach(Node, [&](const YamlNode &Alternative) {
    SmallVector<std::string, 2> Words;
    if (!Tree.read(Alternative, Words))
      return;
    for (const std::string &Word : Words)
      UsedBounds.push_back({Word, Alternative.Where});
    R.BoundedBy.push_back(std::move(Words));
  });
}

void ModelReader::readOne(const YamlNode &Node, Request &R) {
  YamlFields Fields(Tree, Node, "request");
  object(Fields, true, R.ObjectName, R.Of);
  if (const YamlNode *At = Fields.require("at"))
    position(*At, R.At);
  size_t Before = UsedBounds.size();
  if (const YamlNode *Bounds = Fields.find("bounded-by"))
    boundedBy(*Bounds, R);
  if (const YamlNode *Words = Fields.find("ineffective"))
    if (Tree.read(*Words, R.Ineffective))
      for (const std::string &Word : R.Ineffective)
        UsedBounds.push_back({Word, Words->Where});
  if (StringRef(R.ObjectName).contains('.'))
    UsedBounds.resize(Before); // the words of the other model hold
  Fields.read("asynchronous", R.Asynchronous);
  Fields.read("streaming", R.Streaming);
  Fields.read("kept-stream", R.KeptStream);
  Fields.read("driven", R.Driven);
  Fields.read("only-if-connected", R.OnlyIfConnected);
  Fields.read("connects", R.Connects);
  Fields.read("handshake", R.Handshake);
  Fields.read("needs-drained", R.NeedsDrained);
  condition(Fields, "unless", R.Unless, R.UnlessValues);
  position(Fields, "host", R.Host);
  position(Fields, "message", R.Message);
  Fields.finish();
}

void ModelReader::readOne(const YamlNode &Node, ApplySetting &S) {
  YamlFields Fields(Tree, Node, "setting");
  object(Fields, false, S.ObjectName, S.Of);
  Fields.read("all-descriptors", S.AllDescriptors);
  const YamlNode *At =
      S.AllDescriptors ? Fields.find("at") : Fields.require("at");
  if (At)
    position(*At, S.At);
  position(Fields, "value", S.Value);
  if (const YamlNode *When = Fields.find("when"))
    conditions(*When, S.When);
  setting(Fields, S.What);
  S.What.ByCallAlone = !S.Value;
  Fields.finish();
}

void ModelReader::readOne(const YamlNode &Node, ApplyOption &O) {
  YamlFields Fields(Tree, Node, "option");
  object(Fields, true, O.ObjectName, O.Of);
  for (auto [Key, Result] : {std::pair<StringRef, Position *>("at", &O.At),
                             {"key", &O.Key},
                             {"value", &O.Value}})
    if (const YamlNode *Position = Fields.require(Key))
      position(*Position, *Result);
  table(Fields, O.Table);
  Fields.finish();
}

void ModelReader::readOne(const YamlNode &Node, ApplyHeader &H) {
  YamlFields Fields(Tree, Node, "header");
  if (const YamlNode *At = Fields.require("at"))
    position(*At, H.At);
  position(Fields, "name", H.Name);
  position(Fields, "value", H.Value);
  position(Fields, "line", H.Line);
  position(Fields, "list", H.List);
  if (bool(H.Line) + bool(H.List) + bool(H.Name && H.Value) != 1 &&
      Node.isMapping())
    Tree.error(Node, "header needs 'line', 'list', or both 'name' and 'value'");
  Fields.finish();
}

void ModelReader::cancelStatus(YamlFields &Fields,
                               std::optional<unsigned> &Result) {
  const YamlNode *Status = Fields.find("cancel-status");
  int64_t Number = 0;
  if (!Status || !Tree.read(*Status, Number))
    return;
  if (Number < 0)
    Tree.error(*Status, "parameters are counted from 0");
  else
    Result = Number;
}

void ModelReader::readOne(const YamlNode &Node, Arm &A) {
  YamlFields Fields(Tree, Node, "arm");
  object(Fields, true, A.ObjectName, A.Of);
  // Without a place: a timer of the library's own.
  position(Fields, "at", A.At);
  position(Fields, "handler", A.Handler);
  position(Fields, "period", A.Period);
  position(Fields, "value", A.Value);
  if (const YamlNode *Stops = Fields.find("stops")) {
    values(*Stops, A.Stops);
    Fields.require("value");
  } else if (A.Value) {
    A.Stops.push_back({ValuePattern::Kind::Integer, 0, {}});
    A.Stops.push_back({ValuePattern::Kind::ZeroStruct, 0, {}});
  }
  position(Fields, "data", A.Data);
  Fields.read("outlives", A.Outlives);
  cancelStatus(Fields, A.CancelStatus);
  if (const YamlNode *Repeats = Fields.find("repeats"))
    Tree.read(*Repeats, ArrayRef(RepeatWords), A.Repeats);
  if (A.Repeats == Arm::Repeat::ByValue)
    Fields.require("period");
  Fields.finish();
}

void ModelReader::readOne(const YamlNode &Node, Handler &H) {
  if (Node.isScalar())
    return position(Node, H.At);
  YamlFields Fields(Tree, Node, "handler");
  if (const YamlNode *At = Fields.require("at"))
    position(*At, H.At);
  position(Fields, "on", H.On);
  position(Fields, "sender", H.Sender);
  position(Fields, "signal", H.Signal);
  handlerFields(Fields, H);
  Fields.finish();
}

void ModelReader::readOne(const YamlNode &Node, Function::Attach &A) {
  YamlFields Fields(Tree, Node, "attach");
  if (const YamlNode *At = Fields.require("at"))
    position(*At, A.At);
  if (const YamlNode *With = Fields.require("with"))
    position(*With, A.With);
  Fields.finish();
}

void ModelReader::readOne(const YamlNode &Node, Function::Undrained &U) {
  YamlFields Fields(Tree, Node, "undrained");
  object(Fields, true, U.ObjectName, U.Of);
  if (const YamlNode *At = Fields.require("at"))
    position(*At, U.At);
  position(Fields, "body", U.Body);
  if (const YamlNode *Failure = Fields.find("failure"))
    Tree.read(*Failure, ArrayRef(FailureWords), U.Failure);
  Fields.finish();
}

void ModelReader::readOne(const YamlNode &Node, Function::Drain &D) {
  if (Node.isScalar())
    return position(Node, D.At);
  YamlFields Fields(Tree, Node, "drain");
  if (const YamlNode *At = Fields.require("at"))
    position(*At, D.At);
  condition(Fields, "when", D.When, D.WhenValues);
  Fields.read("pipelining", D.Pipelining);
  Fields.finish();
}

void ModelReader::returns(const YamlNode &Node, Function &F) {
  if (Node.isScalar())
    return position(Node, F.Returns);
  YamlFields Fields(Tree, Node, "returns");
  if (const YamlNode *At = Fields.require("at"))
    position(*At, F.Returns);
  if (const YamlNode *Failure = Fields.find("failure")) {
    static constexpr YamlTree::Word<FailureForm> Words[] = {
        {"never", FailureForm::Never}, {"null", FailureForm::Null}};
    Tree.read(*Failure, ArrayRef(Words), F.ReturnsFailure);
  }
  Fields.finish();
}

template <typename T>
void ModelReader::readAll(YamlFields &Row, StringRef Key,
                          SmallVectorImpl<T> &Result) {
  const YamlNode *Node = Row.find(Key);
  if (!Node)
    return;
  YamlTree::forEach(*Node, [&](const YamlNode &Item) {
    T Effect;
    readOne(Item, Effect);
    Result.push_back(std::move(Effect));
  });
}

bool samePlace(const Position &A, const Position &B) {
  return A.Where == B.Where && A.Index == B.Index &&
         A.Dereference == B.Dereference && A.Element == B.Element &&
         A.Field == B.Field;
}

void ModelReader::rejectRepeated(const YamlNode &Node,
                                 ArrayRef<Acquire> Acquires) {
  for (size_t I = 0; I < Acquires.size(); ++I)
    for (size_t J = 0; J < I; ++J)
      if (samePlace(Acquires[I].At, Acquires[J].At) && !Acquires[I].When)
        return Tree.error(Node, "two objects are acquired at the same place");
}

void ModelReader::rejectRepeated(const YamlNode &Node,
                                 ArrayRef<Release> Releases) {
  for (size_t I = 0; I < Releases.size(); ++I)
    for (size_t J = 0; J < I; ++J)
      if (samePlace(Releases[I].At, Releases[J].At) &&
          Releases[I].Of == Releases[J].Of)
        return Tree.error(Node, "the same place is released twice");
}

void ModelReader::readEffects(YamlFields &Row, Function &F) {
  readAll(Row, "acquire", F.Acquires);
  if (const YamlNode *Node = Row.keyNode("acquire"))
    rejectRepeated(*Node, F.Acquires);
  readAll(Row, "release", F.Releases);
  if (const YamlNode *Node = Row.keyNode("release"))
    rejectRepeated(*Node, F.Releases);
  readAll(Row, "transfer", F.Transfers);
  readAll(Row, "hold", F.Holds);
  readAll(Row, "request", F.Requests);
  readAll(Row, "setting", F.Settings);
  readAll(Row, "option", F.Options);
  readAll(Row, "header", F.Headers);
  readAll(Row, "reset", F.Resets);
  readAll(Row, "arm", F.Arms);
  readAll(Row, "disarm", F.Disarms);
  readAll(Row, "handler", F.Handlers);
  if (const YamlNode *Node = Row.find("returns"))
    returns(*Node, F);
  readAll(Row, "attach", F.Attaches);
  readAll(Row, "undrained", F.Undrains);
  readAll(Row, "drain", F.Drains);
  Row.read("hidden-client", F.HiddenClient);
  Row.read("pooled-by", F.PooledBy);
  Row.read("limited-by", F.LimitedBy);
  for (StringRef Key : {"pooled-by", "limited-by"})
    if (const YamlNode *Node = Row.keyNode(Key);
        Node && F.HiddenClient.empty() &&
        !(Key == "limited-by" && F.unlimited()))
      Tree.error(*Node, "'" + Key + "' needs a 'hidden-client'");
  Row.read("server-side", F.ServerSide);
  Row.read("no-return", F.NoReturn);
  if (const YamlNode *Node = Row.find("throttle"); Node && Node->isMapping()) {
    YamlFields Fields(Tree, *Node, "throttle");
    condition(Fields, "unless", F.ThrottleUnless, F.ThrottleUnlessValues);
    Fields.finish();
    F.Throttles = true;
  } else {
    Row.read("throttle", F.Throttles);
  }
  Row.read("starts-thread", F.StartsThread);
  Row.read("starts-process", F.StartsProcess);
  Row.read("interrupts", F.Interrupts);
  Row.read("after-failure", F.AfterFailure);
  Row.read("gives-sender", F.GivesSender);
  position(Row, "once", F.Once);
  Row.read("borrow", F.Borrows);
}

//===----------------------------------------------------------------------===//
// Rows
//===----------------------------------------------------------------------===//

/// Class names; `Template<arguments>` stands for some of a template's
/// instances.
void ModelReader::classTypes(const YamlNode &Node, Object &O, Names &Result) {
  YamlTree::forEach(Node, [&](const YamlNode &Item) {
    StringRef Text = Item.isScalar() ? Item.Text : StringRef();
    if (!Text.ends_with(">")) {
      size_t Before = Result.size();
      if (names(&Item, "types", Result))
        for (auto &[Name, Where] : drop_begin(Result, Before))
          O.Types.push_back(Name);
      return;
    }
    auto [Template, Arguments] = Text.drop_back().split('<');
    Object::Instance I;
    I.Template = Template.trim().str();
    SmallVector<StringRef, 2> Parts;
    Arguments.split(Parts, ',');
    for (StringRef Part : Parts)
      I.Arguments.push_back(Part.trim().str());
    if (!isQualifiedName(I.Template) ||
        any_of(I.Arguments, [](const std::string &A) { return A.empty(); })) {
      Tree.error(Item, "malformed name '" + Text +
                           "': expected a template and its first arguments, "
                           "`Template<argument>`");
      return;
    }
    Result.push_back({Text.str(), Item.Where});
    O.Instances.push_back(std::move(I));
  });
}

void ModelReader::takes(const YamlNode &Node,
                        SmallVectorImpl<Function::Taken> &Takes) {
  if (!Node.isMapping() || Node.Entries.empty()) {
    Tree.error(Node, "expected positions and objects, {arg0: OBJECT}, or "
                     "classes, {arg0: \"a::Class\"}");
    return;
  }
  for (const YamlNode::Entry &Entry : Node.Entries) {
    Function::Taken &T = Takes.emplace_back();
    position(Entry.Key, T.At);
    std::string Text;
    if (Entry.Value.What == YamlNode::Kind::Scalar &&
        Tree.read(Entry.Value, Text) && StringRef(Text).contains("::") &&
        isQualifiedName(StringRef(Text)))
      T.Class = Text;
    else
      object(Entry.Value, T.ObjectName, T.Of);
  }
}

void ModelReader::readObject(const YamlNode &Node) {
  size_t Before = Tree.errors();
  auto O = std::make_unique<Object>();
  O->Where = Node.Where;
  YamlFields Fields(Tree, Node, "object");
  if (const YamlNode *Name = Fields.require("object"))
    if (Tree.read(*Name, O->Name)) {
      O->Where = Name->Where;
      if (StringRef(O->Name).contains('.') || O->Name.empty())
        Tree.error(*Name, "malformed object name '" + O->Name +
                              "': it must be a word without a dot");
      auto [First, New] =
          FirstLine.try_emplace("object " + O->Name, Name->Where.Line);
      if (!New) {
        // The first one stays usable.
        Tree.error(*Name, "object '" + O->Name +
                              "' is already described on line " +
                              Twine(First->second));
        return;
      }
    }
  if (const YamlNode *Noun = Fields.require("noun"))
    Tree.read(*Noun, O->Noun);
  if (const YamlNode *Role = Fields.require("role"))
    Tree.read(*Role, ArrayRef(RoleWords), O->Role);
  const YamlNode *Kind = Fields.require("kind");
  if (Kind)
    Tree.read(*Kind, ArrayRef(KindWords), O->Kind);
  Names ClassNames;
  if (const YamlNode *Types = Fields.find("types")) {
    if (O->Kind == ObjectKind::Class)
      classTypes(*Types, *O, ClassNames);
    else if (O->Kind != ObjectKind::Class)
      Tree.read(*Types, O->Types);
  } else if (Kind && O->Kind == ObjectKind::Class) {
    Tree.error(*Kind, "a class object needs 'types'");
  }
  Fields.read("host-bound", O->HostBound);
  if (const YamlNode *Evidence = Fields.find("needs-evidence"))
    Tree.read(*Evidence, ArrayRef(EvidenceWords), O->NeedsEvidence);
  Fields.read("reuse-by-default", O->ReuseByDefault);
  Fields.read("enable-reuse", O->EnableReuse);
  Fields.read("default-bounds", O->DefaultBounds);
  Fields.read("set-timeout", O->SetTimeout);
  Fields.read("release-call", O->ReleaseCall);
  Fields.read("leak-cost", O->LeakCost);
  Fields.read("per-call-cost", O->PerCallCost);
  Fields.read("in-place", O->InPlace);
  Fields.read("plain-memory", O->PlainMemory);
  if (const YamlNode *Gone = Fields.find("gone-on"))
    values(*Gone, O->GoneOn);
  if (const YamlNode *InPlace = Fields.keyNode("in-place"))
    if (O->InPlace && O->Kind != ObjectKind::Handle)
      Tree.error(*InPlace, "'in-place' applies to handles only");
  Fields.read("stops-on-destruction", O->StopsOnDestruction);
  Fields.read("verifies-by-default", O->VerifiesByDefault);
  Fields.read("both-sides", O->BothSides);
  Fields.read("limit-pool", O->LimitPool);
  Fields.read("must-drain", O->MustDrain);
  Fields.read("drain-call", O->DrainCall);
  Fields.read("drain-cost", O->DrainCost);
  Fields.read("incoming", O->Incoming);
  Fields.read("hand-on", O->HandOn);
  Fields.read("global-pool", O->GlobalPool);
  versions(Fields, O->Since, O->Until);
  Fields.finish();
  for (auto &[Name, Where] : ClassNames) {
    auto [First, New] = FirstLine.try_emplace("class " + Name, Where.Line);
    if (!New)
      Tree.error(Where, "class '" + Name + "' already has a role on line " +
                            Twine(First->second));
  }
  if (Tree.errors() != Before) {
    BrokenObjects.insert(O->Name);
    return;
  }
  for (const std::string &Bound : O->DefaultBounds)
    ProvidedBounds.insert(Bound);
  Lib->Objects.push_back(std::move(O));
}

void ModelReader::optionHandler(const YamlNode &Node, Option &O) {
  O.Handles.emplace();
  if (!Node.isMapping()) {
    bool Yes = true;
    if (Tree.read(Node, Yes) && !Yes)
      O.Handles.reset();
    return;
  }
  YamlFields Fields(Tree, Node, "handler");
  handlerFields(Fields, *O.Handles);
  Fields.finish();
}

void ModelReader::readOption(const YamlNode &Node, OptionTable &Table) {
  size_t Before = Tree.errors();
  Option O;
  YamlFields Fields(Tree, Node, "option");
  Names Keys;
  const YamlNode *Key = Fields.require("key");
  names(Key, "key", Keys);
  if (const YamlNode *Integer = Fields.find("integer")) {
    int64_t Value;
    if (Tree.read(*Integer, Value))
      O.Integer = Value;
    if (Keys.size() > 1)
      Tree.error(*Integer, "'integer' needs a row with a single key");
  }
  Fields.read("header-list", O.HeaderList);
  Fields.read("holds", O.Holds);
  Fields.read("transfers", O.Transfers);
  if (const YamlNode *Handles = Fields.find("handler"))
    optionHandler(*Handles, O);
  versions(Fields, O.Since, O.Until);
  O.Optional = !O.Since.empty() || !O.Until.empty();
  Fields.read("optional", O.Optional);
  // A row may say only what becomes of the value.
  if (Fields.keyNode("setting") ||
      !(O.HeaderList || O.Holds || O.Transfers || O.Handles)) {
    setting(Fields, O.What);
  }
  Fields.finish();
  for (auto &[Name, Where] : Keys) {
    auto [First, New] =
        FirstLine.try_emplace("option " + Table.Name + " " + Name, Where.Line);
    if (!New)
      Tree.error(Where, "option '" + Name + "' is already described on line " +
                            Twine(First->second));
  }
  if (Tree.errors() != Before)
    return;
  provide(O.What);
  for (auto &[Name, Where] : Keys) {
    O.Key = Name;
    O.Where = Where;
    Table.Options.push_back(O);
  }
}

void ModelReader::addFunction(const Function &Row, StringRef Name,
                              SourcePosition Where) {
  SmallVector<const Function *, 2> &Same = FunctionsByName[Name];
  for (const Function *Other : Same)
    if (Row.overlaps(*Other)) {
      Tree.error(Where,
                 "'" + Name + "' is already described on line " +
                     Twine(Other->Where.Line) +
                     "; rows for overloads need 'arguments' that differ");
      return;
    }
  auto F = std::make_unique<Function>(Row);
  F->Name = Name.str();
  F->Where = Where;
  Same.push_back(F.get());
  Lib->Functions.push_back(std::move(F));
}

void ModelReader::readFunction(const YamlNode &Node) {
  size_t Before = Tree.errors();
  size_t BoundsBefore = UsedBounds.size();
  DependsOnBroken = false;
  Function F;
  YamlFields Fields(Tree, Node, "function");
  Names RowNames;
  unsigned Kinds = 0;
  for (auto [Key, Kind] :
       {std::pair<StringRef, Function::Kind>("function", Function::Kind::Free),
        {"method", Function::Kind::Method},
        {"constructor", Function::Kind::Constructor}})
    if (const YamlNode *Named = Fields.find(Key)) {
      F.What = Kind;
      names(Named, Key, RowNames);
      if (++Kinds == 2)
        Tree.error(*Named, "a row is a 'function', a 'method' or a "
                           "'constructor', not two of them");
    }
  if (!Kinds && Node.isMapping())
    Tree.error(Node, "a row needs 'function', 'method' or 'constructor'");
  if (const YamlNode *Arguments = Fields.find("arguments"))
    arguments(*Arguments, F);
  if (const YamlNode *Takes = Fields.find("takes"))
    takes(*Takes, F.Takes);
  Fields.read("declares", F.Declares);
  const bool AnyClass = !RowNames.empty() && llvm::all_of(RowNames, [](const auto &N) {
    return N.first == "*" || N.first == "*::*";
  });
  if (AnyClass != !F.Declares.empty())
    Tree.error(Node, AnyClass ? "a row for any class needs 'declares', a member "
                                "that the classes declare which are meant"
                              : "'declares' is for rows named \"*::*\" or \"*\"");
  Fields.read("reference", F.Reference);
  Fields.read("prototype", F.Prototype);
  versions(Fields, F.Since, F.Until);
  F.Optional = !F.Since.empty() || !F.Until.empty();
  Fields.read("optional", F.Optional);
  readEffects(Fields, F);
  Fields.finish();
  if (Tree.errors() == Before && !DependsOnBroken) {
    bool Effects =
        !F.Acquires.empty() || !F.Releases.empty() || !F.Transfers.empty() ||
        !F.Holds.empty() || !F.Requests.empty() || !F.Settings.empty() ||
        !F.Options.empty() || !F.Headers.empty() || !F.Resets.empty() ||
        !F.Arms.empty() || !F.Disarms.empty() || !F.Handlers.empty() ||
        F.Returns || !F.Attaches.empty() || !F.HiddenClient.empty() ||
        !F.LimitedBy.empty() || !F.Undrains.empty() || !F.Drains.empty() ||
        F.ServerSide || F.NoReturn || F.Throttles || F.StartsThread ||
        F.StartsProcess || F.Interrupts || F.AfterFailure || F.GivesSender ||
        F.Once ||
        F.Borrows;
    if (!Effects)
      Tree.error(Node, "the row says nothing about what the call does; if it "
                       "only uses its arguments, say 'borrow: true'");
  }
  if (Tree.errors() != Before || DependsOnBroken) {
    UsedBounds.resize(BoundsBefore);
    // What a broken setter would have provided is not missed elsewhere.
    for (const ApplySetting &S : F.Settings)
      provide(S.What);
    return;
  }
  for (const ApplySetting &S : F.Settings)
    provide(S.What);
  for (auto &[Name, Where] : RowNames)
    addFunction(F, Name, Where);
}

void ModelReader::readField(const YamlNode &Node) {
  size_t Before = Tree.errors();
  Field F;
  YamlFields Fields(Tree, Node, "field");
  Names FieldNames;
  if (const YamlNode *Name = Fields.require("field"))
    names(Name, "field", FieldNames);
  setting(Fields, F.What);
  Fields.finish();
  for (auto &[Name, Where] : FieldNames) {
    if (!StringRef(Name).contains("::"))
      Tree.error(Where, "field '" + Name + "' needs its class: `Class::field`");
    auto [First, New] = FirstLine.try_emplace("field " + Name, Where.Line);
    if (!New)
      Tree.error(Where, "field '" + Name + "' is already described on line " +
                            Twine(First->second));
  }
  if (Tree.errors() != Before)
    return;
  provide(F.What);
  for (auto &[Name, Where] : FieldNames) {
    F.Name = Name;
    F.Where = Where;
    Lib->Fields.push_back(F);
  }
}

void ModelReader::readHandlerClass(const YamlNode &Node) {
  size_t Before = Tree.errors();
  HandlerClass H;
  YamlFields Fields(Tree, Node, "handler class");
  Names Classes;
  names(Fields.require("class"), "class", Classes);
  Fields.read("method", H.Method);
  if (const YamlNode *Takes = Fields.find("takes"))
    takes(*Takes, H.Takes);
  handlerFields(Fields, H.What);
  Fields.finish();
  for (auto &[Name, Where] : Classes) {
    auto [First, New] =
        FirstLine.try_emplace("handler " + Name + " " + H.Method, Where.Line);
    if (!New)
      Tree.error(Where, "handler class '" + Name +
                            "' is already described on line " +
                            Twine(First->second));
  }
  if (Tree.errors() != Before)
    return;
  for (auto &[Name, Where] : Classes) {
    H.Class = Name;
    H.Where = Where;
    Lib->HandlerClasses.push_back(H);
  }
}

//===----------------------------------------------------------------------===//
// Sections
//===----------------------------------------------------------------------===//

bool ModelReader::readHeader(YamlFields &Fields) {
  int64_t Format = SupportedFormat;
  const YamlNode *FormatNode = Fields.require("format");
  if (FormatNode && Tree.read(*FormatNode, Format) &&
      Format != SupportedFormat) {
    Tree.error(*FormatNode, "format " + Twine(Format) +
                                " is not known; this version reads format " +
                                Twine(SupportedFormat));
    return false;
  }
  if (const YamlNode *Name = Fields.require("library"))
    if (Tree.read(*Name, Lib->Name) && StringRef(Lib->Name).contains('.'))
      Tree.error(*Name, "a library's name must not contain a dot");
  if (Lib->Name.empty())
    Lib->Name = sys::path::stem(Lib->File).str();
  Fields.read("title", Lib->Title);
  if (Lib->Title.empty())
    Lib->Title = Lib->Name;
  Fields.read("versions", Lib->Versions);
  Fields.read("package", Lib->Package);
  Fields.read("complete", Lib->Complete);
  cancelStatus(Fields, Lib->CancelStatus);
  Fields.read("missing", Lib->Missing);
  if (const YamlNode *Missing = Fields.keyNode("missing"))
    if (Lib->Complete)
      Tree.error(*Missing, "a complete model has nothing under 'missing'");
  Fields.read("headers", Lib->Headers);
  Fields.read("generated", Lib->Generated);
  if (const YamlNode *Spaces = Fields.find("namespaces"))
    readNamespaces(*Spaces);
  return true;
}

void ModelReader::readNamespaces(const YamlNode &Node) {
  readRows(Node, "namespaces", [&](const YamlNode &Row) {
    size_t Before = Tree.errors();
    Library::NamespaceAlias Alias;
    YamlFields Fields(Tree, Row, "namespace");
    Names Name, Also;
    if (names(Fields.require("name"), "name", Name))
      Alias.Name = Name.front().first;
    if (names(Fields.require("also"), "also", Also))
      for (auto &[Other, Where] : Also)
        Alias.Also.push_back(Other);
    Fields.finish();
    if (Tree.errors() == Before && !Alias.Name.empty())
      Lib->Namespaces.push_back(std::move(Alias));
  });
}

void ModelReader::readObjects(const YamlNode &Node) {
  readRows(Node, "objects", [&](const YamlNode &Row) { readObject(Row); });
}

void ModelReader::readTables(const YamlNode &Node) {
  if (!Node.isMapping()) {
    Tree.error(Node, "'options' must be a mapping from table names to lists, "
                     "not " +
                         Node.describe());
    return;
  }
  for (const YamlNode::Entry &Entry : Node.Entries) {
    size_t Before = Tree.errors();
    OptionTable Table;
    Table.Name = Entry.Key.Text.str();
    if (Lib->findTable(Table.Name)) {
      Tree.error(Entry.Key, "table '" + Table.Name + "' is given twice");
      continue;
    }
    readRows(Entry.Value, Table.Name,
             [&](const YamlNode &Row) { readOption(Row, Table); });
    if (Table.Options.empty() && Tree.errors() != Before)
      BrokenTables.insert(Table.Name);
    else
      Lib->Tables.push_back(std::move(Table));
  }
}

void ModelReader::readFunctions(const YamlNode &Node) {
  readRows(Node, "functions", [&](const YamlNode &Row) { readFunction(Row); });
}

void ModelReader::readFields(const YamlNode &Node) {
  readRows(Node, "fields", [&](const YamlNode &Row) { readField(Row); });
}

void ModelReader::readHandlerClasses(const YamlNode &Node) {
  readRows(Node, "handler-classes",
           [&](const YamlNode &Row) { readHandlerClass(Row); });
}

void ModelReader::readOwners(const YamlNode &Node) {
  readRows(Node, "owners", [&](const YamlNode &Row) {
    size_t Before = Tree.errors();
    OwnerClass New;
    YamlFields Fields(Tree, Row, "owner");
    Names Classes;
    if (const YamlNode *Class = Fields.require("class"))
      names(Class, "class", Classes);
    Fields.read("shared", New.Shared);
    Fields.finish();
    if (Tree.errors() != Before)
      return;
    for (auto &[Name, Where] : Classes) {
      New.Class = Name;
      New.Where = Where;
      Lib->OwnerClasses.push_back(New);
    }
  });
}

void ModelReader::checkBounds() {
  if (Tree.broken() || !BrokenObjects.empty() || !BrokenTables.empty())
    return;
  SmallVector<StringRef, 16> Candidates;
  for (const auto &Entry : ProvidedBounds)
    Candidates.push_back(Entry.getKey());
  llvm::sort(Candidates);
  StringSet<> Reported;
  for (auto &[Word, Where] : UsedBounds) {
    if (ProvidedBounds.contains(Word) || !Reported.insert(Word).second)
      continue;
    StringRef Meant = closestWord(Word, Candidates);
    Tree.error(Where,
               "no setting of this model provides the bound '" + Word + "'" +
                   (Meant.empty() ? std::string()
                                  : "; did you mean '" + Meant.str() + "'?"));
  }
}

std::unique_ptr<Library> ModelReader::read() {
  if (!Tree.root().isMapping()) {
    if (!Tree.broken() || Tree.errors() == 0)
      Tree.error(Tree.root(), "a model must be a mapping that begins with "
                              "`format: 1`, not " +
                                  Tree.root().describe());
    return nullptr;
  }
  YamlFields Fields(Tree, Tree.root(), "model");
  if (!readHeader(Fields))
    return nullptr;
  // Rows refer to objects and tables, wherever those stand in the file.
  const YamlNode *Objects = Fields.find("objects");
  const YamlNode *Options = Fields.find("options");
  const YamlNode *Functions = Fields.find("functions");
  const YamlNode *FieldRows = Fields.find("fields");
  const YamlNode *Handlers = Fields.find("handler-classes");
  if (Objects)
    readObjects(*Objects);
  if (Options)
    readTables(*Options);
  if (Functions)
    readFunctions(*Functions);
  if (FieldRows)
    readFields(*FieldRows);
  if (Handlers)
    readHandlerClasses(*Handlers);
  if (const YamlNode *Owners = Fields.find("owners"))
    readOwners(*Owners);
  Fields.finish();
  checkBounds();
  return std::move(Lib);
}

/// `argN` with what may follow the number.
bool parseArgument(StringRef Text, Position &P) {
  if (!Text.consume_front("arg") || Text.empty() || !isDigit(Text.front()) ||
      Text.consumeInteger(10, P.Index) || P.Index > 100)
    return false;
  P.Where = Position::Base::Argument;
  if (Text.consume_front("[")) {
    unsigned Element;
    if (P.Dereference || Text.consumeInteger(10, Element) ||
        !Text.consume_front("]"))
      return false;
    P.Element = Element;
  }
  while (!Text.empty()) {
    if (!Text.consume_front("."))
      return false;
    StringRef Field = Text.take_until([](char C) { return C == '.'; });
    if (!isIdentifier(Field))
      return false;
    P.Field.push_back(Field.str());
    Text = Text.drop_front(Field.size());
  }
  return true;
}

} // namespace

std::optional<Position> parsePosition(StringRef Text) {
  Position P;
  if (Text == "return") {
    P.Where = Position::Base::Return;
    return P;
  }
  if (Text == "this") {
    P.Where = Position::Base::This;
    return P;
  }
  if (Text == "assigned") {
    P.Where = Position::Base::Assigned;
    return P;
  }
  P.Dereference = Text.consume_front("*");
  if (!parseArgument(Text, P))
    return std::nullopt;
  return P;
}

bool Function::overlaps(const Function &Other) const {
  auto Below = [](const Function &X, const Function &Y) {
    return X.MaxArguments && Y.MinArguments &&
           *X.MaxArguments < *Y.MinArguments;
  };
  if (What != Other.What || Below(*this, Other) || Below(Other, *this))
    return false;
  if (Declares != Other.Declares)
    return false;
  bool SamePlace = false;
  for (const Taken &Mine : Takes)
    for (const Taken &Theirs : Other.Takes) {
      if (!samePlace(Mine.At, Theirs.At))
        continue;
      SamePlace = true;
      if (Mine.ObjectName != Theirs.ObjectName || Mine.Class != Theirs.Class)
        return false;
    }
  // Different places are up to the writer of the model.
  return SamePlace || Takes.empty() || Other.Takes.empty();
}

const Object *Library::findObject(StringRef ObjectName) const {
  for (const std::unique_ptr<Object> &O : Objects)
    if (O->Name == ObjectName)
      return O.get();
  return nullptr;
}

const OptionTable *Library::findTable(StringRef TableName) const {
  for (const OptionTable &T : Tables)
    if (T.Name == TableName)
      return &T;
  return nullptr;
}

std::unique_ptr<Library> readModel(YamlTree &Tree, StringRef File,
                                   ArrayRef<const Library *> Others) {
  return ModelReader(Tree, File, Others).read();
}

std::unique_ptr<Library> parseModel(StringRef Text, StringRef File,
                                    std::vector<ModelDiagnostic> &Problems,
                                    ArrayRef<const Library *> Others) {
  size_t Before = Problems.size();
  YamlTree Tree(Text, File, Problems);
  std::unique_ptr<Library> Result = readModel(Tree, File, Others);
  // The sections are not read in the order in which they stand in the file.
  llvm::sort(Problems.begin() + Before, Problems.end(),
             [](const ModelDiagnostic &A, const ModelDiagnostic &B) {
               return std::tie(A.Line, A.Column, A.Message) <
                      std::tie(B.Line, B.Column, B.Message);
             });
  return Result;
}

} // namespace nettidy::model
