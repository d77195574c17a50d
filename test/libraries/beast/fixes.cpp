// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Fixes that need nothing but the model: the file still compiles and is silent
// afterwards.
//
// RUN: %check_tidy %s net-disabled-keep-alive %t

#include <boost/asio.hpp>
#include <boost/beast.hpp>

namespace beast = boost::beast;
namespace http = beast::http;

void send_bad(beast::tcp_stream &Stream,
              http::request<http::empty_body> Request) {
  Request.keep_alive(false);
  Request.set(http::field::connection, "close");
  Request.version(10);
  http::write(Stream, Request);
}
// CHECK-FIXES: http::request<http::empty_body> Request) {
// CHECK-FIXES-NEXT: Request.keep_alive(true);
// CHECK-FIXES-NEXT: Request.version(11);
// CHECK-FIXES-NEXT: http::write(Stream, Request);

void build_bad(beast::tcp_stream &Stream) {
  http::request<http::empty_body> Request{http::verb::get, "/", 10};
  http::write(Stream, Request);
}
// CHECK-FIXES: Request{http::verb::get, "/", 11};
