// Braces that each branch of a conditional opens or closes for itself.
#include "client.h"

int first(int a) {
#ifdef QUICK
  if (a) {
#else
  if (!a) {
#endif
    return 1;
  }
  return 0;
}

#if QUICK
static int second(int early)
{
#elif SLOW
static int slow(int early) {
#else
static int never(void)
{
  return 0;
}

int third(int early) {
#endif
  CURL *handle = curl_easy_init();
  if (!handle || early)
    return 0;
  curl_easy_cleanup(handle);
  return first(early);
}

static int
#ifdef QUICK
fourth(int early, int more)
#else
fifth(int early)
#endif
{
  CURL *handle = curl_easy_init();
  if (!handle || early)
    return 0;
  curl_easy_cleanup(handle);
  return first(early);
}
