// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Handlers of libevent that connect again, and a thread for each connection.
//
// RUN: %check_tidy %s net-retry-without-backoff,net-unbounded-accept,net-timer-callback-lifetime %t -- -- -std=c++17

#include <event2/bufferevent.h>
#include <event2/event.h>
#include <event2/listener.h>
#include <netinet/in.h>
#include <thread>

static const timeval Limit = {10, 0};

class Link {
public:
  Link(event_base *base, sockaddr_in peer) : base(base), peer(peer) { dial(); }
  ~Link() { bufferevent_free(stream); }

private:
  void dial() {
    stream = bufferevent_socket_new(base, -1, BEV_OPT_CLOSE_ON_FREE);
    bufferevent_set_timeouts(stream, &Limit, &Limit);
    bufferevent_setcb(stream, nullptr, nullptr, onEvent, this);
    bufferevent_socket_connect(stream, reinterpret_cast<sockaddr *>(&peer), sizeof(peer));
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'bufferevent_socket_connect' is tried again at once for as long as it fails{{.*}} [net-retry-without-backoff]
  }
  static void onEvent(bufferevent *stream, short what, void *data) {
    auto *self = static_cast<Link *>(data);
    if (what & (BEV_EVENT_ERROR | BEV_EVENT_EOF)) {
      bufferevent_free(stream);
      self->stream = nullptr;
      self->dial();
    }
  }
  event_base *base;
  sockaddr_in peer;
  bufferevent *stream;
};

class PatientLink {
public:
  PatientLink(event_base *base, sockaddr_in peer)
      : base(base), peer(peer), pause(evtimer_new(base, onPause, this)) {
    dialOk();
  }
  ~PatientLink() {
    bufferevent_free(stream);
    event_free(pause);
  }

private:
  void dialOk() {
    stream = bufferevent_socket_new(base, -1, BEV_OPT_CLOSE_ON_FREE);
    bufferevent_setcb(stream, nullptr, nullptr, onEvent, this);
    bufferevent_socket_connect(stream, reinterpret_cast<sockaddr *>(&peer), sizeof(peer));
  }
  static void onEvent(bufferevent *stream, short what, void *data) {
    if (what & BEV_EVENT_ERROR)
      evtimer_add(static_cast<PatientLink *>(data)->pause, &Limit);
  }
  static void onPause(evutil_socket_t, short, void *data) {
    static_cast<PatientLink *>(data)->dialOk();
  }
  event_base *base;
  sockaddr_in peer;
  event *pause;
  bufferevent *stream;
};

// A second connection, when the first one is there.
class Pair {
public:
  Pair(event_base *base, sockaddr_in peer) : base(base), peer(peer) { dialOk(); }

private:
  void dialOk() {
    bufferevent *stream = bufferevent_socket_new(base, -1, BEV_OPT_CLOSE_ON_FREE);
    bufferevent_setcb(stream, nullptr, nullptr, onEvent, this);
    bufferevent_socket_connect(stream, reinterpret_cast<sockaddr *>(&peer), sizeof(peer));
  }
  static void onEvent(bufferevent *, short what, void *data) {
    if (what & BEV_EVENT_CONNECTED)
      static_cast<Pair *>(data)->dialOk();
  }
  event_base *base;
  sockaddr_in peer;
};

void makeLinks(event_base *base, sockaddr_in peer) {
  static Link link(base, peer);
  static PatientLink patient(base, peer);
  static Pair pair(base, peer);
}

// --- threads ---------------------------------------------------------------------

void serve(evutil_socket_t socket);

static void onAccept(evconnlistener *, evutil_socket_t socket, sockaddr *, int, void *) {
  std::thread(serve, socket).detach();
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: a new thread is started for every connection, and nothing limits their number{{.*}} [net-unbounded-accept]
}

static int Active;

static void onAcceptCountedOk(evconnlistener *, evutil_socket_t socket, sockaddr *, int, void *) {
  if (Active >= 100) {
    evutil_closesocket(socket);
    return;
  }
  ++Active;
  std::thread(serve, socket).detach();
}

void listenAll(event_base *base, sockaddr *at, int size) {
  evconnlistener_new_bind(base, onAccept, nullptr, 0, -1, at, size);
  evconnlistener_new_bind(base, onAcceptCountedOk, nullptr, 0, -1, at, size);
}

// --- structs that are deleted with an armed timer ----------------------------------

struct Session {
  event *idle;
  int seconds;
};

static void onIdle(evutil_socket_t, short, void *data) { ++static_cast<Session *>(data)->seconds; }

static Session *begin(event_base *base) {
  auto *session = new Session{};
  session->idle = event_new(base, -1, EV_PERSIST, onIdle, session);
  event_add(session->idle, &Limit);
  return session;
}

static void end(Session *session) { delete session; }
// CHECK-MESSAGES: :[[@LINE-1]]:37: warning: 'Session' ends here while its {{.*}} may still be armed: the handler then runs on memory that is gone [net-timer-callback-lifetime]

int run(event_base *base) {
  Session *session = begin(base);
  int left = event_base_dispatch(base);
  end(session);
  return left;
}
