// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Stands in for the headers of the Azure SDK for C++, which Debian does not have: the names and
// signatures of azure-core 1.14, without what they do.

#pragma once

#include <chrono>
#include <memory>
#include <string>

namespace Azure {
namespace Core {
namespace Http {
class HttpTransport {
public:
  virtual ~HttpTransport();
};
struct CurlTransportOptions {
  bool HttpKeepAlive = true;
  bool SslVerifyPeer = true;
  std::string CAInfo;
  std::chrono::milliseconds ConnectionTimeout{0};
};
class CurlTransport : public HttpTransport {
public:
  explicit CurlTransport(
      const CurlTransportOptions &options = CurlTransportOptions());
};
namespace Policies {
struct TransportOptions {
  bool DisableTlsCertificateValidation{false};
  bool EnableCertificateRevocationListCheck{false};
  std::shared_ptr<HttpTransport> Transport;
};
} // namespace Policies
} // namespace Http
namespace _internal {
struct ClientOptions {
  Http::Policies::TransportOptions Transport;
};
} // namespace _internal
} // namespace Core
namespace Storage {
namespace Blobs {
struct BlobClientOptions : Azure::Core::_internal::ClientOptions {};
class BlobClient {
public:
  explicit BlobClient(const std::string &blobUrl,
                      const BlobClientOptions &options = BlobClientOptions());
  std::string Download() const;
};
} // namespace Blobs
} // namespace Storage
} // namespace Azure
