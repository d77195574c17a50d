// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Owners of C++, and what they take.
//
// RUN: %check_tidy %s net-unclosed-connection %t -- -- -I%S/Inputs -I%S/../Inputs

#include <curl/curl.h>
#include <functional>
#include <map>
#include <memory>
#include <stdexcept>
#include <thread>
#include <utility>
#include <vector>

extern int busy();

static void check(int status) {
  if (status)
    throw std::runtime_error("failed");
}
extern void keep(CURL *handle);

struct deleter {
  void operator()(CURL *handle) const { curl_easy_cleanup(handle); }
};
static void release_function(CURL *handle) { curl_easy_cleanup(handle); }

int deleter_class_ok() {
  std::unique_ptr<CURL, deleter> handle(curl_easy_init());
  if (!handle)
    return -1;
  return curl_easy_perform(handle.get()) != CURLE_OK;
}

int deleter_function_ok() {
  std::unique_ptr<CURL, void (*)(CURL *handle)> handle(curl_easy_init(),
                                                       release_function);
  if (!handle)
    return -1;
  return curl_easy_perform(handle.get()) != CURLE_OK;
}

int deleter_library_function_ok() {
  std::unique_ptr<CURL, decltype(&curl_easy_cleanup)> handle(
      curl_easy_init(), &curl_easy_cleanup);
  if (!handle)
    return -1;
  return curl_easy_perform(handle.get()) != CURLE_OK;
}

int deleter_lambda_ok() {
  auto end = [](CURL *p) { curl_easy_cleanup(p); };
  std::unique_ptr<CURL, decltype(end)> handle(curl_easy_init(), end);
  if (!handle)
    return -1;
  return curl_easy_perform(handle.get()) != CURLE_OK;
}

int shared_pointer_ok() {
  std::shared_ptr<CURL> handle(curl_easy_init(), deleter());
  if (!handle)
    return -1;
  check(busy());
  return curl_easy_perform(handle.get()) != CURLE_OK;
}

int reset_later_ok() {
  std::unique_ptr<CURL, deleter> handle;
  handle.reset(curl_easy_init());
  if (!handle)
    return -1;
  check(busy());
  return 0;
}

std::unique_ptr<CURL, deleter> returned_owner_ok() {
  std::unique_ptr<CURL, deleter> handle(curl_easy_init());
  return handle;
}

CURL *released_to_caller_ok() {
  std::unique_ptr<CURL, deleter> handle(curl_easy_init());
  check(busy());
  return handle.release();
}

class owner {
public:
  explicit owner(CURL *handle) : own(handle) {}
  owner(owner &&other) noexcept : own(std::exchange(other.own, nullptr)) {}
  owner &operator=(owner &&other) noexcept {
    std::swap(own, other.own);
    return *this;
  }
  ~owner() {
    if (own)
      curl_easy_cleanup(own);
  }
  CURL *get() const { return own; }

private:
  CURL *own;
};

int owning_class_ok() {
  owner handle(curl_easy_init());
  if (!handle.get())
    return -1;
  if (busy())
    return -2;
  return curl_easy_perform(handle.get()) != CURLE_OK;
}

// Its destructor runs when the exception passes.
int owner_at_exception_ok() {
  owner handle(curl_easy_init());
  if (!handle.get())
    return -1;
  check(busy());
  return 0;
}

owner moved_out_ok() {
  owner first(curl_easy_init());
  owner second(std::move(first));
  return second;
}

template <class F> class scope_guard {
public:
  explicit scope_guard(F f) : f(std::move(f)) {}
  ~scope_guard() { f(); }
  scope_guard(const scope_guard &) = delete;

private:
  F f;
};

int scope_guard_ok() {
  CURL *handle = curl_easy_init();
  if (!handle)
    return -1;
  scope_guard guard([&] { curl_easy_cleanup(handle); });
  check(busy());
  return curl_easy_perform(handle) != CURLE_OK;
}

int guard_by_copy_ok() {
  CURL *handle = curl_easy_init();
  if (!handle)
    return -1;
  scope_guard guard([handle] { curl_easy_cleanup(handle); });
  if (busy())
    return -2;
  return 0;
}

std::vector<CURL *> container_ok(int count) {
  std::vector<CURL *> all;
  while (count-- > 0) {
    CURL *handle = curl_easy_init();
    if (!handle)
      break;
    all.push_back(handle);
  }
  return all;
}

void map_ok(std::map<int, CURL *> &all, int key) {
  CURL *handle = curl_easy_init();
  if (!handle)
    return;
  all[key] = handle;
}

void thread_ok() {
  CURL *handle = curl_easy_init();
  if (!handle)
    return;
  std::thread([handle] {
    if (busy())
      curl_easy_cleanup(handle);
    else
      curl_easy_cleanup(handle);
  }).detach();
}

std::function<int()> captured_ok() {
  CURL *handle = curl_easy_init();
  if (!handle)
    return nullptr;
  return [handle] { return (curl_easy_perform(handle) != CURLE_OK) ? 1 : 0; };
}

int rethrown_ok() {
  CURL *handle = curl_easy_init();
  if (!handle)
    return -1;
  try {
    check(busy());
  } catch (...) {
    curl_easy_cleanup(handle);
    throw;
  }
  curl_easy_cleanup(handle);
  return 0;
}

int does_not_throw_ok() noexcept {
  CURL *handle = curl_easy_init();
  if (!handle)
    return -1;
  int status = busy();
  curl_easy_cleanup(handle);
  return status;
}

void reference_parameter_ok(CURL *&out) { out = curl_easy_init(); }

std::pair<CURL *, int> pair_ok() {
  CURL *handle = curl_easy_init();
  return {handle, 1};
}

struct plain {
  CURL *handle;
  int count;
};

plain aggregate_ok() { return plain{curl_easy_init(), 0}; }

int released_by_handler_ok() {
  CURL *handle = curl_easy_init();
  if (!handle)
    return -1;
  try {
    check(busy());
    curl_easy_cleanup(handle);
  } catch (const std::exception &) {
    curl_easy_cleanup(handle);
    return -1;
  }
  return 0;
}

int released_behind_handler_ok() {
  CURL *handle = curl_easy_init();
  if (!handle)
    return -1;
  try {
    check(busy());
  } catch (const std::exception &) {
    busy();
  }
  curl_easy_cleanup(handle);
  return 0;
}
