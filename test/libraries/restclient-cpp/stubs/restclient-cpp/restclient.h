// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Stands in for the headers of restclient-cpp, which Debian does not have: the
// names and signatures of release 0.5.3, without what they do.

#ifndef RESTCLIENT_CPP_RESTCLIENT_H
#define RESTCLIENT_CPP_RESTCLIENT_H

#include <map>
#include <string>

namespace RestClient {

typedef std::map<std::string, std::string> HeaderFields;
typedef struct {
  int code;
  std::string body;
  HeaderFields headers;
} Response;

int init();
void disable();

Response get(const std::string &url);
Response post(const std::string &url, const std::string &content_type,
              const std::string &data);
Response put(const std::string &url, const std::string &content_type,
             const std::string &data);
Response patch(const std::string &url, const std::string &content_type,
               const std::string &data);
Response del(const std::string &url);
Response head(const std::string &url);
Response options(const std::string &url);

class Connection {
public:
  explicit Connection(const std::string &baseUrl);
  ~Connection();
  void SetBasicAuth(const std::string &username, const std::string &password);
  void SetTimeout(int seconds);
  void SetNoSignal(bool no);
  void FollowRedirects(bool follow);
  void SetUserAgent(const std::string &userAgent);
  void SetCAInfoFilePath(const std::string &caInfoFilePath);
  void SetVerifyPeer(bool verifyPeer);
  void SetHeaders(HeaderFields headers);
  HeaderFields GetHeaders();
  void AppendHeader(const std::string &key, const std::string &value);
  Response get(const std::string &uri);
  Response post(const std::string &uri, const std::string &data);
  Response put(const std::string &uri, const std::string &data);
  Response del(const std::string &uri);
  Response head(const std::string &uri);
};

} // namespace RestClient

#endif
