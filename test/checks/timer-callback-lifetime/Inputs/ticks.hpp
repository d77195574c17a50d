// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The classes that ticks.yaml describes.
#pragma once
#include "ticks.h"
namespace ticks {
class ticker {
public:
  ticker();
  ticker(const ticker &) = delete;
  ~ticker();
  template <typename Handler> void wait(unsigned ms, Handler handler) {
    handler(false);
  }
  void cancel();
};
} // namespace ticks
