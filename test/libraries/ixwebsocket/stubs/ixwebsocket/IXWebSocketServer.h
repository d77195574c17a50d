// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// One header stands in for those of IXWebSocket.

#include <ixwebsocket/IXWebSocket.h>
