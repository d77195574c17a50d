#ifdef __cplusplus
extern "C" {
#endif
typedef struct wire wire;
wire *wire_open(const char *host);
void wire_close(wire *w);
int wire_send(wire *w, const char *text);
#ifdef __cplusplus
}
#endif
