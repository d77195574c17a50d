// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Handlers that start their own operation again after a failure.
//
// RUN: %check_tidy %s net-retry-without-backoff %t

#include <boost/asio.hpp>
#include <chrono>
#include <functional>
#include <iostream>

namespace net = boost::asio;
using tcp = net::ip::tcp;
using boost::system::error_code;

// --- reported ----------------------------------------------------------------

class Lambda {
public:
  Lambda(net::io_context &Io, tcp::endpoint Peer) : Socket(Io), Peer(Peer) {}
  void connect() {
    Socket.async_connect(Peer, [this](error_code Error) {
      // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'async_connect' is tried again at once{{.*}} [net-retry-without-backoff]
      if (Error) {
        std::cerr << Error.message() << '\n';
        connect();
        return;
      }
      Connected = true;
    });
  }

private:
  tcp::socket Socket;
  tcp::endpoint Peer;
  bool Connected = false;
};

class Bound {
public:
  Bound(net::io_context &Io, tcp::endpoint Peer) : Socket(Io), Peer(Peer) {}
  void connect() {
    Socket.async_connect(Peer, std::bind(&Bound::onConnect, this,
                                         // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'async_connect' is tried again
                                         std::placeholders::_1));
  }

private:
  void onConnect(const error_code &Error) {
    if (!Error)
      Connected = true;
    else
      connect();
  }
  tcp::socket Socket;
  tcp::endpoint Peer;
  bool Connected = false;
};

void blocking_bad(tcp::socket &Socket, const tcp::endpoint &Peer) {
  error_code Error;
  do {
    Socket.close();
    Socket.connect(Peer, Error);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'connect' is tried again
  } while (Error);
}

// --- silent ------------------------------------------------------------------

class Waits {
public:
  Waits(net::io_context &Io, tcp::endpoint Peer)
      : Socket(Io), Timer(Io), Peer(Peer) {}
  void connect() {
    Socket.async_connect(Peer, [this](error_code Error) {
      if (Error) {
        Timer.expires_after(std::chrono::seconds(5));
        Timer.async_wait([this](error_code Stopped) {
          if (!Stopped)
            connect();
        });
      }
    });
  }

private:
  tcp::socket Socket;
  net::steady_timer Timer;
  tcp::endpoint Peer;
};

class Next {
public:
  Next(net::io_context &Io) : Socket(Io) {}
  void connect(tcp::resolver::iterator Peer) {
    if (Peer == tcp::resolver::iterator())
      return;
    Socket.async_connect(*Peer, [this, Peer](error_code Error) mutable {
      if (Error)
        connect(++Peer);
    });
  }

private:
  tcp::socket Socket;
};

class Counts {
public:
  Counts(net::io_context &Io, tcp::endpoint Peer) : Socket(Io), Peer(Peer) {}
  void connect() {
    Socket.async_connect(Peer, [this](error_code Error) {
      if (Error && ++Tries < 5)
        connect();
    });
  }

private:
  tcp::socket Socket;
  tcp::endpoint Peer;
  int Tries = 0;
};

void elsewhere();
class Schedules {
public:
  Schedules(net::io_context &Io, tcp::endpoint Peer) : Socket(Io), Peer(Peer) {}
  void connect() {
    Socket.async_connect(Peer, [this](error_code Error) {
      if (Error) {
        elsewhere();
        return;
      }
      connect();
    });
  }

private:
  tcp::socket Socket;
  tcp::endpoint Peer;
};

void once_ok(tcp::socket &Socket, const tcp::endpoint &Peer) {
  error_code Error;
  Socket.connect(Peer, Error);
  if (Error)
    Socket.connect(Peer, Error);
}
