int plain(int count) { return count + 1; }
