// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A server of Qt that starts threads for its connections.
//
// RUN: %check_tidy %s net-unbounded-accept %t -- -- -std=c++17 %qt5

#include <QtCore/QRunnable>
#include <QtCore/QSemaphore>
#include <QtCore/QThread>
#include <QtCore/QThreadPool>
#include <QtNetwork/QTcpServer>
#include <QtNetwork/QTcpSocket>

class Conversation : public QThread {
public:
  explicit Conversation(qintptr descriptor) : descriptor(descriptor) {}
  void run() override {
    QTcpSocket socket;
    socket.setSocketDescriptor(descriptor);
    socket.waitForReadyRead(30000);
  }

private:
  qintptr descriptor;
};

class Task : public QRunnable {
public:
  explicit Task(qintptr descriptor) : descriptor(descriptor) {}
  void run() override {}

private:
  qintptr descriptor;
};

void thread_per_peer_bad(QTcpServer &server) {
  while (server.waitForNewConnection(-1)) {
    QTcpSocket *peer = server.nextPendingConnection();
    auto *thread = new Conversation(peer->socketDescriptor());
    thread->start();
// CHECK-MESSAGES-DAG: :[[@LINE-1]]:{{[0-9]+}}: warning: a new thread is started for every connection, and nothing limits their number{{.*}} [net-unbounded-accept]
  }
}

void pool_ok(QTcpServer &server, QThreadPool &pool) {
  while (server.waitForNewConnection(-1)) {
    QTcpSocket *peer = server.nextPendingConnection();
    pool.start(new Task(peer->socketDescriptor()));
  }
}

void counted_ok(QTcpServer &server, QSemaphore &places) {
  while (server.waitForNewConnection(-1)) {
    places.acquire();
    QTcpSocket *peer = server.nextPendingConnection();
    auto *thread = new Conversation(peer->socketDescriptor());
    thread->start();
  }
}
