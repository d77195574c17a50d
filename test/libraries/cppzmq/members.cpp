// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Sockets that are members. No wait in this file limits how long they are read.
//
// RUN: %check_tidy %s %core %t -- -- -std=c++17

#include <string>
#include <zmq.hpp>

class PatientClient {
public:
  PatientClient() { Socket.connect("tcp://prices.internal:5555"); }
  std::string ask(const std::string &Question) {
    Socket.send(zmq::buffer(Question), zmq::send_flags::none);
    zmq::message_t Answer;
    auto Got = Socket.recv(Answer, zmq::recv_flags::none);
// CHECK-MESSAGES-DAG: :[[@LINE-1]]:{{[0-9]+}}: warning: 'recv' can wait for ever{{.*}} [net-missing-timeout]
    return Got ? Answer.to_string() : "";
  }

private:
  zmq::context_t Context{1};
  zmq::socket_t Socket{Context, zmq::socket_type::req};
};

class Client {
public:
  explicit Client(zmq::context_t &Context) : Socket(Context, zmq::socket_type::req) {
    Socket.set(zmq::sockopt::rcvtimeo, 3000);
    Socket.set(zmq::sockopt::linger, 0);
    Socket.connect("tcp://prices.internal:5555");
  }
  std::string ask(const std::string &Question) {
    Socket.send(zmq::buffer(Question), zmq::send_flags::none);
    zmq::message_t Answer;
    return Socket.recv(Answer, zmq::recv_flags::none) ? Answer.to_string() : "";
  }

private:
  zmq::socket_t Socket;
};
