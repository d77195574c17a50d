// How the value of a setting is judged: what the code says, not what happens to
// be known about it.
//
// RUN: %clang -cc1 -std=c++17 -load %build/lib/nettidy-probe-%llvm.so \
// RUN:   -plugin nettidy-probe -plugin-arg-nettidy-probe %S/Inputs/values.yaml \
// RUN:   -verify %s

struct client;
struct timeval { long tv_sec; long tv_usec; };
void set_timeout(client *, long);
long compute();

// --- numbers ---------------------------------------------------------------

constexpr long Never = 0;
const long Soon = 5;
long Mutable = 0;
enum { Off = 0, On = 1 };
enum class Wait : int { Forever = -1, Little = 3 };
#define NO_LIMIT 0L

void numbers(client *c, long parameter, bool fast) {
  set_timeout(c, 0);                  // expected-remark {{setting off}}
  set_timeout(c, 30);                 // expected-remark {{setting on}}
  set_timeout(c, -1);                 // expected-remark {{setting off}}
  set_timeout(c, (long)(0L));         // expected-remark {{setting off}}
  set_timeout(c, 2 * 30);             // expected-remark {{setting on}}
  set_timeout(c, NO_LIMIT);           // expected-remark {{setting off}}
  set_timeout(c, Never);              // expected-remark {{setting off}}
  set_timeout(c, Soon);               // expected-remark {{setting on}}
  set_timeout(c, Off);                // expected-remark {{setting off}}
  set_timeout(c, (long)Wait::Forever); // expected-remark {{setting off}}
  set_timeout(c, sizeof(int));        // expected-remark {{setting on}}
  const long local = 0;
  set_timeout(c, local);              // expected-remark {{setting off}}
  static constexpr int limit = 7;
  set_timeout(c, limit);              // expected-remark {{setting on}}

  // Not visibly constant: trusted.
  set_timeout(c, parameter);          // expected-remark {{setting unknown}}
  set_timeout(c, Mutable);            // expected-remark {{setting unknown}}
  set_timeout(c, fast ? 0 : 0);       // expected-remark {{setting unknown}}
  set_timeout(c, true ? 0 : 1);       // expected-remark {{setting unknown}}
  set_timeout(c, compute());          // expected-remark {{setting unknown}}
  long variable = 0;
  set_timeout(c, variable);           // expected-remark {{setting unknown}}
  const long chosen = fast ? 0 : 1;
  set_timeout(c, chosen);             // expected-remark {{setting unknown}}
  const long computed = compute();
  set_timeout(c, computed);           // expected-remark {{setting unknown}}
}

template <long N, typename T> void dependent(client *c, T value) {
  set_timeout(c, N);     // expected-remark {{setting unknown}} expected-remark {{setting off}}
  set_timeout(c, value); // expected-remark {{setting unknown}}
}
template void dependent<0, int>(client *, int);

// --- names -----------------------------------------------------------------

#define WAIT_FOREVER (-1)
#define ANOTHER_NAME WAIT_FOREVER
namespace ns {
extern const long forever;
enum Period { Never = 1000, Often = 1 };
} // namespace ns
void set_sentinel(client *, long);

void names(client *c) {
  set_sentinel(c, WAIT_FOREVER);           // expected-remark {{setting off}}
  set_sentinel(c, ANOTHER_NAME);           // expected-remark {{setting off}}
  set_sentinel(c, -1);                     // expected-remark {{setting off}}
  set_sentinel(c, ns::forever);            // expected-remark {{setting off}}
  set_sentinel(c, ns::Never);              // expected-remark {{setting off}}
  set_sentinel(c, ns::Often);              // expected-remark {{setting on}}
  const long alias = WAIT_FOREVER;
  set_sentinel(c, alias);                  // expected-remark {{setting off}}
  set_sentinel(c, Mutable);                // expected-remark {{setting unknown}}
}

enum Flags { NO_REUSE = 4, VERBOSE = 8 };
void set_flags(client *, int);
void flags(client *c, int more) {
  set_flags(c, NO_REUSE);                  // expected-remark {{setting off}}
  set_flags(c, VERBOSE | NO_REUSE);        // expected-remark {{setting off}}
  set_flags(c, more | NO_REUSE);           // expected-remark {{setting off}}
  set_flags(c, VERBOSE);                   // expected-remark {{setting on}}
  set_flags(c, more);                      // expected-remark {{setting unknown}}
}

// --- durations -------------------------------------------------------------

namespace std {
namespace chrono {
inline namespace v1 {
template <typename R, int Factor> struct duration {
  R count;
  constexpr explicit duration(R r) : count(r) {}
  template <int F> constexpr duration(duration<R, F> o) : count(o.count * F / Factor) {}
  constexpr duration operator-() const { return duration(-count); }
  static constexpr duration zero() { return duration(0); }
  static constexpr duration max() { return duration(1L << 60); }
};
using milliseconds = duration<long, 1>;
using seconds = duration<long, 1000>;
} // namespace v1
} // namespace chrono
inline namespace literals {
constexpr chrono::seconds operator""_s(unsigned long long s) { return chrono::seconds(s); }
} // namespace literals
} // namespace std

namespace ns {
using seconds = std::chrono::seconds;
/// Not a literal type: built from a number all the same.
struct time_span { long ticks; explicit time_span(long t); };
} // namespace ns

void set_duration(client *, std::chrono::milliseconds);
void set_duration(client *, ns::time_span);
void set_maximum(client *, std::chrono::milliseconds);

void durations(client *c, std::chrono::seconds given) {
  using namespace std;
  set_duration(c, chrono::seconds(0));            // expected-remark {{setting off}}
  set_duration(c, chrono::seconds{30});           // expected-remark {{setting on}}
  set_duration(c, 0_s);                           // expected-remark {{setting off}}
  set_duration(c, 10_s);                          // expected-remark {{setting on}}
  set_duration(c, chrono::milliseconds::zero());  // expected-remark {{setting off}}
  set_duration(c, chrono::milliseconds::max());   // expected-remark {{setting off}}
  set_duration(c, ns::time_span(0));              // expected-remark {{setting off}}
  set_duration(c, ns::time_span(5));              // expected-remark {{setting on}}
  constexpr auto limit = 0_s;
  set_duration(c, limit);                         // expected-remark {{setting off}}
  set_duration(c, given);                         // expected-remark {{setting unknown}}
  set_duration(c, chrono::seconds(Mutable));      // expected-remark {{setting unknown}}
  set_maximum(c, chrono::seconds::max());         // expected-remark {{setting off}}
  set_maximum(c, chrono::seconds(1));             // expected-remark {{setting on}}
}

// --- pointers and structs --------------------------------------------------

void set_pointer(client *, const long *, int = 0);
void set_struct(client *, timeval *);
void set_struct(client *, const timeval &);
void fill(timeval *);
void look(const timeval *);
extern "C" void *memset(void *, int, unsigned long);

void pointers(client *c, long *given) {
  long limit = 5;
  set_pointer(c, nullptr);      // expected-remark {{setting off}}
  set_pointer(c, 0);            // expected-remark {{setting off}}
  set_pointer(c, (long *)0);    // expected-remark {{setting off}}
  set_pointer(c, &limit);       // expected-remark {{setting on}}
  set_pointer(c, given);        // expected-remark {{setting unknown}}
}

const timeval Zero = {0, 0};

void structs(client *c, long us) {
  timeval zero = {0, 0};
  set_struct(c, &zero);         // expected-remark {{setting off}}
  set_struct(c, timeval{});     // expected-remark {{setting off}}
  set_struct(c, timeval{5, 0}); // expected-remark {{setting on}}
  set_struct(c, Zero);          // expected-remark {{setting off}}
  set_struct(c, nullptr);       // expected-remark {{setting default}}

  timeval assigned;
  assigned.tv_sec = 0;
  assigned.tv_usec = 0;
  look(&assigned);
  set_struct(c, &assigned);     // expected-remark {{setting off}}

  timeval partly;
  partly.tv_sec = 0;
  set_struct(c, &partly);       // expected-remark {{setting unknown}}

  timeval five{};
  five.tv_sec = 5;
  set_struct(c, &five);         // expected-remark {{setting on}}

  timeval unknown = {0, 0};
  unknown.tv_usec = us;
  set_struct(c, &unknown);      // expected-remark {{setting unknown}}

  timeval filled = {0, 0};
  fill(&filled);
  set_struct(c, &filled);       // expected-remark {{setting unknown}}

  timeval cleared;
  memset(&cleared, 0, sizeof cleared);
  set_struct(c, &cleared);      // expected-remark {{setting off}}

  timeval captured = {0, 0};
  auto f = [&] { captured.tv_sec = 1; };
  set_struct(c, &captured);     // expected-remark {{setting unknown}}
}

void structOfCaller(client *c, timeval *tv) {
  set_struct(c, tv);            // expected-remark {{setting unknown}}
}

// --- switches and words ----------------------------------------------------

struct string {
  string(const char *);
  operator const char *() const;
};
struct view { view(const char *, int = 1); view(const string &); };
void set_reuse(client *, bool);
void set_no_reuse(client *);
void set_word(client *, view);

const char *const Close = "close";
const string KeepAlive = "keep-alive";

void switches(client *c, bool wanted, string given) {
  set_reuse(c, true);           // expected-remark {{setting on}}
  set_reuse(c, false);          // expected-remark {{setting off}}
  set_reuse(c, 0);              // expected-remark {{setting off}}
  set_reuse(c, !wanted);        // expected-remark {{setting unknown}}
  set_no_reuse(c);              // expected-remark {{setting off}}
  set_word(c, "Close");         // expected-remark {{setting off}}
  set_word(c, string("close")); // expected-remark {{setting off}}
  set_word(c, Close);           // expected-remark {{setting off}}
  set_word(c, KeepAlive);       // expected-remark {{setting on}}
  set_word(c, "upgrade");       // expected-remark {{setting unknown}}
  set_word(c, given);           // expected-remark {{setting unknown}}
}

// --- options and conditions ------------------------------------------------

enum Key { KEY_NOTHING, KEY_TIMEOUT, KEY_OTHER, KEY_RECEIVE, KEY_SEND };
#define KEY_MACRO 77
#define KEY_ALIAS KEY_TIMEOUT
void set_key(client *, int, ...);
void set_when(client *, int, long);

void options(client *c, int key) {
  set_key(c, KEY_TIMEOUT, 0L);         // expected-remark {{KEY_TIMEOUT off}}
  set_key(c, KEY_TIMEOUT, 5L);         // expected-remark {{KEY_TIMEOUT on}}
  set_key(c, KEY_ALIAS, 5L);           // expected-remark {{KEY_TIMEOUT on}}
  set_key(c, KEY_OTHER, 5L);           // expected-remark {{other option}}
  set_key(c, static_cast<Key>(1), 0L); // expected-remark {{KEY_TIMEOUT off}}
  set_key(c, KEY_MACRO, 0L);           // expected-remark {{KEY_MACRO off}}
  set_key(c, 77, 1L);                  // expected-remark {{KEY_MACRO on}}
  set_key(c, 78, 1L);                  // expected-remark {{other option}}
  set_key(c, key, 1L);                 // expected-remark {{unknown option}}
  const Key chosen = KEY_TIMEOUT;
  set_key(c, chosen, 0L);              // expected-remark {{KEY_TIMEOUT off}}
  set_when(c, KEY_SEND, 0);            // expected-remark {{setting off if yes}}
  set_when(c, KEY_OTHER, 0);           // expected-remark {{setting off if no}}
  set_when(c, key, 0);                 // expected-remark {{setting off if perhaps}}
}

// --- headers ---------------------------------------------------------------

namespace http { enum class field { accept, connection, proxy_connection }; }
void set_header(client *, view, view);
void set_header(client *, http::field, view);
void add_line(client *, const char *);

void headers(client *c, const char *given) {
  add_line(c, "Connection: close");              // expected-remark {{header off}}
  add_line(c, "connection:CLOSE");               // expected-remark {{header off}}
  add_line(c, "Connection: keep-alive, TE\r\n"); // expected-remark {{header on}}
  add_line(c, "Accept: */*\r\nConnection: close\r\n"); // expected-remark {{header off}}
  add_line(c, "Accept: close");                  // expected-remark {{header default}}
  add_line(c, given);                            // expected-remark {{header unknown}}
  set_header(c, "Connection", "close");          // expected-remark {{header off}}
  set_header(c, "X-Connection", "close");        // expected-remark {{header default}}
  set_header(c, http::field::connection, "close"); // expected-remark {{header off}}
  set_header(c, http::field::proxy_connection, "close"); // expected-remark {{header default}}
  set_header(c, given, "close");                 // expected-remark {{header unknown}}
}
