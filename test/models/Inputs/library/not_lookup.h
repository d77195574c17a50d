inline void user_helper(net::client *c) { c->send(); }
