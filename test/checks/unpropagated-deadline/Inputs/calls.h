// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What calls.yaml describes.
#pragma once
namespace calls {
long now();
struct caller {
  long deadline() const;
};
struct request {
  request();
  void until(long Time);
  void tag(const char *Name);
};
request derived(const caller &From);
bool send(request &R);
} // namespace calls
