// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Threads and processes that read from the connections that a server accepts.
//
// RUN: %check_tidy %s net-unbounded-accept %t

#include <pthread.h>
#include <semaphore.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

extern void answer(const char *text);

static sem_t places;

static void *serve(void *data) {
  int client = (int)(intptr_t)data;
  char line[512];
  if (recv(client, line, sizeof line, 0) > 0)
// CHECK-MESSAGES: :[[@LINE-1]]:7: warning: 'recv' waits for ever for a client that sends nothing: no timeout is set on the accepted socket, so each silent client keeps its thread or process [net-unbounded-accept]
    answer(line);
  close(client);
  sem_post(&places);
  return 0;
}

// The number is limited; silent clients take all the places.
void limited_in_number_bad(int listener) {
  pthread_t thread;
  for (;;) {
    sem_wait(&places);
    int client = accept(listener, 0, 0);
    if (client >= 0 &&
        pthread_create(&thread, 0, serve, (void *)(intptr_t)client) == 0)
      pthread_detach(thread);
  }
}

void prefork_bad(int listener) {
  char line[512];
  for (int i = 0; i < 8; i++)
    if (fork() == 0)
      for (;;) {
        int client = accept(listener, 0, 0);
        if (client < 0)
          continue;
        if (read(client, line, sizeof line) > 0)
// CHECK-MESSAGES: :[[@LINE-1]]:13: warning: 'read' waits for ever for a client that sends nothing{{.*}} [net-unbounded-accept]
          answer(line);
        close(client);
      }
}
