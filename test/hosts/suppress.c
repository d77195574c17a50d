// NOLINT in all its forms silences a path-sensitive finding.
// RUN: %check_tidy %s net-unclosed-connection %t

#include "Inputs/client.h"

void same_line_ok(void) {
  CURL *handle = curl_easy_init(); // NOLINT
  curl_easy_perform(handle);
} // NOLINT

void named_ok(void) {
  CURL *handle = curl_easy_init(); // NOLINT(net-unclosed-connection)
  curl_easy_perform(handle);
} // NOLINT(net-unclosed-connection)

// NOLINTBEGIN(net-*)
void block_ok(void) {
  CURL *handle = curl_easy_init();
  curl_easy_perform(handle);
}
// NOLINTEND(net-*)

void next_line_ok(void) {
  // NOLINTNEXTLINE
  CURL *handle = curl_easy_init();
  curl_easy_perform(handle);
  // NOLINTNEXTLINE
}

void another_check_bad(void) {
  CURL *handle = curl_easy_init(); // NOLINT(net-missing-timeout)
  curl_easy_perform(handle);
} // NOLINT(net-missing-timeout)
// CHECK-MESSAGES: :[[@LINE-3]]:{{.*}} warning: {{.*}} [net-unclosed-connection]
