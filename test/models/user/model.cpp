// A model of the user's own, from the first line to the findings.
//
// RUN: %check_tidy %s "net-unclosed-connection,net-use-after-close" %t -- \
// RUN:   "--config={CheckOptions: {ExtraModels: '%S/Inputs/wire.yaml'}}" \
// RUN:   -- -I%S/Inputs
// RUN: %check_tidy %s net-unclosed-connection %t --check-suffix=WITHOUT -- \
// RUN:   -- -I%S/Inputs
//
// The second RUN line has no model: nothing is known, nothing is said.

#include "wire.h"

int leaks(const char *text) {
  wire *w = wire_open("host");
  // CHECK-MESSAGES: :[[@LINE-1]]:13: warning: this wire is not released on a path through this function; its connection stays open [net-unclosed-connection]
  if (!w)
    return -1;
  if (!wire_send(w, text))
    return -1;
  wire_close(w);
  return 0;
}

void closedTwice() {
  wire *w = wire_open("host");
  if (!w)
    return;
  wire_close(w);
  wire_close(w);
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: {{.*}} [net-use-after-close]
}

int fine(const char *text) {
  wire *w = wire_open("host");
  int sent = w ? wire_send(w, text) : -1;
  if (w)
    wire_close(w);
  return sent;
}
