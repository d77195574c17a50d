//===-- YamlTree.cpp - A YAML file with positions ---------------*- C++ -*-===//
//
// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "model/YamlTree.h"
#include "model/EmbeddedModels.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Casting.h"
#include "llvm/Support/YAMLParser.h"

using namespace llvm;

namespace nettidy::model {

namespace {

/// No model nests nearly as deep; the limit keeps hostile input off the stack.
constexpr unsigned MaxDepth = 32;

/// LLVM's scanner accepts `{class: a::b}`, as YAML does, only since LLVM 17. It
/// gets to see a stand-in for the colons: a character that nobody uses, and of
/// the same length, so that all positions hold.
constexpr StringLiteral Colons = "::";
constexpr StringLiteral ColonsStandIn = "\xDF\xBF";

void replaceAll(std::string &Text, StringRef From, StringRef To) {
  for (size_t At = Text.find(From.str()); At != std::string::npos;
       At = Text.find(From.str(), At + To.size()))
    Text.replace(At, From.size(), To.str());
}

} // namespace

StringRef YamlNode::describe() const {
  switch (What) {
  case Kind::Null:
    return "nothing";
  case Kind::Scalar:
    return Quoted ? "a quoted text" : "a word";
  case Kind::Sequence:
    return "a list";
  case Kind::Mapping:
    return "a mapping";
  }
  return "something else";
}

StringRef closestWord(StringRef Text, ArrayRef<StringRef> Candidates) {
  StringRef Best;
  // A third of the letters may be wrong, but a short word is not "close" to
  // just any other short word.
  unsigned BestDistance = std::max<unsigned>(1, Text.size() / 3) + 1;
  for (StringRef Candidate : Candidates) {
    unsigned Distance = Text.edit_distance(Candidate, true, BestDistance);
    if (Distance >= BestDistance)
      continue;
    Best = Candidate;
    BestDistance = Distance;
  }
  return Best;
}

//===----------------------------------------------------------------------===//
// YamlTree: building
//===----------------------------------------------------------------------===//

YamlTree::YamlTree(StringRef Input, StringRef FileName,
                   std::vector<ModelDiagnostic> &Found)
    : Text(Input.str()), File(FileName.str()), Problems(Found) {
  replaceAll(Text, Colons, ColonsStandIn);
  LineStarts.push_back(0);
  for (size_t I = 0; I < Text.size(); ++I)
    if (Text[I] == '\n')
      LineStarts.push_back(I + 1);

  Root.Where = {1, 1};
  // The scanner takes a zero for the end of its input.
  if (size_t Zero = Text.find('\0'); Zero != std::string::npos) {
    error(position(Text.data() + Zero), "not a text file");
    Root.Broken = true;
    return;
  }
  Sources.setDiagHandler(
      [](const SMDiagnostic &Diagnostic, void *Context) {
        auto &Tree = *static_cast<YamlTree *>(Context);
        if (Tree.SyntaxError)
          return; // what follows the first one is an echo
        Tree.SyntaxError = true;
        StringRef Message = Diagnostic.getMessage().rtrim('.');
        SourcePosition Where =
            Diagnostic.getLoc().isValid()
                ? Tree.position(Diagnostic.getLoc().getPointer())
                : SourcePosition{1, 1};
        Tree.error(Where, "not valid YAML: " + Message.take_front(1).lower() +
                              Message.drop_front(1));
      },
      this);
  yaml::Stream Stream(Text, Sources, /*ShowColors=*/false);
  yaml::document_iterator Document = Stream.begin();
  if (Document != Stream.end())
    if (yaml::Node *Top = Document->getRoot())
      Root = build(Top, 0);
  if (Stream.failed() && !SyntaxError)
    error(Root.Where, "not valid YAML");
  if (Stream.failed() || SyntaxError) {
    Root.Broken = true;
    return;
  }
  // Going on to the next document skips over the rest of this one, which is
  // only well-defined for what was read to its end.
  if (Root.Broken)
    return;
  ++Document;
  if (!SyntaxError && Document != Stream.end())
    if (yaml::Node *Second = Document->getRoot())
      if (!isa<yaml::NullNode>(Second))
        error(position(Second->getSourceRange().Start.getPointer()),
              "a second YAML document in the same file is not read");
}

SourcePosition YamlTree::position(const char *Pointer) const {
  size_t Offset = Pointer - Text.data();
  if (Offset > Text.size())
    return {1, 1};
  auto Next = llvm::upper_bound(LineStarts, Offset);
  return {unsigned(Next - LineStarts.begin()),
          unsigned(Offset - *(Next - 1) + 1)};
}

/// The bracket that opens a flow collection; the parser starts the node at
/// the token behind it.
SourcePosition YamlTree::collectionPosition(const char *Start) const {
  const char *Before = Start;
  while (Before > Text.data() && isSpace(Before[-1]))
    --Before;
  bool Opened =
      Before > Text.data() && (Before[-1] == '{' || Before[-1] == '[');
  return position(Opened ? Before - 1 : Start);
}

/// The text of a scalar, as written in the file.
StringRef YamlTree::save(StringRef Value) {
  if (!Value.contains(ColonsStandIn))
    return Saver.save(Value);
  std::string Restored = Value.str();
  replaceAll(Restored, ColonsStandIn, Colons);
  return Saver.save(Restored);
}

YamlNode YamlTree::build(yaml::Node *Source, unsigned Depth) {
  YamlNode Result;
  if (!Source) {
    Result.Broken = true;
    return Result;
  }
  const char *Start = Source->getSourceRange().Start.getPointer();
  Result.Where = isa<yaml::MappingNode, yaml::SequenceNode>(Source)
                     ? collectionPosition(Start)
                     : position(Start);
  if (auto *Scalar = dyn_cast<yaml::ScalarNode>(Source)) {
    buildScalar(*Scalar, Result);
  } else if (auto *Block = dyn_cast<yaml::BlockScalarNode>(Source)) {
    Result.What = YamlNode::Kind::Scalar;
    Result.Quoted = true;
    Result.Text = save(Block->getValue());
  } else if (auto *Mapping = dyn_cast<yaml::MappingNode>(Source)) {
    Result.What = YamlNode::Kind::Mapping;
    if (Depth >= MaxDepth)
      tooDeep(Result);
    else
      buildMapping(*Mapping, Result, Depth + 1);
  } else if (auto *Sequence = dyn_cast<yaml::SequenceNode>(Source)) {
    Result.What = YamlNode::Kind::Sequence;
    if (Depth >= MaxDepth)
      tooDeep(Result);
    else
      buildSequence(*Sequence, Result, Depth + 1);
  } else if (auto *Alias = dyn_cast<yaml::AliasNode>(Source)) {
    // Almost certainly a position such as *arg1, which YAML reserves.
    Result.Where = position(Alias->getName().data() - 1);
    Result.What = YamlNode::Kind::Scalar;
    Result.Text = save(("*" + Alias->getName()).str());
    error(Result, "YAML reads '" + Result.Text +
                      "' as an alias, which models do not use; write \"" +
                      Result.Text + "\" in quotes");
  }
  return Result;
}

void YamlTree::tooDeep(YamlNode &Result) {
  if (!SyntaxError)
    error(Result, "nested too deeply");
  SyntaxError = true;
  Result.Broken = true;
}

void YamlTree::buildScalar(yaml::ScalarNode &Source, YamlNode &Result) {
  StringRef Raw = Source.getRawValue();
  Result.What = YamlNode::Kind::Scalar;
  Result.Quoted = !Raw.empty() && (Raw.front() == '"' || Raw.front() == '\'');
  SmallString<64> Storage;
  StringRef Value = Source.getValue(Storage);
  Result.Text = save(Value);
}

void YamlTree::buildMapping(yaml::MappingNode &Source, YamlNode &Result,
                            unsigned Depth) {
  for (yaml::KeyValueNode &Pair : Source) {
    yaml::Node *KeySource = Pair.getKey();
    if (!isa_and_nonnull<yaml::ScalarNode>(KeySource)) {
      // Reading on would make the scanner skip the key, however deep it is.
      if (KeySource && !SyntaxError && !isa<yaml::NullNode>(KeySource))
        error(position(KeySource->getSourceRange().Start.getPointer()),
              "a key must be a word");
      else if (KeySource && !SyntaxError)
        error(Result, "a key is missing");
      SyntaxError = true;
      Result.Broken = true;
      return;
    }
    YamlNode::Entry &Entry = Result.Entries.emplace_back();
    Entry.Key = build(KeySource, Depth);
    Entry.Value = build(Pair.getValue(), Depth);
    if (Entry.Value.What == YamlNode::Kind::Null)
      Entry.Value.Where = Entry.Key.Where;
    if (SyntaxError || Source.failed() || Entry.Value.Broken) {
      Result.Broken = Entry.Value.Broken = true;
      return;
    }
  }
  Result.Broken |= SyntaxError || Source.failed();
}

void YamlTree::buildSequence(yaml::SequenceNode &Source, YamlNode &Result,
                             unsigned Depth) {
  for (yaml::Node &Item : Source) {
    Result.Items.push_back(build(&Item, Depth));
    if (SyntaxError || Source.failed() || Result.Items.back().Broken) {
      Result.Broken = Result.Items.back().Broken = true;
      return;
    }
  }
  Result.Broken |= SyntaxError || Source.failed();
}

//===----------------------------------------------------------------------===//
// YamlTree: unpacking
//===----------------------------------------------------------------------===//

namespace {

/// Reads the nodes of an embedded model, in their order.
class Unpacker {
public:
  Unpacker(const EmbeddedTables &Tables, uint32_t Root, const BitVector *Wanted)
      : From(Tables), Wanted(Wanted),
        NextRow(llvm::lower_bound(From.Rows, Root) - From.Rows.begin()) {}

  void unpack(uint32_t At, YamlNode &Result) {
    const EmbeddedNode &Node = From.Nodes[At];
    Result.What = static_cast<YamlNode::Kind>(Node.What);
    Result.Quoted = Node.Quoted;
    Result.Where = {Node.Line, Node.Column};
    if (Result.isScalar())
      Result.Text = From.Text.substr(Node.Text, Node.Length);
    if (Result.isSequence())
      for (uint32_t Item = At + 1; Item != Node.Next; Item = next(Item))
        if (isWanted(Item))
          unpack(Item, Result.Items.emplace_back());
    if (Result.isMapping()) {
      size_t Count = 0;
      for (uint32_t Key = At + 1; Key != Node.Next; Key = next(next(Key)))
        ++Count;
      Result.Entries.reserve(Count);
      for (uint32_t Key = At + 1; Key != Node.Next; Key = next(next(Key))) {
        YamlNode::Entry &Entry = Result.Entries.emplace_back();
        unpack(Key, Entry.Key);
        unpack(next(Key), Entry.Value);
      }
    }
  }

private:
  uint32_t next(uint32_t At) const { return From.Nodes[At].Next; }

  bool isWanted(uint32_t Item) {
    if (!Wanted)
      return true;
    while (NextRow < From.Rows.size() && From.Rows[NextRow] < Item)
      ++NextRow;
    return NextRow == From.Rows.size() || From.Rows[NextRow] != Item ||
           Wanted->test(NextRow);
  }

  const EmbeddedTables &From;
  const BitVector *Wanted;
  size_t NextRow;
};

} // namespace

YamlTree::YamlTree(const EmbeddedTables &From, uint32_t First,
                   const BitVector *Wanted, StringRef FileName,
                   std::vector<ModelDiagnostic> &Found)
    : File(FileName.str()), Problems(Found) {
  Unpacker(From, First, Wanted).unpack(First, Root);
}

//===----------------------------------------------------------------------===//
// YamlTree: reading values
//===----------------------------------------------------------------------===//

void YamlTree::error(SourcePosition Where, const Twine &Message) {
  Problems.push_back({File, Where.Line, Where.Column, Message.str()});
}

bool YamlTree::read(const YamlNode &Node, std::string &Result) {
  if (!Node.isScalar()) {
    error(Node, "expected a text, not " + Node.describe());
    return false;
  }
  Result = Node.Text.str();
  return true;
}

bool YamlTree::read(const YamlNode &Node, bool &Result) {
  if (Node.isScalar() && !Node.Quoted &&
      (Node.Text == "true" || Node.Text == "false")) {
    Result = Node.Text == "true";
    return true;
  }
  if (Node.isScalar())
    error(Node, "expected true or false, not '" + Node.Text + "'");
  else
    error(Node, "expected true or false, not " + Node.describe());
  return false;
}

bool YamlTree::read(const YamlNode &Node, int64_t &Result) {
  int64_t Value;
  if (!Node.isScalar()) {
    error(Node, "expected an integer, not " + Node.describe());
    return false;
  }
  if (Node.Quoted || Node.Text.getAsInteger(0, Value)) {
    error(Node, "expected an integer, not '" + Node.Text + "'");
    return false;
  }
  Result = Value;
  return true;
}

bool YamlTree::read(const YamlNode &Node, unsigned &Result) {
  int64_t Value;
  if (!read(Node, Value))
    return false;
  if (Value < 0 || Value > std::numeric_limits<int>::max()) {
    error(Node, "'" + Node.Text + "' is out of range");
    return false;
  }
  Result = unsigned(Value);
  return true;
}

bool YamlTree::read(const YamlNode &Node,
                    SmallVectorImpl<std::string> &Result) {
  if (Node.isMapping() || Node.What == YamlNode::Kind::Null) {
    error(Node, "expected a text or a list of texts, not " + Node.describe());
    return false;
  }
  bool Good = true;
  forEach(Node, [&](const YamlNode &Item) {
    std::string Value;
    Good &= read(Item, Value);
    Result.push_back(std::move(Value));
  });
  return Good;
}

bool YamlTree::read(const YamlNode &Node, std::vector<std::string> &Result) {
  SmallVector<std::string, 8> Values;
  if (!read(Node, Values))
    return false;
  Result.assign(std::make_move_iterator(Values.begin()),
                std::make_move_iterator(Values.end()));
  return true;
}

void YamlTree::rejectWord(const YamlNode &Node, ArrayRef<StringRef> Accepted) {
  std::string Expected = Accepted.size() == 1
                             ? Accepted.front().str()
                             : "one of " + llvm::join(Accepted, ", ");
  if (!Node.isScalar()) {
    error(Node, "expected " + Expected + ", not " + Node.describe());
    return;
  }
  error(Node, "unknown word '" + Node.Text + "'; expected " + Expected);
}

void YamlTree::forEach(const YamlNode &Node,
                       function_ref<void(const YamlNode &)> Each) {
  if (!Node.isSequence()) {
    if (!Node.Broken)
      Each(Node);
    return;
  }
  for (const YamlNode &Item : Node.Items)
    if (!Item.Broken)
      Each(Item);
}

//===----------------------------------------------------------------------===//
// YamlFields
//===----------------------------------------------------------------------===//

YamlFields::YamlFields(YamlTree &T, const YamlNode &M, StringRef W)
    : Tree(T), Mapping(M), What(W) {
  if (!Mapping.isMapping()) {
    Tree.error(Mapping, What + " must be a mapping (`key: value`), not " +
                            Mapping.describe());
    return;
  }
  for (size_t I = 0; I < Mapping.Entries.size(); ++I)
    for (size_t J = 0; J < I; ++J)
      if (Mapping.Entries[I].Key.Text == Mapping.Entries[J].Key.Text) {
        Tree.error(Mapping.Entries[I].Key,
                   "key '" + Mapping.Entries[I].Key.Text + "' of " + What +
                       " is given twice; first on line " +
                       Twine(Mapping.Entries[J].Key.Where.Line));
        break;
      }
}

const YamlNode *YamlFields::find(StringRef Key) {
  Known.push_back(Key);
  for (const YamlNode::Entry &Entry : Mapping.Entries)
    if (Entry.Key.Text == Key)
      return &Entry.Value;
  return nullptr;
}

const YamlNode *YamlFields::require(StringRef Key) {
  const YamlNode *Value = find(Key);
  // A mapping that a syntax error has cut off need not be complete.
  if (!Value && Mapping.isMapping() && !Mapping.Broken)
    Tree.error(Mapping, What + " needs the key '" + Key + "'");
  return Value;
}

const YamlNode *YamlFields::keyNode(StringRef Key) const {
  for (const YamlNode::Entry &Entry : Mapping.Entries)
    if (Entry.Key.Text == Key)
      return &Entry.Key;
  return nullptr;
}

void YamlFields::finish() {
  for (const YamlNode::Entry &Entry : Mapping.Entries) {
    StringRef Key = Entry.Key.Text;
    if (llvm::is_contained(Known, Key))
      continue;
    StringRef Meant = closestWord(Key, Known);
    if (Meant.empty())
      Tree.error(Entry.Key, "unknown key '" + Key + "' in " + What +
                                "; known are " + llvm::join(Known, ", "));
    else
      Tree.error(Entry.Key, "unknown key '" + Key + "' in " + What +
                                "; did you mean '" + Meant + "'?");
  }
}

} // namespace nettidy::model
