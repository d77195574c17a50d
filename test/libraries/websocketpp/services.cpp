// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Services that talk over WebSocket++: endpoints that are kept, and such that
// are built for each message; servers that call another service.
//
// RUN: %check_tidy %s %core,net-disabled-tls-verification,net-timer-callback-lifetime,net-unchecked-timer-error %t -- -- -std=c++17

#include <atomic>
#include <chrono>
#include <functional>
#include <string>
#include <thread>
#include <vector>
#include <websocketpp/client.hpp>
#include <websocketpp/config/asio_no_tls.hpp>
#include <websocketpp/config/asio_no_tls_client.hpp>
#include <websocketpp/server.hpp>

using WebClient = websocketpp::client<websocketpp::config::asio_client>;
using WebServer = websocketpp::server<websocketpp::config::asio>;
using websocketpp::connection_hdl;
using websocketpp::lib::error_code;

const auto Text = websocketpp::frame::opcode::text;

// An endpoint, a TCP connection and a handshake for each message.
void push_all_bad(const std::vector<std::string> &Messages) {
  for (const std::string &Message : Messages) {
    WebClient Client;
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: a new 'websocketpp::client' is built for every iteration{{.*}} [net-client-per-call]
    Client.clear_access_channels(websocketpp::log::alevel::all);
    Client.init_asio();
    error_code Error;
    WebClient::connection_ptr Connection =
        Client.get_connection("ws://events.internal/feed", Error);
    if (Error)
      return;
    Connection->set_open_handler([&](connection_hdl Handle) {
      Client.send(Handle, Message, Text);
      Client.close(Handle, websocketpp::close::status::normal, "");
    });
    Client.connect(Connection);
    Client.run();
  }
}

// One endpoint for the life of the object, run by a thread of its own.
class Feed {
public:
  Feed() {
    Client.init_asio();
    Client.start_perpetual();
    Client.set_pong_timeout(3000);
    Client.set_open_handler([this](connection_hdl Handle) { Open = Handle; });
    Client.set_fail_handler(std::bind(&Feed::failed, this));
    Runner = std::thread([this] { Client.run(); });
  }
  ~Feed() {
    Client.stop_perpetual();
    error_code Ignored;
    Client.close(Open, websocketpp::close::status::going_away, "", Ignored);
    Runner.join();
  }
  void push_ok(const std::string &Message) {
    error_code Error;
    Client.send(Open, Message, Text, Error);
  }
  // A connection serves once; each attempt takes a new one.
  void connect_ok(const std::string &Url) {
    error_code Error;
    WebClient::connection_ptr Connection = Client.get_connection(Url, Error);
    if (!Error)
      Client.connect(Connection);
  }

private:
  // The wait itself keeps the timer.
  void failed() {
    Client.set_timer(1000, [this](const error_code &Error) {
      if (!Error)
        connect_ok("ws://events.internal/feed");
    });
  }

  WebClient Client;
  connection_hdl Open;
  std::thread Runner;
};

// A loop that connects again, around one that serves.
void serve_ok(const std::string &Url, const std::atomic<bool> &Stop) {
  while (!Stop) {
    WebClient Client;
    Client.init_asio();
    Client.set_message_handler(
        [&Client](connection_hdl Handle, WebClient::message_ptr Message) {
          Client.send(Handle, "seen " + Message->get_payload(), Text);
        });
    error_code Error;
    WebClient::connection_ptr Connection = Client.get_connection(Url, Error);
    if (Error)
      return;
    Client.connect(Connection);
    Client.run();
    std::this_thread::sleep_for(std::chrono::seconds(1));
  }
}

// The same with the answer to the first message only.
void greet_ok(const std::string &Url) {
  WebClient Client;
  Client.init_asio();
  error_code Error;
  WebClient::connection_ptr Connection = Client.get_connection(Url, Error);
  Connection->set_open_handler(
      [&](connection_hdl Handle) { Client.send(Handle, "hello", Text); });
  Client.connect(Connection);
  Client.run();
}

void patient_bad(const std::string &Url) {
  WebClient Client;
  Client.init_asio();
  Client.set_open_handshake_timeout(0);
  error_code Error;
  Client.connect(Client.get_connection(Url, Error));
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: 'connect' can wait for ever: the timeout of this WebSocket endpoint is set to a value that means "no limit" [net-missing-timeout]
  Client.run();
}

void bounded_ok(const std::string &Url, long Milliseconds) {
  WebClient Client;
  Client.init_asio();
  Client.set_open_handshake_timeout(Milliseconds);
  error_code Error;
  Client.connect(Client.get_connection(Url, Error));
  Client.run();
}

// A server that tells another service of each message.
void relay_bad(WebServer &Server) {
  Server.set_message_handler(
      [](connection_hdl, WebServer::message_ptr Message) {
        WebClient Client;
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: a new 'websocketpp::client' is built for every request{{.*}} [net-client-per-call]
        Client.init_asio();
        error_code Error;
        WebClient::connection_ptr Connection =
            Client.get_connection("ws://audit.internal/", Error);
        Client.set_open_handler([&](connection_hdl Handle) {
          Client.send(Handle, Message->get_payload(), Text);
          Client.close(Handle, websocketpp::close::status::normal, "");
        });
        Client.connect(Connection);
        Client.run();
      });
}

void relay_ok(WebServer &Server, Feed &Audit) {
  Server.set_message_handler(
      [&Audit](connection_hdl, WebServer::message_ptr Message) {
        Audit.push_ok(Message->get_payload());
      });
  Server.listen(9002);
  Server.start_accept();
}
