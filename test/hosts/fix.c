// The fix of a path-sensitive finding is applied by --fix, in a file where
// several paths and functions report, and exported by --export-fixes.
// RUN: %check_tidy %s net-missing-timeout %t
// RUN: %clang_tidy --quiet --load=%tidy_plugin --checks=-*,net-missing-timeout --config={} --export-fixes=%t.yaml %s -- > %t.txt
// RUN: %FileCheck --check-prefix=YAML --input-file=%t.yaml %s

#include "Inputs/client.h"

int fetch(const char *url) {
  CURL *handle = curl_easy_init();
  int result = -1;
  if (handle) {
    curl_easy_setopt(handle, CURLOPT_URL, url);
    // CHECK-FIXES: curl_easy_setopt(handle, CURLOPT_TIMEOUT, 30L);
    result = curl_easy_perform(handle);
    // CHECK-NOTES: :[[@LINE-1]]:14: warning: {{.*}} [net-missing-timeout]
    // CHECK-NOTES: :[[@LINE-7]]:{{.*}} note: curl handle created here
    // CHECK-NOTES: :[[@LINE-6]]:{{.*}} note: Assuming 'handle' is non-null
    curl_easy_cleanup(handle);
  }
  return result;
}

// YAML: DiagnosticName: net-missing-timeout
// YAML: Replacements:
// YAML: ReplacementText: "curl_easy_setopt(handle, CURLOPT_TIMEOUT, 30L);
// YAML: Notes:
// YAML: Message: curl handle created here
