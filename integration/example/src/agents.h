//===-- agents.h - Readings from the agents on the hosts --------*- C++ -*-===//
//
// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef ALERT_RELAY_AGENTS_H
#define ALERT_RELAY_AGENTS_H

#include <optional>
#include <string>

namespace relay {

/// Asks the agent on a host for its load.
std::optional<double> readLoad(const std::string &Host);

/// Asks the gateway, which answers for hosts that have no agent.
std::optional<double> readFromGateway(const std::string &Host);

} // namespace relay

#endif // ALERT_RELAY_AGENTS_H
