#include "wire.h"

typedef struct cable cable;
cable *cable_lay(void);
int cable_test(cable *);

int wire_leaks(const char *text) {
  wire *w = wire_open("host");
  return w ? wire_send(w, text) : -1;
}

int cable_leaks(void) {
  cable *c = cable_lay();
  return c ? cable_test(c) : -1;
}
