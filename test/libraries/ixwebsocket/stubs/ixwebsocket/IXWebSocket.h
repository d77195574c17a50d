// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Stands in for the headers of IXWebSocket, which Debian does not have: the
// names and signatures of release 12, without what they do.

#ifndef IXWEBSOCKET_IXWEBSOCKET_H
#define IXWEBSOCKET_IXWEBSOCKET_H

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

namespace ix {

enum class WebSocketMessageType { Message = 0, Open = 1, Close = 2, Error = 3 };
struct WebSocketMessage {
  WebSocketMessageType type;
  const std::string &str;
};
using WebSocketMessagePtr = std::unique_ptr<WebSocketMessage>;
using OnMessageCallback = std::function<void(const WebSocketMessagePtr &)>;
using OnProgressCallback = std::function<bool(int current, int total)>;
struct WebSocketInitResult {
  bool success;
};
struct WebSocketSendInfo {
  bool success;
};
struct SocketTLSOptions {
  std::string certFile;
  std::string keyFile;
  std::string caFile = "SYSTEM";
  std::string ciphers = "DEFAULT";
  bool tls = false;
  bool disable_hostname_validation = false;
};

class WebSocket {
public:
  WebSocket();
  ~WebSocket();
  void setUrl(const std::string &url);
  void setTLSOptions(const SocketTLSOptions &socketTLSOptions);
  void setPingInterval(int pingIntervalSecs);
  void setHandshakeTimeout(int handshakeTimeoutSecs);
  void start();
  void stop(uint16_t code = 1000, const std::string &reason = "");
  WebSocketInitResult connect(int timeoutSecs);
  void run();
  WebSocketSendInfo send(const std::string &data, bool binary = false,
                         const OnProgressCallback &callback = nullptr);
  WebSocketSendInfo sendText(const std::string &text,
                             const OnProgressCallback &callback = nullptr);
  WebSocketSendInfo ping(const std::string &text);
  void close(uint16_t code = 1000, const std::string &reason = "");
  void setOnMessageCallback(const OnMessageCallback &callback);
  void disableAutomaticReconnection();
};

class ConnectionState;
struct HttpRequest;
using HttpRequestPtr = std::shared_ptr<HttpRequest>;
struct HttpResponse {
  int statusCode;
  std::string body;
};
using HttpResponsePtr = std::shared_ptr<HttpResponse>;
struct HttpRequestArgs {
  int connectTimeout = 60;
  int transferTimeout = 1800;
};
using HttpRequestArgsPtr = std::shared_ptr<HttpRequestArgs>;

class HttpClient {
public:
  explicit HttpClient(bool async = false);
  ~HttpClient();
  HttpResponsePtr get(const std::string &url, HttpRequestArgsPtr args);
  HttpRequestArgsPtr createRequest();
};

class HttpServer {
public:
  using OnConnectionCallback = std::function<HttpResponsePtr(
      HttpRequestPtr, std::shared_ptr<ConnectionState>)>;
  HttpServer(int port = 8080);
  void setOnConnectionCallback(const OnConnectionCallback &callback);
};

class WebSocketServer {
public:
  using OnClientMessageCallback =
      std::function<void(std::shared_ptr<ConnectionState>, WebSocket &,
                         const WebSocketMessagePtr &)>;
  WebSocketServer(int port = 8080);
  void setOnClientMessageCallback(const OnClientMessageCallback &callback);
};

} // namespace ix

#endif
