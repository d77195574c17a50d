// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The same server in C++: owners of daemons and responses, and the client that
// a request handler builds.
//
// RUN: %check_tidy %s %core %t -- -- -std=c++17

#include <curl/curl.h>
#include <memory>
#include <microhttpd.h>
#include <stdexcept>
#include <string>

using Response = std::unique_ptr<MHD_Response, decltype(&MHD_destroy_response)>;

MHD_Result sendOk(MHD_Connection *C, const std::string &Text) {
  Response R(MHD_create_response_from_buffer(Text.size(), const_cast<char *>(Text.data()), MHD_RESPMEM_MUST_COPY),
             MHD_destroy_response);
  if (!R || MHD_add_response_header(R.get(), "Content-Type", "text/plain") == MHD_NO)
    return MHD_NO;
  return MHD_queue_response(C, MHD_HTTP_OK, R.get());
}

MHD_Result sendBad(MHD_Connection *C, const std::string &Text) {
  auto *R = MHD_create_response_from_buffer(Text.size(), const_cast<char *>(Text.data()), MHD_RESPMEM_MUST_COPY);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this HTTP response is not released {{(on a path|when an exception)}}{{.*}} [net-unclosed-response]
  if (Text.empty())
    throw std::invalid_argument("nothing to say");
  MHD_Result Queued = MHD_queue_response(C, MHD_HTTP_OK, R);
  MHD_destroy_response(R);
  return Queued;
}

static size_t keep(char *Data, size_t Size, size_t Count, void *To) {
  static_cast<std::string *>(To)->append(Data, Size * Count);
  return Size * Count;
}

class Gateway {
public:
  explicit Gateway(uint16_t Port)
      : Daemon(MHD_start_daemon(MHD_USE_INTERNAL_POLLING_THREAD, Port, nullptr, nullptr, &Gateway::forward, this,
                                MHD_OPTION_CONNECTION_TIMEOUT, 30u, MHD_OPTION_END)) {
    if (!Daemon)
      throw std::runtime_error("cannot listen");
  }
  ~Gateway() { MHD_stop_daemon(Daemon); }
  Gateway(const Gateway &) = delete;
  Gateway &operator=(const Gateway &) = delete;

private:
  static MHD_Result forward(void *, MHD_Connection *C, const char *Path, const char *, const char *, const char *,
                            size_t *, void **) {
    std::string Body;
    CURL *Upstream = curl_easy_init();
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: a new curl handle is built for every request{{.*}} [net-client-per-call]
    if (!Upstream)
      return MHD_NO;
    curl_easy_setopt(Upstream, CURLOPT_URL, (std::string("http://backend:8080") + Path).c_str());
    curl_easy_setopt(Upstream, CURLOPT_TIMEOUT, 5L);
    curl_easy_setopt(Upstream, CURLOPT_WRITEFUNCTION, keep);
    curl_easy_setopt(Upstream, CURLOPT_WRITEDATA, &Body);
    CURLcode Code = curl_easy_perform(Upstream);
    curl_easy_cleanup(Upstream);
    return Code == CURLE_OK ? sendOk(C, Body) : MHD_NO;
  }

  MHD_Daemon *Daemon;
};
