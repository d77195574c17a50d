//===-- alert.h - What the relay passes on ----------------------*- C++ -*-===//
//
// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef ALERT_RELAY_ALERT_H
#define ALERT_RELAY_ALERT_H

#include <string>
#include <vector>

namespace relay {

struct Alert {
  std::string Host;
  std::string Metric;
  double Value = 0;
};

using Alerts = std::vector<Alert>;

inline std::string toJson(const Alert &A) {
  return "{\"host\":\"" + A.Host + "\",\"metric\":\"" + A.Metric +
         "\",\"value\":" + std::to_string(A.Value) + "}";
}

} // namespace relay

#endif // ALERT_RELAY_ALERT_H
