// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The shape of what the compiler of Thrift 0.17 makes of
//   service Prices { i32 get(1: string item), oneway void note(1: string item) }

#ifndef Prices_H
#define Prices_H

#include <thrift/TDispatchProcessor.h>
#include <thrift/protocol/TProtocol.h>
#include <memory>
#include <string>

namespace prices {

class PricesIf {
public:
  virtual ~PricesIf() {}
  virtual int32_t get(const std::string &item) = 0;
  virtual void note(const std::string &item) = 0;
};

class PricesNull : virtual public PricesIf {
public:
  int32_t get(const std::string &) override { return 0; }
  void note(const std::string &) override {}
};

class PricesClient : virtual public PricesIf {
public:
  PricesClient(std::shared_ptr<::apache::thrift::protocol::TProtocol> prot) {
    setProtocol(prot);
  }
  PricesClient(std::shared_ptr<::apache::thrift::protocol::TProtocol> iprot,
               std::shared_ptr<::apache::thrift::protocol::TProtocol> oprot) {
    setProtocol(iprot, oprot);
  }

private:
  void setProtocol(std::shared_ptr<::apache::thrift::protocol::TProtocol> prot) {
    setProtocol(prot, prot);
  }
  void setProtocol(std::shared_ptr<::apache::thrift::protocol::TProtocol> iprot,
                   std::shared_ptr<::apache::thrift::protocol::TProtocol> oprot) {
    piprot_ = iprot;
    poprot_ = oprot;
    iprot_ = iprot.get();
    oprot_ = oprot.get();
  }

public:
  std::shared_ptr<::apache::thrift::protocol::TProtocol> getInputProtocol() {
    return piprot_;
  }
  std::shared_ptr<::apache::thrift::protocol::TProtocol> getOutputProtocol() {
    return poprot_;
  }
  int32_t get(const std::string &item) override;
  void send_get(const std::string &item);
  int32_t recv_get();
  void note(const std::string &item) override;
  void send_note(const std::string &item);

protected:
  std::shared_ptr<::apache::thrift::protocol::TProtocol> piprot_;
  std::shared_ptr<::apache::thrift::protocol::TProtocol> poprot_;
  ::apache::thrift::protocol::TProtocol *iprot_;
  ::apache::thrift::protocol::TProtocol *oprot_;
};

} // namespace prices

#endif
