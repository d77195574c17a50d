// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A chat server that bridges its rooms to another server.
//
// RUN: %check_tidy %s %core %t

#include <array>
#include <boost/asio.hpp>
#include <chrono>
#include <deque>
#include <functional>
#include <iostream>
#include <memory>
#include <set>
#include <string>
#include <vector>

namespace chat {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;
using std::chrono::seconds;

class Member {
public:
  virtual ~Member() = default;
  virtual void deliver(const std::string &Text) = 0;
};

class Room {
public:
  void join(std::shared_ptr<Member> Who) { Members.insert(std::move(Who)); }
  void leave(const std::shared_ptr<Member> &Who) { Members.erase(Who); }
  void deliver(const std::string &Text) {
    for (const auto &Each : Members)
      Each->deliver(Text);
  }

private:
  std::set<std::shared_ptr<Member>> Members;
};

// --- people who come to us: they may be silent for as long as they like -----

class Session : public Member, public std::enable_shared_from_this<Session> {
public:
  Session(tcp::socket Socket, Room &Here)
      : Socket(std::move(Socket)), Idle(this->Socket.get_executor()),
        Here(Here) {}

  void start_ok() {
    Here.join(shared_from_this());
    watch();
    read();
  }

  void deliver(const std::string &Text) override {
    bool Writing = !Queue.empty();
    Queue.push_back(Text);
    if (!Writing)
      write();
  }

private:
  void watch() {
    Idle.expires_after(seconds(600));
    Idle.async_wait([Weak = weak_from_this()](error_code Error) {
      if (auto Self = Weak.lock(); Self && !Error)
        Self->Socket.close();
    });
  }

  void read() {
    asio::async_read_until(
        Socket, asio::dynamic_buffer(Line, 1024), '\n',
        [this, Self = shared_from_this()](error_code Error, std::size_t Size) {
          if (Error) {
            Idle.cancel();
            Here.leave(Self);
            return;
          }
          Here.deliver(Line.substr(0, Size));
          Line.erase(0, Size);
          watch();
          read();
        });
  }

  void write() {
    asio::async_write(
        Socket, asio::buffer(Queue.front()),
        [this, Self = shared_from_this()](error_code Error, std::size_t) {
          if (Error)
            return;
          Queue.pop_front();
          if (!Queue.empty())
            write();
        });
  }

  tcp::socket Socket;
  asio::steady_timer Idle;
  Room &Here;
  std::string Line;
  std::deque<std::string> Queue;
};

// --- the other server, where we are the client: nothing bounds the login -----

class Bridge : public std::enable_shared_from_this<Bridge> {
public:
  Bridge(asio::io_context &Context, Room &Here)
      : Resolver(Context), Socket(Context), Here(Here) {}

  void start_bad(const std::string &Host, const std::string &Port) {
    Resolver.async_resolve(
        Host, Port,
        [Self = shared_from_this()](error_code Error,
                                    tcp::resolver::results_type Peers) {
          if (!Error)
            Self->connect(Peers);
        });
  }

private:
  void connect(const tcp::resolver::results_type &Peers) {
    asio::async_connect(Socket, Peers,
                        [Self = shared_from_this()](error_code Error,
                                                    const tcp::endpoint &) {
                          if (!Error)
                            Self->login();
                        });
  }

  void login() {
    asio::async_write(Socket, asio::buffer("LOGIN bridge\n", 13),
                      [Self = shared_from_this()](error_code Error, std::size_t) {
                        if (!Error)
                          Self->read();
                      });
  }

  void read() {
    asio::async_read_until(
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: 'async_read_until' can wait for ever{{.*}} [net-missing-timeout]
        Socket, asio::dynamic_buffer(Line), '\n',
        [Self = shared_from_this()](error_code Error, std::size_t Size) {
          if (Error)
            return;
          Self->Here.deliver(Self->Line.substr(0, Size));
          Self->Line.erase(0, Size);
          Self->read();
        });
  }

  tcp::resolver Resolver;
  tcp::socket Socket;
  Room &Here;
  std::string Line;
};

// --- asking the directory once, with a limit on the whole exchange -----------

std::string lookUp_ok(const tcp::endpoint &Directory, const std::string &Name) {
  asio::io_context Context;
  tcp::socket Socket(Context);
  std::string Question = Name + "\n", Answer;
  Socket.async_connect(Directory, [&](error_code Error) {
    if (Error)
      return;
    asio::async_write(Socket, asio::buffer(Question),
                      [&](error_code Error, std::size_t) {
                        if (!Error)
                          asio::async_read_until(
                              Socket, asio::dynamic_buffer(Answer), '\n',
                              [](error_code, std::size_t) {});
                      });
  });
  Context.run_for(seconds(3));
  return Answer;
}

std::string lookUp_bad(const tcp::endpoint &Directory, const std::string &Name) {
  asio::io_context Context;
  tcp::socket Socket(Context);
  Socket.connect(Directory);
  asio::write(Socket, asio::buffer(Name + "\n"));
  std::string Answer;
  asio::read_until(Socket, asio::dynamic_buffer(Answer), '\n');
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: 'read_until' can wait for ever{{.*}} [net-missing-timeout]
  return Answer;
}

// --- news for every listener -------------------------------------------------

void publish_bad(asio::io_context &Context, const tcp::endpoint &Archive,
                 const std::vector<std::string> &Lines) {
  for (const std::string &Line : Lines) {
    tcp::socket Socket(Context);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: a new 'boost{{.*}} [net-client-per-call]
    error_code Error;
    Socket.connect(Archive, Error);
    if (Error)
      return;
    asio::write(Socket, asio::buffer(Line), Error);
  }
}

// --- a reminder that nobody owns ---------------------------------------------

void remind_bad(asio::io_context &Context, Room &Here, int Minutes) {
  auto *Timer = new asio::steady_timer(Context);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this timer is not stopped on a path through this function [net-unstopped-timer]
  Timer->expires_after(std::chrono::minutes(Minutes));
  Timer->async_wait([&Here](error_code Error) {
    if (!Error)
      Here.deliver("remember\n");
  });
}

void remind_ok(asio::io_context &Context, Room &Here, int Minutes) {
  auto Timer = std::make_shared<asio::steady_timer>(Context);
  Timer->expires_after(std::chrono::minutes(Minutes));
  Timer->async_wait([&Here, Timer](error_code Error) {
    if (!Error)
      Here.deliver("remember\n");
  });
}

class Server {
public:
  Server(asio::io_context &Context, unsigned short Port)
      : Acceptor(Context, {tcp::v4(), Port}), Signals(Context, SIGINT, SIGTERM) {
    Signals.async_wait([this](error_code, int) { Acceptor.close(); });
    accept_ok();
  }

private:
  void accept_ok() {
    Acceptor.async_accept([this](error_code Error, tcp::socket Socket) {
      if (!Acceptor.is_open())
        return;
      if (!Error)
        std::make_shared<Session>(std::move(Socket), Here)->start_ok();
      accept_ok();
    });
  }

  tcp::acceptor Acceptor;
  asio::signal_set Signals;
  Room Here;
};

} // namespace chat
