// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Sockets of cppzmq: a client in a class, one for each call, workers.
//
// RUN: %check_tidy %s %core %t -- -- -std=c++17

#include <chrono>
#include <iterator>
#include <memory>
#include <string>
#include <thread>
#include <vector>
#include <zmq.hpp>
#include <zmq_addon.hpp>

std::string askBad(const std::string &Question) {
  zmq::context_t Context;
  zmq::socket_t Socket(Context, zmq::socket_type::req);
// CHECK-MESSAGES-DAG: :[[@LINE-1]]:{{[0-9]+}}: warning: {{a new .* is built for every call}}{{.*}} [net-client-per-call]
  Socket.connect("tcp://prices.internal:5555");
  Socket.send(zmq::buffer(Question), zmq::send_flags::none);
  zmq::message_t Answer;
  auto Got = Socket.recv(Answer, zmq::recv_flags::none);
// CHECK-MESSAGES-DAG: :[[@LINE-1]]:{{[0-9]+}}: warning: 'recv' can wait for ever{{.*}} [net-missing-timeout]
  return Got ? Answer.to_string() : "";
}

void pushAllBad(const std::vector<std::string> &Lines) {
  for (const std::string &Line : Lines) {
    zmq::context_t Context;
    zmq::socket_t Socket(Context, zmq::socket_type::push);
// CHECK-MESSAGES-DAG: :[[@LINE-1]]:{{[0-9]+}}: warning: {{a new .* is built for every iteration}}{{.*}} [net-client-per-call]
    Socket.connect("tcp://sink.internal:5558");
    Socket.send(zmq::buffer(Line), zmq::send_flags::none);
  }
}

void pushAllOk(const std::vector<std::string> &Lines) {
  zmq::context_t Context;
  zmq::socket_t Socket(Context, zmq::socket_type::push);
  Socket.connect("tcp://sink.internal:5558");
  for (const std::string &Line : Lines)
    Socket.send(zmq::buffer(Line), zmq::send_flags::none);
}

// The settings say nothing of the answer.
std::string lingerBad(zmq::context_t &Context, const std::string &Question) {
  zmq::socket_t Socket(Context, ZMQ_REQ);
  Socket.set(zmq::sockopt::linger, 0);
  Socket.set(zmq::sockopt::sndtimeo, 1000);
  Socket.connect("tcp://prices.internal:5555");
  Socket.send(zmq::buffer(Question), zmq::send_flags::none);
  zmq::message_t Answer;
  auto Got = Socket.recv(Answer);
// CHECK-MESSAGES-DAG: :[[@LINE-1]]:{{[0-9]+}}: warning: 'recv' can wait for ever{{.*}} [net-missing-timeout]
  return Got ? Answer.to_string() : "";
}

bool foreverBad(zmq::context_t &Context) {
  zmq::socket_t Socket(Context, zmq::socket_type::req);
  Socket.set(zmq::sockopt::rcvtimeo, -1);
  Socket.connect("tcp://prices.internal:5555");
  Socket.send(zmq::str_buffer("ping"), zmq::send_flags::none);
  zmq::message_t Answer;
  return Socket.recv(Answer).has_value();
// CHECK-MESSAGES-DAG: :[[@LINE-1]]:{{[0-9]+}}: warning: 'recv' can wait for ever{{.*}} [net-missing-timeout]
}

bool oldSetterOk(zmq::context_t &Context) {
  int Limit = 1000;
  zmq::socket_t Socket(Context, ZMQ_REQ);
  Socket.setsockopt(ZMQ_RCVTIMEO, &Limit, sizeof(Limit));
  Socket.connect("tcp://prices.internal:5555");
  Socket.send(zmq::str_buffer("ping"), zmq::send_flags::none);
  zmq::message_t Answer;
  return Socket.recv(Answer).has_value();
}

bool atOnceOk(zmq::context_t &Context) {
  zmq::socket_t Socket(Context, ZMQ_REQ);
  Socket.connect("tcp://prices.internal:5555");
  Socket.send(zmq::str_buffer("ping"), zmq::send_flags::none);
  zmq::message_t Answer;
  return Socket.recv(Answer, zmq::recv_flags::dontwait).has_value();
}

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

// After a silence, the socket is closed and another takes its place.
std::string askAgainOk(zmq::context_t &Context, const std::string &Question) {
  zmq::socket_t Socket(Context, zmq::socket_type::req);
  Socket.connect("tcp://prices.internal:5555");
  for (int Try = 0; Try < 3; ++Try) {
    Socket.send(zmq::buffer(Question), zmq::send_flags::none);
    zmq::pollitem_t Items[] = {{Socket, 0, ZMQ_POLLIN, 0}};
    zmq::poll(Items, 1, std::chrono::milliseconds(2500));
    if (Items[0].revents & ZMQ_POLLIN) {
      zmq::message_t Answer;
      return Socket.recv(Answer) ? Answer.to_string() : "";
    }
    Socket.set(zmq::sockopt::linger, 0);
    Socket.close();
    Socket = zmq::socket_t(Context, zmq::socket_type::req);
    Socket.connect("tcp://prices.internal:5555");
  }
  return "";
}

std::string askWithFactoryOk(zmq::context_t &Context, const std::string &Question) {
  auto Open = [&Context] {
    auto New = std::make_unique<zmq::socket_t>(Context, zmq::socket_type::req);
    New->set(zmq::sockopt::rcvtimeo, 2500);
    New->connect("tcp://prices.internal:5555");
    return New;
  };
  auto Socket = Open();
  for (int Try = 0; Try < 3; ++Try) {
    Socket->send(zmq::buffer(Question), zmq::send_flags::none);
    zmq::message_t Answer;
    if (Socket->recv(Answer))
      return Answer.to_string();
    Socket = Open();
  }
  return "";
}

static void work(zmq::context_t *Context) {
  zmq::socket_t Socket(*Context, zmq::socket_type::rep);
  Socket.connect("inproc://workers");
  zmq::message_t Job;
  while (Socket.recv(Job))
    Socket.send(Job, zmq::send_flags::none);
}

std::thread startOk(zmq::context_t &Context) { return std::thread(work, &Context); }

void serveOk() {
  zmq::context_t Context;
  zmq::socket_t Socket(Context, zmq::socket_type::rep);
  Socket.bind("tcp://*:5555");
  zmq::message_t Job;
  while (Socket.recv(Job))
    Socket.send(Job, zmq::send_flags::none);
}

void followOk(zmq::context_t &Context) {
  zmq::socket_t Socket(Context, zmq::socket_type::sub);
  Socket.set(zmq::sockopt::subscribe, "");
  Socket.connect("tcp://feed.internal:5556");
  std::vector<zmq::message_t> Parts;
  while (zmq::recv_multipart(Socket, std::back_inserter(Parts)))
    Parts.clear();
}
