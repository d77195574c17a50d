//===-- HostGuard.cpp -----------------------------------------------------===//
//
// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
///
/// \file
/// Refuses a host of another LLVM. Such a plugin often loads, lists its checks
/// and finds nothing: a gate that has checked nothing would be green.
///
/// This is the first initialiser of the plugin to run, and all references to
/// LLVM are weak, so that it runs even when the host lacks some symbols.
///
//===----------------------------------------------------------------------===//

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <dlfcn.h>
#include <string>
#include <unistd.h>

namespace clang {
__attribute__((weak)) std::string getClangFullVersion();
} // namespace clang

namespace {

#ifdef NETTIDY_PLUGIN_tidy
constexpr const char Host[] = "clang-tidy", OtherHost[] = "clang";
constexpr const char OtherPlugin[] = "nettidy-analyzer";
constexpr bool ForTidy = true;
#else
constexpr const char Host[] = "clang", OtherHost[] = "clang-tidy";
constexpr const char OtherPlugin[] = "nettidy-tidy";
constexpr bool ForTidy = false;
#endif

/// ClangTidyCheck::run: clang-tidy exports it, clang does not have it.
constexpr const char TidySymbol[] =
    "_ZN5clang4tidy14ClangTidyCheck3runERKNS_12ast_matchers11MatchFinder"
    "11MatchResultE";

/// `22.1.8` of `Debian clang version 22.1.8 (1~deb12u1)`.
std::string hostVersion() {
  if (!clang::getClangFullVersion)
    return "unknown";
  std::string Full = clang::getClangFullVersion();
  const char *Marker = "version ";
  size_t At = Full.find(Marker);
  if (At == std::string::npos)
    return Full;
  At += std::strlen(Marker);
  return Full.substr(At, Full.find_first_not_of("0123456789.", At) - At);
}

/// The host is in the middle of loading and no state of it is sound: leave
/// without running its exit handlers.
[[noreturn]] void refuse(const std::string &Reason) {
  std::fprintf(stderr, "error: nettidy: %s\n", Reason.c_str());
  std::fflush(stderr);
  _exit(3);
}

std::string major(const std::string &Version) {
  return Version.substr(0, Version.find('.'));
}

struct HostGuard {
  HostGuard() {
    const std::string Built = NETTIDY_LLVM_VERSION, Running = hostVersion();
    if (major(Built) != major(Running))
      refuse("this plugin is built for LLVM " + Built +
             ", but the program that loads it is LLVM " + Running + "; use " +
             Host + " " + major(Built) + " or build nettidy for LLVM " +
             major(Running));
    // clang itself skips analyzer plugins of another patch level, and then only
    // says that it knows no such checker.
    if (!ForTidy && Built != Running)
      refuse("this analyzer plugin is built for LLVM " + Built +
             " and clang is LLVM " + Running +
             ", but clang accepts only plugins of exactly its own version; "
             "rebuild the plugin");
    if ((dlsym(RTLD_DEFAULT, TidySymbol) != nullptr) != ForTidy)
      refuse(std::string("this plugin is for ") + Host + "; load " +
             OtherPlugin + "-" + major(Built) + ".so into " + OtherHost);
  }
};

/// 101 is the first priority that is not reserved.
__attribute__((init_priority(101))) HostGuard Guard;

} // namespace
