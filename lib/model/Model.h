//===-- Model.h - What a library's types and functions mean -----*- C++ -*-===//
//
// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// The in-memory form of a library model: one YAML file in lib/models/ says
/// which roles the types and functions of one library play. The checks know
/// only these roles, never a library. docs/models.md documents the same
/// vocabulary from the writer's side, key by key.
///
/// Nothing here depends on Clang: a model is data. ModelParser.h fills it from
/// YAML, ModelSet.h indexes it, Matcher.h relates it to AST nodes.
///
//===----------------------------------------------------------------------===//

#ifndef NETTIDY_LIB_MODEL_MODEL_H
#define NETTIDY_LIB_MODEL_MODEL_H

#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringRef.h"
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace nettidy::model {

/// Where an entry stands in its YAML file; 1-based. Used for messages only.
struct SourcePosition {
  unsigned Line = 0;
  unsigned Column = 0;
};

/// What carries the identity of an object.
enum class ObjectKind {
  Handle,     ///< a pointer (or opaque pointer-sized value) given out by the
              ///< library: identified by the value, released by a call
  Descriptor, ///< a small non-negative integer; -1 means none
  Class,      ///< a C++ object: identified by its storage, released by its
              ///< destructor
};

/// What an object is for. Decides which check owns its defects.
enum class ObjectRole {
  Client,     ///< owns connections or a pool; building one per call wastes them
  Connection, ///< one connection (a socket): leaks and timeouts matter, building
              ///< one per exchange is normal unless a loop or handler shows waste
  Response,   ///< received as an answer; must be freed, closed or drained
  Timer,      ///< fires later
  Resource,   ///< built to carry a client or a request (header list, TLS context)
  Pool,       ///< shared by clients: a client attached to it is not "per call"
  Request,    ///< describes one request (message, context): carries settings
  Server,     ///< accepts connections; its handlers are repeating contexts
  Deadline,   ///< a value that bounds requests elsewhere (deadline, cancel slot)
};

/// A place in a call: `return`, `this`, `assigned` (what is assigned to the
/// reference that it returns: `headers["name"] = value`), `argN`, `*argN` (what the argument
/// points to), `argN[K]` (element K of the array it points to), and
/// `argN.field` / `*argN.field.field` (a member of a struct argument).
/// Arguments are 0-based.
struct Position {
  enum class Base { None, Return, This, Argument, Assigned };
  Base Where = Base::None;
  unsigned Index = 0;                      ///< argument index
  bool Dereference = false;                ///< `*argN`
  std::optional<unsigned> Element;         ///< `argN[K]`
  llvm::SmallVector<std::string, 2> Field; ///< member path, outermost first
  explicit operator bool() const { return Where != Base::None; }
};

/// One value that has a meaning: infinite, off, on, ...
struct ValuePattern {
  enum class Kind {
    Integer,  ///< exactly this integer (also true/false as 1/0)
    NonZero,  ///< any integer but 0 (also true)
    Negative, ///< any integer below 0
    Null,     ///< a null pointer, or a pointer argument left out
    String,   ///< a string literal, compared without regard to case; `*`
              ///< stands for any text
    Name,     ///< an enumerator, constant or static function of this
              ///< (possibly qualified) name, e.g. `std::chrono::duration::max`
    ZeroStruct, ///< a struct (or what a pointer points to) of only zeros
  };
  Kind What = Kind::Integer;
  int64_t Integer = 0;
  std::string Text;
};

/// What a setting is about.
enum class SettingKind {
  Timeout,         ///< bounds how long a request can wait
  KeepAlive,       ///< whether a connection is reused
  TLSVerification, ///< whether the peer or host is verified
  Share,           ///< attaches the client to a longer-lived pool
  PoolLimit,       ///< bounds the number of connections
  Backoff,         ///< pause between tries
  Peer,            ///< names the peer: a URL or a host
  Other,           ///< known to bind nothing of the above (documented borrow)
};

/// The effect of setting something, apart from how it is set. Shared by setter
/// functions, option keys, header names, fields and constructor arguments.
struct Setting {
  SettingKind Kind = SettingKind::Other;
  /// Timeout: the bounds this provides, e.g. `total`, `connect`, `receive`.
  /// Model-specific words that Request::BoundedBy refers to.
  llvm::SmallVector<std::string, 2> Bounds;
  /// Timeout: the unit of the value for messages and fixes: `s`, `ms`, `us`,
  /// `ns`, `timeval`, `duration`. Empty: not a number.
  std::string Unit;
  /// Timeout: values that mean "wait for ever".
  llvm::SmallVector<ValuePattern, 2> Infinite;
  /// Timeout: values that mean "back to the default", which keeps the defaults.
  llvm::SmallVector<ValuePattern, 1> Default;
  /// KeepAlive, TLSVerification: values that switch the feature off.
  llvm::SmallVector<ValuePattern, 2> Off;
  /// KeepAlive, TLSVerification: values that switch it on. With only one of
  /// Off/On given, every other constant means the opposite. Timeout: values
  /// that hold the bound; every other constant sets nothing.
  llvm::SmallVector<ValuePattern, 2> On;
  /// Share: where the pool stands, when it is not the setting's value.
  Position Pool;
  /// TLSVerification: the function that judges certificates; one that always
  /// says yes switches verification off.
  Position Judge;
  /// Share: the pool only counts as shared connections after a setting with
  /// this bound was made on the pool itself (CURL_LOCK_DATA_CONNECT).
  std::string RequiresOnPool;
  /// KeepAlive: it is off for one message only, which matters where the client
  /// that sends it was told to reuse its connection (HTTP/1.0 by default).
  bool OnlyIfReused = false;
  /// Replacement text for a fix: a value that switches the feature back on
  /// (KeepAlive, TLSVerification), or a sensible bound (Timeout). `remove`
  /// when the whole call can go.
  std::string FixValue;
  bool Remove = false; ///< fix: the whole statement can be removed
  bool Local = false;  ///< Peer: always on this machine (a unix socket)
  /// There is no value: making the call sets it. Off then says whether the call
  /// switches the feature off. Without this, a missing value is a defaulted
  /// argument, which is unknown.
  bool ByCallAlone = false;
};

/// The form in which a function says that it failed to acquire.
enum class FailureForm {
  Never,         ///< always gives an object
  Null,          ///< the object is a null pointer
  MinusOne,      ///< the object (a descriptor) is -1 (negative)
  NonZeroStatus, ///< returns non-zero, the out parameter is not an object then
  ZeroStatus,    ///< returns zero (false) on failure
  NegativeStatus,///< returns a negative status on failure
  NonPositiveStatus, ///< returns zero or less on failure
  NullReturn,    ///< returns a null pointer, the object stands elsewhere
};

/// When a transfer of ownership happens.
enum class TransferWhen {
  Always,
  Success, ///< only when the call succeeds, as `failure` says
  NonZero, ///< when the argument `flag` is not zero
  Zero,    ///< when the argument `flag` is zero
  Value,   ///< when the argument `flag` has (or, for flags, contains) Value
};

struct Object;

/// The call gives out an object that somebody must release.
struct Acquire {
  std::string ObjectName; ///< resolved to Of by the parser
  const Object *Of = nullptr;
  Position At;
  FailureForm Failure = FailureForm::Never;
  Position Status;    ///< where the status stands, default `return`
  /// Where else an error is told: what is non-zero or non-null there, or says
  /// yes when a function asks about it, means that there is no object.
  Position Error;
  Position Alias;     ///< the result is this argument, extended (slist append)
  /// Owned by this object: released with it, never leaks. An argument that is
  /// left out or null owns nothing.
  Position Owner;
  /// Released with this object at the latest, but meant to be released before.
  Position ChildOf;
  /// With one of these bounds set on the ChildOf object, the library releases it.
  llvm::SmallVector<std::string, 1> UnlessSet;
  /// Of a signal: its handler is given the object, to release it or not. A
  /// handler that releases it on one path must do so on all.
  bool Handed = false;
  Position Inherits;  ///< settings are copied from this object (duphandle)
  Position Host;      ///< the argument that names the peer
  /// The result is this argument if that argument is not the given failure
  /// value (signalfd(fd, ..) with fd >= 0): acquires only otherwise.
  Position UnlessGiven;
  /// Created for the client's side when this argument has one of the values
  /// (a TLS method), where the kind of object serves both sides.
  Position ClientRole;
  llvm::SmallVector<ValuePattern, 1> ClientRoleValues;
  /// Only acquires when the argument `When` has one of these values
  /// (fcntl(fd, F_DUPFD)).
  Position When;
  llvm::SmallVector<ValuePattern, 1> WhenValues;
};

/// The call releases the object.
struct Release {
  std::string ObjectName;
  const Object *Of = nullptr; ///< may be null: any object at that place
  Position At;
  bool ByAddress = false; ///< asynchronous or may refuse: no use-after-close
  /// Drops one reference: what is held elsewhere may live on.
  bool Counted = false;
  /// Not a release when this argument has one of the values.
  Position When;
  llvm::SmallVector<ValuePattern, 1> WhenValues;
};

/// The call takes ownership of what stands at a place.
struct Transfer {
  Position At;
  TransferWhen When = TransferWhen::Always;
  Position Flag;
  ValuePattern Value;
  FailureForm Failure = FailureForm::Never; ///< for TransferWhen::Success
};

/// The call sends to, or waits for, the peer.
struct Request {
  std::string ObjectName;
  const Object *Of = nullptr;
  Position At;
  /// Alternatives; each is a set of bounds that together suffice. Empty: the
  /// request needs no bound (or none exists).
  std::vector<llvm::SmallVector<std::string, 2>> BoundedBy;
  /// Bounds that the object has, but that this call does not honour, says the
  /// library. Such a call is asked for another bound only on demand.
  llvm::SmallVector<std::string, 1> Ineffective;
  bool Asynchronous = false; ///< returns at once; the answer comes to a handler
  bool Streaming = false;    ///< long-lived by nature: exempt from timeouts
  bool KeptStream = false;   ///< that only where the object is kept
  bool Driven = false;       ///< somebody else's loop drives it (curl multi)
  /// Only when the object was connected by the code itself (recv on a socket
  /// that this code connected, not on an accepted one).
  bool OnlyIfConnected = false;
  bool Connects = false; ///< this is the call that makes it "connected"
  bool Handshake = false; ///< makes the TLS handshake of a client
  /// Defective on an object that still holds an unread answer.
  bool NeedsDrained = false;
  /// Exempt when this argument has (or, for flags, contains) one of the values
  /// (MSG_DONTWAIT).
  Position Unless;
  llvm::SmallVector<ValuePattern, 1> UnlessValues;
  Position Host;    ///< argument that names the peer for host-neutral clients
  Position Message; ///< argument that is the Request-role object being sent
};

/// The call sets something on the object at a place.
struct ApplySetting {
  std::string ObjectName;
  const Object *Of = nullptr;
  Position At;    ///< the configured object; Base::None with AllDescriptors
  Position Value; ///< the value; Base::None: the call alone sets it
  Setting What;
  /// The call bounds waiting on every descriptor of this function (poll,
  /// select, epoll_wait with a finite timeout).
  bool AllDescriptors = false;
  /// Only when these argument positions have these values (setsockopt level
  /// and name, fcntl command). All must hold.
  struct Condition {
    Position At;
    llvm::SmallVector<ValuePattern, 2> Values;
  };
  llvm::SmallVector<Condition, 2> When;
};

/// The call sets the option whose key stands at a place (curl_easy_setopt).
struct ApplyOption {
  std::string ObjectName;
  const Object *Of = nullptr;
  Position At;
  Position Key;
  Position Value;
  std::string Table; ///< name of an OptionTable of the same model
};

/// The call sets a header or a line of headers that may switch reuse off.
struct ApplyHeader {
  Position At;    ///< the object whose requests carry it (message, list)
  Position Name;  ///< header name, string or enumerator; None if Line is set
  Position Value; ///< header value
  Position Line;  ///< whole line, `Name: value`
  Position List;  ///< a list or map of names and values
};

/// The call starts a timer.
struct Arm {
  std::string ObjectName;
  const Object *Of = nullptr;
  Position At;
  Position Handler; ///< what runs on expiry
  enum class Repeat {
    Once,
    Periodic,
    ByValue,
    ByResult, ///< until the handler returns zero
  } Repeats = Repeat::Once;
  Position Period;  ///< ByValue: zero means one-shot
  Position Value;   ///< one of Stops here disarms instead
  llvm::SmallVector<ValuePattern, 2> Stops; ///< zero, unless the model says
  Position Data;    ///< the user data that the handler is given
  /// The timer is the library's own and goes on when what its handler uses has
  /// ended.
  bool Outlives = false;
  /// The handler also runs when the wait is cancelled, by the destructor
  /// included; its parameter of this number says so.
  std::optional<unsigned> CancelStatus;
};

/// An argument (or overridden method) that is run by the library.
struct Handler {
  Position At;
  /// The object whose method runs, named by `&Class::method` or by text.
  Position On;
  /// The object whose signal runs it, and the signal, named likewise.
  Position Sender, Signal;
  bool Repeats = true; ///< may run many times: a repeating context
  bool PerRequest = false; ///< runs once per request of a client
  bool Thread = false; ///< a thread body: its own loop counts, not the thread
  /// It runs at most once in the life of the flag that stands here.
  Position Once;
  /// What it is given and must release; positions are its own parameters.
  llvm::SmallVector<Acquire, 1> Gives;
  /// Its parameter that tells, with one of these values, that what it is called
  /// for has failed.
  Position Failed;
  llvm::SmallVector<ValuePattern, 2> FailedValues;
  bool Accepts = false; ///< runs once for each connection that is accepted
};

/// Everything one function, method or constructor does, in model terms. A call
/// may have several effects of each kind.
struct Function {
  enum class Kind { Free, Method, Constructor };
  Kind What = Kind::Free;
  /// Canonical name without template arguments or inline namespaces:
  /// `curl_easy_init`, `boost::asio::basic_waitable_timer::async_wait`; for a
  /// constructor, the class. Generated code has names of its own: there
  /// `Class::*` is any method of a class, `*::Class::*` of any class of this
  /// last name, `*::Class::method` one of its methods, and `*::method` one
  /// name in any class; `*::*`, and `*` for constructors, are those of the
  /// classes that Declares describes.
  std::string Name;
  /// Matches only calls with at least / at most this many written arguments.
  std::optional<unsigned> MinArguments, MaxArguments;
  /// Matches only calls that take an object of this kind at this place, where
  /// one name serves several: `keep_alive` of a request or of a response,
  /// `read` from a plain or from an encrypted stream. Or a class, whether the
  /// models know it or not.
  struct Taken {
    Position At;
    std::string ObjectName;     ///< empty with Class
    const Object *Of = nullptr; ///< null with Class
    std::string Class;          ///< canonical
  };
  llvm::SmallVector<Taken, 1> Takes;
  /// With the names `*::*` and `*`: a member that a class declares which is
  /// meant, whatever its generator called it.
  std::string Declares;
  /// Whether Name is a pattern, see isNamePattern().
  bool isPattern() const;
  /// Whether some call fits both rows.
  bool overlaps(const Function &Other) const;

  llvm::SmallVector<Acquire, 1> Acquires;
  llvm::SmallVector<Release, 1> Releases;
  llvm::SmallVector<Transfer, 1> Transfers;
  /// The library keeps using the argument after the call, without owning it.
  llvm::SmallVector<Position, 1> Holds;
  llvm::SmallVector<Request, 1> Requests;
  llvm::SmallVector<ApplySetting, 1> Settings;
  llvm::SmallVector<ApplyOption, 1> Options;
  llvm::SmallVector<ApplyHeader, 1> Headers;
  llvm::SmallVector<Position, 1> Resets; ///< settings back to the defaults
  llvm::SmallVector<Arm, 1> Arms;
  llvm::SmallVector<Position, 1> Disarms;
  llvm::SmallVector<Handler, 1> Handlers;
  /// The returned reference or pointer is (a part of) this object, so that
  /// settings through it count for the object (get_lowest_layer, socket()).
  Position Returns;
  /// Null: the result is a null pointer instead when the call fails.
  FailureForm ReturnsFailure = FailureForm::Never;
  /// Attaches the object at `At` to the pool at `With` for its lifetime.
  struct Attach {
    Position At, With;
  };
  llvm::SmallVector<Attach, 1> Attaches;
  /// Connects the object at this place as a server's side (accept).
  bool ServerSide = false;
  bool NoReturn = false;
  /// Waits until a place is free: what follows runs a limited number of times
  /// at once (a semaphore, a condition).
  bool Throttles = false;
  /// With these flags here, it only asks and does not wait.
  Position ThrottleUnless;
  llvm::SmallVector<ValuePattern, 1> ThrottleUnlessValues;
  bool StartsThread = false;  ///< not a pool's: a new one for each call
  bool StartsProcess = false; ///< what follows runs in a new process, too
  /// Ends a request that is under way, or the wait for it (abort, quit).
  bool Interrupts = false;
  bool AfterFailure = false; ///< a signal: its handlers run after a failure
  /// The result is the object whose signal runs the calling handler.
  bool GivesSender = false;
  /// The result is true at most once in the life of the flag that stands here.
  Position Once;
  /// Hides a client: calling it builds, uses and destroys one (cpr::Get).
  std::string HiddenClient;
  /// Of such a call: classes of arguments that give it a pool to use, and that
  /// bound how long it takes. Derived classes do not count.
  llvm::SmallVector<std::string, 1> PooledBy, LimitedBy;
  /// Nothing can bound this call: `limited-by: nothing`.
  bool unlimited() const {
    return LimitedBy.size() == 1 && LimitedBy.front() == "nothing";
  }
  /// After the call the object at `At` holds an answer that must be read to
  /// its end before the connection serves again.
  struct Undrained {
    std::string ObjectName;
    const Object *Of = nullptr;
    Position At;
    Position Body; ///< what reads the answer: any use of it may drain
    /// How the result says that nothing was sent.
    FailureForm Failure = FailureForm::Never;
  };
  llvm::SmallVector<Undrained, 1> Undrains;
  /// The call reads the answer to its end.
  struct Drain {
    Position At;
    Position When; ///< only when this place has one of the values
    llvm::SmallVector<ValuePattern, 1> WhenValues;
    /// From now on several requests may be under way at once.
    bool Pipelining = false;
  };
  llvm::SmallVector<Drain, 1> Drains;
  /// The call does nothing but borrow; stated so that "never resolved" and
  /// "unmodelled" can be told apart.
  bool Borrows = false;

  std::string Reference;
  std::string Prototype; ///< unused by the checks
  SourcePosition Where;
  bool Optional = false; ///< newer or older than the installed headers
  std::string Since, Until; ///< library versions that have it
};

/// An enumerator or macro that selects what a setter sets.
struct Option {
  std::string Key; ///< enumerator or macro name
  std::optional<int64_t> Integer; ///< value of a macro key, as a fallback
  Setting What;
  /// The value is a list of header lines (an object of this model) whose lines
  /// count as ApplyHeader on the configured object.
  bool HeaderList = false;
  bool Holds = false; ///< keeps the value (only borrowed otherwise)
  bool Transfers = false; ///< takes ownership of the value
  /// The value is a handler the library runs (repeating).
  std::optional<Handler> Handles;
  SourcePosition Where;
  bool Optional = false; ///< newer or older than the installed headers
  std::string Since, Until; ///< library versions that have it
};

struct OptionTable {
  std::string Name;
  std::vector<Option> Options;
};

/// Assigning a field of a struct or class sets something.
struct Field {
  std::string Name; ///< `Class::field`
  Setting What;
  SourcePosition Where;
};

/// A class (or base class) whose method is run by the library once per request
/// or event.
struct HandlerClass {
  std::string Class;
  /// Empty: the object itself lives for one request. `*`: any method that
  /// overrides another.
  std::string Method;
  llvm::SmallVector<Function::Taken, 1> Takes; ///< as of a Function
  Handler What;
  SourcePosition Where;
};

/// One kind of object.
struct Object {
  std::string Name;  ///< unique within the model, e.g. `easy`
  std::string Noun;  ///< for messages, e.g. `curl handle`
  ObjectRole Role = ObjectRole::Resource;
  ObjectKind Kind = ObjectKind::Handle;
  /// Handle: the type as spelled (`CURL *`). Class: canonical class names; a
  /// derived class counts too.
  llvm::SmallVector<std::string, 2> Types;
  /// Class: canonical names of class templates of which only those instances
  /// count whose first arguments are these: `http::message<true>`.
  struct Instance {
    std::string Template;
    llvm::SmallVector<std::string, 1> Arguments;
  };
  llvm::SmallVector<Instance, 1> Instances;
  /// Client: whether it is constructed with its target.
  bool HostBound = false;
  /// Client-per-call evidence needed at least: `function`, `handler`, `loop`.
  enum class Evidence { Function, Handler, Loop } NeedsEvidence =
      Evidence::Function;
  /// Whether a second request over the same object reuses the connection
  /// without any setting.
  bool ReuseByDefault = true;
  /// The setting that switches reuse on where it is off by default, as a call
  /// for fixes and messages, e.g. `set_keep_alive(true)`.
  std::string EnableReuse;
  /// Bounds that hold without any setting: finite defaults.
  llvm::SmallVector<std::string, 2> DefaultBounds;
  /// How to set a bound, for messages and fixes, with `{}` standing for the
  /// object: `curl_easy_setopt({}, CURLOPT_TIMEOUT, 30L)`.
  std::string SetTimeout;
  /// How to release, for messages and fixes: `curl_easy_cleanup({})`.
  std::string ReleaseCall;
  /// What a leak costs at run time, completes "..., so ": `its connections and
  /// caches stay open`.
  std::string LeakCost;
  /// What building one per call costs.
  std::string PerCallCost;
  /// Whether the peer of a TLS handshake is verified without any setting.
  bool VerifiesByDefault = true;
  /// Serves clients and servers alike: switching verification off counts only
  /// where the client's side is visible.
  bool BothSides = false;
  /// Pool: its connections have no limit, unless this call sets one, with `{}`
  /// standing for the object.
  std::string LimitPool;
  /// A stream that must be finished before it dies.
  bool MustDrain = false;
  /// How to drain or finish, for messages: `{}->Finish()`.
  std::string DrainCall;
  /// What it costs not to, completes "..., so ".
  std::string DrainCost;
  /// Handle: may also be a struct of the caller, known by its address, which is
  /// initialised and released in place.
  bool InPlace = false;
  /// Error numbers that say that there is no such object (any more).
  llvm::SmallVector<ValuePattern, 1> GoneOn;
  /// Handle: one block of memory from malloc; free() does as well.
  bool PlainMemory = false;
  /// Destroying the object by its destructor stops it (Class timers).
  bool StopsOnDestruction = true;
  /// Deadline: it arrives with a request and says how long the peer waits for
  /// the answer.
  bool Incoming = false;
  /// How to hand it on, for fixes: `{}` is the outgoing object, `{incoming}` its
  /// own name with the operator that follows, `context->`.
  std::string HandOn;
  /// Reuse needs nothing of the caller: the library shares one pool globally.
  bool GlobalPool = false;
  std::string Since, Until; ///< library versions that have it
  SourcePosition Where;
};

/// A class of smart pointers that owns like the standard ones.
struct OwnerClass {
  std::string Class;
  bool Shared = false; ///< like shared_ptr, not unique_ptr
  SourcePosition Where;
};

/// One library.
struct Library {
  std::string File; ///< path of the YAML, or `<embedded>/name.yaml`
  std::string Name;
  std::string Title; ///< for documentation; defaults to Name
  std::string Versions;
  std::string Package;
  bool Complete = false;
  /// Handlers of asynchronous requests also run when they are cancelled, by the
  /// destructor included; their parameter of this number says so.
  std::optional<unsigned> CancelStatus;
  std::vector<std::string> Missing;
  /// Suffixes of header paths that belong to the library: a file whose path
  /// ends so (or, ending in `/`, contains it as a folder) is library code,
  /// neither analysed nor inlined.
  std::vector<std::string> Headers;
  /// Macros that declare member functions, or begin a section of them, which a
  /// code generator of the library defines: nothing of the user's is in them.
  std::vector<std::string> Generated;
  /// Namespaces under which the same names exist again (`asio` ->
  /// `boost::asio`): the first is the one used in this file.
  struct NamespaceAlias {
    std::string Name;
    std::vector<std::string> Also;
  };
  std::vector<NamespaceAlias> Namespaces;
  std::vector<std::unique_ptr<Object>> Objects;
  std::vector<std::unique_ptr<Function>> Functions;
  std::vector<OptionTable> Tables;
  std::vector<Field> Fields;
  std::vector<HandlerClass> HandlerClasses;
  std::vector<OwnerClass> OwnerClasses;
  bool UserSupplied = false;

  const Object *findObject(llvm::StringRef ObjectName) const;
  const OptionTable *findTable(llvm::StringRef TableName) const;
};

/// Whether a function's name stands for names that the library's user or a code
/// generator chooses: `*::Stub::*`.
inline bool isNamePattern(llvm::StringRef Name) {
  return Name.starts_with("*::") || Name.ends_with("::*") || Name == "*";
}

inline bool Function::isPattern() const { return isNamePattern(Name); }

} // namespace nettidy::model

#endif // NETTIDY_LIB_MODEL_MODEL_H
