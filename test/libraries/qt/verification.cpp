// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Verification that is switched off by a call alone, and errors that are
// ignored one by one.
//
// RUN: %check_tidy %s net-disabled-tls-verification,net-use-after-close,net-unclosed-response %t -- -- -std=c++17 %qt5
// RUN: %check_tidy %s net-disabled-tls-verification,net-use-after-close,net-unclosed-response %t -- -- -std=c++17 %qt6

#include <QtCore/QList>
#include <QtNetwork/QNetworkAccessManager>
#include <QtNetwork/QNetworkReply>
#include <QtNetwork/QSslError>

void sendToAnybody(QNetworkAccessManager &manager, const QNetworkRequest &request) {
  QNetworkReply *reply = manager.get(request);
  reply->ignoreSslErrors();
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: 'QNetworkReply::ignoreSslErrors' switches off the verification of the peer{{.*}} [net-disabled-tls-verification]
  QObject::connect(reply, &QNetworkReply::finished, reply, &QObject::deleteLater);
}

void sendToKnownOk(QNetworkAccessManager &manager, const QNetworkRequest &request,
                   const QSslCertificate &known) {
  QNetworkReply *reply = manager.get(request);
  reply->ignoreSslErrors({QSslError(QSslError::SelfSignedCertificate, known)});
  QObject::connect(reply, &QNetworkReply::finished, reply, &QObject::deleteLater);
}

// --- replies that are deleted at once -------------------------------------------

QByteArray deletedTooSoon(QNetworkAccessManager &manager, const QNetworkRequest &request) {
  QNetworkReply *reply = manager.get(request);
  const bool failed = reply->error() != QNetworkReply::NoError;
  delete reply;
  if (failed)
    return reply->errorString().toUtf8();
  // CHECK-MESSAGES: :[[@LINE-1]]:12: warning: {{.*}} [net-use-after-close]
  return "ok";
}

QByteArray deletedLastOk(QNetworkAccessManager &manager, const QNetworkRequest &request) {
  QNetworkReply *reply = manager.get(request);
  QByteArray all = reply->readAll();
  delete reply;
  reply = nullptr;
  return all;
}

void deletedAgainOk(QNetworkAccessManager &manager, const QNetworkRequest &request) {
  QNetworkReply *reply = manager.get(request);
  delete reply;
  reply = manager.get(request);
  reply->readAll();
  delete reply;
}

void abortedTooLate(QNetworkAccessManager &manager, const QNetworkRequest &request) {
  QNetworkReply *reply = manager.get(request);
  delete reply;
  reply->abort();
  // CHECK-MESSAGES: :[[@LINE-1]]:3: warning: {{.*}} [net-use-after-close]
}
