// The part of a client library that these tests use.
#ifdef __cplusplus
extern "C" {
#endif
typedef void CURL;
CURL *curl_easy_init(void);
int curl_easy_perform(CURL *handle);
void curl_easy_cleanup(CURL *handle);
#ifdef __cplusplus
}
#endif
