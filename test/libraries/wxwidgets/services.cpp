// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Timers of wxWidgets, and the streams of its HTTP classes.
//
// RUN: %check_tidy %s %core %t -- -- -std=c++17 %wx

#include <memory>
#include <wx/protocol/ftp.h>
#include <wx/protocol/http.h>
#include <wx/scopedptr.h>
#include <wx/sstream.h>
#include <wx/timer.h>
#include <wx/url.h>

// A timer that is a member stops with its owner.
class Monitor : public wxEvtHandler {
public:
  Monitor() : Beat(this) { Beat.Start(1000); }

  // The owner that it is given is no parent.
  void watch_bad() {
    auto *Timer = new wxTimer(this);
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this timer is not stopped on a path through this function{{.*}} [net-unstopped-timer]
    Timer->Start(500);
  }

  bool reachable_bad(const wxString &Host) {
    wxHTTP Http;
    Http.Connect(Host);
    wxInputStream *Stream = Http.GetInputStream("/");
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this stream of the answer is not released on a path through this function{{.*}} [net-unclosed-response]
    return Stream != nullptr;
  }
  bool reachable_ok(const wxString &Host) {
    wxHTTP Http;
    Http.SetTimeout(5);
    if (!Http.Connect(Host))
      return false;
    std::unique_ptr<wxInputStream> Stream(Http.GetInputStream("/"));
    return Stream != nullptr;
  }

private:
  wxTimer Beat;
};

wxString read_ok(const wxString &Address) {
  wxString Text;
  wxURL Url(Address);
  if (Url.GetError() != wxURL_NOERR)
    return Text;
  wxScopedPtr<wxInputStream> Stream(Url.GetInputStream());
  if (Stream) {
    wxStringOutputStream Out(&Text);
    Stream->Read(Out);
  }
  return Text;
}

wxString read_bad(const wxString &Address) {
  wxString Text;
  wxURL Url(Address);
  wxInputStream *Stream = Url.GetInputStream();
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this stream of the answer is not released on a path through this function{{.*}} [net-unclosed-response]
  if (!Stream || !Stream->IsOk())
    return Text;
  wxStringOutputStream Out(&Text);
  Stream->Read(Out);
  delete Stream;
  return Text;
}

wxString list_ok(wxFTP &Ftp) {
  wxString Text;
  if (wxInputStream *Stream = Ftp.GetInputStream("list")) {
    wxStringOutputStream Out(&Text);
    Stream->Read(Out);
    delete Stream;
  }
  return Text;
}

// A timer that its owner deletes, and one that nobody does.
class Blinker {
public:
  Blinker() : Timer(new wxTimer) { Timer->Start(50); }
  ~Blinker() { delete Timer; }

private:
  wxTimer *Timer;
};
class Flasher {
public:
  Flasher() : Timer(new wxTimer) { Timer->Start(50); }
// CHECK-MESSAGES: :[[@LINE-1]]:{{[0-9]+}}: warning: this timer is armed here but no member function stops it{{.*}} [net-unstopped-timer]

private:
  wxTimer *Timer;
};
