// Lists of headers: written in place, or kept in a variable that nobody changes.
//
// RUN: %clang -cc1 -std=c++17 -load %build/lib/nettidy-probe-%llvm.so \
// RUN:   -plugin nettidy-probe -plugin-arg-nettidy-probe %S/Inputs/lookup.yaml \
// RUN:   -verify %s

using size_t = decltype(sizeof 0);
namespace std {
template <typename T> class initializer_list {
  const T *Items;
  size_t Count;
};
struct string { string(const char *); };
struct pair { pair(string, string); };
struct map {
  map();
  map(initializer_list<pair>);
  map(const map &);
  void insert(pair);
  size_t size() const;
};
} // namespace std
namespace net { struct client { void set_headers(std::map = std::map()); }; }

void lists(net::client &c, const std::string &given) { // expected-remark {{object client}}
  c.set_headers({{"Connection", "close"}});       // expected-remark {{header off}}
  c.set_headers({{"Accept", "*/*"}, {"connection", "Close"}}); // expected-remark {{header off}}
  c.set_headers({{"Accept", "close"}});           // expected-remark {{header default}}
  c.set_headers({{"Connection", "keep-alive"}});  // expected-remark {{header on}}
  c.set_headers({{"Connection", given}});         // expected-remark {{header unknown}}
  c.set_headers({});                              // expected-remark {{header default}}
  c.set_headers();                                // expected-remark {{header default}}
}

void variables(net::client &c, std::map parameter) { // expected-remark {{object client}}
  std::map kept{{"Connection", "close"}};
  c.set_headers(kept);                            // expected-remark {{header off}}
  std::map changed{{"Connection", "close"}};
  changed.insert({"Accept", "*/*"});
  c.set_headers(changed);                         // expected-remark {{header unknown}}
  const std::map constant{{"Connection", "close"}};
  c.set_headers(constant);                        // expected-remark {{header off}}
  c.set_headers(parameter);                       // expected-remark {{header unknown}}
}
