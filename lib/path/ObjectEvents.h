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

#include "llvm/ADT/StringRef.h"

namespace nettidy::path {

struct RequestEvent; ///< a request is about to be sent over an object
struct SettingEvent; ///< a setting is about to be applied to an object
struct LeakEvent;    ///< the last reference to an unreleased object is gone
struct UseEvent;     ///< a released object is used or released again
struct ReleaseEvent; ///< an object is released (or destroyed by its scope)

class ObjectEvents {
public:
  virtual ~ObjectEvents() = default;
  virtual void onRequest(RequestEvent &) {}
  virtual void onSetting(SettingEvent &) {}
  virtual void onLeak(LeakEvent &) {}
  virtual void onUseAfterRelease(UseEvent &) {}
  virtual void onRelease(ReleaseEvent &) {}
};

} // namespace nettidy::path

#endif // NETTIDY_LIB_PATH_OBJECTEVENTS_H
