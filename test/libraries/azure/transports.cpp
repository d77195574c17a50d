// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Options of the transports of the Azure SDK.
//
// RUN: %check_tidy %s %core,net-disabled-tls-verification %t -- -- -std=c++17 -isystem %S/stubs

#include <azure/core/http/curl_transport.hpp>
#include <memory>
#include <string>

using namespace Azure::Core::Http;
using namespace Azure::Storage::Blobs;

BlobClientOptions fresh_bad() {
  CurlTransportOptions transport;
  transport.HttpKeepAlive = false;
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}} [net-disabled-keep-alive]
  BlobClientOptions options;
  options.Transport.Transport = std::make_shared<CurlTransport>(transport);
  return options;
}

BlobClientOptions anybody_bad() {
  CurlTransportOptions transport;
  transport.SslVerifyPeer = false;
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: 'Azure::Core::Http::CurlTransportOptions::SslVerifyPeer' switches off the verification{{.*}} [net-disabled-tls-verification]
  BlobClientOptions options;
  options.Transport.Transport = std::make_shared<CurlTransport>(transport);
  return options;
}

std::string download_bad(const std::string &url) {
  BlobClientOptions options;
  options.Transport.DisableTlsCertificateValidation = true;
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: 'Azure::Core::Http::Policies::TransportOptions::DisableTlsCertificateValidation' switches off the verification{{.*}} [net-disabled-tls-verification]
  return BlobClient(url, options).Download();
}

// Clients share one transport and its pool: a new one for each blob is usual.
std::string download_ok(const std::string &url) {
  BlobClientOptions options;
  options.Transport.EnableCertificateRevocationListCheck = false;
  return BlobClient(url, options).Download();
}

BlobClientOptions configured_ok(bool insecure, bool reuse) {
  CurlTransportOptions transport;
  transport.HttpKeepAlive = reuse;
  transport.SslVerifyPeer = !insecure;
  BlobClientOptions options;
  options.Transport.Transport = std::make_shared<CurlTransport>(transport);
  return options;
}
