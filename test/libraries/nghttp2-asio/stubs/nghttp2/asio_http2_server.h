// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// One header stands in for both of nghttp2-asio.

#include <nghttp2/asio_http2_client.h>
