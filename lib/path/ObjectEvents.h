//===-- ObjectEvents.h - What the engine tells the checks -------*- C++ -*-===//
//
// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// The modelling checker (ObjectChecker.h) follows the state of modelled
/// objects along paths; each user-visible check is a thin reader that receives
/// these events and decides whether to report.
///
//===----------------------------------------------------------------------===//

#ifndef NETTIDY_LIB_PATH_OBJECTEVENTS_H
#define NETTIDY_LIB_PATH_OBJECTEVENTS_H

#include "clang/AST/Expr.h"
#include "clang/AST/Stmt.h"
#include "clang/Basic/Diagnostic.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringRef.h"
#include <string>

namespace nettidy {
class TranslationUnit;
namespace model {
struct Function;
struct Object;
struct Request;
struct Setting;
} // namespace model
} // namespace nettidy

namespace nettidy::path {

struct ObjectState;

/// A report that a check makes of an event. The engine adds the story of the
/// path.
struct Report {
  /// Lower case, no full stop; names the object and says what it costs.
  std::string Message;
  /// The last step of the story, at the place of the event, when the report
  /// itself stands elsewhere (at the acquisition): `control leaves here ...`.
  std::string LastStep;
  /// Report at the acquisition instead of the place of the event.
  bool AtAcquisition = false;
  llvm::SmallVector<clang::FixItHint, 1> Fixes;
};

/// Common to all events.
struct ObjectEvent {
  TranslationUnit &Unit;
  const ObjectState &Object;
  /// The call, or null when no call causes the event.
  const clang::Expr *Site;
  /// The function under analysis, outermost.
  const clang::Decl *TopLevel;
  /// The function that the event happens in.
  const clang::Decl *Function;

  void report(Report R) { Reports.push_back(std::move(R)); }
  llvm::SmallVector<Report, 1> Reports;

  ObjectEvent(TranslationUnit &Unit, const ObjectState &Object,
              const clang::Expr *Site, const clang::Decl *TopLevel,
              const clang::Decl *Function)
      : Unit(Unit), Object(Object), Site(Site), TopLevel(TopLevel),
        Function(Function) {}
};

/// A request is about to be sent over an object.
struct RequestEvent : ObjectEvent {
  using ObjectEvent::ObjectEvent;
  const model::Function *Callee = nullptr;
  const model::Request *Request = nullptr;
  /// Some alternative of the request's bounds is provided, by settings or by
  /// the object's defaults.
  bool Bounded = false;
  /// A bound was explicitly set to a value that means "for ever".
  bool SetToInfinite = false;
  /// The expression that denotes the object at the call; may be null.
  const clang::Expr *ObjectExpr = nullptr;
  bool TimeoutReported = false; ///< out: report once per object
};

/// A request is about to be sent over an object that still holds an unread
/// answer.
struct UndrainedEvent : ObjectEvent {
  using ObjectEvent::ObjectEvent;
  const model::Function *Callee = nullptr;
  /// The expression that denotes the object at the call; may be null.
  const clang::Expr *ObjectExpr = nullptr;
};

/// The last reference to an unreleased object is gone.
struct LeakEvent : ObjectEvent {
  using ObjectEvent::ObjectEvent;
  enum class Cause {
    Dead,        ///< no reference is left
    Overwritten, ///< the place that kept it takes another value
    Throw,       ///< a throw expression on the path
    Caught,      ///< a throw expression whose handler does not release it
    MayThrow,    ///< a call that may throw
    Handed,      ///< a handler ends without releasing what it was given
  } Why = Cause::Dead;
  /// The return statement that control leaves by, when that is what loses the
  /// object and it stands in the function that acquired it.
  const clang::ReturnStmt *LeavesBy = nullptr;
};

/// A released object is used, or released again.
struct UseEvent : ObjectEvent {
  using ObjectEvent::ObjectEvent;
  bool SecondRelease = false;
  bool IsDescriptor = false; ///< a number rather than a pointer or C++ object
};

class ObjectEvents {
public:
  virtual ~ObjectEvents() = default;
  virtual void onRequest(RequestEvent &) {}
  virtual void onUndrained(UndrainedEvent &) {}
  virtual void onLeak(LeakEvent &) {}
  virtual void onUseAfterRelease(UseEvent &) {}
  /// Whether LeakEvent::Cause::MayThrow is wanted; it costs a look at every
  /// call.
  virtual bool followsExceptions() const { return false; }
};

} // namespace nettidy::path

#endif // NETTIDY_LIB_PATH_OBJECTEVENTS_H
