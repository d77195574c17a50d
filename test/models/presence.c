// A translation unit that only declares the names of a model, as any does that
// includes a system header, has nothing to analyse.
//
// RUN: %clang -cc1 -load %build/lib/nettidy-probe-%llvm.so -plugin nettidy-probe \
// RUN:   -plugin-arg-nettidy-probe +presence -verify=idle %s
// RUN: %clang -cc1 -load %build/lib/nettidy-probe-%llvm.so -plugin nettidy-probe \
// RUN:   -plugin-arg-nettidy-probe +presence -verify=used -DUSED %s
// RUN: %clang -cc1 -x c++ -load %build/lib/nettidy-probe-%llvm.so \
// RUN:   -plugin nettidy-probe -plugin-arg-nettidy-probe +presence -verify=used \
// RUN:   -DUSED %s

// idle-remark@1 {{nothing to analyse}}
// used-remark@1 {{something to analyse}}

int socket(int, int, int);
int close(int);

#ifdef USED
void call(int fd) { close(fd); }
#endif
