// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// An exporter that batches samples, pushes them over HTTP and answers its own
// health probe.
//
// RUN: %check_tidy %s %core %t

#include <chrono>
#include <condition_variable>
#include <cstdio>
#include <curl/curl.h>
#include <deque>
#include <map>
#include <memory>
#include <mutex>
#include <stdexcept>
#include <string>
#include <thread>
#include <utility>
#include <vector>

namespace exporter {

struct CurlDeleter {
  void operator()(CURL *Handle) const noexcept { curl_easy_cleanup(Handle); }
};
struct ListDeleter {
  void operator()(curl_slist *List) const noexcept { curl_slist_free_all(List); }
};
struct MimeDeleter {
  void operator()(curl_mime *Form) const noexcept { curl_mime_free(Form); }
};
using Handle = std::unique_ptr<CURL, CurlDeleter>;
using List = std::unique_ptr<curl_slist, ListDeleter>;
using Form = std::unique_ptr<curl_mime, MimeDeleter>;

struct Sample {
  std::string Name;
  double Value;
};

struct Settings {
  std::string Endpoint = "https://metrics.example.org/v1/push";
  std::string Token;
  long TimeoutSeconds = 0;
  bool ReuseConnections = true;
};

static size_t discard(char *, size_t Size, size_t Count, void *) {
  return Size * Count;
}

static size_t append(char *Data, size_t Size, size_t Count, void *To) {
  static_cast<std::string *>(To)->append(Data, Size * Count);
  return Size * Count;
}

static void check(CURLcode Result, const char *What) {
  if (Result != CURLE_OK)
    throw std::runtime_error(std::string(What) + ": " +
                             curl_easy_strerror(Result));
}

// --- the pusher: one handle for as long as it lives ------------------------

class Pusher {
public:
  explicit Pusher(Settings Wanted)
      : Options(std::move(Wanted)), Curl(curl_easy_init()) {
    if (!Curl)
      throw std::bad_alloc();
    addHeader("Content-Type: text/plain; version=0.0.4");
    if (!Options.Token.empty())
      addHeader("Authorization: Bearer " + Options.Token);
    curl_easy_setopt(Curl.get(), CURLOPT_URL, Options.Endpoint.c_str());
    curl_easy_setopt(Curl.get(), CURLOPT_HTTPHEADER, Headers.get());
    curl_easy_setopt(Curl.get(), CURLOPT_WRITEFUNCTION, discard);
    if (Options.TimeoutSeconds > 0)
      curl_easy_setopt(Curl.get(), CURLOPT_TIMEOUT, Options.TimeoutSeconds);
    if (!Options.ReuseConnections)
      curl_easy_setopt(Curl.get(), CURLOPT_FORBID_REUSE, 1L);
  }

  bool push_ok(const std::vector<Sample> &Batch) {
    std::string Body;
    for (const Sample &Each : Batch)
      Body += Each.Name + " " + std::to_string(Each.Value) + "\n";
    curl_easy_setopt(Curl.get(), CURLOPT_POSTFIELDS, Body.c_str());
    curl_easy_setopt(Curl.get(), CURLOPT_POSTFIELDSIZE, (long)Body.size());
    if (curl_easy_perform(Curl.get()) != CURLE_OK)
      return false;
    long Status = 0;
    curl_easy_getinfo(Curl.get(), CURLINFO_RESPONSE_CODE, &Status);
    return Status / 100 == 2;
  }

private:
  void addHeader(const std::string &Line) {
    Headers.reset(curl_slist_append(Headers.release(), Line.c_str()));
  }

  Settings Options;
  Handle Curl;
  List Headers;
};

// --- one probe per target and round ----------------------------------------

class Prober {
public:
  explicit Prober(std::vector<std::string> Targets)
      : Targets(std::move(Targets)) {}

  std::map<std::string, bool> round_bad() {
    std::map<std::string, bool> Result;
    for (const std::string &Target : Targets)
      Result[Target] = probe(Target);
    return Result;
  }

private:
  static bool probe(const std::string &Url) {
    CURL *Curl = curl_easy_init();
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: a new curl handle is built for every iteration{{.*}} [net-client-per-call]
// CHECK-MESSAGES: :[[@LINE-2]]:{{[0-9]+}}: warning: this curl handle is not released on a path through this function{{.*}} [net-unclosed-connection]
    if (!Curl)
      return false;
    curl_easy_setopt(Curl, CURLOPT_URL, Url.c_str());
    curl_easy_setopt(Curl, CURLOPT_NOBODY, 1L);
    curl_easy_setopt(Curl, CURLOPT_TIMEOUT_MS, 1500L);
    CURLcode Result = curl_easy_perform(Curl);
    if (Result == CURLE_OPERATION_TIMEDOUT)
      return false;
    curl_easy_cleanup(Curl);
    return Result == CURLE_OK;
  }

  std::vector<std::string> Targets;
};

// --- uploads of whole files ------------------------------------------------

class Uploader {
public:
  Uploader() : Curl(curl_easy_init()) {
    curl_easy_setopt(Curl.get(), CURLOPT_LOW_SPEED_LIMIT, 100L);
    curl_easy_setopt(Curl.get(), CURLOPT_LOW_SPEED_TIME, 60L);
  }

  void upload_ok(const std::string &Url, const std::string &Path) {
    Form Body(curl_mime_init(Curl.get()));
    curl_mimepart *Part = curl_mime_addpart(Body.get());
    curl_mime_name(Part, "file");
    check(curl_mime_filedata(Part, Path.c_str()), "file");
    curl_easy_setopt(Curl.get(), CURLOPT_URL, Url.c_str());
    curl_easy_setopt(Curl.get(), CURLOPT_MIMEPOST, Body.get());
    check(curl_easy_perform(Curl.get()), "upload");
  }

  void annotate_bad(const std::string &Url, const std::string &Note) {
    curl_mime *Body = curl_mime_init(Curl.get());
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this curl form is not released on a path through this function{{.*}} [net-unclosed-connection]
    curl_mimepart *Part = curl_mime_addpart(Body);
    curl_mime_name(Part, "note");
    curl_mime_data(Part, Note.c_str(), CURL_ZERO_TERMINATED);
    curl_easy_setopt(Curl.get(), CURLOPT_URL, Url.c_str());
    curl_easy_setopt(Curl.get(), CURLOPT_MIMEPOST, Body);
    if (curl_easy_perform(Curl.get()) != CURLE_OK)
      return;
    curl_mime_free(Body);
  }

private:
  Handle Curl;
};

// --- the schema is fetched when a sample of unknown shape turns up ----------

std::string fetchSchema_bad(const std::string &Name) {
  static const std::string Base = "https://schemas.example.org/";
  std::string Text;
  Handle Curl(curl_easy_init());
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: a new curl handle is built for every call{{.*}} [net-client-per-call]
  curl_easy_setopt(Curl.get(), CURLOPT_URL, (Base + Name).c_str());
  curl_easy_setopt(Curl.get(), CURLOPT_WRITEFUNCTION, append);
  curl_easy_setopt(Curl.get(), CURLOPT_WRITEDATA, &Text);
  curl_easy_setopt(Curl.get(), CURLOPT_CONNECTTIMEOUT, 3L);
  if (curl_easy_perform(Curl.get()) != CURLE_OK)
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: 'curl_easy_perform' can wait for ever{{.*}} [net-missing-timeout]
    return {};
  return Text;
}

// --- the loop of the service -----------------------------------------------

class Service {
public:
  explicit Service(Settings Wanted)
      : Push(std::move(Wanted)), Worker([this] { run_ok(); }) {}
  ~Service() {
    {
      std::lock_guard<std::mutex> Lock(Guard);
      Stopping = true;
    }
    Wake.notify_all();
    Worker.join();
  }
  void add(Sample Each) {
    std::lock_guard<std::mutex> Lock(Guard);
    Queue.push_back(std::move(Each));
    Wake.notify_one();
  }

private:
  void run_ok() {
    std::unique_lock<std::mutex> Lock(Guard);
    while (!Stopping) {
      Wake.wait_for(Lock, std::chrono::seconds(10));
      std::vector<Sample> Batch(Queue.begin(), Queue.end());
      Queue.clear();
      Lock.unlock();
      if (!Batch.empty() && !Push.push_ok(Batch))
        std::fprintf(stderr, "lost %zu samples\n", Batch.size());
      Lock.lock();
    }
  }

  std::mutex Guard;
  std::condition_variable Wake;
  std::deque<Sample> Queue;
  bool Stopping = false;
  Pusher Push;
  std::thread Worker;
};

} // namespace exporter
