#include "wire.h"

int leaks(const char *text) {
  wire *w = wire_open("host");
  return w ? wire_send(w, text) : -1;
}

int builds_per_call(const char *text) {
  wire *w = wire_open("host");
  if (!w)
    return -1;
  int sent = wire_send(w, text);
  wire_close(w);
  return sent;
}
