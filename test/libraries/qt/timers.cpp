// Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Timers: parents, members, numbers, and those that pile up.
//
// RUN: %check_tidy %s net-unstopped-timer,net-unclosed-connection %t -- -- -std=c++17 %qt5
// RUN: %check_tidy %s net-unstopped-timer,net-unclosed-connection %t -- -- -std=c++17 %qt6

#include <QtCore>
#include <QtNetwork>

class Watchdog : public QObject {
  Q_OBJECT
public:
  Watchdog() {
    connect(&Socket, &QTcpSocket::connected, this, &Watchdog::connected);
    connect(&Socket, &QTcpSocket::disconnected, this, &Watchdog::disconnected);
    // One for each object, which its parent ends.
    auto *Own = new QTimer(this);
    connect(Own, &QTimer::timeout, this, &Watchdog::beat);
    Own->start(1000);
    startTimer(60000);
    Beat.setInterval(1000);
    connect(&Beat, &QTimer::timeout, this, &Watchdog::beat);
  }

  void noParent() {
    QTimer *Timer = new QTimer;
// CHECK-MESSAGES: :[[@LINE-1]]:21: warning: this timer is not stopped on a path through this function; it goes on firing until the process ends [net-unstopped-timer]
    connect(Timer, &QTimer::timeout, this, &Watchdog::beat);
    Timer->start(500);
  }

  void nullParent() {
    QTimer *Timer = new QTimer(nullptr);
// CHECK-MESSAGES: :[[@LINE-1]]:21: warning: this timer is not stopped on a path {{.*}} [net-unstopped-timer]
    connect(Timer, SIGNAL(timeout()), this, SLOT(beat()));
    Timer->start(500);
  }

  void parentLater() {
    QTimer *Timer = new QTimer;
    Timer->setParent(this);
    connect(Timer, &QTimer::timeout, this, &Watchdog::beat);
    Timer->start(500);
  }

  void deletesItself() {
    QTimer *Timer = new QTimer;
    Timer->setSingleShot(true);
    connect(Timer, &QTimer::timeout, this, [this, Timer] {
      beat();
      Timer->deleteLater();
    });
    Timer->start(500);
  }

  void deletedBySignal() {
    QTimer *Timer = new QTimer;
    Timer->setSingleShot(true);
    connect(Timer, SIGNAL(timeout()), this, SLOT(beat()));
    connect(Timer, SIGNAL(timeout()), Timer, SLOT(deleteLater()));
    Timer->start(500);
  }

  void once() { QTimer::singleShot(500, this, &Watchdog::beat); }

private slots:
  void beat() { Socket.write("x"); }

  void connected() {
    auto *Timer = new QTimer(this);
    connect(Timer, &QTimer::timeout, this, &Watchdog::beat);
    Timer->start(1000);
// CHECK-MESSAGES: :[[@LINE-1]]:5: warning: each event starts a new timer here, and nothing can stop the ones before: they all go on firing as long as their owner lives [net-unstopped-timer]
    Beat.start();
  }

  void disconnected() {
    Beat.stop();
    auto *Retry = new QTimer(this);
    Retry->setSingleShot(true);
    connect(Retry, &QTimer::timeout, this, &Watchdog::beat);
    Retry->start(1000);
    if (!Fallback) {
      Fallback = new QTimer(this);
      Fallback->start(5000);
    }
  }

private:
  QTcpSocket Socket;
  QTimer Beat;
  QTimer *Fallback = nullptr;
};

// A timer for each connection belongs to the connection.
class Server : public QTcpServer {
  Q_OBJECT
protected:
  void incomingConnection(qintptr Descriptor) override {
    auto *Socket = new QTcpSocket(this);
    Socket->setSocketDescriptor(Descriptor);
    connect(Socket, &QTcpSocket::disconnected, Socket, &QObject::deleteLater);
    auto *Idle = new QTimer(Socket);
    connect(Idle, &QTimer::timeout, Socket, &QTcpSocket::close);
    Idle->start(30000);
  }
};

// --- for each call ------------------------------------------------------------

class Refresher : public QObject {
  Q_OBJECT
public:
  Refresher() { prepare(); }

  void refresh() {
    auto *Timer = new QTimer(this);
    connect(Timer, &QTimer::timeout, this, [this] { ++Ticks; });
    Timer->start(1000);
// CHECK-MESSAGES: :[[@LINE-1]]:5: warning: each call starts a new timer here, and nothing can stop the ones before: they all go on firing as long as their owner lives [net-unstopped-timer]
  }

  // Once in the life of the object, as its name or its caller says.
  void initTimer() {
    auto *Timer = new QTimer(this);
    connect(Timer, &QTimer::timeout, this, [this] { ++Ticks; });
    Timer->start(1000);
  }
  void watch() {
    auto *Timer = new QTimer(this);
    connect(Timer, &QTimer::timeout, this, [this] { ++Ticks; });
    Timer->start(1000);
  }

  // Fires once.
  void later() {
    auto *Timer = new QTimer(this);
    Timer->setSingleShot(true);
    connect(Timer, &QTimer::timeout, this, [this] { ++Ticks; });
    Timer->start(1000);
  }

  // The next call finds the timer of the one before.
  void ensure() {
    if (Ticks)
      return;
    auto *Timer = new QTimer(this);
    connect(Timer, &QTimer::timeout, this, [this] { ++Ticks; });
    Timer->start(1000);
  }

private:
  void prepare() { watch(); }
  int Ticks = 0;
};

// --- numbers ----------------------------------------------------------------

class Numbers : public QObject {
  Q_OBJECT
public:
  Numbers() { connect(&Socket, SIGNAL(connected()), SLOT(connected())); }

private slots:
  void connected() {
    startTimer(1000);
// CHECK-MESSAGES: :[[@LINE-1]]:5: warning: each event starts a new timer here, {{.*}} [net-unstopped-timer]
  }

private:
  QTcpSocket Socket;
};

class KeptNumber : public QObject {
  Q_OBJECT
public:
  KeptNumber() {
    connect(&Socket, SIGNAL(connected()), SLOT(connected()));
    connect(&Socket, SIGNAL(disconnected()), SLOT(disconnected()));
  }

private slots:
  void connected() { Id = startTimer(1000); }
  void disconnected() { killTimer(Id); }

private:
  QTcpSocket Socket;
  int Id = 0;
};

class KillsByEvent : public QObject {
  Q_OBJECT
public:
  KillsByEvent() { connect(&Socket, SIGNAL(connected()), SLOT(connected())); }

protected:
  void timerEvent(QTimerEvent *Event) override { killTimer(Event->timerId()); }

private slots:
  void connected() { startTimer(1000); }

private:
  QTcpSocket Socket;
};

// --- members ----------------------------------------------------------------

class Poller : public QObject {
  Q_OBJECT
public:
  void start() {
    Poll.start(1000);
    Report.start(60000);
// CHECK-MESSAGES: :[[@LINE-1]]:5: warning: this timer is armed here, but 'stop', which stops another one, does not stop it [net-unstopped-timer]
    Expiry.setSingleShot(true);
    Expiry.start(5000);
  }
  void stop() { Poll.stop(); }

private:
  QTimer Poll, Report, Expiry;
};

class StopsAll : public QObject {
  Q_OBJECT
public:
  void start() {
    Poll.start(1000);
    Report.start(60000);
  }
  void stop() {
    Poll.stop();
    Report.stop();
  }

private:
  QTimer Poll, Report;
};

class Orphanage : public QObject {
  Q_OBJECT
public:
  Orphanage() : Timer(new QTimer), Child(new QTimer(this)) {
    Timer->start(1000);
// CHECK-MESSAGES: :[[@LINE-1]]:5: warning: this timer is armed here but no member function stops it: it goes on after its owner is gone; it goes on firing until the process ends [net-unstopped-timer]
    Child->start(1000);
  }

private:
  QTimer *Timer, *Child;
};

class TidyOwner : public QObject {
  Q_OBJECT
public:
  TidyOwner() : Timer(new QTimer) { Timer->start(1000); }
  ~TidyOwner() override { delete Timer; }

private:
  QTimer *Timer;
};

// --- connections without a parent -------------------------------------------

bool probe_leaks(const QString &Host) {
  auto *Socket = new QTcpSocket;
// CHECK-MESSAGES: :[[@LINE-1]]:18: warning: this socket is not released on a path through this function; its connection stays open [net-unclosed-connection]
  Socket->connectToHost(Host, 7);
  if (!Socket->waitForConnected(1000))
    return false;
  delete Socket;
  return true;
}

bool probe(const QString &Host, QObject *Parent) {
  QScopedPointer<QTcpSocket> Socket(new QTcpSocket);
  Socket->connectToHost(Host, 7);
  auto *Kept = new QTcpSocket(Parent);
  Kept->connectToHost(Host, 8);
  return Socket->waitForConnected(1000);
}

int main(int Count, char **Words) {
  QCoreApplication Application(Count, Words);
  Watchdog Watch;
  auto *Timer = new QTimer(&Application);
  Timer->start(1000);
  return Application.exec();
}
