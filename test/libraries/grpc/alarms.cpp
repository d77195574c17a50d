// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Alarms: their destructor cancels them, so only those on the heap can be lost.
//
// RUN: %check_tidy %s net-unstopped-timer,net-timer-callback-lifetime,net-unchecked-timer-error %t

#include <chrono>
#include <functional>
#include <grpcpp/alarm.h>
#include <grpcpp/grpcpp.h>
#include <memory>

std::chrono::system_clock::time_point in(int Seconds) {
  return std::chrono::system_clock::now() + std::chrono::seconds(Seconds);
}

void lost_bad(std::function<void(bool)> Expired) {
  auto *Alarm = new grpc::Alarm;
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this alarm is not stopped on a path through this function{{.*}} [net-unstopped-timer]
  Alarm->Set(in(5), std::move(Expired));
}

void lost_on_a_path_bad(grpc::CompletionQueue *Queue, bool Wanted) {
  auto *Alarm = new grpc::Alarm;
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this alarm is not stopped on a path through this function{{.*}} [net-unstopped-timer]
  Alarm->Set(Queue, in(5), Queue);
  if (!Wanted)
    return;
  void *Tag = nullptr;
  bool Ok = false;
  Queue->Next(&Tag, &Ok);
  delete Alarm;
}

class Heartbeat {
public:
  explicit Heartbeat(grpc::CompletionQueue *Queue) : Queue(Queue) {}
  void start_ok() { Alarm.Set(Queue, in(1), this); }
  void later_ok() {
    Later = std::make_unique<grpc::Alarm>();
    Later->Set(in(1), [this](bool Expired) {
      if (Expired)
        start_ok();
    });
  }

private:
  grpc::CompletionQueue *Queue;
  grpc::Alarm Alarm;
  std::unique_ptr<grpc::Alarm> Later;
};

bool bounded_ok(grpc::CompletionQueue *Queue) {
  grpc::Alarm Alarm;
  Alarm.Set(Queue, in(1), nullptr);
  void *Tag = nullptr;
  bool Ok = false;
  return Queue->Next(&Tag, &Ok) && Ok;
}

// The tag gives it back: who takes it from the queue deletes it.
struct Later {
  grpc::Alarm Alarm;
  std::function<void()> Task;
};
void later_ok(grpc::CompletionQueue *Queue, std::function<void()> Task) {
  auto *Pending = new Later;
  Pending->Task = std::move(Task);
  Pending->Alarm.Set(Queue, in(1), Pending);
}

// --- handlers that run on cancellation ------------------------------------------

class Ticker {
public:
  void start() {
    Alarm.Set(std::chrono::system_clock::now() + std::chrono::seconds(1), [this](bool) {
      // CHECK-MESSAGES: :[[@LINE-1]]:75: warning: this handler uses its 'Ticker' before it looks at the error code{{.*}} [net-timer-callback-lifetime]
      ++Ticks;
    });
  }

private:
  grpc::Alarm Alarm;
  int Ticks = 0;
};

class CheckedTicker {
public:
  void startOk() {
    Alarm.Set(std::chrono::system_clock::now() + std::chrono::seconds(1), [this](bool Expired) {
      if (Expired)
        ++Ticks;
    });
  }

private:
  grpc::Alarm Alarm;
  int Ticks = 0;
};

void replace(std::unique_ptr<Ticker> &First, std::unique_ptr<CheckedTicker> &Second) {
  First.reset();
  Second.reset();
}

class Debounce {
public:
  void touch() {
    Alarm.Cancel();
    Alarm.Set(std::chrono::system_clock::now() + std::chrono::seconds(1), [this](bool) { flush(); });
    // CHECK-MESSAGES: :[[@LINE-1]]:75: warning: this handler takes a cancelled wait for an expiry{{.*}} [net-unchecked-timer-error]
  }
  void flush() { ++Flushed; }

private:
  grpc::Alarm Alarm;
  int Flushed = 0;
};

// Nothing waits when the handler starts the next round.
class Rounds {
public:
  void nextOk() {
    Alarm.Cancel();
    Alarm.Set(std::chrono::system_clock::now() + std::chrono::seconds(1), [this](bool) { flush(); });
  }
  void flush() {
    ++Flushed;
    nextOk();
  }

private:
  grpc::Alarm Alarm;
  int Flushed = 0;
};
