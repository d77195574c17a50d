// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Clients that die with the call, and clients that outlive it.
//
// RUN: %check_tidy %s net-client-per-call %t -- -- -I%S/Inputs -I%S/../Inputs

#include <curl/curl.h>
#include <functional>
#include <httplib.h>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

struct CurlDeleter {
  void operator()(CURL *Handle) const { curl_easy_cleanup(Handle); }
};
using CurlPtr = std::unique_ptr<CURL, CurlDeleter>;

void keep(CURL *Handle);              // not visible
bool configure(CURL *Handle, int);    // not visible
void pool_put(httplib::Client &&Client);

// --- dies with the call ------------------------------------------------------

void unique_bad(const char *URL) {
  CurlPtr Handle(curl_easy_init());
  // CHECK-MESSAGES: :[[@LINE-1]]:18: warning: a new curl handle is built for every call
  curl_easy_setopt(Handle.get(), CURLOPT_URL, URL);
  curl_easy_perform(Handle.get());
}

void shared_bad(const char *URL) {
  std::shared_ptr<CURL> Handle(curl_easy_init(), curl_easy_cleanup);
  // CHECK-MESSAGES: :[[@LINE-1]]:32: warning: a new curl handle is built for every call
  curl_easy_setopt(Handle.get(), CURLOPT_URL, URL);
  curl_easy_perform(Handle.get());
}

bool temporary_bad() {
  return static_cast<bool>(httplib::Client("http://a.internal").Get("/"));
  // CHECK-MESSAGES: :[[@LINE-1]]:28: warning: a new 'httplib::Client' is built for every call
}

void heap_bad() {
  auto *Client = new httplib::Client("http://a.internal");
  // CHECK-MESSAGES: :[[@LINE-1]]:22: warning: a new 'httplib::Client' is built for every call
  Client->Get("/");
  delete Client;
}

void assigned_later_bad(const char *URL) {
  CURL *Handle = nullptr;
  Handle = curl_easy_init();
  // CHECK-MESSAGES: :[[@LINE-1]]:12: warning: a new curl handle is built for every call
  if (Handle) {
    curl_easy_setopt(Handle, CURLOPT_URL, URL);
    curl_easy_perform(Handle);
    curl_easy_cleanup(Handle);
  }
}

static void set_up(CURL *Handle, const char *URL) {
  curl_easy_setopt(Handle, CURLOPT_URL, URL);
  curl_easy_setopt(Handle, CURLOPT_TIMEOUT, 5L);
}
static CURLcode transfer(CURL *Handle) { return curl_easy_perform(Handle); }
CURLcode helpers_bad(const char *URL) {
  CURL *Handle = curl_easy_init();
  // CHECK-MESSAGES: :[[@LINE-1]]:18: warning: a new curl handle is built for every call
  if (!Handle)
    return CURLE_SEND_ERROR;
  set_up(Handle, URL);
  CURLcode Result = transfer(Handle);
  curl_easy_cleanup(Handle);
  return Result;
}

// A reference captured by a lambda that runs here.
void captured_here_bad(const char *URL) {
  CURL *Handle = curl_easy_init();
  // CHECK-MESSAGES: :[[@LINE-1]]:18: warning: a new curl handle is built for every call
  auto Set = [&](const char *Value) {
    curl_easy_setopt(Handle, CURLOPT_URL, Value);
  };
  Set(URL);
  curl_easy_perform(Handle);
  curl_easy_cleanup(Handle);
}

// A struct of this function carries it.
struct Transfer {
  CURL *Handle;
  int Status;
};
static void run(Transfer *T, const char *URL) {
  curl_easy_setopt(T->Handle, CURLOPT_URL, URL);
  T->Status = curl_easy_perform(T->Handle);
}
int struct_bad(const char *URL) {
  Transfer Each;
  Each.Handle = curl_easy_init();
  // CHECK-MESSAGES: :[[@LINE-1]]:17: warning: a new curl handle is built for every call
  run(&Each, URL);
  curl_easy_cleanup(Each.Handle);
  return Each.Status;
}
static Transfer *make_transfer() {
  Transfer *New = new Transfer;
  New->Handle = curl_easy_init();
  return New;
}
int struct_on_heap_bad(const char *URL) {
  Transfer *Each = make_transfer();
  // CHECK-MESSAGES: :[[@LINE-1]]:20: warning: a new curl handle is built for every call
  run(Each, URL);
  int Status = Each->Status;
  curl_easy_cleanup(Each->Handle);
  delete Each;
  return Status;
}
static Transfer Standing;
int struct_kept_ok(Transfer *Given, const char *URL) {
  Transfer *Each = &Standing;
  Each->Handle = curl_easy_init();
  run(Each, URL);
  Given->Handle = curl_easy_init();
  run(Given, URL);
  return Each->Status;
}

// A wrapper that is as short-lived as what it wraps.
class Session {
public:
  Session() : Handle(curl_easy_init()) {}
  ~Session() { curl_easy_cleanup(Handle); }
  void get(const char *URL) {
    curl_easy_setopt(Handle, CURLOPT_URL, URL);
    curl_easy_perform(Handle);
  }
  CURL *handle() const { return Handle; }

private:
  CURL *Handle;
};
void wrapper_bad(const char *URL) {
  Session Once;
  // CHECK-MESSAGES: :[[@LINE-1]]:11: warning: a new curl handle is built for every call
  Once.get(URL);
}
void wrapper_accessor_bad(const char *URL) {
  Session Once;
  // CHECK-MESSAGES: :[[@LINE-1]]:11: warning: a new curl handle is built for every call
  curl_easy_setopt(Once.handle(), CURLOPT_URL, URL);
  curl_easy_perform(Once.handle());
}
void wrapper_reused_ok(const std::vector<std::string> &URLs) {
  Session Kept;
  for (const std::string &URL : URLs)
    Kept.get(URL.c_str());
}

class Users {
public:
  std::string name(int Id) {
    auto Answer = Client.Get("/users/" + std::to_string(Id));
    return Answer ? Answer->body : "";
  }

private:
  httplib::Client Client{"http://users.internal"};
};
void member_client_bad(const std::vector<int> &Ids) {
  for (int Id : Ids) {
    Users Each;
    // CHECK-MESSAGES: :[[@LINE-1]]:11: warning: a new 'httplib::Client' is built for every iteration
    Each.name(Id);
  }
}

// --- outlives the call -------------------------------------------------------

CURL *returned_ok(void) {
  CURL *Handle = curl_easy_init();
  curl_easy_perform(Handle);
  return Handle;
}
CurlPtr returned_owner_ok() {
  CurlPtr Handle(curl_easy_init());
  curl_easy_perform(Handle.get());
  return Handle;
}
void out_parameter_ok(CURL **Out) {
  *Out = curl_easy_init();
  curl_easy_perform(*Out);
}
void out_owner_ok(CurlPtr &Out) {
  CurlPtr Handle(curl_easy_init());
  curl_easy_perform(Handle.get());
  Out = std::move(Handle);
}
void static_ok(const char *URL) {
  static CURL *Handle = curl_easy_init();
  curl_easy_setopt(Handle, CURLOPT_URL, URL);
  curl_easy_perform(Handle);
}
void thread_local_ok() {
  thread_local httplib::Client Client("http://a.internal");
  Client.Get("/");
}
static CURL *Global;
void lazy_global_ok(const char *URL) {
  if (!Global)
    Global = curl_easy_init();
  curl_easy_setopt(Global, CURLOPT_URL, URL);
  curl_easy_perform(Global);
}
static std::map<std::string, std::unique_ptr<httplib::Client>> Cache;
void cache_miss_ok(const std::string &Name) {
  auto Found = Cache.find(Name);
  if (Found == Cache.end())
    Found = Cache.emplace(Name, std::make_unique<httplib::Client>(
                                    "http://a.internal")).first;
  Found->second->Get("/");
}
void cache_index_ok(const std::string &Name) {
  auto &Slot = Cache[Name];
  if (!Slot)
    Slot = std::make_unique<httplib::Client>("http://a.internal");
  Slot->Get("/");
}
void container_ok(std::vector<CURL *> &Pool) {
  CURL *Handle = curl_easy_init();
  curl_easy_perform(Handle);
  Pool.push_back(Handle);
}
void unknown_ok() {
  CURL *Handle = curl_easy_init();
  keep(Handle);
  curl_easy_perform(Handle);
}
void given_back_ok() {
  httplib::Client Client("http://a.internal");
  Client.Get("/");
  pool_put(std::move(Client));
}
std::function<void()> captured_later_ok() {
  auto Client = std::make_shared<httplib::Client>("http://a.internal");
  Client->Get("/warm-up");
  return [Client] { Client->Get("/"); };
}
void fallback_ok(CURL *Given, const char *URL) {
  CURL *Handle = Given;
  if (!Handle)
    Handle = curl_easy_init();
  curl_easy_setopt(Handle, CURLOPT_URL, URL);
  curl_easy_perform(Handle);
  if (Handle != Given)
    curl_easy_cleanup(Handle);
}
void parameter_fallback_ok(CURL *Handle, const char *URL) {
  if (!Handle)
    Handle = curl_easy_init();
  curl_easy_setopt(Handle, CURLOPT_URL, URL);
  curl_easy_perform(Handle);
}
class Kept {
public:
  void lazy_ok(const char *URL) {
    if (!Handle)
      Handle = curl_easy_init();
    curl_easy_setopt(Handle, CURLOPT_URL, URL);
    curl_easy_perform(Handle);
  }
  void optional_ok() {
    if (!Client)
      Client.emplace("http://a.internal");
    Client->Get("/");
  }
  void unique_ok() {
    if (!Owned)
      Owned = std::make_unique<httplib::Client>("http://a.internal");
    Owned->Get("/");
  }

private:
  CURL *Handle = nullptr;
  std::optional<httplib::Client> Client;
  std::unique_ptr<httplib::Client> Owned;
};

// A pool that builds what it lacks, and a lease that gives back.
class Pool {
public:
  CURL *take() {
    if (Free.empty())
      return curl_easy_init();
    CURL *Handle = Free.back();
    Free.pop_back();
    return Handle;
  }
  void give(CURL *Handle) { Free.push_back(Handle); }

private:
  std::vector<CURL *> Free;
};
class Lease {
public:
  explicit Lease(Pool &From) : From(From), Handle(curl_easy_init()) {}
  ~Lease() { From.give(Handle); }
  CURL *get() const { return Handle; }

private:
  Pool &From;
  CURL *Handle;
};
void pooled_ok(Pool &Kept) {
  CURL *Handle = Kept.take();
  curl_easy_perform(Handle);
  curl_easy_cleanup(Handle);
}
void leased_ok(Pool &Kept) {
  Lease Taken(Kept);
  curl_easy_perform(Taken.get());
}

// --- is used again here ------------------------------------------------------

void loops_inside_ok(const std::vector<std::string> &URLs) {
  CURL *Handle = curl_easy_init();
  for (const std::string &URL : URLs) {
    curl_easy_setopt(Handle, CURLOPT_URL, URL.c_str());
    curl_easy_perform(Handle);
  }
  curl_easy_cleanup(Handle);
}
void lazy_in_loop_ok(const std::vector<std::string> &URLs) {
  CURL *Handle = nullptr;
  for (const std::string &URL : URLs) {
    if (!Handle)
      Handle = curl_easy_init();
    curl_easy_setopt(Handle, CURLOPT_URL, URL.c_str());
    curl_easy_perform(Handle);
  }
  curl_easy_cleanup(Handle);
}
void reconnects_ok(const bool &Stopped) {
  while (!Stopped) {
    httplib::Client Client("http://a.internal");
    while (Client.Get("/next"))
      continue;
  }
}
void several_in_a_row_ok(const std::string &Id) {
  httplib::Client Client("http://a.internal");
  Client.Post("/lock", Id, "text/plain");
  Client.Post("/unlock", Id, "text/plain");
}
void one_of_two_bad(bool Write) {
  httplib::Client Client("http://a.internal");
  // CHECK-MESSAGES: :[[@LINE-1]]:19: warning: a new 'httplib::Client' is built for every call
  if (Write)
    Client.Post("/", "", "text/plain");
  else
    Client.Get("/");
}

// Never sends.
bool only_built_ok() {
  httplib::Client Client("http://a.internal");
  return Client.is_valid();
}
