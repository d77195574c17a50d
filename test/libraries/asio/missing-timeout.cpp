// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Reads and handshakes on connections that the code made, with nothing that
// would end them.
//
// RUN: %check_tidy %s net-missing-timeout %t

#include <boost/asio.hpp>
#include <boost/asio/ssl.hpp>
#include <chrono>
#include <deque>
#include <functional>
#include <iostream>
#include <memory>
#include <string>

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;

// --- blocking calls --------------------------------------------------------

std::string ask_bad(const std::string &Host, const std::string &Question) {
  asio::io_context Context;
  tcp::resolver Resolver(Context);
  tcp::socket Socket(Context);
  asio::connect(Socket, Resolver.resolve(Host, "7"));
  asio::write(Socket, asio::buffer(Question));
  std::string Answer;
  error_code Error;
  asio::read(Socket, asio::dynamic_buffer(Answer), Error);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: 'read' can wait for ever{{.*}} [net-missing-timeout]
  return Answer;
}

std::size_t probes_are_no_bound_bad(tcp::socket::endpoint_type Peer,
                                    asio::mutable_buffer Buffer) {
  asio::io_context Context;
  tcp::socket Socket(Context);
  Socket.connect(Peer);
  Socket.set_option(asio::socket_base::keep_alive(true));
  return Socket.read_some(Buffer);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: 'read_some' can wait for ever{{.*}} [net-missing-timeout]
}

std::size_t ask_and_return_at_once_ok(tcp::socket::endpoint_type Peer,
                                      asio::mutable_buffer Buffer) {
  asio::io_context Context;
  tcp::socket Socket(Context);
  Socket.connect(Peer);
  Socket.non_blocking(true);
  error_code Error;
  return Socket.read_some(Buffer, Error);
}

// --- chains of handlers ----------------------------------------------------

class Fetch : public std::enable_shared_from_this<Fetch> {
public:
  explicit Fetch(asio::io_context &Context)
      : Resolver(Context), Socket(Context) {}

  void run_bad(const std::string &Host) {
    Resolver.async_resolve(
        Host, "http",
        std::bind(&Fetch::onResolve, shared_from_this(), std::placeholders::_1,
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: 'async_read_until' can wait for ever{{.*}} [net-missing-timeout]
                  std::placeholders::_2));
  }

private:
  void onResolve(error_code Error, tcp::resolver::results_type Peers) {
    if (Error)
      return;
    asio::async_connect(Socket, Peers,
                        std::bind(&Fetch::onConnect, shared_from_this(),
                                  std::placeholders::_1));
  }
  void onConnect(error_code Error) {
    if (Error)
      return;
    asio::async_write(Socket, asio::buffer("GET / HTTP/1.1\r\n\r\n"),
                      std::bind(&Fetch::onWrite, shared_from_this(),
                                std::placeholders::_1));
  }
  void onWrite(error_code Error) {
    if (Error)
      return;
    asio::async_read_until(Socket, asio::dynamic_buffer(Answer), "\r\n\r\n",
                           std::bind(&Fetch::onRead, shared_from_this(),
                                     std::placeholders::_1));
  }
  void onRead(error_code Error) {
    if (!Error)
      std::cout << Answer;
  }

  tcp::resolver Resolver;
  tcp::socket Socket;
  std::string Answer;
};

// The same with a timer whose handler closes the socket.
class BoundedFetch : public std::enable_shared_from_this<BoundedFetch> {
public:
  explicit BoundedFetch(asio::io_context &Context)
      : Socket(Context), Deadline(Context) {}

  void run_ok(const tcp::endpoint &Peer) {
    Deadline.expires_after(std::chrono::seconds(10));
    Deadline.async_wait([Self = shared_from_this()](error_code Error) {
      if (!Error)
        Self->Socket.close();
    });
    Socket.async_connect(Peer, [Self = shared_from_this()](error_code Error) {
      if (!Error)
        Self->read();
    });
  }

private:
  void read() {
    asio::async_read_until(
        Socket, asio::dynamic_buffer(Answer), '\n',
        [Self = shared_from_this()](error_code, std::size_t) {
          Self->Deadline.cancel();
        });
  }

  tcp::socket Socket;
  asio::steady_timer Deadline;
  std::string Answer;
};

// A timer is declared, set, and never waited for.
class Unwatched : public std::enable_shared_from_this<Unwatched> {
public:
  explicit Unwatched(asio::io_context &Context)
      : Socket(Context), Deadline(Context) {}

  void run_bad(const tcp::endpoint &Peer) {
    Deadline.expires_after(std::chrono::seconds(10));
    Socket.async_connect(Peer, [Self = shared_from_this()](error_code Error) {
      if (!Error)
        Self->read();
    });
  }

private:
  void read() {
    asio::async_read(Socket, asio::buffer(Answer),
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: 'async_read' can wait for ever{{.*}} [net-missing-timeout]
                     [Self = shared_from_this()](error_code, std::size_t) {});
  }

  tcp::socket Socket;
  asio::steady_timer Deadline;
  std::array<char, 128> Answer;
};

// The context runs for so long and no longer.
std::string bounded_run_ok(const tcp::endpoint &Peer) {
  asio::io_context Context;
  tcp::socket Socket(Context);
  std::string Answer;
  Socket.async_connect(Peer, [&](error_code Error) {
    if (Error)
      return;
    asio::async_read_until(Socket, asio::dynamic_buffer(Answer), '\n',
                           [](error_code, std::size_t) {});
  });
  Context.run_for(std::chrono::seconds(5));
  return Answer;
}

std::string unbounded_run_bad(const tcp::endpoint &Peer) {
  asio::io_context Context;
  tcp::socket Socket(Context);
  std::string Answer;
  Socket.async_connect(Peer, [&](error_code Error) {
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: 'async_read_until' can wait for ever{{.*}} [net-missing-timeout]
    if (Error)
      return;
    asio::async_read_until(Socket, asio::dynamic_buffer(Answer), '\n',
                           [](error_code, std::size_t) {});
  });
  Context.run();
  return Answer;
}

std::string future_ok(asio::io_context &Context, const tcp::endpoint &Peer) {
  tcp::socket Socket(Context);
  Socket.connect(Peer);
  std::string Answer;
  auto Size = asio::async_read_until(Socket, asio::dynamic_buffer(Answer), '\n',
                                     asio::use_future);
  if (Size.wait_for(std::chrono::seconds(3)) != std::future_status::ready)
    Socket.close();
  return Answer;
}

// --- TLS -------------------------------------------------------------------

std::size_t handshake_bad(asio::ssl::context &Tls, const tcp::endpoint &Peer,
                          asio::mutable_buffer Buffer) {
  asio::io_context Context;
  asio::ssl::stream<tcp::socket> Stream(Context, Tls);
  Stream.lowest_layer().connect(Peer);
  Stream.handshake(asio::ssl::stream_base::client);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: 'handshake' can wait for ever{{.*}} [net-missing-timeout]
  return Stream.read_some(Buffer);
}

// --- servers wait for their clients ----------------------------------------

class Session : public std::enable_shared_from_this<Session> {
public:
  explicit Session(tcp::socket Socket) : Socket(std::move(Socket)) {}
  void start_ok() { read(); }

private:
  void read() {
    Socket.async_read_some(
        asio::buffer(Data),
        [Self = shared_from_this()](error_code Error, std::size_t Size) {
          if (!Error)
            Self->write(Size);
        });
  }
  void write(std::size_t Size) {
    asio::async_write(Socket, asio::buffer(Data, Size),
                      [Self = shared_from_this()](error_code Error, std::size_t) {
                        if (!Error)
                          Self->read();
                      });
  }

  tcp::socket Socket;
  std::array<char, 1024> Data;
};

class Server {
public:
  Server(asio::io_context &Context, unsigned short Port)
      : Acceptor(Context, tcp::endpoint(tcp::v4(), Port)) {
    accept_ok();
  }

private:
  void accept_ok() {
    Acceptor.async_accept([this](error_code Error, tcp::socket Socket) {
      if (!Error)
        std::make_shared<Session>(std::move(Socket))->start_ok();
      accept_ok();
    });
  }

  tcp::acceptor Acceptor;
};

void blocking_server_ok(asio::io_context &Context, unsigned short Port) {
  tcp::acceptor Acceptor(Context, tcp::endpoint(tcp::v4(), Port));
  for (;;) {
    tcp::socket Socket = Acceptor.accept();
    char Byte;
    asio::read(Socket, asio::buffer(&Byte, 1));
  }
}

std::size_t unknown_origin_ok(tcp::socket &Socket, asio::mutable_buffer Buffer) {
  return asio::read(Socket, Buffer);
}

// --- wrappers --------------------------------------------------------------

// Whoever asks for the operation says what runs afterwards, and may bound it.
class WrappedSocket {
public:
  using Handler = std::function<void(const error_code &, std::size_t)>;
  explicit WrappedSocket(asio::io_context &Context) : Socket(Context) {}

  void connect(const tcp::endpoint &To,
               std::function<void(const error_code &)> Then) {
    Socket.async_connect(To, std::move(Then));
  }
  void receive_ok(asio::mutable_buffer Into, Handler Then) {
    Socket.async_receive(Into, std::move(Then));
  }
  template <typename Token>
  void read_ok(asio::mutable_buffer Into, Token &&Then) {
    asio::async_read(Socket, Into, std::forward<Token>(Then));
  }

private:
  tcp::socket Socket;
};

// Here it is the class itself that goes on, and it sets no bound.
class OwnReader {
public:
  explicit OwnReader(asio::io_context &Context) : Socket(Context) {}

  void start(const tcp::endpoint &To, std::function<void()> Done) {
    Socket.async_connect(To, [this, Done](const error_code &) {
      // CHECK-MESSAGES: :[[@LINE-1]]:30: warning: 'async_receive' can wait for ever
      Socket.async_receive(asio::buffer(Text),
                           [Done](const error_code &, std::size_t) { Done(); });
    });
  }

private:
  tcp::socket Socket;
  char Text[100];
};
