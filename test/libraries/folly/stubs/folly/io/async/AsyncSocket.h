// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Stands in for the headers of Folly, which Debian does not have: the names and
// signatures of its sources of 2026, without what they do.

#ifndef FOLLY_ASYNCSOCKET_H
#define FOLLY_ASYNCSOCKET_H

#include <chrono>
#include <functional>
#include <memory>
#include <string>

namespace folly {

class EventBase {
public:
  bool tryRunAfterDelay(std::function<void()> cb, uint32_t milliseconds);
};
class SocketAddress {
public:
  SocketAddress(const char *host, uint16_t port);
};

class DelayedDestruction {
public:
  class Destructor {
  public:
    void operator()(DelayedDestruction *dd) const { dd->destroy(); }
  };
  virtual void destroy();

protected:
  virtual ~DelayedDestruction() = default;
};

class AsyncSocket : public DelayedDestruction {
public:
  using UniquePtr = std::unique_ptr<AsyncSocket, Destructor>;
  class ConnectCallback {
  public:
    virtual ~ConnectCallback() = default;
    virtual void connectSuccess() noexcept = 0;
  };
  explicit AsyncSocket(EventBase *evb);
  static UniquePtr newSocket(EventBase *evb);
  void connect(ConnectCallback *callback, const SocketAddress &address,
               int timeout = 0);
  void setSendTimeout(uint32_t milliseconds);
  void closeNow();
  bool good() const;
  void destroy() override;

protected:
  ~AsyncSocket() override;
};

class SSLContext {
public:
  enum class SSLVerifyPeerEnum {
    USE_CTX,
    VERIFY,
    VERIFY_REQ_CLIENT_CERT,
    NO_VERIFY
  };
  enum class VerifyServerCertificate {
    IF_PRESENTED,
    IGNORE_VERIFY_RESULT,
  };
  SSLContext();
  void setVerificationOption(const SSLVerifyPeerEnum &verifyPeer);
  void setVerificationOption(const VerifyServerCertificate &verifyServer);
};

class FunctionScheduler {
public:
  void addFunction(std::function<void()> &&cb,
                   std::chrono::milliseconds interval,
                   std::string nameID = "");
  bool start();
  bool shutdown();
};

} // namespace folly

#endif
