// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Feeds and a chat over WebSockets of Qt.
//
// RUN: %check_tidy %s %core,net-disabled-tls-verification %t -- -- -std=c++17 %qt5

#include <QtNetwork/QSslConfiguration>
#include <QtWebSockets/QWebSocket>
#include <QtWebSockets/QWebSocketServer>
#include <QtCore/QObject>
#include <QtCore/QScopedPointer>
#include <QtCore/QStringList>
#include <QtCore/QTimer>
#include <QtCore/QUrl>
#include <memory>

// --- who deletes the socket ------------------------------------------------

class Feed : public QObject {
public:
  explicit Feed(QObject *parent = nullptr) : QObject(parent) {}

  void watch_bad(const QUrl &url) {
    auto *socket = new QWebSocket;
// CHECK-MESSAGES-DAG: :[[@LINE-1]]:{{[0-9]+}}: warning: this WebSocket is not released on a path through this function{{.*}} [net-unclosed-connection]
    socket->open(url);
  }

  bool early_bad(const QUrl &url, bool wanted) {
    auto *socket = new QWebSocket(QString(), QWebSocketProtocol::VersionLatest);
// CHECK-MESSAGES-DAG: :[[@LINE-1]]:{{[0-9]+}}: warning: this WebSocket is not released on a path through this function{{.*}} [net-unclosed-connection]
    if (!wanted)
      return false;
    socket->open(url);
    connect(socket, &QWebSocket::disconnected, socket, &QObject::deleteLater);
    return true;
  }

  void with_parent_ok(const QUrl &url) {
    auto *socket = new QWebSocket(QString(), QWebSocketProtocol::VersionLatest, this);
    socket->open(url);
  }

  void adopted_ok(const QUrl &url) {
    auto *socket = new QWebSocket;
    socket->setParent(this);
    socket->open(url);
  }

  void until_closed_ok(const QUrl &url) {
    auto *socket = new QWebSocket;
    connect(socket, &QWebSocket::disconnected, socket, &QObject::deleteLater);
    socket->open(url);
  }

  void by_lambda_ok(const QUrl &url) {
    auto *socket = new QWebSocket;
    connect(socket, &QWebSocket::disconnected, this, [socket] { socket->deleteLater(); });
    socket->open(url);
  }

  void scoped_ok(const QUrl &url) {
    QScopedPointer<QWebSocket, QScopedPointerDeleteLater> socket(new QWebSocket);
    socket->open(url);
  }

private:
  QWebSocket member;
};

// --- a connection for each message -----------------------------------------

int publish_bad(const QUrl &url, const QStringList &messages) {
  int sent = 0;
  for (const QString &message : messages) {
    QWebSocket socket;
// CHECK-MESSAGES-DAG: :[[@LINE-1]]:{{[0-9]+}}: warning: a new 'QWebSocket' is built for every iteration{{.*}} [net-client-per-call]
    socket.open(url);
    sent += socket.sendTextMessage(message) > 0;
    socket.close();
  }
  return sent;
}

int publish_ok(const QUrl &url, const QStringList &messages) {
  QWebSocket socket;
  socket.open(url);
  int sent = 0;
  for (const QString &message : messages)
    sent += socket.sendTextMessage(message) > 0;
  socket.close();
  return sent;
}

// --- verification ----------------------------------------------------------

void any_certificate_bad(QWebSocket &socket, const QUrl &url) {
  socket.ignoreSslErrors();
// CHECK-MESSAGES-DAG: :[[@LINE-1]]:{{[0-9]+}}: warning: 'QWebSocket::ignoreSslErrors' switches off the verification of the peer{{.*}} [net-disabled-tls-verification]
  socket.open(url);
}

void pinned_ok(QWebSocket &socket, const QUrl &url, const QList<QSslError> &expected) {
  socket.ignoreSslErrors(expected);
  socket.open(url);
}

void no_peer_bad(QWebSocket &socket, const QUrl &url) {
  QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
  configuration.setPeerVerifyMode(QSslSocket::VerifyNone);
// CHECK-MESSAGES-DAG: :[[@LINE-1]]:{{[0-9]+}}: warning: 'QSslConfiguration::setPeerVerifyMode' switches off the verification of the peer{{.*}} [net-disabled-tls-verification]
  socket.setSslConfiguration(configuration);
  socket.open(url);
}

// --- servers ---------------------------------------------------------------

class Chat : public QObject {
public:
  // The server does not take the socket along.
  void greet_bad() {
    QWebSocket *peer = server.nextPendingConnection();
// CHECK-MESSAGES-DAG: :[[@LINE-1]]:{{[0-9]+}}: warning: this WebSocket is not released on a path through this function{{.*}} [net-unclosed-connection]
    if (!peer)
      return;
    peer->sendTextMessage("hello");
  }

  void greet_ok() {
    QWebSocket *peer = server.nextPendingConnection();
    if (!peer)
      return;
    connect(peer, &QWebSocket::disconnected, peer, &QObject::deleteLater);
    peer->sendTextMessage("hello");
  }

  void greet_owned_ok() {
    std::unique_ptr<QWebSocket> peer(server.nextPendingConnection());
    if (peer)
      peer->sendTextMessage("busy");
  }

  void keep_ok() {
    QWebSocket *peer = server.nextPendingConnection();
    connect(peer, &QWebSocket::textMessageReceived, this, [this](const QString &text) { broadcast(text); });
    peers << peer;
  }

private:
  void broadcast(const QString &text) {
    for (QWebSocket *peer : peers)
      peer->sendTextMessage(text);
  }
  QWebSocketServer server{"chat", QWebSocketServer::NonSecureMode};
  QList<QWebSocket *> peers;
};
