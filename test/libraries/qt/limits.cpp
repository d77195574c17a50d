// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// What is not found, with the reason: FN_ is a defect that stays silent.
//
// RUN: %check_tidy %s "%core,net-disabled-tls-verification" %t -- -- -std=c++17 %qt5

#include <QtCore>
#include <QtNetwork>

class Limits : public QObject {
  Q_OBJECT
public:
  Limits() { Manager.setTransferTimeout(1000); }

  // The settings of a method that is connected are not applied.
  void FN_ignoresBySignal(const QUrl &Url) {
    auto *Reply = Manager.get(QNetworkRequest(Url));
    connect(Reply, SIGNAL(sslErrors(QList<QSslError>)), Reply,
            SLOT(ignoreSslErrors()));
    connect(Reply, &QNetworkReply::finished, Reply, &QObject::deleteLater);
  }

private:
  QNetworkAccessManager Manager;
};

// Whoever made this manager may have set its timeout.
QByteArray FN_othersManager(QNetworkAccessManager *Manager, const QUrl &Url) {
  auto *Reply = Manager->get(QNetworkRequest(Url));
  QEventLoop Loop;
  QObject::connect(Reply, &QNetworkReply::finished, &Loop, &QEventLoop::quit);
  Loop.exec();
  Reply->deleteLater();
  return Reply->readAll();
}
