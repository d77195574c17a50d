// A user's row for a function replaces what the embedded models say about it.
//
// RUN: %check_tidy %s net-missing-timeout %t --check-suffix=BEFORE
// RUN: %check_tidy %s net-missing-timeout %t -- \
// RUN:   "--config={CheckOptions: {ExtraModels: '%S/Inputs/overrides.yaml'}}"

int socket(int, int, int);
int connect(int, const void *, unsigned);
long recv(int, void *, unsigned long, int);
int close(int);

long ask(const void *address, char *answer) {
  int s = socket(2, 1, 0);
  if (s < 0)
    return -1;
  long got = -1;
  if (connect(s, address, 16) == 0)
    got = recv(s, answer, 10, 0);
  // CHECK-MESSAGES-BEFORE: :[[@LINE-1]]:11: warning: 'recv' can wait for ever{{.*}} [net-missing-timeout]
  close(s);
  return got;
}
