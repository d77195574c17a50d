// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Sockets built for each exchange, and managers in objects that a slot builds.
//
// RUN: %check_tidy %s net-client-per-call %t -- -- -std=c++17 %qt5
// RUN: %check_tidy %s net-client-per-call %t -- -- -std=c++17 %qt6

#include <QtCore/QEventLoop>
#include <QtCore/QStringList>
#include <QtCore/QTimer>
#include <QtNetwork/QNetworkAccessManager>
#include <QtNetwork/QNetworkReply>
#include <QtNetwork/QTcpSocket>

void tellAll(const QList<QByteArray> &lines) {
  for (const QByteArray &line : lines) {
    QTcpSocket socket;
    // CHECK-MESSAGES: :[[@LINE-1]]:16: warning: a new 'QTcpSocket' is built for every iteration, so its connection is never reused [net-client-per-call]
    socket.connectToHost("db.example.com", 5000);
    if (socket.waitForConnected(1000)) {
      socket.write(line);
      socket.waitForBytesWritten(1000);
    }
  }
}

void tellAllOverOneOk(const QList<QByteArray> &lines) {
  QTcpSocket socket;
  socket.connectToHost("db.example.com", 5000);
  if (!socket.waitForConnected(1000))
    return;
  for (const QByteArray &line : lines) {
    socket.write(line);
    socket.waitForBytesWritten(1000);
  }
}

void tellHostsOk(const QStringList &hosts) {
  for (const QString &host : hosts) {
    QTcpSocket socket;
    socket.connectToHost(host, 5000);
    if (socket.waitForConnected(1000)) {
      socket.write("hi");
      socket.waitForBytesWritten(1000);
    }
  }
}

class WeatherRequest : public QObject {
public:
  WeatherRequest() { manager.setTransferTimeout(5000); }
  QByteArray wait(const QUrl &url) {
    QEventLoop loop;
    QNetworkReply *reply = manager.get(QNetworkRequest(url));
    connect(reply, &QNetworkReply::finished, &loop, &QEventLoop::quit);
    loop.exec();
    QByteArray all = reply->readAll();
    reply->deleteLater();
    return all;
  }

private:
  QNetworkAccessManager manager;
};

class Window : public QObject {
public:
  Window() {
    connect(&timer, &QTimer::timeout, this, &Window::refresh);
    connect(&timer, &QTimer::timeout, this, &Window::refreshOk);
    timer.start(60000);
  }
  void refresh() {
    WeatherRequest request;
    // CHECK-MESSAGES: :[[@LINE-1]]:20: warning: a new 'QNetworkAccessManager' is built for every request, so its connection is never reused{{.*}} [net-client-per-call]
    text = request.wait(QUrl("https://weather.example.com/Bern"));
  }
  void refreshOk() { text = kept.wait(QUrl("https://weather.example.com/Bern")); }

private:
  QTimer timer;
  QByteArray text;
  WeatherRequest kept;
};
