//===-- Process.cpp -------------------------------------------------------===//
//
// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "gate/Process.h"
#include "gate/Interrupts.h"
#include "llvm/ADT/StringExtras.h"
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstring>
#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

using namespace llvm;

namespace nettidy::gate {
namespace {

using Clock = std::chrono::steady_clock;

class Pipe {
public:
  Pipe() { Open = ::pipe2(Ends, O_CLOEXEC) == 0; }
  ~Pipe() {
    closeEnd(0);
    closeEnd(1);
  }
  bool isOpen() const { return Open; }
  int end(int Which) const { return Ends[Which]; }
  void closeEnd(int Which) {
    if (Open && Ends[Which] >= 0)
      ::close(std::exchange(Ends[Which], -1));
  }

private:
  int Ends[2] = {-1, -1};
  bool Open = false;
};

std::vector<char *> pointers(std::vector<std::string> &Texts) {
  std::vector<char *> Result;
  for (std::string &Text : Texts)
    Result.push_back(Text.data());
  Result.push_back(nullptr);
  return Result;
}

/// Reads what is there; false at the end.
bool readSome(int From, std::string &Into) {
  char Buffer[16384];
  ssize_t Got = ::read(From, Buffer, sizeof(Buffer));
  if (Got > 0)
    Into.append(Buffer, Got);
  return Got > 0 || (Got < 0 && (errno == EINTR || errno == EAGAIN));
}

/// Collects both outputs until both are closed; false when the time is up.
bool collect(Pipe &Output, Pipe &Errors, Clock::time_point Deadline,
             ProcessResult &Result) {
  pollfd Waits[2] = {{Output.end(0), POLLIN, 0}, {Errors.end(0), POLLIN, 0}};
  std::string *Into[2] = {&Result.Output, &Result.Errors};
  while (Waits[0].fd >= 0 || Waits[1].fd >= 0) {
    auto Left = std::chrono::duration_cast<std::chrono::milliseconds>(
        Deadline - Clock::now());
    if (Left.count() <= 0)
      return false;
    if (::poll(Waits, 2, std::min<long long>(Left.count(), 60000)) < 0)
      continue;
    for (int I = 0; I < 2; ++I)
      if (Waits[I].fd >= 0 && Waits[I].revents &&
          !readSome(Waits[I].fd, *Into[I]))
        Waits[I].fd = -1;
  }
  return true;
}

} // namespace

std::string ProcessResult::describe() const {
  if (!Started)
    return "it could not be started: " + Errors;
  if (TimedOut)
    return "it took too long and was stopped";
  if (Signal)
    return "it was killed by signal " + std::to_string(Signal) + " (" +
           strsignal(Signal) + ")";
  return "exit code " + std::to_string(ExitCode);
}

ProcessResult runProcess(ArrayRef<std::string> Command, unsigned Timeout,
                         ArrayRef<std::string> Variables) {
  ProcessResult Result;
  std::vector<std::string> Arguments(Command.begin(), Command.end());
  std::vector<std::string> Environment(Variables.begin(), Variables.end());
  for (char **E = environ; *E; ++E)
    Environment.push_back(*E);

  Pipe Output, Errors;
  if (!Output.isOpen() || !Errors.isOpen()) {
    Result.Errors = strerror(errno);
    return Result;
  }
  posix_spawn_file_actions_t Files;
  posix_spawn_file_actions_init(&Files);
  posix_spawn_file_actions_addopen(&Files, 0, "/dev/null", O_RDONLY, 0);
  posix_spawn_file_actions_adddup2(&Files, Output.end(1), 1);
  posix_spawn_file_actions_adddup2(&Files, Errors.end(1), 2);
  // The signals that this program waits for are the child's own again.
  posix_spawnattr_t Attributes;
  posix_spawnattr_init(&Attributes);
  sigset_t None;
  sigemptyset(&None);
  posix_spawnattr_setsigmask(&Attributes, &None);
  posix_spawnattr_setflags(&Attributes, POSIX_SPAWN_SETSIGMASK);
  int Failure = 0;
  pid_t Child = startChild([&] {
    pid_t Started = 0;
    Failure = posix_spawnp(&Started, Command.front().c_str(), &Files,
                           &Attributes, pointers(Arguments).data(),
                           pointers(Environment).data());
    return Failure ? 0 : Started;
  });
  posix_spawnattr_destroy(&Attributes);
  posix_spawn_file_actions_destroy(&Files);
  if (Failure) {
    Result.Errors = Command.front() + ": " + strerror(Failure);
    return Result;
  }
  Result.Started = true;
  Output.closeEnd(1);
  Errors.closeEnd(1);
  if (!collect(Output, Errors, Clock::now() + std::chrono::seconds(Timeout),
               Result)) {
    Result.TimedOut = true;
    ::kill(Child, SIGKILL);
  }
  // Until it is waited for, its number is that of no other program.
  siginfo_t Ended;
  while (::waitid(P_PID, Child, &Ended, WEXITED | WNOWAIT) < 0 &&
         errno == EINTR)
    ;
  childEnded(Child);
  int Status = 0;
  while (::waitpid(Child, &Status, 0) < 0 && errno == EINTR)
    ;
  if (WIFSIGNALED(Status))
    Result.Signal = WTERMSIG(Status);
  else if (WIFEXITED(Status))
    Result.ExitCode = WEXITSTATUS(Status);
  return Result;
}

std::string printCommand(ArrayRef<std::string> Command) {
  std::string Result;
  for (const std::string &Word : Command) {
    if (!Result.empty())
      Result += ' ';
    bool Plain = !Word.empty();
    for (char C : Word)
      Plain &= isAlnum(C) || StringRef("_-./=+,:@%").contains(C);
    if (Plain) {
      Result += Word;
      continue;
    }
    Result += '\'';
    for (char C : Word)
      Result += C == '\'' ? std::string("'\\''") : std::string(1, C);
    Result += '\'';
  }
  return Result;
}

} // namespace nettidy::gate
