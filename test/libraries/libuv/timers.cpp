// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Timers of libuv on the heap, as members of classes.
//
// RUN: %check_tidy %s net-unstopped-timer,net-timer-callback-lifetime %t -- -- -std=c++17

#include <string>
#include <uv.h>

static void tick(uv_timer_t *timer) { ++*static_cast<int *>(timer->data); }

class Forgotten {
public:
  explicit Forgotten(uv_loop_t *loop) : timer(new uv_timer_t) {
    uv_timer_init(loop, timer);
    timer->data = &count;
    uv_timer_start(timer, tick, 100, 100);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: this uv timer is armed here but no member function stops it{{.*}} [net-unstopped-timer]
  }

private:
  uv_timer_t *timer;
  int count = 0;
};

// Its memory goes, the loop goes on.
class Deleted {
public:
  explicit Deleted(uv_loop_t *loop) : timer(new uv_timer_t) {
    uv_timer_init(loop, timer);
    timer->data = &count;
    uv_timer_start(timer, tick, 100, 100);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: this uv timer is armed here but no member function stops it{{.*}} [net-unstopped-timer]
  }
  ~Deleted() { delete timer; }

private:
  uv_timer_t *timer;
  int count = 0;
};

class ClosedOk {
public:
  explicit ClosedOk(uv_loop_t *loop) : timer(new uv_timer_t) {
    uv_timer_init(loop, timer);
    timer->data = &count;
    uv_timer_start(timer, tick, 100, 100);
  }
  ~ClosedOk() {
    uv_close(reinterpret_cast<uv_handle_t *>(timer), [](uv_handle_t *handle) {
      delete reinterpret_cast<uv_timer_t *>(handle);
    });
  }

private:
  uv_timer_t *timer;
  int count = 0;
};

// --- structs that are deleted ----------------------------------------------------

struct Job {
  uv_timer_t timer;
  std::string name;
};

static void onJob(uv_timer_t *timer) { static_cast<Job *>(timer->data)->name.clear(); }

static Job *startJob(uv_loop_t *loop) {
  auto *job = new Job;
  uv_timer_init(loop, &job->timer);
  job->timer.data = job;
  uv_timer_start(&job->timer, onJob, 1000, 1000);
  return job;
}

static void endJob(Job *job) { delete job; }
// CHECK-MESSAGES: :[[@LINE-1]]:32: warning: 'Job' ends here while its uv timer may still be armed: the handler then runs on memory that is gone [net-timer-callback-lifetime]

int runJob(uv_loop_t *loop) {
  Job *job = startJob(loop);
  int left = uv_run(loop, UV_RUN_ONCE);
  endJob(job);
  return left;
}

struct Task {
  uv_timer_t timer;
  std::string name;
};

static void onTask(uv_timer_t *timer) { static_cast<Task *>(timer->data)->name.clear(); }

static Task *startTask(uv_loop_t *loop) {
  auto *task = new Task;
  uv_timer_init(loop, &task->timer);
  task->timer.data = task;
  uv_timer_start(&task->timer, onTask, 1000, 1000);
  return task;
}

static void endTaskOk(Task *task) {
  uv_close(reinterpret_cast<uv_handle_t *>(&task->timer),
           [](uv_handle_t *handle) { delete static_cast<Task *>(handle->data); });
}

int runTask(uv_loop_t *loop) {
  Task *task = startTask(loop);
  int left = uv_run(loop, UV_RUN_ONCE);
  endTaskOk(task);
  return left;
}
