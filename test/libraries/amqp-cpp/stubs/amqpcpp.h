// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Stands in for the headers of AMQP-CPP, which Debian does not have: the names
// and signatures of release 4.3, without what they do.

#ifndef AMQPCPP_H
#define AMQPCPP_H

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>

namespace AMQP {

class Address {
public:
  Address(const char *address);
  Address(const std::string &address);
};
class Message {
public:
  const char *body() const;
  uint64_t bodySize() const;
};
class TcpConnection;
class TcpHandler {
public:
  virtual ~TcpHandler() = default;
  virtual void onReady(TcpConnection *connection);
  virtual void onError(TcpConnection *connection, const char *message);
  virtual void onClosed(TcpConnection *connection);
  virtual void onDetached(TcpConnection *connection);
  virtual void monitor(TcpConnection *connection, int fd, int flags) = 0;
};

using SuccessCallback = std::function<void()>;
using ErrorCallback = std::function<void(const char *message)>;
using FinalizeCallback = std::function<void()>;
using MessageCallback = std::function<void(
    const Message &message, uint64_t deliveryTag, bool redelivered)>;

class Deferred {
public:
  Deferred &onSuccess(const SuccessCallback &callback);
  Deferred &onError(const ErrorCallback &callback);
  Deferred &onFinalize(const FinalizeCallback &callback);
};
class DeferredConsumer : public Deferred {
public:
  DeferredConsumer &onReceived(const MessageCallback &callback);
  DeferredConsumer &onMessage(const MessageCallback &callback);
};

class TcpConnection {
public:
  TcpConnection(TcpHandler *handler, const Address &address);
  TcpConnection(const TcpConnection &that) = delete;
  virtual ~TcpConnection() noexcept;
  bool close(bool immediate = false);
  bool ready() const;
  bool usable() const;
  bool heartbeat();
  void process(int fd, int flags);
};

class Channel {
public:
  virtual ~Channel();
  bool publish(const std::string &exchange, const std::string &routingKey,
               const std::string &message, int flags = 0);
  Deferred &declareQueue(const std::string &name);
  DeferredConsumer &consume(const std::string &queue, int flags = 0);
  bool ack(uint64_t deliveryTag, int flags = 0);
  void onError(const ErrorCallback &callback);
};
class TcpChannel : public Channel {
public:
  TcpChannel(TcpConnection *connection);
  TcpChannel(const TcpChannel &other) = delete;
};

} // namespace AMQP

#endif
