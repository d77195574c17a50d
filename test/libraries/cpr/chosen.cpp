// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Whoever runs the program decides about verification and time.
//
// RUN: %check_tidy %s %core,net-disabled-tls-verification %t -- -- -isystem %S/stubs

#include <cpr/cpr.h>
#include <string>

class Probe {
public:
  Probe(bool Verify, int Milliseconds) {
    Session.SetVerifySsl(Verify);
    Session.SetVerifySsl(cpr::VerifySsl(Verify));
    Session.SetTimeout(cpr::Timeout{Milliseconds});
  }
  bool healthy_ok(const std::string &Url) {
    Session.SetUrl(cpr::Url{Url});
    return Session.Get().status_code == 200;
  }

private:
  cpr::Session Session;
};

cpr::Session &shared(); // configured elsewhere

std::string shared_ok(const std::string &Url) {
  cpr::Session &Session = shared();
  Session.SetUrl(cpr::Url{Url});
  return Session.Get().text;
}
