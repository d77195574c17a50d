// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Managers, timeouts, reuse and verification.
//
// RUN: %check_tidy %s net-client-per-call,net-missing-timeout,net-disabled-keep-alive,net-disabled-tls-verification %t -- -- -std=c++17 %qt5
// RUN: %check_tidy %s net-client-per-call,net-missing-timeout,net-disabled-keep-alive,net-disabled-tls-verification %t -- -- -std=c++17 %qt6

#include <QtCore>
#include <QtNetwork>

// --- a manager for each call ------------------------------------------------

QByteArray fetch_with_own_manager(const QUrl &Url) {
  QNetworkAccessManager Manager;
// CHECK-MESSAGES: :[[@LINE-1]]:25: warning: a new 'QNetworkAccessManager' is built for every call, so its connection is never reused: each one starts a thread of its own, connects anew and makes a new TLS handshake [net-client-per-call]
  QNetworkReply *Reply = Manager.get(QNetworkRequest(Url));
// CHECK-MESSAGES: :[[@LINE-1]]:26: warning: 'get' can wait for ever: no timeout is set on this network access manager, so a peer that stalls blocks it for good [net-missing-timeout]
  QEventLoop Loop;
  QObject::connect(Reply, &QNetworkReply::finished, &Loop, &QEventLoop::quit);
  Loop.exec();
  return Reply->readAll();
}

class Updater : public QObject {
  Q_OBJECT
public:
  Updater() {
    connect(&Timer, SIGNAL(timeout()), SLOT(check()));
    Timer.start(60000);
    Shared = new QNetworkAccessManager(this);
    Shared->setTransferTimeout(10000);
  }

  void lazily(const QUrl &Url) {
    if (!Late) {
      Late = new QNetworkAccessManager(this);
      Late->setTransferTimeout(10000);
    }
    connect(Late->get(QNetworkRequest(Url)), &QNetworkReply::finished, this,
            &Updater::done);
  }

  // Each click uses the same manager again.
  void wire(QObject *Button) {
    auto *Manager = new QNetworkAccessManager(this);
    Manager->setTransferTimeout(1000);
    connect(Button, &QObject::objectNameChanged, this, [this, Manager] {
      auto *Reply = Manager->get(QNetworkRequest(QUrl("https://example.com/")));
      connect(Reply, &QNetworkReply::finished, Reply, &QObject::deleteLater);
    });
  }

private slots:
  void check() {
    auto *Manager = new QNetworkAccessManager(this);
// CHECK-MESSAGES: :[[@LINE-1]]:25: warning: a new 'QNetworkAccessManager' is built for every request, so its connection is never reused{{.*}} [net-client-per-call]
    connect(Manager, SIGNAL(finished(QNetworkReply *)),
            SLOT(checked(QNetworkReply *)));
    QNetworkRequest Request(QUrl("https://example.com/version"));
    Request.setTransferTimeout(5000);
    Manager->get(Request);
  }

  void checkAndDrop() {
    auto *Manager = new QNetworkAccessManager(this);
// CHECK-MESSAGES: :[[@LINE-1]]:25: warning: a new 'QNetworkAccessManager' is built for every call, {{.*}} [net-client-per-call]
    Manager->setTransferTimeout(5000);
    auto *Reply = Manager->get(QNetworkRequest(QUrl("https://example.com/")));
    connect(Reply, &QNetworkReply::finished, this, [Reply, Manager] {
      Reply->deleteLater();
      Manager->deleteLater();
    });
  }

  void checkShared() {
    auto *Reply = Shared->get(QNetworkRequest(QUrl("https://example.com/")));
    connect(Reply, &QNetworkReply::finished, Reply, &QObject::deleteLater);
  }

  void checked(QNetworkReply *Reply) { Reply->deleteLater(); }
  void done() { sender()->deleteLater(); }

private:
  QTimer Timer;
  QNetworkAccessManager *Shared, *Late = nullptr;
};

// A manager belongs to its thread.
class Downloader : public QThread {
  void run() override {
    QNetworkAccessManager Manager;
    Manager.setTransferTimeout(1000);
    while (!isInterruptionRequested()) {
      QEventLoop Loop;
      QScopedPointer<QNetworkReply> Reply(
          Manager.get(QNetworkRequest(QUrl("https://example.com/"))));
      connect(Reply.data(), &QNetworkReply::finished, &Loop, &QEventLoop::quit);
      Loop.exec();
      QThread::sleep(1);
    }
  }
};

class Job : public QRunnable {
  void run() override {
    QNetworkAccessManager Manager;
// CHECK-MESSAGES: :[[@LINE-1]]:27: warning: a new 'QNetworkAccessManager' is built for every request, {{.*}} [net-client-per-call]
    Manager.setTransferTimeout(1000);
    QEventLoop Loop;
    auto *Reply = Manager.get(QNetworkRequest(QUrl("https://example.com/")));
    QObject::connect(Reply, &QNetworkReply::finished, &Loop, &QEventLoop::quit);
    Loop.exec();
  }
};

// --- timeouts ---------------------------------------------------------------

class Api : public QObject {
  Q_OBJECT
public:
  explicit Api(QObject *Parent) : QObject(Parent) {
    Timed.setTransferTimeout(30000);
  }

  void unbounded(const QUrl &Url) {
    QNetworkRequest Request(Url);
    Request.setRawHeader("Accept", "application/json");
    auto *Reply = Untimed.get(Request);
// CHECK-MESSAGES: :[[@LINE-1]]:19: warning: 'get' can wait for ever: no timeout is set on this network access manager, {{.*}} [net-missing-timeout]
    connect(Reply, &QNetworkReply::finished, Reply, &QObject::deleteLater);
  }

  void byManager(const QUrl &Url) {
    auto *Reply = Timed.get(QNetworkRequest(Url));
    connect(Reply, &QNetworkReply::finished, Reply, &QObject::deleteLater);
  }

  void byRequest(const QUrl &Url) {
    QNetworkRequest Request(Url);
    Request.setTransferTimeout();
    auto *Reply = Other.get(Request);
    connect(Reply, &QNetworkReply::finished, Reply, &QObject::deleteLater);
  }

  void byOthersRequest(const QNetworkRequest &Request) {
    auto *Reply = Other.get(Request);
    connect(Reply, &QNetworkReply::finished, Reply, &QObject::deleteLater);
  }

private:
  QNetworkAccessManager Untimed, Timed, Other;
};

// A timer that has nothing to do with the request bounds nothing.
class Poller : public QObject {
  Q_OBJECT
public:
  Poller() {
    connect(&Timer, &QTimer::timeout, this, &Poller::poll);
    Timer.start(5000);
  }

private slots:
  void poll() {
    auto *Reply = Manager.get(QNetworkRequest(QUrl("https://example.com/")));
// CHECK-MESSAGES: :[[@LINE-1]]:19: warning: 'get' can wait for ever: {{.*}} [net-missing-timeout]
    connect(Reply, &QNetworkReply::finished, this, [this] { ++Polls; });
  }

private:
  QNetworkAccessManager Manager;
  QTimer Timer;
  int Polls = 0;
};

class Aborter : public QObject {
  Q_OBJECT
public:
  void fetch() {
    auto *Reply = Manager.get(QNetworkRequest(QUrl("https://example.com/")));
    QTimer::singleShot(5000, Reply, &QNetworkReply::abort);
    connect(Reply, &QNetworkReply::finished, Reply, &QObject::deleteLater);
  }

private:
  QNetworkAccessManager Manager;
};

QByteArray loop_with_limit(const QUrl &Url) {
  static QNetworkAccessManager Manager;
  auto *Reply = Manager.get(QNetworkRequest(Url));
  QEventLoop Loop;
  QTimer Limit;
  Limit.setSingleShot(true);
  QObject::connect(&Limit, SIGNAL(timeout()), &Loop, SLOT(quit()));
  QObject::connect(Reply, SIGNAL(finished()), &Loop, SLOT(quit()));
  Limit.start(3000);
  Loop.exec();
  QByteArray Body = Reply->readAll();
  Reply->deleteLater();
  return Body;
}

class ForEver : public QObject {
  Q_OBJECT
public:
  ForEver() { Manager.setTransferTimeout(0); }
  void fetch(const QUrl &Url) {
    auto *Reply = Manager.get(QNetworkRequest(Url));
// CHECK-MESSAGES: :[[@LINE-1]]:19: warning: 'get' can wait for ever: the timeout of this network access manager is set to a value that means "no limit" [net-missing-timeout]
    connect(Reply, &QNetworkReply::finished, Reply, &QObject::deleteLater);
  }

private:
  QNetworkAccessManager Manager;
};

QByteArray ask(const QString &Host, int Milliseconds) {
  QTcpSocket Socket;
  Socket.connectToHost(Host, 7);
  if (!Socket.waitForConnected())
    return QByteArray();
  Socket.write("question");
  if (!Socket.waitForReadyRead(Milliseconds))
    return QByteArray();
  return Socket.readAll();
}

QByteArray ask_for_ever(const QString &Host) {
  QTcpSocket Socket;
  Socket.connectToHost(Host, 7);
  if (!Socket.waitForConnected(3000))
    return QByteArray();
  Socket.write("question");
  Socket.waitForReadyRead(-1);
// CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'waitForReadyRead' can wait for ever: the timeout of this socket is set to a value that means "no limit" [net-missing-timeout]
  return Socket.readAll();
}

// A server waits for its clients as long as it likes.
void serve(qintptr Descriptor) {
  QTcpSocket Socket;
  Socket.setSocketDescriptor(Descriptor);
  while (Socket.waitForReadyRead(-1))
    Socket.write(Socket.readAll());
}

// --- reuse ------------------------------------------------------------------

QNetworkRequest json_request(const QUrl &Url) {
  QNetworkRequest Request(Url);
  Request.setRawHeader("Connection", "Close");
// CHECK-MESSAGES: :[[@LINE-1]]:3: warning: header 'Connection: close' ends the connection after the response, so every request pays for a new one [net-disabled-keep-alive]
  Request.setRawHeader("Accept", "application/json");
  return Request;
}

QNetworkRequest plain_request(const QUrl &Url) {
  QNetworkRequest Request(Url);
  Request.setRawHeader("Connection", "Keep-Alive");
  Request.setAttribute(QNetworkRequest::HttpPipeliningAllowedAttribute, false);
  return Request;
}

// --- verification -----------------------------------------------------------

class Trusting : public QObject {
  Q_OBJECT
public:
  Trusting() {
    connect(&Manager, &QNetworkAccessManager::sslErrors, this,
            [](QNetworkReply *Reply, const QList<QSslError> &) {
              Reply->ignoreSslErrors();
// CHECK-MESSAGES: :[[@LINE-1]]:15: warning: 'QNetworkReply::ignoreSslErrors' switches off the verification of the peer, so anybody on the way can read and change what is sent [net-disabled-tls-verification]
            });
  }

private:
  QNetworkAccessManager Manager;
};

void pinned(QNetworkReply *Reply, const QList<QSslError> &Expected) {
  Reply->ignoreSslErrors(Expected);
}

QNetworkRequest internal_request(const QUrl &Url) {
  QNetworkRequest Request(Url);
  QSslConfiguration Tls = QSslConfiguration::defaultConfiguration();
  Tls.setPeerVerifyMode(QSslSocket::VerifyNone);
// CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'QSslConfiguration::setPeerVerifyMode' switches off the verification of the peer, {{.*}} [net-disabled-tls-verification]
  Request.setSslConfiguration(Tls);
  return Request;
}

// Servers seldom ask their clients for certificates.
class TlsServer : public QTcpServer {
  Q_OBJECT
public:
  TlsServer() { Tls.setPeerVerifyMode(QSslSocket::VerifyNone); }

protected:
  void incomingConnection(qintptr Descriptor) override {
    auto *Socket = new QSslSocket(this);
    Socket->setSocketDescriptor(Descriptor);
    Socket->setPeerVerifyMode(QSslSocket::VerifyNone);
    Socket->setSslConfiguration(Tls);
    Socket->startServerEncryption();
  }

private:
  QSslConfiguration Tls;
};
