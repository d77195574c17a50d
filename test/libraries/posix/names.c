// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Every name of the model that is not marked as optional is in the headers. The
// second run, without the extensions of GNU, shows that they are looked for.
//
// RUN: %clang -std=c11 -fsyntax-only -D_GNU_SOURCE -fplugin=%build/lib/nettidy-probe-%llvm.so \
// RUN:   -Xclang -plugin -Xclang nettidy-probe \
// RUN:   -Xclang -plugin-arg-nettidy-probe -Xclang +unresolved \
// RUN:   -Xclang -plugin-arg-nettidy-probe -Xclang +problems %s 2>&1 \
// RUN:   | %FileCheck %s --allow-empty --check-prefix=ALL
// ALL-NOT: {{remark|error|warning}}:
//
// RUN: %clang -std=c11 -fsyntax-only -D_POSIX_C_SOURCE=200809L -fplugin=%build/lib/nettidy-probe-%llvm.so \
// RUN:   -Xclang -plugin -Xclang nettidy-probe \
// RUN:   -Xclang -plugin-arg-nettidy-probe -Xclang +unresolved \
// RUN:   -Xclang -plugin-arg-nettidy-probe -Xclang +problems %s 2>&1 \
// RUN:   | %FileCheck %s --check-prefix=LESS
// LESS: posix.yaml:{{[0-9:]+}} function 'accept4' is not declared

#include <dirent.h>
#include <fcntl.h>
#include <ifaddrs.h>
#include <net/if.h>
#include <netdb.h>
#include <poll.h>
#include <pthread.h>
#include <pty.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/file.h>
#include <sys/inotify.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/select.h>
#include <sys/sendfile.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <sys/timerfd.h>
#include <sys/uio.h>
#include <threads.h>
#include <time.h>
#include <unistd.h>
