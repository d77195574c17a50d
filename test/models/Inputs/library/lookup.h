namespace net {
struct client { void send(); };
inline void helper(client *c) { c->send(); }
} // namespace net
