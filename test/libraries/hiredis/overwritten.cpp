// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Replies and descriptors in members of C++ classes, and replaced there.
//
// RUN: %check_tidy %s net-unclosed-response,net-unclosed-connection %t -- -- -std=c++17

#include <functional>
#include <hiredis/hiredis.h>
#include <memory>
#include <sys/socket.h>
#include <unistd.h>
#include <utility>
#include <vector>

using ReplyPtr = std::unique_ptr<redisReply, decltype(&freeReplyObject)>;

class Commands {
public:
  explicit Commands(redisContext *Context) : Context(Context) {}
  ~Commands() { freeReplyObject(Reply); }
  Commands(const Commands &) = delete;
  Commands &operator=(const Commands &) = delete;

  bool dropped_bad(const char *Text) {
    Reply = static_cast<redisReply *>(redisCommand(Context, Text));
    if (!Reply)
      return false;
    if (Reply->type == REDIS_REPLY_ERROR)
      Reply = nullptr;
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: the Redis reply is overwritten while it is still open{{.*}} [net-unclosed-response]
    return true;
  }

  bool guarded_ok(const char *Text) {
    Reply = static_cast<redisReply *>(redisCommand(Context, Text));
    if (!Reply)
      return false;
    ReplyPtr Guard(Reply, freeReplyObject);
    Reply = nullptr;
    return true;
  }

  bool swapped_ok(Commands &Other, const char *Text) {
    Reply = static_cast<redisReply *>(redisCommand(Context, Text));
    if (!Reply)
      return false;
    std::swap(Reply, Other.Reply);
    Reply = nullptr;
    return true;
  }

  redisReply *exchanged_ok(const char *Text) {
    Reply = static_cast<redisReply *>(redisCommand(Context, Text));
    return Reply ? std::exchange(Reply, nullptr) : nullptr;
  }

private:
  redisContext *Context;
  redisReply *Reply = nullptr;
};

struct Peer {
  int Fd = -1;
  Peer *Next = nullptr;
};

void pushed_ok(Peer &P, std::vector<Peer> &All) {
  P.Fd = ::socket(AF_INET, SOCK_STREAM, 0);
  if (P.Fd < 0)
    return;
  All.push_back(P);
  P.Fd = -1;
}

void captured_ok(Peer &P, std::vector<std::function<void()>> &Later) {
  P.Fd = ::socket(AF_INET, SOCK_STREAM, 0);
  if (P.Fd < 0)
    return;
  Later.push_back([Fd = P.Fd] { ::close(Fd); });
  P.Fd = -1;
}

Peer *deleted_bad() {
  auto *P = new Peer;
  P->Fd = ::socket(AF_INET, SOCK_STREAM, 0);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this socket is not released on a path through this function{{.*}} [net-unclosed-connection]
  if (P->Fd < 0) {
    delete P;
    return nullptr;
  }
  if (::listen(P->Fd, 1)) {
    delete P;
    return nullptr;
  }
  return P;
}

struct ClosingPeer {
  int Fd = -1;
  ~ClosingPeer() {
    if (Fd >= 0)
      ::close(Fd);
  }
};

ClosingPeer *deleted_ok() {
  auto *P = new ClosingPeer;
  P->Fd = ::socket(AF_INET, SOCK_STREAM, 0);
  if (P->Fd < 0 || ::listen(P->Fd, 1)) {
    delete P;
    return nullptr;
  }
  return P;
}
