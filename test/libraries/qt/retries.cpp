// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Handlers of signals that try again what has failed.
//
// RUN: %check_tidy %s net-retry-without-backoff %t -- -- -std=c++17 %qt5
// RUN: %check_tidy %s net-retry-without-backoff %t -- -- -std=c++17 %qt6

#include <QtCore/QTimer>
#include <QtNetwork/QNetworkAccessManager>
#include <QtNetwork/QNetworkReply>
#include <QtNetwork/QNetworkRequest>
#include <QtNetwork/QTcpSocket>

class Hasty : public QObject {
public:
  Hasty() {
    connect(&socket, &QTcpSocket::errorOccurred, this, [this] { dial(); });
    dial();
  }
  void dial() {
    socket.connectToHost("hub.example.com", 9000);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'connectToHost' is tried again at once for as long as it fails{{.*}} [net-retry-without-backoff]
  }

private:
  QTcpSocket socket;
};

class HastyBySlot : public QObject {
public:
  HastyBySlot() {
    connect(&socket, &QTcpSocket::errorOccurred, this, &HastyBySlot::dial);
    dial();
  }
  void dial() {
    socket.connectToHost("hub.example.com", 9000);
    // CHECK-MESSAGES: :[[@LINE-1]]:5: warning: 'connectToHost' is tried again at once for as long as it fails{{.*}} [net-retry-without-backoff]
  }

private:
  QTcpSocket socket;
};

class Patient : public QObject {
public:
  Patient() {
    connect(&socket, &QTcpSocket::errorOccurred, this, [this] {
      QTimer::singleShot(2000, this, &Patient::dial);
    });
    dial();
  }
  void dial() { socket.connectToHost("hub.example.com", 9000); }

private:
  QTcpSocket socket;
};

// Only runs where there was a connection.
class AfterDisconnect : public QObject {
public:
  AfterDisconnect() {
    connect(&socket, &QTcpSocket::disconnected, this, [this] { dial(); });
    dial();
  }
  void dial() { socket.connectToHost("hub.example.com", 9000); }

private:
  QTcpSocket socket;
};

class NextHost : public QObject {
public:
  NextHost() {
    connect(&socket, &QTcpSocket::errorOccurred, this, [this] {
      current = (current + 1) % 3;
      dial();
    });
  }
  void dial() { socket.connectToHost(hosts[current], 9000); }

private:
  QString hosts[3];
  int current = 0;
  QTcpSocket socket;
};

class Client : public QObject {
public:
  void send(const QNetworkRequest &request) {
    QNetworkReply *reply = manager.get(request);
    // CHECK-MESSAGES: :[[@LINE-1]]:28: warning: 'get' is tried again at once for as long as it fails{{.*}} [net-retry-without-backoff]
    connect(reply, &QNetworkReply::finished, this, [this, reply, request] {
      reply->deleteLater();
      if (reply->error() != QNetworkReply::NoError)
        send(request);
    });
  }
  void sendSomeTimesOk(const QNetworkRequest &request, int tries) {
    QNetworkReply *reply = manager.get(request);
    connect(reply, &QNetworkReply::finished, this, [this, reply, request, tries] {
      reply->deleteLater();
      if (reply->error() != QNetworkReply::NoError && tries > 0)
        sendSomeTimesOk(request, tries - 1);
    });
  }
  void sendLaterOk(const QNetworkRequest &request) {
    QNetworkReply *reply = manager.get(request);
    connect(reply, &QNetworkReply::finished, this, [this, reply, request] {
      reply->deleteLater();
      if (reply->error())
        QTimer::singleShot(5000, this, [this, request] { sendLaterOk(request); });
    });
  }
  // The next page, when this one is there.
  void pagesOk(const QNetworkRequest &request) {
    QNetworkReply *reply = manager.get(request);
    connect(reply, &QNetworkReply::finished, this, [this, reply, request] {
      reply->deleteLater();
      if (reply->error() == QNetworkReply::NoError)
        pagesOk(request);
    });
  }

private:
  QNetworkAccessManager manager;
};
