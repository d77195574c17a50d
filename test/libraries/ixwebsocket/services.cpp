// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Services on IXWebSocket: WebSockets that are kept, and one for each message;
// HTTP clients, which lose nothing when they are built anew.
//
// RUN: %check_tidy %s %core,net-disabled-tls-verification %t -- -- -std=c++17 -isystem %S/stubs

#include <ixwebsocket/IXHttpClient.h>
#include <ixwebsocket/IXHttpServer.h>
#include <ixwebsocket/IXWebSocket.h>
#include <ixwebsocket/IXWebSocketServer.h>
#include <string>
#include <vector>

void notify_bad(const std::string &Message) {
  ix::WebSocket Socket;
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: a new 'ix::WebSocket' is built for every call{{.*}} [net-client-per-call]
  Socket.setUrl("wss://events.internal/");
  Socket.setOnMessageCallback([](const ix::WebSocketMessagePtr &) {});
  if (Socket.connect(10).success)
    Socket.send(Message);
}

class Link {
public:
  Link() {
    Socket.setUrl("wss://events.internal/");
    Socket.setPingInterval(30);
    Socket.setHandshakeTimeout(5);
    Socket.setOnMessageCallback(
        [this](const ix::WebSocketMessagePtr &Message) { receive(Message); });
    Socket.start();
  }
  void notify_ok(const std::string &Message) { Socket.send(Message); }

private:
  void receive(const ix::WebSocketMessagePtr &Message) {
    if (Message->type == ix::WebSocketMessageType::Open)
      Socket.sendText("hello");
  }
  ix::WebSocket Socket;
};

// One connection for many messages.
void replay_ok(const std::vector<std::string> &Messages) {
  ix::WebSocket Socket;
  Socket.setUrl("wss://events.internal/");
  if (!Socket.connect(10).success)
    return;
  for (const std::string &Message : Messages)
    Socket.send(Message);
  Socket.stop();
}

// Whoever calls it names the peer.
bool reachable_ok(const std::string &Url) {
  ix::WebSocket Socket;
  Socket.setUrl(Url);
  return Socket.connect(5).success && Socket.ping("probe").success;
}

void relay_bad(ix::WebSocketServer &Server) {
  Server.setOnClientMessageCallback(
      [](std::shared_ptr<ix::ConnectionState>, ix::WebSocket &Client,
         const ix::WebSocketMessagePtr &Message) {
        ix::WebSocket Audit;
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: a new 'ix::WebSocket' is built for every request{{.*}} [net-client-per-call]
        Audit.setUrl("wss://audit.internal/");
        if (Audit.connect(5).success)
          Audit.send(Message->str);
        Client.send("seen");
      });
}

// Every request of an HttpClient opens a connection, kept or not.
void front_ok(ix::HttpServer &Server) {
  Server.setOnConnectionCallback(
      [](ix::HttpRequestPtr, std::shared_ptr<ix::ConnectionState>) {
        ix::HttpClient Client;
        ix::HttpRequestArgsPtr Arguments = Client.createRequest();
        Arguments->connectTimeout = 3;
        Arguments->transferTimeout = 10;
        return Client.get("https://backend.internal/", Arguments);
      });
}

void lax_bad(ix::WebSocket &Socket) {
  ix::SocketTLSOptions Options;
  Options.caFile = "NONE";
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}} [net-disabled-tls-verification]
  Options.disable_hostname_validation = true;
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: {{.*}} [net-disabled-tls-verification]
  Socket.setTLSOptions(Options);
}

void strict_ok(ix::WebSocket &Socket, const std::string &Bundle, bool Any) {
  ix::SocketTLSOptions Options;
  Options.caFile = Bundle;
  Options.certFile = "NONE";
  Options.disable_hostname_validation = Any;
  Socket.setTLSOptions(Options);
}
