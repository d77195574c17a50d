//===-- main.cpp - Collects readings, passes alerts on --------------------===//
//
// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "agents.h"
#include "archive.h"
#include "peers.h"
#include "ticker.h"
#include "webhook.h"
#include <cstdio>
#include <cstdlib>
#include <sys/eventfd.h>
#include <thread>
#include <unistd.h>

namespace {

std::size_t append(char *Data, std::size_t Size, std::size_t Count, void *To) {
  static_cast<std::string *>(To)->append(Data, Size * Count);
  return Size * Count;
}

/// The load above which a host is reported, from the configuration service.
/// Asked once, at the start.
double loadThreshold(const char *URL) {
  double Threshold = 8.0;
  CURL *Handle = curl_easy_init();
  if (!Handle)
    return Threshold;
  std::string Body;
  curl_easy_setopt(Handle, CURLOPT_URL, URL);
  curl_easy_setopt(Handle, CURLOPT_WRITEFUNCTION, append);
  curl_easy_setopt(Handle, CURLOPT_WRITEDATA, &Body);
  if (curl_easy_perform(Handle) == CURLE_OK)
    Threshold = std::strtod(Body.c_str(), nullptr);
  curl_easy_cleanup(Handle);
  return Threshold;
}

relay::Alerts collect(const std::vector<std::string> &Hosts, double Threshold) {
  relay::Alerts Found;
  for (const std::string &Host : Hosts) {
    std::optional<double> Load = relay::readLoad(Host);
    if (!Load)
      Load = relay::readFromGateway(Host);
    if (Load && *Load > Threshold)
      Found.push_back({Host, "load", *Load});
  }
  return Found;
}

} // namespace

int main(int Argc, char **Argv) {
  if (Argc < 4) {
    std::fprintf(stderr, "usage: %s CONFIG-URL WEBHOOK-URL HOST...\n", Argv[0]);
    return 2;
  }
  curl_global_init(CURL_GLOBAL_DEFAULT);
  std::vector<std::string> Hosts(Argv + 3, Argv + Argc);
  double Threshold = loadThreshold(Argv[1]);
  int Stop = eventfd(0, 0);
  if (Stop < 0)
    return 1;

  httplib::Server Server;
  relay::addPages(Server);
  std::thread Pages([&Server] { Server.listen("0.0.0.0", 8085); });

  relay::Webhook OnCall(Argv[2]);
  relay::Archive Record("http://archive.internal/alerts");
  relay::Peer Twin("relay-b.internal");
  relay::Ticker Ticker(15);
  relay::Alerts Sent;
  while (Ticker.wait()) {
    relay::Alerts Batch = collect(Hosts, Threshold);
    if (!Batch.empty() && !relay::settle(Stop, 2))
      break;
    for (const relay::Alert &A : Batch) {
      OnCall.post(A);
      Twin.tell(A);
    }
    Record.upload(Batch, "relay-a");
    Sent.insert(Sent.end(), Batch.begin(), Batch.end());
  }
  relay::handOver("relay-b.internal", Sent);
  relay::postDigest(Argv[2], Sent);

  Server.stop();
  Pages.join();
  close(Stop);
  curl_global_cleanup();
  return 0;
}
