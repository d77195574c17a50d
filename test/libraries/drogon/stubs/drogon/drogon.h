// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Stands in for Drogon's headers, which Debian does not have: the names and
// signatures of release 1.9, without what they do.

#ifndef DROGON_DROGON_H
#define DROGON_DROGON_H

#include <functional>
#include <future>
#include <memory>
#include <string>
#include <string_view>
#include <trantor/net/EventLoop.h>
#include <utility>
#include <vector>

namespace drogon {

enum class ReqResult { Ok = 0, BadResponse, NetworkFailure, Timeout };
enum HttpStatusCode { k200OK = 200, k502BadGateway = 502 };
enum HttpMethod { Get = 0, Post };

class HttpRequest;
class HttpResponse;
using HttpRequestPtr = std::shared_ptr<HttpRequest>;
using HttpResponsePtr = std::shared_ptr<HttpResponse>;
using HttpReqCallback =
    std::function<void(ReqResult, const HttpResponsePtr &)>;

class HttpRequest {
public:
  virtual void addHeader(std::string field, const std::string &value) = 0;
  virtual void addHeader(std::string field, std::string &&value) = 0;
  virtual void setPath(const std::string &path) = 0;
  virtual void setBody(const std::string &body) = 0;
  static HttpRequestPtr newHttpRequest();
  virtual ~HttpRequest();
};

class HttpResponse {
public:
  virtual std::string_view body() const = 0;
  virtual HttpStatusCode statusCode() const = 0;
  virtual void setBody(const std::string &body) = 0;
  virtual void addHeader(std::string field, const std::string &value) = 0;
  virtual void setCloseConnection(bool on) = 0;
  static HttpResponsePtr newHttpResponse();
  virtual ~HttpResponse();
};

class HttpClient;
using HttpClientPtr = std::shared_ptr<HttpClient>;

class HttpClient {
public:
  virtual void sendRequest(const HttpRequestPtr &req,
                           const HttpReqCallback &callback,
                           double timeout = 0) = 0;
  virtual void sendRequest(const HttpRequestPtr &req,
                           HttpReqCallback &&callback, double timeout = 0) = 0;
  std::pair<ReqResult, HttpResponsePtr> sendRequest(const HttpRequestPtr &req,
                                                    double timeout = 0);
  virtual void setSockOptCallback(std::function<void(int)> cb) = 0;
  virtual std::size_t requestsBufferSize() = 0;
  virtual void setPipeliningDepth(size_t depth) = 0;
  virtual void enableCookies(bool flag = true) = 0;
  virtual void setUserAgent(const std::string &userAgent) = 0;
  static HttpClientPtr newHttpClient(const std::string &ip, uint16_t port,
                                     bool useSSL = false,
                                     trantor::EventLoop *loop = nullptr,
                                     bool useOldTLS = false,
                                     bool validateCert = true);
  static HttpClientPtr newHttpClient(const std::string &hostString,
                                     trantor::EventLoop *loop = nullptr,
                                     bool useOldTLS = false,
                                     bool validateCert = true);
  virtual trantor::EventLoop *getLoop() = 0;
  virtual ~HttpClient();
};

class WebSocketClient;
using WebSocketClientPtr = std::shared_ptr<WebSocketClient>;
class WebSocketConnection {
public:
  virtual void send(const std::string &msg) = 0;
  virtual ~WebSocketConnection();
};
using WebSocketConnectionPtr = std::shared_ptr<WebSocketConnection>;
enum class WebSocketMessageType { Text, Binary };
using WebSocketRequestCallback = std::function<void(
    ReqResult, const HttpResponsePtr &, const WebSocketClientPtr &)>;

class WebSocketClient {
public:
  virtual WebSocketConnectionPtr getConnection() = 0;
  virtual void setMessageHandler(
      const std::function<void(std::string &&, const WebSocketClientPtr &,
                               const WebSocketMessageType &)> &callback) = 0;
  virtual void setConnectionClosedHandler(
      const std::function<void(const WebSocketClientPtr &)> &callback) = 0;
  virtual void connectToServer(const HttpRequestPtr &request,
                               const WebSocketRequestCallback &callback) = 0;
  virtual void setCertPath(const std::string &cert,
                           const std::string &key) = 0;
  virtual void addSSLConfigs(
      const std::vector<std::pair<std::string, std::string>> &sslConfCmds) = 0;
  virtual trantor::EventLoop *getLoop() = 0;
  virtual void stop() = 0;
  static WebSocketClientPtr newWebSocketClient(const std::string &ip,
                                               uint16_t port,
                                               bool useSSL = false,
                                               bool useOldTLS = false,
                                               bool validateCert = true);
  static WebSocketClientPtr newWebSocketClient(const std::string &hostString,
                                               bool useOldTLS = false,
                                               bool validateCert = true);
  virtual ~WebSocketClient();
};

namespace internal {
class HttpConstraint {
public:
  HttpConstraint(HttpMethod method);
  HttpConstraint(const std::string &middlewareName);
};
} // namespace internal

class HttpAppFramework {
public:
  template <typename FUNCTION>
  HttpAppFramework &
  registerHandler(const std::string &pathPattern, FUNCTION &&function,
                  const std::vector<internal::HttpConstraint> &constraints = {},
                  const std::string &handlerName = "") {
    return *this;
  }
  template <typename FUNCTION>
  HttpAppFramework &registerHandlerViaRegex(
      const std::string &regExp, FUNCTION &&function,
      const std::vector<internal::HttpConstraint> &constraints = {},
      const std::string &handlerName = "") {
    return *this;
  }
  virtual HttpAppFramework &
  registerBeginningAdvice(const std::function<void()> &advice) = 0;
  virtual trantor::EventLoop *getLoop() const = 0;
  virtual HttpAppFramework &addListener(const std::string &ip,
                                        uint16_t port) = 0;
  virtual void run() = 0;
  virtual ~HttpAppFramework();
};
HttpAppFramework &app();

class DrObjectBase {
public:
  virtual ~DrObjectBase();
};
template <typename T> class DrObject : public virtual DrObjectBase {};

#define METHOD_LIST_BEGIN                                                      \
  static void initPathRouting() {
#define ADD_METHOD_TO(method, path_pattern, ...)                               \
  registerMethod(&method, path_pattern, {__VA_ARGS__}, false, #method)
#define METHOD_LIST_END                                                        \
  return;                                                                      \
  }

template <typename T, bool AutoCreation = true>
class HttpController : public DrObject<T> {
protected:
  template <typename FUNCTION>
  static void
  registerMethod(FUNCTION &&function, const std::string &pattern,
                 const std::vector<internal::HttpConstraint> &constraints = {},
                 bool classNameInPath = true,
                 const std::string &handlerName = "") {}
  template <typename FUNCTION>
  static void registerMethodViaRegex(
      FUNCTION &&function, const std::string &regExp,
      const std::vector<internal::HttpConstraint> &constraints = {},
      const std::string &handlerName = "") {}
};

class HttpSimpleControllerBase : public virtual DrObjectBase {
public:
  virtual void asyncHandleHttpRequest(
      const HttpRequestPtr &req,
      std::function<void(const HttpResponsePtr &)> &&callback) = 0;
};
template <typename T, bool AutoCreation = true>
class HttpSimpleController : public DrObject<T>,
                             public HttpSimpleControllerBase {};

class WebSocketControllerBase : public virtual DrObjectBase {
public:
  virtual void handleNewMessage(const WebSocketConnectionPtr &, std::string &&,
                                const WebSocketMessageType &) = 0;
  virtual void handleNewConnection(const HttpRequestPtr &,
                                   const WebSocketConnectionPtr &) = 0;
  virtual void handleConnectionClosed(const WebSocketConnectionPtr &) = 0;
};

using FilterCallback = std::function<void(const HttpResponsePtr &)>;
using FilterChainCallback = std::function<void()>;
class HttpFilterBase : public virtual DrObjectBase {
public:
  virtual void doFilter(const HttpRequestPtr &req, FilterCallback &&fcb,
                        FilterChainCallback &&fccb) = 0;
};

namespace orm {
class Result {
public:
  size_t size() const;
};
class DrogonDbException;
class DbClient {
public:
  static std::shared_ptr<DbClient> newPgClient(const std::string &connInfo,
                                               size_t connNum,
                                               bool autoBatch = false);
  static std::shared_ptr<DbClient> newMysqlClient(const std::string &connInfo,
                                                  size_t connNum);
  template <typename F1, typename F2, typename... Arguments>
  void execSqlAsync(const std::string &sql, F1 &&rCallback,
                    F2 &&exceptCallback, Arguments &&...args) noexcept {}
  template <typename... Arguments>
  std::future<Result> execSqlAsyncFuture(const std::string &sql,
                                         Arguments &&...args) noexcept;
  template <typename... Arguments>
  Result execSqlSync(const std::string &sql, Arguments &&...args);
  virtual void setTimeout(double timeout) = 0;
  virtual ~DbClient();
};
using DbClientPtr = std::shared_ptr<DbClient>;
} // namespace orm

namespace nosql {
class RedisResult {
public:
  std::string asString() const;
};
class RedisException;
using RedisResultCallback = std::function<void(const RedisResult &)>;
using RedisExceptionCallback = std::function<void(const RedisException &)>;
class RedisClient {
public:
  static std::shared_ptr<RedisClient>
  newRedisClient(const trantor::InetAddress &serverAddress,
                 size_t numberOfConnections = 1,
                 const std::string &password = "", unsigned int db = 0,
                 const std::string &username = "");
  virtual void execCommandAsync(RedisResultCallback &&resultCallback,
                                RedisExceptionCallback &&exceptionCallback,
                                std::string_view command, ...) noexcept = 0;
  template <typename T, typename... Args>
  T execCommandSync(std::function<T(const RedisResult &)> &&processFunc,
                    std::string_view command, Args &&...args);
  virtual void setTimeout(double timeout) = 0;
  virtual ~RedisClient();
};
using RedisClientPtr = std::shared_ptr<RedisClient>;
} // namespace nosql

} // namespace drogon

#endif
