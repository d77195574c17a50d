// The same judgements in C, where a const variable is no constant expression
// and the functions of a library may hide behind macros.
//
// RUN: %clang -cc1 -std=c11 -load %build/lib/nettidy-probe-%llvm.so \
// RUN:   -plugin nettidy-probe -plugin-arg-nettidy-probe %S/Inputs/values.yaml \
// RUN:   -verify %s

typedef struct client client;
struct timeval { long tv_sec; long tv_usec; };
typedef enum { KEY_NOTHING, KEY_TIMEOUT } key_type;
#define KEY_MACRO 77
#define WAIT_FOREVER (-1)

int set_timeout(client *, long);
int set_sentinel(client *, long);
int set_pointer(client *, const void *);
int set_struct(client *, const struct timeval *);
int set_key(client *, key_type, ...);
#define set_key(c, key, value)                                                 \
  ({ int k = (key); (void)k; set_key(c, key, value); })
#define set_timeout(...) (set_timeout)(__VA_ARGS__)

static const long Never = 0;
static const struct timeval Zero = {0, 0};

void calls(client *c, int fast, void *p) {
  set_timeout(c, 0);              // expected-remark {{setting off}}
  set_timeout(c, Never);          // expected-remark {{setting off}}
  set_timeout(c, fast ? 1 : 0);   // expected-remark {{setting unknown}}
  const long local = 20;
  set_timeout(c, local);          // expected-remark {{setting on}}
  set_sentinel(c, WAIT_FOREVER);  // expected-remark {{setting off}}
  set_pointer(c, (void *)0);      // expected-remark {{setting off}}
  set_pointer(c, p);              // expected-remark {{setting unknown}}
  set_key(c, KEY_TIMEOUT, 0L);    // expected-remark {{KEY_TIMEOUT off}}
  set_key(c, KEY_MACRO, 0L);      // expected-remark {{KEY_MACRO off}}
  struct timeval tv = {0};
  set_struct(c, &tv);             // expected-remark {{setting off}}
  set_struct(c, &Zero);           // expected-remark {{setting off}}
  set_struct(c, &(struct timeval){0, 0}); // expected-remark {{setting off}}
  set_struct(c, &(struct timeval){.tv_usec = 5}); // expected-remark {{setting on}}
}
