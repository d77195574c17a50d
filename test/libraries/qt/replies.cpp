// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Replies: who deletes them, in functions, lambdas and slots, and who does not.
//
// RUN: %check_tidy %s net-unclosed-response %t -- -- -std=c++17 %qt5
// RUN: %check_tidy %s net-unclosed-response %t -- -- -std=c++17 %qt6

#include <QtCore>
#include <QtNetwork>
#include <functional>
#include <memory>

struct DeleteLater {
  void operator()(QObject *Object) const {
    if (Object)
      Object->deleteLater();
  }
};

// --- in one function --------------------------------------------------------

class Catalogue : public QObject {
  Q_OBJECT
public:
  explicit Catalogue(QObject *Parent = nullptr)
      : QObject(Parent), Manager(new QNetworkAccessManager(this)) {
    Manager->setTransferTimeout(15000);
  }

  QByteArray leavesEarly(const QUrl &Url) {
    QNetworkReply *Reply = Manager->get(QNetworkRequest(Url));
// CHECK-MESSAGES: :[[@LINE-1]]:28: warning: this network reply is not released on a path through this function; it stays in memory, with what it received, as long as its manager [net-unclosed-response]
    QEventLoop Loop;
    connect(Reply, &QNetworkReply::finished, &Loop, &QEventLoop::quit);
    Loop.exec();
    if (Reply->error() != QNetworkReply::NoError)
      return QByteArray();
    QByteArray Body = Reply->readAll();
    Reply->deleteLater();
    return Body;
  }

  QByteArray leavesEarlyByText(const QUrl &Url) {
    QNetworkReply *Reply = Manager->get(QNetworkRequest(Url));
// CHECK-MESSAGES: :[[@LINE-1]]:28: warning: this network reply is not released on a path {{.*}} [net-unclosed-response]
    QEventLoop Loop;
    connect(Reply, SIGNAL(finished()), &Loop, SLOT(quit()));
    Loop.exec();
    if (Reply->bytesAvailable() == 0)
      return QByteArray();
    QByteArray Body = Reply->readAll();
    delete Reply;
    return Body;
  }

  void forgets(const QUrl &Url) {
    QNetworkReply *Reply = Manager->post(QNetworkRequest(Url), QByteArray("x"));
// CHECK-MESSAGES: :[[@LINE-1]]:28: warning: this network reply is not released on a path {{.*}} [net-unclosed-response]
    connect(Reply, &QNetworkReply::finished, this,
            [this, Reply] { Body = Reply->readAll(); });
  }

  void ignores(const QUrl &Url) {
    Manager->deleteResource(QNetworkRequest(Url));
// CHECK-MESSAGES: :[[@LINE-1]]:5: warning: this network reply is not released on a path {{.*}} [net-unclosed-response]
  }

  // A slot that has no way to the reply.
  void onlyTells(const QUrl &Url) {
    QNetworkReply *Reply = Manager->head(QNetworkRequest(Url));
// CHECK-MESSAGES: :[[@LINE-1]]:28: warning: this network reply is not released on a path {{.*}} [net-unclosed-response]
    connect(Reply, &QNetworkReply::finished, this, &Catalogue::count);
  }

  QByteArray deletesOnBothPaths(const QUrl &Url) {
    QNetworkReply *Reply = Manager->get(QNetworkRequest(Url));
    QEventLoop Loop;
    connect(Reply, SIGNAL(finished()), &Loop, SLOT(quit()));
    Loop.exec();
    Reply->deleteLater();
    if (Reply->error() != QNetworkReply::NoError)
      return QByteArray();
    return Reply->readAll();
  }

  void deletedBySignal(const QUrl &Url) {
    QNetworkReply *Reply = Manager->get(QNetworkRequest(Url));
    connect(Reply, &QNetworkReply::finished, this,
            [this, Reply] { Body = Reply->readAll(); });
    connect(Reply, &QNetworkReply::finished, Reply, &QObject::deleteLater);
  }

  void deletedBySignalByText(const QUrl &Url) {
    QNetworkReply *Reply = Manager->get(QNetworkRequest(Url));
    connect(Reply, SIGNAL(finished()), this, SLOT(count()));
    connect(Reply, SIGNAL(finished()), Reply, SLOT(deleteLater()));
  }

  void deletedInLambda(const QUrl &Url) {
    auto *Reply = Manager->get(QNetworkRequest(Url));
    connect(Reply, &QNetworkReply::finished, this, [this, Reply]() {
      Reply->deleteLater();
      if (Reply->error() != QNetworkReply::NoError) {
        emit failed();
        return;
      }
      Body = Reply->readAll();
    });
  }

  void deletedByGuard(const QUrl &Url, int Attempt) {
    auto *Reply = Manager->get(QNetworkRequest(Url));
    connect(Reply, &QNetworkReply::finished, this, [=]() {
      const auto Guard = qScopeGuard([=] { Reply->deleteLater(); });
      if (Reply->error() != QNetworkReply::NoError && Attempt < 3) {
        deletedByGuard(Url, Attempt + 1);
        return;
      }
      Body = Reply->readAll();
    });
  }

  void deletedInHelper(const QUrl &Url) {
    auto *Reply = Manager->get(QNetworkRequest(Url));
    connect(Reply, &QNetworkReply::finished, this,
            [this, Reply] { store(Reply); });
  }

  void bound(const QUrl &Url) {
    auto *Reply = Manager->get(QNetworkRequest(Url));
    connect(Reply, &QNetworkReply::finished, this,
            std::bind(&Catalogue::store, this, Reply));
  }

  void keepsInTable(const QUrl &Url, int Id) {
    auto *Reply = Manager->get(QNetworkRequest(Url));
    Pending.insert(Reply, Id);
    connect(Reply, &QNetworkReply::finished, this, &Catalogue::count);
  }

  void givesParent(const QUrl &Url) {
    auto *Reply = Manager->get(QNetworkRequest(Url));
    Reply->setParent(this);
  }

  QNetworkReply *handsOut(const QUrl &Url) {
    QNetworkRequest Request(Url);
    Request.setRawHeader("Accept", "application/json");
    return Manager->get(Request);
  }

  QByteArray scoped(const QUrl &Url) {
    QScopedPointer<QNetworkReply, QScopedPointerDeleteLater> Reply(
        Manager->get(QNetworkRequest(Url)));
    QEventLoop Loop;
    connect(Reply.data(), &QNetworkReply::finished, &Loop, &QEventLoop::quit);
    Loop.exec();
    if (Reply->error() != QNetworkReply::NoError)
      return QByteArray();
    return Reply->readAll();
  }

  QByteArray owned(const QUrl &Url) {
    std::unique_ptr<QNetworkReply, DeleteLater> Reply(
        Manager->get(QNetworkRequest(Url)));
    QEventLoop Loop;
    connect(Reply.get(), &QNetworkReply::finished, &Loop, &QEventLoop::quit);
    Loop.exec();
    if (Reply->error() != QNetworkReply::NoError)
      return QByteArray();
    return Reply->readAll();
  }

  QByteArray shared(const QUrl &Url) {
    QSharedPointer<QNetworkReply> Reply(Manager->get(QNetworkRequest(Url)),
                                        &QObject::deleteLater);
    QEventLoop Loop;
    connect(Reply.data(), SIGNAL(finished()), &Loop, SLOT(quit()));
    Loop.exec();
    return Reply->readAll();
  }

signals:
  void failed();

private slots:
  void count() { ++Count; }

private:
  void store(QNetworkReply *Reply) {
    if (Reply->error() == QNetworkReply::NoError)
      Body = Reply->readAll();
    Reply->deleteLater();
  }

  QNetworkAccessManager *Manager;
  QHash<QNetworkReply *, int> Pending;
  QByteArray Body;
  int Count = 0;
};

// --- in handlers ------------------------------------------------------------

class Feed : public QObject {
  Q_OBJECT
public:
  void inLambda(QNetworkAccessManager *Manager, const QUrl &Url) {
    QNetworkReply *Reply = Manager->get(QNetworkRequest(Url));
    connect(Reply, &QNetworkReply::finished, this, [this, Reply] {
      if (Reply->error() != QNetworkReply::NoError) {
        ++Errors;
        return;
// CHECK-MESSAGES: :[[@LINE-1]]:9: warning: the handler ends here without releasing the network reply that it is given; {{.*}} [net-unclosed-response]
      }
      Body = Reply->readAll();
      Reply->deleteLater();
    });
  }

  void bySender(QNetworkAccessManager *Manager, const QUrl &Url) {
    QNetworkReply *Reply = Manager->get(QNetworkRequest(Url));
    connect(Reply, SIGNAL(finished()), this, SLOT(senderLost()));
    QNetworkReply *Other = Manager->get(QNetworkRequest(Url));
    connect(Other, &QNetworkReply::finished, this, &Feed::senderKept);
  }

  // Progress is no end: the reply is released when it has finished.
  void stopsOnProgress(QNetworkAccessManager *Manager, const QUrl &Url) {
    QNetworkReply *Reply = Manager->get(QNetworkRequest(Url));
    connect(Reply, &QNetworkReply::readyRead, this, [this, Reply] {
      if (Reply->bytesAvailable() > 1000000) {
        Reply->abort();
        Reply->deleteLater();
        return;
      }
      Body += Reply->readAll();
    });
    connect(Reply, &QNetworkReply::finished, Reply, &QObject::deleteLater);
  }

private slots:
  void senderLost() {
    auto *Reply = qobject_cast<QNetworkReply *>(sender());
    if (!Reply)
      return;
    if (Reply->error() != QNetworkReply::NoError)
      return;
// CHECK-MESSAGES: :[[@LINE-1]]:7: warning: the handler ends here without releasing the network reply {{.*}} [net-unclosed-response]
    Body = Reply->readAll();
    Reply->deleteLater();
  }

  void senderKept() {
    auto *Reply = qobject_cast<QNetworkReply *>(sender());
    if (!Reply)
      return;
    if (Reply->error() != QNetworkReply::NoError) {
      Reply->deleteLater();
      return;
    }
    Body = Reply->readAll();
    Reply->deleteLater();
  }

private:
  QByteArray Body;
  int Errors = 0;
};

// The manager's own signal gives the reply to the slot.
class Mirror : public QObject {
  Q_OBJECT
public:
  Mirror() {
    connect(&Lost, SIGNAL(finished(QNetworkReply *)), this,
            SLOT(finishedLost(QNetworkReply *)));
    connect(&Kept, &QNetworkAccessManager::finished, this,
            &Mirror::finishedKept);
    Lost.setTransferTimeout(1000);
    Kept.setTransferTimeout(1000);
  }

  void refresh(const QUrl &Url) {
    Lost.get(QNetworkRequest(Url));
    Kept.get(QNetworkRequest(Url));
  }

private slots:
  void finishedLost(QNetworkReply *Reply) {
    const QVariant Target =
        Reply->attribute(QNetworkRequest::RedirectionTargetAttribute);
    if (Target.isValid()) {
      Lost.get(QNetworkRequest(Target.toUrl()));
      return;
// CHECK-MESSAGES: :[[@LINE-1]]:7: warning: the handler ends here without releasing the network reply {{.*}} [net-unclosed-response]
    }
    Body = Reply->readAll();
    Reply->deleteLater();
  }

  void finishedKept(QNetworkReply *Reply) {
    QScopedPointer<QNetworkReply, QScopedPointerDeleteLater> Guard(Reply);
    if (Reply->error() != QNetworkReply::NoError)
      return;
    Body = Reply->readAll();
  }

private:
  QNetworkAccessManager Lost, Kept;
  QByteArray Body;
};

// A table takes the variable by reference, on the way to the end.
class Batch : public QObject {
  Q_OBJECT
public:
  Batch() {
    Manager.setTransferTimeout(1000);
    connect(&Manager, &QNetworkAccessManager::finished, this, &Batch::finished);
  }
  void add(const QUrl &Url) { Running.append(Manager.get(QNetworkRequest(Url))); }

signals:
  void empty();

private slots:
  void finished(QNetworkReply *Reply) {
    if (Reply->error() == QNetworkReply::NoError)
      Body += Reply->readAll();
    Running.removeAll(Reply);
    Reply->deleteLater();
    if (Running.isEmpty())
      emit empty();
  }

private:
  QNetworkAccessManager Manager;
  QVector<QNetworkReply *> Running;
  QByteArray Body;
};

// Nobody deletes what this manager gives to the slot.
class Careless : public QObject {
  Q_OBJECT
public:
  Careless() {
    Manager.setTransferTimeout(1000);
    connect(&Manager, &QNetworkAccessManager::finished, this,
            [this](QNetworkReply *Reply) { Body = Reply->readAll(); });
  }
  void refresh(const QUrl &Url) {
    Manager.get(QNetworkRequest(Url));
// CHECK-MESSAGES: :[[@LINE-1]]:5: warning: this network reply is not released on a path {{.*}} [net-unclosed-response]
  }

private:
  QNetworkAccessManager Manager;
  QByteArray Body;
};

// --- the library deletes ----------------------------------------------------

class Automatic : public QObject {
  Q_OBJECT
public:
  Automatic() {
    Manager = new QNetworkAccessManager(this);
    Manager->setAutoDeleteReplies(true);
    Manager->setTransferTimeout();
  }
  void refresh(const QUrl &Url) {
    auto *Reply = Manager->get(QNetworkRequest(Url));
    connect(Reply, &QNetworkReply::finished, this,
            [this, Reply] { Body = Reply->readAll(); });
  }

private:
  QNetworkAccessManager *Manager;
  QByteArray Body;
};

class PerRequest : public QObject {
  Q_OBJECT
public:
  void refresh(const QUrl &Url) {
    QNetworkRequest Request(Url);
    Request.setAttribute(QNetworkRequest::AutoDeleteReplyOnFinishAttribute,
                         true);
    Manager.get(Request);
  }

private:
  QNetworkAccessManager Manager;
};

// The replies of a manager on the stack die with it.
QByteArray dies_with_its_manager(const QUrl &Url) {
  QNetworkAccessManager Manager;
  QNetworkReply *Reply = Manager.get(QNetworkRequest(Url));
  QEventLoop Loop;
  QObject::connect(Reply, &QNetworkReply::finished, &Loop, &QEventLoop::quit);
  Loop.exec();
  return Reply->readAll();
}

// Whoever made this manager may have told it to delete its replies.
void unknown_manager(QNetworkAccessManager &Manager, const QUrl &Url) {
  Manager.get(QNetworkRequest(Url));
}

// --- members ----------------------------------------------------------------

class Player : public QObject {
  Q_OBJECT
public:
  void play(const QUrl &Url) {
    Current = Manager.get(QNetworkRequest(Url));
    connect(Current, &QNetworkReply::finished, this, &Player::played);
  }

private slots:
  void played() {
    Body = Current->readAll();
    Current->deleteLater();
    Current = nullptr;
  }

private:
  QNetworkAccessManager Manager;
  QNetworkReply *Current = nullptr;
  QByteArray Body;
};

class Hoarder : public QObject {
  Q_OBJECT
public:
  void play(const QUrl &Url) {
    Current = Manager.get(QNetworkRequest(Url));
// CHECK-MESSAGES: :[[@LINE-1]]:15: warning: this network reply is kept in 'Current', and nothing that can see it releases it; {{.*}} [net-unclosed-response]
    connect(Current, &QNetworkReply::finished, this, &Hoarder::played);
  }

private slots:
  void played() { Body = Current->readAll(); }

private:
  QNetworkAccessManager Manager;
  QNetworkReply *Current = nullptr;
  QByteArray Body;
};
