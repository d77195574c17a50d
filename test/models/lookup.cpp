// How calls find their entries: through inline namespaces, templates, bases,
// aliases of namespaces and numbers of arguments.
//
// RUN: %clang -cc1 -std=c++17 -load %build/lib/nettidy-probe-%llvm.so \
// RUN:   -plugin nettidy-probe -plugin-arg-nettidy-probe %S/Inputs/lookup.yaml \
// RUN:   -verify %s

namespace net {
inline namespace v2 {
struct client {
  client();
  client(const char *host, int port = 80);
  client(client &&); // expected-remark {{object client}}
  virtual void send(int = 0);
  void operator()(int);
  void stop();
};
} // namespace v2
struct secure_client : client {
  using client::client;
  void handshake();
};
template <typename T> struct basic_stream {
  basic_stream();
  template <typename U> basic_stream(basic_stream<U> &&); // expected-remark {{object client}}
  void read(T);
  void read(T, int timeout);
  template <typename... X> void read(T, int, X...);
};
template <typename T> void fetch(T);
template <bool IsRequest> struct message { void keep_alive(bool); };
template <typename S, bool R> void write(S &, message<R> &); // expected-remark {{object request}} expected-remark {{object response}}
struct options { bool reuse, other; };
struct pair { const char *a, *b; };
struct handler { virtual void handle(int); void other(); }; // expected-remark {{handler net::handler::handle}}
struct session {}; // expected-remark {{lives for one request}}
} // namespace net
namespace vendor { namespace net { struct client { client(int); void send(); }; } }
struct client {
  void send();
};

void calls() {
  net::client none;
  // expected-remark@-1 {{object client}}
  net::client c("host");
  // expected-remark@-1 {{object client}} expected-remark@-1 {{net::client: acquire client}}
  net::client moved(static_cast<net::client &&>(c));
  // expected-remark@-1 {{object client}}
  c.send();       // expected-remark {{net::client::send: request client}}
  c(1);           // expected-remark {{net::client::operator(): request client}}
  c.stop();
  net::fetch(1);  // expected-remark {{net::fetch}}
  client other;
  other.send();
}

void inherited(net::secure_client &s) {
  // expected-remark@-1 {{object client}}
  s.send();       // expected-remark {{net::client::send: request client}}
  s.handshake();  // expected-remark {{net::secure_client::handshake: request client}}
  net::secure_client made("host");
  // expected-remark@-1 {{object client}} expected-remark@-1 {{net::client: acquire client}}
}

class mine : public net::client {
public:
  void send(int) override;
  void handshake();
};

void overridden(mine *m) {
  // expected-remark@-1 {{object client}}
  m->send(1);     // expected-remark {{net::client::send: request client}}
  m->handshake();
}

void templates() {
  net::basic_stream<int> s;
  // expected-remark@-1 {{object client}} expected-remark@-1 {{net::basic_stream: acquire client}}
  s.read(1);       // expected-remark {{net::basic_stream::read: request client}}
  s.read(1, 0);    // expected-remark {{net::basic_stream::read: request client, setting off}}
  s.read(1, 9, 2); // expected-remark {{net::basic_stream::read: request client, setting on}}
  s.read(1, 9, 2, 3);
  net::basic_stream<char> moved(static_cast<net::basic_stream<int> &&>(s));
  // expected-remark@-1 {{object client}}
}

// One name, several meanings: the object that a call takes decides.
void instances(int s) {
  net::message<true> request;      // expected-remark {{object request}}
  net::message<false> response;    // expected-remark {{object response}}
  request.keep_alive(false);       // expected-remark {{net::message::keep_alive: setting off}}
  response.keep_alive(false);
  net::write(s, request);          // expected-remark {{net::write: request request}}
  net::write(s, response);         // expected-remark {{net::write: borrow}}
}

template <typename T> struct user {
  net::client c{"host"}; // expected-remark {{net::client: acquire client}}
  T t;
  void run() { c.send(); } // expected-remark 2 {{net::client::send}}
};
template struct user<int>;

void aliased(vendor::net::client *c) { // expected-remark {{object client}}
  c->send();                           // expected-remark {{net::client::send}}
}

void fields(net::options &o, bool wanted) {
  o.reuse = false;  // expected-remark {{net::options::reuse: off}}
  o.reuse = true;   // expected-remark {{net::options::reuse: on}}
  o.reuse = wanted; // expected-remark {{net::options::reuse: unknown}}
  o.other = false;
}

struct my_handler : net::handler {
  void handle(int) override; // expected-remark {{handler net::handler::handle}}
  void other();
};
struct my_session : net::session {}; // expected-remark {{lives for one request, as net::session}}

// Generated code: names that only its user knows.
namespace std {
template <typename T> struct unique_ptr { T *operator->() const; };
template <typename T> struct shared_ptr { T *operator->() const; };
} // namespace std
namespace net {
struct status {};
template <typename T> struct reader {};
struct operation {};
struct get_operation : operation {};
struct context {};
struct service { virtual ~service(); };
struct operations { void close(); };
} // namespace net
struct greeter {
  struct StubInterface {
    virtual net::status hello(net::client *, int) = 0; // expected-remark {{object client}}
  };
  struct Stub : StubInterface {
    net::status hello(net::client *, int) override;       // expected-remark {{object client}}
    std::unique_ptr<net::reader<int>> watch(net::client *); // expected-remark {{object client}}
    std::unique_ptr<net::reader<int>> watch(net::context *);
    void send(net::client *);                             // expected-remark {{object client}}
    Stub *async();
    Stub *async(int);
    static Stub make();
  };
  static std::unique_ptr<Stub> NewStub(const std::shared_ptr<net::client> &);
  static std::unique_ptr<Stub> NewStub(int);
  struct Service : net::service {
    virtual net::status hello(net::context *, int);
  };
};
struct impl : greeter::Service {
  net::status hello(net::context *, int) override; // expected-remark {{handler net::service::*}}
  net::status other(net::context *, int);
};
struct storage : net::operations {
  net::status get(const net::get_operation &);
  net::status list(int);
};
void generated(net::client *c, net::context *x, std::shared_ptr<net::client> p) { // expected-remark {{object client}}
  auto stub = greeter::NewStub(p); // expected-remark {{*::NewStub}}
  stub->hello(c, 1);               // expected-remark {{*::Stub::*: request client}}
  stub->watch(c);                  // expected-remark {{*::Stub::*: request client}}
  stub->watch(x);
  stub->send(c);
  stub->async()->hello(c, 2); // expected-remark {{*::Stub::*: request client}} expected-remark {{*::Stub::async}}
  stub->async(1);
  greeter::NewStub(1);
  greeter::Stub::make();
  storage s;
  s.get(net::get_operation()); // expected-remark {{net::operations::*: request client}}
  s.list(1);
  s.close();
}
